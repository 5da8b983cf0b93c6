"""`bongsu arc` and `bongsu missile` on the command line."""

import json

import pytest
from pyproj import Geod

STATE = {
    "--latitude": "-10",
    "--longitude": "126.5",
    "--altitude": "100000",
    "--v-east": "-2300",
    "--v-north": "-100.5",
    "--v-up": "1900",
}
ARC_KEYS = [
    "time_s",
    "latitude_deg",
    "longitude_deg",
    "altitude_m",
    "v_east_m_s",
    "v_north_m_s",
    "v_up_m_s",
    "apogee_km",
    "event",
]
MISSILE_KEYS = [
    "range_km",
    "apogee_km",
    "time_of_flight_s",
    "burnout_time_s",
    "burnout_speed_m_s",
    "miss_m",
    "reentry_speed_m_s",
    "in_band_s",
    "shape",
    "azimuth_deg",
    "loft_deg",
    "apogee_time_s",
    "burnout_altitude_km",
    "burnout_angle_deg",
    "reentry_angle_deg",
    "impact_speed_m_s",
    "impact_angle_deg",
    "impact_latitude_deg",
    "impact_longitude_deg",
]
PLACES = ("--from", "38.69,125.70", "--to", "35.18,129.08")


def arc(**change):
    words = {**STATE, **change}
    return ["arc", "fly", *(part for pair in words.items() for part in pair)]


def test_an_arc_has_its_contracted_keys(bongsu):
    code, out, _ = bongsu(*arc(), "--ballistic-coefficient", "2000", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == [*ARC_KEYS, "provenance"]
    assert answer["event"] == "impact"
    assert abs(answer["altitude_m"]) < 1e-3
    assert 250.0 < answer["apogee_km"] < 350.0
    assert answer["longitude_deg"] < 120.0


def test_drag_and_duration_change_the_arc(bongsu):
    free = json.loads(bongsu(*arc(), "--json")[1])
    slow = json.loads(bongsu(*arc(), "--ballistic-coefficient", "500", "--json")[1])
    short = json.loads(bongsu(*arc(), "--duration", "60", "--json")[1])
    assert slow["v_up_m_s"] > free["v_up_m_s"] + 500.0
    assert short["time_s"] == 60.0
    assert short["event"] == "duration"


def test_a_table_for_people(bongsu):
    code, out, _ = bongsu(*arc())
    assert code == 0
    assert "latitude [deg]" in out
    assert "impact" in out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--latitude": "91"}, "--latitude must lie between -90 and 90"),
        ({"--longitude": "500"}, "--longitude must lie between"),
        ({"--altitude": "nan"}, "--altitude: nan is not a number"),
        ({"--altitude": "-5"}, "--altitude and --v-up: the start lies under the ground"),
        ({"--v-up": "many"}, "many"),
        ({"--duration": "-1"}, "duration must lie"),
        ({"--ballistic-coefficient": "0"}, "--ballistic-coefficient must lie"),
    ],
)
def test_a_mistake_gives_one_sentence_and_code_2(bongsu, change, words):
    code, out, err = bongsu(*arc(**change))
    assert code == 2
    assert out == ""
    assert words in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "shape",
    ["minimum-energy", "lofted", "depressed", "full-burn-lofted", "full-burn-depressed"],
)
def test_a_missile_has_its_contracted_keys(bongsu, shape):
    code, out, err = bongsu("missile", "fly", "nodong", *PLACES, "--shape", shape, "--json")
    assert code == 0, err
    answer = json.loads(out)
    assert list(answer) == [*MISSILE_KEYS, "provenance"]
    distance = Geod(ellps="WGS84").inv(125.70, 38.69, 129.08, 35.18)[2] / 1e3
    assert answer["range_km"] == pytest.approx(distance, abs=0.05)
    assert answer["miss_m"] <= 50.0
    assert answer["shape"] == shape
    assert 0.0 <= answer["azimuth_deg"] < 360.0
    assert answer["burnout_time_s"] < answer["apogee_time_s"] < answer["time_of_flight_s"]
    assert 0.0 < answer["burnout_altitude_km"] <= answer["apogee_km"]
    assert answer["impact_speed_m_s"] < answer["reentry_speed_m_s"]
    assert answer["reentry_angle_deg"] <= answer["impact_angle_deg"] + 5.0
    assert answer["impact_latitude_deg"] == pytest.approx(35.18, abs=1e-3)
    low = shape == "full-burn-depressed"
    assert (answer["apogee_km"] < 50.0) == low
    assert answer["in_band_s"] > (0.0 if low else 30.0)


