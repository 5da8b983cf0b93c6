"""One question each: scenario in, one dataset with units, sources and provenance out."""
