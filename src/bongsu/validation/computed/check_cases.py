"""Check cases of the NASA Engineering and Safety Center: point masses beside six simulations."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import degrees
from typing import Final

from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.limits import FINE_TOLERANCE_M
from bongsu.physics.flight.states import GeodeticState

_FOOT_M = 0.3048
_METRES_PER_DEGREE = 111320.0

BALLISTIC_COEFFICIENT_KG_M2: Final = 14.593903 / (0.1 * 0.1963495 * _FOOT_M**2)
"""Of the sphere: 1 slug, reference area 0.1963495 ft², drag coefficient 0.1. [kg/m²]"""


def _start(altitude_ft: float, east_ft_s: float, up_ft_s: float) -> GeodeticState:
    return GeodeticState(
        latitude=0.0,
        longitude=0.0,
        altitude=altitude_ft * _FOOT_M,
        v_east=east_ft_s * _FOOT_M,
        v_north=0.0,
        v_up=up_ft_s * _FOOT_M,
    )


STARTS: Final[Mapping[str, GeodeticState]] = {
    "case-06-dropped-sphere": _start(30000.0, 0.0, 0.0),
    "case-09-eastward-cannonball": _start(0.0, 1000.0, 1000.0),
}
"""Where each case starts, by the name of its table."""


@cache
def check_case_table(case: str) -> tuple[dict[str, float], ...]:
    """Read what the six simulations gave.

    Parameters
    ----------
    case : str
        Name of the table.

    Returns
    -------
    tuple of dict
        One row for each second: median, least and greatest. [as the columns name them]
    """
    text = files("bongsu.validation").joinpath("data", f"{case}.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple({key: float(cell) for key, cell in row.items()} for row in rows)


def farthest_outside_m(case: str, earth: str = "turning", drag: float = 1.0) -> float:
    """Greatest distance outside the band of the six simulations, over every second to 30 s.

    Parameters
    ----------
    case : str
        Name of the table.
    earth : str
        "at rest" for an Earth that does not turn, which is wrong.
    drag : float
        Factor on the drag; anything but 1 is wrong. [1]

    Returns
    -------
    float
        In altitude, along the meridian or along the equator; 0 inside the band. [m]
    """
    worst = 0.0
    for row in check_case_table(case):
        if row["time_s"] == 0.0:
            continue
        end = fly_arc(
            STARTS[case],
            ballistic_coefficient=BALLISTIC_COEFFICIENT_KG_M2 / drag,
            duration=row["time_s"],
            environment=standard_environment(rotating=earth != "at rest"),
            tolerance=FINE_TOLERANCE_M,
        ).end
        for name, value, metres in (
            ("altitude_m", end.altitude, 1.0),
            ("longitude_deg", degrees(end.longitude), _METRES_PER_DEGREE),
            ("latitude_deg", degrees(end.latitude), _METRES_PER_DEGREE),
        ):
            below, above = row[f"{name}_min"] - value, value - row[f"{name}_max"]
            worst = max(worst, below * metres, above * metres)
    return worst
