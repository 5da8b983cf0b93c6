"""The raid of the benchmark as one writes it without bongsu: an event loop, and SimPy.

Missiles come so far apart that no launch, channel or magazine binds, so that the rules are few:
the first shot of the table, then, a look after each meeting that missed, the next shot that can
still be launched. Both draw from the standard library's generator.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Generator, Sequence
from typing import Any, NamedTuple


class Shots(NamedTuple):
    """Shots that are possible at one missile.

    Attributes
    ----------
    launch_s, intercept_s : list of float
        Times since its launch, in the order of launches. [s]
    kill : list of float
        Probability of each. [1]
    """

    launch_s: list[float]
    intercept_s: list[float]
    kill: list[float]


class PlainRaid(NamedTuple):
    """A raid on one battery.

    Attributes
    ----------
    shots : list of Shots
        Of each missile.
    launch_s : list of float
        When each is to be launched. [s]
    spread_s, reliability, works : float
        By how much earlier or later [s]; how likely a missile flies, and the battery works [1].
    look_s : float
        From an intercept to the next launch. [s]
    magazine : int
        Interceptors. [1]
    """

    shots: Sequence[Shots]
    launch_s: Sequence[float]
    spread_s: float
    reliability: float
    works: float
    look_s: float
    magazine: int


def event_loop(raid: PlainRaid, replications: int, seed: int) -> tuple[int, int]:
    """Play a raid with a queue of events.

    Parameters
    ----------
    raid : PlainRaid
    replications : int
        How many times. [1]
    seed : int
        Of the generator. [1]

    Returns
    -------
    leakers, spent : int
        Over all replications. [1]
    """
    draw = random.Random(seed).random
    leakers = spent = 0
    for _ in range(replications):
        works = draw() < raid.works
        left = raid.magazine
        events: list[tuple[float, int, int, float]] = []
        for missile, planned_s in enumerate(raid.launch_s):
            if draw() >= raid.reliability:
                continue
            start_s = max(planned_s + (2.0 * draw() - 1.0) * raid.spread_s, 0.0)
            leakers += 1
            if raid.shots[missile].launch_s:
                first_s = start_s + raid.shots[missile].launch_s[0]
                heapq.heappush(events, (first_s, missile, 0, start_s))
        while events:
            _, missile, shot, start_s = heapq.heappop(events)
            if left == 0:
                continue
            own = raid.shots[missile]
            left -= 1
            spent += 1
            if works and draw() < own.kill[shot]:
                leakers -= 1
                continue
            ready_s = start_s + own.intercept_s[shot] + raid.look_s
            while shot < len(own.launch_s) and start_s + own.launch_s[shot] < ready_s:
                shot += 1
            if shot < len(own.launch_s):
                heapq.heappush(events, (start_s + own.launch_s[shot], missile, shot, start_s))
    return leakers, spent


def simulated(raid: PlainRaid, replications: int, seed: int) -> tuple[int, int]:
    """Play a raid with a process of SimPy for each missile; see :func:`event_loop`.

    Parameters
    ----------
    raid, replications, seed
        See :func:`event_loop`.

    Returns
    -------
    leakers, spent : int
        Over all replications. [1]
    """
    import simpy

    draw = random.Random(seed).random
    leakers = spent = 0

    def engage(
        environment: simpy.Environment, magazine: simpy.Container, own: Shots, works: bool
    ) -> Generator[Any, Any, bool]:
        nonlocal spent
        start_s, ready_s = environment.now, -1.0
        for launch_s, intercept_s, kill in zip(*own, strict=True):
            if start_s + launch_s < ready_s:
                continue
            yield environment.timeout(start_s + launch_s - environment.now)
            if magazine.level < 1:
                return False
            yield magazine.get(1)
            spent += 1
            if works and draw() < kill:
                return True
            ready_s = start_s + intercept_s + raid.look_s
        return False

    def missile(
        environment: simpy.Environment, magazine: simpy.Container, index: int, works: bool
    ) -> Generator[Any, Any, None]:
        nonlocal leakers
        off_s = (2.0 * draw() - 1.0) * raid.spread_s
        yield environment.timeout(max(raid.launch_s[index] + off_s, 0.0))
        fell = yield environment.process(engage(environment, magazine, raid.shots[index], works))
        leakers += not fell

    for _ in range(replications):
        environment = simpy.Environment()
        magazine = simpy.Container(environment, capacity=raid.magazine, init=raid.magazine)
        works = draw() < raid.works
        for index in range(len(raid.launch_s)):
            if draw() < raid.reliability:
                environment.process(missile(environment, magazine, index, works))
        environment.run()
    return leakers, spent
