"""Aimed arcs: every shape, short and long ranges, awkward places, statuses; grids."""

import math
from dataclasses import replace
from math import degrees, radians

import numpy as np
import pytest
from pyproj import Geod

from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.aim.aiming import aim, aim_grid, prepare_aiming
from bongsu.physics.aim.flown import fly_aimed
from bongsu.physics.aim.kernels.table import look_up, ridge_loft, wrap
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.limits import FINE_TOLERANCE_M
from bongsu.physics.flight.missile import MachTable, MissileDesign, StageDesign
from bongsu.physics.flight.states import LaunchPoint
from bongsu.words import AIM_STATUSES, SHAPES

ELLIPSOID = Geod(ellps="WGS84")
G0 = 9.80665
DRAG = MachTable(mach=(0.0, 0.8, 1.2, 1.8, 5.0), value=(0.15, 0.15, 0.40, 0.25, 0.15))
ALLOWED_MISS_M = 50.0


def stage(propellant, inert, burn, sea_level, vacuum, diameter):
    return StageDesign(
        propellant_mass_kg=propellant,
        inert_mass_kg=inert,
        burn_time_s=burn,
        sea_level_thrust_n=propellant * sea_level * G0 / burn,
        vacuum_thrust_n=propellant * vacuum * G0 / burn,
        diameter_m=diameter,
        drag=DRAG,
    )


MEDIUM = MissileDesign(
    name="medium",
    stages=(stage(12912.0, 1780.0, 110.0, 226.0, 250.0, 1.32),),
    payload_mass_kg=700.0,
    ballistic_coefficient_kg_m2=MachTable.constant(5000.0),
    separating=True,
    can_cut_off=True,
    vertical_rise_s=5.0,
    pitch_over_end_s=60.0,
)
SOLID = replace(MEDIUM, name="solid", can_cut_off=False)
LONG = MissileDesign(
    name="long",
    stages=(
        stage(27100.0, 3400.0, 61.0, 237.0, 265.0, 2.1),
        stage(8200.0, 1430.0, 66.0, 230.0, 280.0, 2.1),
        stage(4300.0, 560.0, 61.0, 230.0, 282.0, 1.5),
    ),
    payload_mass_kg=800.0,
    ballistic_coefficient_kg_m2=MachTable.constant(9770.0),
    separating=True,
    can_cut_off=True,
    vertical_rise_s=5.0,
    pitch_over_end_s=60.0,
)
LAUNCH = LaunchPoint(latitude=radians(39.5), longitude=radians(126.0))
AT_KOREA = prepare_aiming(MEDIUM, LAUNCH)


def true_miss(aiming, arc, latitude, longitude):
    """Distance of the impact from the aim point, flown again at the fine tolerance [m]."""
    flight = fly(
        aiming.missile,
        aiming.launch,
        azimuth=arc.azimuth,
        loft=arc.loft,
        cutoff=arc.cutoff_s,
        environment=aiming.environment,
        tolerance=FINE_TOLERANCE_M,
    )
    end = flight.impact
    return ELLIPSOID.inv(*map(degrees, (longitude, latitude, end.longitude, end.latitude)))[2]


def away(launch, azimuth_deg, range_km):
    longitude, latitude, _ = ELLIPSOID.fwd(
        degrees(launch.longitude), degrees(launch.latitude), azimuth_deg, 1e3 * range_km
    )
    return radians(latitude), radians(longitude)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("azimuth", [0.0, 95.0, 180.0, 291.0])
@pytest.mark.parametrize("range_km", [250.0, 700.0, 1100.0])
def test_every_shape_comes_down_on_the_point(shape, azimuth, range_km):
    point = away(LAUNCH, azimuth, range_km)
    arc = aim(AT_KOREA, *point, shape)
    if arc.status == "no-such-shape":
        assert shape in ("depressed", "full-burn-depressed")
        return
    assert arc.status == "ok"
    assert true_miss(AT_KOREA, arc, *point) <= ALLOWED_MISS_M


