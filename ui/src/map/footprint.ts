import { row } from "../engine/arrays";
import type { Footprint, GridArrays } from "../engine/engine";
import type { Crossed, Mesh } from "./mesh";
import type { Place } from "./plane";
import { distanceKm } from "./plane";

/** Shares of flights at which bands begin; what is reached and never met is a band of its own. */
export const SHARES = [0, 0.2, 0.4, 0.6, 0.8] as const;
/** Margins at which bands of one flight begin. [s] */
export const MARGINS_S = [0, 30, 60, 120] as const;

const NEVER_MET = -1e-6;
const HALF_WAY = 0.5;

/** A part of the map with what it stands for. */
export interface Band {
  /** Position in {@link SHARES}, {@link MARGINS_S} or the reasons. */
  index: number;
  path: string;
  /** Only within this, if any. */
  within?: string;
}

/** Share of the flights that reach each aim point which are met; not a number where none does. */
export function sharesMet(footprint: Footprint): Float64Array {
  return Float64Array.from(footprint.reaching, (reaching, cell) =>
    reaching === 0 ? Number.NaN : (footprint.met[cell] ?? 0) / reaching,
  );
}

/** Bands of shares, or of probabilities, of aim points; what has none is in no band. */
export function shareBands(mesh: Mesh, shares: ArrayLike<number>): Band[] {
  return SHARES.map((level, index) => ({
    index,
    path: mesh.atLeast(shares, level === 0 ? NEVER_MET : level),
  }));
}

/** The aim point nearest to a place. */
export function nearestCell(grid: GridArrays, place: Place): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  grid.latitude_deg.forEach((latitude_deg, cell) => {
    const longitude_deg = grid.longitude_deg[cell] ?? 0;
    const distance = distanceKm(place, { latitude_deg, longitude_deg });
    if (distance < least) [best, least] = [cell, distance];
  });
  return best;
}

/** Where a battery has a shot at one flight. */
export function shotOutline(mesh: Mesh, footprint: Footprint, flight: number): string {
  const count = footprint.grid.latitude_deg.length;
  const reason = row(footprint.reason, flight, count);
  const shot = Float64Array.from(reason, (code) => (code === 0 ? 1 : -1));
  return mesh.atLeast(shot, 0, crossing(footprint, flight));
}

/** Bands of the time to spare of one flight, within where there is a shot. */
export function marginBands(mesh: Mesh, footprint: Footprint, flight: number): Band[] {
  const count = footprint.grid.latitude_deg.length;
  const reason = row(footprint.reason, flight, count);
  const margin = row(footprint.margin_s, flight, count);
  const within = shotOutline(mesh, footprint, flight);
  const reached = reachedBy(footprint, flight);
  return [
    { index: 0, path: mesh.atLeast(reached, 0) },
    { index: 1, path: within },
    ...MARGINS_S.slice(1).map((level, i) => ({
      index: i + 2,
      path: mesh.atLeast(
        Float64Array.from(margin, (value, cell) =>
          reason[cell] === 0 ? value : Math.min(value, 0),
        ),
        level,
      ),
      within,
    })),
  ];
}

/** Where each of the reasons holds for one flight; the codes are those of the answer. */
export function reasonBands(
  mesh: Mesh,
  footprint: Footprint,
  flight: number,
  reasons: number,
): Band[] {
  const count = footprint.grid.latitude_deg.length;
  const codes = row(footprint.reason, flight, count);
  const crossed = crossing(footprint, flight);
  const found: Band[] = [];
  for (let index = 0; index < reasons; index += 1) {
    if (!codes.includes(index)) continue;
    const holds = Float64Array.from(codes, (code) => (code === index ? 1 : -1));
    found.push({ index, path: mesh.atLeast(holds, 0, crossed) });
  }
  return found;
}

/** One where a flight reaches an aim point, not a number elsewhere. */
function reachedBy(footprint: Footprint, flight: number): Float64Array {
  const count = footprint.grid.latitude_deg.length;
  const p_defend = row(footprint.p_defend, flight, count);
  return Float64Array.from(p_defend, (value) => (Number.isNaN(value) ? Number.NaN : 1));
}

// codes of the answer's reasons that have a margin
const SHOT = 0;
const TOO_LATE = 2;
const OUT_OF_REACH = 4;

/**
 * Where one reason passes into another: in time into too late where the margin in seconds is
 * nought, in reach into out of reach where that in kilometres is; halfway for other pairs. It is
 * the rule by which the package draws its own contours.
 */
function crossing(footprint: Footprint, flight: number): Crossed {
  const count = footprint.grid.latitude_deg.length;
  const reason = row(footprint.reason, flight, count);
  const seconds = row(footprint.margin_s, flight, count);
  const distance = row(footprint.margin_km, flight, count);
  return (from, to) => {
    const codes = [reason[from] ?? -1, reason[to] ?? -1];
    const inTime = (code: number) => code === SHOT || code === TOO_LATE;
    const margin = codes.every(inTime)
      ? seconds
      : codes.some(inTime) && codes.includes(OUT_OF_REACH)
        ? distance
        : null;
    if (!margin) return HALF_WAY;
    const [here, there] = [margin[from] ?? Number.NaN, margin[to] ?? Number.NaN];
    const share = here / (here - there);
    return Number.isFinite(share) ? share : HALF_WAY;
  };
}
