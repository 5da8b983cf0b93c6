"""First salvos at the missiles of a raid, held beforehand in the order of their intercepts."""

from math import inf

from bongsu.physics.numerics.jit import inner_kernel, kernel
from bongsu.physics.raid.kernels.tables import RaidTuple

# A shot that is held takes a launch, a channel, radar time and an interceptor from others and gives
# nothing back, so that an option which is closed to a missile once is closed to it for good.


@inner_kernel
def _flies_at(raid: RaidTuple, one: int, battery: int, time_s: float) -> bool:
    """Whether an interceptor of a first salvo of a battery is in flight."""
    launch_s: float = raid.held[one]["launch_s"]
    intercept_s: float = raid.held[one]["intercept_s"]
    own: int = raid.held[one]["battery"]
    return own == battery and launch_s <= time_s and time_s < intercept_s


@inner_kernel
def _fired_at(raid: RaidTuple, missile: int, battery: int, time_s: float, before: int) -> bool:
    """Whether one of the first shots that are held flies at a missile then."""
    for one in range(before):
        if raid.held[one]["threat"] == missile and _flies_at(raid, one, battery, time_s):
            return True
    return False


@inner_kernel
def _guided_at(raid: RaidTuple, battery: int, time_s: float) -> tuple[int, int]:
    """Interceptors of first salvos in flight, and missiles at which they fly."""
    guided, engaged = 0, 0
    for one in range(raid.held_count[0]):
        if _flies_at(raid, one, battery, time_s):
            guided += 1
            missile = raid.held[one]["threat"]
            alone = raid.missiles[missile]["held"] == 1
            if alone or not _fired_at(raid, missile, battery, time_s, one):
                engaged += 1
    return guided, engaged


@inner_kernel
def _own_at(raid: RaidTuple, missile: int, battery: int, time_s: float) -> int:
    """One where a first salvo flies at the missile itself, which takes no more radar time."""
    if raid.missiles[missile]["held"] == 0:
        return 0
    return 1 if _fired_at(raid, missile, battery, time_s, raid.held_count[0]) else 0


