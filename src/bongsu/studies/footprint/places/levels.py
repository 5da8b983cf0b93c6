"""A footprint by province, municipality, district of Seoul or city: whose people it covers."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from bongsu.catalog.names import provinces
from bongsu.errors import InputError
from bongsu.geography.outlines import country_name
from bongsu.geography.populated_places import place_shares, populated_places
from bongsu.geography.population import SEOUL, municipalities
from bongsu.geography.region import Protected
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional, label
from bongsu.studies.footprint.numbers import met, protected_by
from bongsu.studies.footprint.together import probability_together, reduced
from bongsu.words import OVERS, AdministrativeLevel

# a table of more is no longer read
_MOST_CITIES = 100


@dataclass(frozen=True, eq=False)
class _Places:
    """Places with what of each lies in each cell.

    Attributes
    ----------
    codes, names : list of str
        Of each.
    numbering : str
        Whose codes they are.
    people, area_km2 : ndarray, shape (places,)
        People [1]; area, not a number for cities, whose edges are not known. [km²]
    people_in, area_in : ndarray, shape (places, cells)
        The same by cell. [1, km²]
    """

    codes: list[str]
    names: list[str]
    numbering: str
    people: FloatArray
    area_km2: FloatArray
    people_in: FloatArray
    area_in: FloatArray


def by_place(footprint: xr.Dataset, level: AdministrativeLevel = "municipality") -> xr.Dataset:
    """Sum people and area defended by place.

    Municipalities stand on the map as cells of their own area and centroid (docs/methods/
    geography.md), in which people are spread evenly; what is smaller than a cell of the grid
    stands or falls with it. The people of cities are spread by the kernel that the region's people
    are spread by.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    level : {"province", "municipality", "seoul-district", "city"}
        How finely; the districts of Seoul are its 25 municipalities. Cities are the 100 largest
        populated places.

    Returns
    -------
    xarray.Dataset
        Per place its people and area. Along `over` (against every flight that reaches a cell, on
        average over them, against any): people and area defended, and their shares. Along
        `flight`: the share of the people against that flight. People weighted with the mean
        probability of defence over the flights. Areas of cities are not a number.

    Raises
    ------
    InputError
        If the people of the region are not counted by such places.
    """
    region = protected_by(footprint)
    check_level(region, level)
    places = _cities(region) if level == "city" else _of_census(region, level)
    codes, names, people, area = places.codes, places.names, places.people, places.area_km2
    people_in, area_in = places.people_in, places.area_in
    cases = {over: reduced(footprint, over) for over in OVERS}
    defended = np.stack([cases[over]["defended"].values for over in OVERS]).astype(float)
    people_defended, area_defended = defended @ people_in.T, defended @ area_in.T
    by_flight = met(footprint).values.astype(float)
    expected = probability_together(footprint, "average").fillna(0.0).values @ people_in.T
    by = ("over", "site", "place")
    found = xr.Dataset(
        {
            "people": ("place", people, label("people")),
            "area_km2": ("place", area, label("area", "km2")),
            "people_defended": (by, people_defended, label("people defended")),
            "area_defended_km2": (by, area_defended, label("area defended", "km2")),
            "people_share": (
                by,
                people_defended / people,
                label("share of the people defended"),
            ),
            "area_share": (by, area_defended / area, label("share of the area defended")),
            "flight_people_share": (
                ("site", "flight", "place"),
                by_flight @ people_in.T / people,
                label("share of the people defended against the flight"),
            ),
            "people_defended_expected": (
                ("site", "place"),
                expected,
                label("people weighted with the mean probability of defence"),
            ),
        },
        {
            "code": ("place", codes, {"long_name": f"code of {places.numbering}"}),
            "place": ("place", names, {"long_name": "name"}),
            "over": ("over", list(OVERS), {"long_name": "how flights count together"}),
            **{
                name: footprint.coords[name] for name in ("site", "missile", "launch_area", "shape")
            },
        },
        attrs=footprint.attrs | {"level": level, "title": "Footprint by place"},
    )
    return conventional(found, "Footprint by place")


def check_level(region: Protected, level: AdministrativeLevel) -> None:
    """Refuse places by which the people of a region are not counted.

    Parameters
    ----------
    region : Protected
        Aim points with people.
    level : {"province", "municipality", "seoul-district", "city"}
        The places.

    Raises
    ------
    InputError
        If cities are asked for where people are not counted from populated places, or others where
        they are not counted from a census.
    """
    named = country_name(region.grid.country)
    if level == "city":
        if region.people_from != "populated-places":
            raise InputError(
                f"cities of {named} are told apart where its people are counted from "
                "populated-places only"
            )
    elif not region.told_apart:
        instead = "; its cities are" if region.people_from == "populated-places" else ""
        raise InputError(
            f"there is no census of {named} here: its places of level {level} cannot be told "
            f"apart{instead}"
        )


def _of_census(region: Protected, level: AdministrativeLevel) -> _Places:
    table = municipalities()
    member, codes, names = _members(level)
    # one row per place: how much of each municipality's people and land lies in each cell
    return _Places(
        codes=codes,
        names=names,
        numbering="Statistics Korea",
        people=member @ table.people,
        area_km2=member @ table.area_km2,
        people_in=(member * table.people) @ region.shares.T,
        area_in=(member * table.area_km2) @ region.shares.T,
    )


def _cities(region: Protected) -> _Places:
    table = populated_places(region.grid.country)
    count = min(len(table), _MOST_CITIES)
    shares = place_shares(region.grid, table).toarray()[:, :count]
    unknown = np.full(count, np.nan)
    return _Places(
        codes=list(table.code[:count]),
        names=list(table.name[:count]),
        numbering="GeoNames",
        people=table.people[:count],
        area_km2=unknown,
        people_in=table.people[:count, None] * shares.T,
        area_in=np.broadcast_to(unknown[:, None], (count, len(region.grid))),
    )


def _members(level: AdministrativeLevel) -> tuple[FloatArray, list[str], list[str]]:
    """Which municipalities make up each place: a row of zeros and ones; codes and names."""
    table = municipalities()
    if level == "province":
        found = provinces()
        rows = [table.province(code) for code in found]
        return np.array(rows, dtype=float), list(found), [name.title for name in found.values()]
    chosen = [
        index
        for index, code in enumerate(table.code)
        if level == "municipality" or code.startswith(SEOUL)
    ]
    names = [table.name[index] for index in chosen]
    if level == "seoul-district":
        names = [name.removesuffix(", Seoul") for name in names]
    return np.eye(len(table))[chosen], [table.code[index] for index in chosen], names
