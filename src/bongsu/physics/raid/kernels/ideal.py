"""Raids without geometry: missiles, one magazine, and a rule of fire."""

from typing import NamedTuple

import numpy as np

from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import inline_kernel, kernel
from bongsu.physics.numerics.philox import LANES, StreamKey, uniforms

SHOOT_LOOK_SHOOT, SALVO, EVENLY, UNCOORDINATED = 0, 1, 2, 3
# what is drawn: streams below the first of the missiles concern the whole raid
_COMMON, _AIMS, _KILL, _FIRST_MISSILE = 0, 1, 2, 3


class IdealRaidTuple(NamedTuple):
    """A raid without geometry, for the kernels.

    Attributes
    ----------
    missiles, interceptors : int
        How many. [1]
    rule : int
        Code of the rule of fire.
    salvo : int
        Interceptors fired at a missile before a look, of the salvo rule. [1]
    tracking : float
        Probability that a missile is tracked; without, none is fired at it. [1]
    tracking_common : bool
        All missiles are tracked, or none.
    """

    missiles: int
    interceptors: int
    rule: int
    salvo: int
    tracking: float
    tracking_common: bool


@inline_kernel
def _misses(
    key: StreamKey, replication: int, missile: int, shots: int, kill: float, until_kill: bool
) -> tuple[int, bool]:
    """Fire at one missile; return how many were fired, and whether it was missed by all."""
    fired, missed = 0, True
    block = 0
    numbers = (0.0, 0.0, 0.0, 0.0)
    while fired < shots and (missed or not until_kill):
        lane = fired % LANES
        if lane == 0:
            numbers = uniforms(key, replication, _FIRST_MISSILE + missile, 1 + block)
            block += 1
        if numbers[lane] < kill:
            missed = False
        fired += 1
    return fired, missed


@inline_kernel
def _tracked(key: StreamKey, replication: int, missile: int, raid: IdealRaidTuple) -> bool:
    stream = _COMMON if raid.tracking_common else _FIRST_MISSILE + missile
    return uniforms(key, replication, stream, 0)[0] < raid.tracking


@inline_kernel
def _in_turn(
    key: StreamKey, replication: int, raid: IdealRaidTuple, kill: float
) -> tuple[int, int]:
    """Fire at one missile after the other while interceptors last; return leakers and spent."""
    looks = raid.rule == SHOOT_LOOK_SHOOT
    left = raid.interceptors
    leakers = 0
    for missile in range(raid.missiles):
        shots = left
        if raid.rule == SALVO:
            shots = min(left, raid.salvo)
        elif raid.rule == EVENLY:
            # the first missiles get one more where it does not come out even
            more = missile < raid.interceptors % raid.missiles
            shots = raid.interceptors // raid.missiles + (1 if more else 0)
        if _tracked(key, replication, missile, raid):
            fired, missed = _misses(key, replication, missile, shots, kill, looks)
            leakers += missed
            left -= fired
        else:
            leakers += 1
    return leakers, raid.interceptors - left


@inline_kernel
def _uncoordinated(
    key: StreamKey, replication: int, raid: IdealRaidTuple, kill: float, alive: IntArray
) -> tuple[int, int]:
    """Each interceptor is fired at a missile of the raid by lot; return leakers and spent."""
    alive[:] = 1
    for shot in range(raid.interceptors):
        aim, hit, _, _ = uniforms(key, replication, _AIMS, shot)
        missile = int(aim * raid.missiles)
        if alive[missile] and hit < kill and _tracked(key, replication, missile, raid):
            alive[missile] = 0
    leakers = 0
    for missile in range(raid.missiles):
        leakers += alive[missile]
    return leakers, raid.interceptors


@kernel
def play_ideal(
    key: StreamKey,
    raid: IdealRaidTuple,
    first: int,
    kill: FloatArray,
    leakers: IntArray,
    spent: IntArray,
) -> None:
    """Play consecutive replications and add what came of them to two tallies.

    Parameters
    ----------
    key : StreamKey
        Of the study.
    raid : IdealRaidTuple
    first : int
        Number of the first replication. [1]
    kill : numpy.ndarray of float64, shape (replications,)
        Probability that a shot kills, in each. [1]
    leakers : numpy.ndarray of int64, shape (missiles + 1,)
        Replications by how many missiles got through; added to. [1]
    spent : numpy.ndarray of int64, shape (interceptors + 1,)
        Replications by how many interceptors were fired; added to. [1]
    """
    alive = np.ones(raid.missiles, dtype=np.int64)
    for index in range(kill.shape[0]):
        replication = first + index
        if raid.rule == UNCOORDINATED:
            through, fired = _uncoordinated(key, replication, raid, kill[index], alive)
        else:
            through, fired = _in_turn(key, replication, raid, kill[index])
        leakers[through] += 1
        spent[fired] += 1


@kernel
def first_numbers(key: StreamKey, first: int, numbers: FloatArray) -> None:
    """Fill in the number from which each replication draws its kill probability.

    Parameters
    ----------
    key : StreamKey
        Of the study.
    first : int
        Number of the first replication. [1]
    numbers : numpy.ndarray of float64, shape (replications,)
        Written: one number in (0, 1) for each. [1]
    """
    for index in range(numbers.shape[0]):
        numbers[index] = uniforms(key, first + index, _KILL, 0)[0]
