"""Samples of a flight by name, and between rows."""

from math import radians

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.samples import Samples
from bongsu.physics.flight.states import GeodeticState

ARC = fly_arc(
    GeodeticState(
        latitude=radians(38.0),
        longitude=radians(126.0),
        altitude=1e5,
        v_east=500.0,
        v_north=0.0,
        v_up=900.0,
    ),
    sample_step=1.0,
)
SAMPLES = ARC.samples


def test_columns_are_views_of_the_rows() -> None:
    row = np.array([SAMPLES.time_s[7], *SAMPLES.position_m[7], *SAMPLES.velocity_m_s[7]])
    assert np.array_equal(row, SAMPLES.array[7])
    assert np.shares_memory(SAMPLES.position_m, SAMPLES.array)
    assert SAMPLES.speed_m_s[-1] == pytest.approx(ARC.end.speed)
    assert SAMPLES.end_s == ARC.time_s
    assert SAMPLES.step_s == 1.0


def test_states_between_rows_are_those_of_a_finer_flight() -> None:
    start = GeodeticState.from_ecef(*SAMPLES.state_at(0.0))
    fine = fly_arc(start, sample_step=0.25).samples
    for time_s, position, velocity in zip(
        fine.time_s[1:40], fine.position_m[1:40], fine.velocity_m_s[1:40], strict=True
    ):
        found = SAMPLES.state_at(time_s)
        assert found.position_m == pytest.approx(position, abs=0.05)
        assert found.velocity_m_s == pytest.approx(velocity, abs=0.05)
    assert SAMPLES.altitude_at(1e9) == pytest.approx(ARC.end.altitude, abs=1e-6)


def test_over_an_earth_at_rest_a_flight_lies_farther_east() -> None:
    still = SAMPLES.over_an_earth_at_rest()
    turned = still.geodetic.longitude - SAMPLES.geodetic.longitude
    assert turned == pytest.approx(7.292115e-5 * SAMPLES.time_s, abs=1e-12)
    assert still.geodetic.altitude_m == pytest.approx(SAMPLES.geodetic.altitude_m, abs=1e-6)


@pytest.mark.parametrize("array", [np.zeros((5, 6)), np.zeros(7), np.zeros((0, 7))])
def test_what_is_no_flight_is_refused(array: np.ndarray) -> None:
    with pytest.raises(InputError, match="rows of time, position and velocity"):
        Samples(array)


def test_one_row_lies_between_nothing() -> None:
    with pytest.raises(InputError, match="at least two rows"):
        Samples(SAMPLES.array[:1]).state_at(0.0)
