"""Which verb of a scenario does what an assignment to a field was meant to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

VERBS: Final[Mapping[str, Mapping[str, str]]] = {
    "ScenarioFacts": {
        "region": "at_spacing",
        "batteries": "moved",
        "threats": "only",
        "overrides": "with_parameter",
        "levels": "with_levels",
    },
    "Battery": {
        "site": "moved",
        "radar": "facing",
        "launchers": "with_launchers",
        "doctrine": "with_doctrine",
        "cued": "cued",
    },
    "Doctrine": {
        "rule": "with_doctrine",
        "salvo": "with_doctrine",
        "keep_out_altitude": "with_doctrine",
        "ceiling": "with_doctrine",
        "kill_probability": "with_doctrine",
        "detect_to_launch": "with_doctrine",
        "clock_start": "with_doctrine",
    },
    "RadarSetting": {
        "boresight": "facing",
        "mode": "in_mode",
        "tilt": "tilted",
        "search": "searching",
    },
    "Search": {
        "half_width": "searching",
        "rows": "searching",
        "frame_time": "searching",
        "tracks_held": "searching",
        "favour": "searching",
    },
    "Region": {"grid_spacing": "at_spacing", "people_from": "with_people_from"},
    "Numerics": {"cross_section_model": "with_cross_sections"},
}
"""By part of a scenario and field: the verb that gives another scenario."""


def verb_for(part: type, field: str) -> str:
    """Say which verb changes a field.

    Parameters
    ----------
    part : type
        Class of the part of the scenario, or a class made of it.
    field : str
        One of its fields.

    Returns
    -------
    str
        As one would write the call: a verb of the scenario, else a copy of the part.
    """
    for kind in part.__mro__:
        verb = VERBS.get(kind.__name__, {}).get(field)
        if verb is not None:
            return f"scenario.{verb}(...)"
    return f"model_copy(update={{{field!r}: ...}})"
