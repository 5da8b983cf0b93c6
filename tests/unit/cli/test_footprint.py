"""`bongsu battery footprint` and `bongsu battery sites` on the command line."""

import csv
import json

import numpy as np
import pytest
import xarray as xr
from shapely.geometry import shape

from bongsu.scenario import built_in_text

ROUGH = ("--missile", "nodong", "--spacing", "80")
SMALL = ("--missile", "scud-er", "--spacing", "90", "--shape", "minimum-energy")
OVERS = ("every", "average", "any")


def test_footprint_keeps_its_contract(answer, tmp_path):
    file = tmp_path / "it.nc"
    found = answer("battery", "footprint", *ROUGH, "--output", file)
    keys = ("area_defended_km2", "area_share", "people_defended", "people_share")
    flights = found["flights"]
    assert len(flights) == 12
    for key in keys:
        assert 0.0 <= found[key] <= min(flight[key] for flight in flights) * (1.0 + 1e-9)
        assert found[key] == found["over"]["every"][key]
    assert {(f["launch_area"], f["shape"]) for f in flights} >= {("hwangju", "minimum-energy")}
    with xr.open_dataset(file) as stored:
        assert stored.attrs["scenario_hash"] == found["provenance"]["scenario_hash"]
        shares = stored["area_share"].values[0]
    assert [flight["area_share"] for flight in flights] == pytest.approx(shares)


def test_flights_count_together_in_three_ways(answer):
    found = answer("battery", "footprint", *ROUGH)
    whole = [found["over"][over]["people_share"] for over in OVERS]
    assert whole == sorted(whole)
    assert whole[1] == pytest.approx(np.mean([f["people_share"] for f in found["flights"]]))
    assert [s["shape"] for s in found["shapes"]] == [
        "minimum-energy",
        "depressed",
        "full-burn-lofted",
    ]
    for one in found["shapes"]:
        assert one["launch_areas"] == 4
        shares = [f["people_share"] for f in found["flights"] if f["shape"] == one["shape"]]
        assert one["every"]["people_share"] <= min(shares) + 1e-12
        assert one["average"]["people_share"] == pytest.approx(np.mean(shares))
        assert one["any"]["people_share"] >= max(shares) - 1e-12


def test_reasons_of_each_flight(answer):
    for flight in answer("battery", "footprint", *ROUGH)["flights"]:
        reasons = flight["reasons"]
        assert reasons["feasible"]["people"] == pytest.approx(flight["people_defended"])
        assert sum(r["people"] for r in reasons.values()) == pytest.approx(51_069_375)
        assert flight["people_defended_expected"] <= flight["people_defended"]
        if reasons["too-late"]["people"] > 0.0:
            assert reasons["too-late"]["median_margin_s"] < 0.0
        if reasons["out-of-reach"]["people"] > 0.0:
            assert reasons["out-of-reach"]["median_margin_km"] < 0.0


def test_each_option_changes_the_footprint(answer, with_rule, tmp_path):
    file = tmp_path / "slow.yaml"
    file.write_text(with_rule("detect_to_launch: 203 s"))
    answers = [
        answer("battery", "footprint", *ROUGH),
        answer("battery", "footprint", "--missile", "scud-er", "--spacing", "80"),
        answer("battery", "footprint", "--missile", "nodong", "--spacing", "60"),
        answer("battery", "footprint", file, *ROUGH),
        answer("battery", "footprint", *ROUGH, "--shape", "depressed"),
        answer("battery", "footprint", *ROUGH, "--shots", "2"),
        answer("battery", "footprint", *ROUGH, "--site", "gunsan"),
    ]
    sums = [sum(f["area_defended_km2"] for f in found["flights"]) for found in answers]
    assert len(set(sums)) == len(sums)
    assert sums[3] < sums[0]
    assert sums[5] < sums[0]
    sites = answer("battery", "footprint", *ROUGH, "--site", "gunsan", "--site", "36.05,128.22")[
        "sites"
    ]
    assert [found["site"] for found in sites] == ["gunsan", "36.05,128.22"]
    assert sites[0]["flights"] == answers[6]["flights"]
    assert sites[0]["flights"] != sites[1]["flights"]


