"""Fly the same cases on the CPU and on the GPU, and print how far apart they end.

A program of its own: whether Numba simulates a GPU is settled before it is first imported.

    NUMBA_ENABLE_CUDASIM=1 python agreement.py 24 6

flies 24 arcs at the default tolerance and half as many at the fine one, and 6 courses of each of
two missiles.
"""

import json
import sys
from math import radians

import numpy as np

import bongsu.physics.gpu.chunks
from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.lanes.free_flight import fly_free
from bongsu.physics.flight.lanes.work import IMPACT
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.limits import LONGEST_FLIGHT_S
from bongsu.physics.flight.many_arcs import fly_many_arcs
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.gpu import fly_many_arcs_on_gpu, fly_many_launches_on_gpu

LAUNCH = LaunchPoint(latitude=radians(39.5), longitude=radians(126.0), altitude=100.0)


def starts(count, rng):
    """Starts anywhere on Earth: from the ground, within the air, above it; the last two stay up."""
    states = np.empty((count, 6))
    for row in states:
        latitude, longitude = np.arcsin(rng.uniform(-1, 1)), rng.uniform(-np.pi, np.pi)
        altitude = rng.choice([0.0, rng.uniform(10e3, 90e3), rng.uniform(90e3, 300e3)])
        east, north, up = east_north_up_axes(latitude, longitude)
        angle = radians(rng.uniform(15.0, 90.0) * (1.0 if altitude == 0.0 else rng.choice([-1, 1])))
        azimuth = rng.uniform(-np.pi, np.pi)
        across = np.sin(azimuth) * np.array(east) + np.cos(azimuth) * np.array(north)
        row[:3] = geodetic_to_ecef(latitude, longitude, altitude)
        row[3:] = rng.uniform(200.0, 6500.0) * (
            np.cos(angle) * across + np.sin(angle) * np.array(up)
        )
    states[-2] = [7.5e6, 0.0, 0.0, 0.0, 6743.7, 0.0]
    states[-1] = [7.5e6, 0.0, 0.0, 12e3, 0.0, 0.0]
    return states, np.exp(rng.uniform(np.log(300.0), np.log(20e3), count))


def arcs(states, coefficient, tolerance, world):
    options = {"environment": world}
    chunks = []
    there = fly_many_arcs_on_gpu(
        states, coefficient, tolerance=tolerance, progress=chunks.append, **options
    )
    here = fly_many_arcs(states, coefficient, tolerance=tolerance, coast=False, **options)
    coasting = fly_many_arcs(states, coefficient, tolerance=tolerance, **options)
    down = coasting.status == IMPACT
    apogee = [
        fly_free(
            world, 1.0 / coefficient[i], tuple(row[:3]), tuple(row[3:]), LONGEST_FLIGHT_S, tolerance
        ).apogee_m
        for i, row in enumerate(states)
    ]
    return {
        "landed": int(down.sum()),
        "same_status": bool(np.array_equal(there.status, coasting.status)),
        "position_m": float(np.abs(there.position - here.position)[down].max()),
        "velocity_m_s": float(np.abs(there.velocity - here.velocity)[down].max()),
        "time_s": float(np.abs(there.time_s - here.time_s)[down].max()),
        "apogee_m": float(np.abs(there.apogee_m - apogee)[down].max()),
        "from_coasting_m": float(np.abs(there.position - coasting.position)[down].max()),
        "chunks": chunks,
    }


def launches(name, count):
    missile = missile_design(name)
    rng = np.random.default_rng(3)
    azimuth, loft = rng.uniform((0.0, 0.4), (6.2, 1.4), (count, 2)).T
    cutoff = np.full(count, np.inf)
    if missile.can_cut_off:
        cutoff = missile.burn_time_s * rng.uniform(0.9, 1.05, count)
    there = fly_many_launches_on_gpu(missile, LAUNCH, azimuth=azimuth, loft=loft, cutoff=cutoff)
    position, time, apogee, landed = 0.0, 0.0, 0.0, 0
    for i in range(count):
        try:
            here = fly(missile, LAUNCH, azimuth=azimuth[i], loft=loft[i], cutoff=cutoff[i])
        except OutOfReachError:
            continue
        landed += 1
        end, _ = here.impact.to_ecef()
        position = max(position, float(np.abs(there.position[i] - end).max()))
        time = max(time, abs(there.time_s[i] - here.time_s))
        apogee = max(apogee, abs(there.apogee_m[i] - here.apogee_m))
    return {
        "landed": landed,
        "same_status": int((there.status == IMPACT).sum()) == landed,
        "position_m": position,
        "time_s": float(time),
        "apogee_m": float(apogee),
    }


def main():
    many, courses = int(sys.argv[1]), int(sys.argv[2])
    # several chunks, the last one short
    bongsu.physics.gpu.chunks.CHUNK = (many + 2) // 3
    states, coefficient = starts(many, np.random.default_rng(8))
    few = slice(many // 2, -2)
    world = standard_environment("J2..J4", "exponential")
    found = {
        "arcs": arcs(states, coefficient, 1.0, standard_environment()),
        # without those that stay up, which take many steps
        "fine": arcs(states[few], coefficient[few], 1e-4, world),
        "launches": {name: launches(name, courses) for name in ("scud-b", "chinese-solid-icbm")},
        "with_lift": launches("kn-23", courses),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
