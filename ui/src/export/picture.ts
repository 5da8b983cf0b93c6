import type { Provenance } from "../engine/engine";
import type { Camera } from "../map/camera";
import { FONT, fontOf, paint } from "../map/paint";
import type { Label, Shape } from "../map/shapes";
import type { Theme } from "../map/theme";
import { asciiJson, withText } from "./png";
import { writtenSvg } from "./svg";

/** What a picture says of itself. */
export interface Said {
  title: string;
  provenance: Provenance;
  lang: string;
}

/** What a picture of the map shows. */
export interface Pictured {
  shapes: readonly Shape[];
  camera: Camera;
  theme: Theme;
  said: Said;
}

interface Size {
  width: number;
  height: number;
}

const DENSE = 2;
const FOOT_PX = 22;

/** The map as an SVG picture. */
export function svgOf(pictured: Pictured, size: Size): string {
  const context = document.createElement("canvas").getContext("2d");
  const widthOf = (label: Label) => {
    if (!context) return (label.size * label.text.length) / 2;
    context.font = fontOf(label);
    return context.measureText(label.text).width;
  };
  const { shapes, camera, theme, said } = pictured;
  const look = { ...size, sea: theme.sea, paper: theme.paper, ink: theme.ink };
  return writtenSvg(shapes, camera, look, said, widthOf);
}

/** The map as a PNG picture, with a line under it that says where it comes from. */
export async function pngOf(pictured: Pictured, size: Size): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = size.width * DENSE;
  canvas.height = (size.height + FOOT_PX) * DENSE;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no pictures");
  const { theme } = pictured;
  paint(context, pictured.shapes, pictured.camera, { ...size, dense: DENSE, paper: theme.sea });
  context.setTransform(DENSE, 0, 0, DENSE, 0, 0);
  context.fillStyle = theme.paper;
  context.fillRect(0, size.height, size.width, FOOT_PX);
  context.fillStyle = theme.ink;
  context.font = `10.5px ${FONT}`;
  context.fillText(pictured.said.provenance.line, 8, size.height + 15, size.width - 16);
  const drawn = await new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
  const bytes = new Uint8Array(await drawn.arrayBuffer());
  const told = withText(bytes, "Description", asciiJson(pictured.said.provenance));
  return new Blob([told], { type: "image/png" });
}
