"""The published flight-test record of the interceptor."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from bongsu.catalog.load import load_catalog, packaged
from bongsu.errors import InputError


class FlightTest(NamedTuple):
    """A test, or a series of tests with one result.

    Attributes
    ----------
    date : str
        Day, or month where the day is not given; of the first in a series.
    name : str
        What it is called.
    attempts, hits : int
        Attempts to intercept, and hits; none when the target failed. [1]
    target : str
        Class of the target.
    source : str
        Key of its reference.
    remembered : bool
        Whether date or result are generally known rather than read in the source.
    """

    date: str
    name: str
    attempts: int
    hits: int
    target: str
    source: str
    remembered: bool


def interceptor_tests() -> tuple[FlightTest, ...]:
    """Read the flight-test record of the THAAD interceptor.

    Returns
    -------
    tuple of FlightTest
        In order of date.

    Raises
    ------
    InputError
        If a row lacks something, or its numbers or its source do not hold.
    """
    references = load_catalog().references
    root = packaged("flight-tests.yaml")
    tests = []
    for row in cast("list[Any]", root.value):
        fields = {"remembered": False, **row.plain()}
        if set(fields) != set(FlightTest._fields):
            raise InputError(f"{row.mark}: a test needs {', '.join(FlightTest._fields)}")
        test = FlightTest(**fields)
        if not 0 <= test.hits <= test.attempts or test.source not in references:
            raise InputError(f"{row.mark}: hits, attempts or source of {test.name} do not hold")
        tests.append(test)
    return tuple(tests)
