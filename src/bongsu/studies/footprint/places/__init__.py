"""Footprints by place: of all places of a level, and of one that is named."""
