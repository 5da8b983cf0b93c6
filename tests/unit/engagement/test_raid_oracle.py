"""Plans of small raids against exact dynamic programmes and closed forms.

An oracle knows the law of the leakers. The mean over the draws lies within four standard errors
of its mean, where the standard deviation is the oracle's own; stratifying the draws raises the
variance by at most ``draws / (draws - 1)`` (Owen 1997). The draws are the same in every run.
"""

from dataclasses import replace
from functools import cache
from math import comb, sqrt

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.fire_plan import plan_of_options
from bongsu.engagement.fire_schedule import schedule
from bongsu.engagement.raid_draws import DRAWS, draw_raid
from bongsu.physics.fire.doctrine import FireDoctrine
from bongsu.physics.fire.kill_probability import KillProbability
from bongsu.physics.fire.options import ShotOptions
from bongsu.scenario import load_scenario

LOOK_S = 20.0
SHOT_S = 30.0
ROUND_S = LOOK_S + SHOT_S
NEVER_S = 1e9


@cache
def real():
    return fire_unit(load_scenario())


def battery(magazine, *, channels=10**6, interval=0.0, reload=NEVER_S, c=1.0):
    steps = replace(
        real().fire_control,
        assess_s=LOOK_S,
        plan_s=0.0,
        launch_s=0.0,
        launch_interval_s=interval,
        guided_at_once=channels,
        reload_s=reload,
    )
    group = replace(real().launchers[0], launchers=1, interceptors_each=magazine)
    return replace(
        real(),
        launchers=(group,),
        fire_control=steps,
        doctrine=FireDoctrine.named("shoot-look-shoot"),
        kill=KillProbability(reliability=0.5, classification=c),
        engaged_at_once=10**6,
    )


def shots_at(looks, kill, *, first_s=0.0):
    """Options of one threat: as many rounds as there are looks."""
    launch = first_s + ROUND_S * np.arange(looks)
    return ShotOptions(
        launch_s=launch,
        intercept_s=launch + SHOT_S,
        kill_probability=np.full(looks, kill),
        launcher_site=np.zeros(looks, dtype=np.int64),
    )


NONE = ShotOptions(*(np.array([]) for _ in range(3)), launcher_site=np.array([], dtype=np.int64))


def hits(shots, kill):
    """Law of the number of kills."""
    return [comb(shots, k) * kill**k * (1.0 - kill) ** (shots - k) for k in range(shots + 1)]


@cache
def leakers(targets, shots, looks, kill):
    """Law of the leakers when each survivor gets one shot between two looks."""
    law = np.zeros(targets + 1)
    at = min(targets, shots)
    if looks == 0 or at == 0:
        law[targets] = 1.0
        return law
    for killed, probability in enumerate(hits(at, kill)):
        left = leakers(targets - killed, shots - at, looks - 1, kill)
        law[: left.size] += probability * left
    return law


@cache
def fewest(targets, shots, looks, kill):
    """Fewest leakers that any rule can expect: the shots between two looks are free to choose."""
    if looks == 0 or targets == 0:
        return float(targets)
    best = float(targets)
    for fired in range(1, shots + 1):
        each, more = divmod(fired, targets)
        once, twice = (1.0 - (1.0 - kill) ** n for n in (each, each + 1))
        expected = 0.0
        for a, pa in enumerate(hits(targets - more, once)):
            for b, pb in enumerate(hits(more, twice)):
                expected += pa * pb * fewest(targets - a - b, shots - fired, looks - 1, kill)
        best = min(best, expected)
    return best


def moments(law):
    number = np.arange(law.size)
    mean = float(law @ number)
    return mean, sqrt(float(law @ (number - mean) ** 2))


def allowed(deviation):
    return 4.0 * deviation / sqrt(DRAWS - 1) + 1e-9


@pytest.mark.parametrize(
    ("targets", "shots", "looks", "kill"),
    [
        (1, 1, 1, 0.9),
        (3, 4, 2, 0.8),
        (4, 6, 3, 0.7),
        (6, 7, 4, 0.8),
        (8, 5, 2, 0.6),
        (8, 24, 3, 0.5),
    ],
)
def test_a_wave_against_the_exact_programme(targets, shots, looks, kill) -> None:
    plan = plan_of_options([battery(shots)], [[shots_at(looks, kill)]] * targets, [0.0] * targets)
    mean, deviation = moments(leakers(targets, shots, looks, kill))
    assert plan.leakers_expected == pytest.approx(mean, abs=allowed(deviation))
    assert plan.leakers_expected >= fewest(targets, shots, looks, kill) - allowed(deviation)


@pytest.mark.parametrize(
    ("targets", "shots", "mean", "none"), [(20, 24, 1.2162, 0.45988), (40, 48, 2.0551, 0.35757)]
)
def test_one_magazine_shot_by_shot_with_looks(targets, shots, mean, none) -> None:
    """Leakers are max(0, W - Bin(N, p)) when looks are no limit; p is 0.8."""
    unit, options = battery(shots), [[shots_at(shots, 0.8)]] * targets
    law = hits(shots, 0.8)
    exact = sum(p * max(0, targets - k) for k, p in enumerate(law))
    assert exact == pytest.approx(mean, abs=5e-5)
    square = sum(p * max(0, targets - k) ** 2 for k, p in enumerate(law))
    plan = plan_of_options([unit], options, [0.0] * targets)
    assert plan.leakers_expected == pytest.approx(exact, abs=allowed(sqrt(square - exact**2)))
    drawn = draw_raid([unit], schedule([unit], options, [0.0] * targets), [0.0] * targets)
    stopped = (~drawn.survived.any(axis=0)).mean()
    assert stopped == pytest.approx(none, abs=allowed(sqrt(none * (1.0 - none))))


