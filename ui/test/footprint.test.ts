import { expect, test } from "vitest";
import type { Footprint } from "../src/engine/engine";
import {
  marginBands,
  nearestCell,
  reasonBands,
  shareBands,
  sharesMet,
  shotOutline,
} from "../src/map/footprint";
import { Mesh } from "../src/map/mesh";
import { Plane } from "../src/map/plane";

/** Six aim points on a line, a tenth of a degree apart, as a strip of triangles. */
const LONGITUDES = [0, 1, 2, 3, 4, 5].map((i) => 128 + 0.1 * i);
const GRID = {
  key: "strip",
  country: "KOR",
  spacing_km: 9,
  latitude_deg: Float32Array.from([...LONGITUDES.map(() => 37), ...LONGITUDES.map(() => 37.1)]),
  longitude_deg: Float32Array.from([...LONGITUDES, ...LONGITUDES]),
  people: new Float32Array(12).fill(1),
  area_km2: new Float32Array(12).fill(1),
  mesh_latitude_deg: new Float32Array(0),
  mesh_longitude_deg: new Float32Array(0),
  mesh_cell: Uint16Array.from({ length: 12 }, (_, i) => i),
  triangles: Uint16Array.from(
    [0, 1, 2, 3, 4].flatMap((i) => [i, i + 1, i + 6, i + 1, i + 7, i + 6]),
  ),
};
GRID.mesh_latitude_deg = GRID.latitude_deg;
GRID.mesh_longitude_deg = GRID.longitude_deg;

const plane = new Plane({ latitude_deg: 37, longitude_deg: 128 });
const mesh = new Mesh(GRID, plane);
const twice = (values: number[]) => [...values, ...values];
const footprint = {
  answer: {},
  grid: GRID,
  met: Uint16Array.from(twice([1, 1, 1, 0, 0, 0])),
  reaching: Uint16Array.from(twice([1, 1, 1, 1, 1, 0])),
  p_defend: Float32Array.from(twice([0.9, 0.9, 0.9, 0, 0, Number.NaN])),
  reason: Uint8Array.from(twice([0, 0, 0, 2, 4, 5])),
  margin_s: Float32Array.from(twice([90, 50, 10, -30, Number.NaN, Number.NaN])),
  margin_km: Float32Array.from(twice([50, 40, 30, 10, -10, Number.NaN])),
} as unknown as Footprint;

/** West and east end of a path, in steps of the strip. */
function ends(path: string): number[] {
  const found = [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map((one) => {
    const place = plane.place([Number(one[1]), Number(one[2])]);
    return ((place?.longitude_deg ?? 0) - 128) / 0.1;
  });
  return [Math.min(...found), Math.max(...found)].map((one) => Math.round(10 * one) / 10);
}

test("the outline of shots lies where the margin in seconds is nought", () => {
  // from +10 s at the third to -30 s at the fourth
  expect(ends(shotOutline(mesh, footprint, 0))).toEqual([0, 2.3]);
});

test("bands of margins lie where they are reached, within the outline of shots", () => {
  const bands = marginBands(mesh, footprint, 0);
  // reached by the missile up to half way to the last
  expect(bands.map((one) => ends(one.path))).toEqual([
    [0, 4.5],
    [0, 2.3],
    [0, 1.5],
    [0, 0.8],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ]);
  expect(bands[2]?.within).toBe(bands[1]?.path);
});

test("reasons meet each other without a gap", () => {
  const bands = reasonBands(mesh, footprint, 0, 5);
  expect(bands.map((one) => one.index)).toEqual([0, 2, 4]);
  const [shot, late, beyond] = bands.map((one) => ends(one.path));
  expect(shot?.[1]).toBe(late?.[0]);
  expect(late?.[1]).toBe(beyond?.[0]);
  // from +10 km at the fourth to -10 km at the fifth
  expect(late?.[1]).toBe(3.5);
});

test("shares of flights leave out what none reaches", () => {
  const bands = shareBands(mesh, sharesMet(footprint));
  expect(ends(bands[0]?.path ?? "")[1]).toBe(4.5);
  expect(ends(bands[4]?.path ?? "")).toEqual([0, 2.2]);
});

test("the nearest aim point is the one underneath", () => {
  const at = { latitude_deg: GRID.latitude_deg[3] ?? 0, longitude_deg: LONGITUDES[3] ?? 0 };
  expect(nearestCell(footprint.grid, at)).toBe(3);
});
