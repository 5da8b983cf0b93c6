import type { PlanePoint } from "./plane";

/** A point of the screen, from the upper left corner of the map. [px] */
export type ScreenPoint = readonly [x: number, y: number];

/** A part of the plane. [km] */
export interface Extent {
  west: number;
  north: number;
  east: number;
  south: number;
}

const SMALLEST_PX_PER_KM = 0.05;
const LARGEST_PX_PER_KM = 40;

/** Which part of the plane the screen shows. */
export interface Camera {
  /** Scale. [px/km] */
  readonly scale: number;
  /** Where the plane's origin lies on the screen. [px] */
  readonly x: number;
  readonly y: number;
}

/** The camera that shows all of an extent, in the middle of a screen. */
export function showing(extent: Extent, width: number, height: number, margin = 12): Camera {
  const wide = Math.max(1, extent.east - extent.west);
  const tall = Math.max(1, extent.south - extent.north);
  const scale = Math.min(
    Math.max(1, width - 2 * margin) / wide,
    Math.max(1, height - 2 * margin) / tall,
  );
  return {
    scale,
    x: width / 2 - (scale * (extent.west + extent.east)) / 2,
    y: height / 2 - (scale * (extent.north + extent.south)) / 2,
  };
}

export function toScreen(camera: Camera, point: PlanePoint): ScreenPoint {
  return [camera.scale * point[0] + camera.x, camera.scale * point[1] + camera.y];
}

export function toPlane(camera: Camera, point: ScreenPoint): PlanePoint {
  return [(point[0] - camera.x) / camera.scale, (point[1] - camera.y) / camera.scale];
}

/** The camera after moving the hand by so many pixels. */
export function moved(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy };
}

/** The camera after coming nearer by a factor, about a point that stays where it is. */
export function nearer(camera: Camera, factor: number, about: ScreenPoint): Camera {
  const scale = Math.min(LARGEST_PX_PER_KM, Math.max(SMALLEST_PX_PER_KM, camera.scale * factor));
  const change = scale / camera.scale;
  return {
    scale,
    x: about[0] + change * (camera.x - about[0]),
    y: about[1] + change * (camera.y - about[1]),
  };
}