def test_cueing_is_passed_on(answer, tmp_path):
    """A radar beside the launch areas, that sees everything early, buys time."""
    text = (
        built_in_text("korea-2016")
        .replace("site: shariki\n", "site: wonju\n")
        .replace(
            "setting: {mode: forward-based, boresight: 280 deg}",
            "setting: {mode: forward-based, boresight: 310 deg}",
        )
    )
    file = tmp_path / "cued.yaml"
    file.write_text(text)
    alone, cued = (
        answer("battery", "footprint", file, *SMALL, *option) for option in ((), ("--cueing",))
    )
    assert (alone["cueing"], cued["cueing"]) == (0, 1)
    margins = [
        [f["reasons"]["feasible"]["median_margin_s"] for f in found["flights"]]
        for found in (alone, cued)
    ]
    assert margins[0] != margins[1]


def test_its_own_site_is_its_own_site(answer):
    named = answer("battery", "footprint", *SMALL, "--site", "seongju-golf-course")
    assert named == answer("battery", "footprint", *SMALL)


def test_all_missiles_when_none_is_named(answer):
    found = answer("battery", "footprint", "--spacing", "90")
    assert found["missile"] is None
    assert len(found["missiles"]) == 7
    assert len(found["flights"]) == 36
    assert len(found["shapes"]) == 12


def test_by_place(answer, tmp_path):
    file = tmp_path / "places.csv"
    found = answer("battery", "footprint", *SMALL, "--by", "seoul-district", "--csv", file)
    assert len(found["places"]) == 25
    assert sum(place["people"] for place in found["places"]) == 9_904_312
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["name"] for row in rows] == [place["name"] for place in found["places"]]
    assert float(rows[3]["people_share_average"]) == pytest.approx(
        found["places"][3]["average"]["people_share"]
    )
    provinces = answer("battery", "footprint", *SMALL, "--by", "province")
    defended = sum(place["any"]["people_defended"] for place in provinces["places"])
    assert defended == pytest.approx(provinces["over"]["any"]["people_defended"])


def test_contours_are_written(bongsu, tmp_path):
    file = tmp_path / "out.geojson"
    assert bongsu("battery", "footprint", *SMALL, "--geojson", file)[0] == 0
    features = json.loads(file.read_text("utf-8"))["features"]
    assert all(shape(feature["geometry"]).is_valid for feature in features)
    properties = {tuple(feature["properties"]) for feature in features}
    assert properties == {
        (
            "site",
            "missile",
            "shape",
            "launch_area",
            "over",
            "measure",
            "at_least",
            "area_km2",
            "cell_area_km2",
        )
    }


def test_range_over_the_cited_uncertainty(answer, tmp_path, monkeypatch):
    rows = ["interceptor.thaad-interceptor.longest-time", "battery.thaad-battery.plan-time"]
    monkeypatch.setattr("bongsu.studies.uncertainty.uncertain_rows", lambda *_: rows)
    file = tmp_path / "range.png"
    found = answer("battery", "footprint", *SMALL, "--range", "--draws", "4", "--figure", file)
    for over in OVERS:
        shares = found["range"]["share"][over]
        assert shares["worst"] <= shares["nominal"] <= shares["best"]
        assert shares["nominal"] == pytest.approx(found["over"][over]["people_share_within_reach"])
    assert found["range"]["draws"] == 4
    assert {row["path"] for row in found["range"]["parameters"]} == set(rows)
    assert file.read_bytes().startswith(b"\x89PNG")


def test_range_for_people(bongsu):
    code, out, _ = bongsu(
        "battery", "footprint", *SMALL[:2], "--spacing", "100", *SMALL[4:], "--range"
    )
    assert code == 0
    assert "What moves the average most" in out
    assert "longest time" in out


@pytest.mark.parametrize(
    "picture", ["p_defend", "reasons", "margins", "shapes", "outlines", "seoul"]
)
def test_pictures_are_written(bongsu, tmp_path, picture):
    file = tmp_path / "it.png"
    code, _, err = bongsu("battery", "footprint", *SMALL, "--figure", file, "--picture", picture)
    assert code == 0, err
    assert file.read_bytes().startswith(b"\x89PNG")


