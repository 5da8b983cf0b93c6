"""The same missiles through another published boost model."""

import csv
from math import atan2, degrees, radians
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import brentq

from bongsu.kernels.atmosphere import air_pressure
from bongsu.physics.environment import standard_environment
from bongsu.physics.flight import LaunchPoint, fly
from bongsu.physics.missile import MachTable, MissileDesign, Stage

STILL_SPHERE = standard_environment("point-mass", rotating=False)
LAUNCH = LaunchPoint(latitude=0.0, longitude=0.0)
KGF_N = 9.80665
V2_DRAG = MachTable(mach=(0.0, 0.8, 1.2, 1.8, 5.0), value=(0.15, 0.15, 0.40, 0.25, 0.15))
SEA_LEVEL_PA = 101325.0
THEIR_EARTH_KM = 6370.0

with (Path(__file__).parent / "levinger.csv").open() as file:
    CASES = {row.pop("case"): row for row in csv.DictReader(file)}


def design(row, gain):
    thrust = float(row["thrust_kgf"]) * KGF_N
    burn = float(row["fuel_kg"]) * float(row["isp_s"]) / float(row["thrust_kgf"])
    stage = Stage(
        propellant_mass_kg=float(row["fuel_kg"]),
        inert_mass_kg=float(row["dry_kg"]),
        vacuum_thrust_n=gain * thrust,
        sea_level_thrust_n=thrust,
        burn_time_s=burn,
        diameter_m=float(row["diameter_m"]),
        drag=V2_DRAG,
    )
    return MissileDesign(
        name=row["missile"],
        stages=(stage,),
        payload_mass_kg=float(row["payload_kg"]),
        ballistic_coefficient_kg_m2=MachTable.constant(1e6),
        separating=True,
        can_cut_off=True,
        vertical_rise_s=5.0,
        pitch_over_end_s=burn,
    )


def fly_with_burnout_angle(missile, angle):
    def difference(loft):
        burnout = fly(
            missile, LAUNCH, azimuth=radians(90.0), loft=loft, environment=STILL_SPHERE
        ).burnout
        return atan2(burnout.v_up, burnout.v_east) - angle

    loft = brentq(difference, radians(10.0), radians(80.0), xtol=1e-5)
    return fly(
        missile,
        LAUNCH,
        azimuth=radians(90.0),
        loft=loft,
        environment=STILL_SPHERE,
        sample_step=1.0,
    )


def gain_of_equal_impulse(flight):
    powered = flight.samples[flight.samples[:, 0] <= flight.burnout_s]
    height = np.linalg.norm(powered[:, 1:4], axis=1) - 6378137.0
    u = np.minimum(height / 160934.0, 1.0)
    theirs = -0.4339 * u**3 + 0.6233 * u**2 - 0.01 * u + 1.004
    air = STILL_SPHERE.air
    share = 1.0 - np.array([air_pressure(air, float(h)) for h in height]) / SEA_LEVEL_PA
    return 1.0 + float(np.mean(theirs - 1.0) / np.mean(share))


@pytest.mark.parametrize("case", CASES)
def test_results_of_the_other_model(case):
    row = CASES[case]
    angle = radians(45.0) - float(row["range_km"]) / THEIR_EARTH_KM / 4.0
    flight = fly_with_burnout_angle(design(row, 1.02), angle)
    for _ in range(2):
        flight = fly_with_burnout_angle(design(row, gain_of_equal_impulse(flight)), angle)
    range_km = degrees(flight.impact.longitude) * 111.31949
    assert flight.burnout_s == pytest.approx(float(row["burn_s"]), rel=0.01)
    assert flight.burnout.speed / 1e3 == pytest.approx(float(row["burnout_speed_km_s"]), rel=0.10)
    assert range_km == pytest.approx(float(row["range_km"]), rel=0.10)
    assert flight.time_s == pytest.approx(float(row["flight_time_s"]), rel=0.10)
    assert flight.apogee_m / 1e3 == pytest.approx(float(row["apogee_km"]), rel=0.15)
