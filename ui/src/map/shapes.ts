import type { Extent } from "./camera";
import type { PlanePoint } from "./plane";

/** How a line is drawn. Widths are of the screen, whatever the scale. [px] */
export interface Line {
  colour: string;
  width: number;
  dash?: readonly number[];
}

/** A filled or drawn shape of the plane. */
export interface Area {
  kind: "area";
  /** An SVG path in the plane. [km] */
  path: string;
  fill?: string;
  opacity?: number;
  line?: Line;
  /** Only what lies within all of these paths is shown. [km] */
  within?: readonly string[];
  /** Where it lies; beyond the screen it is not drawn. [km] */
  extent?: Extent;
}

/** A text beside a point of the plane, of the same size at every scale. */
export interface Label {
  kind: "label";
  at: PlanePoint;
  text: string;
  size: number;
  colour: string;
  halo: string;
  bold?: boolean;
  dx: number;
  dy: number;
  anchor: "start" | "middle" | "end";
  /** Higher ones keep their place where two would overlap; always shown when infinite. */
  rank: number;
}

/** A mark at a point of the plane, of the same size at every scale. */
export interface Mark {
  kind: "mark";
  at: PlanePoint;
  form: "dot" | "square" | "triangle" | "diamond" | "cross" | "ring";
  /** Half of its height. [px] */
  size: number;
  fill: string;
  line: string;
}

/** Room about a point of the plane that labels keep clear of: what stands above the canvas. [px] */
export interface Room {
  kind: "room";
  at: PlanePoint;
  left: number;
  right: number;
  half_height: number;
}

export type Shape = Area | Label | Mark | Room;

/** Path of a mark about the origin. [px] */
export function markPath(form: Mark["form"], size: number): string {
  const s = size;
  switch (form) {
    case "dot":
    case "ring":
      return `M${-s},0a${s},${s} 0 1,0 ${2 * s},0a${s},${s} 0 1,0 ${-2 * s},0Z`;
    case "square":
      return `M${-s},${-s}H${s}V${s}H${-s}Z`;
    case "triangle":
      return `M0,${-1.15 * s}L${s},${0.85 * s}H${-s}Z`;
    case "diamond":
      return `M0,${-1.2 * s}L${s},0L0,${1.2 * s}L${-s},0Z`;
    case "cross":
      return `M${-s},${-s}L${s},${s}M${s},${-s}L${-s},${s}`;
  }
}

/** Path through points of the plane. */
export function through(points: readonly PlanePoint[], closed = false): string {
  const first = points[0];
  if (!first) return "";
  const said = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`);
  return `M${said.join("L")}${closed ? "Z" : ""}`;
}
