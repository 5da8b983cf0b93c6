"""Numbers and marks of the brief."""

import math
import re

import pytest

from bongsu.report.brief.marks import likelihood_mark, range_mark, scale_ends, verdict_mark
from bongsu.words import Verdict
from bongsu.words.quantities import quantity_text, range_text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0, "1", "0 %"),
        (1.0, "1", "100 %"),
        (0.4119, "1", "41 %"),
        (0.0432, "1", "4.3 %"),
        (0.9953, "1", "99.5 %"),
        (1e-5, "1", "under 0.1 %"),
        (0.99999, "1", "over 99.9 %"),
        (21_043_000.0, "people", "21.0 million people"),
        (161_521.0, "people", "162,000 people"),
        (98_544.0, "km2", "98,500 km²"),
        (0.0, "km2", "0 km²"),
        (3.14159, "km", "3.14 km"),
        (203.4, "s", "203 s"),
        (-12.5, "s", "-12.5 s"),
        (60.0, "deg", "60°"),
        (0.01, "m2", "0.0100 m²"),
        (7.0, "", "7"),
        (math.nan, "km", "no value"),
        (22.46, "missiles", "22.5 missiles"),
        (0.947, "missiles", "0.95 missiles"),
        (1e-4, "missiles", "under 0.01 missiles"),
    ],
)
def test_numbers_read_as_people_write_them(value, unit, text):
    assert quantity_text(value, unit) == text


def test_a_range_gives_its_unit_once():
    assert range_text(0.34, 0.57, "1") == "34 to 57 %"
    assert range_text(20.1e6, 25.3e6, "people") == "20.1 to 25.3 million people"
    assert range_text(500_000.0, 2e6, "people") == "500,000 to 2.0 million people"
    assert range_text(0.5, 0.5, "1") == "50 %"


def test_each_verdict_has_a_shape_of_its_own():
    marks = {verdict_mark(verdict) for verdict in Verdict}
    assert len(marks) == len(Verdict)
    assert all('aria-hidden="true"' in mark for mark in marks)


@pytest.mark.parametrize(
    ("numbers", "unit"),
    [((0.4, 0.3, 0.6, 0.5), "1"), ((-20.0, -50.0, 30.0, 10.0), "km"), ((0.0, 0.0, 0.0, 0.0), "")],
)
def test_a_range_mark_keeps_order_and_stays_in_its_box(numbers, unit):
    value, low, high, threshold = numbers
    mark = range_mark(value, low, high, threshold, unit)
    span = re.search(r'class="span" d="M([\d.]+) 11H([\d.]+)"', mark)
    nominal = float(re.search(r'cx="([\d.]+)"', mark).group(1))
    limit = float(re.search(r'class="limit" d="M([\d.]+) ', mark).group(1))
    first, last = map(float, span.groups())
    assert 0.0 <= first <= nominal <= last <= 160.0
    assert (limit < nominal) == (threshold < value)


def test_a_missing_number_has_no_mark():
    assert range_mark(math.nan, math.nan, math.nan, 0.5, "1") == ""


def test_shares_are_drawn_on_the_whole_scale():
    assert scale_ends(0.2, 0.3, 0.5, "1") == (0.0, 1.0)
    assert scale_ends(2.0, 3.0, 5.0, "km")[1] > 5.0


def test_a_likelihood_stands_between_nought_and_one():
    ends = [
        float(re.search(r'cx="([\d.]+)"', likelihood_mark(p, p, p)).group(1)) for p in (0, 0.5, 1)
    ]
    assert ends == [6.0, 80.0, 154.0]
