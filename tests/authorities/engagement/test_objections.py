"""Numbers of docs/objections.md: what stands there is what is computed."""

import re
from functools import cache

import pytest
from tools import unfair_claims
from tools.objections import BEGIN, END, OBJECTIONS, PAGE, leakers, row

from bongsu.claims.case import Cases
from bongsu.claims.claim import built_in_claims
from bongsu.claims.evaluate import value_of
from bongsu.scenario import load_scenario

QUICK = ("last sight", "two shots", "median of the drawn range")


@cache
def rows():
    text = PAGE.read_text(encoding="utf-8")
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)].splitlines(keepends=True)[2:]


@pytest.mark.parametrize("start", QUICK)
def test_a_row_of_the_page_is_computed_again(start) -> None:
    [one] = [one for one in OBJECTIONS if one.what.startswith(start)]
    assert row(one) in rows()


def test_every_objection_has_its_row() -> None:
    found = [(line.split(" | ")[0].strip("| "), line.split(" | ")[1]) for line in rows()]
    assert found == [(one.fault, one.what) for one in OBJECTIONS]


def test_the_curve_over_spacings_falls_and_ends_where_the_plan_does() -> None:
    [line] = [line for line in rows() if "30 Nodongs" in line]
    curve = [float(number) for number in line.split(" | ")[3].strip("| \n").split(",")]
    assert curve == sorted(curve, reverse=True)
    assert curve[-1] == pytest.approx(leakers(30.0), abs=0.05)


def test_the_nominal_share_lies_in_its_band() -> None:
    [line] = [line for line in rows() if "5 to 95 %" in line]
    nominal, low, high, median = map(float, re.findall(r"\d\.\d+", line.split(" | ")[3]))
    assert low <= nominal <= high
    assert low < median < high


def unfair():
    """Rows of the table of claims: claim, what was unfair, what the brief says now."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = text.index(unfair_claims.BEGIN), text.index(unfair_claims.END)
    lines = text[begin + len(unfair_claims.BEGIN) : end].splitlines()[2:]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]


def test_every_unfair_test_of_a_claim_has_its_row_and_its_readings() -> None:
    readings = {claim.id: {one.id for one in claim.readings} for claim in built_in_claims()}
    assert [cells[:2] for cells in unfair()] == [one[:2] for one in unfair_claims.UNFAIR]
    for one, cells in zip(unfair_claims.UNFAIR, unfair(), strict=True):
        named = unfair_claims.NUMBER.findall(one.now)
        assert named
        assert set(named) <= readings[one.claim]
        assert "{" not in cells[2]


@pytest.mark.parametrize(
    ("claim", "reading", "told"),
    [
        ("earnest-no-threat", "theatre-reach-own", "within reach {:.0f} arcs"),
        ("wang-strategic-impact", "intercontinental-own", "own site {:.0f} arcs"),
        ("earnest-orientation", "boosting-forward-300-km", "under power at 300 km {:.1%}"),
    ],
)
def test_a_number_of_a_claim_is_measured_again(claim, reading, told) -> None:
    found = {one.id: one for one in built_in_claims()}[claim].readings
    [asked] = [one for one in found if one.id == reading]
    value = value_of(asked, Cases(load_scenario("korea-2016")).nominal).value
    text = told.format(value).replace("%", " %")
    assert any(text in cells[2] for cells in unfair() if cells[0] == claim)
