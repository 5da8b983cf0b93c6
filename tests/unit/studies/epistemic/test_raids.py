"""Raids inside draws: two loops, with the same random numbers for every draw."""

import numpy as np
import pytest
from tests.unit.studies.asking import sensitivity, uncertainty

from bongsu.engagement.raids import best_fire
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.play import play_raid
from bongsu.physics.raid.tally import Tally
from bongsu.scenario import load_scenario, parse_raid
from bongsu.studies.epistemic import raids as module
from bongsu.studies.epistemic.draws import moving_together
from bongsu.studies.epistemic.metrics import METRICS, About, Condition
from bongsu.studies.epistemic.raids import (
    READ,
    RaidInDraws,
    loops,
    means_of,
    outcome_quantiles,
    outcomes,
)
from bongsu.studies.epistemic.sampling import Rows, drawn_rows, sobol_lots
from bongsu.studies.epistemic.uncertainty import draw_rows
from bongsu.studies.raid.played import STUDY

KOREA = load_scenario()
RAID = parse_raid(
    "{format: 1, name: four, title: Four at two ports, waves: [{missile: nodong, count: 4, "
    "launch_areas: [hwangju], targets: [busan, ulsan], last_launch: 60 s}]}",
    KOREA,
)
BUSAN = KOREA.place("target", "busan")
REPLICATIONS = 200
KILL = "battery.thaad-battery.kill-probability"
CLOCK = "battery.thaad-battery.classify-time"
FEW = moving_together(KOREA.catalog, [KILL, CLOCK])


@pytest.fixture(scope="module")
def raid():
    return RaidInDraws.of(KOREA, RAID, replications=REPLICATIONS)


@pytest.fixture(scope="module")
def drawn():
    rows = drawn_rows(KOREA, flights=False, flown=RAID.waves)
    return rows.scenarios(rows.values(sobol_lots(len(rows.movers), 16, 5), "cited"))[:3]


@pytest.fixture(scope="module")
def found():
    return uncertainty(
        KOREA,
        "raid-leakers",
        draws=16,
        weights=("cited",),
        condition=Condition("<=", 1.0),
        raid=RAID,
        replications=REPLICATIONS,
    )


def test_each_draw_is_the_raid_on_the_changed_scenario(raid, drawn) -> None:
    """Two halves of the replications that a run of the changed scenario has, bit for bit."""
    for scenario, played in zip(drawn, raid.play(drawn), strict=True):
        prepared = raid.study.__class__.of(scenario, RAID).prepared
        tables = prepared.tables(best_fire(prepared, most_trials=256))
        whole = play_raid(tables, stream_key(1, STUDY), 0, REPLICATIONS)
        first, second = played.halves
        assert np.array_equal(first.leakers.counts + second.leakers.counts, whole.leakers.counts)
        assert first.replications == second.replications == REPLICATIONS // 2


def test_draws_alone_are_as_draws_together(raid, drawn) -> None:
    read = READ["raid-leakers"][1]
    together = outcomes(raid, drawn, read, 0)
    alone = [outcomes(raid, [one], read, 0)[0] for one in drawn]
    assert np.array_equal(together, np.stack(alone))
    assert len({one.tobytes() for one in alone}) > 1


def test_numbers_of_one_raid_hang_together(raid) -> None:
    about = About(BUSAN, raid)
    told = {
        name: float(METRICS[name].compute([KOREA], about).values[0])
        for name in (*READ, "plan-leakers")
    }
    assert told["raid-leakers"] + told["raid-intercepts"] == pytest.approx(4.0)
    assert 4.0 <= told["raid-interceptors"] <= 16.0
    assert 0.0 < told["raid-none"] <= told["raid-survival"] < 1.0
    assert told["raid-exhausted"] == 0.0
    # all fly, and on time: the plan and the raid are two ways to one number
    counted = outcomes(raid, [KOREA], READ["raid-leakers"][1], 0)[0].sum(axis=0)
    error = 4.0 * Tally(counted).deviation / np.sqrt(REPLICATIONS)
    assert told["plan-leakers"] == pytest.approx(told["raid-leakers"], abs=error)


def test_a_battery_that_cannot_fire_lets_everything_through(raid) -> None:
    forward = KOREA.in_mode("forward-based")
    [played] = raid.play([forward])
    assert [half.leakers.mean for half in played.halves] == [4.0, 4.0]
    assert [half.interceptors_spent.mean for half in played.halves] == [0.0, 0.0]


def test_a_raid_that_cannot_be_flown_has_no_number(raid, monkeypatch) -> None:
    def refuse(*_args, **_words):
        raise OutOfReachError("too far")

    monkeypatch.setattr(module, "prepare_raid", refuse)
    counted = outcomes(raid, [KOREA], READ["raid-leakers"][1], 0)
    assert counted.sum() == 0
    assert np.isnan(means_of(counted.sum(axis=1))).all()
    assert np.isnan(raid.leakers_planned(KOREA))


