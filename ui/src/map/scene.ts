import { numbers } from "../engine/arrays";
import type {
  CoverageAnswer,
  Footprint,
  NamedPlace,
  OpenAnswer,
  Outline,
  TimelineAnswer,
} from "../engine/engine";
import type { Colouring } from "../state/state";
import type { Language } from "../words";
import type { Land } from "./borders";
import type { Camera } from "./camera";
import { toPlane } from "./camera";
import type { Band } from "./footprint";
import { marginBands, reasonBands, shareBands, sharesMet, shotOutline } from "./footprint";
import type { Mesh } from "./mesh";
import type { Place, Plane, PlanePoint } from "./plane";
import { placeAt } from "./plane";
import type { Area, Shape } from "./shapes";
import { through } from "./shapes";
import type { Theme } from "./theme";

const SMALL_PX = 11;
const HALF = 0.5;
const SEEN_OPACITY = 0.45;

/** What is on the map. */
export interface Scene {
  plane: Plane;
  land: Land;
  theme: Theme;
  language: Language;
  cities: readonly NamedPlace[];
  open: OpenAnswer | null;
  mesh: Mesh | null;
  footprint: Footprint | null;
  coverage: CoverageAnswer | null;
  colouring: Colouring;
  flight: number;
  timeline: TimelineAnswer | null;
  /** Outline of the pinned footprint. */
  pinned: string | null;
}

/** What a part of the page puts on the map. */
export interface MapLayer {
  /** In place of the footprint. */
  ground?: readonly Shape[];
  /** Above all but the names of places. */
  above?: readonly Shape[];
  /** Without the flight to the place that was clicked. */
  alone?: boolean;
}

/** Keeps what was drawn of each part of a scene until that part changes. */
export class Layers {
  readonly #kept = new Map<string, { of: readonly unknown[]; shapes: Shape[] }>();

  /** Draw a scene, from what lies below to what lies above. */
  shapes(scene: Scene, layer: MapLayer): Shape[] {
    const { plane, land, theme, coverage, mesh, footprint, colouring, flight } = scene;
    const coast = { colour: theme.ownCoast, width: 1.3 };
    return [
      ...this.#layer("land", [land, theme], () => landShapes(scene)),
      ...this.#layer("seen", [coverage, plane, theme], () =>
        seenShapes(scene, { fill: theme.seen, opacity: SEEN_OPACITY }),
      ),
      // over the country itself the footprint is what is asked about
      { kind: "area", path: land.own, fill: theme.own },
      ...(layer.ground ??
        this.#layer("footprint", [mesh, footprint, colouring, flight, theme], () =>
          footprintShapes(scene),
        )),
      ...this.#layer("sight", [coverage, plane, theme], () =>
        seenShapes(scene, { line: { colour: theme.seenLine, width: 1.2, dash: [2, 3] } }),
      ),
      { kind: "area", path: land.own, line: coast },
      ...this.#layer("pinned", [scene.pinned, theme], () => pinnedShapes(scene)),
      ...(layer.alone
        ? []
        : this.#layer("timeline", [scene.timeline, plane, theme], () => timelineShapes(scene))),
      ...(layer.above ?? []),
      ...this.#layer("places", [scene.cities, scene.open?.flights, plane, theme], () =>
        placeShapes(scene),
      ),
    ];
  }

  #layer(name: string, of: readonly unknown[], draw: () => Shape[]): Shape[] {
    const kept = this.#kept.get(name);
    if (kept?.of.every((one, i) => one === of[i])) return kept.shapes;
    const shapes = draw();
    this.#kept.set(name, { of, shapes });
    return shapes;
  }
}

function landShapes({ land, theme }: Scene): Shape[] {
  const line = { colour: theme.coast, width: 0.7 };
  return land.others.map((piece) => ({ kind: "area", ...piece, fill: theme.land, line }));
}

/** Bands of the footprint as the map shows them. */
export function bandsOf(
  mesh: Mesh,
  footprint: Footprint,
  colouring: Colouring,
  flight: number,
  reasons: number,
): Band[] {
  if (colouring === "reason") return reasonBands(mesh, footprint, flight, reasons);
  if (colouring === "margin") return marginBands(mesh, footprint, flight);
  return shareBands(mesh, sharesMet(footprint));
}

/** Outline of a footprint: where one flight can be met, or half of them. */
export function outlineOf(
  mesh: Mesh,
  footprint: Footprint,
  colouring: Colouring,
  flight: number,
): string {
  if (colouring !== "flights") return shotOutline(mesh, footprint, flight);
  return mesh.atLeast(sharesMet(footprint), HALF);
}

function footprintShapes(scene: Scene): Shape[] {
  const { mesh, footprint, theme } = scene;
  if (!mesh || !footprint) return [];
  const colours = scene.colouring === "reason" ? theme.reasons : theme.bands;
  const bands = bandsOf(mesh, footprint, scene.colouring, scene.flight, theme.reasons.length);
  return bandShapes(bands, colours, scene, scene.colouring !== "reason");
}

/** Bands as the map shows them, with a line where one passes into the next if so wanted. */
export function bandShapes(
  bands: readonly Band[],
  colours: readonly string[],
  { theme, land }: Pick<Scene, "theme" | "land">,
  lined: boolean,
): Shape[] {
  return bands.map((band) => ({
    kind: "area" as const,
    path: band.path,
    fill: colours[band.index] ?? theme.own,
    within: band.within === undefined ? [land.own] : [land.own, band.within],
    ...(band.index > 0 && lined ? { line: { colour: theme.own, width: 0.6 } } : {}),
  }));
}

