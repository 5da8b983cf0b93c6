"""`bongsu arc` and `bongsu missile` on the command line."""

import json

import pytest
from pyproj import Geod

from bongsu.cli import main

STATE = {
    "--lat": "-10",
    "--lon": "126.5",
    "--altitude": "100000",
    "--v-east": "-2300",
    "--v-north": "-100.5",
    "--v-up": "1900",
}
ARC_KEYS = [
    "time_s",
    "lat_deg",
    "lon_deg",
    "altitude_m",
    "v_east_m_s",
    "v_north_m_s",
    "v_up_m_s",
    "apogee_m",
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
    "seconds_in_band",
]
PLACES = ("--from", "38.69,125.70", "--to", "35.18,129.08")


@pytest.fixture
def bongsu(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        streams = capsys.readouterr()
        return exit_.value.code, streams.out, streams.err

    return run


def arc(**change):
    words = {**STATE, **change}
    return ["arc", "fly", *(part for pair in words.items() for part in pair)]


def test_an_arc_has_its_contracted_keys(bongsu):
    code, out, _ = bongsu(*arc(), "--ballistic-coefficient", "2000", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == ARC_KEYS
    assert answer["event"] == "impact"
    assert abs(answer["altitude_m"]) < 1e-3
    assert 250e3 < answer["apogee_m"] < 350e3
    assert answer["lon_deg"] < 120.0


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
        ({"--lat": "91"}, "--lat must lie between -90 and 90"),
        ({"--lon": "500"}, "--lon must lie between"),
        ({"--altitude": "nan"}, "altitude must be a finite number"),
        ({"--altitude": "-5"}, "under the ground"),
        ({"--v-up": "many"}, "many"),
        ({"--duration": "-1"}, "duration must lie"),
        ({"--ballistic-coefficient": "0"}, "ballistic coefficient must lie"),
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
    assert list(answer) == MISSILE_KEYS
    distance = Geod(ellps="WGS84").inv(125.70, 38.69, 129.08, 35.18)[2] / 1e3
    assert answer["range_km"] == pytest.approx(distance, abs=0.05)
    assert answer["miss_m"] <= 50.0
    low = shape == "full-burn-depressed"
    assert (answer["apogee_km"] < 50.0) == low
    assert answer["seconds_in_band"] > (0.0 if low else 30.0)


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
        (("nodon", *PLACES), "did you mean 'nodong'"),
        (("nodong", *PLACES, "--shape", "loftet"), "loftet"),
        (("nodong", "--from", "38.69", "--to", "35.18,129.08"), "write LAT,LON"),
        (("nodong", *PLACES, "--shape", "lofted", "--apogee", "-3"), "apogee must lie"),
    ],
)
def test_a_mistake_about_a_missile(bongsu, words, sentence):
    code, _, err = bongsu("missile", "fly", *words)
    assert code == 2
    assert sentence in err
