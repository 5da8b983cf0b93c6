import { describe, expect, test } from "vitest";
import { Mesh } from "../src/map/mesh";
import { Plane } from "../src/map/plane";

const MIDDLE = { latitude_deg: 37, longitude_deg: 128 };

/** A square lattice of aim points, each square cut into two triangles. */
function lattice(side: number) {
  const latitude_deg: number[] = [];
  const longitude_deg: number[] = [];
  const triangles: number[] = [];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      latitude_deg.push(MIDDLE.latitude_deg + 0.1 * (row - (side - 1) / 2));
      longitude_deg.push(MIDDLE.longitude_deg + 0.1 * (column - (side - 1) / 2));
      if (row + 1 === side || column + 1 === side) continue;
      const corner = row * side + column;
      triangles.push(corner, corner + 1, corner + side);
      triangles.push(corner + 1, corner + side + 1, corner + side);
    }
  }
  return {
    latitude_deg,
    longitude_deg,
    mesh_latitude_deg: latitude_deg,
    mesh_longitude_deg: longitude_deg,
    mesh_cell: latitude_deg.map((_, i) => i),
    triangles,
  };
}

function rings(path: string): [number, number][][] {
  return path
    .split("Z")
    .filter(Boolean)
    .map((ring) =>
      ring
        .slice(1)
        .split("L")
        .map((corner) => corner.split(",").map(Number) as [number, number]),
    );
}

function area(ring: [number, number][]): number {
  return (
    ring.reduce((sum, [x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length] ?? [0, 0];
      return sum + x * v - u * y;
    }, 0) / 2
  );
}

describe("a mesh cut at a level", () => {
  const arrays = lattice(21);
  const mesh = new Mesh(arrays, new Plane(MIDDLE));
  const apart = (i: number) =>
    Math.hypot(
      111.2 * ((arrays.latitude_deg[i] ?? 0) - MIDDLE.latitude_deg),
      88.8 * ((arrays.longitude_deg[i] ?? 0) - MIDDLE.longitude_deg),
    );

  test("a cone gives one ring with the area of the circle", () => {
    const field = arrays.latitude_deg.map((_, i) => 60 - apart(i));
    const found = rings(mesh.atLeast(field, 0));
    expect(found).toHaveLength(1);
    expect(Math.abs(area(found[0] ?? [])) / (Math.PI * 60 ** 2)).toBeCloseTo(1, 1);
  });

  test("a higher level lies within a lower one", () => {
    const field = arrays.latitude_deg.map((_, i) => 60 - apart(i));
    const areas = [0, 20, 40].map((level) =>
      Math.abs(area(rings(mesh.atLeast(field, level))[0] ?? [])),
    );
    expect(areas[0]).toBeGreaterThan(areas[1] ?? 0);
    expect(areas[1]).toBeGreaterThan(areas[2] ?? 0);
  });

  test("a hole is a ring of its own", () => {
    const field = arrays.latitude_deg.map((_, i) => Math.min(70 - apart(i), apart(i) - 30));
    expect(rings(mesh.atLeast(field, 0))).toHaveLength(2);
  });

  test("the whole mesh is its outline, without the seams of triangles", () => {
    const found = rings(mesh.whole());
    expect(found).toHaveLength(1);
    expect(found[0]).toHaveLength(80);
  });

  test("a value that is not known is outside", () => {
    expect(mesh.atLeast(new Array(arrays.latitude_deg.length).fill(Number.NaN), 0)).toBe("");
  });
});
