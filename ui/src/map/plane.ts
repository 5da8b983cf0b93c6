import type { GeoPermissibleObjects } from "d3-geo";
import { geoAzimuthalEqualArea, geoPath } from "d3-geo";
import type { Extent } from "./camera";

/** A place on the Earth. [deg] */
export interface Place {
  latitude_deg: number;
  longitude_deg: number;
}

/** A point of the map's plane: x to the right, y down. [km] */
export type PlanePoint = readonly [x: number, y: number];

const EARTH_RADIUS_KM = 6371;
const FARTHEST_DEG = 75;
const DEG = Math.PI / 180;

/** The plane of the map: equal-area about one place, with one unit to the kilometre. */
export class Plane {
  readonly #middle: Place;
  readonly #projection;
  readonly #path;

  constructor(middle: Place) {
    this.#middle = middle;
    this.#projection = geoAzimuthalEqualArea()
      .rotate([-middle.longitude_deg, -middle.latitude_deg])
      .scale(EARTH_RADIUS_KM)
      .translate([0, 0])
      .clipAngle(FARTHEST_DEG)
      .precision(2);
    this.#path = geoPath(this.#projection).digits(1);
  }

  /** Point of a place; null for what lies beyond the edge of the map. */
  point(place: Place): PlanePoint | null {
    if (distanceKm(this.#middle, place) > FARTHEST_DEG * DEG * EARTH_RADIUS_KM) return null;
    return this.#projection([place.longitude_deg, place.latitude_deg]);
  }

  /** Point of a place that may lie anywhere on the Earth. */
  anyPoint(place: Place): PlanePoint {
    return this.point(place) ?? [0, 4 * EARTH_RADIUS_KM];
  }

  place(point: PlanePoint): Place | null {
    const found = this.#projection.invert?.([point[0], point[1]]);
    if (!found || !Number.isFinite(found[0]) || !Number.isFinite(found[1])) return null;
    return { longitude_deg: found[0], latitude_deg: found[1] };
  }

  /** Outline of a shape on the Earth as the text of an SVG path. */
  outline(shape: GeoPermissibleObjects): string {
    return this.#path(shape) ?? "";
  }

  /** West, north, east and south of a shape in the plane. [km] */
  extent(shape: GeoPermissibleObjects): Extent {
    const [[west, north], [east, south]] = this.#path.bounds(shape);
    return { west, north, east, south };
  }
}

/** The place that lies so far from another, along a bearing clockwise from north. */
export function placeAt(from: Place, bearing_deg: number, distance_km: number): Place {
  const angle = distance_km / EARTH_RADIUS_KM;
  const latitude = from.latitude_deg * DEG;
  const bearing = bearing_deg * DEG;
  const north =
    Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing);
  const east = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(latitude),
    Math.cos(angle) - Math.sin(latitude) * north,
  );
  const longitude_deg = from.longitude_deg + east / DEG;
  return {
    latitude_deg: Math.asin(Math.min(1, Math.max(-1, north))) / DEG,
    longitude_deg: ((((longitude_deg + 180) % 360) + 360) % 360) - 180,
  };
}

/** Bearing from one place to another, clockwise from north. [deg] */
export function bearing(from: Place, to: Place): number {
  const [a, b] = [from.latitude_deg * DEG, to.latitude_deg * DEG];
  const east = (to.longitude_deg - from.longitude_deg) * DEG;
  const y = Math.sin(east) * Math.cos(b);
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east);
  return (Math.atan2(y, x) / DEG + 360) % 360;
}

/** Distance between two places on a sphere. [km] */
export function distanceKm(from: Place, to: Place): number {
  const [a, b] = [from.latitude_deg * DEG, to.latitude_deg * DEG];
  const half =
    Math.sin((b - a) / 2) ** 2 +
    Math.cos(a) * Math.cos(b) * Math.sin(((to.longitude_deg - from.longitude_deg) * DEG) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}
