"""Published flight tests of ballistic missiles, and the missiles known from lofted tests alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple, cast

from bongsu.catalog.contents import Catalog
from bongsu.catalog.load import load_catalog, packaged
from bongsu.catalog.lookup import Name, find, find_word
from bongsu.errors import InputError

_NEEDED = ("case", "missile", "date", "range_km", "apogee_km", "source")
_ALLOWED = (*_NEEDED, "time_of_flight_s", "design", "estimates")


class MissileTest(NamedTuple):
    """A published flight.

    Attributes
    ----------
    case : str
        Its name here.
    missile, date : str
        What flew, and when.
    range_km, apogee_km : float
        As published. [km]
    time_of_flight_s : float
        As published; NaN where none is. [s]
    design : str
        Missile of the catalogue that stands for it; empty where none does.
    estimate_low_km, estimate_high_km : float
        Greatest range that others estimated from it; NaN where none or open. [km]
    estimate : str
        The same in words.
    source : str
        Where it was read.
    """

    case: str
    missile: str
    date: str
    range_km: float
    apogee_km: float
    time_of_flight_s: float
    design: str
    estimate_low_km: float
    estimate_high_km: float
    estimate: str
    source: str


@cache
def missile_tests() -> tuple[MissileTest, ...]:
    """Read the published flights.

    Returns
    -------
    tuple of MissileTest
        In the order of the file.

    Raises
    ------
    InputError
        If a row lacks something or its numbers do not hold.
    """
    found = []
    missing = float("nan")
    for row in cast("list[Any]", packaged("missile-tests.yaml").value):
        fields: dict[str, Any] = row.plain()
        if not (set(_NEEDED) <= set(fields) <= set(_ALLOWED)):
            raise InputError(f"{row.mark}: a test needs {', '.join(_NEEDED)}")
        estimates = fields.get("estimates", {})
        test = MissileTest(
            case=fields["case"],
            missile=fields["missile"],
            date=fields["date"],
            range_km=float(fields["range_km"]),
            apogee_km=float(fields["apogee_km"]),
            time_of_flight_s=float(fields.get("time_of_flight_s", missing)),
            design=fields.get("design", ""),
            estimate_low_km=float(estimates.get("low_km", missing)),
            estimate_high_km=float(estimates.get("high_km", missing)),
            estimate=estimates.get("words", ""),
            source=fields["source"],
        )
        if not (test.range_km > 0.0 and test.apogee_km > 0.0):
            raise InputError(f"{row.mark}: range and apogee must be positive")
        found.append(test)
    return tuple(found)


def missile_tests_of(name: str) -> tuple[MissileTest, ...]:
    """Choose the published flights of one missile.

    Parameters
    ----------
    name : str
        Any name of a missile of the catalogue, or of one that was tested.

    Returns
    -------
    tuple of MissileTest
        In the order of the file.

    Raises
    ------
    InputError
        If there is no such missile, or no flight of it.
    """
    catalog = lofted_catalog()
    keys = {test.case: _key_of(test, catalog) for test in missile_tests()}
    own = [Name("missile", key, key) for key in dict.fromkeys(keys.values())]
    known = catalog.names("missile")
    other = [one for one in own if one.key not in catalog.keys("missile")]
    wanted = find(name, [[*known, *other]], "missile").name
    found = tuple(test for test in missile_tests() if keys[test.case] == wanted.key)
    if not found:
        tested = ", ".join(dict.fromkeys(test.missile for test in missile_tests()))
        raise InputError(f"{wanted.title} has no published flight test; there are some of {tested}")
    return found


def _key_of(test: MissileTest, catalog: Catalog) -> str:
    """Missile of the catalogue that flew, or the name of one that the catalogue has not."""
    if test.design:
        return test.design
    try:
        return catalog.key("missile", test.missile)
    except InputError:
        return test.missile


def missile_test(case: str) -> MissileTest:
    """Look a published flight up.

    Parameters
    ----------
    case : str
        Its name, such as ``L02``.

    Returns
    -------
    MissileTest
        The flight.

    Raises
    ------
    InputError
        If there is none; suggests the nearest name.
    """
    tests = {test.case: test for test in missile_tests()}
    case = find_word(case, tests, "flight test")
    return tests[case]


@cache
def lofted_catalog(extra: tuple[Path, ...] = ()) -> Catalog:
    """Load the catalogue with the missiles that are known from lofted tests alone.

    Parameters
    ----------
    extra : tuple of pathlib.Path, optional
        Files to lay over both; see :func:`bongsu.catalog.load_catalog`.

    Returns
    -------
    Catalog
        Read once per process.

    Raises
    ------
    InputError
        If a file cannot be read or a row does not hold.
    """
    own = files("bongsu.catalog").joinpath("data", "lofted-missiles.yaml")
    with as_file(own) as path:
        return load_catalog([path, *extra])