@pytest.mark.parametrize("range_km", [100.0, 300.0, 1200.0])
def test_short_ranges_of_a_missile_that_flies_far(range_km):
    point = away(LAUNCH, 150.0, range_km)
    arc = aim(AT_KOREA, *point)
    assert arc.status == "ok"
    assert true_miss(AT_KOREA, arc, *point) <= ALLOWED_MISS_M


@pytest.mark.parametrize(
    ("latitude", "longitude", "altitude", "azimuth", "range_km"),
    [
        (39.5, 126.0, 0.0, 20.0, 9000.0),
        (39.5, 126.0, 1500.0, 40.0, 12000.0),
        (55.0, 170.0, 0.0, 100.0, 4000.0),
        (-20.0, -179.9, 200.0, 270.0, 6000.0),
        (85.0, 10.0, 0.0, 5.0, 5000.0),
        (0.0, 0.0, 5000.0, 90.0, 8000.0),
        (-89.5, 0.0, 2800.0, 0.0, 7000.0),
    ],
)
def test_long_ranges_over_the_date_line_and_near_the_poles(
    latitude, longitude, altitude, azimuth, range_km
):
    launch = LaunchPoint(
        latitude=radians(latitude), longitude=radians(longitude), altitude=altitude
    )
    aiming = prepare_aiming(LONG, launch)
    point = away(launch, azimuth, range_km)
    arc = aim(aiming, *point)
    assert arc.status == "ok", arc.explanation
    assert true_miss(aiming, arc, *point) <= ALLOWED_MISS_M


# missile, ranges that it is aimed over [km]
CLASSES = [
    ("scud-b", (100.0, 200.0, 300.0)),
    ("nodong", (100.0, 500.0, 1250.0)),
    ("hwasong-12", (100.0, 214.0, 1000.0, 2500.0, 4200.0)),
    ("pukguksong-2", (100.0, 400.0, 1100.0)),
    ("russian-solid-icbm", (2600.0, 6000.0, 9000.0)),
    ("chinese-solid-icbm", (3000.0, 8000.0, 12000.0)),
]
# latitude, longitude [deg], altitude [m], azimuth of the points [deg]
PLACES = [(39.0, 126.0, 0.0, 100.0), (52.0, 178.0, 900.0, 40.0), (-87.0, 30.0, 2800.0, 250.0)]


@pytest.mark.parametrize(("name", "ranges"), CLASSES, ids=[name for name, _ in CLASSES])
@pytest.mark.parametrize("place", PLACES, ids=["korea", "date line", "pole"])
def test_missiles_of_the_catalogue_come_down_on_the_point(name, ranges, place):
    latitude, longitude, altitude, azimuth = place
    launch = LaunchPoint(
        latitude=radians(latitude), longitude=radians(longitude), altitude=altitude
    )
    aiming = prepare_aiming(missile_design(name), launch)
    flown = set()
    for shape in SHAPES:
        for range_km in ranges:
            point = away(launch, azimuth, range_km)
            arc = aim(aiming, *point, shape)
            if arc.status == "ok":
                flown.add((shape, range_km))
                assert true_miss(aiming, arc, *point) <= ALLOWED_MISS_M, (shape, range_km)
    simplest = "minimum-energy" if aiming.missile.can_cut_off else "full-burn-lofted"
    # westwards the Earth's rotation takes the farthest of them out of reach
    assert {(simplest, range_km) for range_km in ranges[:-1]} <= flown
    assert {("full-burn-lofted", range_km) for range_km in ranges[:-1]} <= flown


@pytest.mark.parametrize("range_km", [15.0, 60.0, 214.0, 450.0])
def test_a_steep_arc_to_a_point_nearer_than_the_earth_turns_away(range_km):
    # straight up, the Hwasong-12 comes down 237 km west: the azimuth has nothing to do with the
    # bearing, but there is an arc
    aiming = prepare_aiming(missile_design("hwasong-12"), LAUNCH)
    for bearing in range(0, 360, 45):
        point = away(LAUNCH, float(bearing), range_km)
        for shape, apogee in (("full-burn-lofted", None), ("lofted", 1.7e6)):
            arc = aim(aiming, *point, shape, apogee_m=apogee)
            assert arc.status == "ok", (shape, bearing)
            assert arc.loft > radians(75.0)
            assert true_miss(aiming, arc, *point) <= ALLOWED_MISS_M


