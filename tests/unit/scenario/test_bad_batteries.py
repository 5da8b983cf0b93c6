"""Batteries that could never fire: refused with file, line and reason, never a silent zero."""

import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.errors import InputError
from bongsu.scenario import built_in_text, load_scenario, parse_scenario
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.footprint.play import footprint

TEXT = built_in_text("korea-2016")
RULE = "      rule: shoot-look-shoot"
RADAR = TEXT[TEXT.index("    radar:\n") : TEXT.index("    doctrine:")]
ROW = "battery.thaad-battery"


def override(path, value):
    return TEXT + f"\noverrides:\n  {path}: {{value: {value}, source: a test}}\n"


def line_of(text, words):
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


OUT_OF_SIGHT = TEXT.replace(
    "    doctrine:\n", "    launchers:\n      - {count: 6, north: -250 km}\n    doctrine:\n", 1
)
KEEP_OUT = TEXT.replace(RULE, f"{RULE}\n      keep_out_altitude: 160 km", 1)
LOW_CEILING = TEXT.replace(RULE, f"{RULE}\n      ceiling: 30 km", 1)
CROSSED = TEXT.replace(RULE, f"{RULE}\n      keep_out_altitude: 90 km\n      ceiling: 60 km", 1)
NO_LAUNCHER = TEXT.replace("    doctrine:\n", "    launchers: [{count: 0}]\n    doctrine:\n", 1)
HASTY = TEXT.replace(
    "      mode: terminal", "      mode: terminal\n      search: {frame_time: 0.2 s}", 1
)
TOO_WIDE = TEXT.replace(
    "      mode: terminal", "      mode: terminal\n      search: {half_width: 180 deg}", 1
)
FLOOR = "interceptor.thaad-interceptor.lowest-altitude"

BAD = {
    "no radar": (
        TEXT.replace(RADAR, ""),
        "- name: thaad",
        "batteries.0.radar: this key is missing",
    ),
    "no battery": (
        TEXT.replace(TEXT[TEXT.index("batteries:") : TEXT.index("# The two")], "batteries: []\n"),
        "batteries: []",
        "needs at least one item",
    ),
    "no launcher": (NO_LAUNCHER, "{count: 0}", "0 is not between 1 and 100"),
    "no interceptor": (
        override(f"{ROW}.interceptors-per-launcher", "0"),
        f"{ROW}.interceptors-per-launcher",
        "0 is not between 1 and 1000",
    ),
    "no channel": (
        override(f"{ROW}.guided-at-once", "0"),
        f"{ROW}.guided-at-once",
        "0 is not between 1 and 1000",
    ),
    "launcher out of sight": (
        OUT_OF_SIGHT,
        "north: -250 km",
        "battery thaad: the launcher at 33.798, 128.220 is out of the radar's sight",
    ),
    "inverted band": (
        override(FLOOR, "160 km"),
        FLOOR,
        "inverted: its floor 160 km is not below its ceiling 150 km",
    ),
    "keep-out above the band": (
        KEEP_OUT,
        "keep_out_altitude",
        "160 km leaves nothing of the interceptor's altitude band of 40 km to 150 km; it must lie",
    ),
    "ceiling below the band": (
        LOW_CEILING,
        "ceiling: 30 km",
        "band of 40 km to 150 km; it must lie above 40 km",
    ),
    "crossed doctrine": (CROSSED, "doctrine:", "must lie below the ceiling of"),
    "hasty search": (HASTY, "search:", "beams of 3 ms each cannot be searched in 0.2 s"),
    "search beyond the sector": (TOO_WIDE, "search:", "wider than the radar's field of regard"),
}


@pytest.mark.parametrize("name", BAD)
def test_commands_refuse_with_file_line_and_reason(bongsu, tmp_path, name):
    text, words, sentence = BAD[name]
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    place = f"{file}:{line_of(text, words)}:"
    flight = ("--missile", "nodong", "--from", "hwangju", "--to", "busan")
    for command in (
        ("scenario", "check", file),
        ("battery", "timeline", "--scenario", file, *flight),
        ("battery", "footprint", file, "--missile", "nodong", "--spacing", "100"),
        ("battery", "plan", file, "--threat", "nodong:hwangju:busan"),
    ):
        code, out, err = bongsu(*command)
        assert (code, out) == (2, ""), command
        assert place in err
        assert sentence in err
        assert "Traceback" not in err


@pytest.mark.parametrize("name", BAD)
def test_python_refuses_with_the_reason(name):
    text, _, sentence = BAD[name]

    def use():
        scenario = parse_scenario(text, "bad.yaml")
        return footprint(scenario.only(missile="nodong").at_spacing(100.0))

    with pytest.raises(InputError) as caught:
        use()
    assert sentence in str(caught.value)
    assert "bad.yaml:" in str(caught.value)


def test_a_scenario_made_in_python_is_refused_with_the_reason_too():
    scenario = load_scenario()
    battery = scenario.batteries[0]
    far = battery.model_copy(
        update={"launchers": (parse_scenario(OUT_OF_SIGHT).batteries[0].launchers)}
    )
    with pytest.raises(InputError, match=r"battery thaad: the launcher at .* out of the radar's"):
        fire_unit(scenario.model_copy(update={"batteries": (far,)}))
    forward = battery.model_copy(
        update={"radar": battery.radar.model_copy(update={"mode": "forward-based"})}
    )
    with pytest.raises(InputError, match="does not guide interceptors; set it to terminal"):
        fire_unit(scenario.model_copy(update={"batteries": (forward,)}))


def test_a_radar_in_forward_mode_is_refused_where_it_is_to_guide(bongsu, tmp_path):
    text = TEXT.replace("      mode: terminal", "      mode: forward-based", 1)
    file = tmp_path / "forward.yaml"
    file.write_text(text)
    assert bongsu("scenario", "check", file)[0] == 0  # good for questions about its view
    code, _, err = bongsu("battery", "footprint", file, "--missile", "nodong")
    assert code == 2
    assert f"{file}:{line_of(text, 'mode: forward-based')}:" in err
    assert "batteries.0.radar.mode" in err


def test_where_a_scenario_was_read_makes_no_difference():
    read, other = parse_scenario(TEXT, "a.yaml"), parse_scenario(f"# more\n{TEXT}", "b.yaml")
    assert read == other
    assert read.hash() == other.hash()
    assert read.where(("batteries", 0, "site")).startswith("a.yaml:")
    assert read.model_copy(update={"seed": 3}).where(("seed",)).startswith("a.yaml:")


def test_an_answer_without_a_shot_has_its_reason():
    """A narrow but open band is no mistake: the answer is no shot, with what was missing."""
    text = TEXT.replace(RULE, f"{RULE}\n      keep_out_altitude: 149.5 km", 1)
    answer = timeline(parse_scenario(text), missile="nodong", launch="hwangju", target="busan")
    assert answer.engagement.reason == "too-low"
    assert answer.shortfall.kilometres > 20.0
