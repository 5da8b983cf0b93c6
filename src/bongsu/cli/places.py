"""Places on the command line: coordinates, or names that the one look-up knows."""

import sys
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from bongsu.catalog import Catalog
from bongsu.catalog.lookup import Name
from bongsu.catalog.names import find_place
from bongsu.cli.options import parse_point
from bongsu.errors import InputError
from bongsu.scenario import Coordinates, Scenario

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
    if not _is_name(text):
        point = parse_point(text)
        return Coordinates.model_construct(
            # results name it as it was typed
            name=text.replace(" ", ""),
            latitude_deg=point.latitude_deg,
            longitude_deg=(point.longitude_deg + 180.0) % 360.0 - 180.0,
            altitude=0.0,
        )
    try:
        found = find_place(catalog, kind, text)
    except InputError as error:
        if "; " in str(error):
            raise
        hint = "name one of `bongsu catalog list`, or LAT,LON in degrees"
        raise InputError(f"{error}; {hint}") from None
    _say_what_else(text, found.name, found.others)
    return Coordinates.from_name(found)


def _is_name(text: str) -> bool:
    """Whether a text is meant as a name: it has letters, and no part of it is a number."""
    parts = [part.strip() for part in text.split(",")]
    return text.strip().isdigit() or (
        any(letter.isalpha() for letter in text) and not any(map(_is_number, parts))
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


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
    places = [read_place(scenario, "site", text) for text in texts]
    seen: dict[tuple[float, float], str] = {}
    for place, text in zip(places, texts, strict=True):
        position = (place.latitude_deg, place.longitude_deg)
        if position in seen:
            raise InputError(
                f"--site {seen[position]} and --site {text} are one place: two sites must differ"
            )
        seen[position] = text
    return places
