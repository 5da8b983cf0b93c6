"""First salvos at the missiles of a raid, held beforehand in the order of their intercepts.

A shot that is held takes a launch, a channel, radar time and an interceptor from others and gives
nothing back, so that an option which is closed to a missile once is closed to it for good.

What is called in the innermost loops is handed single arrays and not the whole raid: a tuple of
arrays costs two atomic operations for each at every call.
"""

from math import inf

from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import lean_inner_kernel, lean_kernel
from bongsu.physics.raid.kernels.tables import FOUND_S, RaidTuple, Records


@lean_inner_kernel
def earliest(waiting: FloatArray, what: int) -> tuple[int, float]:
    """Which missile waits for the earliest of something.

    Parameters
    ----------
    waiting : ndarray, shape (2, missiles)
        Of :class:`bongsu.physics.raid.kernels.tables.RaidTuple`. [s]
    what : int
        Row of it. [1]

    Returns
    -------
    tuple of (int, float)
        The first of several, and for when; -1 and infinity if none waits. [1, s]
    """
    first, earliest_s = -1, inf
    for missile in range(waiting.shape[1]):
        if waiting[what, missile] < earliest_s:
            first, earliest_s = missile, waiting[what, missile]
    return first, earliest_s


@lean_inner_kernel
def _own_at(held: Records, count: int, missile: int, battery: int, time_s: float) -> int:
    """One where a first salvo flies at the missile itself, which takes no more radar time."""
    for one in range(count):
        if (
            held[one]["threat"] == missile
            and held[one]["battery"] == battery
            and held[one]["launch_s"] <= time_s
            and time_s < held[one]["intercept_s"]
        ):
            return 1
    return 0


@lean_inner_kernel
def _guided_at(held: Records, count: int, battery: int, time_s: float) -> tuple[int, int]:
    """Interceptors of first salvos in flight, and missiles at which they fly."""
    guided, engaged = 0, 0
    for one in range(count):
        if (
            held[one]["battery"] == battery
            and held[one]["launch_s"] <= time_s
            and time_s < held[one]["intercept_s"]
        ):
            guided += 1
            engaged += 1
            if held[one]["salvo"] > 0:
                engaged -= _own_at(held, one, held[one]["threat"], battery, time_s)
    return guided, engaged


@lean_inner_kernel
def guided_now(
    held: Records, count: int, battery: int, missile: int, time_s: float
) -> tuple[int, int]:
    """Interceptors of first salvos in flight, and other missiles at which they fly.

    Parameters
    ----------
    held : Records, shape (most,)
        Shots that are held; the first `count` of them. [1]
    count : int
        How many. [1]
    battery, missile : int
        Whose shots, and at what others than this. [1]
    time_s : float
        When. [s]

    Returns
    -------
    tuple of int
        Interceptors guided, and other missiles engaged. [1]
    """
    guided, engaged = _guided_at(held, count, battery, time_s)
    return guided, engaged - _own_at(held, count, missile, battery, time_s)


@lean_kernel
def guided_beside(
    held: Records,
    count: int,
    battery: int,
    missile: int,
    launch_s: float,
    intercept_s: float,
) -> tuple[int, int]:
    """Interceptors of first salvos, and other missiles at which they fly, at the busiest instant.

    Parameters
    ----------
    held : Records, shape (most,)
        Shots that are held; the first `count` of them. [1]
    count : int
        How many. [1]
    battery, missile : int
        Whose shot flies, and at what. [1]
    launch_s, intercept_s : float
        Its flight. [s]

    Returns
    -------
    tuple of int
        Most interceptors guided, and most other missiles engaged. [1]
    """
    # flights overlap most at the launch of this or of one of the others
    guided, others = guided_now(held, count, battery, missile, launch_s)
    for at in range(count):
        time_s = held[at]["launch_s"]
        if held[at]["battery"] == battery and launch_s < time_s and time_s < intercept_s:
            guided = max(guided, held[at]["guided"])
            own = _own_at(held, count, missile, battery, time_s)
            others = max(others, held[at]["engaged"] - own)
    return guided, others


