"""Places on the command line: coordinates or names of the catalogue."""

import re
from typing import Annotated

from cyclopts import Parameter

from bongsu.cli.output import parse_point
from bongsu.scenario import Coordinates, Scenario

Place = Annotated[str, Parameter(allow_leading_hyphen=True)]


def read_place(scenario: Scenario, kind: str, text: str) -> Coordinates:
    """Read LAT,LON or look a name of the catalogue up.

    Parameters
    ----------
    scenario : Scenario
        Whose catalogue knows the names.
    kind : str
        What is named, such as "site", "launch-area" or "target".
    text : str
        As written on the command line.

    Returns
    -------
    Coordinates
        The place; one given as LAT,LON lies at altitude 0 and is named as it was typed.

    Raises
    ------
    InputError
        If it is neither a place nor a name of the catalogue.
    """
    if not re.search(r"[,.\d]", text[:1]) and "," not in text:
        return scenario.place(kind, text)
    point = parse_point(text)
    return Coordinates.model_construct(
        # results name it as it was typed
        name=f"{point.latitude_deg:g},{point.longitude_deg:g}",
        lat_deg=point.latitude_deg,
        lon_deg=(point.longitude_deg + 180.0) % 360.0 - 180.0,
        altitude=0.0,
    )
