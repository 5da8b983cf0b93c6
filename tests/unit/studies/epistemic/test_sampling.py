"""Draws of cited rows: points, weights of values, scenarios."""

import numpy as np
import pytest

from bongsu.engagement.factory import missile_design
from bongsu.errors import ArgumentError
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.draws import uncertain_rows
from bongsu.studies.epistemic.sampling import (
    SCRAMBLINGS,
    by_scrambling,
    dealt_lots,
    dealt_out,
    drawn_rows,
    error_bar,
    sobol_lots,
    whole_draws,
)

KOREA = load_scenario()
ROWS = drawn_rows(KOREA, flights=False)


@pytest.mark.parametrize(("asked", "given"), [(1, 16), (16, 16), (17, 32), (1000, 1024)])
def test_draws_are_rounded_up_to_a_power_of_two(asked, given) -> None:
    assert whole_draws(asked) == given


@pytest.mark.parametrize("wrong", [0, -1, 2**20 + 1])
def test_too_few_and_too_many_draws_are_refused(wrong) -> None:
    with pytest.raises(ArgumentError, match="draws"):
        whole_draws(wrong)


def test_a_longer_run_goes_on_where_a_shorter_one_ends() -> None:
    """Each scrambling of few draws is the beginning of that of many: ten times more extends."""
    few, many = sobol_lots(5, 64, seed=2), sobol_lots(5, 1024, seed=2)
    for short, long in zip(np.split(few, SCRAMBLINGS), np.split(many, SCRAMBLINGS), strict=True):
        assert np.array_equal(short, long[: len(short)])
    assert not np.array_equal(few, sobol_lots(5, 64, seed=3))


def test_draws_are_dealt_out_so_that_any_part_of_them_is_drawn_alone() -> None:
    whole = dealt_lots(3, 0, 256, seed=2)
    assert np.array_equal(by_scrambling(whole), sobol_lots(3, 256, seed=2))
    assert np.array_equal(dealt_out(by_scrambling(whole)), whole)
    for first, last in ((0, 16), (5, 6), (17, 50), (240, 256)):
        assert np.array_equal(dealt_lots(3, first, last, seed=2), whole[first:last])


def test_a_pitch_over_ends_with_burnout() -> None:
    """Rows are drawn apart; the missile could not turn after it."""
    rows = drawn_rows(KOREA, flights=True)
    place = {path: index for index, path in enumerate(rows.paths)}
    values = rows.values(sobol_lots(len(rows.movers), 16, seed=1), "uniform")
    turn, burn = (place[f"missile.nodong.{row}"] for row in ("pitch-over-end", "stage-1.burn-time"))
    values[:2, turn], values[:2, burn] = 100.0, (98.0, 110.0)
    late, early, *_ = rows.scenarios(values)
    assert late.catalog.quantity(rows.paths[turn]).value == 98.0
    assert early.catalog.quantity(rows.paths[turn]).value == 100.0
    for scenario in rows.scenarios(values):
        for threat in scenario.threats:
            missile_design(threat.missile, scenario.catalog)


def test_values_keep_to_their_ranges_and_conventions_differ() -> None:
    lots = sobol_lots(len(ROWS.movers), 1024, seed=1)
    cited, uniform = ROWS.values(lots, "cited"), ROWS.values(lots, "uniform")
    for index, row in enumerate(ROWS.quantities()):
        for drawn in (cited, uniform):
            assert row.low <= drawn[:, index].min() <= drawn[:, index].max() <= row.high
        # half on either side of the cited value; the other convention does not know it
        assert np.mean(cited[:, index] <= row.value) >= 0.49
        assert np.mean(cited[:, index] >= row.value) >= 0.49
    [area] = [k for k, p in enumerate(ROWS.paths) if p == "battery.thaad-battery.kill-probability"]
    assert np.mean(uniform[:, area] <= ROWS.quantities()[area].value) == pytest.approx(
        (0.94 - 0.72) / (0.998 - 0.72), abs=0.01
    )


def test_rows_of_one_statement_have_one_number() -> None:
    [pair] = [paths for paths in ROWS.movers if len(paths) > 1 and "scan-limit" in paths[1]]
    values = ROWS.values(sobol_lots(len(ROWS.movers), 64, seed=1), "uniform")
    one, other = (values[:, ROWS.paths.index(path)] for path in pair)
    assert np.array_equal(np.argsort(one), np.argsort(other))


def test_scenarios_have_the_drawn_values_and_nothing_else() -> None:
    values = ROWS.values(sobol_lots(len(ROWS.movers), 16, seed=1), "cited")
    for one, scenario in zip(values, ROWS.scenarios(values), strict=True):
        told = [scenario.catalog.quantity(path).value for path in ROWS.paths]
        assert np.array_equal(told, one)
        assert scenario.threats == KOREA.threats
        assert scenario.batteries == KOREA.batteries


def test_flights_are_drawn_when_asked() -> None:
    with_flights = drawn_rows(KOREA, flights=True)
    more = set(with_flights.paths) - set(uncertain_rows(KOREA))
    assert {path.split(".")[0] for path in more} == {"missile"}
    assert "missile.nodong.payload-mass" in more
    assert not any("published-range" in path for path in more)


def test_the_error_bar_is_that_of_student() -> None:
    # 16 numbers of which half are 1: standard deviation 0.516, quantile 2.131
    bar = error_bar(np.array([0.0, 1.0] * 8))
    assert float(bar) == pytest.approx(2.131 * 0.5164 / 4.0, rel=1e-3)
