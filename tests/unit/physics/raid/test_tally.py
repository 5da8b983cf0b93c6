"""Tallies: numbers that follow from counts."""

import numpy as np
import pytest

from bongsu.physics.raid.tally import Tally, exact_interval


def tally(*counts):
    return Tally(np.array(counts, dtype=np.int64))


def test_numbers_of_a_small_tally():
    found = tally(2, 5, 0, 3)
    sample = np.repeat([0, 1, 2, 3], [2, 5, 0, 3])
    assert found.replications == 10
    assert found.mean == pytest.approx(sample.mean())
    assert found.deviation == pytest.approx(sample.std(ddof=1))
    assert found.share(0) == pytest.approx(0.2)
    assert found.quantiles([0.05, 0.2, 0.21, 0.7, 0.71, 1.0]) == [0, 0, 1, 1, 3, 3]
    sample = np.repeat(sample, 10)
    half = 1.959964 * sample.std(ddof=1) / 100**0.5
    assert tally(20, 50, 0, 30).mean_interval() == pytest.approx(
        (sample.mean() - half, sample.mean() + half)
    )


def test_sums_of_many_replications_do_not_overflow():
    counts = np.zeros(10_001, dtype=np.int64)
    counts[9_999], counts[10_000] = 2**60, 2**60
    found = Tally(counts)
    assert found.mean == pytest.approx(9_999.5)
    assert found.deviation == pytest.approx(0.5)


def test_none_in_a_million_is_not_never():
    low, high = exact_interval(0, 10**6)
    assert low == 0.0
    assert high == pytest.approx(3.7e-6, abs=5e-8)
    assert exact_interval(10**6, 10**6) == pytest.approx((1 - high, 1.0))


def test_where_all_agree_the_interval_has_a_width():
    """A mean of zero is not known without error after a finite number of replications."""
    low, high = tally(1000, 0, 0).mean_interval()
    assert low == 0.0
    assert high == pytest.approx(2 * exact_interval(0, 1000)[1])
    low, high = tally(0, 1000, 0).mean_interval()
    assert 0.0 < low < 1.0 < high < 2.0


@pytest.mark.parametrize("trials", [1, 10, 1000])
@pytest.mark.parametrize("differing", [0, 1, 9])
def test_of_numbers_that_are_0_or_1_the_interval_is_exact(trials, differing):
    hits = min(differing, trials)
    assert tally(trials - hits, hits).mean_interval() == pytest.approx(exact_interval(hits, trials))
    assert tally(hits, trials - hits).mean_interval() == pytest.approx(
        exact_interval(trials - hits, trials)
    )


def test_one_replication_that_differs_does_not_make_the_interval_narrower_than_none():
    """By spread alone one leaker in a million was known better than none."""
    none, one = (tally(10**6 - k, k, *[0] * 19).mean_interval() for k in (0, 1))
    assert none[0] == 0.0 < one[0] < 1e-6 < none[1] < one[1]
    # where all agree: as if one more were the farthest that is possible
    assert none[1] == pytest.approx(20 * exact_interval(0, 10**6)[1])


def test_an_interval_of_rare_numbers_covers_as_often_as_it_says():
    from scipy.stats import binom

    for chance in (0.0005, 0.003, 0.02):
        likely = binom(1000, chance)
        covered = sum(
            likely.pmf(hits)
            for hits in range(60)
            if (ends := tally(1000 - hits, hits, 0).mean_interval())[0] <= chance <= ends[1]
        )
        assert covered >= 0.94


def test_an_interval_stays_within_what_is_possible():
    for counts in ((1, 0, 0), (0, 0, 1), (1, 1, 0), (0, 5, 5), (90, 10), (10, 90)):
        found = tally(*counts)
        low, high = found.mean_interval()
        assert 0.0 <= low <= found.mean <= high <= len(counts) - 1


@pytest.mark.parametrize(("hits", "trials"), [(3, 10), (9, 10), (1, 40)])
def test_exact_interval_inverts_the_binomial(hits, trials):
    from scipy.stats import binom

    low, high = exact_interval(hits, trials)
    assert binom.sf(hits - 1, trials, low) == pytest.approx(0.025)
    assert binom.cdf(hits, trials, high) == pytest.approx(0.025)