@lean_inner_kernel
def closed_until(
    held: Records,
    count: int,
    battery: int,
    missile: int,
    launch_s: float,
    intercept_s: float,
    channels: int,
    engaged: int,
    interval_s: float,
) -> tuple[float, float]:
    """Until when first salvos leave a shot no launch, no channel or no radar time.

    Parameters
    ----------
    held, count, battery, missile, launch_s, intercept_s
        See :func:`guided_beside`.
    channels, engaged : int
        Interceptors guided and missiles engaged at once. [1]
    interval_s : float
        Least time between launches. [s]

    Returns
    -------
    until_s, out_s : float
        Minus infinity both for a shot to which all is open. Else a shot is closed, too, that is
        launched from this launch on and before `until_s`, and flies at `out_s` if it is launched
        earlier than that; `out_s` is minus infinity where only launches are too near. [s]
    """
    crowded = count >= min(channels, engaged)
    out_s = -inf
    for at in range(count):
        if held[at]["battery"] != battery:
            continue
        time_s: float = held[at]["launch_s"]
        if abs(time_s - launch_s) < interval_s:
            return time_s + interval_s, -inf
        if crowded and time_s < intercept_s and time_s > max(launch_s, out_s):
            others = held[at]["engaged"]
            if held[at]["guided"] >= channels or (
                others >= engaged
                and others - _own_at(held, count, missile, battery, time_s) >= engaged
            ):
                out_s = time_s
    if crowded and out_s == -inf:
        guided, others = _guided_at(held, count, battery, launch_s)
        if guided >= channels or (
            others >= engaged
            and others - _own_at(held, count, missile, battery, launch_s) >= engaged
        ):
            out_s = launch_s
    if out_s == -inf:
        return -inf, -inf
    # until the first of them has met its missile all that fly then still fly
    until_s = inf
    for at in range(count):
        if (
            held[at]["battery"] == battery
            and held[at]["launch_s"] <= out_s
            and out_s < held[at]["intercept_s"]
        ):
            until_s = min(until_s, held[at]["intercept_s"])
    return until_s, out_s


@lean_inner_kernel
def _launcher_for(
    launchers: Records, battery: int, group: int, launch_s: float
) -> tuple[int, float]:
    """Launcher of a group that has most interceptors ready then, or when there is one at all."""
    chosen, most, next_s = -1, -1, inf
    for launcher in range(launchers.shape[0]):
        if launchers[launcher]["battery"] != battery or launchers[launcher]["group"] != group:
            continue
        ready = launchers[launcher]["held_ready"]
        since_s = launchers[launcher]["held_since_s"]
        if ready == 0:
            since_s = launchers[launcher]["held_back_s"]
        next_s = min(next_s, since_s)
        if launch_s >= since_s and ready > most:
            chosen, most = launcher, ready
    return chosen, next_s


@lean_kernel
def _first_open(
    shots: Records,
    held: Records,
    launchers: Records,
    count: int,
    missile: int,
    battery: int,
    option: int,
    last: int,
    start_s: float,
    channels: int,
    engaged: int,
    interval_s: float,
) -> int:
    """First option of a battery at a missile to which all is free, from one on; or the last."""
    while option < last:
        launch_s = start_s + shots[option]["launch_s"]
        intercept_s = start_s + shots[option]["intercept_s"]
        until_s, _ = closed_until(
            held, count, battery, missile, launch_s, intercept_s, channels, engaged, interval_s
        )
        group = -1
        if until_s == -inf:
            group = shots[option]["group"]
            launcher, until_s = _launcher_for(launchers, battery, group, launch_s)
            if launcher >= 0:
                break
        # intercepts rise, so that what follows flies when this one does, or leaves later
        option += 1
        while option < last:
            later_s = start_s + shots[option]["launch_s"]
            if not (launch_s <= later_s and later_s < until_s) or (
                group >= 0 and shots[option]["group"] != group
            ):
                break
            option += 1
    return option


@lean_inner_kernel
def _hold(
    missiles: Records,
    batteries: Records,
    shots: Records,
    held: Records,
    launchers: Records,
    count: int,
    missile: int,
) -> None:
    """Hold the shot that was found for a missile."""
    row = missiles[missile]
    option, battery = row["candidate"], row["candidate_battery"]
    launch_s = row["start_s"] + shots[option]["launch_s"]
    intercept_s = row["start_s"] + shots[option]["intercept_s"]
    launcher, _ = _launcher_for(launchers, battery, shots[option]["group"], launch_s)
    used = launchers[launcher]
    if used["held_ready"] == 0:
        used["held_ready"] = used["capacity"]
        used["held_since_s"] = used["held_back_s"]
    used["held_ready"] -= 1
    used["held_last_s"] = max(used["held_last_s"], launch_s)
    if used["held_ready"] == 0:
        used["held_back_s"] = used["held_last_s"] + batteries[battery]["reload_s"]
    for one in range(count):
        time_s = held[one]["launch_s"]
        if held[one]["battery"] == battery and launch_s <= time_s and time_s < intercept_s:
            held[one]["guided"] += 1
            held[one]["engaged"] += 1 - _own_at(held, count, missile, battery, time_s)
    guided, engaged = _guided_at(held, count, battery, launch_s)
    new = held[count]
    new["threat"], new["battery"], new["option"] = missile, battery, option
    new["launch_s"], new["intercept_s"] = launch_s, intercept_s
    new["guided"] = guided + 1
    new["engaged"] = engaged + 1 - _own_at(held, count, missile, battery, launch_s)
    new["salvo"] = row["held"]
    row["battery"] = battery
    row["last_intercept_s"] = max(row["last_intercept_s"], intercept_s)
    row["held"] += 1
    row["complete"] = row["held"] >= batteries[battery]["first_salvo"]


