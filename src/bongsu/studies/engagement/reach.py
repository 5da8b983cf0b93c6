"""Where an interceptor of the catalogue can be, how soon and how fast."""

from dataclasses import dataclass
from math import nan

import numpy as np
import xarray as xr

from bongsu.catalog import Catalog, Quantity, load_catalog
from bongsu.engagement.factory import interceptor_design
from bongsu.errors import InputError
from bongsu.physics.earth.environment import EnvironmentTuple, standard_environment
from bongsu.physics.interceptor.design import InterceptorDesign
from bongsu.physics.interceptor.reach import (
    Flyout,
    ReachTuple,
    look_up,
    reach_table,
    simulate_flyout,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional, label
from bongsu.version import __version__

LIMITS = (
    "lowest_altitude",
    "highest_altitude",
    "longest_range",
    "longest_time",
    "least_speed",
    "lowest_elevation",
)
"""Rows of an interceptor that bound its reach."""

_RANGES = 101
_ALTITUDES = 56
_CHECK_STEP_S = 0.1  # of the direct simulation


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InterceptorReach:
    """An interceptor of the catalogue with its table.

    Attributes
    ----------
    name : str
        Key of the interceptor.
    title : str
        What it is called.
    design : InterceptorDesign
        Its parameters.
    limits : dict of str to Quantity
        Rows that bound its reach.
    environment : EnvironmentTuple
        Gravity and air.
    launch_altitude_m : float
        Altitude of the launcher. [m]
    table : ReachTuple
        Least times of flight.
    entries : tuple of (str, str)
        Kind and key of the entries of the catalogue that it rests on.
    """

    name: str
    title: str
    design: InterceptorDesign
    limits: dict[str, Quantity]
    environment: EnvironmentTuple
    launch_altitude_m: float
    table: ReachTuple
    entries: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        return f"<InterceptorReach: {self.title}>"

    def limit_m(self, altitude_m: FloatArray) -> FloatArray:
        """Farthest ground range within all limits.

        Parameters
        ----------
        altitude_m : ndarray
            Altitudes of the intercept, within the band. [m]

        Returns
        -------
        ndarray
            Ground range. [m]
        """
        rows = self.table.lowest_altitude_m + self.table.altitude_step_m * np.arange(
            self.table.limit_m.size
        )
        return np.interp(altitude_m, rows, self.table.limit_m)

    def time_s(self, ground_range_m: float, altitude_m: float) -> float:
        """Least time of flight to a point.

        Parameters
        ----------
        ground_range_m, altitude_m : float
            The point. [m]

        Returns
        -------
        float
            Time; not a number out of reach. [s]
        """
        time, _, _ = look_up(self.table, np.array([ground_range_m]), np.array([altitude_m]))
        return float(time[0]) if np.isfinite(time[0]) else nan

    def dataset(self) -> xr.Dataset:
        """Lay the reach out over ground range and altitude.

        Returns
        -------
        xarray.Dataset
            Time of flight, speed and launch elevation; not a number out of reach.
        """
        low, high = self.design.lowest_altitude_m, self.design.highest_altitude_m
        altitude = np.linspace(low, high, _ALTITUDES)
        ranges = np.linspace(0.0, float(self.table.limit_m.max()), _RANGES)
        time, speed, elevation = look_up(self.table, ranges[None, :], altitude[:, None])
        inside = np.isfinite(time)
        by = ("altitude_km", "range_km")
        found = xr.Dataset(
            {
                "time_of_flight_s": (
                    by,
                    np.where(inside, time, np.nan),
                    label("least time of flight", "s"),
                ),
                "speed_km_s": (by, np.where(inside, speed / 1e3, np.nan), label("speed", "km/s")),
                "elevation_deg": (
                    by,
                    np.where(inside, np.degrees(elevation), np.nan),
                    label("launch elevation of that flight", "degree"),
                ),
                "farthest_km": (
                    "altitude_km",
                    self.limit_m(altitude) / 1e3,
                    label("farthest ground range", "km"),
                ),
            },
            {
                "altitude_km": ("altitude_km", altitude / 1e3, label("altitude", "km")),
                "range_km": (
                    "range_km",
                    ranges / 1e3,
                    label("ground range from the launcher", "km"),
                ),
            },
            {
                "interceptor": self.name,
                "launch_altitude_m": self.launch_altitude_m,
                "bongsu_version": __version__,
                "history": "bongsu.studies.engagement.reach.interceptor_reach",
            },
        )
        return conventional(found, f"Reach of {self.title}")


@dataclass(frozen=True)
class ReachCheck:
    """Table against direct simulation at points drawn at random within the limits.

    Attributes
    ----------
    points : int
        How many. [1]
    holes : int
        Points without an answer. [1]
    time_s : float
        Largest difference in time of flight. [s]
    position_m : float
        Largest distance between the point and where the simulation is at that time. [m]
    speed_m_s : float
        Largest difference in speed. [m/s]
    """

    points: int
    holes: int
    time_s: float
    position_m: float
    speed_m_s: float


def interceptor_reach(
    name: str, *, catalog: Catalog | None = None, launch_altitude_m: float = 0.0
) -> InterceptorReach:
    """Build the reach of an interceptor of the catalogue.

    Parameters
    ----------
    name : str
        Any name of the interceptor.
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.
    launch_altitude_m : float
        Altitude of the launcher. [m]

    Returns
    -------
    InterceptorReach
        The interceptor with its table.

    Raises
    ------
    InputError
        If it does not exist or cannot fly.
    """
    catalog = catalog or load_catalog()
    name = catalog.key("interceptor", name)
    entry = catalog.interceptor(name)
    design = interceptor_design(name, catalog)
    environment = standard_environment()
    return InterceptorReach(
        name=name,
        title=entry.title,
        design=design,
        limits={limit: getattr(entry, limit) for limit in LIMITS},
        environment=environment,
        launch_altitude_m=launch_altitude_m,
        table=reach_table(design, environment, launch_altitude_m=launch_altitude_m),
        entries=(("interceptor", name), ("drag-table", entry.drag_table.value)),
    )


def check_reach(reach: InterceptorReach, points: int = 1000, *, seed: int = 0) -> ReachCheck:
    """Compare the table with direct simulation at random points within the limits.

    Parameters
    ----------
    reach : InterceptorReach
        What to check.
    points : int
        How many points. [1]
    seed : int
        Of the random numbers. [1]

    Returns
    -------
    ReachCheck
        The largest differences.

    Raises
    ------
    InputError
        If there is no point, or nothing within the limits.
    """
    if points < 1 or not (reach.table.limit_m > 0.0).any():
        raise InputError(f"{reach.name}: nothing to check at {points} points within its limits")
    generator = np.random.default_rng(seed)
    design = reach.design
    altitude = generator.uniform(design.lowest_altitude_m, design.highest_altitude_m, points)
    ranges = generator.uniform(0.0, 1.0, points) * reach.limit_m(altitude)
    time, speed, elevation = look_up(reach.table, ranges, altitude)
    inside = np.isfinite(time)
    worst = np.zeros(3)
    for point in np.flatnonzero(inside):
        flown = simulate_flyout(
            design,
            float(elevation[point]),
            reach.environment,
            launch_altitude_m=reach.launch_altitude_m,
            step_s=_CHECK_STEP_S,
        )
        found = _differences(flown, ranges[point], altitude[point], time[point], speed[point])
        worst = np.maximum(worst, found)
    return ReachCheck(points, int((~inside).sum()), *(float(value) for value in worst))


def _differences(
    flown: Flyout, ground_range: float, altitude: float, time: float, speed: float
) -> FloatArray:
    """Differences of a simulated flight at a point: time [s], position [m], speed [m/s]."""
    range_then, altitude_then, speed_then = (
        float(np.interp(time, flown.time_s, column))
        for column in (flown.ground_range_m, flown.altitude_m, flown.speed_m_s)
    )
    position = np.hypot(range_then - ground_range, altitude_then - altitude)
    # the instant at which it is nearest, between rows by a straight line through the nearest
    off = np.array([flown.ground_range_m - ground_range, flown.altitude_m - altitude])
    near = int(np.argmin(np.hypot(*off)))
    ends = [max(near - 1, 0), min(near + 1, len(flown.time_s) - 1)]
    start, end = off[:, ends].T
    along = end - start
    share = float(np.dot(-start, along) / np.dot(along, along))
    before, after = flown.time_s[ends]
    nearest = before + share * (after - before)
    return np.array([abs(nearest - time), position, abs(speed_then - speed)])
