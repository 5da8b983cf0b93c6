"""``bongsu missile``: fly a missile of the catalogue to an aim point."""

from math import radians
from typing import Annotated, Literal

from cyclopts import App, Parameter

from bongsu.cli.output import JsonFlag, PointArgument, print_json, print_table
from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.physics.aim import aim, prepare_aiming
from bongsu.physics.aim_flight import fly_aimed
from bongsu.physics.flight import LaunchPoint

app = App(name="missile", help="Fly a missile of the catalogue.")

BAND_TOP_M = 150e3
BAND_BOTTOM_M = 40e3
TOLERANCE_M = 0.01


@app.command
def fly(
    name: str,
    *,
    from_: Annotated[PointArgument, Parameter(name="--from")],
    to: PointArgument,
    shape: Literal[
        "minimum-energy", "lofted", "depressed", "full-burn-lofted", "full-burn-depressed"
    ] = "minimum-energy",
    apogee: float | None = None,
    json: JsonFlag = False,
) -> None:
    """Fly a missile from a launch point to an aim point.

    Parameters
    ----------
    name
        Missile of the catalogue, such as nodong.
    from_
        Launch point, LAT,LON. [deg]
    to
        Aim point, LAT,LON. [deg]
    shape
        Shape of the arc. Missiles that cannot cut off their thrust have full-burn arcs only.
    apogee
        Apogee of a lofted or depressed arc; 2 and 0.6 times that of minimum energy by default. [km]
    json
        Print JSON for machines.
    """
    missile = missile_design(name)
    launch = LaunchPoint(
        latitude=radians(from_.latitude_deg), longitude=radians(from_.longitude_deg)
    )
    aiming = prepare_aiming(missile, launch)
    arc = aim(
        aiming,
        radians(to.latitude_deg),
        radians(to.longitude_deg),
        shape,
        apogee=None if apogee is None else 1e3 * apogee,
        tolerance=TOLERANCE_M,
    )
    if arc.status != "ok":
        raise OutOfReachError(arc.reason)
    flown = fly_aimed(aiming, arc, band=(BAND_BOTTOM_M, BAND_TOP_M), tolerance=TOLERANCE_M)
    result = {
        "range_km": flown.range_m / 1e3,
        "apogee_km": flown.flight.apogee_m / 1e3,
        "time_of_flight_s": flown.flight.time_s,
        "burnout_time_s": flown.flight.burnout_s,
        "burnout_speed_m_s": flown.flight.burnout.speed,
        "miss_m": arc.miss_m,
        "reentry_speed_m_s": flown.reentry_speed_m_s,
        "seconds_in_band": flown.seconds_in_band,
    }
    if json:
        print_json(result)
        return
    rows = [
        ("ground range [km]", result["range_km"]),
        ("apogee [km]", result["apogee_km"]),
        ("time of flight [s]", result["time_of_flight_s"]),
        ("end of thrust [s]", result["burnout_time_s"]),
        ("speed then [m/s]", result["burnout_speed_m_s"]),
        ("speed at re-entry [m/s]", result["reentry_speed_m_s"]),
        ("coming down from 150 to 40 km [s]", result["seconds_in_band"]),
        ("miss of the aim point [m]", result["miss_m"]),
    ]
    print_table(("quantity", "value"), rows, title=f"{missile.name}, {shape}")
