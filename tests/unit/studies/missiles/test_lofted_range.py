"""The study of lofted tests: published claims against computed ranges, uncertainty, provenance."""

import math

import numpy as np
import pytest

from bongsu import __version__
from bongsu.catalog.records.missile_tests import lofted_catalog, missile_test, missile_tests
from bongsu.errors import InputError, OutOfReachError
from bongsu.report.missiles.lofted import claims_figure, family_figure, published_tests_figure
from bongsu.studies.missiles.lofted_range import LoftedCase, lofted_range, own_case, sampled_rows

CASES = [LoftedCase(test=test, missile=test.design) for test in missile_tests() if test.design]


@pytest.fixture(scope="module")
def found():
    return lofted_range(CASES, samples=6, seed=3)


def test_every_variable_has_a_unit_and_the_result_its_provenance(found):
    for variable in found.data_vars.values():
        assert variable.attrs["units"]
        assert variable.attrs["long_name"]
    assert found.attrs["bongsu_version"] == __version__
    assert found.attrs["history"] == "bongsu.studies.missiles.lofted_range.lofted_range"
    assert found.attrs["seed"] == 3
    assert all(str(source).startswith("http") for source in found["source"].values)


def test_published_estimates_agree_with_what_is_computed(found):
    # L01 to L05 and the Hwasong-12: the published band and that of the designs overlap
    for case in ("L01", "L02", "L03", "2017-05-14", "L05"):
        one = found.sel(case=case)
        ranges = one["sample_range_km"].values
        low, high = np.nanmin(ranges), max(np.nanmax(ranges), float(one["maximum_range_km"]))
        published = float(one["published_high_km"])
        # published to the nearest 100 km
        assert high >= float(one["published_low_km"]) - 50.0
        assert math.isnan(published) or low <= published + 50.0
    # L06: the larger claim does not follow from the flight
    assert np.nanmax(found.sel(case="L06")["sample_range_km"]) < 1500.0
    # without its boost phase the longest-range missile would fall 3,000 km short of the claim
    first = found.sel(case="L01")
    assert float(first["impulsive_range_km"]) < float(first["published_low_km"]) - 2500.0


def test_the_farthest_flight_is_faster_and_lower_than_the_test(found):
    assert np.all(found["farthest_burnout_speed_km_s"] > found["burnout_speed_km_s"])
    assert np.all(found["maximum_range_apogee_km"] < found["test_apogee_km"])
    assert np.all(np.diff(found["range_quantile_km"].values, axis=1) >= 0.0)
    assert np.all(found["share_that_flies_the_test"] > 0.3)
    # each family passes through its test
    for case in found["case"].values:
        one = found.sel(case=case)
        apogee = np.interp(
            float(one["test_range_km"]),
            one["family_range_km"].values[::-1],
            one["family_apogee_km"].values[::-1],
        )
        assert apogee == pytest.approx(float(one["test_apogee_km"]), rel=0.01)


def test_times_of_flight_are_near_those_published(found):
    # not fitted: burn times are free within their ranges; L02's 47 min 12 s asks for longer ones
    for case in ("L01", "L03", "2017-05-14", "L06"):
        one = found.sel(case=case)
        assert (
            abs(float(one["test_time_of_flight_s"]) - float(one["published_time_of_flight_s"]))
            < 45.0
        )
    late = found.sel(case="L02")
    assert (
        40.0
        < float(late["published_time_of_flight_s"]) - float(late["test_time_of_flight_s"])
        < 90.0
    )


def test_the_same_seed_gives_the_same_numbers():
    case = [own_case("pukguksong-2", 500.0, 550.0)]
    one, two, other = (lofted_range(case, samples=4, seed=seed) for seed in (5, 5, 6))
    assert one.identical(two)
    assert not np.array_equal(one["sample_range_km"], other["sample_range_km"])


def test_only_rows_that_are_open_are_sampled():
    catalog = lofted_catalog()
    paths = [row.path for row in sampled_rows("hwasong-14", catalog)]
    assert "missile.hwasong-14.stage-2.burn-time" in paths
    assert "missile.hwasong-14.payload-mass" not in paths
    assert "missile.hwasong-14.published-range" not in paths


def test_a_higher_test_means_a_farther_missile():
    low, high = (
        lofted_range([own_case("hwasong-12", 787.0, apogee)], samples=0)
        for apogee in (1900.0, 2200.0)
    )
    assert high["maximum_range_km"].item() > low["maximum_range_km"].item() + 300.0
    assert high["payload_kg"].item() < low["payload_kg"].item()
    assert np.isnan(high["range_quantile_km"]).all()


def test_a_test_that_no_design_flies():
    with pytest.raises(OutOfReachError, match="no payload"):
        lofted_range([own_case("scud-b", 300.0, 4000.0)], samples=2)
    # beside others it is left empty rather than spoil them
    both = lofted_range(
        [own_case("scud-b", 300.0, 4000.0), own_case("hwasong-12", 787.0, 2111.5)], samples=2
    )
    assert np.isnan(both["maximum_range_km"].values[0])
    assert np.isfinite(both["maximum_range_km"].values[1])
    assert both["share_that_flies_the_test"].values[0] == 0.0


def test_bad_questions_are_refused():
    with pytest.raises(InputError, match="at least one test"):
        lofted_range([])
    with pytest.raises(InputError, match="close names:"):
        own_case("nodon", 300.0, 400.0)
    with pytest.raises(InputError, match="close names: 'L01'"):
        missile_test("L1")


def test_figures_show_the_numbers(found):
    axes = claims_figure(found).axes[0]
    assert "[km]" in axes.get_xlabel()
    diamonds = [line for line in axes.lines if line.get_marker() == "D" and len(line.get_xdata())]
    shown = [float(line.get_xdata()[0]) for line in diamonds]
    assert shown == pytest.approx(found["maximum_range_km"].values.tolist())
    one = lofted_range([CASES[-1]], samples=2)
    family = family_figure(one).axes[0]
    texts = [text.get_text() for text in family.texts]
    assert any(f"{float(one['maximum_range_km'].values[0]):,.0f} km" in text for text in texts)
    points = published_tests_figure(missile_tests(), []).axes[0]
    dots = [line for line in points.lines if line.get_marker() == "o"]
    assert len(dots) == len(missile_tests())
