"""``bongsu missile``: fly a missile of the catalogue to an aim point, on one shape or on all."""

from math import degrees, radians
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from bongsu.catalog import load_catalog
from bongsu.cli.options.places import Place, place_in
from bongsu.cli.options.values import CatalogFiles, JsonFlag, Number, ShapeName
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
from bongsu.physics.aim.aiming import check_apogee
from bongsu.physics.aim.flown import dive_angle
from bongsu.words import SHAPES, Shape

if TYPE_CHECKING:
    from bongsu.cli.schemas.missile import FannedFlight, FlightNumbers, MissingShape
    from bongsu.studies.missiles.flights import FanStudy, FlightStudy, InterceptBand

app = App(name="missile", help="Fly a missile of the catalogue.")
app.command(
    "bongsu.cli.commands.missile.lofted:lofted",
    name="lofted",
    help="Farthest range that follows from a lofted test.",
)
app.command(
    "bongsu.cli.commands.missile.lofted:list_tests",
    name="tests",
    help="List the published flight tests.",
)


@app.command
def fly(
    missile: str,
    *,
    from_: Annotated[Place, Parameter(name="--from")],
    to: Place,
    shape: ShapeName = "minimum-energy",
    apogee: Number | None = None,
    launch_altitude: Number | None = None,
    file: CatalogFiles = (),
    output: Path | None = None,
    figure: Path | None = None,
    track: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Fly a missile from a launch point to an aim point.

    Parameters
    ----------
    missile
        Missile of the catalogue by name, such as Nodong.
    from_
        Launch point: LAT,LON in degrees, or a place by name.
    to
        Aim point: LAT,LON in degrees, or a place by name.
    shape
        Shape of the arc. Missiles that cannot cut off their thrust have full-burn arcs only.
    apogee
        Apogee of a lofted or depressed arc; 2 and 0.6 times that of minimum energy by default. [km]
    launch_altitude
        Altitude of the launch point above the WGS-84 ellipsoid, 0 to 6000; 0 for LAT,LON, the
        catalogue's for a name by default. [m]
    file
        Catalogue file or directory to lay over the built-in rows, for missiles of your own.
    output
        Write the flight over time to this netCDF file.
    figure
        Altitude over range and speed over altitude, to write to a .png, .svg or .pdf file.
    track
        Map of the ground track, and of the arc over an Earth at rest, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.
    """
    from bongsu.studies.missiles.flights import fly_missile_to, missile_provenance

    check_outputs((output, DATASET), (figure, FIGURE), (track, FIGURE), inputs=file)
    check_apogee(shape, apogee)
    catalog = load_catalog(file)
    found = fly_missile_to(
        catalog,
        missile,
        place_in(catalog, "launch-area", from_),
        place_in(catalog, "target", to),
        shape=shape,
        apogee_m=None if apogee is None else 1e3 * apogee,
        launch_altitude_m=launch_altitude,
    )
    origin = missile_provenance(catalog, missile)
    made = [] if output is None else [(output, dataset_file(found.dataset()))]
    write_outputs([*made, *_drawn(found, figure, track)], origin)
    if json:
        print_json(_numbers(found), origin)
        return
    print_table(("quantity", "value"), _rows(found), title=f"{found.title}, {shape}")


@app.command
def fan(
    missile: str,
    *,
    from_: Annotated[Place, Parameter(name="--from")],
    to: Place,
    launch_altitude: Number | None = None,
    file: CatalogFiles = (),
    output: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Fly a missile to an aim point on every shape that it has.

    Parameters
    ----------
    missile
        Missile of the catalogue by name, such as Nodong.
    from_
        Launch point: LAT,LON in degrees, or a place by name.
    to
        Aim point: LAT,LON in degrees, or a place by name.
    launch_altitude
        Altitude of the launch point above the WGS-84 ellipsoid, 0 to 6000; 0 for LAT,LON, the
        catalogue's for a name by default. [m]
    file
        Catalogue file or directory to lay over the built-in rows, for missiles of your own.
    output
        Write the flights over time to this netCDF file.
    figure
        Altitude over range and speed over altitude of all shapes, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.
    """
    from bongsu.studies.missiles.flights import fan_of, missile_provenance

    check_outputs((output, DATASET), (figure, FIGURE), inputs=file)
    catalog = load_catalog(file)
    found = fan_of(
        catalog,
        missile,
        place_in(catalog, "launch-area", from_),
        place_in(catalog, "target", to),
        launch_altitude_m=launch_altitude,
    )
    origin = missile_provenance(catalog, missile)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found.dataset())))
    if figure is not None:
        from bongsu.report.missiles.flights import fan_figure

        target = found.target
        drawn = fan_figure(
            found.aiming, radians(target.latitude_deg), radians(target.longitude_deg), found.band
        )
        made.append((figure, figure_file(drawn)))
    write_outputs(made, origin)
    if json:
        print_json({"missile": found.missile, "shapes": _all_numbers(found)}, origin)
        return
    columns = ("shape", "apogee [km]", "flight [s]", "re-entry [m/s]", "band [s]")
    rows = [_fan_row(found, shape) for shape in SHAPES]
    caption = f"re-entry: speed at 100 km coming down; band: seconds {_down_through(found.band)}"
    print_table(columns, rows, title=found.aiming.missile.name, caption=caption)


