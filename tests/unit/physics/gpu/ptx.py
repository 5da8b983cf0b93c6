"""Compile the GPU loops for a named GPU without having one, and print what came out.

A program of its own, run in a fresh interpreter. Exits with 3 where no CUDA compiler is installed.
"""

import json
import shutil
import subprocess
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numba
import numpy as np
from numba import cuda
from numba.cuda import dispatcher
from numba.cuda.cudadrv import nvvm

from bongsu.engagement.batteries import fire_unit, raid_battery
from bongsu.engagement.factory import missile_design
from bongsu.engagement.plans import flight_plans
from bongsu.engagement.threats import aim
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.fire.kernels.engage import RESULT_SIZE, SHOT_SIZE
from bongsu.physics.fire.kernels.many_arcs import MOST_SHOTS
from bongsu.physics.fire.kernels.window import WORK_ROWS
from bongsu.physics.fire.options import ShotOptions
from bongsu.physics.flight.kernels.heights import EXTENT_SIZE
from bongsu.physics.flight.kernels.leg import RecordTuple
from bongsu.physics.gpu import engagement_loops, loops, raid_loops
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.kernels.many import CountsTuple
from bongsu.physics.raid.kernels.tables import RECORD_COLUMNS, RaidTuple
from bongsu.physics.raid.play import RaidMissiles, no_counts, raid_tables
from bongsu.scenario import load_scenario

TARGET = (9, 0)


def assembler():
    """Path of ptxas in the compiler's own wheel: another release may not read its output."""
    spec = find_spec("nvidia.cuda_nvcc") if find_spec("nvidia") else None
    folders = (spec and spec.submodule_search_locations) or ()
    found = (shutil.which("ptxas", path=str(Path(folder) / "bin")) for folder in folders)
    return next(filter(None, found), None)


def assemble(ptx):
    """What the assembler says of registers and spills."""
    tool = assembler()
    if tool is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "loop.ptx"
        source.write_text(ptx)
        output = str(source.with_suffix(".cubin"))
        arch = f"-arch=sm_{TARGET[0]}{TARGET[1]}"
        done = subprocess.run(
            [tool, "-v", arch, "-o", output, str(source)],
            check=True,
            capture_output=True,
            text=True,
        )
    return done.stdout + done.stderr


def compiled(body, *arguments):
    ptx, _ = cuda.compile_ptx(body, tuple(numba.typeof(a) for a in arguments), cc=TARGET)
    opcodes = Counter(
        line.split()[0] for line in ptx.splitlines() if line.startswith("\t") and line.strip()
    )
    return {
        "target": next(line for line in ptx.splitlines() if line.startswith(".target")),
        "double_fma": sum(n for op, n in opcodes.items() if op.startswith("fma") and "f64" in op),
        "single": sum(n for op, n in opcodes.items() if ".f32" in op),
        "assembled": assemble(ptx),
    }


def main():
    try:
        nvvm.NVVM()
    except nvvm.NvvmSupportError:
        raise SystemExit(3) from None
    # the callees of a loop are compiled for the device at hand: here, for the one named above
    dispatcher.get_current_device = lambda: SimpleNamespace(compute_capability=TARGET)
    world = standard_environment()
    record = RecordTuple(1.0, np.zeros((1, 7)), np.zeros(1), np.zeros((1, 2)))
    rows, ends, status = np.zeros((1, 6)), np.zeros((1, 8)), np.zeros(1, np.int64)
    missile = missile_design("chinese-solid-icbm").kernel()
    found = {
        "arcs": compiled(loops.fly_arcs_body, world, 1.0, 1.0, rows, np.zeros(1), ends, status),
        "launches": compiled(
            loops.fly_launches_body,
            missile,
            (0.0, 0.0, 0.0),
            world,
            1.0,
            1.0,
            record,
            np.zeros((1, 3)),
            ends,
            status,
        ),
    }
    print(json.dumps({"flights": found, "defence": {"raid": raid(), "draws": draws()}}))


def raid():
    battery = raid_battery(fire_unit(load_scenario("korea-2016")))
    options = ShotOptions(*np.ones((3, 2)), launcher_site=np.zeros(2, dtype=np.int64))
    missiles = RaidMissiles(
        flight=np.zeros(2, dtype=np.int64),
        asset=np.zeros(2, dtype=np.int64),
        launch_s=np.zeros(2),
        spread_s=np.ones(2),
        reliability=np.full(2, 0.9),
    )
    room = raid_tables(missiles, [battery], [[options]])
    shared = ("spans", "shots")
    rooms = RaidTuple(
        **{
            name: one if name in shared else one[None].copy()
            for name, one in room._asdict().items()
        }
    )
    none = no_counts(room)
    return compiled(
        raid_loops.count_raids_body,
        stream_key(1, 2),
        rooms,
        np.empty((0, 0, 0)),
        np.empty((0, RECORD_COLUMNS), dtype=np.int64),
        0,
        1,
        1.0,
        CountsTuple(*(one[None].copy() for one in none)),
        none,
    )


def draws():
    korea = load_scenario("korea-2016").only(
        missile="nodong", launch_area="hwangju", shape="minimum-energy"
    )
    (plan,) = flight_plans(korea)
    arcs = aim(korea, plan, [35.2], [129.1]).arcs
    return compiled(
        engagement_loops.engage_body,
        fire_unit(korea).kernel,
        arcs,
        np.empty((1, 9, 7)),
        np.zeros(1, np.int64),
        np.empty((1, 9)),
        np.empty((1, EXTENT_SIZE)),
        np.empty((1, WORK_ROWS, 9)),
        np.empty((1, MOST_SHOTS, SHOT_SIZE)),
        np.empty((1, RESULT_SIZE)),
    )


if __name__ == "__main__":
    main()