def test_an_apogee_in_kilometres(bongsu):
    words = ("missile", "fly", "nodong", *PLACES, "--shape", "lofted", "--apogee", "400", "--json")
    assert json.loads(bongsu(*words)[1])["apogee_km"] == pytest.approx(400.0, rel=2e-3)


def test_out_of_reach_is_a_sentence_and_code_3(bongsu):
    code, out, err = bongsu("missile", "fly", "scud-b", "--from", "39,126", "--to", "33,131")
    assert code == 3
    assert out == ""
    assert "does not reach" in err
    code, _, err = bongsu("missile", "fly", "pukguksong-2", *PLACES)
    assert code == 3
    assert "burns all its propellant" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nodon", *PLACES), "close names: Nodong"),
        (("nodong", *PLACES, "--shape", "loftet"), "loftet"),
        (("nodong", "--from", "38.69", "--to", "35.18,129.08"), "write LAT,LON"),
        (("nodong", *PLACES, "--shape", "lofted", "--apogee", "-3"), "apogee must lie"),
        (("nodong", *PLACES, "--launch-altitude", "-10"), "--launch-altitude must lie"),
        (("nodong", *PLACES, "--launch-altitude", "nan"), "--launch-altitude: nan is not a number"),
        (("nodong", *PLACES, "--figure", "flight.txt"), "a figure ends in .png, .svg or .pdf"),
        (("nodong", *PLACES, "--track", "nowhere/flight.png"), "cannot write in nowhere"),
    ],
)
def test_a_mistake_about_a_missile(bongsu, words, sentence):
    code, _, err = bongsu("missile", "fly", *words)
    assert code == 2
    assert sentence in err


def is_png(path):
    return path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" and path.stat().st_size > 10_000


def test_a_higher_launch_point_needs_less(bongsu):
    low = json.loads(bongsu("missile", "fly", "nodong", *PLACES, "--json")[1])
    words = ("missile", "fly", "nodong", *PLACES, "--launch-altitude", "2500", "--json")
    high = json.loads(bongsu(*words)[1])
    assert high["burnout_time_s"] < low["burnout_time_s"]
    assert high["miss_m"] <= 50.0


def test_pictures_of_a_flight(bongsu, tmp_path):
    files = [tmp_path / "profile.png", tmp_path / "track.png"]
    words = ("--figure", files[0], "--track", files[1], "--json")
    code, out, err = bongsu("missile", "fly", "nodong", *PLACES, *words)
    assert code == 0, err
    assert json.loads(out)["shape"] == "minimum-energy"
    assert all(map(is_png, files))
    assert sorted(tmp_path.iterdir()) == sorted(files)


def test_the_fan_has_every_shape_with_its_answer(bongsu, tmp_path):
    figure = tmp_path / "fan.png"
    code, out, _ = bongsu("missile", "fan", "nodong", *PLACES, "--figure", figure, "--json")
    shapes = json.loads(out)["shapes"]
    assert code == 0
    assert [answer["status"] for answer in shapes.values()] == ["ok"] * 5
    apogees = [shapes[key]["apogee_km"] for key in ("depressed", "minimum-energy", "lofted")]
    assert apogees == sorted(apogees)
    assert is_png(figure)
    code, out, _ = bongsu("missile", "fan", "pukguksong-2", *PLACES)
    assert code == 0
    assert out.count("no-such-shape") == 3


