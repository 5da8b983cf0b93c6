"""What each object of a catalogue shows a radar at every aspect, with its cited range."""

from typing import Final

import numpy as np
import xarray as xr

from bongsu.catalog import Catalog
from bongsu.engagement.factory import cross_section, cross_section_without_flight_m2
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.signals import cross_sections_at
from bongsu.studies.conventions import conventional, label
from bongsu.studies.radar.range import RangeAnswer
from bongsu.words import LEVELS, Level

_ASPECTS_DEG: Final = np.arange(0.0, 181.0)
_ROWS: Final = ("nose-on", "side", "rear")


def cross_sections_by_aspect(catalog: Catalog, answer: RangeAnswer) -> xr.Dataset:
    """Cross-section of each object of a catalogue at every aspect, and the range that it gives.

    Parameters
    ----------
    catalog : Catalog
        Its objects with rows for all aspects are shown.
    answer : RangeAnswer
        The radar and its dwell; ranges are those of its nominal rows.

    Returns
    -------
    xarray.Dataset
        Over ``object``, ``aspect_deg`` (0 nose-on, 180 from the rear) and ``level`` (all three rows
        nominal, or at one end): ``cross_section_m2`` and, on boresight in free space, ``range_km``;
        over ``object``: ``constant_m2``, where no flight says how it lies.
    """
    keys = [
        key
        for key in catalog.keys("cross-section")
        if all(f"cross-section.{key}.{row}" in catalog.rows() for row in _ROWS)
    ]
    seen = np.stack([[_at(catalog, key, level) for level in LEVELS] for key in keys])
    ranges_km = answer.range_km * (seen / answer.cross_section_m2) ** 0.25
    outer = ("object", "level", "aspect_deg")
    found = xr.Dataset(
        {
            "cross_section_m2": (outer, seen, label("mean radar cross-section", "m2")),
            "range_km": (outer, ranges_km, label("range on boresight in free space", "km")),
            "constant_m2": (
                "object",
                [cross_section_without_flight_m2(key, "constant", catalog) for key in keys],
                label("mean radar cross-section where no flight says how the object lies", "m2"),
            ),
        },
        {
            "object": ("object", keys, {"long_name": "what is looked at"}),
            "object_title": (
                "object",
                [catalog.cross_section(key).title for key in keys],
                {"long_name": "title of the object"},
            ),
            "level": ("level", list(LEVELS), {"long_name": "where in their ranges the rows are"}),
            "aspect_deg": (
                "aspect_deg",
                _ASPECTS_DEG,
                label("angle between the axis and the line of sight to the radar", "degree"),
            ),
        },
        {"history": "bongsu.studies.radar.aspect.cross_sections_by_aspect"},
    )
    return conventional(found, "Cross-section by aspect")


def _at(catalog: Catalog, key: str, level: Level) -> FloatArray:
    moved = catalog.at_levels({f"cross-section.{key}.{row}": level for row in _ROWS})
    return cross_sections_at(cross_section(key, "by-aspect", moved), np.radians(_ASPECTS_DEG))
