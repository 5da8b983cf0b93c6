"""Whatever the input: a flight, an answer or one clear error; never NaN, never silence."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import InputError
from bongsu.physics.aim import SHAPES, aim, prepare_aiming
from bongsu.physics.environment import standard_environment
from bongsu.physics.flight import GeodeticState, LaunchPoint, fly_arc
from bongsu.physics.missile import MachTable, MissileDesign, Stage

ANY = st.floats(allow_nan=True, allow_infinity=True, width=64)
STAGE = Stage(
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
@settings(max_examples=150, deadline=None)
def test_any_state_flies_or_is_refused(values, coefficient):
    names = ("latitude", "longitude", "altitude", "v_east", "v_north", "v_up")
    try:
        state = GeodeticState(**dict(zip(names, values, strict=True)))
        arc = fly_arc(state, ballistic_coefficient=coefficient, duration=3000.0)
    except InputError:
        return
    assert np.all(np.isfinite(arc.samples))


@given(
    latitude=st.floats(-math.pi / 2, math.pi / 2),
    longitude=st.floats(-math.pi, math.pi),
    altitude=st.floats(0.0, 2e6),
    velocity=st.tuples(*[st.floats(-8e3, 8e3)] * 3),
    coefficient=st.none() | st.floats(10.0, 1e6),
)
@settings(max_examples=150, deadline=None)
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
    assert np.all(np.isfinite(arc.samples))
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
@settings(max_examples=40, deadline=None)
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
@settings(max_examples=150, deadline=None)
def test_any_aim_point_has_an_answer(latitude, longitude, shape, apogee):
    arc = aim(AIMING, latitude, longitude, shape, apogee=apogee)
    if arc.status == "ok":
        assert arc.miss_m <= 50.0
        assert arc.reason == ""
    else:
        assert arc.status in ("out-of-range", "no-such-shape")
        assert len(arc.reason) > 20
        assert math.isnan(arc.miss_m)


@given(latitude=ANY, longitude=ANY, apogee=st.none() | ANY, shape=st.text(max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_other_aim_is_refused(latitude, longitude, apogee, shape):
    if shape in SHAPES:
        return
    with pytest.raises(InputError, match=r"must be one of|need latitudes|must lie between"):
        aim(AIMING, latitude, longitude, shape, apogee=apogee)
