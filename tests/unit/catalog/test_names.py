"""Names of places, missiles and the rest: titles, Korean, aliases, and the one look-up."""

import re
import unicodedata
from itertools import chain

import pytest

from bongsu.catalog import KINDS, load_catalog
from bongsu.catalog.lookup import close_names, find, normalised
from bongsu.catalog.names import (
    countries,
    country_code,
    find_place,
    municipal_names,
    municipalities,
    provinces,
)
from bongsu.errors import InputError
from bongsu.geography.outlines import country_keys
from bongsu.geography.population import municipalities as census
from bongsu.scenario import Coordinates, Scenario, built_in_text, load_scenario, parse_scenario

CATALOG = load_catalog()
HANGUL = re.compile(r"[가-힣]")
GROUPS = {kind: CATALOG.names(kind) for kind in KINDS} | {
    "country": list(countries().values()),
    "province": list(provinces().values()),
    "municipality": list(municipal_names()),
}


@pytest.mark.parametrize("kind", GROUPS)
def test_everything_has_a_title_and_a_korean_one_in_hangul(kind):
    for name in GROUPS[kind]:
        assert name.title.strip() == name.title != "", name
        assert name.title != name.key or name.title[0].isupper(), name
        if name.korean:
            assert HANGUL.search(name.korean), name
            assert unicodedata.is_normalized("NFC", name.korean), name
        else:
            assert kind == "drag-table"


@pytest.mark.parametrize("kind", GROUPS)
def test_no_two_of_a_kind_share_a_name(kind):
    taken = {}
    for name in GROUPS[kind]:
        own = {name.key, name.title, name.korean}
        if kind != "municipality":  # several cities have a Jung-gu
            own |= set(name.aliases)
        for spelling in filter(None, map(normalised, own)):
            assert taken.setdefault(spelling, name.key) == name.key, spelling


@pytest.mark.parametrize("kind", GROUPS)
def test_every_spelling_leads_back(kind):
    for name in GROUPS[kind]:
        shown = chain((name.key, name.title, name.korean), name.aliases)
        for spelling in filter(None, () if kind == "municipality" else shown):
            for written in (
                spelling,
                spelling.upper(),
                unicodedata.normalize("NFD", spelling),
                spelling.replace("-", " "),
                spelling.replace(" ", "_"),
            ):
                assert find(written, [GROUPS[kind]], kind).name == name, written


def test_names_are_known_for_everything_that_the_package_knows():
    assert set(countries()) == set(country_keys())
    assert tuple(municipalities()) == census().code
    assert {code[:2] for code in census().code} == set(provinces())
    for code, one in municipalities().items():
        at = census().code.index(code)
        assert one.latitude_deg == census().latitude_deg[at]
        assert one.longitude_deg == census().longitude_deg[at]


@pytest.mark.parametrize(
    ("kind", "written", "key"),
    [
        ("site", "Seongju", "seongju-golf-course"),
        ("site", "성주", "seongju-golf-course"),
        ("site", "Seongsan-ri", "seongju-seongsan"),
        ("site", "seongju golf course", "seongju-golf-course"),
        ("site", "SEONGJU_GOLF_COURSE", "seongju-golf-course"),
        ("missile", "Nodong", "nodong"),
        ("missile", "Rodong", "nodong"),
        ("missile", "No-Dong", "nodong"),
        ("missile", "Hwasong 7", "nodong"),
        ("missile", "화성-7", "nodong"),
        ("missile", "노동", "nodong"),
        ("missile", "KN-15", "pukguksong-2"),
        ("missile", "DF-31A", "chinese-solid-icbm"),
        ("launch-area", "황주", "hwangju"),
        ("launch-area", "Wŏnsan", "wonsan"),
        ("launch-area", "Tongchang-ri", "sohae"),
        ("target", "Seoul", "seoul"),
        ("target", "서울", "seoul"),
        ("target", "washington dc", "washington"),
        ("battery", "사드", "thaad-battery"),
        ("radar", "TPY-2", "an-tpy-2"),
        ("cross-section", "Warhead", "reentry-vehicle"),
        ("cross-section", "re-entry vehicle", "reentry-vehicle"),
    ],
)
def test_people_find_what_they_mean(kind, written, key):
    assert CATALOG.key(kind, written) == key
    assert CATALOG.entry(kind, written) is CATALOG.entry(kind, key)


def test_the_other_site_in_seongju_is_offered():
    found = CATALOG.find("site", "Seongju")
    assert [name.key for name in found.others] == ["seongju-seongsan"]
    assert CATALOG.find("site", "seongju-golf-course").others == ()


@pytest.mark.parametrize("written", ["Japan", "JPN", "jpn", "일본"])
def test_countries_by_code_and_name(written):
    assert country_code(written) == "JPN"
    text = built_in_text("korea-2016").replace("country: KOR", f"country: {written}")
    assert parse_scenario(text).region.country == "JPN"


