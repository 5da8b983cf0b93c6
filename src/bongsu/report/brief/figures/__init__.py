"""The figures of the brief: drawn as SVG that takes its colours and its letters from the page."""
