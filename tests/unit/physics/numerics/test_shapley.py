"""Shapley effects against closed forms and the definition."""

from itertools import combinations
from math import factorial, pi

import numpy as np
import pytest

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.shapley import (
    MOST_GROUPS,
    corners,
    effects_of_corners,
    effects_of_walks,
)
from bongsu.studies.epistemic.sampling import SCRAMBLINGS, sobol_lots

A, B = 7.0, 0.1


def ishigami(x):
    return np.sin(x[..., 0]) + A * np.sin(x[..., 1]) ** 2 + B * x[..., 2] ** 4 * np.sin(x[..., 0])


def ishigami_shares():
    """Closed form: parts of one variable, and half of the part of the first with the third."""
    first = 0.5 * (1.0 + B * pi**4 / 5.0) ** 2
    second = A**2 / 8.0
    both = B**2 * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    return np.array([first + both / 2.0, second, both / 2.0]) / (first + second + both)


def at_corners(function, lots):
    """A function at the corners of pairs of points, and whether each takes the second point."""
    sets = corners(lots.shape[2])
    return function(np.where(sets[None], lots[:, None, 1], lots[:, None, 0]))


def by_definition(outputs):
    """Mean over subsets of what a group adds to the worth of exchanging the subset."""
    groups = outputs.shape[1].bit_length() - 1
    numbers = np.arange(2**groups)

    def worth(members):
        mask = sum(1 << one for one in members)
        return 0.5 * ((outputs - outputs[:, numbers ^ mask]) ** 2).mean(axis=1)

    found = np.zeros((len(outputs), groups))
    for group in range(groups):
        others = [one for one in range(groups) if one != group]
        for size in range(groups):
            weight = factorial(size) * factorial(groups - size - 1) / factorial(groups)
            for members in combinations(others, size):
                found[:, group] += weight * (worth((*members, group)) - worth(members))
    return found


def test_corners_are_every_subset_once() -> None:
    sets = corners(4)
    assert sets.shape == (16, 4)
    assert len({tuple(row) for row in sets.tolist()}) == 16
    assert not sets[0].any()
    for wrong in (0, MOST_GROUPS + 1):
        with pytest.raises(ArgumentError, match="1 to 10"):
            corners(wrong)
    with pytest.raises(ArgumentError, match="power of two"):
        effects_of_corners(np.zeros((1, 6)))


@pytest.mark.parametrize("groups", [1, 2, 3, 5])
def test_the_short_formula_is_the_definition(groups) -> None:
    outputs = np.random.default_rng(groups).normal(size=(7, 2**groups))
    found = effects_of_corners(outputs)
    assert found == pytest.approx(by_definition(outputs))
    assert found.min() >= 0.0
    # efficiency: of each pair they add up to the worth of exchanging all
    everything = 0.5 * ((outputs - outputs[:, ::-1]) ** 2).mean(axis=1)
    assert found.sum(axis=1) == pytest.approx(everything)


def test_ishigami_has_its_known_shares() -> None:
    lots = -pi + 2.0 * pi * sobol_lots(6, 2**14, seed=3).reshape(-1, 2, 3)
    found = effects_of_corners(at_corners(ishigami, lots)).mean(axis=0)
    assert found / found.sum() == pytest.approx(ishigami_shares(), abs=0.01)
    variance = A**2 / 8.0 + B * pi**4 / 5.0 + B**2 * pi**8 / 18.0 + 0.5
    assert found.sum() == pytest.approx(variance, rel=0.01)


def test_a_linear_function_has_the_squares_of_its_terms() -> None:
    slopes = np.array([1.0, 2.0, 0.0, 3.0])
    lots = sobol_lots(8, 2**12, seed=5).reshape(-1, 2, 4) * np.sqrt(12.0)
    found = effects_of_corners(at_corners(lambda x: x @ slopes, lots)).mean(axis=0)
    assert found == pytest.approx(slopes**2, rel=0.02)
    assert found[2] == 0.0


def test_a_rare_verdict_is_shared_though_no_group_alone_explains_it() -> None:
    """All of three must be low: equal parts, while each alone explains a fifth."""
    lots = sobol_lots(6, 2**14, seed=1).reshape(-1, 2, 3)
    outputs = at_corners(lambda x: (x < 0.3).all(axis=-1).astype(float), lots)
    found = effects_of_corners(outputs).mean(axis=0)
    assert found / found.sum() == pytest.approx(np.full(3, 1.0 / 3.0), abs=0.03)
    assert found.sum() == pytest.approx(0.027 * 0.973, rel=0.05)


def test_walks_agree_with_corners() -> None:
    count = 2**14
    lots = -pi + 2.0 * pi * sobol_lots(6, count, seed=9).reshape(-1, 2, 3)
    orders = np.stack([np.random.default_rng(k).permutation(3) for k in range(count)])
    steps = np.argsort(orders, axis=1)
    taken = steps[:, None, :] < np.arange(4)[None, :, None]
    outputs = ishigami(np.where(taken, lots[:, None, 1], lots[:, None, 0]))
    parts = effects_of_walks(outputs, orders)
    assert parts.sum(axis=1) == pytest.approx(0.5 * (outputs[:, 0] - outputs[:, -1]) ** 2)
    found = parts.mean(axis=0)
    assert found / found.sum() == pytest.approx(ishigami_shares(), abs=0.02)


@pytest.mark.peers
def test_openturns_says_the_same_of_a_linear_gaussian() -> None:
    """First-order indices of OpenTURNS are the shares where terms only add up."""
    openturns = pytest.importorskip("openturns")
    slopes = [1.0, 2.0, 3.0]
    function = openturns.SymbolicFunction(["a", "b", "c"], ["a + 2 * b + 3 * c"])
    inputs = openturns.JointDistribution([openturns.Normal(0.0, 1.0)] * 3)
    experiment = openturns.SobolIndicesExperiment(inputs, 2**13)
    sample = experiment.generate()
    theirs = openturns.SaltelliSensitivityAlgorithm(sample, function(sample), 2**13)
    from scipy.special import ndtri

    lots = ndtri(sobol_lots(6, 2**13, seed=2)).reshape(-1, 2, 3)
    found = effects_of_corners(at_corners(lambda x: x @ np.array(slopes), lots)).mean(axis=0)
    assert found / found.sum() == pytest.approx(np.array(theirs.getFirstOrderIndices()), abs=0.03)


@pytest.mark.peers
def test_salib_gives_first_and_total_indices_about_the_shares() -> None:
    """A Shapley effect lies between the first-order and the total index (Owen 2014)."""
    pytest.importorskip("SALib")
    from SALib.analyze import sobol
    from SALib.sample import sobol as sampling

    problem = {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[-pi, pi]] * 3}
    sample = sampling.sample(problem, 2**12, calc_second_order=False, seed=1)
    theirs = sobol.analyze(problem, ishigami(sample), calc_second_order=False, seed=1)
    lots = -pi + 2.0 * pi * sobol_lots(6, 2**13, seed=3).reshape(-1, 2, 3)
    found = effects_of_corners(at_corners(ishigami, lots)).mean(axis=0)
    shares = found / found.sum()
    assert np.all(shares >= theirs["S1"] - 0.02)
    assert np.all(shares <= theirs["ST"] + 0.02)


def test_scramblings_are_whole_powers_of_two() -> None:
    draws = sobol_lots(3, 128, seed=4)
    for one in np.split(draws, SCRAMBLINGS):
        # a whole net has one point in each eighth of each axis
        assert np.sort((one * len(one)).astype(int), axis=0).tolist() == [
            [k] * 3 for k in range(len(one))
        ]
