"""A footprint by province, municipality, or district of Seoul: whose people and land it covers."""

import numpy as np
import xarray as xr

from bongsu.catalog.names import provinces
from bongsu.errors import InputError
from bongsu.geography.population import SEOUL, municipalities
from bongsu.geography.region import protected
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional, label
from bongsu.studies.footprint.numbers import met
from bongsu.studies.footprint.together import probability_together, reduced
from bongsu.words import OVERS, AdministrativeLevel


def by_place(footprint: xr.Dataset, level: AdministrativeLevel = "municipality") -> xr.Dataset:
    """Sum people and area defended by place.

    Municipalities stand on the map as cells of their own area and centroid (docs/methods/
    geography.md), in which people are spread evenly; what is smaller than a cell of the grid
    stands or falls with it.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    level : {"province", "municipality", "seoul-district"}
        How finely; the districts of Seoul are its 25 municipalities.

    Returns
    -------
    xarray.Dataset
        Per place its people and area. Along `over` (against every flight that reaches a cell, on
        average over them, against any): people and area defended, and their shares. Along
        `flight`: the share of the people against that flight. People weighted with the mean
        probability of defence over the flights.

    Raises
    ------
    InputError
        If there is no census of the country.
    """
    country = footprint.attrs["country"]
    region = protected(country, footprint.attrs["grid_spacing_m"])
    if not region.counted:
        raise InputError(f"no census of {country} is at hand: its places cannot be told apart")
    table = municipalities()
    member, codes, names = _places(level)
    people = member @ table.people
    area = member @ table.area_km2
    # one row per place: how much of each municipality's people and land lies in each cell
    people_in = (member * table.people) @ region.shares.T
    area_in = (member * table.area_km2) @ region.shares.T
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
            "code": ("place", codes, {"long_name": "code of Statistics Korea"}),
            "place": ("place", names, {"long_name": "name"}),
            "over": ("over", list(OVERS), {"long_name": "how flights count together"}),
            **{
                name: footprint.coords[name] for name in ("site", "missile", "launch_area", "shape")
            },
        },
        attrs=footprint.attrs | {"level": level, "title": "Footprint by place"},
    )
    return conventional(found, "Footprint by place")


def _places(level: AdministrativeLevel) -> tuple[FloatArray, list[str], list[str]]:
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
