"""A whole ballistic flight of one arc, the steps and decisions of the lanes written for one."""

from typing import NamedTuple

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.ballistic import ballistic_step, radial_velocity
from bongsu.physics.flight.kernels.dynamics import ballistic_acceleration
from bongsu.physics.flight.kernels.leg import climb_rate, crossing, interpolate, summit
from bongsu.physics.flight.kernels.step_control import DESCENT_M, gate_limit, next_step, step_factor
from bongsu.physics.flight.lanes.air import FIRST_STEP_S
from bongsu.physics.flight.lanes.step import MOST_TRIALS
from bongsu.physics.flight.lanes.work import ALOFT, IMPACT, STALLED_ARC
from bongsu.physics.numerics.jit import kernel


class FreeFlightTuple(NamedTuple):
    """End of a flight without power; codes as in :mod:`bongsu.physics.flight.lanes.work`."""

    status: int
    time_s: float
    position: Vector
    velocity: Vector
    apogee_m: float


@kernel
def fly_free(
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    start: Vector,
    start_velocity: Vector,
    longest: float,
    tolerance: float,
) -> FreeFlightTuple:
    """Fly a body without power to the ground.

    First step, gate, error control and the last trial are those of the lanes without their coast
    (:mod:`bongsu.physics.flight.lanes.step`), so that impacts agree to rounding at any tolerance;
    the apogee is the dense output's.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m; zero for no drag. [m²/kg]
    start, start_velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].
    longest : float
        Flight time after which the body counts as staying up. [s]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    FreeFlightTuple
        Impact, or the last state reached.

    References
    ----------
    .. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comp. Appl.
       Math. 6:19-26, 1980, table 2 (RK5(4)7M).
    """
    e = environment
    d = drag_area_per_mass
    p0 = start
    v0 = start_velocity
    a0 = ballistic_acceleration(e, d, p0[0], p0[1], p0[2], v0[0], v0[1], v0[2])
    altitude = altitude_of(p0[0], p0[1], p0[2])
    climb = climb_rate(p0, v0)
    apogee_m = altitude
    t = 0.0
    h = min(FIRST_STEP_S, gate_limit(e.air.top_m, DESCENT_M, p0, v0, a0))
    trials = 0.0
    status = ALOFT
    while t < longest:
        trials += 1.0
        if trials > MOST_TRIALS:
            status = STALLED_ARC
            break
        p1, v1, a1, ratio = ballistic_step(e, d, p0, v0, a0, h, tolerance)
        scaled = h * step_factor(ratio)
        # written so that NaN is rejected
        if not ratio <= 1.0:
            h = scaled
            continue
        new_altitude = altitude_of(p1[0], p1[1], p1[2])
        new_climb = climb_rate(p1, v1)
        turn = 0.0
        highest = max(altitude, new_altitude)
        if climb > 0.0 and new_climb <= 0.0:
            turn = summit(h, p0, v0, a0, p1, v1, a1)
            top, _ = interpolate(turn, h, p0, v0, a0, p1, v1, a1)
            highest = max(highest, altitude_of(top[0], top[1], top[2]))
        apogee_m = max(apogee_m, highest)
        if new_altitude < 0.0:
            # a body that is nowhere above the ground lands where it starts
            end = crossing(0.0, turn, 1.0, h, p0, v0, a0, p1, v1, a1) if highest > 0.0 else 0.0
            p0, v0 = interpolate(end, h, p0, v0, a0, p1, v1, a1)
            t += end * h
            status = IMPACT
            break
        t += h
        limit = gate_limit(e.air.top_m, DESCENT_M, p1, v1, a1)
        h = next_step(scaled, radial_velocity(p1, v1), limit)
        p0 = p1
        v0 = v1
        a0 = a1
        altitude = new_altitude
        climb = new_climb
    return FreeFlightTuple(status, t, p0, v0, apogee_m)