function pinnedShapes(scene: Scene): Shape[] {
  if (scene.pinned === null) return [];
  const { theme, land, pinned } = scene;
  const drawn = { kind: "area" as const, path: pinned, within: [land.own] };
  return [
    { ...drawn, line: { colour: theme.paper, width: 3.5 } },
    { ...drawn, line: { colour: theme.ink, width: 1.8, dash: [7, 4] } },
  ];
}

function seenShapes(scene: Scene, look: Pick<Area, "fill" | "opacity" | "line">): Shape[] {
  if (!scene.coverage) return [];
  return [{ kind: "area", path: ringsOf(scene.coverage.detected, scene.plane), ...look }];
}

/** An outline of the engine as an SVG path in the plane. */
export function ringsOf(outline: Outline, plane: Plane): string {
  const [latitude, longitude] = [numbers(outline.latitude_deg), numbers(outline.longitude_deg)];
  const starts = [...numbers(outline.ring_starts), latitude.length];
  let path = "";
  for (let ring = 0; ring + 1 < starts.length; ring += 1) {
    const points: PlanePoint[] = [];
    for (let at = starts[ring] ?? 0; at < (starts[ring + 1] ?? 0); at += 1) {
      const place = { latitude_deg: latitude[at] ?? 0, longitude_deg: longitude[at] ?? 0 };
      const point = plane.point(place);
      if (point) points.push(point);
    }
    path += through(points, true);
  }
  return path;
}

function timelineShapes(scene: Scene): Shape[] {
  const { timeline, theme, plane } = scene;
  if (!timeline) return [];
  const [latitude, longitude] = [
    numbers(timeline.arc.latitude_deg),
    numbers(timeline.arc.longitude_deg),
  ];
  const points: PlanePoint[] = Array.from(latitude, (latitude_deg, i) =>
    plane.anyPoint({ latitude_deg, longitude_deg: longitude[i] ?? 0 }),
  );
  const shapes: Shape[] = [
    { kind: "area", path: through(points), line: { colour: theme.arc, width: 2 } },
  ];
  for (const shot of timeline.shots) {
    const from = plane.anyPoint({
      latitude_deg: shot.launch_latitude_deg,
      longitude_deg: shot.launch_longitude_deg,
    });
    const to = plane.anyPoint(shot);
    shapes.push(
      {
        kind: "area",
        path: through([from, to]),
        line: { colour: theme.shot, width: 2, dash: [5, 3] },
      },
      { kind: "mark", at: to, form: "cross", size: 5, fill: theme.shot, line: theme.shot },
    );
  }
  const end = plane.anyPoint(timeline.target);
  shapes.push({ kind: "mark", at: end, form: "ring", size: 7, fill: theme.paper, line: theme.arc });
  return shapes;
}

function placeShapes(scene: Scene): Shape[] {
  const { plane, theme, language } = scene;
  const shapes: Shape[] = [];
  scene.cities.forEach((city, i) => {
    const at = plane.point(city);
    if (!at) return;
    shapes.push(
      { kind: "mark", at, form: "dot", size: 2, fill: theme.ink, line: theme.paper },
      label(at, language.name(city), theme, SMALL_PX, 100 - i),
    );
  });
  const seen = new Set<string>();
  for (const flight of scene.open?.flights ?? []) {
    const from = flight.launch_area;
    const at = plane.point(from);
    if (!at || seen.has(from.key)) continue;
    seen.add(from.key);
    shapes.push(
      { kind: "mark", at, form: "diamond", size: 4.5, fill: theme.arc, line: theme.paper },
      { ...label(at, language.name(from), theme, SMALL_PX, 500), colour: theme.arc },
    );
  }
  return shapes;
}

function label(at: PlanePoint, text: string, theme: Theme, size: number, rank: number) {
  return {
    kind: "label" as const,
    at,
    text,
    size,
    colour: theme.ink,
    halo: theme.paper,
    dx: 6,
    dy: 4,
    anchor: "start" as const,
    rank,
  };
}

/** A radar where it stands, and where it faces. */
export interface Standing {
  site: Place;
  boresight_deg: number;
}

/** Line from a radar to where it faces, so long on the screen whatever the scale. */
export function boresightShapes(
  plane: Plane,
  theme: Theme,
  { site, boresight_deg }: Standing,
  camera: Camera,
  length_px: number,
): Shape[] {
  const end = placeAt(site, boresight_deg, length_px / camera.scale);
  const path = through([plane.anyPoint(site), plane.anyPoint(end)]);
  return [{ kind: "area", path, line: { colour: theme.site, width: 1.6 } }];
}

const ROUND = [1, 2, 5];

/** A scale bar in the lower left corner. */
export function scaleBar(camera: Camera, height: number, theme: Theme): Shape[] {
  const most_km = 130 / camera.scale;
  const tens = 10 ** Math.floor(Math.log10(most_km));
  const length_km = Math.max(
    ...ROUND.map((one) => one * tens).filter((one) => one <= most_km),
    tens,
  );
  const [left, base] = [14, height - 14];
  const corner = (x: number, y: number) => toPlane(camera, [x, y]);
  const right = left + length_km * camera.scale;
  return [
    {
      kind: "area",
      path: through([
        corner(left, base - 6),
        corner(left, base),
        corner(right, base),
        corner(right, base - 6),
      ]),
      line: { colour: theme.ink, width: 1.5 },
    },
    {
      ...label(
        corner((left + right) / 2, base),
        `${length_km} km`,
        theme,
        SMALL_PX,
        Number.POSITIVE_INFINITY,
      ),
      dx: 0,
      dy: -6,
      anchor: "middle",
    },
  ];
}
