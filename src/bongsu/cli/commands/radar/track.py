"""``bongsu radar track``: one missile as the radar sees and tracks it."""

from pathlib import Path

import numpy as np

from bongsu.cli.options.groups import (
    AS_IT_IS_SEEN,
    AS_IT_STANDS,
    FireOptions,
    FlightOptions,
    SightOptions,
    StandOptions,
)
from bongsu.cli.options.places import read_place
from bongsu.cli.options.values import AltitudeKm, Count, JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table, quantity_words
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

_ROWS_SHOWN = 10


def track(
    scenario: str = "korea-2016",
    *,
    flight: FlightOptions,
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    mode: str | None = None,
    intercept: AltitudeKm | None = None,
    tracks_held: Count | None = None,
    output: Path | None = None,
    figure: Path | None = None,
    sky: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Time in view and signal along one flight, and how well impact and launch points are known.

    The track begins after burnout, with the first look that detects what flies on. Errors are one
    standard deviation: the longer half axis of the ellipse on the ground.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario; the radar is that of its first battery.
    flight
        Which missile flies from where to where.
    stand
        Where the battery stands and its radar faces.
    sight
        What radars see of an object.
    mode
        Mode of operation of the radar, instead of the scenario's.
    intercept
        Altitude on the way down at which an interceptor would meet it; the middle of the
        interceptor's band by default. [km]
    tracks_held
        Other objects that the radar holds in track, instead of the scenario's.
    output
        Write sight and track over time to this netCDF file.
    figure
        Picture (.png, .svg or .pdf) of the signal, the errors and the ellipse of impact.
    sky
        Picture (.png, .svg or .pdf) of the sky above the radar: the field of regard of its tilted
        face, and the arc through it.
    json
        Print JSON for machines.
    """
    from bongsu.cli.options.setting import changed
    from bongsu.engagement.threats import one_plan
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.track import flight_in_view

    check_outputs((output, DATASET), (figure, FIGURE), (sky, FIGURE), inputs=(scenario,))
    setting = changed(
        load_scenario(scenario),
        stand=stand,
        sight=sight,
        fire=FireOptions(tracks_held=tracks_held),
        mode=mode,
    )
    aim = read_place(setting, "target", flight.to)
    plan = one_plan(
        setting,
        setting.catalog.key("missile", flight.missile),
        read_place(setting, "launch-area", flight.from_),
        flight.shape,
        apogee_m=flight.apogee_m,
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
    if sky is not None:
        from bongsu.report.radar.sky import sky_figure

        made.append((sky, figure_file(sky_figure(found))))
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
        [(quantity_words(name), value) for name, value in found.numbers().items()],
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
