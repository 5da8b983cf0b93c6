"""Heights at which a radar sees objects above one place, and what the horizon hides there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import degrees, radians
from typing import Final

import numpy as np

from bongsu.engagement.factory import seen_without_flight_m2
from bongsu.geography.outlines import WGS84
from bongsu.physics.numerics.angles import within_half_turn
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.pointing import Boresights
from bongsu.physics.radar.refraction import earth_radius_at, horizon_elevation, ray_path
from bongsu.physics.radar.signals import signals_at
from bongsu.scenario import Scenario
from bongsu.scenario.pointing import boresights
from bongsu.studies.radar.view.station import RadarView, Station, station

OBJECTS: Final = ("reentry-vehicle", "body", "boosting-missile")
"""What is looked for: cross-sections of the catalogue."""
HIGHEST_KM: Final = 6000.0
"""Height up to which objects are looked for: no radar is taken to see farther. [km]"""

# below, where the edge of what is seen matters most, every 100 m; above to a kilometre
_HEIGHTS_KM: Final = np.concatenate(
    [np.arange(0.0, 200.0, 0.1), np.arange(200.0, HIGHEST_KM + 1.0, 1.0)]
)
_RAY_STEP_M: Final = 2e3


@dataclass(frozen=True, kw_only=True)
class Facing:
    """A direction that the radar faces, and why.

    Attributes
    ----------
    name : str
        ``scenario``: as it stands there. ``place``: towards the place, the most that it can do to
        see it. ``nearest-held`` and ``farthest-held``: the nearest to the place and the farthest
        from it, of the boresights that keep every launch area of the threats in the field of
        regard.
    boresight_deg : float
        Clockwise from north. [deg]
    """

    name: str
    boresight_deg: float


@dataclass(frozen=True, kw_only=True)
class HeightsSeen:
    """Heights at which one look detects an object above the place.

    Attributes
    ----------
    mode : str
        Mode of operation.
    facing : Facing
        Where the radar faces.
    object_key, object_title : str
        What is looked for.
    lowest_km, highest_km : float
        Of the heights at which it is detected; not a number where it is not. [km]
    """

    mode: str
    facing: Facing
    object_key: str
    object_title: str
    lowest_km: float
    highest_km: float

    @property
    def seen(self) -> bool:
        """Whether it is detected at any height."""
        return self.lowest_km == self.lowest_km


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a radar sees above one place.

    Attributes
    ----------
    site : Station
        The radar.
    distance_km : float
        To the place along the ground. [km]
    bearing_deg : float
        Direction of the place, clockwise from north. [deg]
    horizon_km : float
        Height above the place below which the Earth hides everything. [km]
    floor_km : mapping of str to float
        By mode, the height of the lowest ray that the radar uses. [km]
    cross_sections_m2 : mapping of str to float
        Of each object. [m²]
    rows : tuple of HeightsSeen
        By mode, facing and object.
    """

    site: Station
    distance_km: float
    bearing_deg: float
    horizon_km: float
    floor_km: Mapping[str, float]
    cross_sections_m2: Mapping[str, float]
    rows: tuple[HeightsSeen, ...]


