"""Figures of flights hold what they say: curves through the numbers, labels with units."""

from math import radians

import numpy as np
import pytest

from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.physics.aim import SHAPES, aim, prepare_aiming
from bongsu.physics.aim_flight import fly_aimed
from bongsu.physics.flight import LaunchPoint
from bongsu.physics.lofted import range_from_lofted_test
from bongsu.report.flight_figures import (
    PublishedTest,
    fan_figure,
    ground_track_figure,
    lofted_figure,
    published_tests_figure,
)

AIMING = prepare_aiming(
    missile_design("nodong"), LaunchPoint(latitude=radians(39.0), longitude=radians(126.0))
)
BUSAN = (radians(35.2), radians(129.1))
TEST = PublishedTest(name="14 May 2017", range_m=787e3, apogee_m=2111.5e3)


def test_the_fan_has_one_curve_per_shape_up_to_its_apogee():
    figure = fan_figure(AIMING, *BUSAN)
    left, right = figure.axes
    assert "[km]" in left.get_xlabel()
    assert "[km/s]" in right.get_xlabel()
    curves = [line for line in left.lines if line.get_label().startswith(SHAPES)]
    assert len(curves) == len(SHAPES)
    for shape, curve in zip(SHAPES, curves, strict=True):
        apogee = aim(AIMING, *BUSAN, shape).apogee_m / 1e3
        assert curve.get_ydata().max() == pytest.approx(apogee, rel=0.01)
        assert curve.get_xdata()[-1] == pytest.approx(504.0, abs=3.0)


def test_a_point_out_of_reach_has_no_fan():
    with pytest.raises(OutOfReachError, match="on no shape"):
        fan_figure(AIMING, 0.0, 0.0)


def test_the_two_tracks_start_together_and_part():
    flown = fly_aimed(AIMING, aim(AIMING, *BUSAN, "full-burn-lofted"), sample_step=5.0)
    figure = ground_track_figure(flown, "Nodong")
    tracks = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 10]
    first, second = (np.array(line.get_xydata()) for line in tracks[:2])
    assert np.allclose(first[0], second[0], atol=1.0)
    assert np.linalg.norm(first[-1] - second[-1]) > 50e3


def test_tests_lie_on_the_family_fitted_to_them():
    family = range_from_lofted_test(missile_design("hwasong-12"), TEST.range_m, TEST.apogee_m)
    axes = published_tests_figure([TEST], {"Hwasong-12": family}).axes[0]
    curve = next(line for line in axes.lines if line.get_label() == "Hwasong-12")
    at_test = np.interp(787.0, curve.get_xdata()[::-1], curve.get_ydata()[::-1])
    assert at_test == pytest.approx(2111.5, rel=0.01)
    assert axes.get_xscale() == "log"
    single = lofted_figure(family, TEST, "Hwasong-12").axes[0]
    texts = [text.get_text() for text in single.texts]
    assert any(f"{family.maximum_range_m / 1e3:,.0f} km" in text for text in texts)
