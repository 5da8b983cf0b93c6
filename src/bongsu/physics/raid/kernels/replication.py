"""One replication of a raid: launches by lot, fire as the doctrine has it, kills by lot."""

from math import inf

from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import lean_inner_kernel, lean_kernel
from bongsu.physics.numerics.philox import LANES, StreamKey, uniforms
from bongsu.physics.raid.kernels.first_salvos import (
    closed_until,
    earliest,
    guided_beside,
    guided_now,
    hold_first_salvos,
)
from bongsu.physics.raid.kernels.tables import (
    AT_RISK,
    BATTERY,
    LATER_S,
    LAUNCHER,
    OPTION,
    ROUND,
    THREAT,
    RaidTuple,
    Records,
)

# what the numbers of a missile's stream are for; those of its shots come behind the batteries'
_RELIABILITY, _LAUNCH, _FIRST_BATTERY = 0, 1, 2


@lean_inner_kernel
def number_of_missile(
    key: StreamKey,
    strata: FloatArray,
    missiles: Records,
    numbers: FloatArray,
    replication: int,
    missile: int,
    index: int,
) -> float:
    """One number of a missile's stream.

    Parameters
    ----------
    key : StreamKey
        Of the study.
    strata : ndarray, shape (missiles + batteries, numbers, replications)
        Numbers to take in place of those of the key, as far as they go; empty for none. [1]
    missiles : Records, shape (missiles,)
        Of :data:`bongsu.physics.raid.kernels.tables.MISSILE`.
    numbers : ndarray, shape (LANES, missiles)
        Keeps the block of numbers that was drawn last for each missile. [1]
    replication, missile, index : int
        Which number of which missile. [1]

    Returns
    -------
    float
        In (0, 1). [1]
    """
    if index < strata.shape[1]:
        number: float = strata[missile, index, replication]
        return number
    block = index // LANES
    if missiles[missile]["block"] != block:
        missiles[missile]["block"] = block
        (
            numbers[0, missile],
            numbers[1, missile],
            numbers[2, missile],
            numbers[3, missile],
        ) = uniforms(key, replication, missile, block)
    drawn: float = numbers[index % LANES, missile]
    return drawn


@lean_inner_kernel
def _draw_first_blocks(key: StreamKey, numbers: FloatArray, replication: int) -> None:
    """Draw the first block of every missile, which the compiler does for several at once."""
    for missile in range(numbers.shape[1]):
        a, b, c, d = uniforms(key, replication, missile, 0)
        numbers[0, missile] = a
        numbers[1, missile] = b
        numbers[2, missile] = c
        numbers[3, missile] = d


@lean_inner_kernel
def _launch_missiles(key: StreamKey, strata: FloatArray, raid: RaidTuple, replication: int) -> None:
    """Draw which missiles fly, when, and for what each battery takes them."""
    missiles, numbers = raid.missiles, raid.numbers
    _draw_first_blocks(key, numbers, replication)
    for missile in range(missiles.shape[0]):
        row = missiles[missile]
        row["block"] = 0
        row["drawn"] = 0
        row["alive"] = True
        start_s = row["launch_s"]
        if row["reliability"] < 1.0 and (
            number_of_missile(key, strata, missiles, numbers, replication, missile, _RELIABILITY)
            >= row["reliability"]
        ):
            row["alive"] = False
            start_s = inf
        elif row["spread_s"] > 0.0:
            off = number_of_missile(key, strata, missiles, numbers, replication, missile, _LAUNCH)
            start_s = max(start_s + (2.0 * off - 1.0) * row["spread_s"], 0.0)
        row["start_s"] = start_s
        for battery in range(raid.batteries.shape[0]):
            share = raid.batteries[battery]["classification"]
            known = True
            if share < 1.0:
                index = _FIRST_BATTERY + battery
                known = share > number_of_missile(
                    key, strata, missiles, numbers, replication, missile, index
                )
            raid.pairs[missile, battery]["known"] = known


