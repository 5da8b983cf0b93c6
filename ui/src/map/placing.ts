import type { Camera, ScreenPoint } from "./camera";
import { toScreen } from "./camera";
import type { Label, Shape } from "./shapes";

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A label that has found room, with the start of its text on the screen. */
export interface Placed {
  label: Label;
  at: ScreenPoint;
}

/** Labels that fit without overlapping each other or a room; the higher rank keeps its place. */
export function placed(
  shapes: readonly Shape[],
  camera: Camera,
  width: number,
  height: number,
  widthOf: (label: Label) => number,
): Placed[] {
  const labels = shapes.filter((shape): shape is Label => shape.kind === "label");
  labels.sort((one, other) => other.rank - one.rank);
  const taken = shapes.flatMap((shape): Box[] => {
    if (shape.kind !== "room") return [];
    const [x, y] = toScreen(camera, shape.at);
    const { left, right, half_height } = shape;
    return [{ left: x - left, right: x + right, top: y - half_height, bottom: y + half_height }];
  });
  const found: Placed[] = [];
  for (const label of labels) {
    const [x, y] = toScreen(camera, label.at);
    const wide = widthOf(label);
    const base = y + label.dy;
    for (const from of startsOf(label, x, wide)) {
      const box = {
        left: from - 2,
        top: base - label.size,
        right: from + wide + 2,
        bottom: base + 0.3 * label.size,
      };
      if (box.right < 0 || box.left > width || box.bottom < 0 || box.top > height) continue;
      const always = label.rank === Number.POSITIVE_INFINITY;
      if (!always && taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      found.push({ label, at: [from, base] });
      break;
    }
  }
  return found;
}

/** Where the text of a label may begin: one that begins at its point may end there as well. */
function startsOf(label: Label, x: number, wide: number): number[] {
  const first = x + label.dx - { start: 0, middle: wide / 2, end: wide }[label.anchor];
  return label.anchor === "start" ? [first, x - label.dx - wide] : [first];
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    one.right > other.left &&
    one.top < other.bottom &&
    one.bottom > other.top
  );
}
