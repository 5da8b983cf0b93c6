"""``bongsu raid new|show|run``: a raid on a scenario, from its file to its distributions."""

import json
from math import sqrt

import pytest
import xarray as xr

from bongsu.scenario import built_in_scenarios, built_in_text, load_raid, load_scenario

HEAD = "format: 1\nname: small\ntitle: A small raid\nwaves:\n"
WAVE = {
    "missile": "nodong",
    "launch_areas": "[hwangju]",
    "targets": "[busan, ulsan]",
    "count": "8",
    "last_launch": "90 s",
}
DRAWS = 4000


@pytest.fixture
def write(tmp_path):
    """Write a raid file of some waves."""

    def written(*waves, name="raid.yaml"):
        lines = [f"  - {{{', '.join(f'{key}: {one}' for key, one in w.items())}}}" for w in waves]
        file = tmp_path / name
        file.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        return file

    return written


def play(answer, file, *words, draws=DRAWS):
    return answer("raid", "run", file, "--replications", draws, *words)


def numbers(found):
    """What was computed, without where it comes from and what things are called."""
    kept = ("leakers", "intercepts", "interceptors_spent", "assets_hit", "batteries")
    survival = [one["survival"] for one in found["assets"]]
    return json.dumps([*(found[name] for name in kept), survival])


@pytest.mark.parametrize("scenario", built_in_scenarios())
def test_a_new_raid_holds_and_keeps_its_comments(bongsu, tmp_path, scenario):
    file = tmp_path / "My Raid.yaml"
    code, out, err = bongsu("raid", "new", file, "--scenario", scenario)
    assert (code, err) == (0, "")
    assert out == f"{file}: raid my-raid, of threats of {scenario}\n"
    text = file.read_text(encoding="utf-8")
    assert "name: my-raid" in text
    assert text.count("# ") > 5
    raid = load_raid(file, load_scenario(scenario))
    assert len(raid.missiles()) == 20
    code, out, err = bongsu("raid", "show", file, "--scenario", scenario)
    assert code == 0, err
    assert "20 missiles" in out


