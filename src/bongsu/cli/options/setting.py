"""The options that change a scenario, applied by its verbs in one place."""

from collections.abc import Sequence

from bongsu.errors import InputError
from bongsu.scenario import ChangeError, Coordinates, Scenario

# what a verb refuses, by the option that gave it
_OPTIONS = {
    "to": "site",
    "altitude_m": "site altitude",
    "facing": "boresight",
    "direction": "boresight",
    "mode": "mode",
    "missile": "missile",
    "shape": "shape",
    "spacing_km": "spacing",
    "detect_to_launch_s": "detect-to-launch",
    "clock_start_s": "clock-start",
    "tracks_held": "tracks held",
    "battery": "battery",
    "value": "value",
}


def changed(
    scenario: Scenario,
    *,
    site: Coordinates | None = None,
    site_altitude_m: float | None = None,
    boresight_deg: float | None = None,
    mode: str | None = None,
    missile: str | None = None,
    shapes: Sequence[str] = (),
    spacing_km: float | None = None,
    cueing: bool = False,
    detect_to_launch_s: float | None = None,
    clock_start_s: float | None = None,
    tracks_held: int | None = None,
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
    site : Coordinates, optional
        Where the battery stands.
    site_altitude_m : float, optional
        Altitude of that site. [m]
    boresight_deg : float, optional
        Where its radar faces, clockwise from north. [deg]
    mode : str, optional
        Mode of operation of its radar.
    missile : str, optional
        Only this missile of the threats.
    shapes : sequence of str
        Only these shapes of arcs; all when empty.
    spacing_km : float, optional
        Side of the cells of the grid. [km]
    cueing : bool
        Whether tracks of separate radars reach fire control, beside what the scenario says.
    detect_to_launch_s, clock_start_s : float, optional
        From detection to first motion; earliest start of that clock. [s]
    tracks_held : int, optional
        Other objects that the radar holds in track. [1]
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
    try:
        if mode is not None:
            scenario = scenario.in_mode(mode, battery=battery)
        if site is not None or site_altitude_m is not None:
            place = scenario.battery(battery).site if site is None else site
            scenario = scenario.moved(place, altitude_m=site_altitude_m, battery=battery)
        if boresight_deg is not None:
            scenario = scenario.facing(boresight_deg, battery=battery)
        scenario = scenario.with_doctrine(
            detect_to_launch_s=detect_to_launch_s, clock_start_s=clock_start_s, battery=battery
        )
        if tracks_held is not None:
            scenario = scenario.searching(tracks_held=tracks_held, battery=battery)
        for path, value in parameters:
            scenario = scenario.with_parameter(path, value, source="given on the command line")
        if cueing:
            scenario = scenario.cued(battery=battery)
        if spacing_km is not None:
            scenario = scenario.at_spacing(spacing_km)
        return scenario.only(missile=missile, shape=tuple(shapes) or None)
    except ChangeError as error:
        option = _OPTIONS.get(error.argument, error.argument)
        raise InputError(f"{option}: {error.sentence}" if option else error.sentence) from None