def farthest_flown(aiming, azimuth):
    """Range and bearing of the farthest full burn on an azimuth, by flights alone [km, deg]."""
    found = (0.0, 0.0)
    for loft in np.radians(np.arange(8.0, 60.0, 1.0)):
        end = fly(aiming.missile, aiming.launch, azimuth=azimuth, loft=loft).impact
        bearing, _, distance = ELLIPSOID.inv(
            *map(
                degrees,
                (aiming.launch.longitude, aiming.launch.latitude, end.longitude, end.latitude),
            )
        )
        found = max(found, (distance / 1e3, bearing))
    return found


@pytest.mark.parametrize("missile", [MEDIUM, SOLID], ids=["liquid", "solid"])
@pytest.mark.parametrize("azimuth", [0.0, 90.0, 200.0, 300.0])
def test_out_of_range_means_beyond_every_arc(missile, azimuth):
    aiming = prepare_aiming(missile, LAUNCH)
    edge, bearing = farthest_flown(aiming, radians(azimuth))
    inside = away(LAUNCH, bearing, 0.99 * edge)
    assert aim(aiming, *inside, "full-burn-lofted").status == "ok"
    for shape in SHAPES:
        outside = away(LAUNCH, bearing, 1.01 * edge)
        assert aim(aiming, *outside, shape).status == "out-of-range"
        answer = aim(aiming, *inside, shape).status
        assert answer in ("ok", "no-such-shape")


@pytest.mark.parametrize("azimuth", [0.0, 90.0, 200.0, 300.0])
def test_no_such_shape_means_within_range_but_not_on_this_arc(azimuth):
    # the flattest full burn bounds the depressed ones from below
    end = fly(MEDIUM, LAUNCH, azimuth=radians(azimuth), loft=radians(8.0)).impact
    bearing, _, nearest = ELLIPSOID.inv(126.0, 39.5, degrees(end.longitude), degrees(end.latitude))
    shape = "full-burn-depressed"
    assert aim(AT_KOREA, *away(LAUNCH, bearing, 1.01e-3 * nearest), shape).status == "ok"
    answer = aim(AT_KOREA, *away(LAUNCH, bearing, 0.99e-3 * nearest), shape)
    assert answer.status == "no-such-shape"
    assert "so near" in answer.explanation


@pytest.mark.parametrize("name", ["scud-c", "nodong", "hwasong-12", "russian-solid-icbm"])
def test_each_branch_of_a_family_is_monotone(name):
    # range falls on both sides of the farthest loft and grows with the cut-off: one arc per shape
    table = prepare_aiming(missile_design(name), LAUNCH).table
    lofts = np.linspace(table.loft_rad, radians(89.5), 200)
    latest = table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    for azimuth in np.radians(np.arange(0.0, 360.0, 30.0)):
        along = np.array([look_up(table, azimuth, loft, latest)[0] for loft in lofts])
        top = int(along.argmax())
        assert np.all(np.diff(along[: top + 1]) > 0.0)
        assert np.all(np.diff(along[top:]) < 0.0)
        cutoffs = np.linspace(table.cutoff_s, latest, 60)
        reach = [look_up(table, azimuth, ridge_loft(table, azimuth, c), c)[0] for c in cutoffs]
        assert np.all(np.diff(reach) > 0.0)


