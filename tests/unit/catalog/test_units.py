"""Quantities with units: what is read, what is refused, what is written back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.catalog.rows.units import DIMENSIONS, UNITS, format_quantity, in_unit_of, parse_quantity
from bongsu.errors import InputError


@pytest.mark.parametrize(
    ("written", "dimension", "expected"),
    [
        ("150 km", "m", 150e3),
        ("150km", "m", 150e3),
        ("-5 deg", "rad", -math.radians(5.0)),
        ("0.01 m2", "m2", 0.01),
        ("26600 kgf", "N", 26600 * 9.80665),
        ("8 h", "s", 28800.0),
        ("1.5e3 m", "m", 1500.0),
        ("4000 lb/ft2", "kg/m2", 4000 * 0.45359237 / 0.3048**2),
        ("10 dB", "1", 10.0),
        ("80 %", "1", 0.8),
        (3, "1", 3.0),
        (0.25, "1", 0.25),
    ],
)
def test_quantities_are_read_in_si(written, dimension, expected):
    assert parse_quantity(written, dimension) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("written", "dimension", "part"),
    [
        ("150", "m", "no unit"),
        (150, "m", "no unit"),
        ("150 kms", "m", "close names: 'km'"),
        ("5 deg", "m", "is not a length"),
        ("10 dB", "m", "decibels"),
        ("far", "m", "is not a length"),
        ("1e400 km", "m", "too large"),
        ("1e4 dB", "1", "too large"),
        (True, "1", "write a number"),
        (None, "m", "write a length"),
        ([1], "m", "write a length"),
        (math.nan, "1", "is not a number"),
        ("٣ km", "m", "is not a length"),
    ],
)
def test_what_is_no_such_quantity_is_refused_in_words(written, dimension, part):
    with pytest.raises(InputError, match=part):
        parse_quantity(written, dimension)


def test_every_unit_has_a_dimension_that_messages_know():
    assert {unit.dimension for unit in UNITS.values()} == set(DIMENSIONS)


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e200, max_value=1e200),
    st.sampled_from(sorted(DIMENSIONS)),
)
def test_writing_loses_nothing(value, dimension):
    assert parse_quantity(format_quantity(value, dimension), dimension) == value


def test_writing_is_short_where_it_can_be():
    assert format_quantity(150e3, "m") == "150 km"
    assert format_quantity(math.radians(5.0), "rad") == "5 deg"
    assert format_quantity(0.0, "s") == "0 s"


@pytest.mark.parametrize(
    ("written", "value", "dimension", "shown"),
    [
        ("0.34 m", 0.37, "m", (0.37, "m")),
        ("9.3 dB", 100.0, "1", (20.0, "dB")),
        ("80 %", 0.5, "1", (50.0, "%")),
        ("2", 3.0, "1", (3.0, "")),
        ("9.3 dB", 0.0, "1", (0.0, "")),
    ],
)
def test_a_value_is_shown_in_the_unit_of_the_file(written, value, dimension, shown):
    number, symbol = in_unit_of(written, value, dimension)
    assert (pytest.approx(number), symbol) == shown
