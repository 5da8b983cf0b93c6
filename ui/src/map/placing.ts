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

/** Labels that fit on the screen, clear of each other and of rooms; the higher rank goes first. */
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
  const screen: Box = { left: 0, top: 0, right: width, bottom: height };
  for (const label of labels) {
    const [x, y] = toScreen(camera, label.at);
    const wide = widthOf(label);
    const base = y + label.dy;
    const places = startsOf(label, x, wide).map((from) => ({
      from,
      box: {
        left: from - 2,
        top: base - label.size,
        right: from + wide + 2,
        bottom: base + 0.3 * label.size,
      },
    }));
    const always = label.rank === Number.POSITIVE_INFINITY;
    const place =
      places.find(({ box }) => inside(box, screen) && !taken.some((one) => overlap(box, one))) ??
      (always ? places.find(({ box }) => overlap(box, screen)) : undefined);
    if (!place) continue;
    taken.push(place.box);
    found.push({ label, at: [place.from, base] });
  }
  return found;
}

/** Where the text of a label may begin: one that begins at its point may end there as well. */
function startsOf(label: Label, x: number, wide: number): number[] {
  const first = x + label.dx - { start: 0, middle: wide / 2, end: wide }[label.anchor];
  return label.anchor === "start" ? [first, x - label.dx - wide] : [first];
}

function inside(one: Box, other: Box): boolean {
  return (
    one.left >= other.left &&
    one.right <= other.right &&
    one.top >= other.top &&
    one.bottom <= other.bottom
  );
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    one.right > other.left &&
    one.top < other.bottom &&
    one.bottom > other.top
  );
}