def test_a_new_raid_does_not_write_over_a_file(bongsu, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("mine")
    code, out, err = bongsu("raid", "new", file)
    assert (code, out) == (2, "")
    assert err == f"bongsu: {file}: there is such a file already; --force writes over it\n"
    assert file.read_text() == "mine"
    assert bongsu("raid", "new", file, "--force")[0] == 0
    assert file.read_text() != "mine"
    assert bongsu("raid", "new", tmp_path / "mine.txt")[0] == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.yaml"]


def test_what_a_raid_says(answer, write):
    later = WAVE | {"first_launch": "2 min", "last_launch": "3 min", "launch_spread": "5 s"}
    found = answer("raid", "show", write(WAVE, later | {"reliability": "0.9", "count": "5"}))
    assert found["missiles"] == 13
    assert [
        (one["first_launch_s"], one["last_launch_s"], one["launch_spread_s"], one["reliability"])
        for one in found["waves"]
    ] == [(0.0, 90.0, 0.0, 1.0), (120.0, 180.0, 5.0, 0.9)]
    # both waves fly the same
    assert [(one["target"], one["count"]) for one in found["flights"]] == [
        ("busan", 7),
        ("ulsan", 6),
    ]
    assert all(300.0 < one["time_of_flight_s"] < 900.0 for one in found["flights"])
    assert all(one["shots"][0]["possible"] > 0 for one in found["flights"])


def test_a_raid_has_the_mean_of_the_fire_plan(answer, write):
    """At fixed times a plan and a raid are two ways to one number."""
    found = play(answer, write(WAVE), draws=20_000)
    launches = [90.0 * index / 7 for index in range(8)]
    threats = [
        f"nodong:hwangju:{target}@{launch!r}"
        for launch, target in zip(launches, ("busan", "ulsan") * 4, strict=True)
    ]
    words = [word for threat in threats for word in ("--threat", threat)]
    plan = answer("battery", "plan", "korea-2016", *words)
    # both are drawn: the plan 5,000 outcomes, the raid 20,000
    half = (found["leakers"]["high"] - found["leakers"]["low"]) / 2
    error = half / 1.96 * sqrt(1 + 20_000 / 5000)
    assert found["leakers"]["mean"] == pytest.approx(plan["leakers_expected"], abs=4 * error)
    spent = sum(one["interceptors_spent"] for one in plan["batteries"])
    assert found["interceptors_spent"]["mean"] == pytest.approx(spent, rel=0.01)


def test_the_answer_hangs_together(answer, write):
    found = play(answer, write(WAVE, WAVE | {"missile": "scud-c", "targets": "[ulsan]"}))
    assert (found["replications"], found["seed"], found["missiles"]) == (DRAWS, 1, 16)
    mean = found["leakers"]["mean"]
    assert sum(one["leakers"] for one in found["assets"]) == pytest.approx(mean)
    assert sum(one["leakers"] for one in found["waves"]) == pytest.approx(mean)
    assert mean + found["intercepts"]["mean"] == pytest.approx(16.0)
    assert [one["aimed"] for one in found["assets"]] == [4, 12]
    hit = sum(1.0 - one["survival"] for one in found["assets"])
    assert found["assets_hit"]["mean"] == pytest.approx(hit)
    assert all(one["low"] <= one["survival"] <= one["high"] for one in found["assets"])
    assert found["provenance"]["seed"] == 1


def test_same_bits_on_any_cores_kept_continued_and_extended(
    bongsu, answer, write, tmp_path, monkeypatch
):
    file = write(WAVE | {"launch_spread": "20 s", "reliability": "0.8"})
    monkeypatch.setenv("BONGSU_THREADS", "1")
    whole = play(answer, file)
    monkeypatch.setenv("BONGSU_THREADS", "2")
    assert play(answer, file) == whole
    kept = ("--store", tmp_path / "run")
    short = play(answer, file, *kept, "--chunk-size", "700", draws=1500)
    assert short == play(answer, file, draws=1500)
    assert bongsu("raid", "run", file, *kept)[0] == 2
    assert play(answer, file, *kept, "--resume") == whole
    status = answer("run", "status", tmp_path / "run")
    assert (status["kind"], status["chunks"], status["finished"]) == ("raid", 6, DRAWS)
    other = write(WAVE, name="other.yaml")
    code, out, err = bongsu("raid", "run", other, "--replications", DRAWS, *kept, "--resume")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    # a job array computes the same
    array = ("--store", tmp_path / "array")
    code, _, err = bongsu(
        "raid", "run", file, "--replications", DRAWS, *array, "--chunk-size", "2000", "--prepare"
    )
    assert code == 0
    assert bongsu("run", "chunk", tmp_path / "array", "0", "1")[0] == 0
    assert play(answer, file, *array, "--resume") == whole


CHANGES = [
    {"count": "9"},
    {"first_launch": "20 s"},
    {"last_launch": "90 s"},
    {"launch_spread": "30 s"},
    {"reliability": "0.9"},
    {"shapes": "[lofted]"},
    {"shapes": "[lofted]", "apogee": "500 km"},
    {"targets": "[busan, ulsan]"},
    {"missile": "scud-er"},
    {"launch_areas": "[wonsan]"},
]
LATE = ("--detect-to-launch", "120")
OPTIONS = [
    (*LATE, "--seed", "2"),
    (*LATE, "--site", "daegu"),
    (*LATE, "--site-altitude", "2000"),
    (*LATE, "--clock-start", "200"),
    (*LATE, "--tracks-held", "1000"),
    (*LATE, "--boresight", "60"),
    (*LATE, "--boresight", "60", "--cueing"),
    ("--detect-to-launch", "60"),
]


def test_every_field_of_a_raid_and_every_option_changes_the_answer(answer, write):
    # so close together and so late that channels are short, and every second counts
    dense = WAVE | {"count": "24", "last_launch": "40 s", "targets": "[busan, gwangju]"}
    told = {"": numbers(play(answer, write(dense), *LATE))}
    for change in CHANGES:
        told[str(change)] = numbers(play(answer, write(dense | change), *LATE))
    for options in OPTIONS:
        told[" ".join(options)] = numbers(play(answer, write(dense), *options))
    told["one more"] = numbers(play(answer, write(dense), *LATE, draws=DRAWS + 1))
    base = told.pop("")
    assert [name for name, text in told.items() if text == base] == []
    with_cues, without = ("--boresight 60 --cueing", "--boresight 60")
    assert told[f"{' '.join(LATE)} {with_cues}"] != told[f"{' '.join(LATE)} {without}"]


def test_the_raid_of_a_scenario_is_played_where_no_file_is_given(bongsu, answer, write, tmp_path):
    file = write(WAVE)
    waves = file.read_text(encoding="utf-8").split("waves:\n")[1]
    scenario = tmp_path / "raided.yaml"
    text = built_in_text("korea-2016") + f"raid:\n  waves:\n{waves}"
    scenario.write_text(text, encoding="utf-8")
    own = answer("raid", "run", "--scenario", scenario, "--replications", DRAWS)
    assert numbers(own) == numbers(play(answer, file))
    code, out, err = bongsu("raid", "run")
    assert (code, out) == (2, "")
    assert err == (
        "bongsu: korea-2016 has no raid of its own: give a file with one (`bongsu raid new`)\n"
    )
    code, out, _ = bongsu("scenario", "check", scenario)
    assert code == 0


@pytest.mark.parametrize("command", [("raid", "run"), ("raid", "show")])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"targets": "[]"}, "the list is empty"),
        ({"count": "0"}, "0 is not between 1 and 1000"),
        ({"count": "1000000000"}, "1000000000 is not between 1 and 1000"),
        ({"first_launch": "9 min"}, "last_launch, 90 s, is before first_launch, 540 s"),
        ({"reliability": "1.01"}, "1.01 is not between 0 and 1"),
        ({"launch_spread": "-1 s"}, "-1 s is not between"),
        ({"targets": "[busa]"}, "close names: Busan"),
        ({"missile": "nodon"}, "there is no missile 'nodon'"),
        ({"cuont": "8"}, "cuont"),
    ],
)
def test_a_mistake_is_told_with_its_place(bongsu, write, command, change, sentence):
    file = write(WAVE | change)
    code, out, err = bongsu(*command, file)
    assert (code, out) == (2, "")
    assert f"{file}:5:" in err
    assert sentence in err
    assert "Traceback" not in err


