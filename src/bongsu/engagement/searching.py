"""How a battery's radar searches in a scenario, and what engagements take from it."""

from dataclasses import replace

from bongsu.engagement.factory import radar_design, search_plan
from bongsu.errors import InputError
from bongsu.physics.fire.control import FireControlDesign
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.search import TrackGroup
from bongsu.physics.radar.search_plan import SearchPlan
from bongsu.scenario import Battery, Scenario, Search


def battery_search(
    scenario: Scenario,
    battery: Battery,
    *,
    mode: str | None = None,
    tracks_held: int | None = None,
) -> tuple[RadarDesign, SearchPlan]:
    """Search of a battery's radar, with the time that tracks leave for it.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue.
    battery : Battery
        Whose radar.
    mode : str, optional
        Mode of operation, instead of the battery's.
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
        If there is no such mode, or the fence cannot be searched in its frame time.
    """
    catalog = scenario.catalog
    entry = catalog.battery(battery.type)
    chosen = battery.radar.mode if mode is None else mode
    design = radar_design(entry.radar.value, chosen, catalog)
    if battery.radar.tilt is not None:
        design = replace(design, tilt=battery.radar.tilt)
    setting = battery.radar.search or Search.model_construct()
    plan = search_plan(
        entry.radar.value, chosen, catalog, track_interval_s=entry.track_interval.value
    )
    usual = plan.fence
    fence = replace(
        usual,
        half_width=setting.half_width or usual.half_width,
        rows=setting.rows or usual.rows,
        frame_s=setting.frame_time or usual.frame_s,
    )
    if fence.half_width > design.sector_half_angle:
        raise InputError(
            f"battery {battery.name}: half_width of its search is wider than the radar's sector"
        )
    held = setting.tracks_held if tracks_held is None else tracks_held
    groups = tuple(
        TrackGroup(
            count=group.count,
            dwell_s=group.dwell or plan.track_dwell_s,
            interval_s=group.interval,
        )
        for group in setting.held
    )
    return design, replace(plan, fence=fence, held=groups).loaded(design, held, setting.favour)


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
    held = battery.radar.search.tracks_held
    plan = battery_search(scenario, battery, tracks_held=held + 1)[1]
    # until its track is firm the object is no track among the others
    rule = battery_search(scenario, battery, tracks_held=held)[1].confirmation
    confirm = rule.needed * rule.interval_s
    total_given = battery.doctrine.detect_to_launch is not None
    return replace(
        durations,
        detect_s=0.5 * plan.fence.frame_s,
        confirm_s=durations.confirm_s if total_given else confirm,
        track_interval_s=plan.track_interval_s,
    )
