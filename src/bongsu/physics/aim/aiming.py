"""Aimed arcs: from a launch point, an aim point and a shape to the steering."""

from dataclasses import dataclass, field
from math import pi, radians

import numpy as np
from numpy.typing import ArrayLike

from bongsu.errors import ArgumentError, InputError
from bongsu.physics.aim.kernels.many import aim_points
from bongsu.physics.aim.kernels.map import AimMapTuple, AimTaskTuple
from bongsu.physics.aim.kernels.steering import OK
from bongsu.physics.aim.kernels.table import AimTableTuple, fill_ridge, fill_table
from bongsu.physics.aim.steering_map import solved_map
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M
from bongsu.physics.flight.missile import MissileDesign, require
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.threads import run_in_chunks
from bongsu.words import AIM_STATUSES, SHAPE_WITH_LIFT, SHAPES, AimStatus, only_with_lift

_AZIMUTHS = 8
_LOFTS = 16
_CUTOFFS = 14
_STEEPEST = radians(89.5)
_LOFT_FOUND = radians(0.01)
# flatter arcs stay in thick air, but a gravity turn goes farthest at a few degrees
_FLATTEST = {"constant-attitude": radians(8.0), "gravity-turn": 0.0}
_FLATTEST_WITH_LIFT = radians(6.0)
_EARLIEST_SHARE_OF_BURN = 0.3
_NODES_PER_CHUNK = 64
_POINTS_PER_CHUNK = 64


@dataclass(frozen=True, kw_only=True)
class Aiming:
    """A missile at a launch point, ready to be aimed.

    Made by :func:`prepare_aiming`; serves any number of aim points and shapes.

    Parameters
    ----------
    missile : MissileDesign
        What flies.
    launch : LaunchPoint
        Where it stands.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    table : AimTableTuple
        Flights over azimuth, loft and cut-off.
    maps : dict
        Steering by shape and apogee, filled where points ask for it; what it holds for a place
        does not depend on who asked first.
    """

    missile: MissileDesign
    launch: LaunchPoint
    environment: EnvironmentTuple
    table: AimTableTuple
    maps: dict[tuple[int, float], AimMapTuple] = field(
        default_factory=dict, compare=False, repr=False
    )


def prepare_aiming(
    missile: MissileDesign, launch: LaunchPoint, environment: EnvironmentTuple | None = None
) -> Aiming:
    """Fly a missile over azimuth, loft and cut-off from a launch point.

    Parameters
    ----------
    missile : MissileDesign
        What flies.
    launch : LaunchPoint
        Where it stands.
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; the standard ones by default.

    Returns
    -------
    Aiming
        What aiming needs.

    Raises
    ------
    InputError
        If a missile with lift has no course below the highest apogee known of it.
    """
    environment = environment or standard_environment()
    burn = missile.burn_time_s
    flattest, steepest = _lofts(missile, launch, environment)
    cutoffs = _CUTOFFS if missile.can_cut_off else 1
    earliest, step = burn, 1.0
    if missile.can_cut_off:
        last_burn = burn - missile.last_ignition_s
        earliest = missile.last_ignition_s + _EARLIEST_SHARE_OF_BURN * last_burn
        step = (burn - earliest) / (cutoffs - 1)
    table = AimTableTuple(
        loft_rad=flattest,
        loft_step_rad=(steepest - flattest) / (_LOFTS - 1),
        cutoff_s=earliest,
        cutoff_step_s=step,
        values=np.zeros((_AZIMUTHS, _LOFTS, cutoffs, 3)),
        ridge=np.zeros((_AZIMUTHS, cutoffs)),
    )
    run_in_chunks(
        lambda first, last: fill_table(
            missile.kernel(),
            launch.kernel(),
            environment,
            DEFAULT_TOLERANCE_M,
            table,
            first,
            last,
        ),
        _AZIMUTHS * _LOFTS * cutoffs,
        chunk=_NODES_PER_CHUNK,
    )
    fill_ridge(table)
    return Aiming(missile=missile, launch=launch, environment=environment, table=table)


def _lofts(
    missile: MissileDesign, launch: LaunchPoint, environment: EnvironmentTuple
) -> tuple[float, float]:
    """Flattest and steepest loft flown; with lift, that of the highest apogee known, due north."""
    if missile.lift is None:
        return _FLATTEST[missile.steering], _STEEPEST
    highest_m = missile.lift.highest_apogee_m
    low, high = _FLATTEST_WITH_LIFT, _STEEPEST
    while high - low > _LOFT_FOUND:
        loft = 0.5 * (low + high)
        flown = fly(missile, launch, azimuth=0.0, loft=loft, environment=environment)
        if flown.apogee_m > highest_m:
            high = loft
        else:
            low = loft
    if low == _FLATTEST_WITH_LIFT:
        raise InputError(
            f"{missile.name} rises above {highest_m / 1e3:g} km, the highest apogee known of it, "
            "even on its flattest course"
        )
    return _FLATTEST_WITH_LIFT, low


