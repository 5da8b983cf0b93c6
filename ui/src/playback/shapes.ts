import type { PlaybackAnswer } from "../engine/engine";
import type { AirPoint, Flight } from "../engine/flight";
import { pointsOf } from "../engine/flight";
import type { Place, Plane } from "../map/plane";
import { placeAt } from "../map/plane";
import type { Mark, Shape } from "../map/shapes";
import { through } from "../map/shapes";
import type { Theme } from "../map/theme";
import type { Ellipse, Moment, Recording } from "./moment";

const CORNERS = 36;
const SMALL_PX = 11;
const FACTORS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const LARGEST_KM = 40;
const ELLIPSE_OPACITY = 0.2;

/** How ellipses are drawn so that they are seen: the greatest of some factors that fits a map. */
export function enlargement(ellipses: readonly Ellipse[]): number {
  const most_km = Math.max(0, ...ellipses.map((one) => one.major_m)) / 1000;
  return FACTORS.findLast((factor) => factor * most_km <= LARGEST_KM) ?? 1;
}

/** What of a playback does not move, kept while the plane stays the same. */
export class Ways {
  #plane: Plane | null = null;
  #paths: string[] = [];

  constructor(private readonly arcs: readonly Flight[]) {}

  /** Path of an arc over the ground. */
  path(plane: Plane, arc: number): string {
    if (plane !== this.#plane) {
      this.#plane = plane;
      this.#paths = this.arcs.map((one) => pathOf(plane, pointsOf(one)));
    }
    return this.#paths[arc] ?? "";
  }
}

/** A text of the map in words of the page. */
export interface Said {
  /** Interceptors on launchers that stand together. */
  ready(left: number, of: number): string;
  /** What happens in an event. */
  event(index: number): string;
}

/** What the map shows of one moment. */
export function momentShapes(
  recording: Recording,
  moment: Moment,
  ways: Ways,
  look: { plane: Plane; theme: Theme; chosen: number | null; said: Said },
): Shape[] {
  const { plane, theme, chosen, said } = look;
  const enlarged = enlargement(moment.ellipses);
  const { answer } = recording;
  return [
    ...arcsOf(answer, moment).map((arc): Shape => {
      const line = { colour: theme.arc, width: 1, dash: [2, 4] };
      return { kind: "area", path: ways.path(plane, arc), line };
    }),
    ...pastShapes(recording, moment, plane, theme),
    ...moment.ellipses.map(
      (one): Shape => ({
        kind: "area",
        path: ellipsePath(plane, one, enlarged),
        fill: theme.site,
        opacity: ELLIPSE_OPACITY,
        line: { colour: theme.site, width: 1.4 },
      }),
    ),
    ...moment.missiles.flatMap(({ at, way }): Shape[] => [
      { kind: "area", path: pathOf(plane, way), line: { colour: theme.arc, width: 3 } },
      mark(plane, at, "dot", 4.5, theme.arc, theme.paper),
    ]),
    ...moment.interceptors.flatMap(({ at, way }): Shape[] => [
      { kind: "area", path: pathOf(plane, way), line: { colour: theme.shot, width: 2 } },
      mark(plane, at, "diamond", 4.5, theme.shot, theme.paper),
    ]),
    ...launcherShapes(recording, moment, plane, theme, said),
    ...chosenShapes(recording, chosen, plane, theme, said),
  ];
}

/** Arcs that are shown: of an engagement all, of a raid those that are flown. */
export function arcsOf(answer: PlaybackAnswer, moment: Moment): number[] {
  const flown =
    answer.of === "engagement"
      ? answer.missiles
      : moment.missiles.flatMap(({ index }) => answer.missiles[index] ?? []);
  return [...new Set(flown.map((one) => one.arc))];
}

/** Where missiles were destroyed, missed, or came down. */
function pastShapes({ answer }: Recording, moment: Moment, plane: Plane, theme: Theme): Shape[] {
  return answer.events.slice(0, moment.last + 1).flatMap((one): Shape[] => {
    if (one.event === "intercept" || one.event === "meet") {
      return [mark(plane, one, "cross", 5, theme.shot, theme.shot)];
    }
    if (one.event === "miss") return [mark(plane, one, "ring", 4, theme.paper, theme.muted)];
    if (one.event === "impact") return [mark(plane, one, "square", 4.5, theme.arc, theme.paper)];
    return [];
  });
}

/** How many interceptors are ready on launchers that stand at one place. */
function launcherShapes(
  { answer }: Recording,
  moment: Moment,
  plane: Plane,
  theme: Theme,
  said: Said,
): Shape[] {
  const groups = new Map<string, { at: Place; left: number; of: number }>();
  answer.launchers.forEach((one, i) => {
    const key = `${one.latitude_deg.toFixed(2)} ${one.longitude_deg.toFixed(2)}`;
    const group = groups.get(key) ?? { at: one, left: 0, of: 0 };
    group.left += moment.ready[i] ?? 0;
    group.of += one.interceptors;
    groups.set(key, group);
  });
  return [...groups.values()].flatMap(({ at, left, of }): Shape[] => {
    const point = plane.point(at);
    if (!point) return [];
    return [
      mark(plane, at, "square", 4, theme.shot, theme.paper),
      {
        kind: "label",
        at: point,
        text: said.ready(left, of),
        size: SMALL_PX,
        colour: left > 0 ? theme.shot : theme.site,
        halo: theme.paper,
        bold: true,
        dx: -12,
        dy: 4,
        anchor: "end",
        rank: 900,
      },
    ];
  });
}

/** The event that was chosen in the list. */
function chosenShapes(
  { answer }: Recording,
  chosen: number | null,
  plane: Plane,
  theme: Theme,
  said: Said,
): Shape[] {
  const event = chosen === null ? undefined : answer.events[chosen];
  const point = event ? plane.point(event) : null;
  if (chosen === null || !event || !point) return [];
  return [
    mark(plane, event, "ring", 11, theme.paper, theme.ink),
    {
      kind: "label",
      at: point,
      text: said.event(chosen),
      size: 13,
      colour: theme.ink,
      halo: theme.paper,
      bold: true,
      dx: 16,
      dy: -8,
      anchor: "start",
      rank: Number.POSITIVE_INFINITY,
    },
  ];
}

/** The ellipse over the ground, so many times as large as it is. */
export function ellipsePath(plane: Plane, ellipse: Ellipse, enlarged: number): string {
  return through(
    ellipsePlaces(ellipse, enlarged).map((one) => plane.anyPoint(one)),
    true,
  );
}

/** Places along it. */
export function ellipsePlaces(ellipse: Ellipse, enlarged: number): Place[] {
  return Array.from({ length: CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS;
    const along = (ellipse.major_m / 1000) * Math.cos(angle);
    const across = (ellipse.minor_m / 1000) * Math.sin(angle);
    const bearing = ellipse.direction_deg + (Math.atan2(across, along) * 180) / Math.PI;
    return placeAt(ellipse.at, bearing, enlarged * Math.hypot(along, across));
  });
}

function pathOf(plane: Plane, points: readonly AirPoint[]): string {
  return through(points.map((one) => plane.anyPoint(one)));
}

function mark(
  plane: Plane,
  place: Place,
  form: Mark["form"],
  size: number,
  fill: string,
  line: string,
): Shape {
  return { kind: "mark", at: plane.anyPoint(place), form, size, fill, line };
}
