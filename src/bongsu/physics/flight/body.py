"""A body without thrust, flown from a given state."""

from dataclasses import dataclass

import numpy as np

from bongsu.errors import ArgumentError, OutOfReachError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.kernels.boost import PhaseTuple
from bongsu.physics.flight.kernels.leg import FLYING, IMPACT, fly_leg, start_leg
from bongsu.physics.flight.limits import (
    DEFAULT_TOLERANCE_M,
    LEAST_RISE_M,
    LONGEST_FLIGHT_S,
    empty_record,
)
from bongsu.physics.flight.missile import require
from bongsu.physics.flight.samples import Samples
from bongsu.physics.flight.states import GeodeticState
from bongsu.physics.numerics.constants import STANDARD_GRAVITY_M_S2


@dataclass(frozen=True, kw_only=True)
class Arc:
    """A flight of a body without power.

    Parameters
    ----------
    time_s : float
        Time flown. [s]
    end : GeodeticState
        State at the end.
    apogee_m : float
        Greatest altitude. [m]
    event : {"impact", "duration"}
        Why the flight ended.
    samples : Samples
        Time, position and velocity; the last row is the end.
    """

    time_s: float
    end: GeodeticState
    apogee_m: float
    event: str
    samples: Samples


def fly_arc(
    state: GeodeticState,
    *,
    ballistic_coefficient: float | None = None,
    duration: float | None = None,
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    sample_step: float | None = None,
) -> Arc:
    """Fly a body from a state to the ground or for a time.

    Parameters
    ----------
    state : GeodeticState
        Start, at most 50,000 km up and at most 20 km/s fast.
    ballistic_coefficient : float, optional
        m / (C_D A); no drag by default. [kg/m²]
    duration : float, optional
        Longest time to fly, a day by default. [s]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; the standard ones by default.
    tolerance : float
        Allowed error of one step. [m]
    sample_step : float, optional
        Time between samples; only the end is kept by default. [s]

    Returns
    -------
    Arc
        The flight.

    Raises
    ------
    InputError
        If a value is out of range, or the start is under the ground or on it with no way up.
    OutOfReachError
        If the motion cannot be followed to its end.

    References
    ----------
    .. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comp. Appl.
       Math. 6:19-26, 1980, table 2.
    """
    longest = LONGEST_FLIGHT_S if duration is None else duration
    require("duration", longest, 1e-3, 1e7, "s")
    require("tolerance", tolerance, 1e-9, 1e4, "m")
    drag = 0.0
    if ballistic_coefficient is not None:
        require("ballistic coefficient", ballistic_coefficient, 1.0, 1e9, "kg/m²")
        drag = 1.0 / ballistic_coefficient
    if not state.altitude <= 5e7:
        raise ArgumentError("altitude", f" must be at most 50,000,000 m, not {state.altitude:g}")
    if not state.speed <= 2e4:
        raise ArgumentError(
            "v_east and v_north and v_up",
            f" make a speed of {state.speed:g} m/s; it must be at most 20,000",
        )
    rise = max(state.v_up, 0.0) ** 2 / (2.0 * STANDARD_GRAVITY_M_S2)
    if state.altitude < 0.0 or state.altitude + rise < LEAST_RISE_M:
        raise ArgumentError(
            "altitude and v_up", ": the start lies under the ground, or on it with no speed upwards"
        )
    position, velocity = state.to_ecef()
    record = empty_record(longest, sample_step)
    leg = fly_leg(
        environment or standard_environment(),
        _free_phase(drag),
        start_leg(position, velocity),
        float(longest),
        0.0,
        float(tolerance),
        record,
    )
    if leg.status not in (FLYING, IMPACT):
        raise OutOfReachError("the motion could not be followed: its steps became too small")
    record.buffer[leg.rows] = (leg.time_s, *leg.position, *leg.velocity)
    return Arc(
        time_s=leg.time_s,
        end=GeodeticState.from_ecef(leg.position, leg.velocity),
        apogee_m=leg.apogee_m,
        event="impact" if leg.status == IMPACT else "duration",
        samples=Samples(record.buffer[: leg.rows + 1].copy()),
    )


def _free_phase(drag_area_per_mass: float) -> PhaseTuple:
    table = np.array([[drag_area_per_mass, 0.0, 0.0, 0.0]])
    nowhere = (0.0, 0.0, 0.0)
    return PhaseTuple(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, table, nowhere, nowhere)