def test_footprint_for_people(bongsu):
    code, out, _ = bongsu("battery", "footprint", *ROUGH)
    assert code == 0
    assert "all of these" in out
    assert "nominal" in out
    assert "out of reach 41 km" in out
    assert "left: time by which" in out
    assert "on average over 12 flights" in out.splitlines()[-1]


def test_several_batteries_are_named(bongsu, answer):
    several = ("two-tiers-2016", "--missile", "scud-c", "--spacing", "100")
    assert len(answer("battery", "footprint", *several)["batteries"]) > 1
    code, out, _ = bongsu("battery", "footprint", *several)
    assert code == 0
    heading = " ".join(" ".join(out.splitlines()[:2]).split())
    assert "with Patriot-class battery (Lower Pyeongtaek) and Patriot-class battery" in heading
    code, _, err = bongsu("battery", "sites", "--scenario", "two-tiers-2016")
    assert code == 2
    assert "sites are compared for one" in err


def test_a_missile_that_reaches_nobody_is_said(bongsu, tmp_path):
    text = (
        built_in_text("korea-2016")
        .replace("country: KOR", "country: USA")
        .replace("grid_spacing: 25 km", "grid_spacing: 100 km")
    )
    file = tmp_path / "far.yaml"
    file.write_text(text)
    code, out, _ = bongsu("battery", "footprint", file, "--missile", "scud-b")
    assert code == 0
    assert "People of United States: synthetic: populated places" in out
    assert "None of these flights reaches United States." in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--output", "it.txt"), "ends in .nc"),
        (("--geojson", "it.shp"), ".geojson"),
        (("--csv", "it.csv"), "--by"),
        (("--picture", "reasons"), "--figure"),
        (("--figure", "it.gif"), ".png"),
        (("--draws", "5"), "--range"),
        (("--spacing", "0"), "between 0.5 km and 100 km"),
        (("--spacing", "0.5"), "too many for KOR"),
        (("--shots", "0"), "at least 1"),
        (
            ("--shape", "lofted"),
            "has the shape 'lofted'; close names: full-burn-lofted; they have minimum-energy, dep",
        ),
        (("--site", "atlantis"), "atlantis"),
        (("--missile", "v-2"), "v-2"),
        (("--missile", "df-21"), "DF-21"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_asked_is_refused_with_the_reason(
    bongsu, options, words, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    named = () if "--missile" in options else ("--missile", "nodong")
    code, out, err = bongsu("battery", "footprint", *named, *options)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


TEXT = built_in_text("korea-2016")
RADAR = TEXT[TEXT.index("    radar:\n") : TEXT.index("    doctrine:\n")]
EMPTY = "overrides:\n  battery.thaad-battery.launchers: {value: 0, source: test}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (RADAR, "", "radar"),
        ("mode: terminal", "mode: forward-based", "does not guide interceptors"),
        (
            RADAR,
            f"{RADAR}    launchers:\n      - {{count: 6, north: -290 km}}\n",
            "out of the radar's sight",
        ),
        (RADAR, f"{RADAR}    launchers:\n      - {{count: 0}}\n", "count"),
        (
            "rule: shoot-look-shoot",
            "rule: shoot-look-shoot\n      keep_out_altitude: 90 km\n      ceiling: 60 km",
            "must lie below the ceiling",
        ),
        (
            "rule: shoot-look-shoot",
            "rule: shoot-look-shoot\n      keep_out_altitude: 160 km",
            "leaves nothing of the interceptor's altitude band",
        ),
        ("country: KOR", "country: ATL", "ATL"),
        ("grid_spacing: 25 km", "grid_spacing: 400 km", "grid_spacing"),
        ("seed: 2016", f"seed: 2016\n{EMPTY}", "launchers"),
    ],
    ids=[
        "no radar",
        "radar that does not guide",
        "launchers out of sight",
        "no launcher",
        "inverted band",
        "band out of reach",
        "no such land",
        "grid too coarse",
        "empty magazine",
    ],
)
def test_bad_scenarios_are_refused_never_answered_with_zero(bongsu, tmp_path, old, new, words):
    text = built_in_text("korea-2016")
    assert old in text
    file = tmp_path / "bad.yaml"
    file.write_text(text.replace(old, new, 1))
    code, out, err = bongsu("battery", "footprint", file, *ROUGH)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_an_empty_threat_list_is_refused(bongsu, tmp_path):
    text = built_in_text("korea-2016")
    start, end = text.index("threats:\n"), text.index("# Missiles of others")
    file = tmp_path / "bad.yaml"
    file.write_text(text[:start] + "threats: []\n\n" + text[end:])
    code, out, err = bongsu("battery", "footprint", file)
    assert (code, out) == (2, "")
    assert "threats" in err


