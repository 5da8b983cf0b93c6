import { defineConfig } from "vite";
import { cesium } from "./cesium.config.ts";

/** Where the Python package looks for the page; the build hook of the package says another folder. */
const built = process.env.BONGSU_PAGE_FOLDER ?? "../src/bongsu/server/page";

export default defineConfig({
  base: "./",
  plugins: [cesium()],
  // CesiumJS looks for its workers under these names
  worker: {
    format: "es",
    rollupOptions: { output: { entryFileNames: "cesium/Workers/[name].js" } },
  },
  build: {
    outDir: built,
    emptyOutDir: true,
    target: "es2022",
    // the server's policy allows no inline script
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // CesiumJS is one large piece, loaded when the globe is opened
    chunkSizeWarningLimit: 4000,
  },
  server: { proxy: { "/engine": { target: "ws://127.0.0.1:8000", ws: true } } },
});
