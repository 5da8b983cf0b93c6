"""Pages in Korean: every sentence has a translation, and numbers read as Koreans write them."""

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import bongsu
from bongsu.catalog import load_catalog
from bongsu.catalog.names import countries, municipalities, provinces
from bongsu.claims.claim import SETS, Reading, claims_of_set
from bongsu.claims.measures.registry import MEASURES
from bongsu.errors import InputError
from bongsu.report.brief.assumptions import row_named
from bongsu.report.brief.sentences import measured
from bongsu.report.language import (
    English,
    Language,
    name_of,
    plain,
    sentences,
    translation,
    with_particles,
)
from bongsu.scenario import built_in_scenarios, load_scenario
from bongsu.studies.engagement.shot_record import counted_records
from bongsu.studies.epistemic.draws import defence_rows
from bongsu.words.said import said

KOREAN = Language("ko")
PACKAGE = Path(bongsu.__file__).parent
SAY = re.compile(r"""say\((["'])(.*?)\1[,)]""")
PARTS = ["report", "claims", "studies", "front", "server/answers"]
NAMED_KINDS = (
    "missile", "radar", "interceptor", "battery", "site", "launch-area", "target", "cross-section"
)  # fmt: skip


def sentences_said():
    """Every sentence that the code or a template of a page says, as written there."""
    templates = [path.read_text("utf-8") for path in (PACKAGE / "report").rglob("*.html")]
    assert len(templates) == 3
    found = {text for template in templates for _, text in SAY.findall(template)}
    for part in PARTS:
        for path in (PACKAGE / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    first = node.args[0]
                    if name in ("say", "said") and isinstance(first, ast.Constant):
                        found.add(first.value)
    return found


def braces(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_that_is_said_has_a_translation():
    # what has no words beside its values is the same in every language
    bare = re.compile(r"\{[^}]*\}")
    said_here = {text for text in sentences_said() if re.search("[A-Za-z]{2,}", bare.sub("", text))}
    assert len(said_here) > 80
    assert said_here - sentences().keys() == set()


def test_a_translation_has_the_braces_of_its_sentence():
    for english, korean in sentences().items():
        assert braces(english) == braces(korean), english


def test_translations_are_korean():
    for english, korean in sentences().items():
        said_alone = re.sub(r"\{[^}]*\}", "", korean)
        hangul = re.search("[\uac00-\ud7a3]", said_alone)
        assert hangul or not re.search("[a-z]{3,}", said_alone), english


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.4119, "1", "41%"),
        (1e-5, "1", "0.1% 미만"),
        (20_143_000.0, "people", "2,014만 명"),
        (161_521.0, "people", "162,000명"),
        (203.4, "s", "203초"),
        (22.46, "missiles", "22.5발"),
        (2.41, "times", "2.41배"),
        (228.0, "km", "228km"),
        (3.0, "arcs", "궤도 3개"),
        (float("nan"), "km", "값 없음"),
    ],
)
def test_numbers_have_korean_units(value, unit, text):
    assert KOREAN.quantity(value, unit).replace("\u00a0", " ") == text


def test_ranges_and_days_are_written_as_koreans_do():
    assert KOREAN.range(0.34, 0.57, "1") == "34~57%"
    assert KOREAN.range(0.0, 30.0, "missiles") == "0~30발"
    assert KOREAN.range(1.0, 3.0, "arcs") == "궤도 1~3개"
    assert KOREAN.between("1 s", "10 s") == "1~10초"
    assert Language().between("1 s", "10 s") == "1 to 10 s"
    assert Language().between("15°", "60°") == "15° to 60°"
    assert KOREAN.date(date(2016, 4, 29)) == "2016년 4월 29일"


def test_names_of_places_missiles_and_countries_are_korean():
    for english, korean in {
        "Nodong": "노동",
        "Seongju golf course": "성주 골프장",
        "South Korea": "대한민국",
        "Seoul": "서울",
    }.items():
        assert KOREAN.text(english) == korean
    assert KOREAN.text("DF-31A class (China), Delingha to Chicago") == (
        "둥펑-31A급 (중국), 더링하→시카고"
    )
    assert KOREAN.missing == set()


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        *((kind, load_catalog().keys(kind)) for kind in NAMED_KINDS),
        ("country", countries()),
        ("province", provinces()),
        ("municipality", municipalities()),
    ],
)
def test_everything_that_a_page_names_has_a_korean_name(kind, keys):
    for key in keys:
        assert name_of(kind, key, "en")
        assert re.search("[\uac00-\ud7a3]|^[A-Z]{2,}-", name_of(kind, key, "ko")), key


def test_cities_around_korea_have_korean_names():
    for number, english, korean in [
        ("1816670", "Beijing", "베이징"),
        ("1857910", "Kyoto", "교토"),
        ("498817", "Saint Petersburg", "상트페테르부르크"),
        ("1877030", "Hŭngnam", "흥남"),
    ]:
        assert name_of("populated-place", number, "en") == english
        assert name_of("populated-place", number, "ko") == korean
    assert translation("Beijing", "ko") == "베이징"


