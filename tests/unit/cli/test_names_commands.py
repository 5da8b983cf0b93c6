"""Every command takes every spelling of a name, and says what it did not find."""

import json
import re

import pytest

from bongsu.catalog import load_catalog
from bongsu.words import REASONS, SHAPES

SHORT = ("--from", "황주", "--to", "서울")


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("missile", "fly", "Hwasong 7", *SHORT),
         ("missile", "fly", "nodong", "--from", "hwangju", "--to", "seoul")),
        (("missile", "fan", "노동", "--from", "HWANGJU", "--to", "Seoul"),
         ("missile", "fan", "nodong", "--from", "hwangju", "--to", "seoul")),
        (("missile", "lofted", "Hwasong 15", "--samples", "0"),
         ("missile", "lofted", "hwasong-15", "--samples", "0")),
        (("battery", "timeline", "--scenario", "Korea 2016", "--missile", "Nodong", *SHORT,
          "--site", "성주"),
         ("battery", "timeline", "--missile", "nodong", "--from", "hwangju", "--to", "seoul",
          "--site", "seongju-golf-course")),
        (("battery", "verdicts", "--missile", "Rodong", "--from", "백두산", "--to", "Pyeongtaek",
          "--site", "Daegu", "--detect-to-launch", "200"),
         ("battery", "verdicts", "--missile", "nodong", "--from", "mount-paektu", "--to",
          "pyeongtaek-city", "--site", "daegu", "--detect-to-launch", "200")),
        (("battery", "plan", "Two tiers 2016", "--threat", "Nodong:황주:부산"),
         ("battery", "plan", "two-tiers-2016", "--threat", "nodong:hwangju:busan")),
        (("battery", "footprint", "Korea_2016", "--missile", "Nodong", "--shape",
          "minimum-energy", "--site", "성주 골프장", "--spacing", "100"),
         ("battery", "footprint", "--missile", "nodong", "--shape", "minimum-energy", "--site",
          "seongju-golf-course", "--spacing", "100")),
        (("battery", "sites", "--missile", "Nodong", "--shape", "minimum-energy", "--site",
          "Seongju", "--site", "대구", "--spacing", "100"),
         ("battery", "sites", "--missile", "nodong", "--shape", "minimum-energy", "--site",
          "seongju-golf-course", "--site", "daegu", "--spacing", "100")),
        (
            ("battery", "reach", "--interceptor", "THAAD"),
            ("battery", "reach", "--interceptor", "thaad-interceptor"),
        ),
        (("radar", "range", "--radar", "AN/TPY-2"), ("radar", "range", "--radar", "an-tpy-2")),
        (("radar", "coverage", "--site", "성주", "--object", "Warhead", "--altitude", "100"),
         ("radar", "coverage", "--site", "seongju-golf-course", "--altitude", "100")),
        (("radar", "switch", "Korea 2016", "--towards", "퉁화", "--object", "Re-entry vehicle"),
         ("radar", "switch", "--towards", "41.7197,125.926")),
        (("radar", "track", "--missile", "Nodong", "--from", "Hwangju", "--to", "부산", "--site",
          "Seongju"),
         ("radar", "track", "--missile", "nodong", "--from", "hwangju", "--to", "busan", "--site",
          "seongju-golf-course")),
        (("radar", "budget", "korea 2016"), ("radar", "budget", "korea-2016")),
        (("scenario", "show", "KOREA 2016"), ("scenario", "show", "korea-2016")),
        (("catalog", "show", "Hwasong-7"), ("catalog", "show", "missile.nodong")),
        (("claim", "show", "Earnest orientation"), ("claim", "show", "earnest-orientation")),
    ],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_any_spelling_gives_the_same_answer(bongsu, words, same):
    code, out, err = bongsu(*words, "--json")
    assert code == 0, err
    assert json.loads(out) == json.loads(bongsu(*same, "--json")[1])


def test_comparing_radars_takes_names(bongsu):
    code, out, err = bongsu(
        "radar", "compare", "--site", "대구", "--object", "warhead", "--altitude", "100", "--json"
    )
    assert code == 0, err
    assert [radar["name"] for radar in json.loads(out)["radars"]][-1] == "daegu"


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_sites_targets_launch_areas_and_municipalities_do_for_a_place(bongsu, option):
    """Each is 100 to 1,000 km from the fixed end."""
    other = {"--from": ("--to", "Busan"), "--to": ("--from", "38.6868,125.702")}[option]
    for place in ("Seongju", "Wonsan", "서울", "Seoul Jongno", "음성군", "36.4,128.0"):
        code, _, err = bongsu("missile", "fly", "nodong", option, place, *other)
        assert code in (0, 3), err  # a municipality next door may be too near to be aimed at
        assert "there is no" not in err


