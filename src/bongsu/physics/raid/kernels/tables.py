"""What the replications of a raid read and write, as arrays."""

from typing import NamedTuple

import numpy as np

from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.numerics.philox import LANES

SHOTS_KEPT = 32
"""Most shots at one missile that a record keeps; no doctrine here comes near it. [1]"""

# columns of the record of a replication
THREAT, BATTERY, OPTION, LAUNCHER, ROUND, AT_RISK = range(6)
RECORD_COLUMNS = 6


class RaidTuple(NamedTuple):
    """Missiles, the shots that are possible at them, and what batteries have, for the kernels.

    Attributes
    ----------
    flight, belongs, asset : ndarray of int, shape (missiles,)
        Which flight each missile flies, which battery is first to fire at it (-1 for none), and
        what it is aimed at. [1]
    launch_s, spread_s, reliability : ndarray, shape (missiles,)
        When it is to be launched, by how much earlier or later that may be [s], and how likely it
        flies at all [1].
    begin, end : ndarray of int, shape (flights, batteries)
        Where the shots of each battery at each flight begin and end among all shots. [1]
    option_launch_s, option_intercept_s, option_kill : ndarray, shape (shots,)
        Times since the launch of the missile [s], ascending in the intercept; probability [1].
    option_group, by_launch : ndarray of int, shape (shots,)
        Group of launchers; and the same shots of each flight and battery in the order of
        launches. [1]
    first_salvo, later_salvo, rounds : ndarray of int, shape (batteries,)
        Rules of fire. [1]
    channels, engaged, kept : ndarray of int, shape (batteries,)
        Interceptors guided and missiles engaged at once, and how many of both first salvos leave to
        later rounds. [1]
    look_s, interval_s, reload_s : ndarray, shape (batteries,)
        From an intercept to the next launch at the same missile, between launches, and to
        reload. [s]
    classification : ndarray, shape (batteries,)
        Probability that a missile is taken for what it is. [1]
    launcher_battery, launcher_group, launcher_capacity : ndarray of int, shape (launchers,)
        Of each launcher. [1]
    """

    flight: IntArray
    belongs: IntArray
    asset: IntArray
    launch_s: FloatArray
    spread_s: FloatArray
    reliability: FloatArray
    begin: IntArray
    end: IntArray
    option_launch_s: FloatArray
    option_intercept_s: FloatArray
    option_kill: FloatArray
    option_group: IntArray
    by_launch: IntArray
    first_salvo: IntArray
    later_salvo: IntArray
    rounds: IntArray
    channels: IntArray
    engaged: IntArray
    kept: IntArray
    look_s: FloatArray
    interval_s: FloatArray
    reload_s: FloatArray
    classification: FloatArray
    launcher_battery: IntArray
    launcher_group: IntArray
    launcher_capacity: IntArray


class MissileWork(NamedTuple):
    """What is known of the missiles in one replication; see :func:`missile_work`."""

    start_s: FloatArray
    alive: BoolArray
    known: BoolArray
    numbers: FloatArray
    block: IntArray
    shots: IntArray
    # first salvos
    pointer: IntArray
    candidate: IntArray
    candidate_battery: IntArray
    battery: IntArray
    held: IntArray
    complete: BoolArray
    last_intercept_s: FloatArray
    # later rounds
    ready_s: FloatArray
    to_come: IntArray
    fires: IntArray
    round: IntArray
    rounds_of: IntArray
    later: IntArray
    later_from_s: FloatArray
    last_s: FloatArray


class FireWork(NamedTuple):
    """What batteries have left in one replication; see :func:`fire_work`."""

    # shots held for first salvos
    held: IntArray
    threat: IntArray
    battery: IntArray
    option: IntArray
    launch_s: FloatArray
    intercept_s: FloatArray
    order: IntArray
    # launchers, as first salvos are held and as they are fired
    held_ready: IntArray
    held_since_s: FloatArray
    held_back_s: FloatArray
    held_last_s: FloatArray
    ready: IntArray
    back_s: FloatArray
    # batteries, as they fire
    left: IntArray
    reloads_s: FloatArray
    last_later_s: FloatArray
    exhausted_s: FloatArray
    guided: IntArray
    guided_until_s: FloatArray
    guided_at: IntArray


@kernel
def missile_work(missiles: int, batteries: int) -> MissileWork:
    """Make the work space of the missiles.

    Parameters
    ----------
    missiles, batteries : int
        How many. [1]

    Returns
    -------
    MissileWork
        Not filled.
    """
    return MissileWork(
        np.empty(missiles),
        np.empty(missiles, dtype=np.bool_),
        np.empty((missiles, batteries), dtype=np.bool_),
        np.empty((missiles, LANES)),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty((missiles, batteries), dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.bool_),
        np.empty(missiles),
        np.empty(missiles),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty(missiles, dtype=np.int64),
        np.empty((missiles, batteries), dtype=np.int64),
        np.empty((missiles, batteries), dtype=np.int64),
        np.empty(missiles),
        np.empty((missiles, batteries)),
    )


@kernel
def fire_work(most_held: int, launchers: int, batteries: int, most_guided: int) -> FireWork:
    """Make the work space of the batteries.

    Parameters
    ----------
    most_held, launchers, batteries, most_guided : int
        Most shots of first salvos; launchers; batteries; most interceptors guided at once. [1]

    Returns
    -------
    FireWork
        Not filled.
    """
    return FireWork(
        np.zeros(1, dtype=np.int64),
        np.empty(most_held, dtype=np.int64),
        np.empty(most_held, dtype=np.int64),
        np.empty(most_held, dtype=np.int64),
        np.empty(most_held),
        np.empty(most_held),
        np.empty(most_held, dtype=np.int64),
        np.empty(launchers, dtype=np.int64),
        np.empty(launchers),
        np.empty(launchers),
        np.empty(launchers),
        np.empty(launchers, dtype=np.int64),
        np.empty(launchers),
        np.empty(batteries, dtype=np.int64),
        np.empty(batteries),
        np.empty(batteries),
        np.empty(batteries),
        np.empty(batteries, dtype=np.int64),
        np.empty((batteries, most_guided)),
        np.empty((batteries, most_guided), dtype=np.int64),
    )