@lean_inner_kernel
def _which_work(key: StreamKey, strata: FloatArray, raid: RaidTuple, replication: int) -> None:
    """Draw which batteries work at all: nobody knows before the look, so they fire all the same."""
    missiles = raid.missiles.shape[0]
    for battery in range(raid.batteries.shape[0]):
        share = raid.batteries[battery]["common_reliability"]
        works = True
        if share < 1.0:
            if strata.shape[1] > 0:
                works = strata[missiles + battery, 0, replication] < share
            else:
                works = uniforms(key, replication, missiles + battery, 0)[0] < share
        raid.batteries[battery]["works"] = works


@lean_inner_kernel
def _first_needs(
    held: Records, count: int, missiles: Records, battery: int, launch_s: float
) -> int:
    """Interceptors that first salvos at missiles in flight still need of a battery."""
    needed = 0
    for one in range(count):
        if (
            held[one]["battery"] == battery
            and missiles[held[one]["threat"]]["start_s"] <= launch_s
            and launch_s < held[one]["launch_s"]
        ):
            needed += 1
    return needed


@lean_inner_kernel
def _reload(batteries: Records, launchers: Records, launch_s: float) -> None:
    """Load launchers that are back by then."""
    for battery in range(batteries.shape[0]):
        own = batteries[battery]
        if launch_s < own["reloads_s"]:
            continue
        next_s = inf
        for launcher in range(launchers.shape[0]):
            one = launchers[launcher]
            if one["battery"] != battery:
                continue
            if one["back_s"] <= launch_s:
                own["left"] += one["capacity"] - one["ready"]
                one["ready"] = one["capacity"]
                one["back_s"] = inf
            next_s = min(next_s, one["back_s"])
        own["reloads_s"] = next_s


@lean_inner_kernel
def _fullest(launchers: Records, battery: int, group: int) -> int:
    """Launcher of a group with most interceptors; -1 where none has one."""
    chosen, most = -1, 0
    for launcher in range(launchers.shape[0]):
        if (
            launchers[launcher]["battery"] == battery
            and launchers[launcher]["group"] == group
            and launchers[launcher]["ready"] > most
        ):
            chosen, most = launcher, launchers[launcher]["ready"]
    return chosen


@lean_kernel
def _room_for_later(raid: RaidTuple, missile: int, battery: int, option: int) -> bool:
    """Whether a shot of a later round finds room beside first salvos and other later shots."""
    own, count = raid.batteries[battery], raid.held_count[0]
    launch_s = raid.missiles[missile]["start_s"] + raid.shots[option]["launch_s"]
    intercept_s = raid.missiles[missile]["start_s"] + raid.shots[option]["intercept_s"]
    if launch_s - own["last_later_s"] < own["interval_s"]:
        return False
    if own["left"] <= _first_needs(raid.held, count, raid.missiles, battery, launch_s):
        return False
    busy, others = guided_beside(raid.held, count, battery, missile, launch_s, intercept_s)
    # later shots that are over by now are forgotten
    guided = raid.guided
    kept = 0
    for one in range(own["guided"]):
        if guided[battery, one]["until_s"] > launch_s:
            guided[battery, kept]["until_s"] = guided[battery, one]["until_s"]
            guided[battery, kept]["at"] = guided[battery, one]["at"]
            kept += 1
    own["guided"] = kept
    if kept >= own["channels"] - busy:
        return False
    engaged = 0
    for one in range(kept):
        other = guided[battery, one]["at"]
        if other == missile:
            continue
        counted = False
        for before in range(one):
            counted = counted or guided[battery, before]["at"] == other
        if not counted:
            engaged += 1
    most: int = own["engaged"]
    return engaged < most - others


