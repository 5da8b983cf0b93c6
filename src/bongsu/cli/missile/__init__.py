"""``bongsu missile``: fly a missile of the catalogue to an aim point, on one shape or on all."""

from math import degrees, radians
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from bongsu.catalog import Catalog, load_catalog
from bongsu.cli.options import CatalogFiles, JsonFlag, Number
from bongsu.cli.places import Place, place_in
from bongsu.cli.printing import print_json
from bongsu.cli.tables import print_table
from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.output import FIGURE, Write, check_outputs, figure_file, write_outputs
from bongsu.physics.aim.aiming import AimedArc, Aiming, aim, check_apogee, prepare_aiming
from bongsu.physics.aim.flown import AimedFlight, dive_angle, fly_aimed
from bongsu.physics.flight.single import LaunchPoint
from bongsu.scenario import Coordinates
from bongsu.scenario.provenance import Provenance, catalog_provenance
from bongsu.words import SHAPES, Shape

if TYPE_CHECKING:
    from bongsu.cli.schemas.missile import FannedFlight, FlightNumbers, MissingShape

app = App(name="missile", help="Fly a missile of the catalogue.")
app.command(
    "bongsu.cli.missile.lofted:lofted",
    name="lofted",
    help="Farthest range that follows from a lofted test.",
)
app.command(
    "bongsu.cli.missile.lofted:list_tests", name="tests", help="List the published flight tests."
)

BAND_TOP_M = 150e3
BAND_BOTTOM_M = 40e3
TOLERANCE_M = 0.01
_FAN_CAPTION = "re-entry: speed at 100 km coming down; band: seconds from 150 to 40 km"


