import { describe, expect, test } from "vitest";
import { polygonsOf, reachShapes } from "../src/globe/air";

function floats(...values: number[]) {
  const data = new Uint8Array(new Float32Array(values).buffer);
  return { dtype: "f4" as const, shape: [values.length], data };
}

function counts(...values: number[]) {
  const data = new Uint8Array(new Uint32Array(values).buffer);
  return { dtype: "u4" as const, shape: [values.length], data };
}

test("an outline falls into polygons with their holes", () => {
  const outline = {
    latitude_deg: floats(0, 0, 9, 0, 1, 1, 2, 1, 20, 20, 21, 20),
    longitude_deg: floats(0, 9, 9, 0, 1, 2, 2, 1, 20, 21, 21, 20),
    ring_starts: counts(0, 4, 8),
    polygon_starts: counts(0, 2),
  };
  const polygons = polygonsOf(outline);
  expect(polygons.map((rings) => rings.map((ring) => ring.length))).toEqual([[4, 4], [4]]);
  expect(polygons[1]?.[0]?.[1]).toEqual({ latitude_deg: 20, longitude_deg: 21 });
});

describe("the reach of interceptors", () => {
  const reach = {
    battery: "thaad",
    latitude_deg: 36,
    longitude_deg: 128,
    altitude_m: 0,
    lowest: { value: 40, unit: "km" },
    highest: { value: 150, unit: "km" },
    altitude_km: floats(10, 40, 150),
    range_km: floats(Number.NaN, 200, 100),
    rim_latitude_deg: floats(...[1, 2, 3].map(() => Number.NaN), 38, 36, 38, 37, 36, 37),
    rim_longitude_deg: floats(...[1, 2, 3].map(() => Number.NaN), 128, 130, 128, 128, 129, 128),
  };

  test("is a surface over the heights at which anything is reached, with its edges", () => {
    const shapes = reachShapes(reach);
    expect(shapes.map((one) => one.kind)).toEqual(["surface", "line", "line"]);
    const [surface] = shapes;
    const rows = surface?.kind === "surface" ? surface.rows : [];
    expect(rows.map((row) => row.map((one) => one.altitude_m))).toEqual([
      [40_000, 40_000, 40_000],
      [150_000, 150_000, 150_000],
    ]);
    expect(rows[1]?.[1]).toEqual({ latitude_deg: 36, longitude_deg: 129, altitude_m: 150_000 });
  });

  test("is nothing where nothing is reached", () => {
    const none = floats(...Array(9).fill(Number.NaN));
    expect(reachShapes({ ...reach, rim_latitude_deg: none, rim_longitude_deg: none })).toEqual([]);
  });
});
