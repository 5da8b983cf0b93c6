"""What readers stumbled over: units said twice, ranges without a range, keys in place of names."""

import re
from itertools import pairwise

import pytest

from bongsu.catalog import load_catalog
from bongsu.catalog.documents import read_document
from bongsu.catalog.names import own_title, row_title, row_words
from bongsu.catalog.rows.quantities import Quantity, Reference
from bongsu.catalog.tree import read_references
from bongsu.claims.measures.registry import MEASURES
from bongsu.errors import InputError
from bongsu.report.brief.assumptions import Citations, row_named, value_and_range
from bongsu.report.language import Language
from bongsu.scenario import Coordinates, load_scenario, parse_scenario
from bongsu.words.quantities import quantity_text

CATALOG = load_catalog()


@pytest.mark.parametrize("name", [name for name, one in MEASURES.items() if not one.named])
def test_a_measure_says_its_unit_once(name):
    unit, words = MEASURES[name].shown_in, MEASURES[name].words
    sentence = f"{quantity_text(6.09, unit)} {words}"
    spoken = [word.strip(",.") for word in sentence.split()]
    assert all(a != b for a, b in pairwise(spoken)), sentence
    # a degree sign stands at its number; a unit may be several words
    times = sentence.count("°") if unit == "deg" else f" {' '.join(spoken)} ".count(f" {unit} ")
    assert unit == "1" or times == 1, sentence
    assert not re.search(r"\d\s*1×|× ", sentence), sentence


def test_sentences_of_measures_read_as_sentences():
    leakers, ratio = MEASURES["leakers-expected"], MEASURES["radar-range-ratio"]
    arcs = MEASURES["shots-at-third-party-missiles"]
    assert f"{quantity_text(6.09, leakers.shown_in)} {leakers.words}".startswith(
        "6.1 missiles of a raid expected to arrive"
    )
    assert f"{quantity_text(2.36, ratio.shown_in)} {ratio.words}".startswith(
        "2.36 times the range that the defence needs"
    )
    assert f"{quantity_text(0.0, arcs.shown_in)} {arcs.words}".startswith("0 arcs that enter")
    assert quantity_text(1.0, "arcs") == "1 arc"
    assert quantity_text(1.0, "sites") == "1 site"


def test_a_range_that_is_shown_has_two_ends_and_one_unit():
    for path, row in CATALOG.rows().items():
        if isinstance(row, Quantity):
            value, spread = value_and_range(row, Language())
            assert "e+" not in value + spread, path
            if spread:
                low, _, high = spread.partition(" to ")
                assert low != high, path
                assert low != high.split(" ")[0], path


def test_a_narrow_range_is_told_apart():
    degrees = CATALOG.row("launch-area.hwangju.longitude")
    assert value_and_range(degrees, Language()) == ("125.7°", "125.68° to 125.72°")
    mass = CATALOG.row("missile.nodong.stage-1.propellant-mass")
    assert value_and_range(mass, Language()) == ("12,912 kg", "12,400 to 13,500 kg")


def test_assumptions_are_named_for_people():
    path = "battery.thaad-battery.radar"
    assert row_named(path, CATALOG, Language()) == "THAAD battery: radar"
    assert row_title(CATALOG, "missile.nodong.stage-1.isp-vacuum") == (
        "Nodong: stage 1, specific impulse in vacuum"
    )
    assert row_words("radar.an-tpy-2.terminal.required-snr") == (
        "terminal, required signal-to-noise ratio"
    )


def test_an_own_assumption_says_that_it_is_one_and_cites_no_page():
    own = CATALOG.references["open-fire-control-estimates"]
    assert own.own
    assert own.url == ""
    assert own.citation.startswith("the project's own assumption: ")
    citations = Citations(CATALOG)
    assert citations.reference("open-fire-control-estimates") == 1
    (note,) = citations.footnotes()
    assert (note.text, note.url) == (own.citation, "")
    with pytest.raises(InputError, match="own assumption and has no address"):
        read_references(
            read_document(
                "x: {author: A, title: T, year: 2026, url: 'https://example.org', own: true}", "f"
            )
        )


def test_every_reference_by_the_project_is_marked_as_its_own():
    ours = {key for key, one in CATALOG.references.items() if one.author == "The bongsu developers"}
    assert ours == {key for key, one in CATALOG.references.items() if one.own}
    assert "open-fire-control-estimates" in ours


def test_a_citation_gives_the_year_once():
    report = CATALOG.references["sbs-2016-jang"]
    assert report.citation.endswith("to SBS: Report of 13 July 2016")
    for one in CATALOG.references.values():
        assert one.citation.count(str(one.year)) >= 1
        assert not re.search(rf"{one.year}\W+{one.year}\)?$", one.citation), one.citation
    assert Reference("k", "", "a guess", 0, "", True, "").citation == "a guess"


def test_places_and_batteries_without_a_title_read_as_names():
    assert own_title("north-hill") == "North Hill"
    typed = Coordinates.model_construct(
        name="36.96,-127.03", latitude_deg=36.96, longitude_deg=-127.03
    )
    assert typed.title == "36.96° N 127.03° W"
    scenario = load_scenario("two-tiers-2016")
    assert [scenario.battery_title(battery) for battery in scenario.batteries] == [
        "THAAD battery",
        "Patriot-class battery (Lower Pyeongtaek)",
        "Patriot-class battery (Lower Daegu)",
    ]


def test_a_user_catalogue_keeps_its_titles(tmp_path):
    from bongsu.scenario import built_in_text

    (tmp_path / "mine.yaml").write_text(
        "site:\n  hill:\n    title: Hill of the winds\n    country: KOR\n"
        "    position: {latitude: 36 deg, longitude: 128 deg, within: 1 km, height: 500 m,"
        " height-within: 10 m, source: geonames, quality: C}\n"
    )
    text = built_in_text("korea-2016").replace(
        "candidate_sites:\n", "candidate_sites:\n  - Hill of the Winds\n"
    )
    scenario = parse_scenario(text + "\ncatalogue_files: [mine.yaml]\n", folder=tmp_path)
    assert scenario.candidate_sites[0] == "hill"
    assert scenario.place("site", "hill").title == "Hill of the winds"
