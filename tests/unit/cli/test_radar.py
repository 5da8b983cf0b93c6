"""`bongsu radar` on the command line."""

from math import radians

import pytest

from bongsu.scenario import load_scenario

NODONG = ("--missile", "nodong", "--from", "38.7,126.1", "--to", "35.1,129.05")


@pytest.fixture
def coarse(bongsu, tmp_path):
    """The scenario with a coarse grid."""
    file = tmp_path / "coarse.yaml"
    bongsu("scenario", "new", file)
    file.write_text(file.read_text().replace("numerics:\n", "numerics:\n  radar_grid: 2 deg\n"))
    assert load_scenario(file).numerics.radar_grid == pytest.approx(radians(2.0))
    return file


def test_range_has_ends_and_rows(answer):
    found = answer("radar", "range", "--cross-section", 0.01, "--dwell", 0.1)
    assert found["range_km"] == pytest.approx(870.0, rel=0.01)
    assert found["range_low_km"] < 600 < 1000 < found["range_high_km"]
    for row in found["rows"]:
        assert found["range_low_km"] < row["range_low_km"] <= found["range_km"]
        assert found["range_km"] <= row["range_high_km"] < found["range_high_km"]
        assert row["sources"]


def test_every_option_of_range_changes_the_answer(answer):
    plain = answer("radar", "range")["range_km"]
    assert answer("radar", "range", "--cross-section", 0.16)["range_km"] == pytest.approx(2 * plain)
    assert answer("radar", "range", "--dwell", 1.6)["range_km"] == pytest.approx(2 * plain)
    assert answer("radar", "range", "--arrays", 2)["range_km"] == pytest.approx(8**0.25 * plain)
    assert answer("radar", "range", "--mode", "forward-based")["range_km"] > 1.5 * plain
    assert answer("radar", "range", "--radar", "patriot-class")["range_km"] < 0.3 * plain


def test_target_range_is_reached_with_what_is_asked_for(answer):
    found = answer("radar", "range", "--target-range", 2000)
    for option, key, unit in (
        ("--cross-section", "needed_cross_section", "m2"),
        ("--dwell", "needed_dwell", "s"),
    ):
        low, nominal, high = (found[f"{key}{end}_{unit}"] for end in ("_low", "", "_high"))
        assert answer("radar", "range", option, nominal)["range_km"] == pytest.approx(2000.0)
        assert low < nominal < high
        assert answer("radar", "range", option, low)["range_high_km"] == pytest.approx(2000)
        assert answer("radar", "range", option, high)["range_low_km"] == pytest.approx(2000)


