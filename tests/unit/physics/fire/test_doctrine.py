"""Rules of fire and who shoots at what."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import InputError
from bongsu.physics.fire.doctrine import FireDoctrine, share_threats

NEVER = np.nan


def test_named_doctrines() -> None:
    assert FireDoctrine.named("salvo", salvo=3).first_salvo == 3
    assert FireDoctrine.named("salvo").rounds == 1
    look = FireDoctrine.named("shoot-look-shoot")
    assert (look.first_salvo, look.later_salvo) == (1, 1)
    assert look.rounds > 10
    assert FireDoctrine.named("shoot-shoot-look").later_salvo == 2


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: FireDoctrine.named("shoot-first"), "not known"),
        (lambda: FireDoctrine(name="never", first_salvo=0), "first_salvo"),
        (
            lambda: FireDoctrine(name="closed", lowest_altitude_m=9e4, highest_altitude_m=5e4),
            "nothing",
        ),
    ],
)
def test_rules_that_never_fire_are_refused(build, words) -> None:
    with pytest.raises(InputError, match=words):
        build()


def test_each_threat_goes_to_the_earliest_shot() -> None:
    times = np.array([[100.0, 90.0], [80.0, NEVER], [NEVER, NEVER]])
    assert share_threats(times, np.array([5, 5])).tolist() == [1, 0, -1]


def test_contested_battery_is_shared_by_assignment() -> None:
    """Both threats prefer battery 0, which can take one; the cheaper swap is chosen."""
    times = np.array([[100.0, 105.0], [100.0, 150.0]])
    assert share_threats(times, np.array([1, 1])).tolist() == [1, 0]
    assert share_threats(times, np.array([1, 0])).tolist().count(-1) == 1
    assert share_threats(times, np.array([0, 0])).tolist() == [-1, -1]


@settings(max_examples=60)
@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(
            st.lists(st.sampled_from([NEVER, 10.0, 20.0, 35.0, 60.0]), min_size=2, max_size=2),
            min_size=n,
            max_size=n,
        )
    ),
    st.lists(st.integers(0, 3), min_size=2, max_size=2),
)
def test_sharing_is_as_good_as_trying_everything(times, capacity) -> None:
    """Most threats engaged; where batteries are contested, also the least sum of times."""
    table = np.array(times)
    room = np.array(capacity)
    answer = share_threats(table, room)
    used = np.bincount(answer[answer >= 0], minlength=2)
    assert (used <= room).all()
    rows = np.arange(len(table))
    assert np.isfinite(table[rows, answer][answer >= 0]).all()

    def value(choice):
        engaged = [(i, b) for i, b in enumerate(choice) if b >= 0]
        if any(np.isnan(table[i, b]) for i, b in engaged):
            return None
        if any(sum(b == c for _, b in engaged) > room[c] for c in (0, 1)):
            return None
        return len(engaged), -sum(table[i, b] for i, b in engaged)

    best = max(
        v for v in (value(c) for c in product((-1, 0, 1), repeat=len(table))) if v is not None
    )
    assert value(answer) == best
