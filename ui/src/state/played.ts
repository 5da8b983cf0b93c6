/** What is played on the clock, and where the clock stands. */
export interface Played {
  of: "flight" | "raid";
  /** Which replication of the raid, counted from 1. */
  replication: number;
  time_s: number;
}

const WRITTEN = /^(flight|raid)-(\d{1,8})@(-?\d{1,6}(?:\.\d)?)$/;

/** A playback as a link has it. */
export function playedText({ of, replication, time_s }: Played): string {
  return `${of}-${replication}@${time_s.toFixed(1)}`;
}

/** The playback of a link; null where it holds none. */
export function playedFrom(text: string | null): Played | null {
  const [, of, replication, time_s] = WRITTEN.exec(text ?? "") ?? [];
  if (of !== "flight" && of !== "raid") return null;
  return { of, replication: Math.max(1, Number(replication)), time_s: Number(time_s) };
}
