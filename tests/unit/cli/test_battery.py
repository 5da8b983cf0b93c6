"""`bongsu battery timeline` on the command line."""

import pytest

ARC = ("--missile", "nodong", "--from", "38.69,125.70", "--to", "35.18,129.08")
SITE = ("--site", "36.05,128.22")


def test_timeline_keeps_its_contract(answer):
    found = answer("battery", "timeline", *SITE, *ARC)
    assert found["feasible"] is True
    assert found["reason"] == "feasible"
    assert found["shots"] >= 1
    assert (
        0.0
        < found["detected_s"]
        < found["committed_s"]
        < found["first_intercept_s"]
        < found["last_intercept_s"]
    )
    for end in ("first", "last"):
        assert 40.0 <= found[f"{end}_intercept_altitude_km"] <= 150.0
        assert 0.0 <= found[f"{end}_intercept_range_km"] <= 200.0
    assert found["margin_s"] > 0.0
    assert found["margin_km"] > 0.0
    assert found["provenance"]["scenario_hash"]
    assert found["events"][0]["event"] == "launch"


def test_timeline_without_a_shot_has_nulls_and_a_reason(answer):
    found = answer("battery", "timeline", *SITE, *ARC, "--detect-to-launch", "300")
    assert found["feasible"] is False
    assert found["reason"] == "too-late"
    assert found["margin_s"] < 0.0
    assert found["missing_s"] == pytest.approx(-found["margin_s"])
    assert found["missing"].endswith("s too late")
    assert found["shots"] == 0
    for end in ("first", "last"):
        for what in ("s", "altitude_km", "range_km"):
            assert found[f"{end}_intercept_{what}"] is None
    unseen = answer("battery", "timeline", *SITE, *ARC, "--boresight", "230")
    assert unseen["reason"] == "not-seen"
    assert unseen["missing_km"] > 0.0
    assert unseen["detected_s"] is None
    assert unseen["committed_s"] is None


@pytest.mark.parametrize(
    "option",
    [
        ("--site-altitude", "2000"),
        ("--shape", "depressed"),
        ("--shape", "lofted", "--apogee", "150"),
        ("--boresight", "-10"),
        ("--detect-to-launch", "60"),
        ("--clock-start", "150"),
        ("--scenario", "other.yaml"),
    ],
    ids=lambda option: option[0],
)
def test_each_option_changes_the_timeline(answer, with_rule, tmp_path, monkeypatch, option):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.yaml").write_text(with_rule("ceiling: 110 km"))
    before = answer("battery", "timeline", *SITE, *ARC)
    after = answer("battery", "timeline", *SITE, *ARC, *option)
    keys = ("detected_s", "committed_s", "margin_s", "first_intercept_altitude_km")
    assert [before[key] for key in keys] != [after[key] for key in keys]


def test_steps_are_cited_one_by_one(answer):
    found = answer("battery", "timeline", *SITE, *ARC)
    assert found["missing"] is None
    steps = {step["name"]: step for step in found["steps"]}
    assert steps["classify"]["row"] == "battery.thaad-battery.classify-time"
    assert (
        steps["classify"]["low_s"] < steps["classify"]["duration_s"] < steps["classify"]["high_s"]
    )
    assert steps["prepare the launch"]["ends_s"] == pytest.approx(found["committed_s"])


