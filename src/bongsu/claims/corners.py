"""The ends of the cited uncertainty for each measure, from the way in which each row moves it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple, cast

from bongsu.catalog.documents import read_document
from bongsu.errors import InputError
from bongsu.scenario import Scenario
from bongsu.studies.epistemic.draws import Together, defence_rows, moving_together
from bongsu.words import Level

Direction = Literal["up", "down", "up-mostly", "down-mostly", "mixed", "inside", "elsewhere"]
DIRECTIONS: Final[Mapping[Direction, str]] = {
    "up": "the measure grows with the row",
    "down": "it shrinks",
    "up-mostly": "it grows from end to end, not always in between, from a corner or at every site",
    "down-mostly": "it shrinks so, with the same exceptions",
    "mixed": "from end to end it does now the one and now the other, and leaves the corners",
    "inside": "from end to end it does both, and its ends stay between the corners",
    "elsewhere": "it moves both ways, but not the numbers of readings from end to end",
}
"""How a measure answers a row; one that does not answer it is left out."""
_UP: Final[tuple[Direction, ...]] = ("up", "up-mostly")
_DOWN: Final[tuple[Direction, ...]] = ("down", "down-mostly")

SAME_STUDY: Final[Mapping[str, str]] = {
    "boresights-that-hold-all-launch-areas": "sites-that-hold-all-launch-areas",
    "share-of-country-in-view": "foreign-area-in-view",
    "added-track-share": "added-track-time",
    "people-defended": "people-share-defended",
    "area-share-defended": "people-share-defended",
    "places-share-defended": "people-share-defended",
    "share-of-best-sites": "people-share-defended",
    "batteries-needed": "people-share-defended",
    "shots": "people-share-defended",
    "altitude-at-first-launch": "people-share-defended",
    "altitude-at-latest-launch": "people-share-defended",
    "shots-played-at-third-party-missiles": "people-share-defended",
    "people-share": "people-share-defended",
    "people-share-every": "people-share-defended",
    "people-share-any": "people-share-defended",
    "area-share": "people-share-defended",
    "area-share-every": "people-share-defended",
    "area-share-any": "people-share-defended",
    "site-lead": "people-share-defended",
    "margin": "people-share-defended",
    "p-defend": "people-share-defended",
    "area-in-view": "foreign-area-in-view",
    "added-track-as-faced": "added-track-time",
    "plan-leakers": "leakers-expected",
    "raid-none": "raid-leakers",
    "raid-intercepts": "raid-leakers",
    "raid-interceptors": "raid-leakers",
    "raid-survival": "raid-leakers",
    "raid-exhausted": "raid-leakers",
}
"""Measures that are read off the same study as another one, place by place or arc by arc: rows move
them as they move it, and their cases are computed once for all of them. Where a row of the table
names such a measure too, its own word counts."""

Levels = Mapping[str, Level]

ENDS: tuple[Level, Level] = ("low", "high")
FILE = "directions.yaml"
_ONE_OF_ITS_KIND = ("radar", "interceptor", "battery")


class Corners(NamedTuple):
    """Where rows stand at the ends of the cited uncertainty of one measure.

    Attributes
    ----------
    least, greatest : mapping of str to {'low', 'high'}
        Levels of the rows that move the measure one way about the nominal values, or where they do
        not move it there, at its corners: for its small and its great values.
    mixed : tuple of tuple of str
        Rows that move it both ways about the nominal values, and farther than the corners do: each
        has cases of its own, all else nominal.
    inside : tuple of tuple of str
        Rows that move it both ways, but stay between the corners: they have no cases.
    """

    least: Levels
    greatest: Levels
    mixed: tuple[Together, ...]
    inside: tuple[Together, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Every row that moves the measure."""
        both_ways = (path for paths in (*self.mixed, *self.inside) for path in paths)
        return frozenset((*self.least, *both_ways))

    @property
    def singles(self) -> dict[str, Levels]:
        """The cases of the mixed rows, by what is different."""
        return {
            f"{paths[0]} {end}": dict.fromkeys(paths, end) for paths in self.mixed for end in ENDS
        }

    @property
    def all_levels(self) -> tuple[Levels, ...]:
        """Every case that bounds the measure: small, great, and those of the mixed rows."""
        return (self.least, self.greatest, *self.singles.values())


def role(path: str) -> str:
    """Name a row by what it is of, whichever radar, interceptor or battery that is.

    Parameters
    ----------
    path : str
        Such as ``radar.an-tpy-2.losses``.

    Returns
    -------
    str
        Such as ``radar.*.losses``; a cross-section keeps its key.
    """
    kind, key, rest = path.split(".", 2)
    return f"{kind}.{'*' if kind in _ONE_OF_ITS_KIND else key}.{rest}"


@cache
def directions() -> Mapping[str, Mapping[str, Direction]]:
    """Read how each row moves each measure.

    Returns
    -------
    mapping of str to mapping of str to Direction
        By role, then by measure; a measure that the row does not move is left out.

    Raises
    ------
    InputError
        If the file holds another word.
    """
    text = files("bongsu.claims").joinpath("data", FILE).read_text(encoding="utf-8")
    found: dict[str, dict[str, Direction]] = {}
    words = ", ".join(DIRECTIONS)
    for name, row in read_document(text, FILE).mapping(FILE).items():
        moved = found.setdefault(name, {})
        for measure, word in row.mapping(name).items():
            if word.value not in DIRECTIONS:
                raise InputError(f"{word.mark}: {name}: {measure} is one of {words}")
            moved[measure] = cast("Direction", word.value)
    return found


def corners(scenario: Scenario, measure: str) -> Corners:
    """Find the ends of the cited uncertainty for a measure.

    Parameters
    ----------
    scenario : Scenario
    measure : str
        One of those that readings name, such as ``people-share-defended``.

    Returns
    -------
    Corners
        Rows of all batteries, of what their radars see, and of their interceptors. A row that the
        table of directions does not have stays nominal.
    """
    first = SAME_STUDY.get(measure, measure)
    known = directions()
    least: dict[str, Level] = {}
    greatest: dict[str, Level] = {}
    both_ways: dict[str, list[Together]] = {"mixed": [], "inside": []}
    for paths in moving_together(scenario.catalog, defence_rows(scenario)):
        # all rows of a statement were moved as one
        moved = known.get(role(paths[0]), {})
        word = moved.get(measure, moved.get(first))
        if word in _UP:
            least |= dict.fromkeys(paths, "low")
            greatest |= dict.fromkeys(paths, "high")
        elif word in _DOWN:
            least |= dict.fromkeys(paths, "high")
            greatest |= dict.fromkeys(paths, "low")
        elif word is not None and word in both_ways:
            both_ways[word].append(paths)
    return Corners(
        least, greatest, mixed=tuple(both_ways["mixed"]), inside=tuple(both_ways["inside"])
    )
