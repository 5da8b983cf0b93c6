"""Aiming on the table: the azimuth and the one free parameter of a shape that reach a point."""

from math import atan2, sqrt

from bongsu.physics.aim.kernels.table import AimTableTuple, look_up, ridge_loft, wrap
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.jit import kernel

MINIMUM_ENERGY, LOFTED, DEPRESSED, FULL_BURN_LOFTED, FULL_BURN_DEPRESSED = range(5)
"""Shapes."""

HOPELESS_SHARE = 1.03
"""Targets this much beyond the table's farthest range are not tried with flights. [1]"""
DEFAULT_LOFT_SHARE = 2.0
"""Apogee of a lofted arc, where none is given, over that of minimum energy. [1]"""
DEFAULT_DEPRESSION_SHARE = 0.6
"""Apogee of a depressed arc, where none is given, over that of minimum energy. [1]"""


@kernel
def member(
    table: AimTableTuple, shape: int, azimuth: float, parameter: float, apogee_m: float
) -> tuple[float, float]:
    """Loft and cut-off of one member of a shape's family.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    shape : int
        Which family of arcs, such as `MINIMUM_ENERGY`.
    azimuth : float
        Launch azimuth. [rad]
    parameter : float
        Loft [rad] for full burns, cut-off [s] for the others.
    apogee_m : float
        Apogee sought by lofted and depressed arcs. [m]

    Returns
    -------
    tuple of float
        Loft [rad] and cut-off [s].
    """
    if shape in (FULL_BURN_LOFTED, FULL_BURN_DEPRESSED):
        return parameter, table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    if shape == MINIMUM_ENERGY:
        return ridge_loft(table, azimuth, parameter), parameter
    low = table.loft_rad
    high = low + (table.values.shape[1] - 1) * table.loft_step_rad
    _, _, lowest = look_up(table, azimuth, low, parameter)
    _, _, highest = look_up(table, azimuth, high, parameter)
    if apogee_m <= lowest:
        return low, parameter
    if apogee_m >= highest:
        return high, parameter
    loft = low
    f_low = lowest - apogee_m
    f_high = highest - apogee_m
    for _ in range(40):
        loft = high - f_high * (high - low) / (f_high - f_low)
        _, _, top = look_up(table, azimuth, loft, parameter)
        f = top - apogee_m
        if f * f_high < 0.0:
            low = high
            f_low = f_high
        else:
            f_low *= 0.5
        high = loft
        f_high = f
        if abs(f) < 1.0:
            break
    return loft, parameter


@kernel
def place(
    table: AimTableTuple,
    shape: int,
    azimuth: float,
    parameter: float,
    apogee_m: float,
    offset: Vector,
) -> tuple[float, float]:
    """Where a member of a family comes down, by the table corrected with flights.

    Parameters
    ----------
    table, shape, azimuth, parameter, apogee_m
        See :func:`member`.
    offset : tuple of float
        Flight less table, at the last flight: along [rad], across [rad], apogee [m].

    Returns
    -------
    tuple of float
        Signed range angle and bearing less azimuth. [rad]
    """
    loft, cutoff = member(table, shape, azimuth, parameter, apogee_m - offset[2])
    along, across, _ = look_up(table, azimuth, loft, cutoff)
    along += offset[0]
    across += offset[1]
    if along < 0.0:
        return along, 0.0
    return sqrt(along * along + across * across), atan2(across, along)


@kernel
def bracket(
    table: AimTableTuple, shape: int, azimuth: float, apogee_m: float
) -> tuple[float, float]:
    """Ends of a family: nearest and farthest member.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    shape : int
        Which family of arcs, such as `MINIMUM_ENERGY`.
    azimuth : float
        Launch azimuth. [rad]
    apogee_m : float
        Apogee sought by lofted and depressed arcs. [m]

    Returns
    -------
    tuple of float
        Parameter of the nearest and of the farthest member. [rad, s]
    """
    latest = table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    steepest = table.loft_rad + (table.values.shape[1] - 1) * table.loft_step_rad
    if shape == FULL_BURN_LOFTED:
        return steepest, ridge_loft(table, azimuth, latest)
    if shape == FULL_BURN_DEPRESSED:
        return table.loft_rad, ridge_loft(table, azimuth, latest)
    earliest = table.cutoff_s
    if shape != MINIMUM_ENERGY:
        # the earliest cut-off that still climbs to the apogee, straight up
        low = earliest
        high = latest
        for _ in range(30):
            middle = 0.5 * (low + high)
            _, _, top = look_up(table, azimuth, steepest, middle)
            if top < apogee_m:
                low = middle
            else:
                high = middle
        earliest = high
    return earliest, latest


