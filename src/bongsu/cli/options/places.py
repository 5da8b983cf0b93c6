"""Places on the command line: coordinates, or names that the one look-up knows."""

import sys
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from bongsu.catalog import Catalog
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
    found = _found(catalog, kind, text)
    _say_what_else(text, found)
    return found.place


def _found(catalog: Catalog, kind: str, text: str) -> places.ReadPlace:
    try:
        return places.read_place(catalog, kind, text)
    except InputError as error:
        if "; " in str(error) or not str(error).startswith("there is no"):
            raise
        hint = "name one of `bongsu catalog list`, or LAT,LON in degrees"
        raise InputError(f"{error}; {hint}") from None


def _say_what_else(text: str, found: places.ReadPlace) -> None:
    if found.name is not None and found.others:
        taken = f"{text} is taken as {found.name.described}"
        listed = "; ".join(other.described for other in found.others)
        sys.stderr.write(f"bongsu: {taken}; there is also {listed}\n")


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
    found = [_found(scenario.catalog, "site", text) for text in texts]
    seen: dict[tuple[float, float], str] = {}
    for one, text in zip(found, texts, strict=True):
        position = (one.place.latitude_deg, one.place.longitude_deg)
        if position in seen:
            raise InputError(
                f"--site {seen[position]} and --site {text} are one place: two sites must differ"
            )
        seen[position] = text
    for one, text in zip(found, texts, strict=True):
        _say_what_else(text, one)
    return [one.place for one in found]
