"""What decides a number over draws of cited rows."""

import numpy as np
import pytest
from tests.unit.studies.asking import sensitivity

from bongsu.errors import InputError
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic import metrics as module
from bongsu.studies.epistemic.metrics import Condition, Metric, MetricValues

KOREA = load_scenario()
ONE = KOREA.only(missile="nodong", launch_area="hwangju", shape="minimum-energy")
STEPS = ("confirm-time", "classify-time", "plan-time", "launch-time")
SPEED = "interceptor.thaad-interceptor.least-speed"


@pytest.fixture
def toy(monkeypatch):
    """Time of the clock, in seconds, and a hundredth of the interceptor's least speed."""

    def value(scenario):
        clock = sum(
            scenario.catalog.quantity(f"battery.thaad-battery.{step}").value for step in STEPS
        )
        return clock + 0.01 * scenario.catalog.quantity(SPEED).value

    metric = Metric(
        title="toy",
        unit="s",
        compute=lambda scenarios, _target: MetricValues(
            np.array([value(one) for one in scenarios])
        ),
    )
    monkeypatch.setitem(module.METRICS, "toy", metric)


def variance(low, value, high, *, log):
    """Of a two-sided triangle whose sides have half of the mass each, by integration."""
    from bongsu.physics.numerics.families import quantile

    chance = (np.arange(200_000) + 0.5) / 200_000
    family = "log-triangular" if log else "triangular"
    return float(np.var(quantile(family, chance, low, value, high)))


def test_groups_share_the_variance_of_a_sum_as_its_terms_do(toy) -> None:
    found = sensitivity(KOREA, "toy", draws=128, single_rows=True)
    catalog = KOREA.catalog
    rows = [catalog.quantity(f"battery.thaad-battery.{step}") for step in STEPS]
    clock = sum(variance(row.low, row.value, row.high, log=True) for row in rows)
    speed = catalog.quantity(SPEED)
    limits = 1e-4 * variance(speed.low, speed.value, speed.high, log=False)
    shares = found["shapley"]
    assert float(shares.sum()) == pytest.approx(1.0)
    assert float(shares.sel(group="fire-control-clock")) == pytest.approx(
        clock / (clock + limits), abs=0.03
    )
    # fourth moments of these laws make the error of a variance some 0.2 of it at 128 draws
    assert found.attrs["variance"] == pytest.approx(clock + limits, rel=0.6)
    others = shares.drop_sel(group=["fire-control-clock", "interceptor-limits"])
    assert (others.values == 0.0).all()
    assert (found["shapley_high"].sel(group=others["group"]).values == 0.0).all()
    # the rows of the groups add up to the groups, within what is told of them
    own = found["row_shapley"].groupby(found["row_group"]).sum()
    assert float(own.sel(row_group="fire-control-clock")) == pytest.approx(
        clock / (clock + limits), abs=0.1
    )
    assert float(found["row_shapley"].sel(row=SPEED)) == pytest.approx(
        limits / (clock + limits), abs=0.1
    )


def test_curves_rise_with_what_the_number_rises_with(toy) -> None:
    found = sensitivity(KOREA, "toy", draws=64)
    curve = found["curve"].sel(row="battery.thaad-battery.classify-time").values
    assert np.polyfit(np.arange(len(curve)), curve, 1)[0] > 0.5
    values = found["row_value"].sel(row="battery.thaad-battery.classify-time").values
    assert (np.diff(values) > 0.0).all()


def test_a_rule_is_found_in_words_and_true(toy) -> None:
    found = sensitivity(KOREA, "toy", draws=256, condition=Condition("<=", 45.0))
    [holds] = [str(rule) for rule in found["rule"].values if "holds whenever" in str(rule)]
    assert "time from detection to launch is at most" in holds
    threshold = float(holds.split("at most ")[1].split(" s")[0])
    # below it the condition holds at every least speed, up to 15 s of it
    assert 20.0 < threshold <= 45.0 - 5.0
    assert "contradicted by none" in holds


def test_nothing_varies_where_the_condition_always_holds(toy) -> None:
    found = sensitivity(KOREA, "toy", draws=16, condition=Condition(">", 0.0))
    assert found.attrs["variance"] == 0.0
    assert np.isnan(found["shapley"].values).all()
    assert found.sizes["rules"] == 0


def test_the_radar_range_turns_on_radar_and_cross_section_alone() -> None:
    found = sensitivity(KOREA, "detection-range", draws=32)
    deciding = found["group"].values[found["shapley_low"].values > 0.0].tolist()
    assert deciding == ["radar-sensitivity", "cross-section"]
    assert found.attrs["runs"] == 32 * 256


def test_options_change_the_answer() -> None:
    plain = sensitivity(KOREA, "detection-range", draws=16)
    uniform = sensitivity(KOREA, "detection-range", draws=16, weights="uniform")
    assert not np.allclose(plain["shapley"], uniform["shapley"])
    verdict = sensitivity(KOREA, "detection-range", draws=16, condition=Condition(">=", 700.0))
    assert 0.0 < verdict.attrs["mean"] < 1.0
    assert not np.allclose(plain["shapley"], verdict["shapley"])
    flights = sensitivity(KOREA, "detection-range", draws=16, flights=True)
    assert "missile" in flights["group"].values
    assert float(flights["shapley"].sel(group="missile")) == 0.0


def test_the_same_bits_on_one_thread_and_on_two(monkeypatch) -> None:
    answers = []
    for threads in ("1", "2"):
        monkeypatch.setenv("BONGSU_THREADS", threads)
        answers.append(sensitivity(ONE.at_spacing(100.0), "people-share", draws=16))
    assert answers[0].identical(answers[1])
    assert float(answers[0]["shapley"].sum()) == pytest.approx(1.0)


def test_a_number_that_is_missing_in_a_draw_asks_for_a_condition() -> None:
    seoul = KOREA.place("target", "seoul")
    with pytest.raises(InputError, match="ask with a condition"):
        sensitivity(ONE, "margin", draws=16, target=seoul)