@dataclass(frozen=True, kw_only=True)
class AimedArcs:
    """Answers for a set of aim points; arrays have the shape of the points.

    Parameters
    ----------
    shape : str
        Shape of the arcs.
    status : numpy.ndarray of int
        Index into :data:`bongsu.words.AIM_STATUSES`; the words are those of :class:`AimedArc`.
    azimuth, loft : numpy.ndarray
        Steering; NaN where the status is not ``ok``. [rad]
    cutoff_s : numpy.ndarray
        End of the thrust; NaN where the status is not ``ok``. [s]
    miss_m : numpy.ndarray
        Distance from the aim point at impact; NaN where the status is not ``ok``. [m]
    time_of_flight_s, apogee_m : numpy.ndarray
        Of the arc; NaN where the status is not ``ok``. [s, m]
    """

    shape: str
    status: IntArray
    azimuth: FloatArray
    loft: FloatArray
    cutoff_s: FloatArray
    miss_m: FloatArray
    time_of_flight_s: FloatArray
    apogee_m: FloatArray


def shape_code(shape: str) -> int:
    """Kernel code of a shape.

    Parameters
    ----------
    shape : str
        One of :data:`bongsu.words.SHAPES`.

    Returns
    -------
    int
        Code.

    Raises
    ------
    InputError
        If there is no such shape.
    """
    if shape not in SHAPES:
        raise InputError(f"shape must be one of {', '.join(SHAPES)}, not {shape!r}")
    return SHAPES.index(shape)


def aim_grid(
    aiming: Aiming,
    latitude: ArrayLike,
    longitude: ArrayLike,
    shape: str = "minimum-energy",
    *,
    apogee_m: float | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
) -> AimedArcs:
    """Aim at many points on the ground, on all cores.

    A point's answer depends on nothing but the point.

    Parameters
    ----------
    aiming : Aiming
        Missile and launch point.
    latitude, longitude : array_like
        Aim points. [rad]
    shape : str
        ``minimum-energy``: earliest cut-off of a liquid engine. ``lofted``, ``depressed``: cut off
        so as to pass `apogee_m`. ``full-burn-lofted``, ``full-burn-depressed``: all propellant is
        burnt, the loft sets the range. A missile with lift flies ``full-burn-depressed`` only, up
        to the highest apogee known of it.
    apogee_m : float, optional
        Apogee of lofted and depressed arcs; 2 and 0.6 times that of minimum energy by default. [m]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    AimedArcs
        Status and steering of every point.

    Raises
    ------
    InputError
        If a value is out of range or the shape unknown.

    References
    ----------
    .. [1] L. Gronlund, D. C. Wright, "Depressed trajectory SLBMs", Science & Global Security
       3:101-159, 1992, figure 1 (the family of arcs between two points).
    """
    pair = np.asarray(latitude, dtype=float), np.asarray(longitude, dtype=float)
    latitudes, longitudes = np.broadcast_arrays(*pair)
    points = np.stack([latitudes.ravel(), longitudes.ravel()], axis=1)
    task, steering = prepared(aiming, points, shape, apogee_m, tolerance)
    status = np.zeros(len(points), dtype=np.int64)
    numbers = np.zeros((len(points), 6))
    run_in_chunks(
        lambda first, last: aim_points(task, steering, points, status, numbers, first, last),
        len(points),
        chunk=_POINTS_PER_CHUNK,
    )
    return aimed_arcs(shape, latitudes.shape, status, numbers)


def check_apogee(shape: str, apogee_m: float | None) -> None:
    """Refuse an apogee that a shape does not leave to choose, where one was asked for.

    Parameters
    ----------
    shape : str
        Shape of the arc.
    apogee_m : float or None
        As asked for. [m]

    Raises
    ------
    InputError
        If there is one and the shape is neither ``lofted`` nor ``depressed``.
    """
    if apogee_m is not None and shape not in ("lofted", "depressed"):
        raise ArgumentError(
            "apogee", f" goes with the shapes lofted and depressed, not with {shape}"
        )


