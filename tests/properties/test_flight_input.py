"""Whatever the input: a flight, an answer or one clear error; never NaN, never silence."""

import contextlib
import io
import math
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from bongsu.__main__ import main
from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.aim.aiming import aim, prepare_aiming
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.limits import FINE_TOLERANCE_M
from bongsu.physics.flight.lofted import range_from_lofted_test
from bongsu.physics.flight.missile import MachTable, MissileDesign, StageDesign
from bongsu.physics.flight.states import GeodeticState, LaunchPoint
from bongsu.words import SHAPES

ANY = st.floats(allow_nan=True, allow_infinity=True, width=64)
STAGE = StageDesign(
    propellant_mass_kg=3700.0,
    inert_mass_kg=1200.0,
    vacuum_thrust_n=145e3,
    sea_level_thrust_n=131e3,
    burn_time_s=62.0,
    diameter_m=0.88,
    drag=MachTable.constant(0.25),
)
MISSILE = MissileDesign(
    name="test",
    stages=(STAGE,),
    payload_mass_kg=900.0,
    ballistic_coefficient_kg_m2=MachTable.constant(4000.0),
    separating=True,
    can_cut_off=True,
    vertical_rise_s=4.0,
    pitch_over_end_s=45.0,
)
AIMING = prepare_aiming(MISSILE, LaunchPoint(latitude=0.7, longitude=3.1))


@given(values=st.tuples(ANY, ANY, ANY, ANY, ANY, ANY), coefficient=st.none() | ANY)
@settings(max_examples=150)
def test_any_state_flies_or_is_refused(values, coefficient):
    names = ("latitude", "longitude", "altitude", "v_east", "v_north", "v_up")
    try:
        state = GeodeticState(**dict(zip(names, values, strict=True)))
        arc = fly_arc(state, ballistic_coefficient=coefficient, duration=3000.0)
    except InputError:
        return
    assert np.all(np.isfinite(arc.samples.array))


@given(
    latitude=st.floats(-math.pi / 2, math.pi / 2),
    longitude=st.floats(-math.pi, math.pi),
    altitude=st.floats(0.0, 2e6),
    velocity=st.tuples(*[st.floats(-8e3, 8e3)] * 3),
    coefficient=st.none() | st.floats(10.0, 1e6),
)
@settings(max_examples=150)
def test_any_reasonable_state_ends_on_the_ground_or_in_time(
    latitude, longitude, altitude, velocity, coefficient
):
    if altitude < 0.01 and velocity[2] < 1.0:
        return
    state = GeodeticState(
        latitude=latitude,
        longitude=longitude,
        altitude=altitude,
        v_east=velocity[0],
        v_north=velocity[1],
        v_up=velocity[2],
    )
    arc = fly_arc(state, ballistic_coefficient=coefficient, duration=20000.0)
    assert np.all(np.isfinite(arc.samples.array))
    assert arc.apogee_m >= altitude * (1.0 - 6e-6) - 1e-3
    if arc.event == "impact":
        assert abs(arc.end.altitude) < 1e-3
    else:
        assert arc.time_s == 20000.0


@given(
    latitude=st.floats(-1.5, 1.5),
    longitude=st.floats(-3.1, 3.1),
    velocity=st.tuples(*[st.floats(-3e3, 3e3)] * 3),
    time=st.floats(1.0, 300.0),
)
@settings(max_examples=40)
def test_time_reversal_without_drag(latitude, longitude, velocity, time):
    environment = standard_environment("J2", "none")
    mirrored = environment._replace(rotation_rad_s=-environment.rotation_rad_s)
    state = GeodeticState(
        latitude=latitude,
        longitude=longitude,
        altitude=1.6e6,
        v_east=velocity[0],
        v_north=velocity[1],
        v_up=velocity[2],
    )
    end = fly_arc(state, duration=time, environment=environment, tolerance=1e-5).end
    turned = replace(end, v_east=-end.v_east, v_north=-end.v_north, v_up=-end.v_up)
    back = fly_arc(turned, duration=time, environment=mirrored, tolerance=1e-5).end
    assert np.allclose(back.to_ecef()[0], state.to_ecef()[0], rtol=0.0, atol=5e-3)


