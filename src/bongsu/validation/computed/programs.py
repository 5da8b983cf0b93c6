"""The missiles of another program of its kind, flown through our boost model set as it is set.

Sphere of point-mass gravity that does not turn, the V-2's drag, no drag after burnout, vertical for
5 s and then a constant turn that ends so that the flight-path angle at burnout is what the program
forces: 45° less a quarter of the range angle of the preset's estimated range. Its thrust grows with
height by a cubic; ours by ambient pressure, with the vacuum thrust that gives each stage the same
impulse over its burn.
"""

import csv
from functools import cache
from importlib.resources import files
from math import atan2, radians
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.atmosphere import HEAT_CAPACITY_RATIO, air_density, sound_speed
from bongsu.physics.flight.launch import MissileFlight, fly
from bongsu.physics.flight.missile import MachTable, MissileDesign, StageDesign
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.numerics.constants import EARTH_EQUATORIAL_RADIUS_M, STANDARD_GRAVITY_M_S2

_LAUNCH = LaunchPoint(latitude=0.0, longitude=0.0)
_EAST = radians(90.0)
_V2_DRAG = MachTable(mach=(0.0, 0.8, 1.2, 1.8, 5.0), value=(0.15, 0.15, 0.40, 0.25, 0.15))
_SEA_LEVEL_PA = 101325.0
_THEIR_EARTH_KM = 6370.0
_THEIR_VACUUM_M = 160934.0
_FIRST_GAIN = 1.02  # vacuum over sea-level thrust to begin with
_REPETITIONS = 2  # of flying and fitting the gain; a third changes the fourth digit


class _Flown(NamedTuple):
    burnout_speed_km_s: float
    range_km: float
    apogee_km: float
    time_of_flight_s: float


def program_presets() -> dict[str, dict[str, str]]:
    """Presets and results of the other program.

    Returns
    -------
    dict of str to dict
        By case: what goes in and what it gave.
    """
    text = files("bongsu.validation").joinpath("data", "levinger.csv").read_text("utf-8")
    return {row["case"]: row for row in csv.DictReader(text.splitlines())}


def program_result(case: str, quantity: str) -> float:
    """Give what our boost model gives for a missile of the other program.

    Parameters
    ----------
    case : str
        Such as ``X01``.
    quantity : str
        Burnout speed, range, apogee or time of flight, as the columns of the table name them.

    Returns
    -------
    float
        In the unit of that column. [as named]
    """
    return float(getattr(_flown(case), quantity))


@cache
def _flown(case: str) -> _Flown:
    row = program_presets()[case]
    angle = radians(45.0) - float(row["estimated_range_km"]) / _THEIR_EARTH_KM / 4.0
    missile = _design(row, [_FIRST_GAIN] * len(_numbers(row, "fuel_kg")))
    flight = _with_burnout_angle(missile, angle)
    for _ in range(_REPETITIONS):
        missile = _design(row, _gains_of_equal_impulse(missile, flight))
        flight = _with_burnout_angle(missile, angle)
    return _Flown(
        burnout_speed_km_s=flight.burnout.speed / 1e3,
        range_km=flight.impact.longitude * EARTH_EQUATORIAL_RADIUS_M / 1e3,
        apogee_km=flight.apogee_m / 1e3,
        time_of_flight_s=flight.time_s,
    )


def _numbers(row: dict[str, str], name: str) -> list[float]:
    return [float(part) for part in row[name].split(";")]


def _design(row: dict[str, str], gains: list[float]) -> MissileDesign:
    columns = [_numbers(row, name) for name in ("fuel_kg", "dry_kg", "isp_s", "thrust_kgf")]
    stages = tuple(
        StageDesign(
            propellant_mass_kg=fuel,
            inert_mass_kg=dry,
            vacuum_thrust_n=gain * kgf * STANDARD_GRAVITY_M_S2,
            sea_level_thrust_n=kgf * STANDARD_GRAVITY_M_S2,
            burn_time_s=fuel * isp / kgf,
            diameter_m=float(row["diameter_m"]),
            drag=_V2_DRAG,
        )
        for fuel, dry, isp, kgf, gain in zip(*columns, gains, strict=True)
    )
    return MissileDesign(
        name=row["missile"],
        stages=stages,
        payload_mass_kg=float(row["payload_kg"]),
        ballistic_coefficient_kg_m2=MachTable.constant(1e6),
        separating=True,
        can_cut_off=True,
        vertical_rise_s=5.0,
        pitch_over_end_s=sum(stage.burn_time_s for stage in stages),
    )


def _fly(missile: MissileDesign, loft: float, sample_step: float | None = None) -> MissileFlight:
    return fly(
        missile,
        _LAUNCH,
        azimuth=_EAST,
        loft=loft,
        environment=standard_environment("point-mass", rotating=False),
        sample_step=sample_step,
    )


def _with_burnout_angle(missile: MissileDesign, angle: float) -> MissileFlight:
    def difference(loft: float) -> float:
        burnout = _fly(missile, loft).burnout
        return atan2(burnout.v_up, burnout.v_east) - angle

    loft = float(brentq(difference, 0.0, radians(80.0), xtol=1e-5))
    return _fly(missile, loft, 1.0)


def _gains_of_equal_impulse(missile: MissileDesign, flight: MissileFlight) -> list[float]:
    """Vacuum over sea-level thrust that gives each stage the impulse of the other program."""
    air = standard_environment("point-mass", rotating=False).air
    gains = []
    start = 0.0
    for index, stage in enumerate(missile.stages):
        times = flight.samples.time_s
        burning = (times >= start) & (times <= start + stage.burn_time_s)
        start += stage.burn_time_s
        height = (
            np.linalg.norm(flight.samples.position_m[burning], axis=1) - EARTH_EQUATORIAL_RADIUS_M
        )
        u = np.minimum(height / _THEIR_VACUUM_M, 1.0)
        theirs = -0.4339 * u**3 + 0.6233 * u**2 - 0.01 * u + 1.004
        if index > 0:
            theirs[height > _THEIR_VACUUM_M] = 1.0
        density = np.array([air_density(air, float(h)) for h in height])
        sound = np.array([sound_speed(air, float(h)) for h in height])
        share = 1.0 - density * sound * sound / HEAT_CAPACITY_RATIO / _SEA_LEVEL_PA
        gains.append(1.0 + float(np.mean(theirs - 1.0) / np.mean(share)))
    return gains
