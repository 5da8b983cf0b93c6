import { numbers } from "../engine/arrays";
import type { Number as Quantity, RaidAnswer, RaidBattery, Setting } from "../engine/engine";
import type { RaidPlan } from "./raid";

/** What a raid came to, as it can be kept. */
export type RaidOutcome = Omit<
  RaidAnswer,
  "id" | "took_ms" | "kind" | "leakers_share" | "batteries" | "provenance"
> & {
  leakers_share: number[];
  batteries: (Omit<RaidBattery, "exhausted_share"> & { exhausted_share: number[] })[];
  provenance: string;
};

/** A raid that was played. */
export interface RaidRun {
  /** Counted from 1 in the order of playing. */
  number: number;
  setting: Setting;
  plan: RaidPlan;
  /** Where the battery stood. */
  site: { title: string; korean: string };
  outcome: RaidOutcome;
}

/** Where texts are kept while a window is open. */
export type Store = Pick<Storage, "getItem" | "setItem">;

const KEY = "bongsu-raids-1";
const MOST_RUNS = 20;

export function outcomeOf(answer: RaidAnswer): RaidOutcome {
  const { id: _, took_ms: __, kind: ___, ...others } = answer;
  return {
    ...others,
    leakers_share: [...numbers(answer.leakers_share)],
    batteries: answer.batteries.map((one) => ({
      ...one,
      exhausted_share: [...numbers(one.exhausted_share)],
    })),
    provenance: answer.provenance.line,
  };
}

/** The raids that were played, the newest last; they outlive a reload, not the window. */
export class Runs {
  #runs: RaidRun[];

  constructor(private readonly store: Store) {
    this.#runs = read(store);
  }

  get all(): readonly RaidRun[] {
    return this.#runs;
  }

  add(run: Omit<RaidRun, "number">): RaidRun {
    const number = 1 + (this.#runs[this.#runs.length - 1]?.number ?? 0);
    const made = { ...run, number };
    this.#runs = [...this.#runs, made].slice(-MOST_RUNS);
    try {
      this.store.setItem(KEY, JSON.stringify(this.#runs));
    } catch {
      // a store that is full or forbidden keeps nothing, and the page goes on
    }
    return made;
  }

  /** The newest run of a question, if there is one. */
  of(setting: Setting, plan: RaidPlan): RaidRun | null {
    const wanted = JSON.stringify([setting, plan]);
    const found = this.#runs.filter((one) => JSON.stringify([one.setting, one.plan]) === wanted);
    return found[found.length - 1] ?? null;
  }
}

function read(store: Store): RaidRun[] {
  try {
    const found: unknown = JSON.parse(store.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? (found as RaidRun[]) : [];
  } catch {
    return [];
  }
}

/** Number of missiles that is not exceeded in a share of the replications. */
export function quantile(shares: readonly number[], level: number): number {
  let sum = 0;
  for (const [number, share] of shares.entries()) {
    sum += share;
    if (sum >= level - 1e-9) return number;
  }
  return shares.length - 1;
}

/** How far the interval of a number reaches from it, as a share of it; none where it has none. */
export function precision({ value, low = null, high = null }: Quantity): number | null {
  if (value === null || low === null || high === null || value === 0) return null;
  return (high - low) / 2 / Math.abs(value);
}
