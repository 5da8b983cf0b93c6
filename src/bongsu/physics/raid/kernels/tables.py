"""What the replications of a raid read and write: records of missiles, batteries and shots."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.physics.numerics.philox import LANES

SHOTS_KEPT = 32
"""Most shots at one missile that a record keeps; no doctrine here comes near it. [1]"""

# rows of what each missile waits for: the intercept that was found for its first salvo, and the
# next launch of a later round
FOUND_S, LATER_S = range(2)

# columns of the record of a replication
THREAT, BATTERY, OPTION, LAUNCHER, ROUND, AT_RISK = range(6)
RECORD_COLUMNS = 6

Records: TypeAlias = NDArray[np.void]
"""Rows with named fields. Few arrays of many fields, not many arrays: kernels are handed all of
them at each call."""


def _fields(*, whole: str = "", real: str = "", truth: str = "") -> np.dtype[Any]:
    kinds = ((whole, np.int64), (real, np.float64), (truth, np.bool_))
    return np.dtype([(name, kind) for names, kind in kinds for name in names.split()], align=True)


MISSILE = _fields(
    # flight and asset; battery that is first to fire at it, -1 for none
    whole="flight asset belongs "
    # block of random numbers that was drawn last, and shots that took one
    "block drawn "
    # shot that was found for it last; battery that holds its first salvo, and how many
    "candidate candidate_battery battery held found_at "
    # of the round of fire at it: shots to come, whose they are, and its number
    "to_come fires round",
    # launch as planned, how much earlier or later, how likely; launch in this replication
    real="launch_s spread_s reliability start_s "
    # last intercept of the first salvo, and look after it
    "last_intercept_s ready_s",
    truth="alive complete",
)
PAIR = _fields(whole="pointer later rounds", real="last_s", truth="known")
"""A missile and a battery: first open shot of the first salvo and of later rounds, rounds fired,
last launch, and whether the battery takes it for what it is."""
SPAN = _fields(whole="begin end")
"""A flight and a battery: where their shots stand among all."""
SHOT = _fields(whole="group by_launch", real="launch_s intercept_s kill")
"""A shot that is possible: times since the missile's launch; ``by_launch`` lists the shots of each
flight and battery in the order of launches."""
BATTERY_STATE = _fields(
    whole="first_salvo later_salvo rounds channels engaged kept left guided",
    real="look_s interval_s reload_s classification common_reliability "
    "reloads_s last_later_s exhausted_s",
    truth="works",
)
LAUNCHER_STATE = _fields(
    whole="battery group capacity held_ready ready",
    real="held_since_s held_back_s held_last_s back_s",
)
HELD = _fields(
    whole="threat battery option salvo order guided engaged",
    real="launch_s intercept_s",
)
"""A shot that is held for a first salvo: its place in the salvo, from 0, its place in the order of
launches, and how many are guided at its launch, at how many missiles."""
GUIDED = _fields(whole="at", real="until_s")
"""An interceptor of a later round in flight."""


class RaidTuple(NamedTuple):
    """A raid and the room to play it in, for the kernels; one for each thread.

    Attributes
    ----------
    missiles : Records, shape (missiles,)
        Of :data:`MISSILE`.
    pairs : Records, shape (missiles, batteries)
        Of :data:`PAIR`.
    spans : Records, shape (flights, batteries)
        Of :data:`SPAN`; only read.
    shots : Records, shape (shots,)
        Of :data:`SHOT`, ascending in the intercept for each flight and battery; only read.
    batteries : Records, shape (batteries,)
        Of :data:`BATTERY_STATE`.
    launchers : Records, shape (launchers,)
        Of :data:`LAUNCHER_STATE`.
    held : Records, shape (most,)
        Of :data:`HELD`.
    guided : Records, shape (batteries, most)
        Of :data:`GUIDED`.
    waiting : ndarray, shape (2, missiles)
        What each missile waits for, in a row for each that is searched for the earliest; infinite
        for nothing. [s]
    numbers : ndarray, shape (LANES, missiles)
        Random numbers of the block that was drawn last, so that blocks of neighbours are drawn
        together. [1]
    hit : ndarray of bool, shape (assets,)
        Assets to which something got through in the replication that was played last.
    held_count : ndarray of int, shape (1,)
        How many shots are held; -1 before any replication. [1]
    """

    missiles: Records
    pairs: Records
    spans: Records
    shots: Records
    batteries: Records
    launchers: Records
    held: Records
    guided: Records
    waiting: FloatArray
    numbers: FloatArray
    hit: BoolArray
    held_count: IntArray


def room_to_play(
    missiles: Records, spans: Records, shots: Records, batteries: Records, launchers: Records
) -> RaidTuple:
    """Give a raid room of its own to be played in.

    Parameters
    ----------
    missiles, spans, shots, batteries, launchers : Records
        The raid.

    Returns
    -------
    RaidTuple
        With copies of what is written.
    """
    most_held = missiles.size * int(batteries["first_salvo"].max())
    most_guided = min(int(batteries["channels"].max()), SHOTS_KEPT * missiles.size)
    return RaidTuple(
        missiles=missiles.copy(),
        pairs=np.zeros((missiles.size, batteries.size), dtype=PAIR),
        spans=spans,
        shots=shots,
        batteries=batteries.copy(),
        launchers=launchers.copy(),
        held=np.zeros(most_held, dtype=HELD),
        guided=np.zeros((batteries.size, most_guided), dtype=GUIDED),
        waiting=np.full((2, missiles.size), np.inf),
        numbers=np.zeros((LANES, missiles.size)),
        hit=np.zeros(int(missiles["asset"].max()) + 1, dtype=np.bool_),
        held_count=np.full(1, -1, dtype=np.int64),
    )
