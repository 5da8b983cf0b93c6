"""Many flights at a time, one per lane of the processor."""
