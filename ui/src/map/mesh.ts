import type { Plane, PlanePoint } from "./plane";
import { through } from "./shapes";

/** Aim points joined to triangles, as the engine sends them. */
export interface MeshArrays {
  latitude_deg: ArrayLike<number>;
  longitude_deg: ArrayLike<number>;
  mesh_latitude_deg: ArrayLike<number>;
  mesh_longitude_deg: ArrayLike<number>;
  mesh_cell: ArrayLike<number>;
  triangles: ArrayLike<number>;
}

/** Share of the way from one cell to another at which what holds here ends. */
export type Crossed = (from: number, to: number) => number;

// a value is known nearer to the aim points that have one than to others
const HALF_WAY = 0.5;
// a contour keeps off the corners, so that its crossings stay apart
const NEAREST_CORNER = 0.02;

/** Triangles over a country in the plane of the map, ready to be cut at levels. */
export class Mesh {
  readonly #points: readonly PlanePoint[];
  readonly #cells: readonly PlanePoint[];
  readonly #cell: ArrayLike<number>;
  readonly #triangles: ArrayLike<number>;

  constructor(arrays: MeshArrays, plane: Plane) {
    this.#points = pointsOf(arrays.mesh_latitude_deg, arrays.mesh_longitude_deg, plane);
    this.#cells = pointsOf(arrays.latitude_deg, arrays.longitude_deg, plane);
    this.#cell = arrays.mesh_cell;
    this.#triangles = arrays.triangles;
  }

  /** The whole mesh as an SVG path. */
  whole(): string {
    return this.atLeast(new Array<number>(this.#cells.length).fill(1), 0);
  }

  /**
   * Where a field reaches a level, as an SVG path in the plane: straight between aim points, and
   * without the seams of the triangles. Where along the line from one cell to another it passes
   * through the level can be said by another rule.
   */
  atLeast(field: ArrayLike<number>, level: number, crossed?: Crossed): string {
    const count = this.#points.length;
    const points: PlanePoint[] = [...this.#points];
    const crossings = new Map<number, number>();
    const height = (corner: number): number =>
      (field[this.#cell[corner] ?? 0] ?? Number.NaN) - level;
    const crossing = (one: number, other: number): number => {
      const [a, b] = one < other ? [one, other] : [other, one];
      const key = a * count + b;
      const there = crossings.get(key);
      if (there !== undefined) return there;
      const [from, to] = [height(a), height(b)];
      const share = crossed?.(this.#cell[a] ?? 0, this.#cell[b] ?? 0) ?? from / (from - to);
      const known = Number.isNaN(share) ? HALF_WAY : share;
      const way = Math.min(1 - NEAREST_CORNER, Math.max(NEAREST_CORNER, known));
      const [p, q] = [points[a] ?? [0, 0], points[b] ?? [0, 0]];
      points.push([p[0] + way * (q[0] - p[0]), p[1] + way * (q[1] - p[1])]);
      crossings.set(key, points.length - 1);
      return points.length - 1;
    };
    const edges = new Edges();
    for (let at = 0; at < this.#triangles.length; at += 3) {
      const corners = [0, 1, 2].map((i) => this.#triangles[at + i] ?? 0);
      const ring: number[] = [];
      corners.forEach((corner, i) => {
        const next = corners[(i + 1) % 3] ?? 0;
        const [here, there] = [height(corner) >= 0, height(next) >= 0];
        if (here) ring.push(corner);
        if (here !== there) ring.push(crossing(corner, next));
      });
      if (ring.length > 2) edges.addRing(ring);
    }
    return edges
      .rings()
      .map((ring) =>
        through(
          ring.map((corner) => points[corner] ?? [0, 0]),
          true,
        ),
      )
      .join("");
  }
}

function pointsOf(
  latitude_deg: ArrayLike<number>,
  longitude_deg: ArrayLike<number>,
  plane: Plane,
): PlanePoint[] {
  return Array.from({ length: latitude_deg.length }, (_, i) =>
    plane.anyPoint({
      latitude_deg: latitude_deg[i] ?? 0,
      longitude_deg: longitude_deg[i] ?? 0,
    }),
  );
}

/** Directed edges of polygons; one that two polygons share, in both directions, is none. */
class Edges {
  readonly #next = new Map<number, number[]>();

  addRing(ring: readonly number[]): void {
    ring.forEach((from, i) => {
      this.#add(from, ring[(i + 1) % ring.length] ?? from);
    });
  }

  #add(from: number, to: number): void {
    const back = this.#next.get(to);
    const shared = back?.indexOf(from) ?? -1;
    if (back && shared >= 0) {
      back.splice(shared, 1);
      return;
    }
    const known = this.#next.get(from);
    if (known) known.push(to);
    else this.#next.set(from, [to]);
  }

  /** What is left, joined end to end. */
  rings(): number[][] {
    const found: number[][] = [];
    for (const [start, ends] of this.#next) {
      while (ends.length > 0) {
        const ring = [start];
        let at = ends.pop();
        while (at !== undefined && at !== start) {
          ring.push(at);
          at = this.#next.get(at)?.pop();
        }
        if (ring.length > 2) found.push(ring);
      }
    }
    return found;
  }
}
