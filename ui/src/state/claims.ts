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

/** How much of a test of claims is done, from 0 to 1: verdicts first, then probabilities. */
export function progressOf(claims: readonly Claim[]): number {
  const steps = (one: Claim) => Math.max(0, STAGES.indexOf(one.stage) - 1);
  const testable = claims.filter((one) => one.not_testable_because === null);
  const done = testable.reduce((sum, one) => sum + steps(one), 0);
  return testable.length > 0 ? done / (2 * testable.length) : 1;
}

/**
 * Paths of the rows that a claim turns on: those that decide it, the most first, where draws have
 * told; then the others, those that move the most readings first.
 */
export function rowsOf(claim: Claim): { deciding: string[]; others: string[] } {
  const shares = new Map<string, number>();
  for (const { chance } of [...claim.readings, claim]) {
    for (const { rows, share } of chance?.deciding ?? []) {
      for (const row of rows) shares.set(row, Math.max(shares.get(row) ?? 0, share.value ?? 0));
    }
  }
  const counts = new Map<string, number>();
  for (const row of claim.readings.flatMap((one) => one.rows)) {
    if (!shares.has(row)) counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  const sorted = (these: Map<string, number>) =>
    [...these].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([row]) => row);
  return { deciding: sorted(shares), others: sorted(counts) };
}

/**
 * How many readings the nominal numbers meet, of those that have one; what is told for comparison
 * has no part in a verdict and is none of them.
 */
export function metOf(claim: Claim): { met: number; known: number } {
  const known = claim.readings.filter((one) => one.met !== null && !one.for_comparison);
  return { met: known.filter((one) => one.met).length, known: known.length };
}

/** A claim whose numbers are still coming: what has not come yet stands as it was. */
export function whileComing(before: Claim | null, coming: Claim): Claim {
  const known = new Map(before?.readings.map((one) => [one.id, one]));
  return {
    ...coming,
    readings: coming.readings.map((one) =>
      one.measured === null ? (known.get(one.id) ?? one) : one,
    ),
  };
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