@lean_kernel
def _left_to_others(raid: RaidTuple, missile: int, battery: int, launch_s: float) -> bool:
    """Whether a battery that comes before this one could fire at the missile, now or later."""
    own, count = raid.missiles[missile]["battery"], raid.held_count[0]
    for other in range(raid.batteries.shape[0]):
        before = (other == own and battery != own) or (
            battery != own and other != own and other < battery
        )
        if not before or raid.pairs[missile, other]["last_s"] < launch_s:
            continue
        needed = _first_needs(raid.held, count, raid.missiles, other, launch_s)
        if raid.batteries[other]["left"] > needed:
            return True
    return False


@lean_inner_kernel
def _held_out(raid: RaidTuple, missile: int, battery: int, option: int) -> tuple[float, float]:
    """Until when first salvos leave nothing to a later shot; see :func:`closed_until`."""
    start_s = raid.missiles[missile]["start_s"]
    return closed_until(
        raid.held,
        raid.held_count[0],
        battery,
        missile,
        start_s + raid.shots[option]["launch_s"],
        start_s + raid.shots[option]["intercept_s"],
        raid.batteries[battery]["channels"],
        raid.batteries[battery]["engaged"],
        raid.batteries[battery]["interval_s"],
    )


@lean_kernel
def _last_launch(raid: RaidTuple, missile: int, battery: int) -> float:
    """Latest launch at a missile that a battery holds or that first salvos leave to it."""
    latest_s = -inf
    for one in range(raid.held_count[0]):
        if raid.held[one]["threat"] == missile and raid.held[one]["battery"] == battery:
            latest_s = max(latest_s, raid.held[one]["launch_s"])
    flight = raid.missiles[missile]["flight"]
    place = raid.spans[flight, battery]["end"] - 1
    while place >= raid.spans[flight, battery]["begin"]:
        option = raid.shots[place]["by_launch"]
        launch_s: float = raid.missiles[missile]["start_s"] + raid.shots[option]["launch_s"]
        if launch_s <= latest_s:
            break
        if (
            launch_s
            < raid.missiles[missile]["last_intercept_s"] + raid.batteries[battery]["look_s"]
        ):
            break
        if _held_out(raid, missile, battery, option)[0] == -inf:
            return launch_s
        place -= 1
    return latest_s


@lean_kernel
def _next_later(raid: RaidTuple, missile: int) -> float:
    """Find the earliest launch of a later round at a missile; infinite when there is none."""
    row, shots = raid.missiles[missile], raid.shots
    earliest_s = inf
    waits = row["to_come"] == 0
    start_s, flight = row["start_s"], row["flight"]
    for battery in range(raid.batteries.shape[0]):
        from_s = row["last_intercept_s"] + raid.batteries[battery]["look_s"]
        if waits:
            from_s = max(from_s, row["ready_s"])
        place = raid.pairs[missile, battery]["later"]
        last = raid.spans[flight, battery]["end"]
        while place < last:
            option = shots[place]["by_launch"]
            if start_s + shots[option]["launch_s"] < from_s:
                place += 1
                continue
            until_s, out_s = _held_out(raid, missile, battery, option)
            if until_s == -inf:
                break
            place += 1
            while place < last:
                option = shots[place]["by_launch"]
                launch_s = start_s + shots[option]["launch_s"]
                if launch_s >= until_s or (
                    launch_s <= out_s and start_s + shots[option]["intercept_s"] <= out_s
                ):
                    break
                place += 1
        raid.pairs[missile, battery]["later"] = place
        if place < last:
            option = shots[place]["by_launch"]
            launch_s = start_s + shots[option]["launch_s"]
            if launch_s < earliest_s:
                earliest_s = launch_s
                row["candidate"], row["candidate_battery"] = option, battery
    return earliest_s


