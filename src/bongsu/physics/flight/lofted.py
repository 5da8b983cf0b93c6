"""From a lofted test to the range of the same missile: payload fitted, then the loft varied."""

from dataclasses import dataclass, replace
from math import pi, radians

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.kepler import arc_from_range_and_apogee, farthest_range
from bongsu.physics.flight.launch import MissileFlight, fly
from bongsu.physics.flight.missile import MissileDesign, require
from bongsu.physics.flight.states import GeodeticState, LaunchPoint
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_EQUATORIAL_RADIUS_M

_STEEPEST = radians(89.9)
_FLATTEST = radians(5.0)
_STEEPEST_OF_FARTHEST = radians(75.0)
_SCANNED = 11
_STEEP_LOFTS = tuple(radians(loft) for loft in (86.0, 80.0, 70.0, 60.0, 50.0))
_LIGHTEST_SHARE = 0.001
ANYWHERE_M = pi * EARTH_EQUATORIAL_RADIUS_M
"""Half around the Earth: a missile that flies farther, or into orbit, reaches any point. [m]"""
_LIFT_OFF_MARGIN = 1.03


@dataclass(frozen=True, kw_only=True)
class LoftedEstimate:
    """What a lofted test says about the range of a missile.

    Parameters
    ----------
    payload_kg : float
        Payload with which the missile flies the test's range and apogee at full burn. [kg]
    test_loft : float
        Loft of the test. [rad]
    test_time_of_flight_s : float
        Time of flight of the test. [s]
    test_burnout : GeodeticState
        State at the end of thrust in the test.
    maximum_range_m : float
        Farthest range with that payload, at most `ANYWHERE_M`. [m]
    maximum_range_loft : float
        Loft of the farthest range. [rad]
    maximum_range_apogee_m : float
        Apogee of that flight; NaN where it does not come down. [m]
    maximum_range_burnout : GeodeticState or None
        State at the end of thrust on that flight; none where it does not come down.
    impulsive_range_m : float
        Farthest range of a body that starts at full speed from the ground, which bounds nothing: it
        leaves out the boost. NaN where that speed is orbital. [m]
    loft, range_m, apogee_m : numpy.ndarray
        The family of full-burn flights with that payload; once around the Earth and NaN for one
        that does not come down. [rad, m, m]
    """

    payload_kg: float
    test_loft: float
    test_time_of_flight_s: float
    test_burnout: GeodeticState
    maximum_range_m: float
    maximum_range_loft: float
    maximum_range_apogee_m: float
    maximum_range_burnout: GeodeticState | None
    impulsive_range_m: float
    loft: FloatArray
    range_m: FloatArray
    apogee_m: FloatArray


def range_from_lofted_test(
    missile: MissileDesign, range_m: float, apogee_m: float, *, members: int = 120
) -> LoftedEstimate:
    """Estimate a missile's farthest range from a lofted test.

    The payload is varied until the full-burn flight over the tested range reaches the tested
    apogee; the loft is then varied with that payload. The Earth does not turn and is a sphere of
    point-mass gravity, as in the published estimates that this is compared with. The result
    depends on the missile taken: how long it burns, how it divides into stages.

    Parameters
    ----------
    missile : MissileDesign
        Stages and steering; its payload is replaced.
    range_m : float
        Ground range of the test. [m]
    apogee_m : float
        Apogee of the test. [m]
    members : int
        Lofts of the family returned. [1]

    Returns
    -------
    LoftedEstimate
        Payload, farthest range, family.

    Raises
    ------
    InputError
        If a value is out of range.
    OutOfReachError
        If no payload gives the test.

    References
    ----------
    .. [1] D. Wright, "Re-analysis of the 29 November test", All Things Nuclear, UCS, 2017 (the
       method of one missile flown lofted and flown far).
    """
    if missile.lift is not None:
        raise InputError(
            f"{missile.name} comes down with lift: a lofted test does not say how far it flies"
        )
    require("range", range_m / 1e3, 10.0, 5e3, "km")
    require("apogee", apogee_m / 1e3, 50.0, 2e4, "km")
    require("members of the family", members, 2, 10_000)
    heaviest = _heaviest_payload(missile)
    lightest = max(1.0, _LIGHTEST_SHARE * heaviest)

    def apogee_error(payload: float) -> float:
        loaded = replace(missile, payload_mass_kg=payload)
        loft = _lofted_at_range(loaded, range_m)
        return -apogee_m if loft is None else _fly_down(loaded, loft).apogee_m - apogee_m

    if apogee_error(lightest) < 0.0 or apogee_error(heaviest) > 0.0:
        raise OutOfReachError(
            f"no payload of {missile.name} flies {range_m / 1e3:.0f} km over an apogee of "
            f"{apogee_m / 1e3:.0f} km at full burn"
        )
    payload = float(brentq(apogee_error, lightest, heaviest, xtol=1e-2))
    loaded = replace(missile, payload_mass_kg=payload)
    test_loft = _lofted_at_range(loaded, range_m)
    if test_loft is None:
        raise OutOfReachError(f"{missile.name} does not fly that far with the payload found")
    test = _fly_down(loaded, test_loft)
    best = _farthest_loft(loaded)
    farthest = _fly(loaded, best)
    lofts = np.linspace(0.7 * best, _STEEPEST, members)
    flights = [_fly(loaded, float(loft)) for loft in lofts]
    return LoftedEstimate(
        payload_kg=payload,
        test_loft=test_loft,
        test_time_of_flight_s=test.time_s,
        test_burnout=test.burnout,
        maximum_range_m=min(ground_range(farthest), ANYWHERE_M),
        maximum_range_loft=best,
        maximum_range_apogee_m=np.nan if farthest is None else farthest.apogee_m,
        maximum_range_burnout=None if farthest is None else farthest.burnout,
        impulsive_range_m=_impulsive_range(range_m, apogee_m),
        loft=lofts,
        range_m=np.array([ground_range(flight) for flight in flights]),
        apogee_m=np.array([np.nan if flight is None else flight.apogee_m for flight in flights]),
    )


