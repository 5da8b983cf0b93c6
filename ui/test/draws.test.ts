import { expect, test } from "vitest";
import type { NamedMetric } from "../src/engine/engine";
import { drawsQuestion, FIRST_DRAWS_PLAN, histogramOf, offered } from "../src/state/draws";
import { firstState } from "../src/state/state";

const metric = (key: string, more: Partial<NamedMetric> = {}): NamedMetric =>
  ({
    key,
    title: key,
    unit: "1",
    of_footprint: false,
    of_one_flight: false,
    of_raid: false,
    of_place: false,
    ...more,
  }) as NamedMetric;

const STATE = firstState("korea-2016", "nodong");
const PLACE = { latitude_deg: 36, longitude_deg: 127 };

test("a number about a flight or a raid is offered where there is one", () => {
  const all = [
    metric("people-share", { of_footprint: true }),
    metric("margin", { of_one_flight: true }),
    metric("raid-leakers", { of_raid: true }),
  ];
  const keys = (...question: Parameters<typeof offered>) =>
    offered(...question).map((one) => one.key);
  expect(keys(all, STATE, 12)).toEqual(["people-share"]);
  expect(keys(all, { ...STATE, place: PLACE }, 12)).toEqual(["people-share"]);
  expect(keys(all, { ...STATE, place: PLACE }, 1)).toEqual(["people-share", "margin"]);
  const raid = { of: "scenario" as const, waves: [], file: null, replications: 1, seed: 1 };
  expect(keys(all, { ...STATE, raid }, 12)).toEqual(["people-share", "raid-leakers"]);
});

test("a condition is asked in words of the engine", () => {
  const plan = { ...FIRST_DRAWS_PLAN, condition: { comparison: ">=" as const, threshold: 0.5 } };
  const question = drawsQuestion({ ...STATE, place: PLACE }, plan, metric("people-share"));
  expect(question.condition).toBe(">= 0.5");
  expect(question.target).toBeNull();
  expect(drawsQuestion(STATE, FIRST_DRAWS_PLAN, metric("x")).condition).toBeNull();
});

test("weights of draws lie in the bars of their numbers", () => {
  const found = histogramOf([0, 1, 1, Number.NaN], [1, 1, 2, 9]);
  expect([found?.low, found?.high]).toEqual([0, 1]);
  expect(found?.shares[0]).toBe(0.25);
  expect(found?.shares[found.shares.length - 1]).toBe(0.75);
  expect(histogramOf([Number.NaN], [1])).toBeNull();
  const one = histogramOf([3, 3], [1, 1]);
  expect(one?.shares.reduce((sum, share) => sum + share, 0)).toBe(1);
});