def test_kill_probability_by_factors_or_fixed(answer, with_rule, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fixed.yaml").write_text(with_rule("kill_probability: 0.5"))
    factors = answer("battery", "timeline", *SITE, *ARC)["kill_factors"]
    product = factors["reliability"] * factors["acquisition"] * factors["handover"]
    assert factors["first_shot"] == pytest.approx(product)
    # of the record of single shots, 0.94, what is not common to all of them
    assert factors["reliability"] == pytest.approx(0.94 / 0.97)
    fixed = answer("battery", "timeline", *SITE, *ARC, "--scenario", "fixed.yaml")
    assert fixed["kill_factors"]["first_shot"] == 0.5
    assert fixed["p_defend"] == pytest.approx(0.75)


def test_a_battery_of_the_lower_tier_has_its_own_timeline(answer, bongsu):
    shot = ("--missile", "scud-b", "--from", "hwangju", "--to", "36.96,127.03")
    setting = ("--scenario", "two-tiers-2016", "--battery", "lower-pyeongtaek")
    found = answer("battery", "timeline", *shot, *setting)
    assert found["shots"] == 2
    assert 3.0 <= found["first_intercept_altitude_km"] <= 20.0
    assert {s["row"] for s in found["steps"]} >= {"battery.patriot-battery.classify-time"}
    slow = answer("battery", "timeline", *shot, *setting, "--detect-to-launch", "300")
    assert slow["reason"] == "too-late"
    code, _, err = bongsu(
        "battery", "timeline", *shot, *setting[:2], "--battery", "lower-pyongtaek"
    )
    assert code == 2
    assert "close names: 'lower-pyeongtaek'" in err


def test_cueing_says_what_it_gains(answer, bongsu):
    facing = answer("battery", "timeline", *SITE, *ARC, "--cueing")
    assert facing["cue_gain_s"] == 0.0
    away = answer("battery", "timeline", *SITE, *ARC, "--cueing", "--boresight", "120")
    assert away["reason_without_cue"] == "too-late"
    assert away["shots_without_cue"] == 0 < away["shots"]
    assert away["cue_gain_s"] > 100.0
    _, out, _ = bongsu("battery", "timeline", *SITE, *ARC, "--cueing", "--boresight", "120")
    assert "s sooner; 0 shots become" in out.splitlines()[-1]
    _, out, _ = bongsu("battery", "timeline", *SITE, *ARC, "--cueing")
    assert "it gains nothing" in out.splitlines()[-1]


def test_places_by_name_or_by_coordinates(answer):
    named = answer(
        "battery", "timeline", "--missile", "nodong", "--from", "hwangju", "--to", "pyeongtaek-city"
    )
    point = answer(
        "battery",
        "timeline",
        "--missile",
        "nodong",
        "--from",
        "38.6868,125.702",
        "--to",
        "36.9921,127.113",
    )
    assert named["time_of_flight_s"] == pytest.approx(point["time_of_flight_s"], abs=0.5)
    other = answer("battery", "timeline", "--site", "daegu", *ARC)
    assert other["margin_km"] != answer("battery", "timeline", *ARC)["margin_km"]


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--from", "hwangyu"), "hwangju"),
        (("--to", "99,129"), "latitude 99"),
        (("--missile", "nodon"), "close names: Nodong"),
        (("--shape", "high"), "high"),
        (("--detect-to-launch", "-3"), "detect-to-launch"),
        (("--site-altitude", "20000"), "--site-altitude: 20000 m is not"),
        (("--scenario", "korea-2061"), "korea-2016"),
        (("--figure", "it.gif"), ".png"),
        (("--apogee", "150"), "apogee"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_mistakes_are_told_in_a_sentence(bongsu, option, words):
    arguments = list(ARC)
    if option[0] in ARC:
        del arguments[ARC.index(option[0]) : ARC.index(option[0]) + 2]
    code, out, err = bongsu("battery", "timeline", *SITE, *arguments, *option)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_out_of_the_missiles_reach_is_exit_code_3(bongsu):
    code, out, err = bongsu(
        "battery", "timeline", "--missile", "scud-b", "--from", "hwangju", "--to", "35.18,129.08"
    )
    assert (code, out) == (3, "")
    assert "out-of-range" in err


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ((), "The battery can fire 2 shots"),
        ((), "s later would still be in time."),
        (("--detect-to-launch", "300"), "s too late"),
        (("--boresight", "230"), "km outside the radar's field of regard"),
        (("--shape", "lofted"), "beyond reach at the nearest"),
    ],
    ids=["shots", "time to spare", "too-late", "not-seen", "out-of-reach"],
)
def test_people_get_a_table_and_a_sentence(bongsu, option, sentence):
    code, out, _ = bongsu("battery", "timeline", *SITE, *ARC, *option)
    assert code == 0
    assert "impact" in out
    assert sentence in out.splitlines()[-1]


def test_an_arc_below_the_band_is_told_as_such(bongsu):
    low = ("--missile", "nodong", "--from", "hwangju", "--to", "37.57,126.98")
    code, out, _ = bongsu(
        "battery", "timeline", *SITE, *low, "--shape", "depressed", "--apogee", "35"
    )
    assert code == 0
    assert "stays 5 km below the lowest intercept at 40 km" in out


def test_figure_is_written_whole_or_not_at_all(bongsu, tmp_path):
    file = tmp_path / "it.png"
    assert bongsu("battery", "timeline", *SITE, *ARC, "--figure", file)[0] == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    code, _, err = bongsu(
        "battery", "timeline", *SITE, *ARC, "--figure", tmp_path / "no" / "it.png"
    )
    assert code == 2
    assert "cannot write" in err
    assert list(tmp_path.iterdir()) == [file]