@kernel
def solve_on_table(
    table: AimTableTuple,
    shape: int,
    angle: float,
    bearing: float,
    apogee_m: float,
    offset: Vector,
    azimuth: float,
) -> tuple[int, float, float]:
    """Azimuth and family parameter that come down at a point, by the corrected table.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    shape : int
        Which family of arcs, such as `MINIMUM_ENERGY`.
    angle, bearing : float
        Where the point lies. [rad]
    apogee_m : float
        Apogee sought by lofted and depressed arcs. [m]
    offset : tuple of float
        Flight less table, at the last flight.
    azimuth : float
        First guess. [rad]

    Returns
    -------
    tuple
        -1 when the point is nearer than the nearest member, 1 when farther than the farthest,
        else 0; azimuth [rad]; parameter.
    """
    side = 0
    parameter = 0.0
    step = 1.0
    for _ in range(12):
        # the first passes only settle the azimuth
        close = max(1e-7, 1e-2 * abs(step) * angle)
        low, high = bracket(table, shape, azimuth, apogee_m - offset[2])
        reach, turn_low = place(table, shape, azimuth, low, apogee_m, offset)
        f_low = reach - angle
        reach, turn = place(table, shape, azimuth, high, apogee_m, offset)
        f_high = reach - angle
        side = 0
        parameter = high
        if f_low > 0.0:
            side = -1
            parameter = low
            turn = turn_low
        elif f_high < 0.0:
            side = 1
        else:
            for _ in range(60):
                parameter = high - f_high * (high - low) / (f_high - f_low)
                reach, turn = place(table, shape, azimuth, parameter, apogee_m, offset)
                f = reach - angle
                if f * f_high < 0.0:
                    low = high
                    f_low = f_high
                else:
                    f_low *= 0.5
                high = parameter
                f_high = f
                if abs(f) < close or f_high == f_low:
                    break
        step = wrap(bearing - turn - azimuth)
        azimuth = wrap(azimuth + step)
        if abs(step) < 1e-6 and close < 2e-7:
            break
    return side, azimuth, parameter


@kernel
def farthest_reach(table: AimTableTuple, bearing: float) -> float:
    """Range angle of the farthest arc of all that goes in a direction.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    bearing : float
        Direction of the impact. [rad]

    Returns
    -------
    float
        Range angle. [rad]
    """
    latest = table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    azimuth = bearing
    reach = 0.0
    for _ in range(6):
        reach, turn = place(table, MINIMUM_ENERGY, azimuth, latest, 0.0, (0.0, 0.0, 0.0))
        azimuth = wrap(bearing - turn)
    return reach


@kernel
def apogee_to_seek(
    table: AimTableTuple, shape: int, angle: float, bearing: float, apogee_m: float
) -> tuple[float, float]:
    """Apogee of a lofted or depressed arc, checked against that of minimum energy.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    shape : int
        Lofted or depressed.
    angle, bearing : float
        Where the point lies. [rad]
    apogee_m : float
        Apogee asked for; zero for the default share of the minimum-energy apogee. [m]

    Returns
    -------
    tuple of float
        Apogee [m], -1 when the point is out of reach, 0 when the apogee contradicts the shape; and
        the azimuth of the minimum-energy arc. [rad]
    """
    none = (0.0, 0.0, 0.0)
    side, azimuth, cutoff = solve_on_table(
        table, MINIMUM_ENERGY, angle, bearing, 0.0, none, bearing
    )
    loft, cutoff = member(table, MINIMUM_ENERGY, azimuth, cutoff, 0.0)
    along, _, top = look_up(table, azimuth, loft, cutoff)
    if side > 0 and angle > HOPELESS_SHARE * along:
        return -1.0, azimuth
    share = DEFAULT_LOFT_SHARE if shape == LOFTED else DEFAULT_DEPRESSION_SHARE
    sought = apogee_m if apogee_m > 0.0 else share * top
    fits = sought > top if shape == LOFTED else sought < top
    return sought if fits else 0.0, azimuth
