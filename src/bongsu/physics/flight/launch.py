"""A missile, flown from its launcher."""

from dataclasses import dataclass
from math import isfinite, pi

from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.kernels.leg import IMPACT
from bongsu.physics.flight.kernels.missile_flight import fly_missile
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, LONGEST_FLIGHT_S, empty_record
from bongsu.physics.flight.missile import NO_CUT_OFF, MissileDesign, require
from bongsu.physics.flight.samples import Samples
from bongsu.physics.flight.states import GeodeticState, LaunchPoint
from bongsu.physics.numerics.arrays import FloatArray


@dataclass(frozen=True, kw_only=True)
class MissileFlight:
    """A missile's flight from launch to impact.

    Parameters
    ----------
    time_s : float
        Time of flight. [s]
    impact : GeodeticState
        State at impact.
    apogee_m, apogee_time_s : float
        Greatest altitude [m] and when [s].
    burnout : GeodeticState
        State at the end of thrust.
    burnout_time_s : float
        Time of the end of thrust. [s]
    crossings_s : numpy.ndarray
        For each altitude asked for, first time up and last time down, infinite if never; shape
        (n, 2). [s]
    samples : Samples
        Time, position and velocity; the last row is the impact.
    """

    time_s: float
    impact: GeodeticState
    apogee_m: float
    apogee_time_s: float
    burnout: GeodeticState
    burnout_time_s: float
    crossings_s: FloatArray
    samples: Samples


def fly(
    missile: MissileDesign,
    launch: LaunchPoint,
    *,
    azimuth: float,
    loft: float,
    cutoff: float = NO_CUT_OFF,
    altitudes: tuple[float, ...] = (),
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    sample_step: float | None = None,
) -> MissileFlight:
    """Fly a missile with given steering.

    Parameters
    ----------
    missile : MissileDesign
    launch : LaunchPoint
        Where it stands.
    azimuth : float
        Plane of the pitch-over, clockwise from north. [rad]
    loft : float
        Elevation of the thrust at the end of the pitch-over. [rad]
    cutoff : float
        End of the last stage's thrust; full burn by default. [s]
    altitudes : tuple of float
        Altitudes whose crossing times are wanted. [m]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; the standard ones by default.
    tolerance : float
        Allowed error of one step. [m]
    sample_step : float, optional
        Time between samples; only the impact is kept by default. [s]

    Returns
    -------
    MissileFlight
        The flight.

    Raises
    ------
    InputError
        If a value is out of range, or the missile cannot cut off early.
    OutOfReachError
        If the missile does not come down within a day.

    References
    ----------
    .. [1] L. Gronlund, D. C. Wright, "Depressed trajectory SLBMs", Science & Global Security
       3:101-159, 1992, appendix A.
    """
    environment = environment or standard_environment()
    if not isfinite(azimuth):
        raise InputError(f"azimuth must be a finite angle, not {azimuth}")
    require("loft angle", loft, -0.2, pi / 2, "rad")
    require("tolerance", tolerance, 1e-9, 1e4, "m")
    if cutoff < missile.burn_time_s and not missile.can_cut_off:
        raise InputError(f"{missile.name} cannot end its thrust early")
    if not cutoff > missile.last_ignition_s:
        raise InputError(
            f"cut-off must come after the last ignition at {missile.last_ignition_s:g} s, "
            f"not at {cutoff}"
        )
    record = empty_record(
        LONGEST_FLIGHT_S if sample_step is not None else 0.0, sample_step, altitudes
    )
    flight = fly_missile(
        missile.kernel(),
        launch.kernel(),
        float(azimuth),
        float(loft),
        float(cutoff),
        environment,
        0.0,
        LONGEST_FLIGHT_S,
        float(tolerance),
        record,
    )
    if flight.status != IMPACT:
        raise OutOfReachError(f"{missile.name} does not come down within a day on this course")
    record.buffer[flight.rows] = (flight.time_s, *flight.position, *flight.velocity)
    return MissileFlight(
        time_s=flight.time_s,
        impact=GeodeticState.from_ecef(flight.position, flight.velocity),
        apogee_m=flight.apogee_m,
        apogee_time_s=flight.apogee_time_s,
        burnout=GeodeticState.from_ecef(flight.burnout_position, flight.burnout_velocity),
        burnout_time_s=flight.burnout_time_s,
        crossings_s=record.crossings,
        samples=Samples(record.buffer[: flight.rows + 1].copy()),
    )
