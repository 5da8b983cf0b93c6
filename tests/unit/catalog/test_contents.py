"""The catalogue: every row cited, refused without a source, look-up, overrides."""

import math
from dataclasses import replace

import pytest

from bongsu.catalog import (
    KINDS,
    Choice,
    Quantity,
    load_catalog,
)
from bongsu.catalog.build import Builder
from bongsu.catalog.documents import read_document
from bongsu.catalog.records.interceptor_tests import interceptor_tests
from bongsu.catalog.rows.parameters import Bounds
from bongsu.catalog.rows.quantities import Reference
from bongsu.errors import InputError

BOOK = {"book": Reference("book", "A. Author", "A book", 2000, "https://example.org", True, "")}
GOOD = "{value: 5 km, low: 4 km, high: 6 km, source: book, quality: B}"


def row(text):
    node = read_document(f"x: {text}", "file.yaml").mapping("x")["x"]
    return Builder({}, BOOK).quantity("kind.key.x", node, Bounds("m", 0.0, 1e5))


def test_a_complete_row_loads_with_everything_it_says():
    found = row(GOOD.replace("quality: B", "quality: D, formula: 4 + 1, at: p. 3, note: so"))
    assert (found.value, found.low, found.high, found.unit) == (5e3, 4e3, 6e3, "m")
    assert found.sources == ("book",)
    assert (found.quality, found.formula, found.at, found.note) == ("D", "4 + 1", "p. 3", "so")
    assert found.where == "file.yaml:1"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (", source: book", "", "has no source"),
        ("source: book", "source: []", "has no source"),
        ("source: book", "source: bok", "unknown source 'bok'; close names: 'book'"),
        (", quality: B", "", "has no quality"),
        ("quality: B", "quality: E", "has no quality"),
        ("quality: B", "quality: D", "quality D goes with a formula"),
        ("low: 4 km, ", "", "has no low"),
        ("low: 4 km", "low: 5.5 km", "not between low and high"),
        ("5 km", "5", "no unit"),
        ("5 km", "5 kg", "is not a length"),
        ("high: 6 km", "high: 600 km", "is not between 0 km and 100 km"),
        ("low: 4 km", "lowest: 4 km", "unknown key 'lowest'; close names: 'low'"),
        ("low: 4 km, high: 6 km, source: book, quality: B",
         "low: 5 km, high: 5 km, source: book, quality: U", "quality U needs a range"),
    ],
)  # fmt: skip
def test_an_incomplete_row_does_not_load(old, new, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        row(GOOD.replace(old, new))
    assert str(error.value).startswith("file.yaml:1:")
    assert "\n" not in str(error.value)


def test_every_built_in_row_is_cited_and_its_sources_exist():
    catalog = load_catalog()
    rows = catalog.rows()
    assert len(rows) > 400
    for path, found in rows.items():
        assert found.sources, path
        assert set(found.sources) <= set(catalog.references), path
        assert (found.quality == "D") == bool(found.formula), path
        if isinstance(found, Quantity):
            assert found.low <= found.value <= found.high, path
            assert all(map(math.isfinite, (found.low, found.value, found.high))), path


def test_rows_read_only_from_unread_sources_are_of_quality_u_or_derived():
    catalog = load_catalog()
    for path, found in catalog.rows().items():
        if not any(catalog.references[source].read for source in found.sources):
            assert found.quality in "UD", path


def test_every_reference_is_used():
    catalog = load_catalog()
    used = {source for found in catalog.rows().values() for source in found.sources}
    used |= {test.source for test in interceptor_tests()} | {"kostat-2015", "unicode-cldr"}
    for kind in KINDS:
        used |= {
            source for key in catalog.keys(kind) for source in catalog.entry(kind, key).named_in
        }
    assert set(catalog.references) - used == set()


def test_the_entries_that_the_project_promises_are_there():
    catalog = load_catalog()
    missiles = ["scud-b", "scud-c", "scud-er", "nodong", "musudan", "hwasong-12", "pukguksong-2"]
    assert set(missiles) <= set(catalog.keys("missile"))
    assert set(catalog.radar("an-tpy-2").modes) == {"terminal", "forward-based"}
    candidates = {"pyeongtaek", "wonju", "daegu", "chilgok", "gunsan"}
    sites = {*candidates, "seongju-seongsan", "seongju-golf-course"}
    assert {*sites, "shariki", "kyogamisaki"} <= set(catalog.keys("site"))
    assert {"shahab-3", "sejil", "khorramshahr"} <= set(catalog.keys("missile"))
    elsewhere = {"guam", "al-dhafra", "nevatim", "mount-keren", "kurecik"}
    assert elsewhere <= set(catalog.keys("site"))
    battery = catalog.battery("thaad-battery")
    assert battery.launchers.value * battery.interceptors_per_launcher.value == 48


def test_an_unknown_name_gets_a_suggestion():
    catalog = load_catalog()
    with pytest.raises(InputError, match="close names: Nodong"):
        catalog.missile("nodon")
    with pytest.raises(InputError, match="close names: 'missile'"):
        catalog.keys("missle")
    with pytest.raises(InputError, match=r"close names: 'missile\.nodong\.payload-mass'"):
        catalog.row("missile.nodong.payload")


def test_a_level_changes_one_row_and_leaves_the_rest():
    base = load_catalog()
    path = "missile.nodong.stage-1.inert-mass"
    changed = base.at_levels({path: "low", "radar.an-tpy-2.terminal.dwell": "high"})
    assert changed.missile("nodong").stages[0].inert_mass.value == base.quantity(path).low
    assert changed.radar("an-tpy-2").modes["terminal"].dwell.value == 1.0
    assert changed.missile("scud-b") is base.missile("scud-b")
    assert base.quantity(path).value == 2058.0


def test_the_digest_follows_numbers_and_not_words():
    base = load_catalog()
    path = "missile.nodong.payload-mass"
    assert base.at_levels({path: "nominal"}).digest == base.digest
    assert base.with_rows([replace(base.quantity(path), note="another")]).digest == base.digest
    assert base.at_levels({path: "high"}).digest != base.digest


USER_FILE = """
references:
  mine: {author: Me, title: My estimate, year: 2026, url: "https://example.org"}
missile:
  nodong:
    payload-mass: {value: 1 t, low: 0.9 t, high: 1.1 t, source: mine, quality: U}
site:
  hill:
    title: A hill
    country: KOR
    position: {latitude: 36 deg, longitude: 128 deg, within: 1 km, height: 500 m,
      height-within: 10 m, source: mine, quality: U}
"""


def test_a_user_file_changes_rows_and_adds_entries(tmp_path):
    (tmp_path / "mine.yaml").write_text(USER_FILE)
    for extra in (tmp_path / "mine.yaml", tmp_path):
        catalog = load_catalog([extra])
        assert catalog.missile("nodong").payload_mass.value == 1000.0
        assert catalog.missile("nodong").stages[0].burn_time.value == 110.0
        assert catalog.place("site", "hill").latitude.degrees == pytest.approx(36.0)
        assert catalog.references["mine"].author == "Me"
    assert "hill" not in load_catalog().keys("site")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("misile: {}", "bad.yaml:1:1: 'misile' is not a kind of entry; close names: 'missile'"),
        ("missile: {nodong: {payload: {}}}", "has no parameter 'payload'"),
        ("missile: {new: {title: New}}", "needs stage-1"),
        ("missile: {nodong: {stage-3: {}}}", "needs stage-1"),
        ("radar: {an-tpy-2: 3}", "must be a mapping"),
        ("site: {x: {title: X, country: KOR}}", "title, country, position"),
        ("site: {x: {title: X, country: kor}}", "three capital letters"),
        ("battery: {thaad-battery: {radar: {value: tpy, source: crs-if12645, quality: A}}}",
         "cannot be 'tpy'"),
        ("references: {a: {title: x}}", "reference a has no author"),
        ("references: {a: {titel: x}}", "unknown key 'titel'; close names: 'title'"),
        ("- a", "must be a mapping"),
        ("a: b: c", "not YAML"),
        ("a: &x 1\nb: *x", "anchors"),
        ("a: !!python/object:os.system {}", "not"),
        ("a: 1\na: 2", "is there twice"),
        (r'"\ud800": 1', "surrogate"),
        ("a: 1\n---\nb: 2", "not YAML"),
        ("[" * 60 + "]" * 60, "nested deeper"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_sentence(tmp_path, text, sentence):
    (tmp_path / "bad.yaml").write_text(text)
    with pytest.raises(InputError) as error:
        load_catalog([tmp_path / "bad.yaml"])
    assert sentence in str(error.value)
    assert "bad.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_or_empty_directory_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        load_catalog([tmp_path / "none.yaml"])
    with pytest.raises(InputError, match=r"no \.yaml file"):
        load_catalog([tmp_path])


def test_every_key_is_documented():
    from pathlib import Path

    from bongsu.catalog.rows.entries import StageEntry
    from bongsu.catalog.rows.parameters import parameters_of
    from bongsu.catalog.rows.radars import RadarModeEntry

    text = Path("docs/catalogue.md").read_text(encoding="utf-8")
    for cls in (*KINDS.values(), RadarModeEntry, StageEntry):
        for key in parameters_of(cls):
            assert f".{key}`" in text, f"{cls.__name__} {key}"
    catalog = load_catalog()
    for kind in KINDS:
        for key in catalog.keys(kind):
            assert f"`{key}`" in text, f"{kind} {key}"


def test_words_are_those_that_the_physics_knows():
    from typing import get_args

    from bongsu.catalog.rows.parameters import Words
    from bongsu.words import Steering

    bounds = load_catalog().bounds["missile.nodong.steering"]
    assert isinstance(bounds, Words)
    assert set(bounds.allowed) == set(get_args(Steering))
    assert isinstance(load_catalog().row("missile.nodong.steering"), Choice)


def test_the_test_record_adds_up_to_what_the_agency_says():
    tests = interceptor_tests()
    assert [test.date for test in tests] == sorted(test.date for test in tests)
    recent = [test for test in tests if "2005" < test.date < "2018"]
    # 15 of 15 since 2005 (Missile Defense Agency, July 2017); 0 of 6 before (CRS)
    assert sum(test.hits for test in recent) == sum(test.attempts for test in recent) == 15
    until_2017 = [test for test in tests if test.date < "2018"]
    hits = sum(test.hits for test in until_2017)
    attempts = sum(test.attempts for test in until_2017)
    row = load_catalog().battery("thaad-battery").kill_probability
    assert row.value == pytest.approx((15 + 1) / (15 + 2), abs=0.005)
    assert row.low == pytest.approx((hits + 1) / (attempts + 2), abs=0.005)