@lean_kernel
def hold_first_salvos(raid: RaidTuple) -> None:
    """Hold the first salvo at each missile, as far as launches, channels and interceptors go.

    Parameters
    ----------
    raid : RaidTuple
        With the launches of the missiles, infinite for those that do not fly; written: the shots
        that are held, and their order of launch.

    Notes
    -----
    Of all first shots that can still be held, the one with the earliest intercept is held next. A
    missile belongs to one battery until that can fire at it no more.
    """
    missiles, pairs, batteries = raid.missiles, raid.pairs, raid.batteries
    spans, shots, held, launchers = raid.spans, raid.shots, raid.held, raid.launchers
    waiting = raid.waiting
    _begin(raid)
    count = 0
    while True:
        # what was found before others were held is looked for again when it comes first
        first, earliest_s = earliest(waiting, FOUND_S)
        if first < 0:
            break
        row = missiles[first]
        if row["found_at"] != count:
            waiting[FOUND_S, first] = inf
            row["found_at"] = count
            for turn in range(-1, batteries.shape[0]):
                battery = row["battery"] if turn < 0 else turn
                if battery < 0 or (turn >= 0 and battery == row["battery"]):
                    continue
                own, pair = batteries[battery], pairs[first, battery]
                last = spans[row["flight"], battery]["end"]
                option = _first_open(
                    shots,
                    held,
                    launchers,
                    count,
                    first,
                    battery,
                    pair["pointer"],
                    last,
                    row["start_s"],
                    max(own["channels"] - own["kept"], 1),
                    max(own["engaged"] - own["kept"], 1),
                    own["interval_s"],
                )
                pair["pointer"] = option
                if option < last:
                    row["candidate"], row["candidate_battery"] = option, battery
                    waiting[FOUND_S, first] = row["start_s"] + shots[option]["intercept_s"]
                    break
            if waiting[FOUND_S, first] != earliest_s:
                continue
        _hold(missiles, batteries, shots, held, launchers, count, first)
        count += 1
        waiting[FOUND_S, first] = inf if row["complete"] else -inf
    raid.held_count[0] = count
    _sort_by_launch(held, count)


@lean_inner_kernel
def _begin(raid: RaidTuple) -> None:
    """Nothing is held yet."""
    for launcher in range(raid.launchers.shape[0]):
        own = raid.launchers[launcher]
        own["held_ready"] = own["capacity"]
        own["held_since_s"] = -inf
        own["held_back_s"] = inf
        own["held_last_s"] = -inf
    for missile in range(raid.missiles.shape[0]):
        row = raid.missiles[missile]
        for battery in range(raid.batteries.shape[0]):
            begin = raid.spans[row["flight"], battery]["begin"]
            raid.pairs[missile, battery]["pointer"] = begin
        row["battery"] = row["belongs"]
        row["held"] = 0
        row["complete"] = False
        row["last_intercept_s"] = -inf
        raid.waiting[FOUND_S, missile] = -inf if row["start_s"] < inf else inf
        row["found_at"] = -1


@lean_inner_kernel
def _sort_by_launch(held: Records, count: int) -> None:
    """Order the shots that are held by launch, then by missile, by insertion: they nearly are."""
    for one in range(count):
        place = one
        while place > 0:
            before = held[place - 1]["order"]
            later = held[before]["launch_s"] > held[one]["launch_s"]
            same = held[before]["launch_s"] == held[one]["launch_s"]
            if not (later or (same and held[before]["threat"] > held[one]["threat"])):
                break
            held[place]["order"] = before
            place -= 1
        held[place]["order"] = one