def test_ten_thousand_points_in_one_call_each_with_its_answer():
    latitude, longitude = np.meshgrid(
        np.radians(np.linspace(20.0, 55.0, 100)), np.radians(np.linspace(110.0, 150.0, 100))
    )
    arcs = aim_grid(AT_KOREA, latitude, longitude)
    assert arcs.status.shape == (100, 100)
    distance = ELLIPSOID.inv(
        np.full(10_000, 126.0),
        np.full(10_000, 39.5),
        np.degrees(longitude).ravel(),
        np.degrees(latitude).ravel(),
    )[2].reshape(100, 100)
    ok = arcs.status == AIM_STATUSES.index("ok")
    assert np.all(ok[(distance > 50e3) & (distance < 1350e3)])
    assert np.all(arcs.status[distance > 1650e3] == AIM_STATUSES.index("out-of-range"))
    assert np.array_equal(np.isfinite(arcs.miss_m), ok)
    assert arcs.miss_m[ok].max() <= ALLOWED_MISS_M


def test_minimum_energy_is_the_earliest_cut_off():
    point = away(LAUNCH, 150.0, 800.0)
    arc = aim(AT_KOREA, *point)
    for change in (-3.0, 3.0):
        loft = arc.loft + radians(change)
        flight = fly(MEDIUM, LAUNCH, azimuth=arc.azimuth, loft=loft, cutoff=arc.cutoff_s)
        end = flight.impact
        flown = ELLIPSOID.inv(
            degrees(LAUNCH.longitude),
            degrees(LAUNCH.latitude),
            degrees(end.longitude),
            degrees(end.latitude),
        )[2]
        assert flown < 800e3 - 100.0


def test_shapes_differ_as_their_names_say():
    point = away(LAUNCH, 150.0, 800.0)
    arcs = {shape: aim(AT_KOREA, *point, shape) for shape in SHAPES}
    apogee = {shape: arc.apogee_m for shape, arc in arcs.items()}
    base = apogee["minimum-energy"]
    assert apogee["lofted"] == pytest.approx(2.0 * base, rel=5e-3)
    assert apogee["depressed"] == pytest.approx(0.6 * base, rel=5e-3)
    assert apogee["full-burn-lofted"] > apogee["lofted"]
    assert apogee["full-burn-depressed"] < apogee["depressed"]
    assert arcs["full-burn-lofted"].cutoff_s == pytest.approx(110.0)


def test_an_apogee_is_met():
    point = away(LAUNCH, 150.0, 500.0)
    arc = aim(AT_KOREA, *point, "lofted", apogee_m=400e3)
    assert arc.apogee_m == pytest.approx(400e3, rel=1.1e-3)
    contradiction = aim(AT_KOREA, *point, "lofted", apogee_m=50e3)
    assert contradiction.status == "no-such-shape"
    assert math.isnan(contradiction.azimuth)
    assert "apogee" in contradiction.explanation


def test_out_of_range_is_an_answer():
    arc = aim(AT_KOREA, *away(LAUNCH, 150.0, 3000.0))
    assert arc.status == "out-of-range"
    assert "does not reach" in arc.explanation
    with pytest.raises(OutOfReachError, match="does not reach"):
        fly_aimed(AT_KOREA, arc)


def test_the_edge_of_the_range_is_found_by_flights():
    reached = [
        aim(AT_KOREA, *away(LAUNCH, 150.0, r)).status == "ok" for r in np.arange(1300, 1700, 10.0)
    ]
    edge = reached.index(False)
    assert all(reached[:edge])
    assert not any(reached[edge:])
    lofts = np.radians(np.arange(35.0, 48.0, 0.5))
    farthest = 0.0
    for loft in lofts:
        end = fly(MEDIUM, LAUNCH, azimuth=radians(150.0), loft=loft).impact
        farthest = max(
            farthest,
            ELLIPSOID.inv(126.0, 39.5, degrees(end.longitude), degrees(end.latitude))[2],
        )
    assert abs(1300.0 + 10.0 * edge - farthest / 1e3) < 25.0


