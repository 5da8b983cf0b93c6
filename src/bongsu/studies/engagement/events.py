"""What happens during an engagement, and how long each step of fire control takes."""

from dataclasses import dataclass
from math import inf, isfinite

from bongsu.catalog import BatteryEntry, Quantity
from bongsu.engagement.batteries import FireUnit
from bongsu.physics.fire.control import Engagement
from bongsu.physics.fire.options import BestInstant
from bongsu.scenario import Doctrine, Scenario


@dataclass(frozen=True)
class Event:
    """Something that happens during a flight, and where the missile is then.

    Attributes
    ----------
    name : str
        What happens.
    time_s : float
        Since the missile's launch. [s]
    altitude_m : float
        Of the missile, also when an interceptor is launched. [m]
    latitude_deg, longitude_deg : float
        Point below the missile. [deg]
    ground_range_m : float
        From the radar to that point, along the ellipsoid. [m]
    """

    name: str
    time_s: float
    altitude_m: float
    latitude_deg: float
    longitude_deg: float
    ground_range_m: float


@dataclass(frozen=True)
class Step:
    """One step of fire control: how long it takes here, and what is cited for it.

    Attributes
    ----------
    name : str
        What is done.
    duration_s : float
        Taken here; not a number where the engagement never comes to it. [s]
    low_s, high_s : float
        Range of the row; not a number where the duration follows from the flight. [s]
    row : str
        Path of the row of the catalogue, or what the duration follows from.
    quality : str
        Quality of that row; empty where the duration follows from the flight.
    sources : tuple of str
        Keys of the references that the row cites.
    begins_s, ends_s : float
        Since the missile's launch; infinite where the engagement never comes to it. [s]
    """

    name: str
    duration_s: float
    low_s: float
    high_s: float
    row: str
    quality: str
    sources: tuple[str, ...]
    begins_s: float
    ends_s: float


def moments(
    unit: FireUnit, found: Engagement, best: BestInstant, cue_s: float = inf
) -> list[tuple[str, float]]:
    """Name the moments of fire control.

    Parameters
    ----------
    unit : FireUnit
    found : Engagement
        What it can do.
    best : BestInstant
        Track and best intercept of the same engagement.
    cue_s : float
        When another radar's track reaches fire control; infinite for none. [s]

    Returns
    -------
    list of (str, float)
        Name and time since the missile's launch, in no order; infinite for what never comes. [s]
    """
    steps = unit.fire_control
    cued = _cued(found, cue_s)
    times = [
        ("cue arrives", cue_s),
        # a cue brings a track of its own
        ("first sight", inf if cued else _first_sight(unit, found)),
        ("detected", inf if cued else found.detected_s),
        ("firm track", inf if cued else found.firm_s),
        ("classified", found.firm_s + steps.classify_s),
        ("burnout confirmed", best.burnout_known_s),
        ("planned", found.committed_s - steps.launch_s),
        ("committed", found.committed_s),
        ("intercept predicted", best.known_s),
        ("first feasible intercept", found.first_s),
        ("last feasible intercept", found.last_s),
        ("latest launch", best.launch_s if found.feasible else inf),
    ]
    for number, shot in enumerate(found.shots, 1):
        times += [
            (f"interceptor {number} launched", shot.launch_s),
            (f"interceptor {number} meets", shot.intercept_s),
        ]
    for number in range(1, found.rounds + 1):
        last = max(shot.intercept_s for shot in found.shots if shot.round_number == number)
        times.append((f"round {number} assessed", last + steps.assess_s))
    return times


def _cued(found: Engagement, cue_s: float) -> bool:
    """Whether the track is that of the cue."""
    return cue_s <= found.firm_s and cue_s < inf


def _first_sight(unit: FireUnit, found: Engagement) -> float:
    sight = found.detected_s - unit.fire_control.detect_s
    # where the clock is told to start later, that is what detection waits for
    return inf if 0.0 < unit.fire_control.clock_start_s >= sight - 1e-6 else sight


