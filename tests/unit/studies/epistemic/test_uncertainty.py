"""Numbers over draws of cited rows."""

import numpy as np
import pytest
from tests.unit.studies.asking import uncertainty

from bongsu.errors import InputError
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic import metrics as module
from bongsu.studies.epistemic.metrics import (
    METRICS,
    About,
    Condition,
    Metric,
    MetricValues,
    read_condition,
)
from bongsu.studies.epistemic.sampling import drawn_rows
from bongsu.studies.epistemic.uncertainty import UncertaintyStudy
from bongsu.studies.footprint.play import footprint
from bongsu.studies.footprint.together import reduced

KOREA = load_scenario()
ONE = KOREA.only(missile="nodong", launch_area="hwangju", shape="minimum-energy")
COARSE = ONE.at_spacing(100.0)
BUSAN = KOREA.place("target", "busan")
SEOUL = KOREA.place("target", "seoul")


@pytest.fixture(scope="module")
def shares():
    return uncertainty(COARSE, "people-share", draws=16, condition=Condition(">=", 0.4))


def test_each_value_is_the_footprint_of_its_draw(shares) -> None:
    """The same numbers as of a footprint of the changed scenario: nothing is cut short."""
    rows = drawn_rows(COARSE, flights=False)
    one = shares.sel(weights="uniform")
    for draw in (0, 7):
        [scenario] = rows.scenarios(one["row_value"].values[[draw]])
        plain = reduced(footprint(scenario), "average")["people_share_within_reach"]
        assert one["value"].values[draw] == pytest.approx(float(plain[0]), abs=1e-12)
    assert len(set(one["value"].values)) > 4


def test_the_nominal_number_is_that_of_the_scenario(shares) -> None:
    plain = reduced(footprint(COARSE), "average")["people_share_within_reach"]
    assert shares.attrs["nominal"] == pytest.approx(float(plain[0]), abs=1e-12)


def test_the_map_adds_up_to_the_mean_share(shares) -> None:
    people = COARSE.region.protected().people
    one = shares.sel(weights="cited", conditioning="none")
    mapped = one["p_defended"].values
    reached = ~np.isnan(mapped)
    mean = (np.nan_to_num(mapped) * people)[reached].sum() / people[reached].sum()
    assert mean == pytest.approx(one["value"].values.mean(), abs=1e-12)


def test_a_range_of_draws_is_answered_alone_as_in_one_run() -> None:
    study = UncertaintyStudy.of(COARSE, "people-share")
    whole = study.compute(0, 16)
    parts = [study.compute(first, min(first + 5, 16)) for first in range(0, 16, 5)]
    merged = study.merge(parts)
    assert {*merged} == {"value", "importance", "defended"}
    assert all(np.array_equal(whole[name], merged[name], equal_nan=True) for name in merged)


def test_the_same_bits_on_one_thread_and_on_two(monkeypatch, shares) -> None:
    for threads in ("1", "2"):
        monkeypatch.setenv("BONGSU_THREADS", threads)
        again = uncertainty(COARSE, "people-share", draws=16, condition=Condition(">=", 0.4))
        assert again.identical(shares)


def test_flights_drawn_change_the_answer() -> None:
    drawn = uncertainty(COARSE, "people-share", draws=16, weights=("cited",), flights=True)
    still = uncertainty(COARSE, "people-share", draws=16, weights=("cited",))
    assert "missile.nodong.payload-mass" in drawn["row"].values
    assert drawn.sizes["row"] > still.sizes["row"]
    assert not np.array_equal(drawn["value"].values, still["value"].values)


@pytest.fixture
def toy(monkeypatch):
    """A metric in closed form: the kill probability, whose distribution is known."""

    def compute(scenarios, _target):
        path = "battery.thaad-battery.kill-probability"
        return MetricValues(np.array([one.catalog.quantity(path).value for one in scenarios]))

    metric = Metric(title="kill probability", unit="1", compute=compute)
    monkeypatch.setitem(module.METRICS, "toy", metric)


def test_quantiles_and_probability_of_a_known_distribution(toy) -> None:
    found = uncertainty(KOREA, "toy", draws=2048, condition=Condition(">=", 0.94))
    cited = found.sel(weights="cited", conditioning="none")
    # half of the triangle's mass lies on each side of the value; a quarter at its known place
    quarter = 0.94 - (0.94 - 0.72) * (1.0 - np.sqrt(0.5))
    assert cited["quantiles"].sel(level=[0.25, 0.5]).values == pytest.approx(
        [quarter, 0.94], abs=2e-3
    )
    assert float(cited["probability"]) == pytest.approx(0.5, abs=2e-3)
    even = found.sel(weights="uniform", conditioning="none")
    assert float(even["probability"]) == pytest.approx(0.058 / 0.278, abs=2e-3)
    assert float(even["probability_low"]) <= 0.058 / 0.278 <= float(even["probability_high"])


def test_what_never_happens_is_not_said_to_be_impossible(toy) -> None:
    found = uncertainty(KOREA, "toy", draws=1024, condition=Condition(">", 1.0))
    plain = found.sel(weights="cited", conditioning="none")
    assert float(plain["probability"]) == 0.0
    # as many independent draws leave open: 1 - 0.025 ** (1 / 1024)
    assert float(plain["probability_high"]) == pytest.approx(0.0036, abs=1e-4)
    always = uncertainty(KOREA, "toy", draws=16, condition=Condition(">", 0.0))
    assert float(always["probability_low"].sel(weights="cited", conditioning="none")) < 0.9


