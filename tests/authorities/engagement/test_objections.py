"""Numbers of docs/objections.md: what stands there is what is computed."""

import re
from functools import cache

import pytest
from tools.objections import BEGIN, END, OBJECTIONS, PAGE, leakers, row

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
