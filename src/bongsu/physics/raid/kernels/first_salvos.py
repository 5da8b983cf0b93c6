"""First salvos at the missiles of a raid, held beforehand in the order of their intercepts."""

from math import inf

from bongsu.physics.numerics.jit import inner_kernel, kernel
from bongsu.physics.raid.kernels.tables import RaidTuple

# A shot that is held takes a launch, a channel, radar time and an interceptor from others and gives
# nothing back, so that an option which is closed to a missile once is closed to it for good.


@inner_kernel
def _others_at(raid: RaidTuple, battery: int, missile: int, time_s: float) -> int:
    """Other missiles at which interceptors of first salvos fly at an instant."""
    others = 0
    for one in range(raid.count[0]):
        other = raid.held[one]["threat"]
        if (
            other == missile
            or raid.held[one]["battery"] != battery
            or not raid.held[one]["launch_s"] <= time_s < raid.held[one]["intercept_s"]
        ):
            continue
        others += 1
        for before in range(one):
            if (
                raid.held[before]["threat"] == other
                and raid.held[before]["battery"] == battery
                and raid.held[before]["launch_s"] <= time_s < raid.held[before]["intercept_s"]
            ):
                others -= 1
                break
    return others


@inner_kernel
def _guided_at(raid: RaidTuple, battery: int, time_s: float) -> int:
    """Interceptors of first salvos that fly at an instant."""
    busy = 0
    for one in range(raid.count[0]):
        if raid.held[one]["battery"] == battery and (
            raid.held[one]["launch_s"] <= time_s < raid.held[one]["intercept_s"]
        ):
            busy += 1
    return busy


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
    busiest = _guided_at(raid, battery, launch_s)
    most_others = _others_at(raid, battery, missile, launch_s) if busiest > 0 else 0
    for at in range(raid.count[0]):
        time_s = raid.held[at]["launch_s"]
        if raid.held[at]["battery"] == battery and launch_s < time_s < intercept_s:
            busiest = max(busiest, raid.held[at]["beside"])
            if raid.held[at]["beside"] > most_others:
                most_others = max(most_others, _others_at(raid, battery, missile, time_s))
    return busiest, most_others


@kernel
def guided_out(
    raid: RaidTuple,
    battery: int,
    missile: int,
    launch_s: float,
    intercept_s: float,
    channels: int,
    engaged: int,
) -> float:
    """Last instant of a flight at which first salvos leave no channel or no radar time to it.

    Parameters
    ----------
    raid, battery, missile, launch_s, intercept_s
        See :func:`guided_beside`.
    channels, engaged : int
        Interceptors guided and missiles engaged at once. [1]

    Returns
    -------
    float
        Minus infinity when there is none. Any shot that flies then is closed. [s]
    """
    latest_s = -inf
    if raid.count[0] < min(channels, engaged):
        return latest_s
    busy = _guided_at(raid, battery, launch_s)
    if busy >= channels or (
        busy >= engaged and _others_at(raid, battery, missile, launch_s) >= engaged
    ):
        latest_s = launch_s
    for at in range(raid.count[0]):
        time_s = raid.held[at]["launch_s"]
        if (
            raid.held[at]["battery"] != battery
            or not max(launch_s, latest_s) < time_s < intercept_s
        ):
            continue
        busy = raid.held[at]["beside"]
        if busy >= channels or (
            busy >= engaged and _others_at(raid, battery, missile, time_s) >= engaged
        ):
            latest_s = time_s
    return latest_s


@inner_kernel
def launch_beside(raid: RaidTuple, battery: int, launch_s: float, interval_s: float) -> float:
    """Launch of a first salvo that is too near to another in time.

    Parameters
    ----------
    raid : RaidTuple
        With the shots that are held.
    battery : int
        Which. [1]
    launch_s, interval_s : float
        The launch, and the least time between two. [s]

    Returns
    -------
    float
        Minus infinity when there is none. [s]
    """
    for one in range(raid.count[0]):
        if (
            raid.held[one]["battery"] == battery
            and abs(raid.held[one]["launch_s"] - launch_s) < interval_s
        ):
            return raid.held[one]["launch_s"]
    return -inf


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
    channels = max(raid.batteries[battery]["channels"] - raid.batteries[battery]["kept"], 1)
    engaged = max(raid.batteries[battery]["engaged"] - raid.batteries[battery]["kept"], 1)
    interval_s = raid.batteries[battery]["interval_s"]
    option = raid.pairs[missile, battery]["pointer"]
    while option < last:
        launch_s = start_s + raid.shots[option]["launch_s"]
        near_s = launch_beside(raid, battery, launch_s, interval_s)
        if near_s > -inf:
            while (
                option < last
                and abs(start_s + raid.shots[option]["launch_s"] - near_s) < interval_s
            ):
                option += 1
            continue
        launcher, next_s = _launcher_for(raid, battery, raid.shots[option]["group"], launch_s)
        if launcher < 0:
            group = raid.shots[option]["group"]
            while option < last and (
                start_s + raid.shots[option]["launch_s"] < next_s
                and raid.shots[option]["group"] == group
            ):
                option += 1
            continue
        intercept_s = start_s + raid.shots[option]["intercept_s"]
        out_s = guided_out(raid, battery, missile, launch_s, intercept_s, channels, engaged)
        if out_s == -inf:
            break
        # intercepts rise, so that all that follow fly then unless they leave later
        while option < last and start_s + raid.shots[option]["launch_s"] <= out_s:
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
            return raid.missiles[missile]["start_s"] + raid.shots[option]["intercept_s"]
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
    count = raid.count[0]
    raid.held[count]["threat"], raid.held[count]["battery"], raid.held[count]["option"] = (
        missile,
        battery,
        option,
    )
    raid.held[count]["launch_s"], raid.held[count]["intercept_s"] = launch_s, intercept_s
    for one in range(count):
        if (
            raid.held[one]["battery"] == battery
            and launch_s <= raid.held[one]["launch_s"] < intercept_s
        ):
            raid.held[one]["beside"] += 1
    raid.held[count]["beside"] = 1 + _guided_at(raid, battery, launch_s)
    raid.count[0] = count + 1
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
    raid.count[0] = 0
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
    for one in range(raid.count[0]):
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
