import type { Claim, Reading, Setting } from "../engine/engine";

/** A verdict, as the engine says it. */
export type Verdict = NonNullable<Claim["verdict"]>;

const STAGES: readonly Claim["stage"][] = ["listed", "nominal", "corners", "draws"];

/** Claims are about what stands there; what flies each of them says itself. */
export function claimSetting(setting: Setting): Setting {
  const { flights: _, ...others } = setting;
  return others;
}

/** The claims with a piece of an answer taken in: of one claim the later stage stays. */
export function withPiece(known: readonly Claim[], piece: readonly Claim[]): Claim[] {
  const found = new Map(known.map((one) => [one.id, one]));
  for (const one of piece) {
    const before = found.get(one.id);
    const later = !before || STAGES.indexOf(one.stage) >= STAGES.indexOf(before.stage);
    if (later) found.set(one.id, one);
  }
  return [...found.values()];
}

/** Paths of the rows that a claim turns on: those that decide it, the most first, then others. */
export function rowsOf(claim: Claim): { deciding: string[]; others: string[] } {
  const shares = new Map<string, number>();
  for (const { chance } of [...claim.readings, claim]) {
    for (const { rows, share } of chance?.deciding ?? []) {
      for (const row of rows) shares.set(row, Math.max(shares.get(row) ?? 0, share.value ?? 0));
    }
  }
  const deciding = [...shares].sort((a, b) => b[1] - a[1]).map(([row]) => row);
  const all = new Set(claim.readings.flatMap((one) => one.rows));
  return { deciding, others: [...all].filter((row) => !shares.has(row)).sort() };
}

/** What the nominal numbers alone say, before the ends of what is cited are known. */
export function nominalVerdict(claim: Claim): boolean | null {
  const met = claim.readings.map((one) => one.met);
  if (met.some((one) => one === false)) return false;
  return met.length > 0 && met.every((one) => one === true) ? true : null;
}

/** Positions on a line of what is measured and what it is held to, from 0 to 1. */
export interface Gauge {
  threshold: number;
  nominal: number | null;
  low: number | null;
  high: number | null;
  /** The part of the line on which the reading holds. */
  holds: readonly [number, number];
}

const MARGIN = 0.08;

/** Where the numbers of a reading lie on a line that shows all of them. */
export function gaugeOf({ threshold, measured, comparison }: Reading): Gauge | null {
  const held = threshold.value;
  if (held === null) return null;
  const { value = null, low = null, high = null } = measured ?? {};
  const shown = [held, value, low, high].filter((one): one is number => one !== null);
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const wide = most - least || Math.abs(most) || 1;
  const [from, to] = [least - MARGIN * wide, most + MARGIN * wide];
  const at = (one: number) => (one - from) / (to - from);
  const perhaps = (one: number | null) => (one === null ? null : at(one));
  const above = comparison === "at least" || comparison === "more than";
  return {
    threshold: at(held),
    nominal: perhaps(value),
    low: perhaps(low),
    high: perhaps(high),
    holds: above ? [at(held), 1] : [0, at(held)],
  };
}
