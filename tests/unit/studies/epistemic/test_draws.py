"""Parameters drawn by lot: medians, and rows that move together."""

import numpy as np
import pytest

from bongsu.physics.numerics.families import quantile
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.draws import (
    defence_rows,
    drawn_row,
    drawn_scenarios,
    moving_together,
    title_of,
    uncertain_rows,
)
from bongsu.studies.radar.need import detection_range

KOREA = load_scenario()
CATALOG = KOREA.catalog
MOVERS = moving_together(CATALOG, defence_rows(KOREA))


def test_rows_of_all_modes_hold_those_of_the_mode_in_use() -> None:
    every, own = defence_rows(KOREA), uncertain_rows(KOREA)
    left = [path for path in every if path not in own]
    assert left
    assert all(path.startswith("radar.an-tpy-2.forward-based.") for path in left)
    assert [path for path in every if path not in left] == own


def test_rows_of_one_statement_are_gathered_and_no_other() -> None:
    assert sorted(path for paths in MOVERS for path in paths) == sorted(defence_rows(KOREA))
    [sector] = [paths for paths in MOVERS if "radar.an-tpy-2.terminal.scan-limit" in paths]
    assert sector == tuple(
        f"radar.an-tpy-2.{mode}.{name}"
        for mode in ("terminal", "forward-based")
        for name in ("azimuth-half-sector", "scan-limit")
    )
    assert title_of(CATALOG, sector).count(" and ") == 3
    assert ("battery.thaad-battery.plan-time",) in MOVERS


def test_half_of_the_draws_of_every_row_lie_on_either_side_of_its_value() -> None:
    drawn = drawn_scenarios(KOREA, MOVERS, 64, seed=5)
    for path in defence_rows(KOREA):
        row = CATALOG.quantity(path)
        values = np.array([one.catalog.quantity(path).value for one in drawn])
        assert ((row.low <= values) & (values <= row.high)).all()
        assert np.sum(values < row.value) <= 32, path
        assert np.sum(values > row.value) <= 32, path
        assert drawn[0].catalog.quantity(path).low == row.low


def test_rows_of_one_statement_are_drawn_with_one_number() -> None:
    terminal, forward = (
        f"radar.an-tpy-2.{mode}.track-snr" for mode in ("terminal", "forward-based")
    )
    for one in drawn_scenarios(KOREA, MOVERS, 16, seed=1):
        assert one.catalog.quantity(terminal).value == one.catalog.quantity(forward).value
    alone = drawn_scenarios(KOREA, [(terminal,), (forward,)], 16, seed=1)
    assert any(
        one.catalog.quantity(terminal).value != one.catalog.quantity(forward).value for one in alone
    )


def test_draws_are_those_of_the_seed() -> None:
    def powers(seed):
        drawn = drawn_scenarios(KOREA, MOVERS, 8, seed)
        return [one.catalog.quantity("radar.an-tpy-2.average-power").value for one in drawn]

    assert powers(1) == powers(1) != powers(2)
    assert drawn_scenarios(KOREA, MOVERS, 0, 1) == []


def test_a_cross_section_over_decades_does_not_shift_the_range_of_detection() -> None:
    """Drawn by amounts, 0.001 to 0.01 to 0.1 m² gave a median of 1,415 km beside 869 km."""
    path = "cross-section.reentry-vehicle.area"
    nominal = detection_range(KOREA, "reentry-vehicle")
    drawn = drawn_scenarios(KOREA, [(path,)], 101, seed=3)
    ranges = [detection_range(one, "reentry-vehicle") for one in drawn]
    assert np.median(ranges) == pytest.approx(nominal, rel=0.02)


def test_a_row_without_a_range_is_not_drawn() -> None:
    row = CATALOG.quantity("interceptor.thaad-interceptor.highest-altitude")
    assert drawn_row(row, 0.1) is row
    uncertain = CATALOG.quantity("battery.thaad-battery.plan-time")
    told = quantile(uncertain.spread.family, 0.1, uncertain.low, uncertain.value, uncertain.high)
    assert drawn_row(uncertain, 0.1).value == told
