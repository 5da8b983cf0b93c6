"""Flights on a GPU: the same flights as on the CPU, in a simulator, compiled, and on a device."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from math import radians
from pathlib import Path

import numpy as np
import pytest

from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.lanes.free_flight import fly_free
from bongsu.physics.flight.lanes.work import ALOFT, IMPACT, STALLED_ARC
from bongsu.physics.flight.many_arcs import fly_many_arcs
from bongsu.physics.flight.states import GeodeticState, LaunchPoint
from bongsu.physics.gpu import (
    device,
    device_name,
    fly_many_arcs_on_gpu,
    fly_many_launches_on_gpu,
    gpu_problem,
)
from bongsu.physics.numerics.constants import EARTH_GM_M3_S2, EARTH_ROTATION_RAD_S

HERE = Path(__file__).parent
RISING = GeodeticState(
    latitude=0.7, longitude=2.2, altitude=100e3, v_east=2300.0, v_north=0.0, v_up=1900.0
)
LAUNCH = LaunchPoint(latitude=radians(39.5), longitude=radians(126.0))


def run(script, *arguments, **environment):
    return subprocess.run(
        [sys.executable, str(HERE / script), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def free(state, coefficient=2000.0, tolerance=1.0, longest=86400.0, world=None):
    return fly_free(
        standard_environment() if world is None else world,
        1.0 / coefficient,
        tuple(map(float, state[:3])),
        tuple(map(float, state[3:])),
        longest,
        tolerance,
    )


def spread(count):
    """Starts of all kinds: from the ground up, within the air, above it, up and down."""
    rng = np.random.default_rng(4)
    rows = []
    for index in range(count):
        low = index % 3 == 0
        state = GeodeticState(
            latitude=np.arcsin(rng.uniform(-1.0, 1.0)),
            longitude=rng.uniform(-np.pi, np.pi),
            altitude=1.0 if low else rng.uniform(5e3, 300e3),
            v_east=rng.uniform(-3e3, 3e3),
            v_north=rng.uniform(-3e3, 3e3),
            v_up=rng.uniform(300.0 if low else -2e3, 3e3),
        )
        position, velocity = state.to_ecef()
        rows.append([*position, *velocity])
    return np.array(rows)


# at 1e-4 m the steps, and with them the last millimetres, hang on rounding: a step's error estimate
# depends on where the kinks of the air table lie within it
@pytest.mark.parametrize("tolerance", [100.0, 1.0, 1e-6])
def test_one_arc_takes_the_steps_of_the_lanes(tolerance):
    states = spread(300)
    lanes = fly_many_arcs(states, 2000.0, tolerance=tolerance, coast=False)
    for index, state in enumerate(states):
        flight = free(state, tolerance=tolerance)
        assert flight.status == lanes.status[index] == IMPACT
        assert flight.position == pytest.approx(lanes.position[index], abs=1e-3)
        assert flight.velocity == pytest.approx(lanes.velocity[index], abs=1e-4)
        assert flight.time_s == pytest.approx(lanes.time_s[index], abs=1e-6)


@pytest.mark.parametrize("tolerance", [1.0, 1e-4, 1e-6])
def test_after_burnout_one_arc_is_that_of_the_lanes_at_every_tolerance(tolerance):
    rng = np.random.default_rng(1)
    states = []
    for _ in range(200):
        climb, speed = np.radians(40.0 + rng.normal()), 3000.0 + 30.0 * rng.normal()
        state = GeodeticState(
            latitude=np.radians(40.0 + 0.5 * rng.normal()),
            longitude=-0.5,
            altitude=1e5 + 500.0 * rng.normal(),
            v_east=speed * np.cos(climb),
            v_north=0.1 * speed * rng.normal(),
            v_up=speed * np.sin(climb),
        )
        states.append(np.concatenate(state.to_ecef()))
    lanes = fly_many_arcs(states, 2000.0, tolerance=tolerance, coast=False)
    for state, there in zip(states, lanes.position, strict=True):
        assert free(state, tolerance=tolerance).position == pytest.approx(there, abs=1e-3)


@pytest.mark.parametrize("speed", [1.0, 60.0, 700.0, 3000.0])
def test_one_arc_from_the_ground_is_the_single_flight(speed):
    state = GeodeticState(
        latitude=0.6, longitude=2.0, altitude=0.0, v_east=0.5 * speed, v_north=0.0, v_up=speed
    )
    position, velocity = state.to_ecef()
    single = fly_arc(state, ballistic_coefficient=2000.0, tolerance=1e-7)
    flight = free([*position, *velocity], tolerance=1e-7)
    assert flight.position == pytest.approx(single.end.to_ecef()[0], abs=1e-3)
    assert flight.time_s == pytest.approx(single.time_s, abs=1e-6)
    assert flight.apogee_m == pytest.approx(single.apogee_m, abs=1e-2)


def test_one_arc_that_stays_up_says_so():
    radius = 7.5e6
    orbit = np.sqrt(EARTH_GM_M3_S2 / radius) - EARTH_ROTATION_RAD_S * radius
    assert free([radius, 0.0, 0.0, 0.0, orbit, 0.0]).status == ALOFT
    assert free([radius, 0.0, 0.0, 12e3, 0.0, 0.0]).status == ALOFT


def test_one_arc_that_cannot_be_followed_says_so():
    world = standard_environment()
    broken = world._replace(gravity=world.gravity._replace(j2=float("nan")))
    assert free(spread(1)[0], world=broken).status == STALLED_ARC


def test_one_arc_on_the_ground_and_falling_ends_there():
    position, _ = GeodeticState(
        latitude=0.6, longitude=2.0, altitude=0.0, v_east=0.0, v_north=0.0, v_up=0.0
    ).to_ecef()
    flight = free([*position, *(-1e-5 * np.array(position))])
    assert flight.status == IMPACT
    assert flight.time_s == pytest.approx(0.0, abs=1e-6)


def check(found, most_m):
    for part in (found["arcs"], found["fine"], *found["launches"].values()):
        assert part["same_status"]
        assert part["landed"] > 0
        assert part["position_m"] < most_m
        assert part["time_s"] < 1e-6
        assert part["apogee_m"] < most_m
    # the steps of its boost, low and fast, round to millimetres apart, with lift or without
    part = found["with_lift"]
    assert part["same_status"]
    assert part["landed"] > 0
    assert part["position_m"] < 1e3 * most_m
    assert part["time_s"] < 1e-4
    assert part["apogee_m"] < 1e3 * most_m
    assert found["arcs"]["velocity_m_s"] < most_m
    assert found["arcs"]["from_coasting_m"] < 10.0
    assert len(found["arcs"]["chunks"]) == 3


def test_in_the_simulator_flights_are_those_of_the_cpu():
    done = run("agreement.py", "24", "2", NUMBA_ENABLE_CUDASIM="1")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["arcs"]["landed"] == 22
    check(found, 1e-4)


def check_defence(found, moved):
    assert found["raid"]["replications"] == found["raid"]["asked"]
    assert 0 < found["raid"]["leakers"] < 4 * found["raid"]["asked"]
    assert max(found["raid"]["moved"].values()) <= moved
    assert found["draws"]["shots"] > 0
    assert found["draws"]["absent"] > 0
    assert found["draws"]["same_shots"]
    assert found["draws"]["margin_s"] < 1e-3


def test_in_the_simulator_raids_and_draws_are_those_of_the_cpu():
    done = run("defence_agreement.py", "12", "1", NUMBA_ENABLE_CUDASIM="1")
    assert done.returncode == 0, done.stderr
    check_defence(json.loads(done.stdout), moved=0)


def test_loops_compile_for_a_device_that_is_not_there():
    without = "no CUDA compiler: install the extra 'cuda'"
    if find_spec("numba_cuda") is None:
        pytest.skip(without)
    done = run("ptx.py")
    if done.returncode == 3:
        pytest.skip(without)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    raid, draws = found["defence"]["raid"], found["defence"]["draws"]
    assert raid["target"] == draws["target"] == ".target sm_90"
    # exponentials compare words as single precision, so that this is not held of draws
    assert raid["single"] == 0
    assert draws["double_fma"] > 100
    for loop in found["flights"].values():
        assert loop["target"] == ".target sm_90"
        # double precision throughout
        assert loop["double_fma"] > 100
        assert loop["single"] == 0
        # as machine code, with everything in registers
        if loop["assembled"] is not None:
            assert set(re.findall(r"(\d+) bytes spill", loop["assembled"])) == {"0"}
            assert int(re.findall(r"Used (\d+) registers", loop["assembled"])[0]) < 255


def test_on_a_device_flights_are_those_of_the_cpu():
    if gpu_problem() is not None:
        pytest.skip(f"no GPU: {gpu_problem()}")
    done = run("agreement.py", "3000", "100")
    assert done.returncode == 0, done.stderr
    check(json.loads(done.stdout), 1e-3)


def test_on_a_device_raids_and_draws_are_those_of_the_cpu():
    if gpu_problem() is not None:
        pytest.skip(f"no GPU: {gpu_problem()}")
    done = run("defence_agreement.py", "3000", "16")
    assert done.returncode == 0, done.stderr
    # a multiply-add rounds once there, so that a shot may be in time by a hair
    check_defence(json.loads(done.stdout), moved=2)


def test_the_benchmark_measures_or_says_that_there_is_no_device():
    sizes = ("--arcs", "2000", "--launches", "200", "--replications", "2000", "--draws", "16")
    done = run("../../../../benchmarks/gpu.py", "--json", "--rounds", "1", *sizes)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    if gpu_problem() is None:
        assert found["flights"]["arcs"][0]["max_difference_m"] < 1e-3
        assert found["flights"]["launches"]["max_difference_m"] < 1e-3
        assert found["raid"]["moved"] <= 2
        assert found["draws"]["max_margin_apart_s"] < 1e-3
    else:
        assert found == {"device": None, "reason": gpu_problem()}


@pytest.fixture
def no_extra(monkeypatch):
    monkeypatch.setattr(device, "find_spec", lambda _: None)


def test_without_the_extra_the_sentence_says_what_to_install(no_extra):
    sentence = r"pip install 'bongsu\[cuda\]'"
    with pytest.raises(InputError, match=sentence):
        fly_many_arcs_on_gpu(spread(1), 2000.0)
    with pytest.raises(InputError, match=sentence):
        fly_many_launches_on_gpu(missile_design("scud-b"), LAUNCH, azimuth=1.0, loft=0.8)
    with pytest.raises(InputError, match=sentence):
        device_name()


def test_without_a_device_the_sentence_says_so(monkeypatch):
    from numba import cuda

    monkeypatch.setattr(device, "find_spec", lambda _: object())
    monkeypatch.setattr(cuda, "is_available", lambda: False)
    with pytest.raises(InputError, match="no NVIDIA GPU"):
        fly_many_arcs_on_gpu(spread(1), 2000.0)


def test_without_compilation_the_sentence_says_so(monkeypatch):
    monkeypatch.setattr(device.config, "DISABLE_JIT", True)
    with pytest.raises(InputError, match="NUMBA_DISABLE_JIT"):
        fly_many_arcs_on_gpu(spread(1), 2000.0)


@pytest.mark.parametrize(
    ("states", "coefficient", "tolerance"),
    [
        ([[np.nan] * 6], 2000.0, 1.0),
        ([[1.0, 2.0, 3.0]], 2000.0, 1.0),
        ([[0.0] * 6], 2000.0, 1.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], -1.0, 1.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], [1.0, 2.0], 1.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], 2000.0, 0.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], 2000.0, np.nan),
    ],
)
def test_bad_arcs_are_refused_before_a_device_is_looked_for(
    no_extra, states, coefficient, tolerance
):
    with pytest.raises(InputError, match=r"^(?!.*cuda)"):
        fly_many_arcs_on_gpu(states, coefficient, tolerance=tolerance)


@pytest.mark.parametrize(
    ("missile", "course"),
    [
        ("scud-b", {"azimuth": np.nan, "loft": 0.8}),
        ("scud-b", {"azimuth": 1.0, "loft": 2.0}),
        ("scud-b", {"azimuth": 1.0, "loft": [0.8, np.nan]}),
        ("scud-b", {"azimuth": [1.0, 2.0], "loft": [0.8, 0.9, 1.0]}),
        ("scud-b", {"azimuth": [[1.0]], "loft": 0.8}),
        ("scud-b", {"azimuth": 1.0, "loft": 0.8, "cutoff": -1.0}),
        ("scud-b", {"azimuth": 1.0, "loft": 0.8, "cutoff": np.nan}),
        ("scud-b", {"azimuth": 1.0, "loft": 0.8, "tolerance": 0.0}),
        ("pukguksong-2", {"azimuth": 1.0, "loft": 0.8, "cutoff": 80.0}),
    ],
)
def test_bad_courses_are_refused_before_a_device_is_looked_for(no_extra, missile, course):
    with pytest.raises(InputError, match=r"^(?!.*cuda)"):
        fly_many_launches_on_gpu(missile_design(missile), LAUNCH, **course)
