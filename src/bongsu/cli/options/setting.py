"""The options that change a scenario, applied by its verbs in one place."""

from collections.abc import Sequence
from pathlib import Path

from bongsu.cli.options.groups import (
    ALL_THREATS,
    AS_IT_FIRES,
    AS_IT_IS_SEEN,
    AS_IT_STANDS,
    FireOptions,
    SightOptions,
    StandOptions,
    ThreatOptions,
)
from bongsu.cli.options.places import read_place
from bongsu.scenario import Coordinates, Raid, Scenario, load_raid


def changed(
    scenario: Scenario,
    *,
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    fire: FireOptions = AS_IT_FIRES,
    threats: ThreatOptions = ALL_THREATS,
    site: Coordinates | None = None,
    mode: str | None = None,
    spacing_km: float | None = None,
    parameters: Sequence[tuple[str, str]] = (),
    battery: str | None = None,
) -> Scenario:
    """Change a scenario as options of the command line ask.

    The battery is moved before threats are left out: where its radar faces does not depend on which
    of them are looked at.

    Parameters
    ----------
    scenario : Scenario
        As loaded.
    stand : StandOptions
        Where the battery stands and its radar faces.
    sight : SightOptions
        What radars see of an object.
    fire : FireOptions
        How it comes to fire.
    threats : ThreatOptions
        Which flights are looked at.
    site : Coordinates, optional
        Where the battery stands, of several sites that a command compares.
    mode : str, optional
        Mode of operation of its radar.
    spacing_km : float, optional
        Side of the cells of the grid. [km]
    parameters : sequence of (str, str)
        Path and value of parameters of the catalogue.
    battery : str, optional
        Name of the battery; the first by default, for cueing all of them.

    Returns
    -------
    Scenario
        The changed scenario; the same where nothing is asked.

    Raises
    ------
    InputError
        If something asked for cannot be; names the option.
    """
    if stand.site is not None:
        site = read_place(scenario, "site", stand.site)
    if sight.cross_section_model is not None:
        scenario = scenario.with_cross_sections(sight.cross_section_model)
    if mode is not None:
        scenario = scenario.in_mode(mode, battery=battery)
    if site is not None or stand.site_altitude is not None:
        place = scenario.battery(battery).site if site is None else site
        scenario = scenario.moved(place, altitude_m=stand.site_altitude, battery=battery)
    if stand.boresight is not None:
        scenario = scenario.facing(stand.boresight, battery=battery)
    scenario = scenario.with_doctrine(
        detect_to_launch_s=fire.detect_to_launch, clock_start_s=fire.clock_start, battery=battery
    )
    if fire.tracks_held is not None:
        scenario = scenario.searching(tracks_held=fire.tracks_held, battery=battery)
    for path, value in parameters:
        scenario = scenario.with_parameter(path, value, source="given on the command line")
    if fire.cueing:
        scenario = scenario.cued(battery=battery)
    if spacing_km is not None:
        scenario = scenario.at_spacing(spacing_km)
    return scenario.only(
        missile=threats.missile, shape=threats.shape or None, launch_area=threats.from_ or None
    )


def raid_of(file: Path | None, scenario: Scenario) -> Raid | None:
    """Read a raid file, where one is given.

    Parameters
    ----------
    file : pathlib.Path, optional
        As given on the command line.
    scenario : Scenario
        Whose catalogue knows the names.

    Returns
    -------
    Raid or None
        The raid of the file.

    Raises
    ------
    InputError
        If the file cannot be read, with every mistake in it.
    """
    return None if file is None else load_raid(file, scenario)
