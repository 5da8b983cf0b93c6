"""Outlines of countries, their areas, and the sea, from one topology of Natural Earth borders.

Borders are drawn as in Natural Earth 1:10m, which shows who administers an area in practice; no
position is taken on any of them. Licence and making of the file: ``data/SOURCES.md``.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from bongsu.errors import InputError
from bongsu.geography.cut import cut_at_antimeridian, polygons_of
from bongsu.physics.numerics.arrays import FloatArray

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "KOR": "South Korea",
        "PRK": "North Korea",
        "CHN": "China",
        "RUS": "Russia",
        "JPN": "Japan",
        "MNG": "Mongolia",
        "TWN": "Taiwan",
        "USA": "United States",
    }
)
"""Names, as printed, of the countries that the studies single out."""

_SPELT_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ATF": "French Southern and Antarctic Lands",
        "BIH": "Bosnia and Herzegovina",
        "CAF": "Central African Republic",
        "COD": "Democratic Republic of the Congo",
        "DOM": "Dominican Republic",
        "ESH": "Western Sahara",
        "FLK": "Falkland Islands",
        "FRO": "Faroe Islands",
        "GNQ": "Equatorial Guinea",
        "HMD": "Heard Island and McDonald Islands",
        "MKD": "North Macedonia",
        "MNP": "Northern Mariana Islands",
        "PYF": "French Polynesia",
        "SGS": "South Georgia and the South Sandwich Islands",
        "SLB": "Solomon Islands",
        "SSD": "South Sudan",
        "SWZ": "Eswatini",
    }
)

WGS84: Final = Geod(ellps="WGS84")

_LONGEST_EDGE_DEG: Final = 0.25
_HALF_TURN_DEG: Final = 180.0


@cache
def country_keys() -> tuple[str, ...]:
    """List the countries of the world except Antarctica, without making their outlines.

    Returns
    -------
    tuple of str
        ISO 3166-1 alpha-3 codes, in the order of the file. Hong Kong and Macao have codes of their
        own (``HKG``, ``MAC``); land to which Natural Earth gives none is in `unassigned_land`.
    """
    return tuple(code for code in _borders().rings if code)


@cache
def bounds_of(code: str) -> tuple[float, float, float, float]:
    """Edges of a rectangle that holds a country, without making its outline.

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    tuple of float
        West, south, east and north; the whole Earth for a country that crosses the 180° meridian.
        [deg]
    """
    shells = [polygon[0] for polygon in _borders().rings[_known(code)]]
    spans = [np.ptp(shell, axis=0) for shell in shells]
    if any(across > _HALF_TURN_DEG for across, _ in spans):
        return -_HALF_TURN_DEG, -90.0, _HALF_TURN_DEG, 90.0
    west, south = np.min([shell.min(axis=0) for shell in shells], axis=0)
    east, north = np.max([shell.max(axis=0) for shell in shells], axis=0)
    return float(west), float(south), float(east), float(north)


@cache
def country(code: str) -> MultiPolygon:
    """Outline of one country.

    South and North Korea, Japan, Taiwan, Guam, Israel and the United Arab Emirates are at the full
    detail of Natural Earth 1:10m; China, Russia, Mongolia, Turkey and their neighbours of the
    Middle East and of Guam are thinned to about 1 km without islands below 5 km², the rest to about
    4 km without islands below 250 km².

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-3 code, such as ``"KOR"``.

    Returns
    -------
    MultiPolygon
        Outline; x is longitude, -180 to 180 [deg], y is WGS-84 latitude [deg].

    Raises
    ------
    InputError
        If there is no such code.

    References
    ----------
    .. [1] Natural Earth, "Admin 0 - Countries", 1:10m, version 4.1.0, 2018, https://www.naturalearthdata.com
    """
    return _outline(_borders().rings[_known(code)])


def _known(code: str) -> str:
    if not code or code not in _borders().rings:
        raise InputError(f"no country '{code}': use an ISO 3166-1 alpha-3 code such as KOR")
    return code


def country_name(code: str) -> str:
    """Name of a country, as printed.

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    str
        Its name in English, spelt out.

    Raises
    ------
    InputError
        If there is no such code.
    """
    return NAMES.get(_known(code)) or _SPELT_OUT.get(code) or _borders().names[code]


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the WGS-84 ellipsoid, edges being geodesics.

    Parameters
    ----------
    geometry : BaseGeometry
        Polygons; x is longitude [deg], y is latitude [deg].

    Returns
    -------
    float
        Area. [km²]

    References
    ----------
    .. [1] C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87, 43-55, 2013, section 6,
       eq. 59. :doi:`10.1007/s00190-012-0578-z`
    """
    oriented = (shapely.geometry.polygon.orient(p) for p in polygons_of(geometry))
    return sum(abs(_signed_area_m2(p)) for p in oriented) / 1e6


def _signed_area_m2(polygon: Polygon) -> float:
    """Area within the exterior less that within the interiors, by their orientation."""
    rings = (polygon.exterior, *polygon.interiors)
    # as pyproj does with a geometry, which it would ask for one coordinate after the other
    corners = (np.ascontiguousarray(shapely.get_coordinates(ring).T) for ring in rings)
    return sum(float(WGS84.polygon_area_perimeter(*lonlat)[0]) for lonlat in corners)


@cache
def unassigned_land() -> MultiPolygon:
    """Land to which Natural Earth gives no country code, such as some islets and buffer zones.

    Returns
    -------
    MultiPolygon
        Land; x is longitude [deg], y is WGS-84 latitude [deg].
    """
    return _outline(_borders().rings[""])


def _topology() -> dict[str, Any]:
    text = files("bongsu.geography").joinpath("data/borders.topo.json").read_text("utf-8")
    topology: dict[str, Any] = json.loads(text)
    return topology


class _Borders(NamedTuple):
    """What the file holds by country code; "" collects land without a code."""

    names: Mapping[str, str]
    rings: Mapping[str, list[list[FloatArray]]]  # of each polygon, outer ring first


@cache
def _borders() -> _Borders:
    """Read the file, once: it takes longer than all that is made of it."""
    topology = _topology()
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]
    rings: dict[str, list[list[FloatArray]]] = {}
    names: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry["id"]
        polygons = [[_ring(numbers, arcs) for numbers in polygon] for polygon in geometry["arcs"]]
        rings.setdefault(code, []).extend(polygons)
        names[code] = geometry["properties"]["name"]
    return _Borders(names, rings)


def _ring(numbers: list[int], arcs: list[FloatArray]) -> FloatArray:
    """Coordinates of a ring; a negative arc number means that arc backwards."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def _outline(polygons: list[list[FloatArray]]) -> MultiPolygon:
    """Valid polygons, cut where they cross the 180° meridian."""
    parts = [
        part
        for shell, *holes in polygons
        for part in cut_at_antimeridian(Polygon(shell, holes)).geoms
    ]
    whole = _repaired(MultiPolygon(parts))
    # straight in degrees, as the 49th parallel is, not in a plane or along a geodesic
    return MultiPolygon(polygons_of(shapely.segmentize(whole, _LONGEST_EDGE_DEG)))


def _repaired(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry made valid: quantised rings may touch themselves or a neighbour."""
    return geometry if geometry.is_valid else shapely.make_valid(geometry)
