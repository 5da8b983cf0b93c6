import { row } from "../engine/arrays";
import type { Footprint, NamedPlace, OpenAnswer, Question, Setting } from "../engine/engine";
import { nearestCell } from "../map/footprint";

/** Shapes of arcs. */
export type Shape = NonNullable<NonNullable<Setting["flights"]>["shapes"]>[number];

/** Missiles of one type that are fired together. */
export interface Wave {
  missile: string;
  /** Keys of places, or `LATITUDE,LONGITUDE`. */
  launch_areas: string[];
  targets: string[];
  shape: Shape;
  count: number;
  first_launch_s: number;
  last_launch_s: number;
  /** Each launch is earlier or later by up to this. */
  launch_spread_s: number;
  /** Probability that a missile flies as planned. */
  reliability: number;
}

/** A raid that is asked about: waves, a file, or what the scenario says. */
export interface RaidPlan {
  of: "waves" | "file" | "scenario";
  waves: Wave[];
  /** Text of the file. */
  file: string | null;
  replications: number;
  seed: number;
}

export const MOST_MISSILES = 1000;
export const MOST_REPLICATIONS = 10_000_000;
export const MOST_SEED = 2 ** 32 - 1;
const FIRST_COUNT = 12;
const FIRST_LAST_S = 180;
const FIRST_SPREAD_S = 10;
const FIRST_REPLICATIONS = 100_000;
const FIRST_TARGETS = 2;

/** The raid file that says what a plan says; null for the scenario's own. */
export function raidText(plan: RaidPlan): string | null {
  if (plan.of === "scenario") return null;
  if (plan.of === "file") return plan.file;
  return JSON.stringify(
    {
      format: 1,
      name: "page-raid",
      title: "A raid of the page",
      waves: plan.waves.map((wave) => ({
        missile: wave.missile,
        launch_areas: wave.launch_areas,
        targets: wave.targets,
        shapes: [wave.shape],
        count: wave.count,
        first_launch: `${wave.first_launch_s} s`,
        last_launch: `${Math.max(wave.first_launch_s, wave.last_launch_s)} s`,
        launch_spread: `${wave.launch_spread_s} s`,
        reliability: wave.reliability,
      })),
    },
    null,
    2,
  );
}

/** What is asked of the engine for a plan. */
export function raidQuestion(setting: Setting, plan: RaidPlan): Question<"raid"> {
  const { replications, seed } = plan;
  return { setting, raid: raidText(plan), replications, seed };
}

/**
 * A plan to start from: of the first flight of the setting, at places of the country that it
 * reaches, the most populous first.
 */
export function firstPlan(
  open: OpenAnswer,
  footprint: Footprint,
  targets: readonly NamedPlace[],
): RaidPlan {
  const flights = footprint.answer.flights;
  const at = Math.max(
    0,
    flights.findIndex((one) => one.shape === "minimum-energy"),
  );
  const flight = flights[at];
  const own = targets.filter((one) => one.country === open.country);
  const reached = own.filter((one) => isReached(footprint, at, one));
  const wave: Wave = {
    missile: flight?.missile ?? "",
    launch_areas: flight ? [flight.launch_area.key] : [],
    targets: reached.slice(0, FIRST_TARGETS).map((one) => one.key),
    shape: flight?.shape ?? "minimum-energy",
    count: FIRST_COUNT,
    first_launch_s: 0,
    last_launch_s: FIRST_LAST_S,
    launch_spread_s: FIRST_SPREAD_S,
    reliability: 1,
  };
  return { of: "waves", waves: [wave], file: null, replications: FIRST_REPLICATIONS, seed: 1 };
}

/** Whether a flight of a footprint reaches a place. */
function isReached({ grid, p_defend }: Footprint, flight: number, at: NamedPlace): boolean {
  const values = row(p_defend, flight, grid.latitude_deg.length);
  return !Number.isNaN(values[nearestCell(grid, at)] ?? Number.NaN);
}

/** The plan with one of its waves changed. */
export function withWave(plan: RaidPlan, index: number, change: Partial<Wave>): RaidPlan {
  const waves = plan.waves.map((wave, i) => (i === index ? { ...wave, ...change } : wave));
  return { ...plan, waves };
}

/** The plan with another wave like its last one, after it. */
export function withOneMore(plan: RaidPlan): RaidPlan {
  const last = plan.waves[plan.waves.length - 1];
  if (!last) return plan;
  const begins = last.last_launch_s + 120;
  const took = last.last_launch_s - last.first_launch_s;
  const next = { ...last, first_launch_s: begins, last_launch_s: begins + took };
  return { ...plan, waves: [...plan.waves, next] };
}

export function withoutWave(plan: RaidPlan, index: number): RaidPlan {
  return { ...plan, waves: plan.waves.filter((_, i) => i !== index) };
}

/** Take what fits of a plan that was read from a link; the engine checks it itself. */
export function planFrom(found: unknown): RaidPlan | null {
  const plan = found as Partial<RaidPlan> | null | undefined;
  if (typeof plan !== "object" || plan === null || !Array.isArray(plan.waves)) return null;
  if (!plan.waves.every(isWave)) return null;
  const { of, file, replications, seed } = plan;
  const known = of === "waves" || of === "file" || of === "scenario";
  return {
    of: known ? of : "waves",
    waves: plan.waves,
    file: typeof file === "string" ? file : null,
    replications: within(replications, 1, MOST_REPLICATIONS) ?? FIRST_REPLICATIONS,
    seed: within(seed, 0, MOST_SEED) ?? 1,
  };
}

function within(value: unknown, least: number, most: number): number | null {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
    ? (value as number)
    : null;
}

function isWave(found: unknown): found is Wave {
  const wave = found as Wave | null;
  const texts = (value: unknown) =>
    Array.isArray(value) && value.every((one) => typeof one === "string");
  return (
    typeof wave === "object" &&
    wave !== null &&
    typeof wave.missile === "string" &&
    typeof wave.shape === "string" &&
    texts(wave.launch_areas) &&
    texts(wave.targets) &&
    [
      wave.count,
      wave.first_launch_s,
      wave.last_launch_s,
      wave.launch_spread_s,
      wave.reliability,
    ].every((value) => typeof value === "number" && Number.isFinite(value))
  );
}
