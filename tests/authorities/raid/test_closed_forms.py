"""Raids without geometry against closed forms and an exact programme."""

from functools import cache

import pytest
from scipy.special import beta
from scipy.stats import binom as binomial

from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.ideal import IdealRaid, play_ideal_raid

REPLICATIONS = 400_000
KEY = stream_key(2016, 1)
# the chance that a right answer is called wrong is below one in ten thousand for each number
DEVIATIONS = 4.0


def played(**raid):
    return play_ideal_raid(IdealRaid(**raid), KEY, 0, REPLICATIONS)


def agrees(found: float, expected: float, deviation: float) -> bool:
    return abs(found - expected) <= DEVIATIONS * deviation / REPLICATIONS**0.5


def agrees_as_share(found: float, expected: float) -> bool:
    return agrees(found, expected, (expected * (1 - expected)) ** 0.5)


def one_magazine(missiles: int, interceptors: int, kill: float) -> tuple[float, float]:
    """Leakers are max(0, W - Bin(N, p)): probability of none, and mean."""
    hits = binomial(interceptors, kill)
    mean = sum((missiles - h) * hits.pmf(h) for h in range(missiles))
    return float(hits.sf(missiles - 1)), float(mean)


@pytest.mark.parametrize(
    ("missiles", "interceptors", "kill", "none", "mean"),
    [(20, 24, 0.8, 0.45988, 1.2162), (40, 48, 0.8, 0.35757, 2.0551)],
)
def test_shot_by_shot_with_a_look(missiles, interceptors, kill, none, mean):
    assert one_magazine(missiles, interceptors, kill) == pytest.approx((none, mean), abs=5e-5)
    found = played(missiles=missiles, interceptors=interceptors, kill_probability=kill)
    assert agrees_as_share(found.leakers.share(0), none)
    assert agrees(found.leakers.mean, mean, found.leakers.deviation)
    fired = found.interceptors_spent
    # a kill costs 1/p interceptors unless the magazine ends first: W - leakers = p * fired
    assert agrees(fired.mean * kill, missiles - mean, fired.deviation + found.leakers.deviation)


@pytest.mark.parametrize(("common", "none"), [(False, 0.1585), (True, 0.4199)])
def test_two_shots_each_and_tracking_by_itself_or_for_all(common, none):
    found = played(
        missiles=20,
        interceptors=40,
        kill_probability=0.8,
        rule="salvo",
        salvo=2,
        tracking_probability=0.95,
        tracking_common=common,
    )
    killed = 1 - (1 - 0.8) ** 2
    exact = 0.95 * killed**20 if common else (0.95 * killed) ** 20
    assert exact == pytest.approx(none, abs=5e-5)
    assert agrees_as_share(found.leakers.share(0), exact)
    assert agrees(found.leakers.mean, 20 * (1 - 0.95 * killed), found.leakers.deviation)


def test_uncoordinated_shots():
    found = played(missiles=20, interceptors=48, kill_probability=0.8, rule="uncoordinated")
    exact = 20 * (1 - 0.8 / 20) ** 48
    assert exact == pytest.approx(2.8187, abs=5e-5)
    assert agrees(found.leakers.mean, exact, found.leakers.deviation)
    assert found.interceptors_spent.share(48) == 1.0


def test_the_same_dealt_evenly():
    found = played(missiles=20, interceptors=48, kill_probability=0.8, rule="evenly")
    exact = 8 * 0.2**3 + 12 * 0.2**2
    assert exact == pytest.approx(0.544, abs=5e-4)
    assert agrees(found.leakers.mean, exact, found.leakers.deviation)


def test_an_unknown_kill_probability():
    found = played(missiles=20, interceptors=20, rule="salvo", salvo=1, record=(16.0, 1.0))
    exact = beta(36.0, 1.0) / beta(16.0, 1.0)
    assert exact == pytest.approx(0.4444, abs=5e-5)
    assert agrees_as_share(found.leakers.share(0), exact)
    # putting the mean in would be wrong, and is told apart
    assert not agrees_as_share(found.leakers.share(0), (16 / 17) ** 20)


def exact_salvo(missiles: int, interceptors: int, kill: float, salvo: int) -> list[float]:
    """Distribution of leakers of a salvo at each missile while interceptors last, exactly."""

    @cache
    def leak(left: int, missile: int, through: int) -> float:
        if missile == missiles:
            return float(through == 0)
        shots = min(left, salvo)
        miss = (1 - kill) ** shots
        return (1 - miss) * leak(left - shots, missile + 1, through) + (
            miss * leak(left - shots, missile + 1, through - 1) if through else 0.0
        )

    return [leak(interceptors, 0, k) for k in range(missiles + 1)]


def exact_looks(missiles: int, interceptors: int, kill: float) -> list[float]:
    """Distribution of leakers of shooting and looking, by a programme over (targets, shots)."""

    @cache
    def leak(targets: int, shots: int, through: int) -> float:
        if targets == 0 or shots == 0:
            return float(targets == through)
        return kill * leak(targets - 1, shots - 1, through) + (1 - kill) * leak(
            targets, shots - 1, through
        )

    return [leak(missiles, interceptors, k) for k in range(missiles + 1)]


@pytest.mark.parametrize("missiles", [1, 3, 5])
@pytest.mark.parametrize("interceptors", [0, 1, 4, 7])
def test_small_raids_exactly(missiles, interceptors):
    for rule, exact in (
        ("shoot-look-shoot", exact_looks(missiles, interceptors, 0.6)),
        ("salvo", exact_salvo(missiles, interceptors, 0.6, 2)),
    ):
        assert sum(exact) == pytest.approx(1.0)
        found = played(
            missiles=missiles, interceptors=interceptors, kill_probability=0.6, rule=rule
        )
        for through, probability in enumerate(exact):
            assert agrees_as_share(found.leakers.share(through), probability)
