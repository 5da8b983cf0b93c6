"""Cited uncertainty of a footprint."""

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.scenario import load_scenario
from bongsu.studies.footprint_range import (
    footprint_range,
    footprint_runs,
    uncertain_rows,
)

KOREA = load_scenario()


@pytest.fixture(scope="module")
def found():
    runs = []
    answer = footprint_range(
        KOREA, "scud-c", shapes=["minimum-energy"], spacing_m=80e3, progress=runs.append
    )
    assert sum(runs) == footprint_runs(KOREA, "scud-c")
    return answer


def test_rows_are_those_of_the_defence_with_a_range() -> None:
    rows = uncertain_rows(KOREA, "nodong")
    assert "interceptor.thaad-interceptor.longest-time" in rows
    assert "battery.thaad-battery.classify-time" in rows
    assert "cross-section.reentry-vehicle.area" in rows
    assert not any("forward-based" in row or row.startswith("missile.") for row in rows)
    assert "interceptor.thaad-interceptor.launch-mass" not in rows


def test_cases_enclose_the_nominal_and_every_single_move(found) -> None:
    worst, nominal, best = found["share"].values
    assert 0.0 <= worst < nominal <= best <= 1.0
    both = np.column_stack([found["share_low"].values, found["share_high"].values])
    assert both.min() >= worst
    assert both.max() <= best + 1e-12
    # each parameter stands at its value at one end or between them: nominal is among the moves
    assert both.max() >= nominal - 1e-12


def test_the_most_telling_come_first(found) -> None:
    nominal = float(found["share"].sel(case="nominal"))
    span = np.abs(
        np.column_stack([found["share_low"].values, found["share_high"].values]) - nominal
    ).max(axis=1)
    assert span[0] > 0.0
    assert span[0] >= span[-1]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="has no scud-c"):
        footprint_range(KOREA, "scud-c", shapes=["depressed"])