def test_a_raid_without_waves_is_refused(bongsu, tmp_path):
    file = tmp_path / "raid.yaml"
    file.write_text(HEAD.replace("waves:", "waves: []"), encoding="utf-8")
    code, _, err = bongsu("raid", "run", file)
    assert code == 2
    assert err == f"bongsu: {file}:4:1: waves: the list is empty; it needs at least one item\n"
    code, _, err = bongsu("raid", "run", tmp_path / "nothing.yaml")
    assert code == 2
    assert "nothing.yaml: there is no such file" in err


def test_an_aim_point_out_of_reach_is_told_with_its_place(bongsu, write, tmp_path):
    file = write(WAVE, WAVE | {"missile": "scud-b"})
    for command in ("run", "show"):
        code, out, err = bongsu("raid", command, file)
        assert (code, out) == (3, "")
        assert err.startswith(f"bongsu: {file}:6:58: waves.1.targets.0: Scud-B from Hwangju to Bus")
        assert err.count("\n") == 1
    store = tmp_path / "run"
    assert bongsu("raid", "run", file, "--store", store)[0] == 3
    assert not store.exists()
    # a scenario with this raid is refused by the check in the same words
    scenario = tmp_path / "raided.yaml"
    waves = file.read_text(encoding="utf-8").split("waves:\n")[1]
    text = built_in_text("korea-2016") + f"raid:\n  waves:\n{waves}"
    scenario.write_text(text, encoding="utf-8")
    code, out, err = bongsu("scenario", "check", scenario)
    assert (code, out) == (3, "")
    assert f"{scenario}:" in err
    assert "raid.waves.1.targets.0: Scud-B from Hwangju to Busan" in err


def test_a_raid_at_which_there_is_no_shot_gets_through(answer, write):
    found = play(answer, write(WAVE | {"targets": "[seoul]"}))
    assert found["leakers"]["mean"] == 8.0
    assert found["leakers"]["quantiles"]["0.05"] == 8
    assert found["interceptors_spent"]["p0"] == 1.0
    (battery,) = found["batteries"]
    assert (battery["fires"], battery["exhausted"], battery["exhausted_s"]) == (False, 0.0, None)
    assert [one["survival"] for one in found["assets"]] == [0.0]


def test_missiles_that_never_fly_do_no_harm(answer, write):
    found = play(answer, write(WAVE | {"reliability": "0"}))
    assert found["leakers"]["mean"] == found["interceptors_spent"]["mean"] == 0.0
    assert {one["survival"] for one in found["assets"]} == {1.0}


def test_one_place_under_two_names_is_one_asset(answer, write):
    busan = load_scenario("korea-2016").place("target", "busan")
    twice = f'[busan, "{busan.latitude_deg!r},{busan.longitude_deg!r}"]'
    found = play(answer, write(WAVE | {"targets": twice}))
    assert [(one["name"], one["aimed"]) for one in found["assets"]] == [("busan", 8)]


def test_a_battery_without_a_shot_does_not_fire(bongsu, answer, write):
    file = write(WAVE)
    found = play(answer, file, "--scenario", "two-tiers-2016")
    fires = {one["name"]: one["fires"] for one in found["batteries"]}
    assert fires["thaad"]
    assert not fires["lower-pyeongtaek"]
    code, out, _ = bongsu(
        "raid", "run", file, "--scenario", "two-tiers-2016", "--replications", "500"
    )
    assert code == 0
    assert "does not fire" in out


def test_files_of_a_raid_are_written_together(bongsu, write, tmp_path):
    file = write(WAVE)
    made = [tmp_path / name for name in ("raid.nc", "raid.png", "map.svg", "exhaustion.pdf")]
    options = ("--output", "--figure", "--survival-map", "--exhaustion-figure")
    words = [word for pair in zip(options, made, strict=True) for word in pair]
    code, _, err = bongsu("raid", "run", file, "--replications", "500", *words)
    assert (code, err) == (0, "")
    assert all(one.stat().st_size > 3000 for one in made)
    with xr.open_dataset(made[0]) as found:
        assert float(found["leakers"].sum()) == pytest.approx(1.0)
        assert found.attrs["replications"] == 500
        assert list(found["asset"].values) == ["busan", "ulsan"]
    code, _, err = bongsu("raid", "run", file, "--output", file)
    assert code == 2
    assert err.count("\n") == 1
    assert file.read_text(encoding="utf-8").startswith(HEAD)
