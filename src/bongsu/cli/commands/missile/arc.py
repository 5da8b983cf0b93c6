"""``bongsu arc``: fly a body from a given state."""

from math import degrees, radians

from cyclopts import App

from bongsu.cli.options.values import JsonFlag, Number
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.limits import FINE_TOLERANCE_M
from bongsu.physics.flight.states import GeodeticState
from bongsu.scenario.provenance import Provenance

app = App(name="arc", help="Fly a body from a given state.")


@app.command
def fly(
    *,
    latitude: Number,
    longitude: Number,
    altitude: Number,
    v_east: Number,
    v_north: Number,
    v_up: Number,
    ballistic_coefficient: Number | None = None,
    duration: Number | None = None,
    json: JsonFlag = False,
) -> None:
    """Fly a body without power to the ground or for a time.

    Parameters
    ----------
    latitude, longitude
        Geodetic start. [deg]
    altitude
        Height above the WGS-84 ellipsoid. [m]
    v_east, v_north, v_up
        Earth-fixed velocity. [m/s]
    ballistic_coefficient
        m / (C_D A); none means no drag. [kg/m²]
    duration
        Longest time to fly; a day by default. [s]
    json
        Print JSON for machines.
    """
    if not -90.0 <= latitude <= 90.0:
        raise InputError(f"--latitude must lie between -90 and 90 degrees, not {latitude}")
    if not -180.0 <= longitude <= 360.0:
        raise InputError(f"--longitude must lie between -180 and 360 degrees, not {longitude}")
    state = GeodeticState(
        latitude=radians(latitude),
        longitude=radians(longitude),
        altitude=altitude,
        v_east=v_east,
        v_north=v_north,
        v_up=v_up,
    )
    arc = fly_arc(
        state,
        ballistic_coefficient=ballistic_coefficient,
        duration=duration,
        tolerance=FINE_TOLERANCE_M,
    )
    result = {
        "time_s": arc.time_s,
        "latitude_deg": degrees(arc.end.latitude),
        "longitude_deg": degrees(arc.end.longitude),
        "altitude_m": arc.end.altitude,
        "v_east_m_s": arc.end.v_east,
        "v_north_m_s": arc.end.v_north,
        "v_up_m_s": arc.end.v_up,
        "apogee_km": arc.apogee_m / 1e3,
        "event": arc.event,
    }
    if json:
        print_json(result, Provenance())
        return
    rows = [
        ("time [s]", result["time_s"]),
        ("latitude [deg]", f"{result['latitude_deg']:.6f}"),
        ("longitude [deg]", f"{result['longitude_deg']:.6f}"),
        ("altitude [m]", f"{arc.end.altitude:.1f}"),
        ("speed east [m/s]", f"{arc.end.v_east:.2f}"),
        ("speed north [m/s]", f"{arc.end.v_north:.2f}"),
        ("speed up [m/s]", f"{arc.end.v_up:.2f}"),
        ("apogee [km]", f"{arc.apogee_m / 1e3:.3f}"),
        ("ended by", arc.event),
    ]
    print_table(("quantity", "value"), rows)
