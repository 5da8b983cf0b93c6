"""Distributions over a range, by their inverse functions: exact masses, median at the value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import loguniform, triang, uniform

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.families import even_quantile, quantile
from bongsu.words import FAMILIES

CHANCES = np.linspace(0.0, 1.0, 1001)
CONTINUOUS = ["triangular", "uniform", "log-triangular", "log-uniform"]
RANGES = st.tuples(*[st.floats(0.01, 1e3)] * 3).map(sorted)


@given(RANGES, st.sampled_from(CONTINUOUS), st.floats(0.0, 1.0))
def test_the_value_is_the_median_and_the_ends_are_reached(ends, family, chance) -> None:
    low, value, high = ends
    found = quantile(family, [0.0, 0.5, 1.0], low, value, high)
    assert found.tolist() == pytest.approx(ends)
    between = float(quantile(family, chance, low, value, high))
    # a power of a factor rounds in the last place
    assert low * (1.0 - 1e-12) <= between <= high * (1.0 + 1e-12)
    assert (between <= value * (1.0 + 1e-12)) if chance <= 0.5 else (between >= value * (1 - 1e-12))


@pytest.mark.parametrize("family", CONTINUOUS)
def test_symmetric_families_are_those_of_scipy(family) -> None:
    by_factors = family.startswith("log-")
    low, value, high = (0.001, 0.01, 0.1) if by_factors else (2.0, 5.0, 8.0)
    found = quantile(family, CHANCES, low, value, high)
    if family == "uniform":
        told = uniform(low, high - low).ppf(CHANCES)
    elif family == "log-uniform":
        told = loguniform(low, high).ppf(CHANCES)
    elif family == "triangular":
        told = triang(0.5, low, high - low).ppf(CHANCES)
    else:
        told = np.exp(triang(0.5, np.log(low), np.log(high / low)).ppf(CHANCES))
    assert found == pytest.approx(told, rel=1e-9)


@pytest.mark.parametrize("family", CONTINUOUS)
def test_each_side_has_half_of_the_mass(family) -> None:
    """Lopsided: a side is the half of a symmetric family about the same value."""
    low, value, high = 1.0, 2.0, 30.0
    found = quantile(family, CHANCES, low, value, high)
    mirrored_low = value**2 / high if family.startswith("log-") else 2.0 * value - high
    if family.startswith("log-"):
        upper = quantile(family, CHANCES, mirrored_low, value, high)
        lower = quantile(family, CHANCES, low, value, value**2 / low)
    else:
        upper = quantile(family, CHANCES, mirrored_low, value, high)
        lower = quantile(family, CHANCES, low, value, 2.0 * value - low)
    assert found[CHANCES >= 0.5] == pytest.approx(upper[CHANCES >= 0.5])
    assert found[CHANCES <= 0.5] == pytest.approx(lower[CHANCES <= 0.5])
    assert (np.diff(found) >= 0.0).all()


def test_a_value_at_an_end_of_its_range_is_half_of_all_draws() -> None:
    for family in CONTINUOUS:
        found = quantile(family, CHANCES, 1.0, 8.0, 8.0)
        assert np.mean(found == 8.0) == pytest.approx(0.5, abs=0.002)
        assert found[0] == pytest.approx(1.0)


def test_counts_are_whole_numbers_with_even_chances_on_either_side() -> None:
    chances = (np.arange(120_000) + 0.5) / 120_000
    found = quantile("counts", chances, 2, 5, 7)
    shares = {count: float(np.mean(found == count)) for count in range(2, 8)}
    # half of the draws over 2, 3, 4, 5 and half over 5, 6, 7
    told = {2: 1 / 8, 3: 1 / 8, 4: 1 / 8, 5: 1 / 8 + 1 / 6, 6: 1 / 6, 7: 1 / 6}
    assert shares == pytest.approx(told, abs=1e-4)
    assert quantile("counts", [0.0, 0.5, 1.0], 2, 5, 7).tolist() == [2.0, 5.0, 7.0]
    assert quantile("counts", [0.0, 0.4, 0.6, 1.0], 6, 6, 9).tolist() == [6.0, 6.0, 6.0, 9.0]


def test_shapes_are_broadcast() -> None:
    found = quantile("uniform", CHANCES[:, None], [0.0, 1.0], [1.0, 2.0], [2.0, 3.0])
    assert found.shape == (CHANCES.size, 2)
    assert (found[:, 1] - found[:, 0]) == pytest.approx(np.ones(CHANCES.size))


@pytest.mark.parametrize(
    ("family", "chance", "ends", "argument"),
    [
        ("uniform", 1.1, (0.0, 1.0, 2.0), "probability"),
        ("uniform", np.nan, (0.0, 1.0, 2.0), "probability"),
        ("triangular", 0.5, (1.0, 0.5, 2.0), "nominal"),
        ("log-uniform", 0.5, (0.0, 1.0, 2.0), "low must be above 0"),
        ("log-triangular", 0.5, (-1.0, 1.0, 2.0), "low must be above 0"),
        ("counts", 0.5, (1.0, 1.5, 2.0), "whole numbers"),
    ],
)
def test_what_cannot_be_drawn_is_refused(family, chance, ends, argument) -> None:
    with pytest.raises(ArgumentError, match=argument):
        quantile(family, chance, *ends)


def test_every_family_has_an_inverse() -> None:
    for family in FAMILIES:
        assert quantile(family, 0.5, 1.0, 2.0, 3.0) == 2.0


@pytest.mark.parametrize(
    ("family", "halfway"),
    [
        ("triangular", 5.5),
        ("uniform", 5.5),
        ("log-uniform", 10.0**0.5),
        ("log-triangular", 10.0**0.5),
    ],
)
def test_even_values_know_no_nominal(family, halfway) -> None:
    found = even_quantile(family, [0.0, 0.5, 1.0], 1.0, 10.0)
    assert found.tolist() == [1.0, pytest.approx(halfway), 10.0]


def test_even_counts_are_whole_and_alike() -> None:
    chance = (np.arange(3000) + 0.5) / 3000
    values, times = np.unique(even_quantile("counts", chance, 4.0, 6.0), return_counts=True)
    assert values.tolist() == [4.0, 5.0, 6.0]
    assert times.tolist() == [1000, 1000, 1000]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("uniform", -0.1, 1.0, 2.0), "from 0 to 1"), (("log-uniform", 0.5, 0.0, 2.0), "above 0")],
)
def test_even_values_of_bad_ranges_are_refused(arguments, message) -> None:
    with pytest.raises(ArgumentError, match=message):
        even_quantile(*arguments)
