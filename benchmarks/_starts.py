"""What it costs to start: compiling every flight kernel, and loading the compiled ones."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

SCRIPT = """
import os, time
import json
from math import radians
import numba
library = time.process_time()
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.states import GeodeticState, LaunchPoint
from bongsu.physics.flight.many_arcs import fly_many_arcs
from bongsu.physics.flight.missile import MachTable, MissileDesign, StageDesign
imported = time.process_time()
state = GeodeticState(
    latitude=0.7, longitude=2.2, altitude=1e5, v_east=2300.0, v_north=0.0, v_up=1900.0
)
fly_many_arcs([[*state.to_ecef()[0], *state.to_ecef()[1]]], 2000.0)
many = time.process_time()
fly_arc(state, ballistic_coefficient=2000.0, sample_step=1.0)
stage = StageDesign(
    propellant_mass_kg=13e3, inert_mass_kg=1.5e3, vacuum_thrust_n=3e5, sea_level_thrust_n=2.6e5,
    burn_time_s=110.0, diameter_m=1.25, drag=MachTable.constant(0.3),
)
missile = MissileDesign(
    name="one stage", stages=(stage,), payload_mass_kg=1e3,
    ballistic_coefficient_kg_m2=MachTable.constant(2000.0), separating=True, can_cut_off=True,
    vertical_rise_s=5.0, pitch_over_end_s=30.0,
)
launch = LaunchPoint(latitude=0.68, longitude=2.2)
fly(missile, launch, azimuth=2.0, loft=radians(45.0), sample_step=1.0)
done = time.process_time()
spent = time.time() - float(os.environ["STARTED_AT"])
from bongsu.engagement.factory import missile_design
missile_design("nodong")
print(json.dumps({
    "library_s": library,
    "import_s": imported - library,
    "many_arcs_s": many - imported,
    "flights_s": done - many,
    "total_s": done,
    "kernels_s": done - imported,
    "wall_s": spent,
    "catalogue_s": time.process_time() - done,
}))
"""
"""The first flights of a process, of all three kinds: many arcs, one arc with samples, one missile.

Times are of the processor, from the start of the interpreter; ``wall_s`` is by the clock, from the
order to start it. Processor time counts the threads that NumPy's and SciPy's linear algebra start
and that nobody waits for. Reading the catalogue, which flights of a missile in code do without, is
timed after them.
"""


def measure_starts(warm_rounds: int = 5) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of a process's first flights, without and with compiled kernels on disk.

    The interpreter's own byte code is written first, as an installed package has it.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "NUMBA_CACHE_DIR": str(Path(folder) / "kernels"),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        unused = {**environment, "NUMBA_CACHE_DIR": str(Path(folder) / "unused")}
        _first_flights(unused)
        cold = _first_flights(environment)
        warm = [_first_flights(environment) for _ in range(warm_rounds)]
    return cold, {key: median(run[key] for run in warm) for key in cold}


def _first_flights(environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**environment, "STARTED_AT": repr(time.time())},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
