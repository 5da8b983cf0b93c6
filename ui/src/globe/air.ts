import { numbers } from "../engine/arrays";
import type {
  Arc,
  ArcsAnswer,
  Array as Packed,
  CoverageAnswer,
  NamedPlace,
  OpenAnswer,
  TimelineAnswer,
} from "../engine/engine";
import type { Place } from "../map/plane";
import { placeAt } from "../map/plane";

/** A place above the Earth. */
export interface AirPoint extends Place {
  altitude_m: number;
}

/** What a colour stands for; the style sheet has the colour. */
export type Paint = "flight" | "other" | "shot" | "seen" | "reach" | "site" | "ink";

/** What is drawn above the globe. */
export type AirShape =
  | { kind: "line"; points: readonly AirPoint[]; paint: Paint; width: number; dashed?: boolean }
  /** Level, at one height; the first ring is its outside, the others are holes. */
  | { kind: "sheet"; rings: readonly (readonly Place[])[]; altitude_m: number; paint: Paint }
  /** Rows of equally many points, with surface between them. */
  | { kind: "surface"; rows: readonly (readonly AirPoint[])[]; paint: Paint }
  | { kind: "mark"; at: AirPoint; paint: Paint; size: number; name: string };

/** What can be left out. */
export type GlobeLayer = "volume" | "flights" | "reach" | "others";
export const GLOBE_LAYERS: readonly GlobeLayer[] = ["volume", "flights", "reach", "others"];

/** What the radar sees at one height. */
export interface SeenAt {
  altitude_km: number;
  coverage: CoverageAnswer;
}

/** What is known of a scenario above the ground. */
export interface Air {
  open: OpenAnswer;
  seen: readonly SeenAt[];
  flights: readonly TimelineAnswer[];
  others: ArcsAnswer | null;
}

const BEARINGS = 48;
const LABEL_SHARE = 0.5;

/** Shapes of those layers that are wanted. */
export function airShapes(
  air: Air,
  layers: ReadonlySet<GlobeLayer>,
  nameOf: (place: NamedPlace) => string,
): AirShape[] {
  const shapes: AirShape[] = [];
  if (layers.has("volume")) shapes.push(...air.seen.flatMap(volumeShapes));
  if (layers.has("reach")) shapes.push(...reachShapes(air.open));
  if (layers.has("others")) shapes.push(...otherShapes(air.others));
  if (layers.has("flights")) shapes.push(...air.flights.flatMap(flightShapes));
  for (const { site } of air.open.batteries) {
    const at = { ...site, altitude_m: site.altitude_m ?? 0 };
    shapes.push({ kind: "mark", at, paint: "site", size: 11, name: nameOf(site) });
  }
  return shapes;
}

/** A sampled flight as points. */
export function pointsOf(arc: Arc): AirPoint[] {
  const [latitude, longitude, altitude] = [
    numbers(arc.latitude_deg),
    numbers(arc.longitude_deg),
    numbers(arc.altitude_m),
  ];
  return Array.from(latitude, (latitude_deg, i) => ({
    latitude_deg,
    longitude_deg: longitude[i] ?? 0,
    altitude_m: altitude[i] ?? 0,
  }));
}

/** What is seen at one height: a sheet at that height, with its edge. */
export function volumeShapes({ altitude_km, coverage }: SeenAt): AirShape[] {
  const altitude_m = 1000 * altitude_km;
  return polygonsOf(coverage).flatMap((rings) => [
    { kind: "sheet" as const, rings, altitude_m, paint: "seen" as const },
    ...rings.map((ring) => ({
      kind: "line" as const,
      points: ring.map((place) => ({ ...place, altitude_m })),
      paint: "seen" as const,
      width: 1.2,
    })),
  ]);
}

function polygonsOf({ detected }: CoverageAnswer): Place[][][] {
  const [latitude, longitude] = [numbers(detected.latitude_deg), numbers(detected.longitude_deg)];
  const starts = [...numbers(detected.ring_starts), latitude.length];
  const rings = starts.slice(0, -1).map((start, ring) => {
    const places: Place[] = [];
    for (let i = start; i < (starts[ring + 1] ?? start); i += 1) {
      places.push({ latitude_deg: latitude[i] ?? 0, longitude_deg: longitude[i] ?? 0 });
    }
    return places;
  });
  const firsts = [...numbers(detected.polygon_starts), rings.length];
  return firsts.slice(0, -1).map((first, i) => rings.slice(first, firsts[i + 1]));
}

/** How far interceptors come at each height: one surface about each group of launchers. */
function reachShapes(open: OpenAnswer): AirShape[] {
  return open.batteries.flatMap((battery) =>
    battery.launchers.map((group) => ({
      kind: "surface" as const,
      rows: reachRows(group, battery.reach_altitude_km, battery.reach_ground_range_km),
      paint: "reach" as const,
    })),
  );
}

/** Circles about a launcher, one for each height at which anything is reached. */
export function reachRows(launcher: Place, altitude_km: Packed, range_km: Packed): AirPoint[][] {
  const ranges = numbers(range_km);
  const rows: AirPoint[][] = [];
  numbers(altitude_km).forEach((height_km, row) => {
    const range = ranges[row] ?? 0;
    if (range <= 0) return;
    rows.push(
      Array.from({ length: BEARINGS + 1 }, (_, i) => ({
        ...placeAt(launcher, (360 * (i % BEARINGS)) / BEARINGS, range),
        altitude_m: 1000 * height_km,
      })),
    );
  });
  return rows;
}

function flightShapes(timeline: TimelineAnswer): AirShape[] {
  return [
    { kind: "line", points: pointsOf(timeline.arc), paint: "flight", width: 2 },
    ...timeline.shots.flatMap((shot): AirShape[] => {
      const from = {
        latitude_deg: shot.launch_latitude_deg,
        longitude_deg: shot.launch_longitude_deg,
        altitude_m: 0,
      };
      return [
        { kind: "line", points: [from, shot], paint: "shot", width: 2, dashed: true },
        { kind: "mark", at: shot, paint: "shot", size: 7, name: "" },
      ];
    }),
  ];
}

function otherShapes(others: ArcsAnswer | null): AirShape[] {
  return (others?.arcs ?? []).flatMap((one): AirShape[] => {
    const points = pointsOf(one.arc);
    const at = points[Math.floor(LABEL_SHARE * points.length)];
    return [
      { kind: "line", points, paint: "other", width: 1.6, dashed: true },
      ...(at ? [{ kind: "mark" as const, at, paint: "other" as const, size: 0, name: one.title }] : []),
    ];
  });
}
