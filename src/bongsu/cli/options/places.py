"""Places on the command line: coordinates, or names that the one look-up knows."""

import sys
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from bongsu.catalog import Catalog
from bongsu.catalog.lookup import Name
from bongsu.errors import InputError
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.parts import places

Place = Annotated[str, Parameter(allow_leading_hyphen=True)]
Places = Annotated[tuple[str, ...], Parameter(negative="", allow_leading_hyphen=True)]


def read_place(scenario: Scenario, kind: str, text: str) -> Coordinates:
    """Read LAT,LON, or look a place of any kind up by any of its names.

    Parameters
    ----------
    scenario : Scenario
        Whose catalogue knows the names.
    kind : {'site', 'launch-area', 'target'}
        Kind of place that a name is looked for first.
    text : str
        As written on the command line.

    Returns
    -------
    Coordinates
        The place; one given as LAT,LON lies at altitude 0 and is named as it was typed.

    Raises
    ------
    InputError
        If it is neither a place nor a name, with close names; or several places have the name.
    """
    return place_in(scenario.catalog, kind, text)


def place_in(catalog: Catalog, kind: str, text: str) -> Coordinates:
    """Read a place where there is no scenario; see :func:`read_place`.

    Parameters
    ----------
    catalog : Catalog
        Which knows the names.
    kind : {'site', 'launch-area', 'target'}
        Kind of place that a name is looked for first.
    text : str
        As written on the command line.

    Returns
    -------
    Coordinates
        The place.
    """
    try:
        found = places.read_place(catalog, kind, text)
    except InputError as error:
        if "; " in str(error) or not str(error).startswith("there is no"):
            raise
        hint = "name one of `bongsu catalog list`, or LAT,LON in degrees"
        raise InputError(f"{error}; {hint}") from None
    if found.name is not None:
        _say_what_else(text, found.name, found.others)
    return found.place


def _say_what_else(text: str, name: Name, others: tuple[Name, ...]) -> None:
    if others:
        listed = "; ".join(other.described for other in others)
        sys.stderr.write(f"bongsu: {text} is taken as {name.described}; there is also {listed}\n")


def read_sites(scenario: Scenario, texts: Sequence[str]) -> list[Coordinates]:
    """Read the sites named on the command line.

    Parameters
    ----------
    scenario : Scenario
        Whose catalogue knows the names.
    texts : sequence of str
        As written.

    Returns
    -------
    list of Coordinates
        One for each.

    Raises
    ------
    InputError
        If one is no place, or two are the same place.
    """
    found = [read_place(scenario, "site", text) for text in texts]
    seen: dict[tuple[float, float], str] = {}
    for place, text in zip(found, texts, strict=True):
        position = (place.latitude_deg, place.longitude_deg)
        if position in seen:
            raise InputError(
                f"--site {seen[position]} and --site {text} are one place: two sites must differ"
            )
        seen[position] = text
    return found
