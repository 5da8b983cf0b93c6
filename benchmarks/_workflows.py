"""Launch-to-ground flights in each tool's own model: other physics, order of magnitude only."""

import subprocess
import sys
import tempfile
import time
import warnings
from math import radians
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

PYTRAJLIB_RUNS = (100, 1100)


def bongsu_missile(repeats: int = 300) -> float:
    """Processor seconds per boosted missile flight from launch to impact, with its events."""
    from bongsu.engagement.factory import missile_design
    from bongsu.physics.flight.launch import fly
    from bongsu.physics.flight.states import LaunchPoint

    missile = missile_design("nodong")
    launch = LaunchPoint(latitude=radians(39.0), longitude=radians(126.0))
    fly(missile, launch, azimuth=2.0, loft=radians(45.0))
    started = time.process_time()
    for index in range(repeats):
        fly(missile, launch, azimuth=2.0, loft=radians(40.0 + 0.03 * index))
    return (time.process_time() - started) / repeats


def rocketpy_rocket() -> float:
    """Processor seconds per flight of a sounding rocket to the ground, six degrees of freedom."""
    from rocketpy import Environment, Flight, GenericMotor, Rocket

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        environment = Environment(latitude=32.99, longitude=-106.97, elevation=1400)
        motor = GenericMotor(
            thrust_source=1545.0,
            burn_time=3.9,
            chamber_radius=0.033,
            chamber_height=0.6,
            chamber_position=0.3,
            propellant_initial_mass=2.95,
            nozzle_radius=0.033,
            dry_mass=1.815,
            center_of_dry_mass_position=0.317,
            dry_inertia=(0.125, 0.125, 0.002),
            nozzle_position=0,
        )
        rocket = Rocket(
            radius=0.0635,
            mass=14.4,
            inertia=(6.3, 6.3, 0.034),
            power_off_drag=0.5,
            power_on_drag=0.5,
            center_of_mass_without_motor=0,
            coordinate_system_orientation="tail_to_nose",
        )
        rocket.add_motor(motor, position=-1.255)
        rocket.add_nose(length=0.558, kind="von karman", position=1.28)
        rocket.add_trapezoidal_fins(n=4, root_chord=0.12, tip_chord=0.06, span=0.11, position=-1.05)
        started = time.process_time()
        Flight(rocket=rocket, environment=environment, rail_length=5.2, inclination=85, heading=0)
        return time.process_time() - started


def pytrajlib_missile() -> float:
    """Processor seconds per run of its intercontinental missile: two batches, less start-up."""
    tool = Path(sys.executable).with_name("pytrajlib")
    if not tool.exists():
        raise ModuleNotFoundError("pytrajlib is not installed")
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        for runs in PYTRAJLIB_RUNS:
            before = getrusage(RUSAGE_CHILDREN)
            # it ends with code 1 when all went well
            subprocess.run([tool, "-n", str(runs)], cwd=folder, capture_output=True, check=False)
            after = getrusage(RUSAGE_CHILDREN)
            spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return (spent[1] - spent[0]) / (PYTRAJLIB_RUNS[1] - PYTRAJLIB_RUNS[0])


WORKFLOWS = {
    "bongsu, one-stage missile, launch to impact": bongsu_missile,
    "pytrajlib, intercontinental missile": pytrajlib_missile,
    "RocketPy, sounding rocket": rocketpy_rocket,
}