def test_published_figures_move_the_range_and_cost_draws() -> None:
    found = uncertainty(KOREA, "detection-range", draws=256)
    for weights in ("cited", "uniform"):
        free, held = (
            found.sel(weights=weights, conditioning=kind) for kind in ("none", "published")
        )
        assert float(free["effective_sample_size"]) == 256.0
        assert 10.0 < float(held["effective_sample_size"]) < 256.0
        assert float(held["quantiles"].sel(level=0.95)) < float(free["quantiles"].sel(level=0.95))
        assert 600.0 < float(held["quantiles"].sel(level=0.5)) < 850.0


def test_draws_without_the_number_are_counted_and_fail_the_condition() -> None:
    """A margin does not exist where no time would help: Seoul is out of reach."""
    found = uncertainty(
        ONE, "margin", draws=16, condition=Condition(">=", 0.0), weights=("cited",), target=SEOUL
    )
    plain = found.sel(weights="cited", conditioning="none")
    assert float(plain["absent"]) == 1.0
    assert float(plain["probability"]) == 0.0
    assert np.isnan(plain["quantiles"].values).all()
    shots = uncertainty(ONE, "shots", draws=16, weights=("cited",), target=SEOUL)
    assert (shots["value"].values == 0.0).all()


def test_a_metric_of_one_flight_is_that_of_its_timeline() -> None:
    from bongsu.studies.engagement.timeline import timeline

    found = uncertainty(ONE, "margin", draws=16, weights=("cited",), target=BUSAN)
    played = timeline(ONE, missile="nodong", launch="hwangju", target=BUSAN)
    assert found.attrs["nominal"] == pytest.approx(played.engagement.margin_s, abs=0.01)


def test_questions_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="say to which"):
        uncertainty(ONE, "margin", draws=16)
    with pytest.raises(InputError, match="choose one missile"):
        uncertainty(KOREA, "margin", draws=16, target=BUSAN)
    with pytest.raises(InputError, match="leave the place out"):
        uncertainty(KOREA, "detection-range", draws=16, target=BUSAN)
    with pytest.raises(InputError, match="draws"):
        uncertainty(KOREA, "detection-range", draws=0)


@pytest.mark.parametrize(
    ("written", "read"), [(">= 0.5", (">=", 0.5)), ("<1e3", ("<", 1000.0)), (" > -2 ", (">", -2.0))]
)
def test_conditions_are_read(written, read) -> None:
    assert tuple(read_condition(written)) == read


@pytest.mark.parametrize("written", ["", "0.5", ">= half", "== 1", ">= nan", ">= 1_0", "> inf"])
def test_bad_conditions_are_refused(written) -> None:
    with pytest.raises(InputError, match="write a comparison and a number"):
        read_condition(written)


def test_conditions_hold_where_they_should() -> None:
    values = np.array([0.0, 1.0, 2.0, np.nan])
    for comparison, held in (
        (">=", [False, True, True, False]),
        ("<=", [True, True, False, False]),
        (">", [False, False, True, False]),
        ("<", [True, False, False, False]),
    ):
        assert Condition(comparison, 1.0).holds(values).tolist() == held


def test_an_answer_says_how_people_are_counted_where_they_are() -> None:
    guam = load_scenario("guam-2013")

    def counted(metric: str) -> str | None:
        return UncertaintyStudy.of(guam, metric).inquiry.origin.people_from

    assert str(counted("people-share")).startswith("synthetic")
    assert counted("area-share") is None
    assert counted("detection-range") is None


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("area-tracked", 1e5, 1e7),
        ("engaged-at-once", 1.0, 100.0),
        ("interceptor-reach", 100.0, 300.0),
        ("added-track-as-faced", 0.0, 2000.0),
        ("p-defend", 0.9, 1.0),
        ("time-in-view", 60.0, 900.0),
        ("first-sight", 0.0, 600.0),
        ("firm-track", 0.9, 1.0),
        ("time-of-flight", 300.0, 900.0),
        ("apogee", 100.0, 400.0),
    ],
)
def test_numbers_of_every_study_can_be_asked_over_draws(name, least, most) -> None:
    """Each is that of its study; bounds are those of the question, not of a value found."""
    metric = METRICS[name]
    about = About(BUSAN if metric.of_one_flight else None)
    [value] = metric.compute([ONE], about).values
    assert least <= value <= most


def test_the_lead_of_a_site_is_over_the_best_other_candidate() -> None:
    [lead] = METRICS["site-lead"].compute([COARSE], About()).values
    shares = [
        float(METRICS["people-share"].compute([one], About()).values[0])
        for one in COARSE.at_candidates()
    ]
    own = float(METRICS["people-share"].compute([COARSE], About()).values[0])
    others = [share for share in shares if share != own]
    assert lead == pytest.approx(own - max(others))


def test_shares_against_every_average_and_any_flight_are_ordered() -> None:
    both = KOREA.only(missile="nodong", launch_area="hwangju").at_spacing(100.0)
    every, average, some = (
        float(METRICS[f"people-share{suffix}"].compute([both], About()).values[0])
        for suffix in ("-every", "", "-any")
    )
    assert every <= average <= some
    assert every < some