@lean_inner_kernel
def _full_until(raid: RaidTuple, missile: int, battery: int, launch_s: float) -> float:
    """Until when what flies at this launch leaves no channel or radar time for the missile.

    Minus infinity where it does not take all: what flies then flies on until the first of them has
    met its missile.
    """
    own, count, guided = raid.batteries[battery], raid.held_count[0], raid.guided
    held = raid.held
    until_s = inf
    flying, engaged = guided_now(held, count, battery, missile, launch_s)
    for one in range(count):
        if (
            held[one]["battery"] == battery
            and held[one]["launch_s"] <= launch_s
            and launch_s < held[one]["intercept_s"]
        ):
            until_s = min(until_s, held[one]["intercept_s"])
    for one in range(own["guided"]):
        if guided[battery, one]["until_s"] <= launch_s:
            continue
        until_s = min(until_s, guided[battery, one]["until_s"])
        flying += 1
        other = guided[battery, one]["at"]
        counted = other == missile
        for before in range(one):
            counted = counted or (
                guided[battery, before]["at"] == other
                and guided[battery, before]["until_s"] > launch_s
            )
        if not counted:
            engaged += 1
    return until_s if flying >= own["channels"] or engaged >= own["engaged"] else -inf


@lean_inner_kernel
def _go_on(raid: RaidTuple, missile: int, battery: int, launch_s: float) -> None:
    """Move on to the next shot of a battery at a missile that could be fired."""
    own, row = raid.batteries[battery], raid.missiles[missile]
    from_s = own["last_later_s"] + own["interval_s"]
    if own["left"] == 0:
        from_s = max(from_s, own["reloads_s"])
    from_s = max(from_s, _full_until(raid, missile, battery, launch_s))
    last = raid.spans[row["flight"], battery]["end"]
    place = raid.pairs[missile, battery]["later"] + 1
    while place < last and (
        row["start_s"] + raid.shots[raid.shots[place]["by_launch"]]["launch_s"] < from_s
    ):
        place += 1
    raid.pairs[missile, battery]["later"] = place


@lean_inner_kernel
def _begin(raid: RaidTuple) -> None:
    """All interceptors are ready, and nothing has been fired."""
    for battery in range(raid.batteries.shape[0]):
        own = raid.batteries[battery]
        own["left"] = 0
        own["reloads_s"] = inf
        own["last_later_s"] = -inf
        own["exhausted_s"] = inf
        own["guided"] = 0
    for launcher in range(raid.launchers.shape[0]):
        one = raid.launchers[launcher]
        one["ready"] = one["capacity"]
        one["back_s"] = inf
        raid.batteries[one["battery"]]["left"] += one["capacity"]
    for missile in range(raid.missiles.shape[0]):
        row = raid.missiles[missile]
        row["ready_s"] = -inf
        row["to_come"] = 0
        row["fires"] = -1
        row["round"] = 0
        raid.waiting[LATER_S, missile] = inf
        for battery in range(raid.batteries.shape[0]):
            pair = raid.pairs[missile, battery]
            pair["rounds"] = 0
            pair["later"] = raid.spans[row["flight"], battery]["begin"]
            if raid.batteries.shape[0] > 1:
                pair["last_s"] = _last_launch(raid, missile, battery)
        if row["start_s"] < inf and row["held"] == 0:
            raid.waiting[LATER_S, missile] = _next_later(raid, missile)


