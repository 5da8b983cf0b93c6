"""``bongsu radar track``: one missile as the radar sees and tracks it."""

from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
from cyclopts import Parameter

from bongsu.cli.options import AltitudeKm, Bearing, Count, JsonFlag, Number
from bongsu.cli.places import Place, read_place
from bongsu.cli.printing import print_json
from bongsu.cli.tables import print_table
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs
from bongsu.scenario.provenance import provenance
from bongsu.words import Shape

if TYPE_CHECKING:
    from bongsu.studies.radar.track import FlightInView

_ROWS_SHOWN = 10
_RARE = 1e-3  # the mean time of something rarer says nothing


def track(
    scenario: str = "korea-2016",
    *,
    missile: str,
    from_: Annotated[Place, Parameter(name="--from")],
    to: Place,
    site: Place | None = None,
    shape: Shape = "minimum-energy",
    apogee: Number | None = None,
    mode: str | None = None,
    boresight: Bearing | None = None,
    intercept: AltitudeKm | None = None,
    tracks_held: Count | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Time in view and signal along one flight, and how well impact and launch points are known.

    The track begins after burnout, with the first look that detects what flies on. Errors are one
    standard deviation: the longer half axis of the ellipse on the ground.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario; the radar is that of its first battery.
    missile
        Missile of the catalogue.
    from_
        Launch point: LAT,LON in degrees, or a place by name.
    to
        Aim point: LAT,LON in degrees, or a place by name.
    site
        Where the radar stands, instead of the battery's site: a place by name, or LAT,LON.
    shape
        Shape of the arc.
    apogee
        Apogee of a lofted or depressed arc. [km]
    mode
        Mode of operation of the radar, instead of the scenario's.
    boresight
        Direction the array faces from north; by default the scenario's, and on another --site the
        middle of the boresights that hold all launch areas. [deg]
    intercept
        Altitude on the way down at which an interceptor would meet it; the middle of the
        interceptor's band by default. [km]
    tracks_held
        Other objects that the radar holds in track, instead of the scenario's.
    figure
        Picture (.png, .svg or .pdf) of the signal, the errors and the ellipse of impact.
    json
        Print JSON for machines.
    """
    from bongsu.cli.setting import changed
    from bongsu.engagement.threats import one_plan
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.track import flight_in_view

    check_outputs((figure, FIGURE), inputs=(scenario,))
    loaded = load_scenario(scenario)
    setting = changed(
        loaded,
        site=None if site is None else read_place(loaded, "site", site),
        mode=mode,
        boresight_deg=boresight,
        tracks_held=tracks_held,
    )
    aim = read_place(setting, "target", to)
    plan = one_plan(
        setting,
        setting.catalog.key("missile", missile),
        read_place(setting, "launch-area", from_),
        shape,
        apogee_m=None if apogee is None else 1e3 * apogee,
    )
    found = flight_in_view(
        setting,
        plan,
        aim.latitude_deg,
        aim.longitude_deg,
        intercept_altitude_m=None if intercept is None else 1e3 * intercept,
    )
    origin = provenance(setting)
    if figure is not None:
        from bongsu.report.radar.track import track_figure

        drawing = track_figure(found)
        write_outputs([(figure, figure_file(drawing))], origin)
    if json:
        print_json(
            {
                **_summary(found),
                "in_view_s_by_object": dict(found.in_view_s_by_object),
                "track": _history(found),
            },
            origin,
        )
        return
    print_table(
        ("what", "value"),
        [(name.replace("_", " "), value) for name, value in _summary(found).items()],
        title=(
            f"{plan.title}, {shape}, seen from {found.view.station.title} in {found.view.mode} mode"
        ),
    )
    print_table(
        ("in view as", "seconds"),
        [
            (setting.catalog.cross_section(key).title, seconds)
            for key, seconds in found.in_view_s_by_object.items()
        ],
        caption="A boosting missile until burnout, anything else after it, on the same path.",
    )
    history = _history(found)
    if history:
        count = len(history["time_s"])
        rows = np.unique(np.linspace(0, count - 1, min(_ROWS_SHOWN, count)).astype(int))
        print_table(
            (
                "time s",
                "S/N",
                "position error m",
                "intercept error m",
                "impact error km",
                "launch error km",
            ),
            [tuple(float(column[row]) for column in history.values()) for row in rows],
            title="Track after burnout",
        )


def _summary(found: "FlightInView") -> dict[str, object]:
    best = int(found.snr.argmax())
    seen = found.snr[best] > 0.0
    likely = found.crossing.firm > _RARE
    return {
        "time_of_flight_s": found.flight.duration_s,
        "apogee_km": found.flight.apogee_m / 1e3,
        "burnout_time_s": found.flight.burnout_time_s,
        "cross_section_m2": found.plan.cross_section_m2,
        "powered_cross_section_m2": found.plan.powered_cross_section_m2,
        "boresight_deg": found.view.boresight_deg,
        "first_sight_s": found.first_sight_s,
        "in_view_s": found.in_view_s,
        "in_view_under_power_s": found.boost_in_view_s,
        "snr_at_first_sight": found.snr_at_first_sight,
        "snr_highest": float(found.snr[best]),
        "snr_highest_s": float(found.time_s[best]) if seen else None,
        "fence_enter_s": found.crossing.enter_s,
        "fence_detected": found.crossing.detected,
        "fence_detect_s": found.crossing.detect_s if found.crossing.detected > _RARE else nan,
        "firm_track": found.crossing.firm,
        "firm_track_s": found.crossing.firm_s if likely else nan,
        "fence_to_firm_s": found.crossing.delay_s if likely else nan,
        "intercept_s": found.intercept_s,
        "intercept_altitude_km": found.intercept_altitude_m / 1e3,
        "intercept_known_s": found.intercept_known_s,
    }


def _history(
    found: "FlightInView",
) -> dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]:
    if found.history is None or found.impact is None or found.launch is None:
        return {}
    return {
        "time_s": found.history.time,
        "snr": found.history.snr,
        "position_error_m": found.history.position_error_m,
        "intercept_error_m": found.intercept_error_m,
        "impact_error_km": found.impact.major_m / 1e3,
        "launch_error_km": found.launch.major_m / 1e3,
    }