def _drawn(
    found: "FlightStudy", figure: Path | None, track: Path | None
) -> list[tuple[Path, Write]]:
    if figure is None and track is None:
        return []
    from bongsu.report.missiles.flights import ground_track_figure, profile_figure

    title = f"{found.title}, {found.shape}, {found.flown.range_m / 1e3:,.0f} km"
    made: list[tuple[Path, Write]] = []
    if figure is not None:
        made.append(
            (figure, figure_file(profile_figure({found.shape: found.flown}, title, found.band)))
        )
    if track is not None:
        made.append((track, figure_file(ground_track_figure(found.flown, title))))
    return made


def _numbers(found: "FlightStudy") -> "FlightNumbers":
    flown, arc = found.flown, found.arc
    flight = flown.flight
    return {
        "range_km": flown.range_m / 1e3,
        "apogee_km": flight.apogee_m / 1e3,
        "time_of_flight_s": flight.time_s,
        "burnout_time_s": flight.burnout_time_s,
        "burnout_speed_m_s": flight.burnout.speed,
        "miss_m": arc.miss_m,
        "reentry_speed_m_s": flown.reentry_speed_m_s,
        "in_band_s": flown.in_band_s,
        "shape": found.shape,
        "azimuth_deg": degrees(arc.azimuth) % 360.0,
        "loft_deg": degrees(arc.loft),
        "apogee_time_s": flight.apogee_time_s,
        "burnout_altitude_km": flight.burnout.altitude / 1e3,
        "burnout_angle_deg": -degrees(dive_angle(flight.burnout)),
        "reentry_angle_deg": degrees(flown.reentry_angle),
        "impact_speed_m_s": flight.impact.speed,
        "impact_angle_deg": degrees(dive_angle(flight.impact)),
        "impact_latitude_deg": degrees(flight.impact.latitude),
        "impact_longitude_deg": degrees(flight.impact.longitude),
    }


def _all_numbers(fan: "FanStudy") -> "dict[Shape, FannedFlight | MissingShape]":
    found: dict[Shape, FannedFlight | MissingShape] = {}
    for shape, arc in fan.arcs.items():
        if shape in fan.flights:
            found[shape] = {"status": "ok", **_numbers(fan.flights[shape])}
        elif arc.status != "ok":
            found[shape] = {"status": arc.status, "explanation": arc.explanation}
    return found


def _rows(found: "FlightStudy") -> list[tuple[str, float]]:
    flown, arc = found.flown, found.arc
    flight = flown.flight
    return [
        ("ground range [km]", flown.range_m / 1e3),
        ("launch azimuth [deg]", degrees(arc.azimuth) % 360.0),
        ("burnout [s]", flight.burnout_time_s),
        ("speed at burnout [m/s]", flight.burnout.speed),
        ("altitude at burnout [km]", flight.burnout.altitude / 1e3),
        ("apogee [km]", flight.apogee_m / 1e3),
        ("time of the apogee [s]", flight.apogee_time_s),
        ("speed at re-entry [m/s]", flown.reentry_speed_m_s),
        ("angle at re-entry, below horizontal [deg]", degrees(flown.reentry_angle)),
        (f"coming down {_down_through(found.band)} [s]", flown.in_band_s),
        ("time of flight [s]", flight.time_s),
        ("speed at impact [m/s]", flight.impact.speed),
        ("miss of the aim point [m]", arc.miss_m),
    ]


def _down_through(band: "InterceptBand") -> str:
    return f"from {band.highest_m / 1e3:g} to {band.lowest_m / 1e3:g} km"


def _fan_row(fan: "FanStudy", shape: Shape) -> tuple[object, ...]:
    if shape not in fan.flights:
        return (f"{shape}: {fan.arcs[shape].status}", *[None] * 4)
    flown = fan.flights[shape].flown
    return (
        shape,
        flown.flight.apogee_m / 1e3,
        flown.flight.time_s,
        flown.reentry_speed_m_s,
        flown.in_band_s,
    )
