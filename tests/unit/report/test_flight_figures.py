"""Figures of flights hold what they say: curves through the numbers, labels with units."""

from math import radians

import numpy as np
import pytest

from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import aim, prepare_aiming
from bongsu.physics.aim.flown import fly_aimed
from bongsu.physics.flight.states import LaunchPoint
from bongsu.report.missiles.flights import (
    fan_figure,
    ground_track_figure,
)
from bongsu.studies.missiles.flights import InterceptBand
from bongsu.words import SHAPES

AIMING = prepare_aiming(
    missile_design("nodong"), LaunchPoint(latitude=radians(39.0), longitude=radians(126.0))
)
BAND = InterceptBand(interceptor="other interceptor", lowest_m=30e3, highest_m=90e3)
BUSAN = (radians(35.2), radians(129.1))


def test_the_fan_has_one_curve_per_shape_up_to_its_apogee():
    figure = fan_figure(AIMING, *BUSAN, BAND)
    left, right = figure.axes
    assert "[km]" in left.get_xlabel()
    assert "[km/s]" in right.get_xlabel()
    curves = [line for line in left.lines if line.get_label().startswith(SHAPES)]
    assert len(curves) == len(SHAPES)
    for shape, curve in zip(SHAPES, curves, strict=True):
        apogee = aim(AIMING, *BUSAN, shape).apogee_m / 1e3
        assert curve.get_ydata().max() == pytest.approx(apogee, rel=0.01)
        assert curve.get_xdata()[-1] == pytest.approx(504.0, abs=3.0)


def test_the_tinted_altitudes_are_those_given():
    figure = fan_figure(AIMING, *BUSAN, BAND)
    [legend] = figure.legends
    assert "altitudes of the other interceptor, 30 to 90 km" in [
        text.get_text() for text in legend.get_texts()
    ]
    for axes in figure.axes:
        [tinted] = axes.patches
        assert tinted.get_y() == pytest.approx(30.0)
        assert tinted.get_height() == pytest.approx(60.0)


def test_a_point_out_of_reach_has_no_fan():
    with pytest.raises(OutOfReachError, match="on no shape"):
        fan_figure(AIMING, 0.0, 0.0, BAND)


def test_the_two_tracks_start_together_and_part():
    flown = fly_aimed(AIMING, aim(AIMING, *BUSAN, "full-burn-lofted"), sample_step=5.0)
    figure = ground_track_figure(flown, "Nodong")
    tracks = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 10]
    first, second = (np.array(line.get_xydata()) for line in tracks[:2])
    assert np.allclose(first[0], second[0], atol=1.0)
    assert np.linalg.norm(first[-1] - second[-1]) > 50e3
