import type { Camera } from "./camera";
import { toScreen } from "./camera";
import { placed } from "./placing";
import type { Area, Label, Shape } from "./shapes";
import { markPath } from "./shapes";

export const FONT =
  'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", sans-serif';
const HATCH_PX = 7;

const paths = new Map<string, Path2D>();
const MOST_PATHS = 100;

/** A path of the browser for an SVG path; those used last are kept, as parsing takes time. */
function pathOf(text: string): Path2D {
  const path = paths.get(text) ?? new Path2D(text);
  paths.delete(text);
  paths.set(text, path);
  const oldest = paths.keys().next();
  if (paths.size > MOST_PATHS && !oldest.done) paths.delete(oldest.value);
  return path;
}

/** Draw shapes on a canvas. */
export function paint(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  camera: Camera,
  size: { width: number; height: number; dense: number; paper: string },
): void {
  const { width, height, dense } = size;
  context.setTransform(dense, 0, 0, dense, 0, 0);
  context.fillStyle = size.paper;
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) {
    if (shape.kind === "area") paintArea(context, shape, camera, dense);
    else if (shape.kind === "mark") {
      const [x, y] = toScreen(camera, shape.at);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      context.setTransform(dense, 0, 0, dense, dense * x, dense * y);
      const path = pathOf(markPath(shape.form, shape.size));
      context.lineWidth = shape.form === "cross" || shape.form === "ring" ? 2 : 1.5;
      context.strokeStyle = shape.line;
      context.stroke(path);
      if (shape.form !== "cross" && shape.form !== "ring") {
        context.fillStyle = shape.fill;
        context.fill(path);
      }
    }
  }
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

/** Font of a label, for a canvas. */
export function fontOf(label: Label): string {
  return `${label.bold ? "600 " : ""}${label.size}px ${FONT}`;
}

function paintArea(
  context: CanvasRenderingContext2D,
  area: Area,
  camera: Camera,
  dense: number,
): void {
  const scale = camera.scale;
  context.save();
  context.setTransform(dense * scale, 0, 0, dense * scale, dense * camera.x, dense * camera.y);
  if (area.within !== undefined) context.clip(pathOf(area.within), "evenodd");
  const path = pathOf(area.path);
  context.globalAlpha = area.opacity ?? 1;
  if (area.fill) {
    context.fillStyle = area.fill;
    context.fill(path, "evenodd");
  }
  if (area.hatch) {
    context.fillStyle = hatched(context, area.hatch, dense, scale);
    context.fill(path, "evenodd");
  }
  context.globalAlpha = 1;
  if (area.line) {
    context.strokeStyle = area.line.colour;
    context.lineWidth = area.line.width / scale;
    context.lineJoin = "round";
    context.setLineDash((area.line.dash ?? []).map((part) => part / scale));
    context.stroke(path);
  }
  context.restore();
}

/** Oblique lines of a colour, of the same size at every scale. */
function hatched(
  context: CanvasRenderingContext2D,
  colour: string,
  dense: number,
  scale: number,
): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = tile.height = HATCH_PX * dense;
  const ink = tile.getContext("2d");
  if (!ink) return colour;
  ink.scale(dense, dense);
  ink.strokeStyle = colour;
  ink.lineWidth = 1;
  ink.beginPath();
  for (const from of [-HATCH_PX, 0, HATCH_PX]) {
    ink.moveTo(from, HATCH_PX);
    ink.lineTo(from + HATCH_PX, 0);
  }
  ink.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix([1 / (dense * scale), 0, 0, 1 / (dense * scale), 0, 0]));
  return pattern ?? colour;
}