def _heaviest_payload(missile: MissileDesign) -> float:
    stages = missile.launch_mass_kg - missile.payload_mass_kg
    lifted = missile.stages[0].sea_level_thrust_n / (_LIFT_OFF_MARGIN * 9.80665)
    return min(lifted - stages, 1e5)


def _fly(missile: MissileDesign, loft: float) -> MissileFlight | None:
    """Full burn along the equator of an Earth at rest; nothing where it does not come down."""
    try:
        return _fly_down(missile, loft)
    except OutOfReachError:
        return None


def _fly_down(missile: MissileDesign, loft: float) -> MissileFlight:
    return fly(
        missile,
        LaunchPoint(latitude=0.0, longitude=0.0),
        azimuth=pi / 2,
        loft=loft,
        environment=standard_environment("point-mass", rotating=False),
    )


def ground_range(flight: MissileFlight | None) -> float:
    """Range eastwards along the equator, beyond half the Earth where it goes so far.

    Parameters
    ----------
    flight : MissileFlight or None
        From longitude zero on the equator of an Earth at rest; none when it does not come down.

    Returns
    -------
    float
        Range; once around the Earth for a flight that does not come down. [m]
    """
    if flight is None:
        return 2.0 * ANYWHERE_M
    east = flight.impact.longitude % (2.0 * pi)
    # straight up comes down a hair west of the launch point
    return EARTH_EQUATORIAL_RADIUS_M * (east - 2.0 * pi if east > 1.99 * pi else east)


def _farthest_loft(missile: MissileDesign) -> float:
    """Loft of the farthest range; a scan first, as near orbital speed there can be two maxima."""
    lofts, step = np.linspace(_FLATTEST, _STEEPEST_OF_FARTHEST, _SCANNED, retstep=True)
    ranges = [ground_range(_fly(missile, float(loft))) for loft in lofts]
    best = float(lofts[int(np.argmax(ranges))])
    found = minimize_scalar(
        lambda loft: -ground_range(_fly(missile, float(loft))),
        bounds=(max(best - step, _FLATTEST), min(best + step, _STEEPEST_OF_FARTHEST)),
        method="bounded",
        options={"xatol": 1e-4},
    )
    return float(found.x)


def _lofted_at_range(missile: MissileDesign, range_m: float) -> float | None:
    """Loft, steeper than that of the farthest range, that flies a range."""

    def excess(loft: float) -> float:
        return ground_range(_fly(missile, float(loft))) - range_m

    steeper = _STEEPEST
    for loft in _STEEP_LOFTS:
        if excess(loft) >= 0.0:
            return float(brentq(excess, loft, steeper, xtol=1e-6))
        steeper = loft
    flattest = _farthest_loft(missile)
    if excess(flattest) < 0.0 or flattest >= steeper:
        return None
    return float(brentq(excess, flattest, steeper, xtol=1e-6))


def _impulsive_range(range_m: float, apogee_m: float) -> float:
    try:
        return farthest_range(arc_from_range_and_apogee(range_m, apogee_m).speed_m_s)
    except InputError:
        return float("nan")