def test_a_fan_without_a_shape_is_code_3_and_writes_nothing(bongsu, tmp_path):
    figure = tmp_path / "fan.png"
    words = ("--from", "39,126", "--to", "-33,131", "--figure", figure)
    code, out, err = bongsu("missile", "fan", "scud-b", *words)
    assert code == 3
    assert out == ""
    assert "on no shape" in err
    assert not list(tmp_path.iterdir())


def test_a_lofted_test_of_the_list(bongsu, tmp_path):
    figure = tmp_path / "lofted.png"
    words = ("--case", "2017-05-14", "--samples", "4", "--figure", figure, "--json")
    code, out, err = bongsu("missile", "lofted", *words)
    assert code == 0, err
    answer = json.loads(out)["cases"]["2017-05-14"]
    assert answer["design"] == "hwasong-12"
    assert 4000.0 < answer["maximum_range_km"] < 5000.0
    assert answer["range_low_km"] <= answer["range_median_km"] <= answer["range_high_km"]
    assert 5.0 < answer["burnout_speed_km_s"] < answer["farthest_burnout_speed_km_s"] < 6.0
    assert answer["source"].startswith("https://")
    assert is_png(figure)


def test_a_lofted_test_of_ones_own_is_the_same(bongsu):
    own = ("hwasong-12", "--range", "787", "--apogee", "2111.5", "--samples", "0", "--json")
    one = json.loads(bongsu("missile", "lofted", *own)[1])["cases"]["hwasong-12"]
    listed = ("hwasong-12", "--samples", "0", "--json")
    two = json.loads(bongsu("missile", "lofted", *listed)[1])["cases"]["2017-05-14"]
    assert one["maximum_range_km"] == two["maximum_range_km"]
    assert one["published_low_km"] is None
    assert one["range_low_km"] is None


def test_all_lofted_tests_side_by_side(bongsu, tmp_path):
    figure = tmp_path / "claims.png"
    code, out, _ = bongsu("missile", "lofted", "--samples", "2", "--figure", figure)
    assert code == 0
    assert "10,000 to 11,000" in out
    assert "over 13,000" in out
    assert is_png(figure)


def test_the_list_of_tests(bongsu, tmp_path):
    figure = tmp_path / "tests.png"
    code, out, _ = bongsu("missile", "tests", "--figure", figure)
    assert code == 0
    assert "Hwasong-15" in out
    assert is_png(figure)
    tests = json.loads(bongsu("missile", "tests", "--json")[1])["tests"]
    assert {"L01", "L02", "L03", "L05", "L06"} <= {test["case"] for test in tests}
    assert all(test["source"].startswith("http") for test in tests)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--case", "L2"), "there is no flight test 'L2': use one of A04, A01"),
        (("--case", "A01"), "no missile stands for A01"),
        (("nodon",), "close names: Nodong"),
        (("nodong",), "has no published lofted test"),
        (("nodong", "--range", "400"), "needs both --range and --apogee"),
        (("--range", "400", "--apogee", "900"), "need a missile"),
        (("nodong", "--range", "-4", "--apogee", "900"), "--range must lie between 10 and 5000 km"),
        (("nodong", "--range", "400", "--apogee", "nan"), "--apogee: nan is not a number"),
        (("hwasong-12", "--samples", "-1"), "--samples must lie"),
        (("hwasong-12", "--figure", "x.doc"), "a figure ends in .png, .svg or .pdf"),
    ],
)
def test_a_mistake_about_a_lofted_test(bongsu, words, sentence):
    code, out, err = bongsu("missile", "lofted", *words)
    assert code == 2
    assert out == ""
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


def test_a_lofted_test_that_no_payload_flies_is_code_3(bongsu):
    words = ("scud-b", "--range", "300", "--apogee", "4000", "--samples", "0")
    code, _, err = bongsu("missile", "lofted", *words)
    assert code == 3
    assert "no payload" in err
