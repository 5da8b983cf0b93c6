import { defineConfig } from "vite";

/** Where the Python package looks for the view; the build hook of the package says another folder. */
const built = process.env.BONGSU_VIEW_FOLDER ?? "../src/bongsu/jupyter";

/** The map as one module for notebooks, with its style sheets in it. */
export default defineConfig({
  build: {
    outDir: built,
    // what else lies there is Python
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: "src/widget/index.ts", formats: ["es"], fileName: () => "view.js" },
  },
});
