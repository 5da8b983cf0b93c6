"""How a battery's radar searches in a scenario, and what engagements take from it."""

from dataclasses import replace
from math import degrees

from bongsu.engagement.factory import designed, search_plan
from bongsu.errors import ArgumentError, InputError
from bongsu.physics.fire.control import FireControlDesign
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.search.plan import SearchPlan
from bongsu.physics.radar.search.time_budget import TrackGroup
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


def _unloaded(scenario: Scenario, battery: Battery, design: RadarDesign) -> SearchPlan:
    """Search before tracks take their time."""
    catalog = scenario.catalog
    entry = catalog.battery(battery.type)
    mode = battery.radar.mode
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
    plan = search_plan(
        entry.radar.value,
        mode,
        catalog,
        track_interval_s=entry.track_interval.value,
        half_width=half_width,
    )
    fence = replace(
        plan.fence,
        rows=setting.rows or plan.fence.rows,
        frame_s=setting.frame_time or plan.fence.frame_s,
    )
    groups = tuple(
        TrackGroup(
            count=group.count,
            dwell_s=group.dwell or plan.track_dwell_s,
            interval_s=group.interval,
        )
        for group in setting.held
    )
    return replace(plan, fence=fence, held=groups)


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