@given(
    field=st.sampled_from(
        ["propellant_mass_kg", "inert_mass_kg", "vacuum_thrust_n", "burn_time_s", "diameter_m"]
    ),
    value=st.sampled_from([math.nan, math.inf, -math.inf, -1.0, 0.0, -1e-300, 1e300]),
)
def test_impossible_stages_are_refused(field, value):
    if field == "inert_mass_kg" and value == 0.0:
        return
    with pytest.raises(InputError, match="must lie between"):
        replace(STAGE, **{field: value})


@given(
    latitude=st.floats(-math.pi / 2, math.pi / 2),
    longitude=st.floats(-2 * math.pi, 2 * math.pi),
    shape=st.sampled_from(SHAPES),
    apogee=st.none() | st.floats(1e3, 5e7),
)
@settings(max_examples=150)
def test_any_aim_point_has_an_answer(latitude, longitude, shape, apogee):
    arc = aim(AIMING, latitude, longitude, shape, apogee_m=apogee)
    if arc.status == "ok":
        assert arc.miss_m <= 50.0
        assert arc.explanation == ""
    else:
        assert arc.status in ("out-of-range", "no-such-shape")
        assert len(arc.explanation) > 20
        assert math.isnan(arc.miss_m)


AIMINGS = [
    prepare_aiming(
        missile_design(name),
        LaunchPoint(latitude=math.radians(lat), longitude=math.radians(lon), altitude=altitude),
    )
    for name, lat, lon, altitude in (
        ("scud-b", 38.0, 126.6, 300.0),
        ("nodong", -20.0, 179.95, 0.0),
        ("hwasong-12", 39.2, 125.7, 0.0),
        ("pukguksong-2", 88.5, -40.0, 1200.0),
        ("russian-solid-icbm", 57.0, 60.0, 250.0),
    )
]
ELLIPSOID = Geod(ellps="WGS84")


@given(
    aiming=st.sampled_from(AIMINGS),
    share=st.floats(0.002, 1.1),
    bearing=st.floats(0.0, 360.0),
    shape=st.sampled_from(SHAPES),
    loftiness=st.none() | st.floats(0.2, 4.0),
)
@settings(max_examples=200)
def test_ok_means_a_miss_of_at_most_50_m_by_an_independent_flight(
    aiming, share, bearing, shape, loftiness
):
    launch = aiming.launch
    farthest = 6371e3 * float(aiming.table.values[..., 0].max())
    longitude, latitude, _ = ELLIPSOID.fwd(
        math.degrees(launch.longitude), math.degrees(launch.latitude), bearing, share * farthest
    )
    # an apogee in proportion to the range, as those of real arcs are
    apogee = None if loftiness is None else max(1e3, 0.25 * loftiness * share * farthest)
    arc = aim(aiming, math.radians(latitude), math.radians(longitude), shape, apogee_m=apogee)
    steering = (arc.azimuth, arc.loft, arc.cutoff_s, arc.miss_m, arc.time_of_flight_s, arc.apogee_m)
    if arc.status != "ok":
        assert arc.status in ("out-of-range", "no-such-shape")
        assert all(map(math.isnan, steering))
        return
    assert all(map(math.isfinite, steering))
    end = fly(
        aiming.missile,
        launch,
        azimuth=arc.azimuth,
        loft=arc.loft,
        cutoff=arc.cutoff_s,
        environment=aiming.environment,
        tolerance=FINE_TOLERANCE_M,
    ).impact
    ends = (longitude, latitude, math.degrees(end.longitude), math.degrees(end.latitude))
    assert ELLIPSOID.inv(*ends)[2] <= 50.0


PLACE = st.sampled_from(["nan,1", "1", "1,2,3", "91,0", "-91,0", "0,361", "inf,0", "x,y", "", ","])
NUMBER = st.sampled_from(["nan", "inf", "-inf", "-1", "1e30", "many", ""])
MISTAKES = st.one_of(
    PLACE.map(lambda text: {"--from": text}),
    PLACE.map(lambda text: {"--to": text}),
    NUMBER.filter(lambda text: text != "inf").map(
        lambda text: {"--shape": "lofted", "--apogee": text}
    ),
    NUMBER.map(lambda text: {"--launch-altitude": text}),
    st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=12)
    .filter(lambda text: text not in SHAPES)
    .map(lambda text: {"--shape": text}),
)


