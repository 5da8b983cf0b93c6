"""The plain sector of the 2016 press graphics: who and what lies within a distance, nothing else.

No radar, interceptor or missile enters. It is the rival explanation for the coverage figures that
officials gave, to be set beside the footprint that the model computes.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
import xarray as xr
from shapely.geometry import Polygon

from bongsu.errors import InputError
from bongsu.geography.inside import points_inside
from bongsu.geography.outlines import WGS84, area_km2, country
from bongsu.geography.population import SEOUL, municipalities, municipality_cells
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional, label
from bongsu.version import __version__

_STEP_DEG: Final = 1.0  # a chord of the arc then stays within 8 m of it at 200 km
_RADIAL_POINTS: Final = 20
_WHOLE: Final = 1e-9  # rounding error of a share of a cell that is wholly inside or outside


def sector_outline(
    latitude_deg: float,
    longitude_deg: float,
    boresight_deg: float,
    *,
    front_m: float,
    rear_m: float,
    half_angle_deg: float,
) -> Polygon:
    """Outline of a sector with a longer reach to the front than to the rear.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        Site. [deg]
    boresight_deg : float
        Azimuth of the middle of the front, clockwise from north. [deg]
    front_m : float
        Reach within the half angle of the facing. [m]
    rear_m : float
        Reach elsewhere; equal to ``front_m`` for a disc. [m]
    half_angle_deg : float
        Half the opening of the front, above 0 and at most 180. [deg]

    Returns
    -------
    Polygon
        Outline; x is longitude [deg], y is latitude [deg]. Distances are geodesics on WGS-84.

    Raises
    ------
    InputError
        If a reach is not positive, the rear exceeds the front, or the angle is out of range.
    """
    if not 0.0 < rear_m <= front_m:
        raise InputError(
            f"sector reach {front_m:g} m front, {rear_m:g} m rear: use front >= rear > 0"
        )
    if not 0.0 < half_angle_deg <= 180.0:
        raise InputError(
            f"sector half angle {half_angle_deg:g} deg: use more than 0, at most 180 deg"
        )
    front = _angles(-half_angle_deg, half_angle_deg)
    rear = _angles(half_angle_deg, 360.0 - half_angle_deg)
    edge = np.linspace(front_m, rear_m, _RADIAL_POINTS)
    angle = np.concatenate([front, np.full(_RADIAL_POINTS, half_angle_deg), rear])
    reach = np.concatenate([np.full_like(front, front_m), edge, np.full_like(rear, rear_m)])
    angle = np.concatenate([angle, np.full(_RADIAL_POINTS, -half_angle_deg)]) + boresight_deg
    reach = np.concatenate([reach, edge[::-1]])
    start = (np.full_like(angle, longitude_deg), np.full_like(angle, latitude_deg))
    longitude, latitude, _ = WGS84.fwd(*start, angle, reach)
    polygon = shapely.make_valid(Polygon(np.column_stack([longitude, latitude])))
    parts = [part for part in shapely.get_parts(polygon) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area)


def sector_coverage(
    latitude_deg: float,
    longitude_deg: float,
    boresights_deg: Sequence[float],
    *,
    front_m: float,
    rear_m: float,
    half_angle_deg: float,
) -> xr.Dataset:
    """Territory and people of South Korea inside a plain sector, for several facings.

    Two counts are given. The first cuts the outline of the country and the cells of the
    municipalities at the edge of the sector. The second counts a municipality wholly when its
    centroid is inside, which is what can be done with a table of municipalities alone.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        Site. [deg]
    boresights_deg : sequence of float
        Azimuths that the sector faces. [deg]
    front_m, rear_m : float
        Reach to the front and elsewhere. [m]
    half_angle_deg : float
        Half the opening of the front. [deg]

    Returns
    -------
    xarray.Dataset
        Over ``boresight_deg``: ``area_share``, ``people``, ``people_share``; the same by
        centroid as ``area_share_by_centroid``, ``people_by_centroid``,
        ``people_share_by_centroid``; ``seoul_districts``, how many of the 25 have their
        centroid inside; ``people_on_the_edge``, people of the municipalities whose cell the
        edge cuts or misses by a centroid, the most by which the two counts can differ.

    Raises
    ------
    InputError
        If a reach or the angle is out of range.

    Notes
    -----
    Exact for the outlines used; nothing of the defence is modelled, so this bounds no footprint.
    """
    land, cells, table = country("KOR"), municipality_cells(), municipalities()
    land_area, cell_area = area_km2(land), shapely.area(cells)
    rows = []
    for facing in boresights_deg:
        sector = sector_outline(
            latitude_deg,
            longitude_deg,
            facing,
            front_m=front_m,
            rear_m=rear_m,
            half_angle_deg=half_angle_deg,
        )
        share = shapely.area(shapely.intersection(cells, sector)) / cell_area
        inside = points_inside(sector, table.longitude_deg, table.latitude_deg)
        rows.append(
            (
                area_km2(land.intersection(sector)) / land_area,
                float(share @ table.people),
                float(share @ table.people) / table.people.sum(),
                table.area_km2[inside].sum() / table.area_km2.sum(),
                int(table.people[inside].sum()),
                table.people[inside].sum() / table.people.sum(),
                int((inside & table.province(SEOUL)).sum()),
                int(table.people[np.abs(share - inside) > _WHOLE].sum()),
            )
        )
    names = {
        "area_share": ("share of the territory", "1"),
        "people": ("people", "1"),
        "people_share": ("share of the people", "1"),
        "area_share_by_centroid": ("share of the territory, by centroid of municipality", "1"),
        "people_by_centroid": ("people, by centroid of municipality", "1"),
        "people_share_by_centroid": ("share of the people, by centroid of municipality", "1"),
        "seoul_districts": ("districts of Seoul, by centroid", "1"),
        "people_on_the_edge": ("people of the municipalities on the edge", "1"),
    }
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    found = xr.Dataset(
        {
            name: ("boresight_deg", np.array(columns[name]), label(text, unit))
            for name, (text, unit) in names.items()
        },
        coords={
            "boresight_deg": (
                "boresight_deg",
                np.array(boresights_deg, float),
                {"long_name": "azimuth the sector faces", "units": "degree"},
            )
        },
        attrs={
            "title": "Plain sector over South Korea",
            "latitude_deg": latitude_deg,
            "longitude_deg": longitude_deg,
            "front_m": front_m,
            "rear_m": rear_m,
            "half_angle_deg": half_angle_deg,
            "bongsu_version": __version__,
        },
    )
    return conventional(found, "Plain sector over South Korea")


def _angles(low: float, high: float) -> FloatArray:
    return np.linspace(low, high, max(2, int(np.ceil((high - low) / _STEP_DEG)) + 1))