def test_the_variance_is_split_into_the_two_loops() -> None:
    """One shot of unknown kill probability p: Var = Var(p) + E[p (1 - p)]."""
    lot = np.random.default_rng(1)
    chance = lot.beta(8.0, 4.0, 2000)
    # the same random numbers for every draw: means scatter together, which must not matter
    numbers = lot.random((2, 4000))
    hits = (numbers[None] < chance[:, None, None]).sum(axis=2)
    counted = np.stack([4000 - hits, hits], axis=2)
    split = loops(counted, np.ones(2000))
    variance = 8.0 * 4.0 / (12.0**2 * 13.0)
    within = 2.0 / 3.0 * 1.0 / 3.0 - variance
    assert split.between == pytest.approx(variance, rel=0.1)
    assert split.within == pytest.approx(within, rel=0.1)
    assert split.share_between == pytest.approx(split.between / (split.between + split.within))
    # with few replications of independent draws chance would swamp the scatter of the means
    many = lot.beta(8.0, 4.0, 20_000)
    own = (lot.random((20_000, 2, 2)) < many[:, None, None]).sum(axis=2)
    few = loops(np.stack([2 - own, own], axis=2), np.ones(20_000))
    assert np.var(own.sum(axis=1) / 4.0) > 3.0 * variance
    # products of deviations that scatter by about 0.12
    assert few.between == pytest.approx(variance, abs=4.0 * 0.12 / np.sqrt(20_000.0))
    assert few.within == pytest.approx(within, rel=0.1)
    # a draw without weight counts for nothing
    weight = (chance > 0.7).astype(float)
    held = loops(counted, weight)
    assert held.between == pytest.approx(float(np.var(chance[chance > 0.7])), rel=0.2)


def test_quantiles_over_both_loops() -> None:
    assert outcome_quantiles(np.array([0.5, 0.25, 0.25]), [0.05, 0.5, 0.51, 0.75, 1.0]) == [
        0,
        0,
        1,
        1,
        2,
    ]


def test_an_answer_has_both_loops(found) -> None:
    one = found.sel(weights="cited", conditioning="none")
    assert float(one["outcome"].sum()) == pytest.approx(1.0)
    assert float((one["outcome"] * one["number"]).sum()) == pytest.approx(
        float(one["value"].mean())
    )
    assert float(one["variance_within"]) > 0.0
    assert 0.0 <= float(one["probability"]) <= 1.0
    assert found.attrs["raid"] == "Four at two ports on " + KOREA.title
    assert found.attrs["replications"] == REPLICATIONS
    # the hash says which raid
    assert found.attrs["scenario_hash"] != KOREA.hash()
    rows = draw_rows(found)
    assert [row["value"] for row in rows] == found["value"].values[0].tolist()
    assert rows[0][KILL] == float(found["row_value"].sel(row=KILL)[0, 0])


def test_questions_about_raids_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="has no raid of its own"):
        uncertainty(KOREA, "raid-leakers", draws=16)
    with pytest.raises(InputError, match="is about no raid"):
        uncertainty(KOREA, "detection-range", draws=16, raid=RAID)
    with pytest.raises(InputError, match="say which"):
        uncertainty(KOREA, "raid-survival", draws=16, raid=RAID)
    seoul = KOREA.place("target", "seoul")
    with pytest.raises(InputError, match="it is aimed at Busan, Ulsan"):
        uncertainty(KOREA, "raid-survival", draws=16, raid=RAID, target=seoul)
    with pytest.raises(InputError, match="replications"):
        uncertainty(KOREA, "raid-leakers", draws=16, raid=RAID, replications=1)


def test_what_decides_a_raid_is_never_a_launch_point_or_a_pattern(monkeypatch) -> None:
    """Rows of the defence and, if asked for, of the missiles; nothing that a raid's file says."""
    kinds = ("battery.", "interceptor.", "radar.", "cross-section.", "missile.")
    rows = drawn_rows(KOREA, flights=True, flown=RAID.waves)
    assert all(path.startswith(kinds) for path in rows.paths)
    assert {path.split(".")[1] for path in rows.paths if path.startswith("missile.")} == {"nodong"}
    few = Rows(scenario=KOREA, movers=tuple(FEW))
    monkeypatch.setattr("bongsu.studies.epistemic.inquiry.drawn_rows", lambda *_args, **_words: few)
    found = sensitivity(KOREA, "raid-leakers", draws=16, raid=RAID, replications=REPLICATIONS)
    assert found["group"].values.tolist() == ["fire-control-clock", "magazine-and-kill"]
    assert float(found["shapley"].sel(group="magazine-and-kill")) > 0.9
    curve = found["curve"].sel(row=KILL).values
    assert curve[0] > curve[-1]
