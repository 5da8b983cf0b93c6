"""Answers of the front door: one screen, headline numbers of the studies, files, pictures."""

import csv
import json
import sys
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import bongsu
from bongsu.front.answers.result import Result
from bongsu.scenario import parse_raid
from bongsu.studies.footprint import together
from bongsu.studies.footprint.together import reduced
from bongsu.words import OVERS

RAID = """
{format: 1, name: four, title: Four at two ports, waves: [
  {missile: nodong, count: 4, launch_areas: [hwangju], targets: [busan, ulsan], last_launch: 90 s}
]}
"""
MOST_TEXT, MOST_HTML = 2_000, 20_000


@pytest.fixture(scope="module")
def korea() -> bongsu.Deployment:
    return bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju").at_spacing(60)


@pytest.fixture(scope="module")
def answers(korea: bongsu.Deployment) -> dict[str, Result]:
    nodong = bongsu.missile("nodong")
    return {
        "footprint": korea.footprint(),
        "coverage": korea.coverage(altitudes_km=[100], objects=["reentry-vehicle", "body"]),
        "timeline": korea.timeline(launch="hwangju", target="Busan"),
        "no shot": korea.timeline(launch="hwangju", target="Seoul"),
        "track": korea.track(launch="hwangju", target="Busan"),
        "reach": korea.reach(),
        "sites": korea.sites("daegu", "wonju"),
        "plan": korea.plan(("nodong", "hwangju", "busan"), "scud-c:wonsan:daegu@30"),
        "raid": korea.raid(parse_raid(RAID, korea), replications=500),
        "flight": nodong.fly("hwangju", "Busan"),
        "fan": nodong.fan("hwangju", "Busan"),
        "uncertainty": korea.uncertainty("detection-range", condition=">= 600", draws=16),
        "sensitivity": korea.sensitivity("detection-range", draws=16),
    }


