"""Impacts of 20,000 perturbed arcs against SciPy's DOP853 at rtol 1e-13.

The problem and its stored reference stand in ``benchmarks/anchor.py``, written without any kernel
of this package; the bounds are those the flight layer promises, not what was measured.
"""

import importlib.util
from pathlib import Path

import numba
import numpy as np
import pytest

from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import GravityTuple
from bongsu.physics.flight.lanes.work import IMPACT
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, FINE_TOLERANCE_M
from bongsu.physics.flight.many_arcs import fly_many_arcs

ANCHOR = Path(__file__).parents[3] / "benchmarks" / "anchor.py"


@pytest.fixture(scope="module")
def anchor():
    spec = importlib.util.spec_from_file_location("anchor", ANCHOR)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world(anchor):
    earth = standard_environment("J2", "exponential")
    field = GravityTuple(anchor.GM_M3_S2, anchor.RADIUS_M, anchor.J2, 0.0, 0.0)
    return earth._replace(gravity=field)


@pytest.mark.parametrize(
    ("tolerance", "bound_m", "bound_s"),
    [(DEFAULT_TOLERANCE_M, 10.0, 0.05), (FINE_TOLERANCE_M, 0.01, 1e-4)],
)
def test_greatest_error_over_all_arcs(anchor, world, tolerance, bound_m, bound_s):
    position, time = anchor.reference()
    down = fly_many_arcs(
        anchor.initial_states(),
        anchor.BALLISTIC_COEFFICIENT_KG_M2,
        environment=world,
        tolerance=tolerance,
    )
    assert (down.status == IMPACT).all()
    assert np.linalg.norm(down.position - position, axis=1).max() < bound_m
    assert np.abs(down.time_s - time).max() < bound_s


def test_stored_reference_is_what_scipy_gives(anchor):
    right_hand_side = numba.njit(anchor.derivative)
    position, time = anchor.reference()
    for index, start in enumerate(anchor.initial_states(5)):
        place, moment = anchor.scipy_impact(start, right_hand_side, 1e-12, 1e-6)
        assert np.linalg.norm(place - position[index]) < 1e-3
        assert moment == pytest.approx(time[index], abs=1e-5)


def test_nominal_arc(anchor):
    """Flight time and chord published with the problem's definition: 544.9 s, 1,143 km."""
    position, time = anchor.reference()
    assert time[0] == pytest.approx(544.9, abs=0.05)
    chord = np.linalg.norm(position[0] - anchor.initial_states(1)[0, :3])
    assert chord == pytest.approx(1143e3, abs=500.0)
