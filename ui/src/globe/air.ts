import { numbers, row } from "../engine/arrays";
import type {
  ArcsAnswer,
  NamedPlace,
  OpenAnswer,
  Outline,
  PlaybackAnswer,
  ReachAnswer,
  ReachOfLaunchers,
  VolumeAnswer,
} from "../engine/engine";
import type { AirPoint } from "../engine/flight";
import { flightOf, pointsOf } from "../engine/flight";
import type { Place } from "../map/plane";

/** What a colour stands for; the style sheet has the colour. */
export type Paint = "flight" | "other" | "shot" | "seen" | "reach" | "site";

/** What is drawn above the globe. */
export type AirShape =
  | { kind: "line"; points: readonly AirPoint[]; paint: Paint; width: number; dashed?: boolean }
  /** Level, at one height; the first ring is its outside, the others are holes. */
  | { kind: "sheet"; rings: readonly (readonly Place[])[]; altitude_m: number; paint: Paint }
  /** Rows of equally many points, with surface between them. */
  | { kind: "surface"; rows: readonly (readonly AirPoint[])[]; paint: Paint }
  | { kind: "mark"; at: AirPoint; paint: Paint; size: number; name: string };

/** What can be left out. */
export type GlobeLayer = "volume" | "reach" | "flights" | "others";
export const GLOBE_LAYERS: readonly GlobeLayer[] = ["volume", "reach", "flights", "others"];

/** What is known of a scenario above the ground. */
export interface Air {
  open: OpenAnswer | null;
  volume: VolumeAnswer | null;
  reach: ReachAnswer | null;
  arcs: ArcsAnswer | null;
  shots: PlaybackAnswer | null;
}

/** Shapes of those layers that are wanted. */
export function airShapes(
  { open, volume, reach, arcs, shots }: Air,
  layers: ReadonlySet<GlobeLayer>,
  nameOf: (named: Pick<NamedPlace, "title" | "korean">) => string,
): AirShape[] {
  const shapes: AirShape[] = [];
  if (layers.has("volume") && volume) shapes.push(...volumeShapes(volume));
  if (layers.has("reach") && reach) shapes.push(...reach.launchers.flatMap(reachShapes));
  if (layers.has("others")) {
    for (const one of arcs?.arcs ?? []) {
      const points = pointsOf(flightOf(one.arc));
      shapes.push({ kind: "line", points, paint: "other", width: 1.4, dashed: true });
    }
  }
  if (layers.has("flights")) {
    for (const one of arcs?.own ?? []) {
      const points = pointsOf(flightOf(one.arc));
      shapes.push({ kind: "line", points, paint: "flight", width: 2 });
    }
    for (const one of shots?.interceptors ?? []) {
      const points = pointsOf(flightOf(one.arc));
      shapes.push({ kind: "line", points, paint: "shot", width: 2 });
      const at = points[points.length - 1];
      if (at) shapes.push({ kind: "mark", at, paint: "shot", size: 6, name: "" });
    }
  }
  if (layers.has("flights")) {
    const areas = new Map(
      (open?.flights ?? []).map((one) => [one.launch_area.key, one.launch_area]),
    );
    for (const area of areas.values()) {
      const at = { ...area, altitude_m: area.altitude_m ?? 0 };
      shapes.push({ kind: "mark", at, paint: "flight", size: 7, name: nameOf(area) });
    }
  }
  for (const { site } of open?.batteries ?? []) {
    const at = { ...site, altitude_m: site.altitude_m ?? 0 };
    shapes.push({ kind: "mark", at, paint: "site", size: 11, name: nameOf(site) });
  }
  return shapes;
}

/** What the radar sees, height by height: sheets with their edges. */
export function volumeShapes({ layers }: VolumeAnswer): AirShape[] {
  return layers.flatMap(({ altitude_km, detected }) => {
    const altitude_m = 1000 * altitude_km;
    return polygonsOf(detected).flatMap((rings): AirShape[] => [
      { kind: "sheet", rings, altitude_m, paint: "seen" },
      ...rings.map((ring): AirShape => {
        const points = ring.map((place) => ({ ...place, altitude_m }));
        return { kind: "line", points, paint: "seen", width: 1.2 };
      }),
    ]);
  });
}

/** Polygons of an outline, each a list of rings. */
export function polygonsOf(outline: Outline): Place[][][] {
  const [latitude, longitude] = [numbers(outline.latitude_deg), numbers(outline.longitude_deg)];
  const starts = [...numbers(outline.ring_starts), latitude.length];
  const rings = starts.slice(0, -1).map((start, ring) => {
    const places: Place[] = [];
    for (let i = start; i < (starts[ring + 1] ?? start); i += 1) {
      places.push({ latitude_deg: latitude[i] ?? 0, longitude_deg: longitude[i] ?? 0 });
    }
    return places;
  });
  const firsts = [...numbers(outline.polygon_starts), rings.length];
  return firsts.slice(0, -1).map((first, i) => rings.slice(first, firsts[i + 1]));
}

/** How far interceptors come at each height, as a surface about their launchers. */
export function reachShapes(reach: ReachOfLaunchers): AirShape[] {
  const altitude = numbers(reach.altitude_km);
  const [latitude, longitude] = [numbers(reach.rim_latitude_deg), numbers(reach.rim_longitude_deg)];
  const across = altitude.length > 0 ? latitude.length / altitude.length : 0;
  const rows: AirPoint[][] = [];
  altitude.forEach((height_km, i) => {
    const east = row(longitude, i, across);
    const rim = Array.from(row(latitude, i, across), (latitude_deg, k) => ({
      latitude_deg,
      longitude_deg: east[k] ?? Number.NaN,
      altitude_m: 1000 * height_km,
    }));
    // nothing is reached at this height
    if (rim.some((one) => Number.isNaN(one.latitude_deg))) return;
    rows.push(rim);
  });
  const edges = [rows[0], rows[rows.length - 1]].flatMap((points): AirShape[] =>
    points ? [{ kind: "line", points, paint: "reach", width: 1.2 }] : [],
  );
  return rows.length > 1 ? [{ kind: "surface", rows, paint: "reach" }, ...edges] : edges;
}