def test_the_other_place_of_the_name_is_offered(bongsu):
    _, _, err = bongsu(
        "radar", "track", "--missile", "nodong", *SHORT, "--site", "Seongju", "--json"
    )
    assert "taken as Seongju golf course (seongju-golf-course)" in err
    assert "there is also Seongju Seongsan-ri (seongju-seongsan)" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("missile", "fly", "nodong", "--from", "Hwanju", "--to", "Seoul"),
         "there is no launch area 'Hwanju'; close names: Hwangju (hwangju)"),
        (("battery", "timeline", "--missile", "nodong", "--from", "hwangju", "--to", "Jung-gu"),
         "'Jung-gu' is the name of several: Jung-gu, Seoul (jung-gu-seoul);"),
        (("radar", "coverage", "--object", "tank"), "there is no cross section 'tank'"),
        (("radar", "coverage", "--site", "Atlantis"), "there is no site 'Atlantis'; name one of"),
        (("missile", "fly", "nodong", "--from", "37", "--to", "Seoul"),
         "there is no launch area '37'"),
        (("missile", "fly", "nodong", "--from", "37.5", "--to", "Seoul"), "write LAT,LON"),
        (("missile", "fly", "nodong", "--from", "nan,127", "--to", "Seoul"), "latitude nan"),
    ],
)  # fmt: skip
def test_what_is_not_found_is_said_in_one_sentence(bongsu, words, sentence):
    code, out, err = bongsu(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "wonju" not in err.lower()


KEYS = [
    key
    for kind in ("site", "launch-area", "target", "missile", "cross-section", "interceptor")
    for key in load_catalog().keys(kind)
]
WORDS = {"baseball", "body", "softball"}
"""Keys that are the very words people use."""
ARC = ("--missile", "nodong", "--from", "mount-paektu", "--to", "pyeongtaek-city")


@pytest.mark.parametrize(
    "words",
    [
        ("battery", "timeline", *ARC),
        ("battery", "verdicts", *ARC, "--detect-to-launch", "200"),
        ("battery", "plan", "--threat", "nodong:mount-paektu:pyeongtaek-city"),
        ("battery", "footprint", "--spacing", "100", "--missile", "musudan"),
        ("battery", "sites", "--spacing", "100", "--missile", "scud-er", "--share", "0.9"),
        ("battery", "reach"),
        ("radar", "range", "--target-range", "900"),
        ("radar", "budget"),
        ("radar", "coverage", "--altitude", "100"),
        ("radar", "compare", "--altitude", "100"),
        ("radar", "switch", "--boresight", "10"),
        ("radar", "track", *ARC),
        ("missile", "fan", "nodong", *ARC[2:]),
        ("missile", "lofted", "hwasong-15", "--samples", "0"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_tables_and_sentences_have_titles_and_no_keys(bongsu, words):
    code, out, err = bongsu(*words)
    assert code == 0, err
    text = " ".join(out.split())
    # shapes of arcs and catalogue paths stay as they are written
    shown = re.sub(r"\b[a-z0-9-]+\.[a-z0-9-]+\b", "", text)
    for key in KEYS:
        assert not re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", shown) or key in WORDS, key


def test_reasons_and_arcs_read_as_words(bongsu):
    code, out, _ = bongsu("battery", "verdicts", *ARC, "--detect-to-launch", "200")
    assert code == 0
    assert "no: too late" in out
    assert "full burn depressed" in out
    for word in (*SHAPES, *REASONS):
        assert "-" not in word or word not in out, word


def test_a_place_given_twice_is_refused_without_notes(bongsu):
    code, out, err = bongsu("battery", "sites", "--site", "seongju", "--site", "Seongju")
    assert (code, out) == (2, "")
    assert err == (
        "bongsu: --site seongju and --site Seongju are one place: two sites must differ\n"
    )


@pytest.mark.parametrize("given", [("Nodong",), ("--missile", "노동")])
def test_a_missile_is_given_in_its_place_or_as_an_option(answer, bongsu, given):
    flight = ("--from", "hwangju", "--to", "busan")
    assert answer("missile", "fly", *given, *flight) == answer("missile", "fly", "nodong", *flight)
    assert [test["case"] for test in answer("missile", "tests", *given)["tests"]] == ["A03"]
    assert bongsu("missile", "tests", "scud-b")[0] == 2


def test_words_of_options_are_taken_in_any_spelling(answer):
    flight = ("missile", "fly", "nodong", "--from", "hwangju", "--to", "busan", "--shape")
    assert answer(*flight, "Minimum Energy") == answer(*flight, "minimum-energy")