def prepared(
    aiming: Aiming,
    points: FloatArray,
    shape: str,
    apogee_m: float | None,
    tolerance: float,
) -> tuple[AimTaskTuple, AimMapTuple]:
    """Check what is asked for and solve the nodes of the map that it needs.

    Parameters
    ----------
    aiming : Aiming
        Missile and launch point; keeps the map.
    points : numpy.ndarray
        Geodetic latitude and longitude, shape (n, 2). [rad]
    shape, apogee_m, tolerance
        See :func:`aim_grid`.

    Returns
    -------
    tuple
        What the kernels of :mod:`bongsu.physics.aim.kernels.many` need.

    Raises
    ------
    InputError
        If a value is out of range or the shape unknown.
    """
    code = shape_code(shape)
    latitudes, longitudes = np.abs(points).T
    if not (np.all(latitudes <= pi / 2) and np.all(longitudes <= 2 * pi)):
        raise InputError("aim points need latitudes of at most 90 and longitudes of 360 degrees")
    if apogee_m is not None:
        require("apogee", apogee_m / 1e3, 1.0, 5e4, "km")
    require("tolerance", tolerance, 1e-9, 1e4, "m")
    task = AimTaskTuple(
        missile=aiming.missile.kernel(),
        launch=aiming.launch.kernel(),
        environment=aiming.environment,
        table=aiming.table,
        shape=code,
        apogee_m=float(apogee_m or 0.0),
        tolerance=float(tolerance),
    )
    return task, solved_map(task, aiming.maps, points)


def aimed_arcs(
    shape: str, size: tuple[int, ...], status: IntArray, numbers: FloatArray
) -> AimedArcs:
    """Answers of the kernels, by name.

    Parameters
    ----------
    shape : str
        Shape of the arcs.
    size : tuple of int
        Shape of the arrays. [1]
    status, numbers : numpy.ndarray
        From :func:`bongsu.physics.aim.kernels.many.aim_points`; only arcs keep numbers. [rad, s, m]

    Returns
    -------
    AimedArcs
        Status and steering of every point.
    """
    numbers[status != OK] = np.nan
    # in the order of bongsu.physics.aim.kernels.many.write_answer
    azimuth, loft, cutoff_s, miss_m, time_of_flight_s, apogee_m = (
        column.reshape(size) for column in numbers.T
    )
    return AimedArcs(
        shape=shape,
        status=status.reshape(size),
        azimuth=azimuth,
        loft=loft,
        cutoff_s=cutoff_s,
        miss_m=miss_m,
        time_of_flight_s=time_of_flight_s,
        apogee_m=apogee_m,
    )


@dataclass(frozen=True, kw_only=True)
class AimedArc:
    """Answer for one aim point.

    Parameters
    ----------
    status : {"ok", "out-of-range", "no-such-shape"}
        ``ok``: an arc was flown that misses by at most 50 m. ``out-of-range``: the point is farther
        than the missile comes in that direction on any arc. ``no-such-shape``: it comes that far,
        but on no arc of this shape: the point is too near, the apogee contradicts the shape, or the
        thrust cannot be cut off.
    explanation : str
        A sentence where there is none.
    azimuth, loft : float
        Steering; NaN where there is no arc. [rad]
    cutoff_s : float
        End of the thrust. [s]
    miss_m : float
        Distance from the aim point at impact. [m]
    time_of_flight_s, apogee_m : float
        Of the arc. [s, m]
    """

    status: AimStatus
    explanation: str
    azimuth: float
    loft: float
    cutoff_s: float
    miss_m: float
    time_of_flight_s: float
    apogee_m: float


def aim(
    aiming: Aiming,
    latitude: float,
    longitude: float,
    shape: str = "minimum-energy",
    *,
    apogee_m: float | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
) -> AimedArc:
    """Aim at one point on the ground; see :func:`aim_grid`.

    Parameters
    ----------
    aiming : Aiming
        Missile and launch point.
    latitude, longitude : float
        Aim point. [rad]
    shape : str
        Shape of the arc.
    apogee_m : float, optional
        Apogee of lofted and depressed arcs. [m]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    AimedArc
        Status and steering.

    Raises
    ------
    InputError
        If a value is out of range or the shape unknown.
    """
    arcs = aim_grid(aiming, latitude, longitude, shape, apogee_m=apogee_m, tolerance=tolerance)
    status = AIM_STATUSES[int(arcs.status)]
    return AimedArc(
        status=status,
        explanation=_explanation(aiming.missile, status, shape),
        azimuth=float(arcs.azimuth),
        loft=float(arcs.loft),
        cutoff_s=float(arcs.cutoff_s),
        miss_m=float(arcs.miss_m),
        time_of_flight_s=float(arcs.time_of_flight_s),
        apogee_m=float(arcs.apogee_m),
    )


def _explanation(missile: MissileDesign, status: str, shape: str) -> str:
    if status == "ok":
        return ""
    if missile.lift is not None and shape != SHAPE_WITH_LIFT:
        return f"{missile.name} {only_with_lift(shape)}"
    if status == "out-of-range":
        return f"{missile.name} does not reach that far in that direction, on any arc"
    if not missile.can_cut_off and not shape.startswith("full-burn"):
        return (
            f"{missile.name} burns all its propellant: it has no {shape} arc, "
            "only full-burn-lofted and full-burn-depressed ones"
        )
    if shape in ("lofted", "depressed"):
        return f"{missile.name} has no {shape} arc of that apogee to that point"
    return f"{missile.name} cannot come down so near on a {shape} arc"
