"""Named counting rules of the test record."""

import pytest

from bongsu.catalog.records.counting_rules import counting_rules
from bongsu.catalog.records.interceptor_tests import interceptor_tests
from bongsu.studies.engagement.shot_record import counted_records


def test_rules_count_the_published_tests() -> None:
    """Where a rule counts rows of the record, it is their sum."""
    rules = {rule.name: (rule.hits, rule.attempts) for rule in counting_rules()}

    def counted(begin, end):
        chosen = [test for test in interceptor_tests() if begin <= test.date < end]
        return sum(t.hits for t in chosen), sum(t.attempts for t in chosen)

    assert rules["agency"] == counted("2005", "2018")
    assert rules["maker"] == counted("2005", "2020")
    first, since = counted("1995", "1999-06"), counted("2005", "2018")
    assert rules["first-design-counted"] == (first[0] + since[0], first[1] + since[1])


def test_the_rule_and_the_prior_change_what_twenty_shots_do() -> None:
    found = {record.rule: record.all_hit for record in counted_records(20)}
    assert found["agency"]["uniform"] == pytest.approx(0.4444, abs=1e-4)
    assert found["cancelled-counted"]["uniform"] == pytest.approx(0.0202, abs=1e-4)
    assert found["first-design-counted"]["uniform"] < found["cancelled-counted"]["uniform"]
    assert len({round(chance, 3) for chance in found["agency"].values()}) == 3
