import { expect, test } from "vitest";
import type { Claim, Reading } from "../src/engine/engine";
import {
  claimSetting,
  gaugeOf,
  metOf,
  progressOf,
  rowsOf,
  whileComing,
  withPiece,
} from "../src/state/claims";

const number = (value: number | null, low?: number, high?: number) => ({
  value,
  unit: "1",
  low: low ?? null,
  high: high ?? null,
});

const reading = (id: string, more: Partial<Reading> = {}): Reading =>
  ({
    id,
    comparison: "at least",
    threshold: number(0.5),
    measured: null,
    met: null,
    rows: [],
    chance: null,
    ...more,
  }) as unknown as Reading;

const claim = (id: string, stage: Claim["stage"], more: Partial<Claim> = {}): Claim =>
  ({ id, stage, readings: [], chance: null, not_testable_because: null, ...more }) as Claim;

test("what flies is left to the claims", () => {
  const setting = { scenario: "korea-2016", flights: { missile: "nodong" } };
  expect(claimSetting(setting)).toEqual({ scenario: "korea-2016" });
});

test("pieces are taken in, and an earlier stage does not undo a later one", () => {
  let known = withPiece([], [claim("a", "listed"), claim("b", "listed")]);
  known = withPiece(known, [claim("b", "corners")]);
  known = withPiece(known, [claim("a", "nominal"), claim("b", "listed")]);
  expect(known.map((one) => `${one.id} ${one.stage}`)).toEqual(["a nominal", "b corners"]);
});

test("half of a test are the verdicts, the other half the probabilities", () => {
  const because = { en: "no number", ko: "" };
  const untestable = claim("c", "listed", { not_testable_because: because });
  expect(progressOf([claim("a", "corners"), claim("b", "listed"), untestable])).toBe(0.25);
  expect(progressOf([claim("a", "draws"), claim("b", "draws"), untestable])).toBe(1);
  expect(progressOf([untestable])).toBe(1);
});

test("rows that decide come first, then those that move the most readings", () => {
  const effect = (rows: string[], value: number) => ({ rows, share: number(value) });
  const chance = { deciding: [effect(["x.y.small"], 0.1), effect(["x.y.large"], 0.7)] };
  const found = rowsOf(
    claim("a", "draws", {
      chance: chance as unknown as Claim["chance"],
      readings: [
        reading("1", { rows: ["x.y.rare", "x.y.large"] }),
        reading("2", { rows: ["x.y.often", "x.y.large"] }),
        reading("3", { rows: ["x.y.often"] }),
      ],
    }),
  );
  expect(found.deciding).toEqual(["x.y.large", "x.y.small"]);
  expect(found.others).toEqual(["x.y.often", "x.y.rare"]);
});

test("numbers that have not come stand as they were", () => {
  const before = claim("a", "corners", {
    readings: [
      reading("1", { measured: number(0.4), met: false }),
      reading("2", { measured: number(0.6), met: true }),
    ],
  });
  const coming = claim("a", "nominal", {
    readings: [reading("1", { measured: number(0.7), met: true }), reading("2")],
  });
  const shown = whileComing(before, coming);
  expect(shown.stage).toBe("nominal");
  expect(shown.readings.map((one) => one.measured?.value)).toEqual([0.7, 0.6]);
  expect(metOf(shown)).toEqual({ met: 2, known: 2 });
  expect(metOf(coming)).toEqual({ met: 1, known: 1 });
});

test("what is told for comparison is not counted among the readings", () => {
  const beside = { measured: number(0.6), met: true, for_comparison: true };
  const tested = claim("a", "nominal", {
    readings: [reading("1", { measured: number(0.4), met: false }), reading("2", beside)],
  });
  expect(metOf(tested)).toEqual({ met: 0, known: 1 });
});

test("a gauge shows number, range and threshold, and the side on which it holds", () => {
  const found = gaugeOf(reading("1", { measured: number(0.6, 0.2, 0.8) }));
  expect(found?.low).toBeCloseTo(0.08 / 1.16);
  expect(found?.high).toBeCloseTo(1 - 0.08 / 1.16);
  expect(found?.threshold).toBeCloseTo(0.5);
  expect(found?.holds).toEqual([found?.threshold, 1]);
  const below = gaugeOf(reading("1", { comparison: "less than", measured: number(0.5) }));
  expect(below?.holds).toEqual([0, below?.threshold]);
  expect(below?.nominal).toBeCloseTo(0.5);
  expect(gaugeOf(reading("1", { threshold: number(null) }))).toBeNull();
});
