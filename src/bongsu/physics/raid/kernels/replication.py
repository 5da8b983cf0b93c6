"""One replication of a raid: launches by lot, fire as the doctrine has it, kills by lot."""

from math import inf

from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import inner_kernel, kernel
from bongsu.physics.numerics.philox import LANES, StreamKey, uniforms
from bongsu.physics.raid.kernels.first_salvos import (
    closed_until,
    guided_beside,
    hold_first_salvos,
)
from bongsu.physics.raid.kernels.tables import (
    AT_RISK,
    BATTERY,
    LAUNCHER,
    OPTION,
    ROUND,
    THREAT,
    RaidTuple,
)

# what the numbers of a missile's stream are for; those of its shots come behind the batteries'
_RELIABILITY, _LAUNCH, _FIRST_BATTERY = 0, 1, 2


@inner_kernel
def number_of_missile(
    key: StreamKey,
    strata: FloatArray,
    raid: RaidTuple,
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
    raid : RaidTuple
        Keeps the block of numbers that was drawn last for each missile.
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
    if raid.missiles[missile]["block"] != block:
        raid.missiles[missile]["block"] = block
        (
            raid.numbers[missile, 0],
            raid.numbers[missile, 1],
            raid.numbers[missile, 2],
            raid.numbers[missile, 3],
        ) = uniforms(key, replication, missile, block)
    drawn: float = raid.numbers[missile, index % LANES]
    return drawn


@kernel
def _launch_missiles(key: StreamKey, strata: FloatArray, raid: RaidTuple, replication: int) -> None:
    """Draw which missiles fly, when, and for what each battery takes them."""
    for missile in range(raid.missiles.shape[0]):
        raid.missiles[missile]["block"] = -1
        raid.missiles[missile]["drawn"] = 0
        raid.missiles[missile]["alive"] = True
        start_s = raid.missiles[missile]["launch_s"]
        if raid.missiles[missile]["reliability"] < 1.0 and (
            number_of_missile(key, strata, raid, replication, missile, _RELIABILITY)
            >= raid.missiles[missile]["reliability"]
        ):
            raid.missiles[missile]["alive"] = False
            start_s = inf
        elif raid.missiles[missile]["spread_s"] > 0.0:
            off = number_of_missile(key, strata, raid, replication, missile, _LAUNCH)
            start_s = max(start_s + (2.0 * off - 1.0) * raid.missiles[missile]["spread_s"], 0.0)
        raid.missiles[missile]["start_s"] = start_s
        for battery in range(raid.batteries.shape[0]):
            share = raid.batteries[battery]["classification"]
            raid.pairs[missile, battery]["known"] = share >= 1.0 or (
                number_of_missile(key, strata, raid, replication, missile, _FIRST_BATTERY + battery)
                < share
            )


@inner_kernel
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


@inner_kernel
def _first_needs(raid: RaidTuple, battery: int, launch_s: float) -> int:
    """Interceptors that first salvos at missiles in flight still need of a battery."""
    needed = 0
    for one in range(raid.held_count[0]):
        if (
            raid.held[one]["battery"] == battery
            and raid.missiles[raid.held[one]["threat"]]["start_s"]
            <= launch_s
            < raid.held[one]["launch_s"]
        ):
            needed += 1
    return needed


@inner_kernel
def _reload(raid: RaidTuple, launch_s: float) -> None:
    """Load launchers that are back by then."""
    for battery in range(raid.batteries.shape[0]):
        if launch_s < raid.batteries[battery]["reloads_s"]:
            continue
        next_s = inf
        for launcher in range(raid.launchers.shape[0]):
            if raid.launchers[launcher]["battery"] != battery:
                continue
            if raid.launchers[launcher]["back_s"] <= launch_s:
                raid.batteries[battery]["left"] += (
                    raid.launchers[launcher]["capacity"] - raid.launchers[launcher]["ready"]
                )
                raid.launchers[launcher]["ready"] = raid.launchers[launcher]["capacity"]
                raid.launchers[launcher]["back_s"] = inf
            next_s = min(next_s, raid.launchers[launcher]["back_s"])
        raid.batteries[battery]["reloads_s"] = next_s


@inner_kernel
def _fullest(raid: RaidTuple, battery: int, group: int) -> int:
    """Launcher of a group with most interceptors; -1 where none has one."""
    chosen, most = -1, 0
    for launcher in range(raid.launchers.shape[0]):
        if (
            raid.launchers[launcher]["battery"] == battery
            and raid.launchers[launcher]["group"] == group
            and raid.launchers[launcher]["ready"] > most
        ):
            chosen, most = launcher, raid.launchers[launcher]["ready"]
    return chosen


@inner_kernel
def _wants(
    raid: RaidTuple, missile: int, battery: int, launch_s: float, first: bool
) -> tuple[bool, bool]:
    """Whether a shot goes on with a round at a missile, and whether it begins one."""
    looked = raid.missiles[missile]["ready_s"] <= launch_s
    same = (not looked) and raid.missiles[missile]["to_come"] > 0
    if not first:
        same = same and raid.missiles[missile]["fires"] == battery
    begins = (
        looked
        and raid.missiles[missile]["alive"]
        and raid.pairs[missile, battery]["rounds"] < raid.batteries[battery]["rounds"]
    )
    return same, begins


@kernel
def _room_for_later(raid: RaidTuple, missile: int, battery: int, option: int) -> bool:
    """Whether a shot of a later round finds room beside first salvos and other later shots."""
    launch_s = raid.missiles[missile]["start_s"] + raid.shots[option]["launch_s"]
    intercept_s = raid.missiles[missile]["start_s"] + raid.shots[option]["intercept_s"]
    if launch_s - raid.batteries[battery]["last_later_s"] < raid.batteries[battery]["interval_s"]:
        return False
    if raid.batteries[battery]["left"] <= _first_needs(raid, battery, launch_s):
        return False
    busy, others = guided_beside(raid, battery, missile, launch_s, intercept_s)
    # later shots that are over by now are forgotten
    kept = 0
    for one in range(raid.batteries[battery]["guided"]):
        if raid.guided[battery, one]["until_s"] > launch_s:
            raid.guided[battery, kept]["until_s"] = raid.guided[battery, one]["until_s"]
            raid.guided[battery, kept]["at"] = raid.guided[battery, one]["at"]
            kept += 1
    raid.batteries[battery]["guided"] = kept
    if kept >= raid.batteries[battery]["channels"] - busy:
        return False
    engaged = 0
    for one in range(kept):
        other = raid.guided[battery, one]["at"]
        if other == missile:
            continue
        counted = False
        for before in range(one):
            counted = counted or raid.guided[battery, before]["at"] == other
        if not counted:
            engaged += 1
    most: int = raid.batteries[battery]["engaged"]
    return engaged < most - others


@inner_kernel
def _left_to_others(raid: RaidTuple, missile: int, battery: int, launch_s: float) -> bool:
    """Whether a battery that comes before this one could fire at the missile, now or later."""
    own = raid.missiles[missile]["battery"]
    for other in range(raid.batteries.shape[0]):
        before = (other == own and battery != own) or (
            battery != own and other != own and other < battery
        )
        if (
            before
            and raid.pairs[missile, other]["last_s"] >= launch_s
            and raid.batteries[other]["left"] > _first_needs(raid, other, launch_s)
        ):
            return True
    return False


@inner_kernel
def _held_out(raid: RaidTuple, missile: int, battery: int, option: int) -> tuple[float, float]:
    """Until when first salvos leave nothing to a later shot; see :func:`closed_until`."""
    start_s = raid.missiles[missile]["start_s"]
    return closed_until(
        raid,
        battery,
        missile,
        start_s + raid.shots[option]["launch_s"],
        start_s + raid.shots[option]["intercept_s"],
        raid.batteries[battery]["channels"],
        raid.batteries[battery]["engaged"],
    )


@kernel
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


@kernel
def _next_later(raid: RaidTuple, missile: int) -> float:
    """Find the earliest launch of a later round at a missile; infinite when there is none."""
    raid.missiles[missile]["candidate"] = -1
    earliest_s = inf
    waits = raid.missiles[missile]["to_come"] == 0
    if waits and not raid.missiles[missile]["alive"]:
        return inf
    start_s = raid.missiles[missile]["start_s"]
    flight = raid.missiles[missile]["flight"]
    for battery in range(raid.batteries.shape[0]):
        from_s = raid.missiles[missile]["last_intercept_s"] + raid.batteries[battery]["look_s"]
        if waits:
            from_s = max(from_s, raid.missiles[missile]["ready_s"])
        place = raid.pairs[missile, battery]["later"]
        last = raid.spans[flight, battery]["end"]
        while place < last:
            option = raid.shots[place]["by_launch"]
            if start_s + raid.shots[option]["launch_s"] < from_s:
                place += 1
                continue
            until_s, out_s = _held_out(raid, missile, battery, option)
            if until_s == -inf:
                break
            place += 1
            while place < last:
                option = raid.shots[place]["by_launch"]
                launch_s = start_s + raid.shots[option]["launch_s"]
                if launch_s >= until_s or (
                    launch_s <= out_s and start_s + raid.shots[option]["intercept_s"] <= out_s
                ):
                    break
                place += 1
        raid.pairs[missile, battery]["later"] = place
        if place < last:
            option = raid.shots[place]["by_launch"]
            launch_s = start_s + raid.shots[option]["launch_s"]
            if launch_s < earliest_s:
                earliest_s = launch_s
                raid.missiles[missile]["candidate"] = option
                raid.missiles[missile]["candidate_battery"] = battery
    return earliest_s


@kernel
def _fire(
    key: StreamKey,
    strata: FloatArray,
    raid: RaidTuple,
    replication: int,
    missile: int,
    battery: int,
    option: int,
    first: bool,
    begins: bool,
    record: IntArray,
    recorded: int,
) -> int:
    """Fire a shot and draw what comes of it; return how many rows the record has then."""
    launch_s = raid.missiles[missile]["start_s"] + raid.shots[option]["launch_s"]
    intercept_s = raid.missiles[missile]["start_s"] + raid.shots[option]["intercept_s"]
    launcher = _fullest(raid, battery, raid.shots[option]["group"])
    raid.launchers[launcher]["ready"] -= 1
    raid.batteries[battery]["left"] -= 1
    if raid.launchers[launcher]["ready"] == 0:
        raid.launchers[launcher]["back_s"] = launch_s + raid.batteries[battery]["reload_s"]
        raid.batteries[battery]["reloads_s"] = min(
            raid.batteries[battery]["reloads_s"], raid.launchers[launcher]["back_s"]
        )
    if raid.batteries[battery]["left"] == 0:
        raid.batteries[battery]["exhausted_s"] = min(
            raid.batteries[battery]["exhausted_s"], launch_s
        )
    if not first:
        raid.batteries[battery]["last_later_s"] = launch_s
        place = raid.batteries[battery]["guided"]
        raid.guided[battery, place]["until_s"] = intercept_s
        raid.guided[battery, place]["at"] = missile
        raid.batteries[battery]["guided"] = place + 1
    if begins:
        salvo = raid.batteries[battery]["first_salvo"]
        if raid.pairs[missile, battery]["rounds"] > 0:
            salvo = raid.batteries[battery]["later_salvo"]
        raid.missiles[missile]["to_come"] = salvo
        raid.missiles[missile]["fires"] = battery
        raid.missiles[missile]["round"] += 1
        raid.pairs[missile, battery]["rounds"] += 1
    raid.missiles[missile]["to_come"] -= 1
    look_s = intercept_s + raid.batteries[battery]["look_s"]
    raid.missiles[missile]["ready_s"] = max(raid.missiles[missile]["ready_s"], look_s)
    index = _FIRST_BATTERY + raid.batteries.shape[0] + raid.missiles[missile]["drawn"]
    raid.missiles[missile]["drawn"] += 1
    at_risk = (
        raid.missiles[missile]["alive"]
        and raid.pairs[missile, battery]["known"]
        and raid.batteries[battery]["works"]
    )
    if at_risk:
        hit = number_of_missile(key, strata, raid, replication, missile, index)
        raid.missiles[missile]["alive"] = hit >= raid.shots[option]["kill"]
    if recorded < record.shape[0]:
        record[recorded, THREAT] = missile
        record[recorded, BATTERY] = battery
        record[recorded, OPTION] = option
        record[recorded, LAUNCHER] = launcher
        record[recorded, ROUND] = raid.missiles[missile]["round"]
        record[recorded, AT_RISK] = at_risk
    return recorded + 1


@inner_kernel
def _go_on(raid: RaidTuple, missile: int, battery: int) -> None:
    """Move on to the next shot of a battery at a missile that could be fired."""
    from_s = raid.batteries[battery]["last_later_s"] + raid.batteries[battery]["interval_s"]
    if raid.batteries[battery]["left"] == 0:
        from_s = max(from_s, raid.batteries[battery]["reloads_s"])
    last = raid.spans[raid.missiles[missile]["flight"], battery]["end"]
    place = raid.pairs[missile, battery]["later"] + 1
    while place < last and (
        raid.missiles[missile]["start_s"] + raid.shots[raid.shots[place]["by_launch"]]["launch_s"]
        < from_s
    ):
        place += 1
    raid.pairs[missile, battery]["later"] = place


@kernel
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
    missiles, batteries = raid.missiles.shape[0], raid.batteries.shape[0]
    for battery in range(batteries):
        raid.batteries[battery]["left"] = 0
        raid.batteries[battery]["reloads_s"] = inf
        raid.batteries[battery]["last_later_s"] = -inf
        raid.batteries[battery]["exhausted_s"] = inf
        raid.batteries[battery]["guided"] = 0
    for launcher in range(raid.launchers.shape[0]):
        raid.launchers[launcher]["ready"] = raid.launchers[launcher]["capacity"]
        raid.batteries[raid.launchers[launcher]["battery"]]["left"] += raid.launchers[launcher][
            "capacity"
        ]
        raid.launchers[launcher]["back_s"] = inf
    for missile in range(missiles):
        raid.missiles[missile]["ready_s"] = -inf
        raid.missiles[missile]["to_come"] = 0
        raid.missiles[missile]["fires"] = -1
        raid.missiles[missile]["round"] = 0
        raid.missiles[missile]["later_s"] = inf
        for battery in range(batteries):
            raid.pairs[missile, battery]["rounds"] = 0
            raid.pairs[missile, battery]["later"] = raid.spans[
                raid.missiles[missile]["flight"], battery
            ]["begin"]
            if batteries > 1:
                raid.pairs[missile, battery]["last_s"] = _last_launch(raid, missile, battery)
        if raid.missiles[missile]["start_s"] < inf and raid.missiles[missile]["held"] == 0:
            raid.missiles[missile]["later_s"] = _next_later(raid, missile)
    spent = 0
    held = 0
    while True:
        later, later_s = -1, inf
        for missile in range(missiles):
            if raid.missiles[missile]["later_s"] < later_s:
                later, later_s = missile, raid.missiles[missile]["later_s"]
        held_s = inf
        if held < raid.held_count[0]:
            held_s = raid.held[raid.held[held]["order"]]["launch_s"]
        if held_s == inf and later_s == inf:
            break
        if held_s <= later_s:
            one = raid.held[held]["order"]
            held += 1
            missile, battery, option = (
                raid.held[one]["threat"],
                raid.held[one]["battery"],
                raid.held[one]["option"],
            )
            same, begins = _wants(raid, missile, battery, held_s, True)
            if same or begins:
                _reload(raid, held_s)
                if _fullest(raid, battery, raid.shots[option]["group"]) >= 0:
                    spent = _fire(
                        key, strata, raid, replication, missile, battery, option,
                        True, begins and not same, record, spent,
                    )  # fmt: skip
            raid.missiles[missile]["later_s"] = _next_later(raid, missile)
            continue
        missile, battery, option = (
            later,
            raid.missiles[later]["candidate_battery"],
            raid.missiles[later]["candidate"],
        )
        same, begins = _wants(raid, missile, battery, later_s, False)
        if same or begins:
            _reload(raid, later_s)
            if (
                _fullest(raid, battery, raid.shots[option]["group"]) >= 0
                and _room_for_later(raid, missile, battery, option)
                and not _left_to_others(raid, missile, battery, later_s)
            ):
                spent = _fire(
                    key, strata, raid, replication, missile, battery, option,
                    False, begins and not same, record, spent,
                )  # fmt: skip
        _go_on(raid, missile, battery)
        raid.missiles[missile]["later_s"] = _next_later(raid, missile)
    return spent
