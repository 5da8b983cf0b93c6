"""Numbers of the studies over draws, asked by readings: the same numbers, with the same words."""

import pytest

from bongsu.claims.case import AbsentError, Case
from bongsu.claims.evaluate import evaluate
from bongsu.claims.load import load_claims
from bongsu.claims.measures.registry import MEASURES, measure
from bongsu.claims.template import claim_template, example_of
from bongsu.claims.verdicts import Comparison
from bongsu.report.brief.sentences import measured
from bongsu.report.language import Language
from bongsu.scenario import load_scenario
from bongsu.scenario.parts.raid import Raid
from bongsu.studies.epistemic.metrics import METRICS
from bongsu.words import Verdict

FLIGHT = "nodong:hwangju:busan"
RAID = {"raid": 6.0, "flight": FLIGHT, "spacing": "10 s"}


@pytest.fixture(scope="module")
def case():
    scenario = load_scenario("korea-2016").only(missile="nodong", launch_area="hwangju")
    return Case("nominal", scenario.at_spacing(80), only=frozenset())


def value(name, case, **asked):
    return float(measure(name, case, asked).values[0])


def test_every_metric_of_the_studies_is_a_measure():
    assert set(METRICS) <= set(MEASURES)


@pytest.mark.parametrize(
    ("metric", "name", "asked", "also"),
    [
        ("people-share", "people-share-defended", {}, {"threats": "average"}),
        ("area-share-every", "area-share-defended", {}, {"threats": "every"}),
        ("plan-leakers", "leakers-expected", RAID, RAID),
    ],
)
def test_a_metric_and_a_measure_of_the_same_thing_agree(metric, name, asked, also, case):
    assert value(metric, case, **asked) == pytest.approx(value(name, case, **also), abs=1e-9)


@pytest.mark.parametrize(
    ("name", "asked"), [("shots", {"flight": FLIGHT}), ("apogee", {"flight": FLIGHT})]
)
def test_a_measure_with_the_name_of_a_metric_gives_its_number(name, asked, case):
    from bongsu.claims.measures.studies import asked_of_readings

    own = float(asked_of_readings(name)(case, **asked).values[0])
    assert own == pytest.approx(value(name, case, **asked), rel=1e-6)
    assert not MEASURES[name].named


def test_the_range_of_detection_is_of_a_warhead_in_the_own_mode_unless_said(case):
    own = METRICS["detection-range"].compute([case.scenario], None).values[0]
    assert value("detection-range", case) == pytest.approx(own)
    assert value("detection-range", case, mode="forward-based") > own


def test_threats_can_be_kept_and_a_name_that_is_none_of_them_is_said(case):
    assert value("people-share-any", case, shape="depressed") < value("people-share-any", case)
    with pytest.raises(AbsentError, match="musudan"):
        value("people-share-any", case, missile="musudan")


def test_more_missiles_at_once_leak_more(case):
    few, many = (
        value("raid-leakers", case, raid=count, flight=FLIGHT, replications=64)
        for count in (2.0, 30.0)
    )
    assert few < many < 30.0


def test_the_scenario_s_own_raid_is_played_unless_another_is_asked_for(case):
    with pytest.raises(AbsentError, match="no raid of its own"):
        value("raid-leakers", case)
    scenario = case.scenario
    wave = {"missile": "nodong", "launch_areas": ["hwangju"], "targets": ["busan"], "count": 6}
    fired = Raid.model_validate({"waves": [wave]}, context={"catalog": scenario.catalog})
    own = Case(
        "nominal",
        scenario.model_copy(update={"raid": fired.model_dump(mode="json")}),
        only=frozenset(),
    )
    at_once = RAID | {"spacing": "0 s"}
    found = value("raid-leakers", own, replications=64)
    assert found == value("raid-leakers", case, **at_once, replications=64)
    assert value("raid-survival", own, place="busan", replications=64) <= 1.0


def test_a_claim_about_a_metric_is_written_tested_and_said(tmp_path, case):
    path = tmp_path / "mine.yaml"
    path.write_text(claim_template("mine", path.name, "p-defend"), encoding="utf-8")
    claims = load_claims(path, case.scenario)
    [result], _ = evaluate(claims, case.scenario)
    [reading] = result.readings
    assert result.verdict in (Verdict.HOLDS, Verdict.DEPENDS)
    assert 0.5 < reading.measurement.nominal <= 1.0
    told = measured(
        reading.reading, 0.99, reading.measurement.unit, case.scenario.catalog, Language()
    )
    assert told.startswith("Probability that the shots at one flight to a place destroy it: 99")


def test_every_metric_has_an_example_with_what_it_needs():
    for name in METRICS:
        shown = example_of(name)
        assert set(MEASURES[name].needs) <= set(shown.parameters)
        assert isinstance(shown.comparison, Comparison)