def test_sites_side_by_side(answer, tmp_path):
    picture, cells = tmp_path / "sites.png", tmp_path / "sites.nc"
    found = answer("battery", "sites", *SMALL, "--figure", picture, "--output", cells)
    assert picture.read_bytes().startswith(b"\x89PNG")
    with xr.open_dataset(cells) as stored:
        assert stored.sizes["site"] == 7
    assert len(found["sites"]) == 7
    assert len(found["pairs"]) == 21
    shares = [one["average"]["people_share_within_reach"] for one in found["sites"]]
    assert shares == sorted(shares, reverse=True)
    best = found["best_sets"]
    assert best[0]["sites"] == [found["sites"][0]["site"]]
    assert best[0]["people_share_within_reach"] == pytest.approx(shares[0])
    assert best[1]["people_share_within_reach"] == pytest.approx(
        found["pairs"][0]["people_share_within_reach"]
    )
    alone = answer("battery", "footprint", *SMALL, "--site", found["sites"][2]["site"])
    for over in OVERS:
        assert found["sites"][2][over]["people_share_within_reach"] == pytest.approx(
            alone["over"][over]["people_share_within_reach"]
        )


def test_each_option_changes_the_comparison(answer):
    def shares(*options):
        found = answer("battery", "sites", *options)
        return [
            [found["weight"], found["over"]],
            [one[over]["people_share_within_reach"] for one in found["sites"] for over in OVERS],
            [one["area_share_within_reach"] for one in found["best_sets"]],
        ]

    base = shares(*SMALL)
    for option in (
        ("--over", "every"),
        ("--weight", "area"),
        ("--shots", "2"),
        ("--site", "daegu", "--site", "37.0,127.0"),
    ):
        assert shares(*SMALL, *option) != base, option
    assert shares(*SMALL[:4], "--shape", "full-burn-lofted") != base
    assert shares("--missile", "nodong", *SMALL[2:]) != base
    assert shares("--missile", "scud-er", "--spacing", "70", *SMALL[4:]) != base


def test_smallest_set_that_reaches_a_share(answer, bongsu):
    found = answer("battery", "sites", *SMALL, "--share", "0.7")
    chosen = found["smallest_set"]
    assert chosen["people_share_within_reach"] >= 0.7
    fewer = [one for one in found["best_sets"] if one["batteries"] < len(chosen["sites"])]
    assert all(one["people_share_within_reach"] < 0.7 for one in fewer)
    code, out, _ = bongsu("battery", "sites", *SMALL, "--share", "0.7")
    assert code == 0
    assert "for 70 % of the people on average over flights" in out.splitlines()[-1]


def test_no_set_reaches_it_is_an_answer(answer, bongsu):
    hard = (*SMALL, "--share", "1", "--shots", "3")
    found = answer("battery", "sites", *hard)
    assert found["smallest_set"] is None
    most = found["best_sets"][-1]["people_share_within_reach"]
    code, out, _ = bongsu("battery", "sites", *hard)
    assert code == 0
    assert "No set of these 7 sites defends 100 % of the people" in out
    assert f"{100.0 * most:.1f} %" in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--share", "0"), "--share must lie above 0"),
        (("--share", "1.5"), "--share must lie above 0 and at most at 1, not 1.5"),
        (("--site", "daegu"), "two sites"),
        (("--site", "daegu", "--site", "daegu"), "two sites"),
        (("--over", "most"), "most"),
        (("--figure", "it.gif"), ".png"),
        (("--output", "it.txt"), ".nc"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_sites_refuses_with_the_reason(bongsu, options, words):
    code, out, err = bongsu("battery", "sites", *SMALL, *options)
    assert (code, out) == (2, "")
    assert words in err
