"""Cited parameters: every number about the world, with unit, range, source and quality."""

from bongsu.catalog.contents import Catalog, OwnFile
from bongsu.catalog.load import load_catalog
from bongsu.catalog.rows.entries import (
    KINDS,
    BatteryEntry,
    CrossSectionEntry,
    DragTableEntry,
    InterceptorEntry,
    MissileEntry,
    PlaceEntry,
    StageEntry,
)
from bongsu.catalog.rows.parameters import Entry
from bongsu.catalog.rows.quantities import Choice, Curve, Quantity, Reference, Row
from bongsu.catalog.rows.radars import RadarEntry, RadarModeEntry

__all__ = [
    "KINDS",
    "BatteryEntry",
    "Catalog",
    "Choice",
    "CrossSectionEntry",
    "Curve",
    "DragTableEntry",
    "Entry",
    "InterceptorEntry",
    "MissileEntry",
    "OwnFile",
    "PlaceEntry",
    "Quantity",
    "RadarEntry",
    "RadarModeEntry",
    "Reference",
    "Row",
    "StageEntry",
    "load_catalog",
]
