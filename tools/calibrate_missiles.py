"""Fly every missile of the catalogue to its greatest range, and solve for one parameter.

    uv run python tools/calibrate_missiles.py
    uv run python tools/calibrate_missiles.py nodong missile.nodong.payload-mass 1300

The first form prints, for each missile, the greatest range on a non-rotating Earth with its loft,
apogee, burnout and time, beside the published range. The second finds the value of one row for
which the greatest range is the given one [km]; the result is then written into the row by hand,
with quality D and the formula. Published ranges do not say in which direction they hold, hence
no rotation.

    uv run python tools/calibrate_missiles.py hwasong-12 missile.hwasong-12.stage-1.inert-mass \
        787 2111.5

The third form finds the value for which a lofted full burn over a range passes an apogee [km].
"""

import sys
from dataclasses import replace
from math import degrees, radians

from scipy.optimize import brentq, minimize_scalar

from bongsu.catalog import Catalog, load_catalog
from bongsu.catalog.rows.units import format_quantity
from bongsu.engagement.factory import missile_design
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.launch import MissileFlight, fly
from bongsu.physics.flight.states import LaunchPoint

EARTH_RADIUS_M = 6.371e6
LAUNCH = LaunchPoint(latitude=radians(39.0), longitude=radians(126.0))


def flight_at(name: str, catalog: Catalog, loft_deg: float) -> tuple[float, MissileFlight]:
    """Fly a full burn due south-east; ground range [m] and flight."""
    flight = fly(
        missile_design(name, catalog),
        LAUNCH,
        azimuth=radians(135.0),
        loft=radians(loft_deg),
        environment=standard_environment(rotating=False),
    )
    return ground_range(flight), flight


def ground_range(flight: MissileFlight) -> float:
    """Distance from launch to impact along the ellipsoid [m]."""
    from pyproj import Geod

    state = flight.impact
    return Geod(ellps="WGS84").inv(
        degrees(LAUNCH.longitude),
        degrees(LAUNCH.latitude),
        degrees(state.longitude),
        degrees(state.latitude),
    )[2]


def greatest_range(name: str, catalog: Catalog) -> tuple[float, float]:
    """Greatest range of a full burn over the loft: range [m] and loft [deg]."""
    found = minimize_scalar(
        lambda loft: -flight_at(name, catalog, loft)[0],
        bounds=(5.0, 60.0),
        method="bounded",
        options={"xatol": 0.02},
    )
    return -float(found.fun), float(found.x)


def with_value(catalog: Catalog, path: str, value: float) -> Catalog:
    """Copy of the catalogue with one row at another value."""
    return catalog.with_rows([replace(catalog.quantity(path), value=value)])


def apogee_at(name: str, catalog: Catalog, range_m: float) -> float:
    """Apogee of the lofted full burn over a range [m]."""
    best = greatest_range(name, catalog)[1]
    loft = brentq(lambda x: flight_at(name, catalog, x)[0] - range_m, best, 89.5, xtol=1e-3)
    return flight_at(name, catalog, float(loft))[1].apogee_m


def solve(name: str, path: str, range_km: float, apogee_km: float | None = None) -> float:
    """Value of a row, near its range in the catalogue, that gives a range, or a lofted flight."""
    catalog = load_catalog()
    row = catalog.quantity(path)

    def excess(value: float) -> float:
        changed = with_value(catalog, path, value)
        if apogee_km is None:
            return greatest_range(name, changed)[0] - 1e3 * range_km
        return apogee_at(name, changed, 1e3 * range_km) - 1e3 * apogee_km

    low, high = 0.9 * row.low, 1.1 * row.high
    if excess(low) * excess(high) > 0.0:
        raise SystemExit(f"no value of {path} near its range gives that")
    return float(brentq(excess, low, high, xtol=1e-4 * row.value))


def report() -> None:
    """Print the table of all missiles."""
    catalog = load_catalog()
    print(
        "missile              range km  published km        loft  apogee km  "
        "burnout km, km/s, s   time s"
    )
    for name in catalog.keys("missile"):
        distance, loft = greatest_range(name, catalog)
        flight = flight_at(name, catalog, loft)[1]
        band = catalog.missile(name).published_range
        end = flight.burnout
        speed = (end.v_east**2 + end.v_north**2 + end.v_up**2) ** 0.5
        inside = "" if band.low <= distance <= band.high else "  OUTSIDE"
        print(
            f"{name:20} {distance / 1e3:8.0f}  {band.value / 1e3:5.0f} ({band.low / 1e3:.0f}"
            f"-{band.high / 1e3:.0f})  {loft:5.1f} {flight.apogee_m / 1e3:9.0f}  "
            f"{end.altitude / 1e3:6.0f} {speed / 1e3:5.2f} {flight.burnout_time_s:5.0f}"
            f" {flight.time_s:8.0f}{inside}"
        )


if __name__ == "__main__":
    if len(sys.argv) >= 4:
        missile, parameter, *wanted = sys.argv[1:]
        answer = solve(missile, parameter, *(float(number) for number in wanted))
        unit = load_catalog().quantity(parameter).unit
        print(f"{parameter} = {format_quantity(answer, unit)}")
    else:
        report()
