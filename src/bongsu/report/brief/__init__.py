"""The brief: one page with what was claimed and what was computed."""
