import type { Numbers } from "../engine/arrays";
import type { DrawsRequest, NamedMetric, Setting } from "../engine/engine";
import { raidText } from "./raid";
import type { PageState } from "./state";

/** What is asked over draws. */
export interface DrawsPlan {
  metric: string;
  draws: number;
  weights: "cited" | "uniform";
  /** Whether draws are weighed by published figures. */
  published: boolean;
  /** Whether rows of the missiles are drawn too. */
  missiles: boolean;
  /** Whose probability is asked; none where it is null. */
  condition: { comparison: ">=" | "<="; threshold: number } | null;
}

export const DRAWS = [64, 256, 1024] as const;
export const FIRST_DRAWS_PLAN: DrawsPlan = {
  metric: "people-share",
  draws: 256,
  weights: "cited",
  published: false,
  missiles: false,
  condition: null,
};
/** Farthest threshold of a condition, in the unit of its number. */
export const FARTHEST = 1e9;
const BINS = 24;
const AIM_POINTS = 300;
const REPLICATIONS = 1000;

/** Take what fits of a question that was read from a link. */
export function drawsPlanFrom(found: unknown): DrawsPlan | null {
  if (typeof found !== "object" || found === null) return null;
  const { metric, draws, weights, published, missiles, condition } = found as Partial<DrawsPlan>;
  const first = FIRST_DRAWS_PLAN;
  return {
    metric: typeof metric === "string" ? metric : first.metric,
    draws: DRAWS.find((one) => one === draws) ?? first.draws,
    weights: weights === "uniform" ? weights : first.weights,
    published: published === true,
    missiles: missiles === true,
    condition: isCondition(condition) ? condition : null,
  };
}

function isCondition(found: unknown): found is NonNullable<DrawsPlan["condition"]> {
  if (typeof found !== "object" || found === null) return false;
  const { comparison, threshold } = found as Record<string, unknown>;
  const known = comparison === ">=" || comparison === "<=";
  return known && typeof threshold === "number" && Math.abs(threshold) <= FARTHEST;
}

/** The part of a question that both draws and their reasons share. */
export type DrawsQuestion = Pick<
  DrawsRequest,
  | "setting"
  | "metric"
  | "weights"
  | "published"
  | "missiles"
  | "condition"
  | "target"
  | "raid"
  | "replications"
  | "aim_points"
>;

/** Metrics that can be asked of a state: one about a flight or a place needs what it is about. */
export function offered(
  metrics: readonly NamedMetric[],
  state: PageState,
  flights: number,
): NamedMetric[] {
  return metrics.filter((one) => {
    if (one.of_raid && state.raid === null) return false;
    if (one.of_one_flight) return state.place !== null && flights === 1;
    return !one.of_place;
  });
}

export function drawsQuestion(
  { setting, place, raid }: PageState,
  plan: DrawsPlan,
  metric: NamedMetric,
): DrawsQuestion {
  const { weights, published, missiles, condition } = plan;
  return {
    setting: setting satisfies Setting,
    metric: metric.key,
    weights,
    published,
    missiles,
    condition: condition ? `${condition.comparison} ${condition.threshold}` : null,
    target: metric.of_one_flight ? place : null,
    raid: metric.of_raid && raid ? raidText(raid) : null,
    replications: REPLICATIONS,
    aim_points: AIM_POINTS,
  };
}

/** Bars of a histogram. */
export interface Histogram {
  low: number;
  high: number;
  /** Share of the weight of the draws in each bar. */
  shares: number[];
}

/** How the weight of draws lies over their numbers; null where no draw has one. */
export function histogramOf(
  values: Numbers | number[],
  weight: Numbers | number[],
): Histogram | null {
  const known = [...values].flatMap((value, i) =>
    Number.isNaN(value) ? [] : [[value, weight[i] ?? 0] as const],
  );
  if (known.length === 0) return null;
  const numbers = known.map(([value]) => value);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const wide = most - least || Math.abs(most) / BINS || 1;
  const [low, high] = most > least ? [least, most] : [least - wide, most + wide];
  const shares = new Array<number>(BINS).fill(0);
  const whole = known.reduce((sum, [, one]) => sum + one, 0) || 1;
  for (const [value, one] of known) {
    const at = Math.min(BINS - 1, Math.floor((BINS * (value - low)) / (high - low)));
    shares[at] = (shares[at] ?? 0) + one / whole;
  }
  return { low, high, shares };
}
