import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** Compressed models, which the globe has none of; they would compile WebAssembly when imported. */
const ABSENT: Record<string, readonly string[]> = {
  meshoptimizer: ["MeshoptDecoder", "MeshoptEncoder"],
  "@spz-loader/core": ["loadSpz"],
};
/** Where the Earth stands among the stars: a table to be fetched, for a sky that is not shown. */
const STARS = "Core/Iau2006XysData.js";
const NO_STARS = "export default class { computeXysRadians() {} }";
/** The credits' box brings a style of its own, which the page's policy forbids. */
const STYLED = "Scene/CreditDisplay.js";
const STYLING = "appendCss(container);";

/** Leaves out of CesiumJS what a strict policy forbids, and what would be fetched in vain. */
export function cesium(): Plugin {
  return {
    name: "cesium",
    enforce: "pre",
    resolveId(source, importer) {
      return importer?.includes("@cesium/engine") && source in ABSENT ? `\0absent:${source}` : null;
    },
    load(id) {
      const names = ABSENT[id.replace("\0absent:", "")];
      if (id.startsWith("\0absent:") && names) {
        return names.map((name) => `export const ${name} = undefined;`).join("\n");
      }
      return id.endsWith(`@cesium/engine/Source/${STARS}`) ? NO_STARS : null;
    },
    transform(code, id) {
      if (!id.endsWith(`@cesium/engine/Source/${STYLED}`)) return null;
      if (!code.includes(STYLING)) this.error(`${STYLED} no longer has ${STYLING}`);
      return { code: code.replace(STYLING, ""), map: null };
    },
    generateBundle() {
      const package_ = createRequire(import.meta.url).resolve("@cesium/engine/package.json");
      const source = readFileSync(package_.replace("package.json", "LICENSE.md"));
      this.emitFile({ type: "asset", fileName: "cesium/LICENSE.md", source });
    },
  };
}