@app.command
def fly(
    name: str,
    *,
    from_: Annotated[Place, Parameter(name="--from")],
    to: Place,
    shape: Shape = "minimum-energy",
    apogee: Number | None = None,
    launch_altitude: Number | None = None,
    file: CatalogFiles = (),
    figure: Path | None = None,
    track: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Fly a missile from a launch point to an aim point.

    Parameters
    ----------
    name
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
        Height of the launch point above the WGS-84 ellipsoid, 0 to 6000; 0 for LAT,LON, the
        catalogue's for a name by default. [m]
    file
        Catalogue file or directory to lay over the built-in rows, for missiles of your own.
    figure
        Altitude over range and speed over altitude, to write to a .png, .svg or .pdf file.
    track
        Map of the ground track, and of the arc over an Earth at rest, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.
    """
    check_outputs((figure, FIGURE), (track, FIGURE), inputs=file)
    check_apogee(shape, apogee)
    catalog = load_catalog(file)
    aiming = _prepare(name, place_in(catalog, "launch-area", from_), launch_altitude, catalog)
    arc = _aim(aiming, place_in(catalog, "target", to), shape, apogee)
    if arc.status != "ok":
        raise OutOfReachError(arc.reason)
    flown = _fly(aiming, arc)
    origin = _origin(catalog, name)
    write_outputs(_drawn(aiming, flown, shape, figure, track), origin)
    if json:
        print_json(_numbers(flown, arc, shape), origin)
        return
    print_table(("quantity", "value"), _rows(flown, arc), title=f"{aiming.missile.name}, {shape}")


@app.command
def fan(
    name: str,
    *,
    from_: Annotated[Place, Parameter(name="--from")],
    to: Place,
    launch_altitude: Number | None = None,
    file: CatalogFiles = (),
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Fly a missile to an aim point on every shape that it has.

    Parameters
    ----------
    name
        Missile of the catalogue by name, such as Nodong.
    from_
        Launch point: LAT,LON in degrees, or a place by name.
    to
        Aim point: LAT,LON in degrees, or a place by name.
    launch_altitude
        Height of the launch point above the WGS-84 ellipsoid, 0 to 6000; 0 for LAT,LON, the
        catalogue's for a name by default. [m]
    file
        Catalogue file or directory to lay over the built-in rows, for missiles of your own.
    figure
        Altitude over range and speed over altitude of all shapes, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.
    """
    check_outputs((figure, FIGURE), inputs=file)
    catalog = load_catalog(file)
    aiming = _prepare(name, place_in(catalog, "launch-area", from_), launch_altitude, catalog)
    target = place_in(catalog, "target", to)
    arcs = {shape: _aim(aiming, target, shape, None) for shape in SHAPES}
    flights = {
        shape: _fly(aiming, arc) if arc.status == "ok" else None for shape, arc in arcs.items()
    }
    if not any(flights.values()):
        raise OutOfReachError(f"{aiming.missile.name} reaches that point on no shape")
    origin = _origin(catalog, name)
    if figure is not None:
        from bongsu.report.missiles.flights import fan_figure

        drawn = fan_figure(aiming, radians(target.latitude_deg), radians(target.longitude_deg))
        write_outputs([(figure, figure_file(drawn))], origin)
    if json:
        print_json(
            {"missile": catalog.key("missile", name), "shapes": _all_numbers(arcs, flights)},
            origin,
        )
        return
    columns = ("shape", "apogee [km]", "flight [s]", "re-entry [m/s]", "band [s]")
    rows = [_fan_row(shape, arcs[shape], flights[shape]) for shape in SHAPES]
    print_table(columns, rows, title=aiming.missile.name, caption=_FAN_CAPTION)


def _origin(catalog: Catalog, name: str) -> Provenance:
    key = catalog.key("missile", name)
    drag = catalog.missile(key).drag_table.value
    return catalog_provenance(catalog, [("missile", key), ("drag-table", drag)])


def _prepare(name: str, place: Coordinates, altitude: float | None, catalog: Catalog) -> Aiming:
    launch = LaunchPoint(
        latitude=radians(place.latitude_deg),
        longitude=radians(place.longitude_deg),
        altitude=place.altitude if altitude is None else altitude,
    )
    return prepare_aiming(missile_design(name, catalog), launch)


def _aim(aiming: Aiming, to: Coordinates, shape: str, apogee_km: float | None) -> AimedArc:
    return aim(
        aiming,
        radians(to.latitude_deg),
        radians(to.longitude_deg),
        shape,
        apogee_m=None if apogee_km is None else 1e3 * apogee_km,
        tolerance=TOLERANCE_M,
    )


def _fly(aiming: Aiming, arc: AimedArc) -> AimedFlight:
    return fly_aimed(aiming, arc, band=(BAND_BOTTOM_M, BAND_TOP_M), tolerance=TOLERANCE_M)


def _drawn(
    aiming: Aiming, flown: AimedFlight, shape: str, figure: Path | None, track: Path | None
) -> list[tuple[Path, Write]]:
    if figure is None and track is None:
        return []
    from bongsu.report.missiles.flights import ground_track_figure, profile_figure

    title = f"{aiming.missile.name}, {shape}, {flown.range_m / 1e3:,.0f} km"
    made: list[tuple[Path, Write]] = []
    if figure is not None:
        made.append((figure, figure_file(profile_figure({shape: flown}, title))))
    if track is not None:
        made.append((track, figure_file(ground_track_figure(flown, title))))
    return made


def _numbers(flown: AimedFlight, arc: AimedArc, shape: Shape) -> "FlightNumbers":
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
        "shape": shape,
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


def _all_numbers(
    arcs: dict[Shape, AimedArc], flights: dict[Shape, AimedFlight | None]
) -> "dict[Shape, FannedFlight | MissingShape]":
    found: dict[Shape, FannedFlight | MissingShape] = {}
    for shape, arc in arcs.items():
        flown = flights[shape]
        if flown is not None:
            found[shape] = {"status": "ok", **_numbers(flown, arc, shape)}
        elif arc.status != "ok":
            found[shape] = {"status": arc.status, "reason": arc.reason}
    return found


def _rows(flown: AimedFlight, arc: AimedArc) -> list[tuple[str, float]]:
    flight = flown.flight
    return [
        ("ground range [km]", flown.range_m / 1e3),
        ("launch azimuth [deg]", degrees(arc.azimuth) % 360.0),
        ("end of thrust [s]", flight.burnout_time_s),
        ("speed then [m/s]", flight.burnout.speed),
        ("altitude then [km]", flight.burnout.altitude / 1e3),
        ("apogee [km]", flight.apogee_m / 1e3),
        ("time of the apogee [s]", flight.apogee_time_s),
        ("speed at re-entry [m/s]", flown.reentry_speed_m_s),
        ("angle at re-entry, below horizontal [deg]", degrees(flown.reentry_angle)),
        ("coming down from 150 to 40 km [s]", flown.in_band_s),
        ("time of flight [s]", flight.time_s),
        ("speed at impact [m/s]", flight.impact.speed),
        ("miss of the aim point [m]", arc.miss_m),
    ]


def _fan_row(shape: str, arc: AimedArc, flown: AimedFlight | None) -> tuple[object, ...]:
    if flown is None:
        return (f"{shape}: {arc.status}", *[None] * 4)
    return (
        shape,
        flown.flight.apogee_m / 1e3,
        flown.flight.time_s,
        flown.reentry_speed_m_s,
        flown.in_band_s,
    )