@pytest.mark.parametrize(("targets", "looks"), [(2, 3), (3, 5), (4, 4)])
def test_one_channel_goes_where_a_missile_is_left(targets, looks) -> None:
    """One shot after another: the exact programme again, with one shot between two looks.

    A shot occupies the channel for as long as it flies; the next leaves a look later, so that each
    shot is decided on knowing all before. What is left are max(0, W - Bin(looks, p)).
    """
    plan = plan_of_options(
        [battery(100, channels=1, interval=ROUND_S)],
        [[shots_at(looks, 0.7)]] * targets,
        [0.0] * targets,
    )
    law = hits(looks, 0.7)
    exact = sum(p * max(0, targets - k) for k, p in enumerate(law))
    square = sum(p * max(0, targets - k) ** 2 for k, p in enumerate(law))
    assert plan.leakers_expected == pytest.approx(exact, abs=allowed(sqrt(square - exact**2)))


def staggered(starts, magazine, kill, looks):
    """Law of the leakers by trying every outcome of every shot, in the order of launch."""
    events = sorted((s + ROUND_S * r, i) for i, s in enumerate(starts) for r in range(looks))

    def follow(row, left, alive):
        if row == len(events):
            law = np.zeros(len(starts) + 1)
            law[sum(alive)] = 1.0
            return law
        _, threat = events[row]
        if left == 0 or not alive[threat]:
            return follow(row + 1, left, alive)
        dead = (*alive[:threat], False, *alive[threat + 1 :])
        hit, miss = follow(row + 1, left - 1, dead), follow(row + 1, left - 1, alive)
        return kill * hit + (1.0 - kill) * miss

    return follow(0, magazine, (True,) * len(starts))


@pytest.mark.parametrize("magazine", [4, 5, 7, 12])
def test_a_raid_one_by_one_against_every_outcome(magazine) -> None:
    starts = [70.0 * i for i in range(5)]
    plan = plan_of_options([battery(magazine)], [[shots_at(2, 0.7)]] * len(starts), starts)
    mean, deviation = moments(staggered(starts, magazine, 0.7, 2))
    assert plan.leakers_expected == pytest.approx(mean, abs=allowed(deviation))


def test_rounds_that_a_kill_makes_unnecessary_are_not_charged() -> None:
    """Three interceptors for each of two missiles: 1 + q + q^2 are fired at each."""
    plan = plan_of_options([battery(6)], [[shots_at(3, 0.9)]] * 2, [0.0, 10.0])
    mean, deviation = moments(np.array([0.0, 0.9, 0.09, 0.01]))
    assert mean == pytest.approx(1.0 + 0.1 + 0.01)
    assert plan.spent[0] == pytest.approx(2.0 * mean, abs=2.0 * allowed(deviation))
    assert plan.survival == pytest.approx([1e-3, 1e-3], abs=allowed(sqrt(1e-3)))
    assert np.isinf(plan.exhausted_s[0])


def test_what_is_taken_for_something_else_takes_every_shot() -> None:
    """All shots of a battery miss together with 1 - c: c (1 - q^3) are killed."""
    plan = plan_of_options([battery(3, c=0.6)], [[shots_at(3, 0.9)]], [0.0])
    killed = 0.6 * (1.0 - 1e-3)
    assert plan.survival[0] == pytest.approx(1.0 - killed, abs=allowed(sqrt(killed - killed**2)))
    spent, deviation = moments(np.array([0.0, 0.6 * 0.9, 0.6 * 0.09, 0.4 + 0.6 * 0.01]))
    assert plan.spent[0] == pytest.approx(spent, abs=allowed(deviation))


def test_another_battery_stands_in_where_one_has_nothing_left() -> None:
    """The near battery has an interceptor for each missile, the far one fires the second rounds."""
    options = [[shots_at(2, 0.9), shots_at(2, 0.9, first_s=5.0)]] * 3
    plan = plan_of_options([battery(3), battery(3)], options, [0.0] * 3)
    second = [shot for shot in plan.shots if shot.battery == 1]
    assert plan.spent == pytest.approx([3.0, 3.0 * 0.1], abs=allowed(sqrt(3.0 * 0.09)))
    assert {shot.round_number for shot in second} == {2}
    assert plan.leakers_expected == pytest.approx(3.0 * 0.01, abs=allowed(sqrt(3.0 * 0.01)))


def test_reloaded_launchers_fire_again_in_every_outcome() -> None:
    """One interceptor, back after a reload: two missiles that far apart get one shot each."""
    unit = battery(1, reload=500.0)
    plan = plan_of_options([unit], [[shots_at(2, 0.9)]] * 2, [0.0, 600.0])
    assert plan.spent[0] == pytest.approx(2.0)
    assert plan.leakers_expected == pytest.approx(0.2, abs=1e-9)
    assert plan.exhausted_s[0] == 0.0


def test_a_battery_that_can_fire_at_nothing_changes_nothing() -> None:
    alone = plan_of_options([battery(2)], [[shots_at(2, 0.9)]], [0.0])
    both = plan_of_options([battery(2), battery(2)], [[shots_at(2, 0.9), NONE]], [0.0])
    assert both.shots == alone.shots
    assert both.spent.tolist() == [alone.spent[0], 0.0]


def test_outcomes_are_the_same_in_every_run() -> None:
    plans = [plan_of_options([battery(5)], [[shots_at(3, 0.7)]] * 4, [0.0] * 4) for _ in range(2)]
    assert plans[0].shots == plans[1].shots
    assert plans[0].survival.tolist() == plans[1].survival.tolist()
