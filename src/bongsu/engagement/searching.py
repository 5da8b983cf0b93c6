"""How a battery's radar searches in a scenario, and what engagements take from it."""

from dataclasses import replace
from math import degrees

from bongsu.engagement.factory import designed, search_fence, search_plan
from bongsu.errors import ArgumentError, InputError
from bongsu.physics.fire.control import FireControlDesign
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.search.fence import Fence
from bongsu.physics.radar.search.plan import SearchPlan
from bongsu.physics.radar.search.time_budget import TimeBudget, TrackGroup
from bongsu.scenario import Battery, Scenario, Search


def battery_search(
    scenario: Scenario,
    battery: Battery,
    *,
    tracks_held: int | None = None,
) -> tuple[RadarDesign, SearchPlan]:
    """Search of a battery's radar, with the time that tracks leave for it.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue.
    battery : Battery
        Whose radar.
    tracks_held : int, optional
        Objects held in track, instead of the scenario's. [1]

    Returns
    -------
    RadarDesign
        The radar.
    SearchPlan
        As it works out under this load.

    Raises
    ------
    InputError
        If the fence cannot be searched in its frame time.
    """
    setting = _setting(battery)
    held = setting.tracks_held if tracks_held is None else tracks_held
    design = _design(scenario, battery)
    try:
        plan = _unloaded(scenario, battery, design)
        return design, plan.loaded(design, held, setting.favour)
    except ArgumentError:  # about what was asked, not about the file
        raise
    except InputError as error:
        raise InputError(f"{_where_searched(scenario, battery)}{error}") from None


def _where_searched(scenario: Scenario, battery: Battery) -> str:
    """Place of what makes the search: the radar's changed rows, or the battery's setting of it."""
    radar = scenario.catalog.battery(battery.type).radar.value
    return scenario.where_changed("radar", radar) or scenario.where_battery(battery, "radar")


def _setting(battery: Battery) -> Search:
    return battery.radar.search or Search.model_construct()


def _design(scenario: Scenario, battery: Battery) -> RadarDesign:
    """Radar of a battery, tilted as it is set."""
    radar = scenario.catalog.battery(battery.type).radar.value
    design = designed(scenario, radar, battery.radar.mode)
    return design if battery.radar.tilt is None else replace(design, tilt=battery.radar.tilt)


def _half_width(battery: Battery, design: RadarDesign) -> float:
    """Half width of the fence; the radar's field of regard at its floor unless set. [rad]."""
    setting = _setting(battery)
    widest, floor_deg = design.floor_half_width, degrees(design.elevation_floor)
    if widest == 0.0:
        raise InputError(
            f"the radar of battery {battery.name} cannot search along its elevation floor of "
            f"{floor_deg:g} deg: tilted {degrees(design.tilt):g} deg with a scan limit of "
            f"{degrees(design.scan_limit):g} deg its face does not reach down to it"
        )
    half_width = widest if setting.half_width is None else setting.half_width
    if half_width > widest:
        raise InputError(
            f"half_width of its search is {degrees(half_width):g} deg, wider than the radar's "
            f"field of regard: {degrees(widest):.1f} deg to either side at the elevation floor of "
            f"{floor_deg:g} deg"
        )
    return half_width


def _set_up(fence: Fence, setting: Search) -> Fence:
    """The catalogue's fence as a battery sets it up."""
    return replace(
        fence,
        rows=setting.rows or fence.rows,
        frame_s=setting.frame_time or fence.frame_s,
    )


def _held(setting: Search, track_dwell_s: float) -> tuple[TrackGroup, ...]:
    """Tracks with rates of their own."""
    return tuple(
        TrackGroup(
            count=group.count,
            dwell_s=group.dwell or track_dwell_s,
            interval_s=group.interval,
        )
        for group in setting.held
    )


def _unloaded(scenario: Scenario, battery: Battery, design: RadarDesign) -> SearchPlan:
    """Search before tracks take their time."""
    catalog = scenario.catalog
    entry = catalog.battery(battery.type)
    setting = _setting(battery)
    plan = search_plan(
        entry.radar.value,
        battery.radar.mode,
        catalog,
        track_interval_s=entry.track_interval.value,
        half_width=_half_width(battery, design),
    )
    return replace(
        plan, fence=_set_up(plan.fence, setting), held=_held(setting, plan.track_dwell_s)
    )


def engaged_at_once(scenario: Scenario, battery: Battery) -> int:
    """Missiles that a battery's radar has time to engage at once.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue.
    battery : Battery
        Whose radar: its search, the tracks that it holds, and which of both keeps its pace.

    Returns
    -------
    int
        At least one. Each engaged missile is looked at for the mode's ``dwell``, on which the range
        of the engagement rests, as often as the battery's ``track-interval`` says. [1]
    """
    entry = scenario.catalog.battery(battery.type)
    mode = scenario.catalog.radar(entry.radar.value).modes[battery.radar.mode]
    setting, design = _setting(battery), _design(scenario, battery)
    search_share = 0.0
    # a face that does not reach down to its floor searches no fence
    if design.floor_half_width > 0.0:
        fence = search_fence(mode, half_width=_half_width(battery, design))
        search_share = _set_up(fence, setting).time_share(design)
    interval_s = entry.track_interval.value
    # rows that no budget allows are refused where a search is set up, not here
    track_dwell_s = min(mode.track_dwell.value, interval_s)
    budget = TimeBudget(
        search_share=min(search_share, 1.0),
        overhead_share=mode.overhead_share.value,
        track_dwell_s=track_dwell_s,
        track_interval_s=interval_s,
        held_share=sum(group.time_share for group in _held(setting, track_dwell_s)),
    )
    return budget.engaged_at_once(
        design.dwell_s, setting.tracks_held, search_keeps_pace=setting.favour == "search"
    )


def searched(
    durations: FireControlDesign, scenario: Scenario, battery: Battery
) -> FireControlDesign:
    """Durations of fire control as they follow from the radar's search.

    Parameters
    ----------
    durations : FireControlDesign
        From the battery's rows.
    scenario : Scenario
        Supplies the catalogue.
    battery : Battery
        Whose radar; unless it has ``search``, the durations stay as they are.

    Returns
    -------
    FireControlDesign
        With half a frame before detection and the looks of the confirmation after it, as for an
        echo strong enough that each look detects; and with the time between looks at a track that
        the other tracks leave, the engaged object among them. A published total from detection to
        launch holds as it stands.

    Raises
    ------
    InputError
        If the fence cannot be searched in its frame time, or tracks leave no time for it.
    """
    if battery.radar.search is None:
        return durations
    held, favour = battery.radar.search.tracks_held, battery.radar.search.favour
    design = _design(scenario, battery)
    unloaded = _unloaded(scenario, battery, design)
    plan = unloaded.loaded(design, held + 1, favour)
    # until its track is firm the object is no track among the others
    rule = unloaded.loaded(design, held, favour).confirmation
    confirm = rule.needed * rule.interval_s
    total_given = battery.doctrine.detect_to_launch is not None
    return replace(
        durations,
        detect_s=0.5 * plan.fence.frame_s,
        confirm_s=durations.confirm_s if total_given else confirm,
        track_interval_s=plan.track_interval_s,
    )
