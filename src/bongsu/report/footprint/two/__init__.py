"""Two footprints, and the page of two scenarios."""
