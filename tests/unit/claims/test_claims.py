"""Claims as data, and the way readings become verdicts."""

import math
from pathlib import Path

import numpy as np
import pytest

from bongsu.catalog.documents import read_document
from bongsu.claims.case import Cases, Found
from bongsu.claims.claim import built_in_claims, read_claims
from bongsu.claims.evaluate import evaluate
from bongsu.claims.load import load_claims
from bongsu.claims.measures.registry import MEASURES, measure
from bongsu.errors import InputError
from bongsu.report.brief.content import brief_content
from bongsu.report.brief.figures import draw
from bongsu.scenario import load_scenario
from bongsu.words import Verdict

ARTICLE = {
    "earnest-orientation",
    "earnest-no-threat",
    "earnest-keeps-safe",
    "wang-beyond-need",
    "wang-strategic-impact",
    "wang-equilibrium",
    "lavrov-excuse",
}

ONE = """
- id: one
  who: Somebody
  date: 2016-04-29
  assertion: Something is so.
  sources: [{publisher: A paper, date: 2016-04-30, url: "https://example.org"}]
  question: Is it?
  readings:
    - name: A
      measure: leakers-expected
      parameters: {raid: 3}
      comparison: less than
      threshold: 1
      because: B
"""


def test_the_seven_claims_of_the_article_are_there_with_known_measures() -> None:
    claims = built_in_claims()
    assert {claim.id for claim in claims} == ARTICLE
    for claim in claims:
        assert bool(claim.readings) != bool(claim.not_testable_because)
        assert {reading.measure for reading in claim.readings} <= set(MEASURES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("who: Somebody", "whom: Somebody", "3:3: whom: there is no such key; close names: 'who'"),
        ("comparison: less than", "comparison: fewer than", "comparison"),
        ("date: 2016-04-29", "date: yesterday", "date"),
        (
            'sources: [{publisher: A paper, date: 2016-04-30, url: "https://example.org"}]',
            "sources: []",
            "sources",
        ),
    ],
)
def test_a_mistake_in_a_claim_is_named_with_its_place(old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_claims(read_document(ONE.replace(old, new), "claims.yaml"))
    assert str(caught.value).startswith("claims.yaml:")


def test_a_file_of_claims_can_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(ONE, encoding="utf-8")
    assert [claim.id for claim in load_claims(path)] == ["one"]


def test_expected_leakers_follow_the_magazine_and_the_shots() -> None:
    case = Cases(load_scenario("korea-2016")).nominal
    unit_kill = 1.0 - (1.0 - 0.94) ** 2
    few = measure("leakers-expected", case, {"raid": 24.0}).values[0]
    many = measure("leakers-expected", case, {"raid": 30.0}).values[0]
    assert few == pytest.approx(24.0 * (1.0 - unit_kill))
    assert many - few == pytest.approx(6.0)


def test_unknown_measures_and_parameters_are_refused() -> None:
    case = Cases(load_scenario("korea-2016")).nominal
    with pytest.raises(InputError, match="close names:"):
        measure("leakers-expecte", case, {})
    with pytest.raises(InputError, match="takes raid"):
        measure("leakers-expected", case, {"size": 3.0})


def test_the_pick_leaves_out_what_is_not_a_number() -> None:
    found = Found(values=np.array([np.nan, 2.0, 1.0]), labels="abc", remarks="abc")
    assert (found.pick(largest=True), found.pick(largest=False)) == (1, 2)
    assert Found(values=np.array([np.nan]), labels="a", remarks="a").pick(largest=True) is None


def test_claims_about_another_country_say_so(islands) -> None:
    """The built-in statements are about South Korea; on Fiji they test nothing that was said."""
    assert {claim.country for claim in built_in_claims()} == {"KOR"}
    told = read_claims(read_document(ONE + "  country: KOR\n", "one.yaml"))
    plain = read_claims(read_document(ONE, "one.yaml"))
    content = [
        brief_content(*evaluate(claims, islands), command="bongsu brief")
        for claims in (told, plain)
    ]
    assert "statements are about South Korea; the scenario is about Fiji" in content[0].lede
    assert "South Korea" not in content[1].lede
    assert content[0].census == ""
    with pytest.raises(InputError, match="country"):
        read_claims(read_document(ONE + "  country: Korea\n", "one.yaml"))


def test_an_error_of_a_claim_about_another_country_says_so(islands) -> None:
    text = ONE.replace("leakers-expected", "seoul-share-defended").replace("{raid: 3}", "{}")
    claims = read_claims(read_document(text + "  country: KOR\n", "one.yaml"))
    with pytest.raises(InputError, match=r"one is a claim about South Korea and .* about Fiji"):
        evaluate(claims, islands)


def test_a_reading_of_what_the_scenario_does_not_have_is_not_testable(islands) -> None:
    text = ONE.replace("leakers-expected", "shots-at-third-party-missiles").replace(
        "{raid: 3}", "{group: intercontinental, sites: best}"
    )
    claims = read_claims(read_document(text, "one.yaml"))
    (result,), cases = evaluate(claims, islands)
    assert result.verdict is Verdict.NOT_TESTABLE
    measured = result.readings[0].measurement
    assert measured.detail == "the scenario has no other flights of the group intercontinental"
    assert all(math.isnan(value) for value in measured.by_case.values())
    finding = brief_content([result], cases, command="bongsu brief").claims[0].finding
    assert finding == (
        "Of 1 reading 1 not testable. \u201cA\u201d: not measured "
        "(the scenario has no other flights of the group intercontinental)."
    )


def test_figures_of_claims_show_the_region_of_the_scenario(islands) -> None:
    cases = Cases(islands)
    shown = draw("footprints", cases)
    assert shown.alt.startswith("Maps of Fiji, one per missile")
    assert "Korea" not in shown.alt + shown.caption
    assert draw("radar-views", cases).caption.startswith("From South, facing")