@pytest.mark.parametrize(
    ("kind", "written", "where", "key"),
    [
        ("launch-area", "Seoul", "target", "seoul"),
        ("launch-area", "성주", "site", "seongju-golf-course"),
        ("site", "Hwangju", "launch-area", "hwangju"),
        ("target", "Seoul Jongno", "municipality", "jongno-gu-seoul"),
        ("target", "서울 종로구", "municipality", "jongno-gu-seoul"),
        ("target", "Jung-gu, Busan", "municipality", "jung-gu-busan"),
        ("site", "음성", "municipality", "eumseong-gun"),
        ("target", "수원시 장안구", "municipality", "jangan-gu-suwon-si"),
        ("target", "Pyeongtaek", "target", "pyeongtaek-city"),
        ("site", "Pyeongtaek", "site", "pyeongtaek"),
    ],
)
def test_a_place_of_any_kind_does_where_a_place_is_asked_for(kind, written, where, key):
    found = find_place(CATALOG, kind, written)
    assert (found.name.kind, found.name.key) == (where, key)


def test_an_ambiguous_name_lists_what_it_may_be():
    with pytest.raises(InputError, match="several") as error:
        find_place(CATALOG, "target", "Jung-gu")
    assert "Jung-gu, Seoul (jung-gu-seoul)" in str(error.value)
    assert "Jung-gu, Busan (jung-gu-busan)" in str(error.value)


def test_a_suggestion_is_close_in_letters_and_a_list():
    for word in ("Sejong", "Sokcho", "x", "---", ""):
        assert "close names" not in close_names(word, [CATALOG.names("site")]), word
    assert close_names("Seonju", [CATALOG.names("site")]).startswith(
        "; close names: Seongju golf course (seongju-golf-course)"
    )
    assert "Wonju" not in close_names("Seongjuu", [CATALOG.names("site")])
    with pytest.raises(InputError, match=r"no missile 'nodnog'; close names: Nodong \(nodong\)"):
        CATALOG.missile("nodnog")
    with pytest.raises(InputError, match=r"no site 'Bosan'; close names: Busan \(busan\), Osan"):
        find_place(CATALOG, "site", "Bosan")
    with pytest.raises(InputError, match="close names: Seongju") as error:
        find_place(CATALOG, "site", "Seongjoo")
    assert "Seo-gu" not in str(error.value)


def spelled() -> Scenario:
    text = built_in_text("korea-2016")
    for key, written in {
        "site: seongju-golf-course": "site: Seongju",
        "- seongju-golf-course": "- 성주 골프장",
        "missile: nodong": "missile: Hwasong 7",
        "[hwangju, sukchon,": "[황주, Sukcheon,",
        "type: thaad-battery": "type: THAAD",
        "type: an-tpy-2": "type: AN/TPY-2",
        "[tokyo, okinawa]": "[도쿄, Naha]",
        "country: KOR": "country: South Korea",
    }.items():
        assert key in text
        text = text.replace(key, written)
    return parse_scenario(text)


def test_a_scenario_file_may_use_any_spelling_and_keeps_its_hash():
    base, found = load_scenario("korea-2016"), spelled()
    assert found == base
    assert found.hash() == base.hash()
    path = "missile.nodong.payload-mass"
    tail = "\noverrides:\n  {}: {{value: 600 kg, source: a guess}}\n"
    texts = [
        built_in_text("korea-2016") + tail.format(written)
        for written in (path, "Missile.Hwasong-7.payload mass", "missile.노동.payload_mass")
    ]
    first, *others = map(parse_scenario, texts)
    assert list(first.overrides) == [path]
    assert first.catalog.missile("nodong").payload_mass.value == 600.0
    assert {(other.hash(), tuple(other.overrides)) for other in others} == {(first.hash(), (path,))}


def test_scenarios_are_found_by_name_in_any_spelling():
    assert load_scenario("Korea 2016") == load_scenario("korea-2016")
    with pytest.raises(InputError, match="close names: korea-2016"):
        load_scenario("korea 2017")


def test_places_know_their_titles():
    scenario = load_scenario()
    assert scenario.place("site", "성주").title == "Seongju golf course"
    assert scenario.place("site", "성주").name == "seongju-golf-course"
    given = "{name: north-hill, latitude_deg: 36, longitude_deg: 128.5, altitude: 1 km}"
    text = built_in_text("korea-2016").replace("site: seongju-golf-course", f"site: {given}")
    assert parse_scenario(text).batteries[0].site.title == "North Hill"
    # a place that was named and then written out by its coordinates keeps its title
    for name, title in (("Seoul Jongno", "Jongno-gu, Seoul"), ("Naha", "Okinawa")):
        place = scenario.place("target", name)
        assert Coordinates.model_validate(place.model_dump(mode="json")).title == title


def test_claims_may_name_countries_and_objects_in_any_way():
    from bongsu.claims.case import Case
    from bongsu.claims.measures.registry import _key_of

    case = Case("nominal", load_scenario())
    assert _key_of(case, "object_key", "Warhead") == "reentry-vehicle"
    assert _key_of(case, "countries", ["China", "러시아"]) == ["CHN", "RUS"]
    assert _key_of(case, "country", "북한") == "PRK"
    assert _key_of(case, "mode", "terminal") == "terminal"