@kernel
def guided_beside(
    raid: RaidTuple, battery: int, missile: int, launch_s: float, intercept_s: float
) -> tuple[int, int]:
    """Interceptors of first salvos, and other missiles at which they fly, at the busiest instant.

    Parameters
    ----------
    raid : RaidTuple
        With the shots that are held.
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
    guided, engaged = _guided_at(raid, battery, launch_s)
    others = engaged - _own_at(raid, missile, battery, launch_s)
    for at in range(raid.held_count[0]):
        time_s = raid.held[at]["launch_s"]
        if raid.held[at]["battery"] == battery and launch_s < time_s and time_s < intercept_s:
            guided = max(guided, raid.held[at]["guided"])
            own = _own_at(raid, missile, battery, time_s)
            others = max(others, raid.held[at]["engaged"] - own)
    return guided, others


@kernel
def closed_until(
    raid: RaidTuple,
    battery: int,
    missile: int,
    launch_s: float,
    intercept_s: float,
    channels: int,
    engaged: int,
) -> tuple[float, float]:
    """Until when first salvos leave a shot no launch, no channel or no radar time.

    Parameters
    ----------
    raid, battery, missile, launch_s, intercept_s
        See :func:`guided_beside`.
    channels, engaged : int
        Interceptors guided and missiles engaged at once. [1]

    Returns
    -------
    until_s, out_s : float
        Minus infinity both for a shot to which all is open. Else a shot is closed, too, that is
        launched from this launch on and before `until_s`, and flies at `out_s` if it is launched
        earlier than that; `out_s` is minus infinity where only launches are too near. [s]
    """
    interval_s = raid.batteries[battery]["interval_s"]
    count = raid.held_count[0]
    crowded = count >= min(channels, engaged)
    out_s = -inf
    for at in range(count):
        if raid.held[at]["battery"] != battery:
            continue
        time_s: float = raid.held[at]["launch_s"]
        if abs(time_s - launch_s) < interval_s:
            return time_s + interval_s, -inf
        if crowded and time_s < intercept_s and time_s > max(launch_s, out_s):
            others = raid.held[at]["engaged"]
            if raid.held[at]["guided"] >= channels or (
                others >= engaged and others - _own_at(raid, missile, battery, time_s) >= engaged
            ):
                out_s = time_s
    if crowded and out_s == -inf:
        guided, others = _guided_at(raid, battery, launch_s)
        if guided >= channels or (
            others >= engaged and others - _own_at(raid, missile, battery, launch_s) >= engaged
        ):
            out_s = launch_s
    if out_s == -inf:
        return -inf, -inf
    # until the first of them has met its missile all that fly then still fly
    until_s = inf
    for at in range(count):
        if _flies_at(raid, at, battery, out_s):
            until_s = min(until_s, raid.held[at]["intercept_s"])
    return until_s, out_s


@inner_kernel
def _launcher_for(raid: RaidTuple, battery: int, group: int, launch_s: float) -> tuple[int, float]:
    """Launcher of a group that has most interceptors ready then, or when there is one at all."""
    chosen, most, next_s = -1, -1, inf
    for launcher in range(raid.launchers.shape[0]):
        if (
            raid.launchers[launcher]["battery"] != battery
            or raid.launchers[launcher]["group"] != group
        ):
            continue
        ready = raid.launchers[launcher]["held_ready"]
        since_s = (
            raid.launchers[launcher]["held_since_s"]
            if ready > 0
            else raid.launchers[launcher]["held_back_s"]
        )
        next_s = min(next_s, since_s)
        if launch_s >= since_s and ready > most:
            chosen, most = launcher, ready
    return chosen, next_s


@inner_kernel
def _first_open(raid: RaidTuple, missile: int, battery: int) -> int:
    """First option, from where a missile's pointer stands, to which all is free; or the end."""
    start_s = raid.missiles[missile]["start_s"]
    last = raid.spans[raid.missiles[missile]["flight"], battery]["end"]
    kept = raid.batteries[battery]["kept"]
    channels = max(raid.batteries[battery]["channels"] - kept, 1)
    engaged = max(raid.batteries[battery]["engaged"] - kept, 1)
    option: int = raid.pairs[missile, battery]["pointer"]
    while option < last:
        launch_s = start_s + raid.shots[option]["launch_s"]
        intercept_s = start_s + raid.shots[option]["intercept_s"]
        until_s, _ = closed_until(raid, battery, missile, launch_s, intercept_s, channels, engaged)
        group = -1
        if until_s == -inf:
            group = raid.shots[option]["group"]
            launcher, until_s = _launcher_for(raid, battery, group, launch_s)
            if launcher >= 0:
                break
        # intercepts rise, so that what follows flies when this one does, or leaves later
        option += 1
        while option < last:
            later_s = start_s + raid.shots[option]["launch_s"]
            if not (launch_s <= later_s and later_s < until_s) or (
                group >= 0 and raid.shots[option]["group"] != group
            ):
                break
            option += 1
    return option


@kernel
def _find(raid: RaidTuple, missile: int) -> float:
    """Find the earliest shot that can be held for a missile; return its intercept."""
    own = raid.missiles[missile]["battery"]
    flight = raid.missiles[missile]["flight"]
    for turn in range(-1, raid.batteries.shape[0]):
        battery = own if turn < 0 else turn
        if battery < 0 or (turn >= 0 and battery == own):
            continue
        option = _first_open(raid, missile, battery)
        raid.pairs[missile, battery]["pointer"] = option
        if option < raid.spans[flight, battery]["end"]:
            raid.missiles[missile]["candidate"] = option
            raid.missiles[missile]["candidate_battery"] = battery
            found_s: float = raid.missiles[missile]["start_s"] + raid.shots[option]["intercept_s"]
            return found_s
    raid.missiles[missile]["candidate"] = -1
    return inf