def refused(command, options):
    """The sentence with which a command refuses its options and writes nothing."""
    words = {"--from": "38.69,125.70", "--to": "35.18,129.08", **options}
    with tempfile.TemporaryDirectory() as folder:
        words["--figure"] = f"{folder}/picture.png"
        arguments = ["missile", command, "nodong", *(w for pair in words.items() for w in pair)]
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as left,
        ):
            main(arguments)
        assert left.value.code == 2, (arguments, err.getvalue())
        assert out.getvalue() == ""
        assert len(err.getvalue().strip().splitlines()) == 1
        assert not list(Path(folder).iterdir())
    return err.getvalue()


@given(mistake=MISTAKES, command=st.sampled_from(["fly", "fan"]))
@settings(max_examples=120)
def test_any_mistake_on_the_command_line_is_one_sentence(mistake, command):
    if command == "fan" and "--shape" in mistake:
        return
    assert refused(command, mistake).startswith("bongsu: ")


ROWS = {
    "payload-mass": "kg",
    "ballistic-coefficient": "kg/m2",
    "vertical-rise": "s",
    "stage-1.propellant-mass": "kg",
    "stage-1.burn-time": "s",
    "stage-1.isp-vacuum": "s",
    "stage-1.diameter": "m",
}


@given(
    row=st.sampled_from(sorted(ROWS)),
    number=st.sampled_from(["-1", "0", "nan", "inf", "-inf", "1e30", "a lot of"]),
    command=st.sampled_from(["fly", "fan"]),
)
@settings(max_examples=25)
def test_a_missile_of_ones_own_that_cannot_be_is_one_sentence(row, number, command):
    value = f"{number} {ROWS[row]}"
    line = f"{{value: {value}, low: {value}, high: {value}, source: cns-database, quality: U}}"
    *groups, name = row.split(".")
    text = "missile:\n  nodong:\n"
    indent = "    "
    for group in groups:
        text += f"{indent}{group}:\n"
        indent += "  "
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mine.yaml"
        file.write_text(f"{text}{indent}{name}: {line}\n", encoding="utf-8")
        sentence = refused(command, {"--file": str(file)})
        assert f"{file}:" in sentence
        assert name in sentence


@given(latitude=ANY, longitude=ANY, altitude=ANY)
@settings(max_examples=100)
def test_a_launch_point_is_on_the_ground_or_refused(latitude, longitude, altitude):
    try:
        launch = LaunchPoint(latitude=latitude, longitude=longitude, altitude=altitude)
    except InputError:
        assert not (
            abs(latitude) <= math.pi / 2
            and abs(longitude) <= 2 * math.pi
            and 0.0 <= altitude <= 6000.0
        )
        return
    assert 0.0 <= launch.altitude <= 6000.0


@given(
    field=st.sampled_from(
        ["payload_mass_kg", "vertical_rise_s", "pitch_over_end_s", "ballistic_coefficient_kg_m2"]
    ),
    value=st.sampled_from([math.nan, math.inf, -math.inf, -1.0, 0.0, 1e300]),
)
def test_impossible_missiles_are_refused(field, value):
    with pytest.raises(InputError, match=r"must lie between|cannot lift off"):
        replace(
            MISSILE,
            **{field: MachTable.constant(value) if field.startswith("ballistic") else value},
        )


@given(azimuth=ANY, loft=ANY, cutoff=ANY, tolerance=ANY)
@settings(max_examples=100)
def test_any_steering_flies_or_is_refused(azimuth, loft, cutoff, tolerance):
    launch = LaunchPoint(latitude=0.7, longitude=3.1)
    try:
        flight = fly(
            MISSILE, launch, azimuth=azimuth, loft=loft, cutoff=cutoff, tolerance=tolerance
        )
    except (InputError, OutOfReachError):
        return
    assert math.isfinite(flight.time_s)
    assert abs(flight.impact.altitude) < 1e-3


@given(range_m=ANY, apogee_m=ANY)
@settings(max_examples=40)
def test_any_lofted_test_has_an_estimate_or_is_refused(range_m, apogee_m):
    try:
        found = range_from_lofted_test(MISSILE, range_m, apogee_m, members=2)
    except (InputError, OutOfReachError):
        return
    assert found.maximum_range_m > 0.0


@given(latitude=ANY, longitude=ANY, apogee=st.none() | ANY, shape=st.text(max_size=12))
@settings(max_examples=100)
def test_any_other_aim_is_refused(latitude, longitude, apogee, shape):
    if shape in SHAPES:
        return
    with pytest.raises(InputError, match=r"must be one of|need latitudes|must lie between"):
        aim(AIMING, latitude, longitude, shape, apogee_m=apogee)
