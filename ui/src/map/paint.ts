import type { Camera } from "./camera";
import { toScreen } from "./camera";
import { placed } from "./placing";
import type { Area, Label, Mark, Shape } from "./shapes";
import { markPath } from "./shapes";

export const FONT =
  'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", sans-serif';

const paths = new Map<string, Path2D>();
const MOST_PATHS = 3000;

/** A path of the browser for an SVG path; those used last are kept, as parsing takes time. */
function pathOf(text: string): Path2D {
  const path = paths.get(text) ?? new Path2D(text);
  paths.delete(text);
  paths.set(text, path);
  const oldest = paths.keys().next();
  if (paths.size > MOST_PATHS && !oldest.done) paths.delete(oldest.value);
  return path;
}

/** What is drawn on. */
export interface Surface {
  width: number;
  height: number;
  /** Pixels of the device to a pixel of the page. */
  dense: number;
  /** Colour of what nothing covers. */
  paper: string;
}

/** Draw shapes on a canvas. */
export function paint(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  camera: Camera,
  size: Surface,
): void {
  const { width, height, dense } = size;
  context.setTransform(dense, 0, 0, dense, 0, 0);
  context.fillStyle = size.paper;
  context.fillRect(0, 0, width, height);
  let within: readonly string[] = [];
  context.save();
  for (const shape of shapes) {
    if (shape.kind === "label" || shape.kind === "room") continue;
    if (shape.kind === "area" && !isVisible(shape, camera, width, height)) continue;
    const wanted = shape.kind === "area" ? (shape.within ?? []) : [];
    // clipping takes long, so shapes with the same clip share it
    if (wanted.length !== within.length || wanted.some((one, i) => one !== within[i])) {
      within = wanted;
      context.restore();
      context.save();
      toPlaneOf(context, camera, dense);
      for (const path of within) context.clip(pathOf(path), "evenodd");
    }
    if (shape.kind === "area") paintArea(context, shape, camera, dense);
    else paintMark(context, shape, camera, size);
  }
  context.restore();
  context.setTransform(dense, 0, 0, dense, 0, 0);
  for (const { label, at } of placed(shapes, camera, width, height, (one) => {
    context.font = fontOf(one);
    return context.measureText(one.text).width;
  })) {
    context.font = fontOf(label);
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = label.halo;
    context.strokeText(label.text, at[0], at[1]);
    context.fillStyle = label.colour;
    context.fillText(label.text, at[0], at[1]);
  }
}

function toPlaneOf(context: CanvasRenderingContext2D, camera: Camera, dense: number): void {
  const { scale, x, y } = camera;
  context.setTransform(dense * scale, 0, 0, dense * scale, dense * x, dense * y);
}

function paintMark(
  context: CanvasRenderingContext2D,
  mark: Mark,
  camera: Camera,
  { width, height, dense }: Surface,
): void {
  const [x, y] = toScreen(camera, mark.at);
  const edge = mark.size + 4;
  if (x < -edge || y < -edge || x > width + edge || y > height + edge) return;
  context.setTransform(dense, 0, 0, dense, dense * x, dense * y);
  const path = pathOf(markPath(mark.form, mark.size));
  const open = mark.form === "cross" || mark.form === "ring";
  context.setLineDash([]);
  context.lineWidth = open ? 2 : 1.5;
  context.strokeStyle = mark.line;
  context.stroke(path);
  if (open) return;
  context.fillStyle = mark.fill;
  context.fill(path);
}

/** Font of a label, for a canvas. */
export function fontOf(label: Label): string {
  return `${label.bold ? "600 " : ""}${label.size}px ${FONT}`;
}

/** Whether a shape may be on the screen. */
export function isVisible(area: Area, camera: Camera, width: number, height: number): boolean {
  const { extent } = area;
  if (!extent) return true;
  const [west, north] = toScreen(camera, [extent.west, extent.north]);
  const [east, south] = toScreen(camera, [extent.east, extent.south]);
  return east >= 0 && south >= 0 && west <= width && north <= height;
}

function paintArea(
  context: CanvasRenderingContext2D,
  area: Area,
  camera: Camera,
  dense: number,
): void {
  const { scale } = camera;
  toPlaneOf(context, camera, dense);
  const path = pathOf(area.path);
  if (area.fill) {
    context.globalAlpha = area.opacity ?? 1;
    context.fillStyle = area.fill;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
  }
  if (area.line) {
    context.strokeStyle = area.line.colour;
    context.lineWidth = area.line.width / scale;
    context.lineJoin = "round";
    context.setLineDash((area.line.dash ?? []).map((part) => part / scale));
    context.stroke(path);
  }
}
