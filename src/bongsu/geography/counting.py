"""How the people of a region are counted, in words that travel with every result."""

import hashlib
from typing import Final

from bongsu.words import PEOPLE_FROM, PeopleFrom

CENTRAL_DENSITY_PER_KM2: Final = 10_000.0
"""People at the middle of a populated place; docs/methods/geography.md says why. [1/km²]"""

PEOPLE_FILES: Final = (".csv", ".asc", ".nc")
"""Endings of files of people: a table of points, and two kinds of grids."""

CENSUS_COUNTRY: Final = "KOR"
"""The country of which the package has a census."""

_UNINHABITED: Final = frozenset({"ATF", "HMD", "SGS"})
_STATEMENTS: Final[dict[str, str]] = {
    "census": "census of 1 November 2015 (Statistics Korea), spread evenly over municipalities",
    "populated-places": (
        "synthetic: populated places (GeoNames) spread by a Gaussian of "
        f"{CENTRAL_DENSITY_PER_KM2:,.0f} people per km² at its middle, scaled to the country's "
        "total"
    ),
    "none": "people are not counted",
}


def default_people_from(country: str) -> PeopleFrom:
    """Choose how people are counted where a scenario does not say.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    {'census', 'populated-places', 'none'}
        The census of South Korea, elsewhere populated places where there are any.
    """
    if country == CENSUS_COUNTRY:
        return "census"
    return "none" if country in _UNINHABITED else "populated-places"


def file_key(name: str, content: bytes) -> str:
    """Identify a file of people by what it holds.

    Parameters
    ----------
    name : str
        Name of the file, without its folder.
    content : bytes
        All of it.

    Returns
    -------
    str
        Name and SHA-256 in hexadecimal.
    """
    return f"{name} sha256:{hashlib.sha256(content).hexdigest()}"


def statement(key: str) -> str:
    """Say how people are counted.

    Parameters
    ----------
    key : str
        A word of `bongsu.words.PEOPLE_FROM`, or from :func:`file_key`.

    Returns
    -------
    str
        Begins with ``synthetic`` where nobody counted people where they are put.
    """
    if key in PEOPLE_FROM:
        return _STATEMENTS[key]
    return f"of the file {key}"
