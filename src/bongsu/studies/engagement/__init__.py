"""One or a few missiles against a battery."""
