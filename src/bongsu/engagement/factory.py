"""From catalogue entries to the physics' own parameter sets: the one place where this is done."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, cast

from bongsu.catalog import Catalog, load_catalog
from bongsu.catalog.lookup import find_word
from bongsu.errors import InputError
from bongsu.physics.flight.missile import LiftDesign, MachTable, MissileDesign, StageDesign
from bongsu.physics.numerics.constants import SPEED_OF_LIGHT_M_S, STANDARD_GRAVITY_M_S2
from bongsu.physics.radar.kernels.aspect import (
    CrossSectionTuple,
    constant_cross_section,
    half_spheroids,
    mean_over_attitudes,
)
from bongsu.words import CrossSectionModel, Steering

if TYPE_CHECKING:
    from bongsu.catalog.rows.entries import MissileEntry

    # a missile is made without importing the statistics that radars need
    from bongsu.catalog.rows.radars import RadarModeEntry
    from bongsu.physics.interceptor.design import InterceptorDesign
    from bongsu.physics.radar.design import RadarDesign
    from bongsu.physics.radar.detection import Swerling
    from bongsu.physics.radar.search.fence import Fence
    from bongsu.physics.radar.search.plan import SearchPlan
    from bongsu.scenario import Scenario


def missile_design(name: str, catalog: Catalog | None = None) -> MissileDesign:
    """Missile of the catalogue.

    Parameters
    ----------
    name : str
        Key of the missile.
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.

    Returns
    -------
    MissileDesign
        Its parameters.

    Raises
    ------
    InputError
        If it does not exist, or its parameters cannot fly.
    """
    catalog = catalog or load_catalog()
    entry = catalog.missile(name)
    curve = catalog.drag_table(entry.drag_table.value).curve
    drag = MachTable(
        mach=tuple(mach for mach, _ in curve.points),
        value=tuple(coefficient for _, coefficient in curve.points),
    )
    stages = []
    for stage in entry.stages:
        weight_flow = stage.propellant_mass.value / stage.burn_time.value * STANDARD_GRAVITY_M_S2
        stages.append(
            StageDesign(
                propellant_mass_kg=stage.propellant_mass.value,
                inert_mass_kg=stage.inert_mass.value,
                vacuum_thrust_n=stage.isp_vacuum.value * weight_flow,
                sea_level_thrust_n=stage.isp_sea_level.value * weight_flow,
                burn_time_s=stage.burn_time.value,
                diameter_m=stage.diameter.value,
                drag=drag,
            )
        )
    return MissileDesign(
        name=entry.title,
        stages=tuple(stages),
        payload_mass_kg=entry.payload_mass.value,
        ballistic_coefficient_kg_m2=MachTable.constant(entry.ballistic_coefficient.value),
        separating=entry.reentry.value == "separating-vehicle",
        can_cut_off=entry.cut_off.value == "possible",
        vertical_rise_s=entry.vertical_rise.value,
        pitch_over_end_s=entry.pitch_over_end.value,
        steering=cast("Steering", entry.steering.value),
        lift=_lift(entry),
    )


def _lift(entry: MissileEntry) -> LiftDesign | None:
    ratio = entry.lift_to_drag
    pull_up, dive, apogee = entry.pull_up_altitude, entry.dive_altitude, entry.highest_apogee
    if ratio is None or pull_up is None or dive is None or apogee is None:
        return None
    return LiftDesign(
        lift_to_drag=ratio.value,
        pull_up_altitude_m=pull_up.value,
        dive_altitude_m=dive.value,
        highest_apogee_m=apogee.value,
    )


def radar_design(name: str, mode: str, catalog: Catalog | None = None) -> RadarDesign:
    """Radar of the catalogue in one mode.

    Parameters
    ----------
    name : str
        Key of the radar.
    mode : str
        Key of the mode, such as ``terminal``.
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.

    Returns
    -------
    RadarDesign
        Its parameters.

    Raises
    ------
    InputError
        If the radar or the mode does not exist.
    """
    entry = (catalog or load_catalog()).radar(name)
    mode = find_word(mode, entry.modes, f"mode of {entry.title}")
    chosen = entry.modes[mode]
    from bongsu.physics.radar.design import RadarDesign

    return RadarDesign(
        wavelength_m=SPEED_OF_LIGHT_M_S / entry.frequency.value,
        aperture_m2=entry.aperture_area.value,
        aperture_efficiency=entry.aperture_efficiency.value,
        average_power_w=entry.average_power.value,
        duty=chosen.duty.value,
        pulse_s=chosen.pulse.value,
        dwell_s=chosen.dwell.value,
        noise_factor=entry.noise_figure.value,
        losses=entry.losses.value,
        required_snr=chosen.required_snr.value,
        track_snr=chosen.track_snr.value,
        sector_half_angle=chosen.azimuth_half_sector.value,
        scan_limit=chosen.scan_limit.value,
        scan_exponent=entry.scan_exponent.value,
        elevation_floor=chosen.lowest_elevation.value,
        elevation_ceiling=chosen.highest_elevation.value,
        tilt=chosen.tilt.value,
        bandwidth_hz=entry.bandwidth.value,
        aspect=entry.aspect.value,
        zenith_attenuation=log(entry.zenith_attenuation.value),
        range_error_m=entry.range_error.value,
        sine_error=entry.sine_error.value,
        maximum_range_m=chosen.maximum_range.value,
        mode_change_s=entry.mode_change_time.value,
        turn_s=entry.turn_time.value,
    )


_CASES: Final[dict[str, Swerling]] = {"steady": 0, "swerling-1": 1, "swerling-3": 3}


def search_plan(
    name: str,
    mode: str,
    catalog: Catalog | None = None,
    *,
    track_interval_s: float,
    half_width: float,
) -> SearchPlan:
    """Search of a radar of the catalogue in one mode.

    Parameters
    ----------
    name : str
        Key of the radar.
    mode : str
        Key of the mode, such as ``terminal``.
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.
    track_interval_s : float
        Time between two looks at a tracked object, which fire control asks for. [s]
    half_width : float
        Half of the fence in azimuth, about the boresight. [rad]

    Returns
    -------
    SearchPlan
        Its fence, rule of confirmation and shares of time.

    Raises
    ------
    InputError
        If the radar or the mode does not exist, or the rows do not fit together.
    """
    entry = (catalog or load_catalog()).radar(name)
    mode = find_word(mode, entry.modes, f"mode of {entry.title}")
    chosen = entry.modes[mode]
    from bongsu.physics.radar.search.confirmation import Confirmation
    from bongsu.physics.radar.search.plan import SearchPlan

    return SearchPlan(
        fence=search_fence(chosen, half_width=half_width),
        confirmation=Confirmation(
            needed=round(chosen.confirm_needed.value),
            looks=round(chosen.confirm_looks.value),
            interval_s=chosen.confirm_interval.value,
            dwell_s=chosen.track_dwell.value,
        ),
        false_alarm=chosen.false_alarm.value,
        swerling=_CASES[chosen.fluctuation.value],
        overhead_share=chosen.overhead_share.value,
        track_dwell_s=chosen.track_dwell.value,
        track_interval_s=track_interval_s,
    )


def search_fence(mode: RadarModeEntry, *, half_width: float) -> Fence:
    """Fence that a radar searches in a mode.

    Parameters
    ----------
    mode : RadarModeEntry
        Rows of the mode.
    half_width : float
        Half of the fence in azimuth, about the boresight. [rad]

    Returns
    -------
    Fence

    Raises
    ------
    InputError
        If the rows do not fit together.
    """
    from bongsu.physics.radar.search.fence import Fence

    return Fence(
        bottom=mode.lowest_elevation.value,
        rows=round(mode.search_rows.value),
        half_width=half_width,
        spacing=mode.search_spacing.value,
        frame_s=mode.frame_time.value,
        dwell_s=mode.search_dwell.value,
    )


def designed(scenario: Scenario, radar: str, mode: str) -> RadarDesign:
    """Radar in one mode, as a scenario has it.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue, and the places of its changes.
    radar : str
        Key of the radar.
    mode : str
        Key of the mode.

    Returns
    -------
    RadarDesign
        Its parameters.

    Raises
    ------
    InputError
        If they cannot make a radar; the sentence begins with where the scenario changes it.
    """
    with scenario.blaming("radar", radar):
        return radar_design(radar, mode, scenario.catalog)


def cross_section(
    name: str, model: CrossSectionModel, catalog: Catalog | None = None
) -> CrossSectionTuple:
    """Cross-section of an object of the catalogue in flight.

    Parameters
    ----------
    name : str
        Key of the cross-section.
    model : {'constant', 'by-aspect', 'nose-on', 'side', 'rear'}
        One number (row ``area``); by aspect; or always the row of one aspect.
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.

    Returns
    -------
    CrossSectionTuple
        By aspect, two half spheroids; of an object that tumbles, their mean over all attitudes; of
        one with the row ``area`` alone, that at every aspect.

    Raises
    ------
    InputError
        If it does not exist, or has not the rows that the model asks for.
    """
    entry = (catalog or load_catalog()).cross_section(name)
    if model == "constant":
        return constant_cross_section(entry.area.value)
    rows = {"nose-on": entry.nose_on, "side": entry.side, "rear": entry.rear}
    found = {aspect: row.value for aspect, row in rows.items() if row is not None}
    if not found:
        return constant_cross_section(entry.area.value)
    missing = [aspect for aspect in rows if aspect not in found and model in ("by-aspect", aspect)]
    if missing:
        raise InputError(
            f"cross-section.{name} has no row {missing[0]}: the cross-section model {model!r} "
            "needs it, 'constant' does not"
        )
    if model != "by-aspect":
        return constant_cross_section(found[model])
    shape = half_spheroids(found["nose-on"], found["side"], found["rear"])
    tumbling = entry.attitude is not None and entry.attitude.value == "tumbling"
    return constant_cross_section(mean_over_attitudes(shape)) if tumbling else shape


def cross_section_without_flight_m2(
    name: str, model: CrossSectionModel, catalog: Catalog | None = None
) -> float:
    """Cross-section of an object of the catalogue where no flight says how it lies.

    Parameters
    ----------
    name, model, catalog
        See :func:`cross_section`.

    Returns
    -------
    float
        Row ``area``, whose entry says of which aspect it is meant; or the row of the one aspect
        that the model names. [m²]

    Raises
    ------
    InputError
        As :func:`cross_section`.
    """
    return cross_section(name, "constant" if model == "by-aspect" else model, catalog).side_m2


def seen_in_flight(scenario: Scenario, name: str) -> CrossSectionTuple:
    """Cross-section of an object in flight, as a scenario models it.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the model.
    name : str
        Key of the cross-section.

    Returns
    -------
    CrossSectionTuple
        See :func:`cross_section`.

    Raises
    ------
    InputError
        As :func:`cross_section`.
    """
    with scenario.blaming("cross-section", name):
        return cross_section(name, scenario.numerics.cross_section_model, scenario.catalog)


def seen_without_flight_m2(scenario: Scenario, name: str) -> float:
    """Cross-section of an object where no flight says how it lies, as a scenario models it.

    Parameters
    ----------
    scenario, name
        See :func:`seen_in_flight`.

    Returns
    -------
    float
        See :func:`cross_section_without_flight_m2`. [m²]

    Raises
    ------
    InputError
        As :func:`cross_section`.
    """
    with scenario.blaming("cross-section", name):
        return cross_section_without_flight_m2(
            name, scenario.numerics.cross_section_model, scenario.catalog
        )


def interceptor_design(name: str, catalog: Catalog | None = None) -> InterceptorDesign:
    """Interceptor of the catalogue.

    Parameters
    ----------
    name : str
        Key of the interceptor.
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.

    Returns
    -------
    InterceptorDesign
        Its parameters.

    Raises
    ------
    InputError
        If it does not exist, or its parameters cannot fly.
    """
    catalog = catalog or load_catalog()
    entry = catalog.interceptor(name)
    from bongsu.physics.interceptor.design import InterceptorDesign

    return InterceptorDesign(
        name=entry.title,
        launch_mass_kg=entry.launch_mass.value,
        propellant_mass_kg=entry.propellant_mass.value,
        specific_impulse_s=entry.specific_impulse.value,
        burn_time_s=entry.burn_time.value,
        diameter_m=entry.diameter.value,
        drag_table=catalog.drag_table(entry.drag_table.value).curve.points,
        coast_ballistic_coefficient_kg_m2=entry.coast_ballistic_coefficient.value,
        lowest_altitude_m=entry.lowest_altitude.value,
        highest_altitude_m=entry.highest_altitude.value,
        longest_range_m=entry.longest_range.value,
        longest_time_s=entry.longest_time.value,
        least_speed_m_s=entry.least_speed.value,
        hold_time_s=entry.hold_time.value,
        lowest_elevation_rad=entry.lowest_elevation.value,
    )
