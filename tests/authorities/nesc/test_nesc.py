"""Speeds of the NASA check cases; their positions are rows NESC-06 and NESC-09 of the scorecard."""

import pytest

from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.limits import FINE_TOLERANCE_M
from bongsu.validation.computed.check_cases import (
    BALLISTIC_COEFFICIENT_KG_M2,
    STARTS,
    check_case_table,
)


@pytest.mark.parametrize("case", STARTS)
def test_velocity_after_thirty_seconds(case):
    end = fly_arc(
        STARTS[case],
        ballistic_coefficient=BALLISTIC_COEFFICIENT_KG_M2,
        duration=30.0,
        tolerance=FINE_TOLERANCE_M,
    ).end
    row = check_case_table(case)[-1]
    assert row["time_s"] == 30.0
    assert end.v_east == pytest.approx(row["v_east_m_s_median"], abs=0.02)
    assert end.v_up == pytest.approx(-row["v_down_m_s_median"], abs=0.02)