def fire_control_steps(
    scenario: Scenario,
    unit: FireUnit,
    found: Engagement,
    best: BestInstant,
    cue_s: float = inf,
) -> tuple[Step, ...]:
    """List the steps of fire control in their order, with what is cited for each.

    Parameters
    ----------
    scenario : Scenario
        Where the battery is from.
    unit : FireUnit
    found : Engagement
        What it can do.
    best : BestInstant
        Track and best intercept of the same engagement.
    cue_s : float
        When another radar's track reaches fire control; infinite for none. [s]

    Returns
    -------
    tuple of Step
        From first sight, or from the track of the radar that cues, to the launch of a second round.
    """
    battery = next(b for b in scenario.batteries if b.name == unit.name)
    entry = scenario.catalog.battery(battery.type)
    steps = unit.fire_control
    firm, shots = found.firm_s, found.shots
    classified, planned = firm + steps.classify_s, found.committed_s - steps.launch_s
    burnout_known = best.burnout_known_s
    launched = shots[0].launch_s if shots else inf
    met = max((s.intercept_s for s in shots if s.round_number == 1), default=inf)
    assessed = met + steps.assess_s
    again = next((s.launch_s for s in shots if s.round_number == 2), inf)
    total = _stated_total(battery.doctrine, entry.reported_detect_to_fire)

    def cited(
        name: str, row: Quantity, begins: float, ends: float, taken: float | None = None
    ) -> Step:
        if total is not None and row in split:
            return _share_of_total(name, total, row.value / _total(entry), begins, ends)
        if taken is not None and abs(taken - row.value) > 1e-9:
            # the scenario says how its radar searches, and that decides
            span = (taken, taken, taken)
            return Step(name, *span, "scenario: search of the radar", "", (), begins, ends)
        span = (row.value, row.low, row.high)
        return Step(name, *span, row.path, row.quality, row.sources, begins, ends)

    split = (entry.confirm_time, entry.classify_time, entry.plan_time, entry.launch_time)
    sight = found.detected_s - steps.detect_s
    track: tuple[Step, ...] = (
        cited("detect", entry.search_time, sight, found.detected_s, steps.detect_s),
        cited("confirm the track", entry.confirm_time, found.detected_s, firm, steps.confirm_s),
    )
    if _cued(found, cue_s):
        track = (cited("cue from another radar", entry.cue_time, cue_s - unit.cue_s, cue_s),)
    return (
        *track,
        cited("classify", entry.classify_time, firm, classified),
        cited(
            "confirm the burnout",
            entry.burnout_confirm_time,
            burnout_known - steps.burnout_confirm_s,
            burnout_known,
        ),
        cited("plan", entry.plan_time, max(classified, burnout_known), planned),
        cited("prepare the launch", entry.launch_time, planned, found.committed_s),
        _waiting(entry.divert_reach, found, best),
        _following("fly out", "fly-out table", launched, shots[0].intercept_s if shots else inf),
        cited("assess", entry.assess_time, met, assessed),
        _following("plan and launch again", "as above", assessed, again),
    )


def _total(entry: BatteryEntry) -> float:
    rows = (entry.confirm_time, entry.classify_time, entry.plan_time, entry.launch_time)
    return sum(row.value for row in rows)


def _stated_total(doctrine: Doctrine, reported: Quantity | None) -> tuple[float, ...] | None:
    """Total that the scenario states for confirmation to launch, with its range."""
    stated = doctrine.detect_to_launch
    if stated is None:
        return None
    if reported is not None and abs(reported.value - stated) < 1e-9:
        return stated, reported.low, reported.high
    return stated, stated, stated


def _share_of_total(
    name: str, total: tuple[float, ...], share: float, begins: float, ends: float
) -> Step:
    value, low, high = (share * number for number in total)
    row = f"scenario: share of {total[0]:g} s from detection to launch"
    return Step(name, value, low, high, row, "", (), begins, ends)


def _waiting(divert: Quantity, found: Engagement, best: BestInstant) -> Step:
    """The wait, after commit, until the predicted intercept is known well enough."""
    nan = float("nan")
    wait = max(best.known_s - found.committed_s, 0.0) if isfinite(best.known_s) else nan
    ends = max(best.known_s, found.committed_s)
    return Step(
        "wait for the prediction",
        wait,
        nan,
        nan,
        f"three standard errors within {divert.path}",
        divert.quality,
        divert.sources,
        min(found.committed_s, ends),
        ends,
    )


def _following(name: str, row: str, begins: float, ends: float) -> Step:
    nan = float("nan")
    duration = ends - begins if isfinite(ends) and isfinite(begins) else nan
    return Step(name, duration, nan, nan, row, "", (), begins, ends)
