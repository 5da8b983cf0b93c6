import type { Camera } from "../map/camera";
import { toScreen } from "../map/camera";
import { FONT, isVisible } from "../map/paint";
import { placed } from "../map/placing";
import type { Area, Label, Shape } from "../map/shapes";
import { markPath } from "../map/shapes";
import type { Said } from "./picture";

/** Write shapes as an SVG picture, with a line under it that says where it comes from. */
export function writtenSvg(
  shapes: readonly Shape[],
  camera: Camera,
  size: { width: number; height: number; sea: string; paper: string; ink: string },
  said: Said,
  widthOf: (label: Label) => number,
): string {
  const { width, height } = size;
  const parts: string[] = [];
  const clips: string[] = [];
  for (const shape of shapes) {
    if (shape.kind === "area") {
      if (isVisible(shape, camera, width, height)) parts.push(areaOf(shape, camera, clips));
    } else if (shape.kind === "mark") {
      const [x, y] = toScreen(camera, shape.at);
      const open = shape.form === "cross" || shape.form === "ring";
      parts.push(
        `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${markPath(shape.form, shape.size)}" ` +
          `fill="${open ? "none" : shape.fill}" stroke="${shape.line}" stroke-width="1.5"/>`,
      );
    }
  }
  for (const { label, at } of placed(shapes, camera, width, height, widthOf)) {
    parts.push(
      `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" font-size="${label.size}"` +
        `${label.bold ? ' font-weight="600"' : ""} fill="${label.colour}" stroke="${label.halo}" ` +
        `stroke-width="3" stroke-linejoin="round" paint-order="stroke">${escaped(label.text)}</text>`,
    );
  }
  const foot = 22;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" lang="${said.lang}" viewBox="0 0 ${width} ${height + foot}" ` +
      `width="${width}" height="${height + foot}" font-family="${escaped(FONT)}">`,
    `<title>${escaped(said.title)}</title>`,
    `<metadata>${escaped(JSON.stringify(said.provenance))}</metadata>`,
    `<defs><clipPath id="map"><path d="M0,0H${width}V${height}H0Z"/></clipPath>${clips.join("")}</defs>`,
    `<rect width="${width}" height="${height + foot}" fill="${size.paper}"/>`,
    `<rect width="${width}" height="${height}" fill="${size.sea}"/>`,
    `<g clip-path="url(#map)">${parts.join("\n")}</g>`,
    `<text x="8" y="${height + 15}" font-size="10.5" fill="${size.ink}">${escaped(said.provenance.line)}</text>`,
    "</svg>",
  ].join("\n");
}

function areaOf(area: Area, camera: Camera, clips: string[]): string {
  const matrix = `matrix(${camera.scale} 0 0 ${camera.scale} ${camera.x.toFixed(2)} ${camera.y.toFixed(2)})`;
  const drawn: string[] = [`transform="${matrix}"`, `d="${area.path}"`, 'fill-rule="evenodd"'];
  drawn.push(`fill="${area.fill ?? "none"}"`);
  if (area.opacity !== undefined) drawn.push(`fill-opacity="${area.opacity}"`);
  if (area.line) {
    drawn.push(`stroke="${area.line.colour}"`, `stroke-width="${area.line.width / camera.scale}"`);
    if (area.line.dash) {
      const dash = area.line.dash.map((part) => part / camera.scale);
      drawn.push(`stroke-dasharray="${dash.join(" ")}"`);
    }
  }
  let drawing = `<path ${drawn.join(" ")}/>`;
  for (const path of area.within ?? []) {
    const clip = `<path transform="${matrix}" d="${path}" clip-rule="evenodd"/></clipPath>`;
    let name = clips.findIndex((one) => one.endsWith(clip));
    if (name < 0) name = clips.push(`<clipPath id="within-${clips.length}">${clip}`) - 1;
    drawing = `<g clip-path="url(#within-${name})">${drawing}</g>`;
  }
  return drawing;
}

/** Text for a place between tags or in an attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