NAMES = [
    "footprint",
    "coverage",
    "timeline",
    "no shot",
    "track",
    "reach",
    "sites",
    "plan",
    "raid",
    "flight",
    "fan",
    "uncertainty",
    "sensitivity",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_shows_itself_in_one_screen(answers: dict[str, Result], name: str) -> None:
    answer = answers[name]
    text, html = repr(answer), answer._repr_html_()
    assert len(text.encode()) < MOST_TEXT
    assert len(html.encode()) < MOST_HTML
    assert answer.sentence()[:60] in text
    assert "np." not in text
    assert len(repr(getattr(answer, "study", ""))) < MOST_TEXT


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_has_a_dataset_numbers_a_table_and_a_picture(
    answers: dict[str, Result], name: str
) -> None:
    answer = answers[name]
    assert isinstance(answer.data, xr.Dataset)
    assert answer.data is answer.data
    assert all("long_name" in one.attrs for one in answer.data.data_vars.values()), name
    assert answer.numbers()
    assert len(answer.table()) > 0
    picture = answer.plot()._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert answer.provenance.bongsu_version == bongsu.__version__


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_saves_itself_with_where_it_comes_from(
    answers: dict[str, Result], name: str, tmp_path
) -> None:
    answer = answers[name]
    known = answer.provenance
    digest = known.scenario_hash or known.catalog_hash
    digests = [digest] if isinstance(digest, str) else list(digest)
    assert answer.save(tmp_path / "a.json").exists()
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert document["provenance"]["bongsu_version"] == bongsu.__version__
    # names that a user gave, as of sites, are no siblings of what every file has
    assert list(document) == ["numbers", "provenance"]
    assert list(document["numbers"]) == list(answer.numbers())
    with answer.save(str(tmp_path / "a.csv")).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == len(answer.table())
    assert rows[0]["bongsu_version"] == bongsu.__version__
    table = pd.read_parquet(answer.save(tmp_path / "a.parquet"))
    assert list(table.columns) == list(rows[0])
    assert len(table) == len(rows)
    with xr.open_dataset(answer.save(tmp_path / "a.nc")) as written:
        assert set(written.data_vars) == set(answer.data.data_vars)
        assert str(digests[0]) in str(dict(written.attrs))
    assert digests[0][:8] in answer.save(tmp_path / "a.svg").read_text(encoding="utf-8")


def test_the_numbers_of_a_footprint_are_those_of_the_studies(answers: dict[str, Result]) -> None:
    found = answers["footprint"]
    for over in ("average", "every", "any"):
        study = reduced(found.data, over)
        assert found.p_defended(over) == float(study["people_share_within_reach"].item())
        assert found.people_defended(over) == float(study["people_defended"].item())
        assert found.area_defended_km2(over) == float(study["area_defended_km2"].item())
    assert found.p_defended() == found.p_defended(over="average")
    shown = f"{100 * found.p_defended():.0f} % of {found.people_within_reach() / 1e6:.1f} million"
    assert shown in repr(found)


def test_a_footprint_is_added_up_once_for_each_way_of_counting(
    korea: bongsu.Deployment, monkeypatch
) -> None:
    found = korea.footprint()
    asked = []
    monkeypatch.setattr(
        together, "reduced", lambda data, over: asked.append(over) or reduced(data, over)
    )
    found.sentence(), found.numbers(), repr(found), found.p_defended("every")
    assert sorted(asked) == sorted(OVERS)


def test_where_people_are_not_counted_shares_are_of_area() -> None:
    guam = bongsu.parse("""
format: 1
name: sample
title: Two batteries without a census
date: 2017-08-10
region: {country: ARE, grid_spacing: 60 km, people_from: none}
batteries:
  - name: one
    type: thaad-battery
    site: {name: sweihan, latitude_deg: 24.5, longitude_deg: 55.3, altitude: 170 m}
    radar: {boresight: 350 deg}
threats:
  - missile: nodong
    launch_areas: [{name: shore, latitude_deg: 27.5, longitude_deg: 53.0, altitude: 5 m}]
    shapes: [minimum-energy]
""")
    found = guam.footprint()
    assert not found.counts_people
    assert "km² of United Arab Emirates within reach" in found.sentence()
    assert np.isnan(found.people_defended())
    assert 0.0 <= found.p_defended() <= 1.0
    assert len(repr(found)) < MOST_TEXT
    assert found.map("p_defend").axes
    with pytest.raises(bongsu.InputError, match="no census"):
        found.by_place("province")


@pytest.mark.parametrize(
    ("show", "words"),
    [
        (lambda: bongsu.load("korea-2016"), ("THAAD battery", "Seongju", "Nodong", "hash")),
        (lambda: bongsu.load("two-tiers-2016"), ("Patriot",)),
        (bongsu.load_catalog, ("missile: 14", "radar: 2", "sources", "hash")),
        (lambda: bongsu.missile("nodong"), ("Nodong", "payload mass")),
        (lambda: bongsu.missile("nodong").entry, ("Nodong", "rows")),
        (lambda: bongsu.load_catalog().radar("an-tpy-2"), ("rows",)),
    ],
)
def test_what_is_asked_shows_itself_in_one_screen(
    show: Callable[[], object], words: tuple[str, ...]
) -> None:
    text = repr(show())
    assert len(text.encode()) < MOST_TEXT
    assert str(show()) == text
    for word in words:
        assert word in text
    html = getattr(show(), "_repr_html_", lambda: "")()
    assert len(html.encode()) < MOST_HTML


def test_a_screen_stays_one_screen_whatever_names_a_user_gives() -> None:
    text = "x" * 60
    threats = "\n".join(
        f"  - {{missile: nodong, launch_areas: [{{name: {text[:50]}{index}, latitude_deg: 39.0, "
        f"longitude_deg: {125 + index / 100}, altitude: 0 m}}], shapes: [minimum-energy]}}"
        for index in range(60)
    )
    many = bongsu.parse(f"""
format: 1
name: {text}
title: {"<b>" + "T" * 3000}
date: 2016-04-30
region: {{country: KOR, grid_spacing: 60 km}}
batteries: [{{name: {text}, type: thaad-battery, site: daegu, radar: {{boresight: 340 deg}}}}]
threats:
{threats}
""")
    assert len(repr(many)) < MOST_TEXT
    assert len(many._repr_html_()) < MOST_HTML
    assert "<b>" not in many._repr_html_()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda k, _: k.timeline(launch="hwangju", target="Bosan"), "close names: Busan"),
        (lambda k, _: k.timeline(launch=(95, 0), target="Busan"), "latitude 95"),
        (lambda k, _: k.facing((95, 0)), "latitude 95"),
        (lambda k, _: k.timeline(missile="nodon", launch="hwangju", target="Busan"), "close names"),
        (lambda k, _: bongsu.load().timeline(launch="hwangju", target="Busan"), "say which of"),
        (lambda k, _: k.coverage(objects=["vehicle"]), "close names"),
        (lambda k, _: k.coverage(objects="body"), "a list of objects"),
        (lambda k, _: k.coverage(altitudes_km=[-5]), "between 0 and 100,000"),
        (lambda k, _: k.coverage().area_km2("Atlantis"), "no country"),
        (lambda k, _: k.coverage().area_km2("China", altitude_km=7), "50, 100, 300 km"),
        (lambda k, _: k.sites("daegu"), "needs two sites"),
        (lambda k, _: k.sites("daegu", "대구"), "one place"),
        (lambda k, _: k.sites("daegu", "wonju", over="mean"), "every, average, any"),
        (lambda k, _: k.footprint(required_shots=0), "at least 1"),
        (lambda k, _: k.footprint().p_defended("mean"), "every, average, any"),
        (lambda k, _: k.footprint().map("people"), "p_defend, reasons"),
        (lambda k, _: k.plan(), "1 to 48 missiles, not 0"),
        (lambda k, _: k.plan("nodong:hwangju"), "MISSILE:FROM:TO"),
        (lambda k, _: k.plan("nodong:hwangju:busan@99999"), "0 to 86400"),
        (lambda k, _: k.plan(("nodong", "hwangju")), "its launch and its target"),
        (lambda k, _: k.footprint().by_place("village"), "province, municipality"),
        (lambda k, _: k.timeline(launch="hwangju", target="busan", shape="high"), "minimum-energy"),
        (
            lambda k, _: bongsu.missile("nodong").fan("hwangju", "busan")["high"],
            "no shape .high.: use one",
        ),
        (lambda k, _: k.reach("patriot-3000"), "close names|there is no interceptor"),
        (lambda k, _: k.reach().farthest_km(500), "40 to 150 km"),
        (lambda k, _: k.brief(claims=["nobody"]), "no claim 'nobody'"),
        (lambda k, d: k.footprint().save(d / "a.xlsx"), ".nc, .zarr.zip, .csv, .parquet, .json"),
        (lambda k, d: k.footprint().save(d / "none" / "a.nc"), "cannot write in"),
        (lambda k, _: bongsu.load("nowhere"), "no such file or built-in scenario"),
        (lambda k, _: bongsu.parse("format: 2"), "format"),
        (lambda k, _: bongsu.missile("nodon"), "close names: Nodong"),
        (
            lambda k, _: bongsu.missile("nodong").fly("hwangju", "Busan", apogee_km=300),
            "lofted and depressed",
        ),
    ],
)
def test_a_mistake_is_one_clear_sentence(korea, tmp_path, ask, words) -> None:
    with pytest.raises(bongsu.InputError, match=words):
        ask(korea, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_out_of_reach_is_its_own_error(korea: bongsu.Deployment) -> None:
    with pytest.raises(bongsu.OutOfReachError):
        korea.timeline(missile="scud-b", launch="hwangju", target="Busan")
    with pytest.raises(bongsu.OutOfReachError):
        bongsu.missile("scud-b").fan("hwangju", "Busan")
    with pytest.raises(bongsu.OutOfReachError):
        bongsu.missile("pukguksong-2").fan("hwangju", "Busan")["minimum-energy"]


def test_places_may_be_written_in_any_way(korea: bongsu.Deployment) -> None:
    named = korea.timeline(launch="hwangju", target="Busan")
    point = korea.place("target", "busan")
    text = f"{point.latitude_deg},{point.longitude_deg}"
    for target in ("부산", "BUSAN", text, (point.latitude_deg, point.longitude_deg)):
        found = korea.timeline(launch="Hwangju", target=target)
        assert found.time_of_flight_s() == pytest.approx(named.time_of_flight_s(), abs=0.5)
    assert korea.moved(text).batteries[0].site.latitude_deg == point.latitude_deg


def test_a_brief_writes_its_files(tmp_path) -> None:
    korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju").at_spacing(90)
    asked = ["earnest-keeps-safe", "lavrov-excuse"]
    made = korea.brief(tmp_path / "brief", claims=asked, draws=0)
    assert sorted(one.name for one in (tmp_path / "brief").iterdir()) == [
        "brief.html",
        "claims.json",
        "results.nc",
        "ro-crate-metadata.json",
        "tested-scenario.yaml",
    ]
    assert list(made.verdicts()) == ["earnest-keeps-safe", "lavrov-excuse"]
    assert len(repr(made).encode()) < MOST_TEXT
    assert len(made._repr_html_().encode()) < MOST_HTML
    rows = [max(1, len(result.readings)) for result in made.results]
    assert len(made.table()) == sum(rows)


def test_words_are_taken_in_any_spelling(korea) -> None:
    flight = {"launch": "hwangju", "target": "busan", "missile": "nodong"}
    plain = korea.timeline(**flight, shape="full-burn-lofted")
    assert korea.timeline(**flight, shape="Full Burn Lofted").sentence() == plain.sentence()
    found = korea.only(missile="nodong", launch_area="hwangju").footprint()
    assert found.p_defended("Every") == found.p_defended("every")
    fan = bongsu.missile("nodong").fan("hwangju", "busan")
    assert fan["Minimum Energy"].numbers() == fan["minimum-energy"].numbers()


def test_a_timeline_without_a_shot_gives_its_reason_in_words(korea) -> None:
    late = korea.with_doctrine(detect_to_launch_s=3000)
    sentence = late.timeline(launch="hwangju", target="busan", missile="nodong").sentence()
    assert "No shot (not seen): " in sentence


def test_a_raid_from_python_is_the_one_of_the_command(answer, tmp_path) -> None:
    (tmp_path / "raid.yaml").write_text(RAID, encoding="utf-8")
    told = answer("raid", "run", tmp_path / "raid.yaml", "--replications", "500", "--seed", "3")
    korea = bongsu.load("korea-2016")
    found = korea.raid(tmp_path / "raid.yaml", replications=500, seed=3)
    leakers = told["leakers"]
    assert (found.leakers(), found.p_none()) == (leakers["mean"], leakers["p0"])
    assert found.interceptors_spent() == told["interceptors_spent"]["mean"]
    assert found.table().to_dict("records") == told["assets"]
    assert found.waves().to_dict("records") == told["waves"]
    assert list(found.batteries()["exhausted"]) == [one["exhausted"] for one in told["batteries"]]
    assert found.provenance.scenario_hash == told["provenance"]["scenario_hash"]
    assert found.map()._repr_png_() != found.exhaustion()._repr_png_()


def test_a_raid_from_python_is_kept_and_extended(tmp_path) -> None:
    korea = bongsu.load("korea-2016")
    raid = parse_raid(RAID, korea)
    whole = korea.raid(raid, replications=800)
    for replications in (300, 300, 800):
        kept = korea.raid(raid, replications=replications, store=tmp_path / "run")
    assert kept.data.equals(whole.data)
    next((tmp_path / "run").glob("chunk-*")).write_bytes(b"changed")
    with pytest.warns(UserWarning, match="chunk"):
        again = korea.raid(raid, replications=800, store=tmp_path / "run")
    assert again.data.equals(whole.data)


def test_a_scenario_without_a_raid_says_so() -> None:
    with pytest.raises(bongsu.InputError, match="korea-2016 has no raid of its own"):
        bongsu.load("korea-2016").raid()


def test_parquet_without_its_library_says_what_to_install(answers, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(bongsu.InputError, match=r"pip install 'bongsu\[parquet\]'$"):
        answers["raid"].save(tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_an_ideal_raid_is_that_of_the_command(answer, tmp_path) -> None:
    found = bongsu.ideal_raid(
        20, 20, record=(15, 15), prior="jeffreys", rule="salvo", salvo=1, replications=2000, seed=3
    )
    words = ("--missiles", 20, "--interceptors", 20, "--record", "15/15", "--prior", "jeffreys")
    rule = ("--rule", "salvo", "--salvo", 1, "--replications", 2000, "--seed", 3)
    told = answer("raid", "ideal", *words, *rule, "--output", tmp_path / "ideal.nc")
    assert found.leakers() == told["leakers"]["mean"]
    assert found.p_none() == told["leakers"]["p0"]
    assert found.interceptors_spent() == told["interceptors_spent"]["mean"] == 20.0
    assert "no scenario, seed 3" in repr(found)
    assert found.plot()._repr_png_().startswith(b"\x89PNG")
    with xr.open_dataset(tmp_path / "ideal.nc") as written:
        assert written["leakers"].values.tolist() == found.data["leakers"].values.tolist()
    assert len(found.save(tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 22
    for words in ({}, {"kill_probability": 0.5, "record": (1, 2)}):
        with pytest.raises(bongsu.InputError, match="either kill_probability or record"):
            bongsu.ideal_raid(2, 2, **words)
