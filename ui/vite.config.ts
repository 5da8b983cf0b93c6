import { defineConfig } from "vite";

/** Where the Python package looks for the page; the build hook of the package says another folder. */
const built = process.env.BONGSU_PAGE_FOLDER ?? "../src/bongsu/server/page";

export default defineConfig({
  base: "./",
  build: {
    outDir: built,
    emptyOutDir: true,
    target: "es2022",
    // the server's policy allows no inline script
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { "/engine": { target: "ws://127.0.0.1:8000", ws: true } } },
});