def sight(
    scenario: Scenario,
    latitude_deg: float,
    longitude_deg: float,
    *,
    facings: Sequence[Facing] | None = None,
    objects: Sequence[str] = OBJECTS,
) -> Sight:
    """Find the heights at which the radar of the first battery sees objects above a place.

    Parameters
    ----------
    scenario : Scenario
    latitude_deg, longitude_deg : float
        The place. [deg]
    facings : sequence of Facing, optional
        Directions that the radar faces; those of :func:`facings_towards` by default.
    objects : sequence of str
        Cross-sections of the catalogue.

    Returns
    -------
    Sight
        In every mode of the radar. Heights lie 100 m apart up to 200 km and 1 km above.

    Raises
    ------
    InputError
        If an object does not exist, or the radar cannot stand there.
    """
    site = station(scenario)
    if facings is None:
        facings = facings_towards(scenario, latitude_deg, longitude_deg)
    bearing, _, distance_m = WGS84.inv(
        degrees(site.longitude), degrees(site.latitude), longitude_deg, latitude_deg
    )
    titles = {key: scenario.catalog.cross_section(key).title for key in objects}
    areas_m2 = {key: seen_without_flight_m2(scenario, key) for key in objects}
    heights_m = 1e3 * _HEIGHTS_KM
    there = (
        np.full(heights_m.size, radians(latitude_deg)),
        np.full(heights_m.size, radians(longitude_deg)),
    )
    rows = []
    for mode in site.designs:
        for facing in facings:
            view = RadarView(station=site, mode=mode, boresight_deg=facing.boresight_deg)
            ratios = signals_at(view.radar(), *there, heights_m)
            for key in objects:
                seen = _HEIGHTS_KM[ratios * areas_m2[key] >= view.design.required_snr]
                rows.append(
                    HeightsSeen(
                        mode=mode,
                        facing=facing,
                        object_key=key,
                        object_title=titles[key],
                        lowest_km=float(seen[0]) if seen.size else np.nan,
                        highest_km=float(seen[-1]) if seen.size else np.nan,
                    )
                )
    radius = earth_radius_at(site.latitude)
    horizon = horizon_elevation(max(site.altitude, 0.0), radius, site.refraction)
    return Sight(
        site=site,
        distance_km=float(distance_m) / 1e3,
        bearing_deg=float(bearing) % 360.0,
        horizon_km=_height_of_ray_km(site, horizon, float(distance_m)),
        floor_km={
            mode: _height_of_ray_km(site, max(design.elevation_floor, horizon), float(distance_m))
            for mode, design in site.designs.items()
        },
        cross_sections_m2=areas_m2,
        rows=tuple(rows),
    )


def facings_towards(
    scenario: Scenario, latitude_deg: float, longitude_deg: float
) -> tuple[Facing, ...]:
    """List the directions to judge a radar by: its own, and those at both ends of what is fair.

    Parameters
    ----------
    scenario : Scenario
    latitude_deg, longitude_deg : float
        The place that may be seen. [deg]

    Returns
    -------
    tuple of Facing
        Without the held ones where no boresight keeps every launch area in the field of regard.
    """
    site = station(scenario)
    bearing, _, _ = WGS84.inv(
        degrees(site.longitude), degrees(site.latitude), longitude_deg, latitude_deg
    )
    found = [
        Facing(name="scenario", boresight_deg=scenario.boresight_deg() % 360.0),
        Facing(name="place", boresight_deg=float(bearing) % 360.0),
    ]
    held = boresights(scenario)
    if held is not None:
        nearest, farthest = _ends(held, radians(float(bearing)))
        found += [
            Facing(name="nearest-held", boresight_deg=degrees(nearest)),
            Facing(name="farthest-held", boresight_deg=degrees(farthest)),
        ]
    return tuple(found)


def _ends(held: Boresights, bearing: float) -> tuple[float, float]:
    """Boresights of an interval nearest to a direction and farthest from it [rad]."""

    def apart(azimuth: float) -> float:
        return abs(radians(within_half_turn(degrees(azimuth - bearing))))

    tried = held.spread(_TRIED)
    inside = (bearing - held.first) % (2.0 * np.pi) <= held.last - held.first
    nearest = bearing % (2.0 * np.pi) if inside else min(tried, key=apart)
    return nearest, max(tried, key=apart)


# the ends of the interval are among them: in between the angle to a direction has its least only
_TRIED: Final = 181


def _height_of_ray_km(site: Station, elevation: float, distance_m: float) -> float:
    """Height of a ray that leaves the radar at an apparent elevation, so far along the ground."""
    radius = earth_radius_at(site.latitude)
    height, angle = ray_path(
        elevation,
        np.arange(0.0, 3.0 * distance_m + 2.0 * _RAY_STEP_M, _RAY_STEP_M),
        site_altitude=max(site.altitude, 0.0),
        earth_radius=radius,
        refraction=site.refraction,
    )
    along: FloatArray = radius * angle[0]
    if along[-1] < distance_m:
        return float("inf")
    return float(np.interp(distance_m, along, height[0])) / 1e3
