"""Play the same raid and the same draws on the CPU and on the GPU, and print how they differ.

A program of its own: whether Numba simulates a GPU is settled before it is first imported.

    NUMBA_ENABLE_CUDASIM=1 python defence_agreement.py 30 4

plays 30 replications of a raid of four missiles, and 4 draws of a battery against 6 arcs.
"""

import json
import sys

import numpy as np

from bongsu.engagement.batteries import fire_units
from bongsu.engagement.plans import flight_plans
from bongsu.engagement.threats import aim, play_all
from bongsu.physics.gpu import play_arcs_on_gpu, play_raid_on_gpu
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.play import play_raid
from bongsu.scenario import load_scenario, parse_raid
from bongsu.studies.epistemic.sampling import drawn_rows, sobol_lots
from bongsu.studies.raid.played import RaidStudy

RAID = """
format: 1
name: four
title: Four Nodongs at Busan
waves:
  - {missile: nodong, launch_areas: [hwangju], targets: [busan], count: 4, last_launch: 30 s,
     launch_spread: 5 s, reliability: 0.9}
"""
LATITUDE_DEG = np.array([35.2, 35.5, 36.0, 36.5, 37.0, 5.0])
LONGITUDE_DEG = np.array([129.1, 128.0, 128.5, 127.5, 127.0, 127.0])


def raid(korea, replications):
    study = RaidStudy.of(korea, parse_raid(RAID, korea))
    tables, key = study.prepared.tables(study.fire), stream_key(1, 2)
    here = play_raid(tables, key, 100, 100 + replications).arrays()
    there = play_raid_on_gpu(tables, key, 100, 100 + replications).arrays()
    return {
        "asked": replications,
        "replications": int(there["leakers"].sum()),
        "leakers": int((there["leakers"] * np.arange(there["leakers"].size)).sum()),
        "moved": {name: int(np.abs(there[name] - here[name]).sum()) for name in here},
    }


def draws(korea, count):
    one = korea.only(missile="nodong", launch_area="hwangju", shape="minimum-energy")
    rows = drawn_rows(one, flights=False)
    drawn = rows.scenarios(rows.values(sobol_lots(len(rows.movers), 16, 1), "cited")[:count])
    (plan,) = flight_plans(one)
    aimed = aim(one, plan, LATITUDE_DEG, LONGITUDE_DEG)
    units = [unit for scenario in drawn for unit in fire_units(scenario)]
    here = play_all(units, aimed)
    there = play_arcs_on_gpu([unit.kernel for unit in units], aimed.arcs)
    return {
        "shots": int(np.nansum([part.shots for part in there])),
        "absent": int(np.isnan([part.shots for part in there]).sum()),
        "same_shots": all(
            np.array_equal(a.shots, b.shots, equal_nan=True)
            for a, b in zip(here, there, strict=True)
        ),
        "margin_s": float(
            max(
                np.nanmax(np.abs(a.margin_s - b.margin_s)) for a, b in zip(here, there, strict=True)
            )
        ),
    }


def main():
    korea = load_scenario("korea-2016")
    print(
        json.dumps({"raid": raid(korea, int(sys.argv[1])), "draws": draws(korea, int(sys.argv[2]))})
    )


if __name__ == "__main__":
    main()
