"""When a verdict turns: the map agrees with the timeline on both sides of each turn."""

import json

import numpy as np
import pytest
import xarray as xr

from bongsu.errors import InputError, OutOfReachError
from bongsu.report.engagement.verdicts import verdict_figure
from bongsu.scenario import Coordinates, built_in_text, load_scenario, parse_scenario
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.engagement.verdict_flip import verdict_map

KOREA = load_scenario()
PYEONGTAEK = Coordinates.model_validate(
    {"name": "pyeongtaek", "latitude_deg": 36.96, "longitude_deg": 127.03, "altitude": "0 m"}
)
WANTED = {
    "missile": "nodong",
    "launch": "mount-paektu",
    "target": PYEONGTAEK,
}
SITES = {site: KOREA.moved(site) for site in ("seongju-seongsan", "daegu")}
MAP = verdict_map(tuple(SITES.values()), **WANTED)


def at(arc, site, seconds):
    name = next(str(n) for n in MAP["arc"].values if str(n).startswith(arc))
    return MAP.sel(arc=name, site=site, detect_to_launch_s=seconds)


def play(arc, site, seconds, clock):
    shape, _, apogee = arc.partition(", ")
    return timeline(
        SITES[site].with_doctrine(detect_to_launch_s=seconds, clock_start_s=clock),
        missile="nodong",
        launch="mount-paektu",
        target=PYEONGTAEK,
        shape=shape,
        apogee_m=float(apogee.split()[0]) * 1e3 if shape in ("lofted", "depressed") else None,
    )


@pytest.mark.parametrize(
    ("arc", "site", "seconds"),
    [
        ("minimum-energy", "seongju-seongsan", 20.0),
        ("lofted, 250 km", "seongju-seongsan", 203.0),
        ("lofted, 250 km", "daegu", 203.0),
    ],
)
def test_the_latest_clock_is_where_the_timeline_turns(arc, site, seconds):
    turn = float(at(arc, site, seconds)["latest_clock_s"])
    assert play(arc, site, seconds, turn - 0.5).engagement.feasible
    assert play(arc, site, seconds, turn + 0.5).engagement.reason == "too-late"


def test_below_the_band_is_where_the_timeline_has_it():
    turn = float(at("minimum-energy", "seongju-seongsan", 203.0)["clock_below_band_s"])
    for clock, above in ((turn - 1.0, True), (turn + 1.0, False)):
        answer = play("minimum-energy", "seongju-seongsan", 203.0, clock)
        assert (answer.altitude_at_m(answer.engagement.committed_s) > 40e3) is above


def test_every_cell_is_what_the_timeline_says():
    generator = np.random.default_rng(4)
    for _ in range(12):
        index = {name: int(generator.integers(size)) for name, size in MAP["reason"].sizes.items()}
        cell = MAP.isel(index)
        played = play(
            cell["arc"].item(),
            cell["site"].item(),
            cell["detect_to_launch_s"].item(),
            cell["clock_s"].item(),
        )
        meanings = MAP["reason"].attrs["flag_meanings"].split()
        assert meanings[int(cell["reason"])] == played.engagement.reason
        assert float(cell["margin_s"]) == pytest.approx(
            played.engagement.margin_s, abs=0.5, nan_ok=True
        )


def test_a_later_clock_never_helps_and_a_higher_arc_leaves_more_time():
    feasible = MAP["reason"] == 0
    assert (feasible.astype(int).diff("clock_s") <= 0).all()
    latest = MAP["latest_clock_s"].fillna(-1.0)
    assert (latest.diff("arc") >= 0.0).all()
    assert (MAP["apogee_km"].diff("arc") >= 0.0).all()


def test_dataset_is_labelled():
    assert set(MAP["reason"].dims) == {"site", "detect_to_launch_s", "arc", "clock_s"}
    assert MAP["detect_to_launch_s"].values.tolist() == [20.0, 203.0]
    for name in MAP.variables:
        assert MAP[name].attrs["long_name"]
    hashes = [scenario.hash() for scenario in SITES.values()]
    assert MAP.attrs["scenario_hash"] == MAP["scenario_hash"].values.tolist() == hashes


def test_figure_has_a_panel_for_each_site_and_duration():
    figure = verdict_figure(MAP)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == [
        f"{site}, {seconds} s from detection to launch"
        for site in ("Seongju Seongsan-ri", "Daegu")
        for seconds in (20, 203)
    ]
    words = {text.get_text() for text in figure.legends[0].get_texts()}
    assert {"a shot (number: latest start)", "no shot: too late", "no shot: not seen"} <= words


def test_the_reported_total_is_the_catalogues():
    text = built_in_text("korea-2016")
    row = "battery.thaad-battery.reported-detect-to-fire: {value: 190 s, source: a test}"
    other = parse_scenario(f"{text}\noverrides: {{{row}}}\n")
    few = {"apogees_km": (250,), "clock_starts_s": (0.0,)}
    found = verdict_map([other], **WANTED, **few)
    assert found["detect_to_launch_s"].values.tolist() == [20.0, 190.0]
    lower = parse_scenario(built_in_text("two-tiers-2016"))
    patriot = tuple(b for b in lower.batteries if b.type == "patriot-battery")[:1]
    alone = verdict_map([lower.model_copy(update={"batteries": patriot})], **WANTED, **few)
    assert alone.sizes["detect_to_launch_s"] == 1


@pytest.mark.parametrize("clocks", [(), (10.0, 5.0), (-1.0, 5.0)])
def test_clocks_must_ascend(clocks):
    with pytest.raises(InputError, match="ascend"):
        verdict_map([KOREA], **WANTED, clock_starts_s=clocks)


def test_a_missile_that_reaches_nothing():
    with pytest.raises(OutOfReachError, match="on no arc"):
        verdict_map([KOREA], **(WANTED | {"missile": "scud-b"}))


def test_command(bongsu, tmp_path):
    figure, file = tmp_path / "verdicts.png", tmp_path / "verdicts.nc"
    code, out, err = bongsu("battery", "verdicts", "--json", "--figure", figure, "--output", file)
    assert code == 0, err
    found = json.loads(out)
    assert {cell["site"] for cell in found["cells"]} == {"seongju-seongsan", "daegu"}
    least = [c for c in found["cells"] if c["arc"].startswith("minimum-energy")]
    assert [c["feasible_from_detection"] for c in least] == [True, False, False, False]
    assert figure.read_bytes().startswith(b"\x89PNG")
    with xr.open_dataset(file) as written:
        assert written.attrs["missile"] == "nodong"
    other = ("--from", "hwangju", "--to", "busan", "--site", "seongju-golf-course")
    code, out, _ = bongsu("battery", "verdicts", *other, "--detect-to-launch", "60")
    assert code == 0
    assert "yes, until" in out
    assert "yes, until: the latest start" in " ".join(out.split())
    assert "shot, 60 s" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--output", "it.csv"), ".nc"),
        (("--figure", "it.gif"), ".png"),
        (("--detect-to-launch", "-3"), "detect-to-launch"),
        (("--site", "seongj"), "seongju"),
    ],
)
def test_mistakes_are_told(bongsu, arguments, words):
    code, out, err = bongsu("battery", "verdicts", *arguments)
    assert (code, out) == (2, "")
    assert words in err
