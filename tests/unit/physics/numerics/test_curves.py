"""Smooth curves through points, against SciPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline, PchipInterpolator

from bongsu.physics.numerics.curves import curve_at, middle_cubics, monotone_slopes, spline_slopes

POINTS = st.lists(
    st.tuples(st.floats(0.1, 10.0), st.floats(-5.0, 5.0, allow_subnormal=False)),
    min_size=4,
    max_size=30,
)


def unpack(points):
    gaps, values = np.array(points).T
    return np.cumsum(gaps), np.round(values, 6)


@given(POINTS)
def test_spline_is_scipys(points):
    x, y = unpack(points)
    theirs = CubicSpline(x, y)
    at = np.linspace(x[0], x[-1], 101)
    value, slope = curve_at(x, y, spline_slopes(x, y), at)
    assert value == pytest.approx(theirs(at), rel=1e-9, abs=1e-8)
    assert slope == pytest.approx(theirs(at, 1), rel=1e-9, abs=1e-7)


@given(POINTS)
def test_monotone_curve_is_scipys(points):
    x, y = unpack(points)
    at = np.linspace(x[0], x[-1], 101)
    value, slope = curve_at(x, y, monotone_slopes(x, y), at)
    theirs = PchipInterpolator(x, y)
    assert value == pytest.approx(theirs(at), rel=1e-9, abs=1e-9)
    assert slope == pytest.approx(theirs(at, 1), rel=1e-9, abs=1e-8)


def test_two_points_make_a_line():
    x, y = np.array([1.0, 3.0]), np.array([2.0, 8.0])
    value, slope = curve_at(x, y, monotone_slopes(x, y), np.array([2.0]))
    assert (value[0], slope[0]) == pytest.approx((5.0, 3.0))


@given(POINTS)
def test_cubics_about_the_middle_are_the_same_curve(points):
    x, y = unpack(points)
    slopes = spline_slopes(x, y)
    rows = middle_cubics(x, y, slopes)
    s = 0.3
    at = 0.5 * (x[:-1] + x[1:]) + s * np.diff(x)
    value, _ = curve_at(x, y, slopes, at)
    assert rows @ [1.0, s, s**2, s**3] == pytest.approx(value, rel=1e-9, abs=1e-8)
