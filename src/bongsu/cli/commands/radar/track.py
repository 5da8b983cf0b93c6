"""``bongsu radar track``: one missile as the radar sees and tracks it."""

from pathlib import Path
from typing import Annotated

import numpy as np
from cyclopts import Parameter

from bongsu.cli.options.places import Place, read_place
from bongsu.cli.options.values import AltitudeKm, Bearing, Count, JsonFlag, Number
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import (
    DATASET,
    FIGURE,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    write_outputs,
)
from bongsu.scenario.provenance import provenance
from bongsu.words import Shape

_ROWS_SHOWN = 10


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
    output: Path | None = None,
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
    output
        Write sight and track over time to this netCDF file.
    figure
        Picture (.png, .svg or .pdf) of the signal, the errors and the ellipse of impact.
    json
        Print JSON for machines.
    """
    from bongsu.cli.options.setting import changed
    from bongsu.engagement.threats import one_plan
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.track import flight_in_view

    check_outputs((output, DATASET), (figure, FIGURE), inputs=(scenario,))
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
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found.dataset())))
    if figure is not None:
        from bongsu.report.radar.track import track_figure

        made.append((figure, figure_file(track_figure(found))))
    write_outputs(made, origin)
    if json:
        print_json(
            {
                **found.numbers(),
                "in_view_s_by_object": dict(found.in_view_s_by_object),
                "track": found.looks(),
            },
            origin,
        )
        return
    print_table(
        ("what", "value"),
        [(name.replace("_", " "), value) for name, value in found.numbers().items()],
        title=found.heading,
    )
    print_table(
        ("in view as", "seconds"),
        [
            (setting.catalog.cross_section(key).title, seconds)
            for key, seconds in found.in_view_s_by_object.items()
        ],
        caption="A boosting missile until burnout, anything else after it, on the same path.",
    )
    history = found.looks()
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
