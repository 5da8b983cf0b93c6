"""Cited parameters: every number about the world, with unit, range, source and quality."""

from bongsu.catalog.contents import Catalog
from bongsu.catalog.load import load_catalog
from bongsu.catalog.rows.entries import (
    KINDS,
    Battery,
    CrossSection,
    DragTable,
    Interceptor,
    Missile,
    Place,
    Stage,
)
from bongsu.catalog.rows.parameters import Entry
from bongsu.catalog.rows.quantities import QUALITIES, Choice, Curve, Level, Quantity, Reference, Row
from bongsu.catalog.rows.radars import Radar, RadarMode

__all__ = [
    "KINDS",
    "QUALITIES",
    "Battery",
    "Catalog",
    "Choice",
    "CrossSection",
    "Curve",
    "DragTable",
    "Entry",
    "Interceptor",
    "Level",
    "Missile",
    "Place",
    "Quantity",
    "Radar",
    "RadarMode",
    "Reference",
    "Row",
    "Stage",
    "load_catalog",
]