@pytest.mark.parametrize(
    ("kind", "key", "sentence"),
    [
        ("misile", "nodong", "there is no kind of names 'misile'; close names: 'missile'"),
        ("missile", "nodon", "there is no missile 'nodon'; close names: Nodong (nodong)"),
        ("province", "99", "there is no province '99'"),
        ("populated-place", "1", "there is no populated place '1'"),
    ],
)
def test_a_name_of_nothing_is_refused(kind, key, sentence):
    with pytest.raises(InputError) as refused:
        name_of(kind, key, "ko")
    assert str(refused.value) == sentence


def texts_of(claim):
    yield from (claim.who, claim.assertion, claim.question, claim.note)
    yield claim.not_testable_because or ""
    for reading in claim.readings:
        yield from (reading.name, reading.because, MEASURES[reading.measure].words)


@pytest.mark.parametrize("name", SETS)
def test_every_text_of_a_set_of_claims_is_korean(name):
    language = Language("ko")
    for claim in claims_of_set(name):
        for text in texts_of(claim):
            language.text(text)
    assert language.missing == set()


def labels_of_measures():
    """Every text that a measure gives for where a number was found, as written there."""
    for path in (PACKAGE / "claims/measures").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "labels":
                for label in getattr(node.value, "elts", ()):
                    if isinstance(label, ast.Constant):
                        yield label.value
    yield from (one.title for one in counted_records(20))


def test_every_place_of_a_number_is_korean():
    labels = list(labels_of_measures())
    assert len(labels) > 8
    assert [text for text in labels if not translation(text, "ko")] == []


@pytest.mark.parametrize("name", SETS)
def test_every_number_of_a_set_of_claims_is_said_in_korean(name):
    language = Language("ko")
    catalog = load_catalog()
    for claim in claims_of_set(name):
        for reading in claim.readings:
            unit = MEASURES[reading.measure].shown_in
            told = measured(reading, 0.5, unit, catalog, language)
            assert not re.search("[a-z]{4,}", told), told
    assert language.missing == set()


@pytest.mark.parametrize(
    ("measure", "parameters", "told"),
    [
        ("detection-range", {}, "0.500 km of range on boresight, by one dwell."),
        (
            "shots",
            {"flight": "nodong:38.7,125.8:busan:lofted@30"},
            "Nodong, lofted, from 38.7,125.8 to Busan: the battery has 0.500 shots.",
        ),
    ],
    ids=["what is left out", "coordinates"],
)
def test_a_number_of_a_users_claim_is_said(measure, parameters, told):
    reading = Reading(
        name="n", measure=measure, parameters=parameters, comparison="at least", threshold=1.0,
        because="b",
    )  # fmt: skip
    unit = MEASURES[measure].shown_in
    said_so = measured(reading, 0.5, unit, load_catalog(), Language())
    assert said_so.replace("\u00a0", " ") == told


@pytest.mark.parametrize("name", built_in_scenarios())
def test_every_assumption_of_a_scenario_has_a_korean_name(name):
    language = Language("ko")
    scenario = load_scenario(name)
    language.text(scenario.title)
    language.text(" ".join(scenario.description.split()))
    for path in defence_rows(scenario):
        row_named(path, scenario.catalog, language)
    assert language.missing == set()


def test_what_has_no_translation_stays_in_english_and_is_listed():
    language = Language("ko")
    text = language.text("Nobody translated this.")
    assert isinstance(text, English)
    assert text.__html__() == '<span lang="en">Nobody translated this.</span>'
    assert plain(text) == "Nobody translated this."
    assert translation("Nobody translated this.", "ko") == ""
    assert translation("Nobody translated this.", "en") == "Nobody translated this."
    assert language.missing == {"Nobody translated this."}
    assert language.text("이미 한국어로 쓴 문장") == "이미 한국어로 쓴 문장"


def test_a_sentence_that_knows_its_parts_is_said_part_by_part():
    text = said("{object}: people still defended, by the range of the radar.", object="Nodong")
    assert text == "Nodong: people still defended, by the range of the radar."
    assert KOREAN.text(text).startswith("노동: ")


def test_particles_go_with_the_letter_before_them():
    assert with_particles("노동을(를), 화성-12을(를), KN-23은(는)") == "노동을, 화성-12를, KN-23은"


def test_what_an_engine_says_is_korean():
    """A flight with a shot, one without, whom a battery protects, what its radar sees."""
    nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    flight = {"missile": "nodong", "launch": "hwangju"}
    busan = nodong.timeline(**flight, target="busan")
    seoul = nodong.timeline(**flight, target="seoul")
    assert "황주→부산" in translation(busan.sentence(), "ko")
    assert "포대는 2발을 쏠 수 있다" in translation(busan.sentence(), "ko")
    assert "요격 불가(도달 범위 밖): " in translation(seoul.sentence(), "ko")
    few = nodong.at_spacing(60)
    assert translation(few.footprint().sentence(), "ko").startswith(
        "노동에 대한 성주 골프장의 사드 포대: 비행이 닿는 대한민국 인구 "
    )
    assert translation(nodong.coverage().sentence(), "ko").startswith(
        "성주 골프장에서 종말 모드로 "
    )
