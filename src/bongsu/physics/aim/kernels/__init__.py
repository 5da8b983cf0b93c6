"""Aiming as compiled functions: tables, maps, steep arcs."""