def test_solids_have_only_full_burn_arcs():
    aiming = prepare_aiming(SOLID, LAUNCH)
    point = away(LAUNCH, 150.0, 700.0)
    for shape in ("minimum-energy", "lofted", "depressed"):
        arc = aim(aiming, *point, shape)
        assert arc.status == "no-such-shape"
        assert "burns all its propellant" in arc.explanation
    arc = aim(aiming, *point, "full-burn-lofted")
    assert arc.status == "ok"
    assert true_miss(aiming, arc, *point) <= ALLOWED_MISS_M


def test_a_grid_agrees_with_single_points_and_threads_do_not_matter(monkeypatch):
    latitude, longitude = np.meshgrid(
        np.radians(np.linspace(33.0, 39.0, 24)), np.radians(np.linspace(125.0, 130.0, 24))
    )
    monkeypatch.setenv("BONGSU_THREADS", "1")
    one = aim_grid(AT_KOREA, latitude, longitude)
    monkeypatch.setenv("BONGSU_THREADS", "2")
    two = aim_grid(AT_KOREA, latitude, longitude)
    assert one.status.shape == latitude.shape
    for name in ("status", "azimuth", "loft", "cutoff_s", "miss_m"):
        assert np.array_equal(getattr(one, name), getattr(two, name), equal_nan=True)
    single = aim(AT_KOREA, latitude[3, 5], longitude[3, 5])
    assert single.azimuth == one.azimuth[3, 5]
    assert single.cutoff_s == one.cutoff_s[3, 5]
    assert np.all(one.status == AIM_STATUSES.index("ok"))
    assert one.miss_m.max() <= ALLOWED_MISS_M


def test_a_grid_reports_each_point_and_hides_no_number():
    latitude = np.radians([36.0, -10.0, 39.45])
    longitude = np.radians([128.0, 140.0, 126.02])
    arcs = aim_grid(AT_KOREA, latitude, longitude, "full-burn-lofted")
    assert [AIM_STATUSES[code] for code in arcs.status[:2]] == ["ok", "out-of-range"]
    good = arcs.status == AIM_STATUSES.index("ok")
    for name in ("azimuth", "loft", "cutoff_s", "miss_m", "time_of_flight_s", "apogee_m"):
        assert np.array_equal(np.isfinite(getattr(arcs, name)), good)


def test_the_flight_of_an_arc():
    point = away(LAUNCH, 150.0, 800.0)
    arc = aim(AT_KOREA, *point, tolerance=0.01)
    flown = fly_aimed(AT_KOREA, arc, tolerance=0.01)
    assert flown.range_m == pytest.approx(800e3, abs=60.0)
    assert flown.flight.apogee_m == pytest.approx(arc.apogee_m, abs=1.0)
    assert flown.reentry_speed_m_s < flown.flight.burnout.speed
    down = flown.flight.crossings_s[:2, 1]
    assert flown.in_band_s == pytest.approx(down[0] - down[1])


def test_a_band_above_the_apogee_takes_no_time():
    arc = aim(AT_KOREA, *away(LAUNCH, 150.0, 300.0))
    flown = fly_aimed(AT_KOREA, arc, band=(200e3, 300e3))
    assert flown.in_band_s == 0.0


def test_angles_wrap():
    assert wrap(math.pi) == pytest.approx(-math.pi)
    assert wrap(-7.0 * math.pi / 2.0) == pytest.approx(math.pi / 2.0)


@pytest.mark.parametrize(
    ("latitude", "longitude", "options", "words"),
    [
        (math.nan, 2.0, {}, "aim points need latitudes"),
        (2.0, 2.0, {}, "aim points need latitudes"),
        (0.5, 7.0, {}, "aim points need latitudes"),
        (0.5, 2.0, {"shape": "flat"}, "shape must be one of"),
        (0.5, 2.0, {"shape": "lofted", "apogee_m": -5.0}, "apogee must lie"),
        (0.5, 2.0, {"tolerance": 0.0}, "tolerance must lie"),
    ],
)
def test_bad_aim_is_refused(latitude, longitude, options, words):
    with pytest.raises(InputError, match=words):
        aim(AT_KOREA, latitude, longitude, **options)
