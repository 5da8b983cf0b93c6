"""The map of steering: as good as flights, the same whoever asks, silent where a shape ends."""

from dataclasses import replace
from math import pi, radians

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.threats import aim, aim_and_play_all, one_plan, play_all
from bongsu.physics.aim.aiming import aim_grid, prepared
from bongsu.physics.aim.kernels.many import aim_points
from bongsu.physics.aim.kernels.map import (
    FIRST_ANGLE_RAD,
    LOG_STEP,
    SOLVED,
    map_place,
    node_point,
    polar_frame,
    quintic_weights,
)
from bongsu.physics.aim.kernels.steering import ALLOWED_MISS_M, OK, SOUGHT_MISS_M, aim_point
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.scenario import load_scenario
from bongsu.words import SHAPES

KOREA = load_scenario()
HWANGJU = KOREA.place("launch-area", "hwangju")


def grid(side=12):
    latitude, longitude = np.meshgrid(
        np.linspace(34.3, 38.3, side), np.linspace(126.3, 129.5, side)
    )
    return latitude.ravel(), longitude.ravel()


@pytest.mark.parametrize(
    "launch", [(0.69, 2.2, 0.0), (-1.2, -3.1, 900.0), (0.0, 0.0, 0.0), (1.5705, 1.0, 0.0)]
)
@pytest.mark.parametrize(("row", "column"), [(0, 20), (5, 60), (11, 95), (15, 0)])
def test_a_node_is_found_where_it_was_put(launch, row, column):
    frame = polar_frame(launch)
    latitude, longitude = node_point(frame, row, column)
    across, place, bearing = map_place(frame, geodetic_to_ecef(latitude, longitude, 0.0))
    assert (across - row + 8.0) % 16.0 == pytest.approx(8.0, abs=1e-6)
    assert place == pytest.approx(column, abs=1e-6)
    assert -pi <= bearing <= pi


def test_quintics_are_met_exactly():
    nodes = np.arange(6.0)
    for s in (0.0, 0.3, 2.5, 4.9, 5.0):
        for power in range(6):
            weights = np.array(quintic_weights(s))
            assert weights @ nodes**power == pytest.approx(s**power, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_map_answers_as_flights_without_it(shape):
    plan = one_plan(KOREA, "nodong", HWANGJU, shape)
    points = np.radians(np.stack(grid(9), axis=1))
    task, steering = prepared(plan.aiming, points, shape, None, 1.0)
    status = np.zeros(len(points), dtype=np.int64)
    numbers = np.zeros((len(points), 6))
    aim_points(task, steering, points, status, numbers, 0, len(points))
    alone = [
        aim_point(*task[:5], latitude, longitude, 0.0, 1.0, SOUGHT_MISS_M)
        for latitude, longitude in points
    ]
    assert np.array_equal(status, [one.status for one in alone])
    reached = status == OK
    assert np.count_nonzero(reached) > 40
    assert numbers[reached, 3].max() <= ALLOWED_MISS_M
    # one flight mostly proves the steering, to a metre or two
    assert np.median(numbers[reached, 3]) < 3.0
    times = np.array([one.flight.time_s for one in alone])
    apogees = np.array([one.flight.apogee_m for one in alone])
    assert np.allclose(numbers[reached, 4], times[reached], rtol=1e-3)
    assert np.allclose(numbers[reached, 5], apogees[reached], rtol=3e-3)


def test_it_does_not_matter_who_asked_first():
    plan = one_plan(KOREA, "scud-c", HWANGJU, "minimum-energy")
    latitude, longitude = (np.radians(values) for values in grid(10))
    whole = aim_grid(replace(plan.aiming, maps={}), latitude, longitude)
    backwards = replace(plan.aiming, maps={})
    for part in (slice(60, 100), slice(30, 60), slice(0, 30)):
        found = aim_grid(backwards, latitude[part], longitude[part])
        for name in ("status", "azimuth", "loft", "cutoff_s", "miss_m"):
            assert np.array_equal(getattr(found, name), getattr(whole, name)[part], equal_nan=True)


def test_nodes_are_solved_only_where_points_ask():
    plan = one_plan(KOREA, "nodong", HWANGJU, "minimum-energy")
    aiming = replace(plan.aiming, maps={})
    aim_grid(aiming, radians(36.0), radians(128.0))
    (steering,) = aiming.maps.values()
    assert np.count_nonzero(steering.state) == 36
    solved = steering.values[steering.state == SOLVED]
    assert len(solved) == 36
    angles = FIRST_ANGLE_RAD * np.exp(LOG_STEP * np.nonzero(steering.state)[1])
    assert angles.min() < 0.058 < angles.max()


@pytest.mark.parametrize(
    ("missile", "shape"),
    [("nodong", "minimum-energy"), ("musudan", "full-burn-lofted"), ("scud-b", "minimum-energy")],
)
def test_one_pass_gives_what_two_give(missile, shape):
    plan = one_plan(KOREA, missile, HWANGJU, shape)
    units = [fire_unit(KOREA), fire_unit(KOREA.moved("pyeongtaek"))]
    told = []
    aimed, played = aim_and_play_all(units, KOREA, plan, *grid(), progress=told.append)
    again = aim(KOREA, plan, *grid())
    assert sum(told) == 2 * len(aimed.status)
    assert np.array_equal(aimed.status, again.status)
    assert np.allclose(aimed.arcs.steering, again.arcs.steering, rtol=1e-8, equal_nan=True)
    for one, two in zip(played, play_all(units, again), strict=True):
        assert np.allclose(one, two, rtol=1e-6, atol=1e-3, equal_nan=True)