@inner_kernel
def _take(raid: RaidTuple, missile: int) -> None:
    """Hold the shot that was found for a missile."""
    option, battery = (
        raid.missiles[missile]["candidate"],
        raid.missiles[missile]["candidate_battery"],
    )
    launch_s = raid.missiles[missile]["start_s"] + raid.shots[option]["launch_s"]
    intercept_s = raid.missiles[missile]["start_s"] + raid.shots[option]["intercept_s"]
    launcher, _ = _launcher_for(raid, battery, raid.shots[option]["group"], launch_s)
    if raid.launchers[launcher]["held_ready"] == 0:
        raid.launchers[launcher]["held_ready"] = raid.launchers[launcher]["capacity"]
        raid.launchers[launcher]["held_since_s"] = raid.launchers[launcher]["held_back_s"]
    raid.launchers[launcher]["held_ready"] -= 1
    raid.launchers[launcher]["held_last_s"] = max(raid.launchers[launcher]["held_last_s"], launch_s)
    if raid.launchers[launcher]["held_ready"] == 0:
        raid.launchers[launcher]["held_back_s"] = (
            raid.launchers[launcher]["held_last_s"] + raid.batteries[battery]["reload_s"]
        )
    count = raid.held_count[0]
    raid.held[count]["threat"], raid.held[count]["battery"], raid.held[count]["option"] = (
        missile,
        battery,
        option,
    )
    raid.held[count]["launch_s"], raid.held[count]["intercept_s"] = launch_s, intercept_s
    for one in range(count):
        time_s = raid.held[one]["launch_s"]
        if raid.held[one]["battery"] == battery and launch_s <= time_s and time_s < intercept_s:
            raid.held[one]["guided"] += 1
            raid.held[one]["engaged"] += 1 - _own_at(raid, missile, battery, time_s)
    guided, engaged = _guided_at(raid, battery, launch_s)
    raid.held[count]["guided"] = guided + 1
    raid.held[count]["engaged"] = engaged + 1 - _own_at(raid, missile, battery, launch_s)
    raid.held_count[0] = count + 1
    raid.missiles[missile]["battery"] = battery
    raid.missiles[missile]["last_intercept_s"] = max(
        raid.missiles[missile]["last_intercept_s"], intercept_s
    )
    raid.missiles[missile]["held"] += 1
    raid.missiles[missile]["complete"] = (
        raid.missiles[missile]["held"] >= raid.batteries[battery]["first_salvo"]
    )


@kernel
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
    missiles = raid.missiles.shape[0]
    raid.held_count[0] = 0
    for launcher in range(raid.launchers.shape[0]):
        raid.launchers[launcher]["held_ready"] = raid.launchers[launcher]["capacity"]
        raid.launchers[launcher]["held_since_s"] = -inf
        raid.launchers[launcher]["held_back_s"] = inf
        raid.launchers[launcher]["held_last_s"] = -inf
    for missile in range(missiles):
        flight = raid.missiles[missile]["flight"]
        for battery in range(raid.batteries.shape[0]):
            raid.pairs[missile, battery]["pointer"] = raid.spans[flight, battery]["begin"]
        raid.missiles[missile]["battery"] = raid.missiles[missile]["belongs"]
        raid.missiles[missile]["held"] = 0
        raid.missiles[missile]["complete"] = False
        raid.missiles[missile]["last_intercept_s"] = -inf
        raid.missiles[missile]["found_s"] = inf
        if raid.missiles[missile]["start_s"] < inf:
            raid.missiles[missile]["found_s"] = _find(raid, missile)
    while True:
        first, earliest_s = -1, inf
        for missile in range(missiles):
            if raid.missiles[missile]["found_s"] < earliest_s:
                first, earliest_s = missile, raid.missiles[missile]["found_s"]
        if first < 0:
            break
        found_s = _find(raid, first)
        if found_s == earliest_s:
            _take(raid, first)
            found_s = inf if raid.missiles[first]["complete"] else _find(raid, first)
        raid.missiles[first]["found_s"] = found_s
    _sort_by_launch(raid)


@inner_kernel
def _sort_by_launch(raid: RaidTuple) -> None:
    """Order the shots that are held by launch, then by missile, by insertion: they nearly are."""
    for one in range(raid.held_count[0]):
        place = one
        while place > 0:
            before = raid.held[place - 1]["order"]
            later = raid.held[before]["launch_s"] > raid.held[one]["launch_s"]
            same = raid.held[before]["launch_s"] == raid.held[one]["launch_s"]
            if not (later or (same and raid.held[before]["threat"] > raid.held[one]["threat"])):
                break
            raid.held[place]["order"] = before
            place -= 1
        raid.held[place]["order"] = one
