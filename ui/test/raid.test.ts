import { expect, test } from "vitest";
import type { Footprint, NamedPlace, OpenAnswer } from "../src/engine/engine";
import type { RaidPlan } from "../src/state/raid";
import {
  firstPlan,
  planFrom,
  raidQuestion,
  raidText,
  withOneMore,
  withoutWave,
  withWave,
} from "../src/state/raid";
import type { RaidOutcome } from "../src/state/runs";
import { precision, quantile, Runs } from "../src/state/runs";

const PLAN: RaidPlan = {
  of: "waves",
  waves: [
    {
      missile: "scud-b",
      launch_areas: ["hwangju"],
      targets: ["daejeon", "36.5,127.25"],
      shape: "minimum-energy",
      count: 12,
      first_launch_s: 30,
      last_launch_s: 180,
      launch_spread_s: 10,
      reliability: 0.9,
    },
  ],
  file: null,
  replications: 5000,
  seed: 7,
};

const place = (key: string, longitude_deg: number, country = "KOR"): NamedPlace => ({
  key,
  title: key,
  latitude_deg: 36,
  longitude_deg,
  country,
});

test("waves are said as a raid file, with units", () => {
  const file = JSON.parse(raidText(PLAN) ?? "");
  expect(file.format).toBe(1);
  expect(file.waves).toEqual([
    {
      missile: "scud-b",
      launch_areas: ["hwangju"],
      targets: ["daejeon", "36.5,127.25"],
      shapes: ["minimum-energy"],
      count: 12,
      first_launch: "30 s",
      last_launch: "180 s",
      launch_spread: "10 s",
      reliability: 0.9,
    },
  ]);
});

test("the last launch is never before the first", () => {
  const late = withWave(PLAN, 0, { first_launch_s: 300 });
  expect(JSON.parse(raidText(late) ?? "").waves[0].last_launch).toBe("300 s");
});

test("a file is asked about as it is, and the scenario's own raid by no text", () => {
  const file = { ...PLAN, of: "file" as const, file: "format: 1" };
  expect(raidQuestion({ scenario: "korea-2016" }, file)).toEqual({
    setting: { scenario: "korea-2016" },
    raid: "format: 1",
    replications: 5000,
    seed: 7,
  });
  expect(raidQuestion({}, { ...PLAN, of: "scenario" }).raid).toBeNull();
});

test("waves are added after the last one, and taken away", () => {
  const more = withOneMore(PLAN);
  expect(more.waves).toHaveLength(2);
  expect(more.waves[1]?.first_launch_s).toBe(300);
  expect(more.waves[1]?.last_launch_s).toBe(450);
  expect(withoutWave(more, 0).waves).toEqual([more.waves[1]]);
});

test("a plan comes back from a link, and one that does not fit is none", () => {
  expect(planFrom(JSON.parse(JSON.stringify(PLAN)))).toEqual(PLAN);
  expect(planFrom(null)).toBeNull();
  expect(planFrom({ ...PLAN, waves: [{ missile: "scud-b" }] })).toBeNull();
  expect(planFrom({ ...PLAN, replications: -1, seed: 0.5, of: "x" })).toEqual({
    ...PLAN,
    replications: 100_000,
    seed: 1,
  });
});

test("a first plan aims at places of the country that its flight reaches", () => {
  const footprint = {
    answer: {
      flights: [
        { missile: "nodong", shape: "lofted", launch_area: place("tonghae", 129, "PRK") },
        { missile: "nodong", shape: "minimum-energy", launch_area: place("hwangju", 125.8, "PRK") },
      ],
    },
    grid: { latitude_deg: Float32Array.of(36, 36), longitude_deg: Float32Array.of(127, 129) },
    // the second flight reaches the second aim point alone
    p_defend: Float32Array.of(0.5, 0.5, Number.NaN, 0),
  } as unknown as Footprint;
  const open = { country: "KOR" } as OpenAnswer;
  const targets = [place("tokyo", 139.7, "JPN"), place("daejeon", 127.1), place("busan", 129.1)];
  const plan = firstPlan(open, footprint, targets);
  expect(plan.waves[0]).toMatchObject({
    missile: "nodong",
    launch_areas: ["hwangju"],
    targets: ["busan"],
    shape: "minimum-energy",
  });
});

test("runs outlive a reload, and are found by what was asked", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const outcome = { missiles: 12, leakers_share: [0.25, 0.75] } as unknown as RaidOutcome;
  const site = { title: "Seongju", korean: "성주" };
  const runs = new Runs(store);
  runs.add({ setting: {}, plan: PLAN, site, outcome });
  runs.add({ setting: { scenario: "guam-2013" }, plan: PLAN, site, outcome });
  const again = new Runs(store);
  expect(again.all.map((one) => one.number)).toEqual([1, 2]);
  expect(again.of({}, PLAN)?.number).toBe(1);
  expect(again.of({}, { ...PLAN, seed: 8 })).toBeNull();
});

test("a store that is broken or refuses is none", () => {
  const refusing = {
    getItem: () => "{",
    setItem: () => {
      throw new Error("full");
    },
  };
  const runs = new Runs(refusing);
  expect(runs.all).toEqual([]);
  runs.add({
    setting: {},
    plan: PLAN,
    site: { title: "", korean: "" },
    outcome: {} as RaidOutcome,
  });
  expect(runs.all).toHaveLength(1);
});

test("quantiles of a distribution, and how narrow an interval is", () => {
  const shares = [0.05, 0.45, 0.5];
  expect([0.05, 0.5, 0.95].map((level) => quantile(shares, level))).toEqual([0, 1, 2]);
  expect(precision({ value: 2, unit: "1", low: 1.9, high: 2.1 })).toBeCloseTo(0.05);
  expect(precision({ value: 2, unit: "1" })).toBeNull();
});
