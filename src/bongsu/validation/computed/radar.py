"""Published ranges of the radar, and heights at which its line of sight opens."""

from dataclasses import replace
from math import radians

from pyproj import Geod

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import radar_design
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.signal import RadarTuple, in_field_of_regard
from bongsu.physics.radar.site import on_site
from bongsu.scenario import load_scenario
from bongsu.studies.radar.range import radar_range
from bongsu.words import Refraction

_RADAR = "an-tpy-2"
_SITE = "seongju-golf-course"
_SITE_ALTITUDE_M = 680.0
_ELLIPSOID = Geod(ellps="WGS84")
_HIGHEST_M = 500e3
_STEP_M = 10.0


def range_km(mode: str, cross_section_m2: float, dwell_s: float, arrays: float = 1.0) -> float:
    """Range on boresight with the catalogue's nominal rows.

    Parameters
    ----------
    mode : str
        Of the radar.
    cross_section_m2, dwell_s : float
        Of the object, and of one look. [m², s]
    arrays : float
        Faces that act as one. [1]

    Returns
    -------
    float
        The range. [km]
    """
    return radar_range(
        _RADAR, mode, cross_section_m2=cross_section_m2, dwell_s=dwell_s, arrays=int(arrays)
    ).range_km


def scaled_range_km(
    from_km: float, cross_section_m2: float = 0.01, dwell_s: float = 0.1, arrays: float = 1.0
) -> float:
    """Scale a published range to another object, look or number of faces.

    Parameters
    ----------
    from_km : float
        For 0.01 m² in 0.1 s by one face. [km]
    cross_section_m2, dwell_s, arrays : float
        What it is scaled to. [m², s, 1]

    Returns
    -------
    float
        By the ratio of our ranges. [km]
    """
    one = range_km("terminal", 0.01, 0.1)
    return from_km * range_km("terminal", cross_section_m2, dwell_s, arrays) / one


def opening_km(
    azimuth_deg: float, distance_km: float, floor_deg: float, refraction: Refraction
) -> float:
    """Least height in view at a ground distance from the golf course at Seongju.

    Parameters
    ----------
    azimuth_deg, distance_km : float
        Direction and ground distance. [deg, km]
    floor_deg : float
        Lowest elevation of the beam. [deg]
    refraction : str
        How rays bend.

    Returns
    -------
    float
        The height. [km]
    """
    site = load_catalog().place("site", _SITE)
    longitude, latitude, _ = _ELLIPSOID.fwd(
        site.longitude.degrees, site.latitude.degrees, azimuth_deg, 1e3 * distance_km
    )
    design = replace(radar_design(_RADAR, "terminal"), elevation_floor=radians(floor_deg))
    radar = _stand(design, azimuth_deg, refraction)
    low, high = 0.0, _HIGHEST_M
    while high - low > _STEP_M:
        height = 0.5 * (low + high)
        point = geodetic_to_ecef(radians(latitude), radians(longitude), height)
        low, high = (low, height) if in_field_of_regard(radar, *point) else (height, high)
    return high / 1e3


def _stand(design: RadarDesign, azimuth_deg: float, refraction: Refraction) -> RadarTuple:
    site = load_catalog().place("site", _SITE)
    return on_site(
        design,
        latitude=site.latitude.value,
        longitude=site.longitude.value,
        altitude=_SITE_ALTITUDE_M,
        boresight=radians(azimuth_deg),
        refraction=refraction,
    )


def launch_of_may_2017() -> str:
    """Say whether the radar at Seongju sees the Hwasong-12 of 14 May 2017.

    Returns
    -------
    str
        ``detected`` if it does so while the missile is under power.
    """
    scenario = load_scenario("korea-2016")
    area = scenario.place("launch-area", "north-kusong")
    longitude, latitude, _ = _ELLIPSOID.fwd(area.longitude_deg, area.latitude_deg, 71.0, 787e3)
    plan = one_plan(scenario, "hwasong-12", area, "lofted", apogee_m=2111.5e3)
    flight = fly_one(scenario, plan, latitude, longitude)
    seen = flight.sights(_stand(radar_design(_RADAR, "terminal"), 340.0, "four-thirds"))
    return "detected" if seen and seen[0][0] < flight.burnout_time_s else "not detected"


def hours_to_change_mode() -> float:
    """Time in which the radar changes between its modes.

    Returns
    -------
    float
        A row of the catalogue. [h]
    """
    return radar_design(_RADAR, "terminal").mode_change_s / 3600.0