def test_tables_for_people(bongsu):
    code, out, _ = bongsu("radar", "range", "--target-range", 2000)
    assert code == 0
    for word in ("average power", "all of them at once", "cross-section at 0.1 s", "868.9"):
        assert word in out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("range", "--cross-section", "-1"), "--cross-section must be positive"),
        (("range", "--cross-section", "nan"), "--cross-section"),
        (("range", "--cross-section", "inf"), "--cross-section"),
        (("range", "--dwell", "0"), "--dwell must be above 0"),
        (("range", "--target-range", "1e300"), "at most"),
        (("range", "--figure", "nowhere/needs.png"), "cannot write in nowhere"),
        (("range", "--arrays", "0"), "--arrays must be at least 1"),
        (("range", "--target-range", "-5"), "positive"),
        (("range", "--radar", "an-tpy-3"), "an-tpy-2"),
        (("range", "--mode", "terminl"), "terminal"),
        (("range", "--dwell", "1e400"), "--dwell: 1e400 is not a number of at most 600 s"),
        (("range", "--dwell", "1_0"), "--dwell: '1_0' is not a number"),
        (("coverage", "--mode", "terminl"), "terminal"),
        (("coverage", "--altitude", "-1"), "altitude"),
        (("coverage", "--site", "nowhere"), "nowhere"),
        (("coverage", "--site", "91,0"), "latitude"),
        (("coverage", "--object", "pebble"), "pebble"),
        (("coverage", "--figure", "map.txt"), ".png"),
        (("coverage", "--profile", "slice.txt"), ".png"),
        (("track", *NODONG, "--figure", "track.txt"), ".png"),
        (("track", *NODONG, "--boresight", "500"), "boresight"),
        (("track", *NODONG, "--intercept", "-5"), "intercept"),
        (("track", *NODONG, "--tracks-held", "-5"), "not between 0 and"),
        (("track", *NODONG, "--tracks-held", "-1"), "not between 0 and"),
        (("track", "--missile", "nodon", *NODONG[2:]), "nodong"),
    ],
)
def test_mistakes_leave_with_2_and_a_sentence(bongsu, arguments, word):
    code, out, err = bongsu("radar", *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert "Traceback" not in err


def test_a_directory_is_not_a_figure(bongsu, tmp_path):
    folder = tmp_path / "needs.png"
    folder.mkdir()
    code, out, err = bongsu("radar", "range", "--figure", folder)
    assert (code, out) == (2, "")
    assert "directory" in err


def test_coverage_by_country_and_altitude(answer, coarse, tmp_path):
    heights = ("--altitude", 50, 200, 1000)
    found = answer("radar", "coverage", coarse, *heights)
    assert found["altitude_km"] == [50.0, 200.0, 1000.0]
    korea = found["countries"]["PRK"]
    assert 0.0 < korea["area_km2"][0] < korea["area_km2"][1]
    assert korea["area_share"][1] == pytest.approx(korea["area_km2"][1] / 122e3, rel=0.05)
    assert found["countries"]["CHN"]["area_km2"][2] == 0.0  # higher than a warhead is seen
    shares = [country["view_share"] for country in found["countries"].values()]
    assert sum(share[1] for share in shares) == pytest.approx(1.0)
    assert found["countries"]["sea"]["view_share"][1] > 0.2
    assert found["countries"]["sea"]["view_share"][2] is None  # nothing is seen there
    for country in found["countries"].values():
        for detected, tracked in zip(country["area_km2"], country["track_area_km2"], strict=True):
            assert detected <= tracked


@pytest.mark.parametrize(
    "option",
    [
        ("--boresight", "60"),
        ("--mode", "forward-based"),
        ("--object", "spent-stage"),
        ("--site", "pyeongtaek"),
        ("--site", "33.0,127.0"),
    ],
)
def test_every_option_of_coverage_changes_the_answer(answer, coarse, option):
    plain = answer("radar", "coverage", coarse, "--altitude", 200)
    other = answer("radar", "coverage", coarse, "--altitude", 200, *option)
    areas = [
        {code: entry["area_km2"] for code, entry in result["countries"].items()}
        for result in (plain, other)
    ]
    assert areas[0] != areas[1]


def test_a_radar_elsewhere_has_a_map_of_its_own(answer, coarse):
    found = answer("radar", "coverage", coarse, "--site", "40,-100", "--altitude", 100)
    assert found["countries"]["USA"]["area_km2"][0] > 1e5
    assert found["countries"]["CHN"]["area_km2"][0] == 0.0


def test_coverage_table_and_figure(bongsu, coarse, tmp_path):
    figure = tmp_path / "map.png"
    code, out, _ = bongsu("radar", "coverage", coarse, "--altitude", 100, "--figure", figure)
    assert code == 0
    assert "North Korea" in out
    assert "100 km" in out
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_track(answer):
    found = answer("radar", "track", *NODONG)
    assert 0.0 < found["first_sight_s"] < found["time_of_flight_s"]
    assert 0.0 < found["in_view_s"] <= found["time_of_flight_s"] - found["first_sight_s"] + 1.0
    assert found["snr_highest"] >= found["snr_at_first_sight"] > 0.0
    history = found["track"]
    assert len({len(column) for column in history.values()}) == 1
    # looks only add knowledge of a fixed point, whatever passes in between
    assert history["impact_error_km"][-1] < 0.1 * history["impact_error_km"][0]
    assert history["launch_error_km"][-1] <= history["launch_error_km"][0]


def test_track_through_the_fence_to_the_intercept(answer):
    found = answer("radar", "track", *NODONG)
    assert found["first_sight_s"] <= found["fence_enter_s"] < found["fence_detect_s"]
    assert found["fence_detect_s"] < found["firm_track_s"] < found["intercept_s"]
    assert found["fence_to_firm_s"] == pytest.approx(found["firm_track_s"] - found["fence_enter_s"])
    assert 0.9 < found["firm_track"] <= found["fence_detected"] <= 1.0
    history = found["track"]
    before = [
        error for time, error in zip(history["time_s"], history["intercept_error_m"], strict=True)
        if time <= found["intercept_s"]
    ]  # fmt: skip
    assert before == sorted(before, reverse=True)
    after = history["intercept_error_m"][len(before) :]
    assert set(after) == {None}
    assert history["time_s"][0] < found["intercept_known_s"] < found["intercept_s"]
    by_object = found["in_view_s_by_object"]
    assert by_object["boosting-missile"] == pytest.approx(found["in_view_under_power_s"])
    assert by_object["spent-stage"] >= by_object["reentry-vehicle"]


def test_options_of_track(answer):
    plain = answer("radar", "track", *NODONG)
    low = answer("radar", "track", *NODONG, "--intercept", 50)
    assert low["intercept_altitude_km"] == 50.0
    assert low["intercept_s"] > plain["intercept_s"]
    assert answer("radar", "track", *NODONG, "--intercept", 900)[
        "intercept_altitude_km"
    ] == pytest.approx(plain["apogee_km"])
    # with many others in track the looks become rarer and everything less well known
    busy = answer("radar", "track", *NODONG, "--tracks-held", 30)
    assert len(busy["track"]["time_s"]) < 0.2 * len(plain["track"]["time_s"])
    assert busy["track"]["impact_error_km"][-1] > plain["track"]["impact_error_km"][-1]
    lofted = answer("radar", "track", *NODONG, "--shape", "lofted")
    assert lofted["apogee_km"] > 1.5 * plain["apogee_km"]
    away = answer("radar", "track", *NODONG, "--boresight", "160")
    assert away["in_view_s"] < plain["in_view_s"]
    near = answer("radar", "track", *NODONG, "--site", "37.0,127.1")
    assert near["first_sight_s"] < plain["first_sight_s"]


def test_what_is_known_of_the_boost_limits_the_launch_point(answer, bongsu, tmp_path):
    file = tmp_path / "known.yaml"
    bongsu("scenario", "new", file)
    rows = "overrides:\n  radar.an-tpy-2.boost-distance-share: {value: 0.05, source: test}\n"
    file.write_text(file.read_text() + rows)
    known = answer("radar", "track", *NODONG, "--scenario", file)["track"]["launch_error_km"][-1]
    usual = answer("radar", "track", *NODONG)["track"]["launch_error_km"][-1]
    assert known == pytest.approx(0.25 * usual, rel=0.05)


def test_track_of_what_is_never_seen(answer, bongsu):
    found = answer("radar", "track", *NODONG, "--site", "10.0,100.0")
    assert found["in_view_s"] == 0.0
    assert found["first_sight_s"] is None
    assert found["track"] == {}
    assert bongsu("radar", "track", *NODONG, "--site", "10.0,100.0")[0] == 0


def test_out_of_reach_leaves_with_3(bongsu):
    code, out, err = bongsu(
        "radar", "track", "--missile", "scud-b", "--from", "38.7,126.1", "--to", "33.4,126.5"
    )
    assert (code, out) == (3, "")
    assert "reach" in err
