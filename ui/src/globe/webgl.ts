import type { Word } from "../words";

let known: Word | null | undefined;

/** Why the globe cannot be shown here; null where it can. */
export function whyNoGlobe(): Word | null {
  if (known === undefined) known = found();
  return known;
}

function found(): Word | null {
  if (typeof WebGL2RenderingContext === "undefined") return "globe_no_webgl";
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return "globe_webgl_off";
  // a page has few of these
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return null;
}

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** Whether the globe would be drawn by the processor. */
export function isSlow(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  const known = context?.getExtension("WEBGL_debug_renderer_info");
  if (!context || !known) return false;
  const renderer = String(context.getParameter(known.UNMASKED_RENDERER_WEBGL));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return SOFTWARE.test(renderer);
}
