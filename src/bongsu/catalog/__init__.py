"""Cited parameters: every number about the world, with unit, range, source and quality."""

from bongsu.catalog.catalog import Catalog
from bongsu.catalog.entries import (
    KINDS,
    Battery,
    CrossSection,
    DragTable,
    Interceptor,
    Missile,
    Place,
    Stage,
)
from bongsu.catalog.entries_radar import Radar, RadarMode
from bongsu.catalog.load import load_catalog
from bongsu.catalog.parameters import Entry
from bongsu.catalog.quantities import QUALITIES, Choice, Curve, Level, Quantity, Reference, Row

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