@lean_kernel
def play_replication(
    key: StreamKey,
    strata: FloatArray,
    raid: RaidTuple,
    replication: int,
    alike: bool,
    record: IntArray,
) -> int:
    """Play one replication; what became of missiles and batteries is left in the raid.

    Parameters
    ----------
    key, strata
        See :func:`number_of_missile`.
    raid : RaidTuple
        Written: the missiles that are ``alive`` got through; ``exhausted_s`` is when a battery's
        last ready interceptor left.
    replication : int
        Its number. [1]
    alike : bool
        All missiles fly in every replication, at the same times, so that first salvos once held
        stay as they are.
    record : ndarray of int, shape (most, RECORD_COLUMNS)
        Written: one row for each shot in the order of launch, as far as it goes. [1]

    Returns
    -------
    int
        Interceptors fired. [1]

    Notes
    -----
    In the order of launch, a shot of a later round is fired at a missile that is known to have
    survived, if a launch, a channel and an interceptor are free, and more of these are left than
    the first salvos at missiles in flight still need. The battery that a missile belongs to comes
    first, the others when it has none to spare or can fire at it no more.
    """
    _launch_missiles(key, strata, raid, replication)
    _which_work(key, strata, raid, replication)
    if not (alike and raid.held_count[0] >= 0):
        hold_first_salvos(raid)
    _begin(raid)
    missiles, batteries, launchers = raid.missiles, raid.batteries, raid.launchers
    held, shots, waiting, numbers = raid.held, raid.shots, raid.waiting, raid.numbers
    count = raid.held_count[0]
    fired, next_held = 0, 0
    while True:
        missile, launch_s = earliest(waiting, LATER_S)
        first = False
        if next_held < count:
            found = held[held[next_held]["order"]]
            if found["launch_s"] <= launch_s:
                first, missile, launch_s = True, found["threat"], found["launch_s"]
        if missile < 0:
            break
        row = missiles[missile]
        option, battery = row["candidate"], row["candidate_battery"]
        if first:
            found = held[held[next_held]["order"]]
            option, battery = found["option"], found["battery"]
            next_held += 1
        own, pair = batteries[battery], raid.pairs[missile, battery]
        # it goes on with a round, or begins one
        looked = row["ready_s"] <= launch_s
        same = not looked and row["to_come"] > 0 and (first or row["fires"] == battery)
        begins = looked and row["alive"] and pair["rounds"] < own["rounds"]
        going = same or begins
        launcher = -1
        if going:
            _reload(batteries, launchers, launch_s)
            launcher = _fullest(launchers, battery, shots[option]["group"])
            going = launcher >= 0
        if going and not first:
            going = _room_for_later(raid, missile, battery, option) and not (
                batteries.shape[0] > 1 and _left_to_others(raid, missile, battery, launch_s)
            )
        if going:
            intercept_s = row["start_s"] + shots[option]["intercept_s"]
            used = launchers[launcher]
            used["ready"] -= 1
            own["left"] -= 1
            if used["ready"] == 0:
                used["back_s"] = launch_s + own["reload_s"]
                own["reloads_s"] = min(own["reloads_s"], used["back_s"])
            if own["left"] == 0:
                own["exhausted_s"] = min(own["exhausted_s"], launch_s)
            if not first:
                own["last_later_s"] = launch_s
                flying = raid.guided[battery, own["guided"]]
                flying["until_s"], flying["at"] = intercept_s, missile
                own["guided"] += 1
            if begins:
                row["to_come"] = own["first_salvo"] if pair["rounds"] == 0 else own["later_salvo"]
                row["fires"] = battery
                row["round"] += 1
                pair["rounds"] += 1
            row["to_come"] -= 1
            row["ready_s"] = max(row["ready_s"], intercept_s + own["look_s"])
            index = _FIRST_BATTERY + batteries.shape[0] + row["drawn"]
            row["drawn"] += 1
            at_risk = row["alive"] and pair["known"] and own["works"]
            if at_risk:
                number = number_of_missile(
                    key, strata, missiles, numbers, replication, missile, index
                )
                row["alive"] = number >= shots[option]["kill"]
            if fired < record.shape[0]:
                record[fired, THREAT] = missile
                record[fired, BATTERY] = battery
                record[fired, OPTION] = option
                record[fired, LAUNCHER] = launcher
                record[fired, ROUND] = row["round"]
                record[fired, AT_RISK] = at_risk
            fired += 1
        if not first:
            _go_on(raid, missile, battery, launch_s)
        # nobody fires at what has fallen, once that is known
        waiting[LATER_S, missile] = inf
        if row["to_come"] > 0 or row["alive"]:
            waiting[LATER_S, missile] = _next_later(raid, missile)
    return fired
