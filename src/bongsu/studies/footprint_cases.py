"""A footprint reduced over its flights: what holds against all of them, or against some."""

from typing import Literal

import xarray as xr

from bongsu.errors import InputError
from bongsu.studies.footprint_dataset import OUT_OF_RANGE


def worst_case(footprint: xr.Dataset) -> xr.Dataset:
    """Count a cell when every flight that reaches it can be shot at as often as required.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.footprint`.

    Returns
    -------
    xarray.Dataset
        Per site the cells, area and people defended; a cell that no flight reaches does not count.

    Raises
    ------
    InputError
        If there is no flight.
    """
    return _reduced(footprint, "all")


def best_case(footprint: xr.Dataset) -> xr.Dataset:
    """Count a cell when any flight that reaches it can be shot at as often as required.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.footprint`.

    Returns
    -------
    xarray.Dataset
        Per site the cells, area and people defended.

    Raises
    ------
    InputError
        If there is no flight.
    """
    return _reduced(footprint, "any")


def _reduced(footprint: xr.Dataset, case: Literal["all", "any"]) -> xr.Dataset:
    if not footprint.sizes["flight"]:
        raise InputError("the footprint has no flight to reduce over")
    threatened = footprint["reason"] < OUT_OF_RANGE
    can = (footprint["shots"] >= footprint.attrs["required_shots"]) & threatened
    if case == "all":
        defended = (can | ~threatened).all("flight") & threatened.any("flight")
    else:
        defended = can.any("flight")
    area, people = footprint["cell_area"], footprint["cell_population"]
    in_area, in_people = (defended * area).sum("cell"), (defended * people).sum("cell")
    made = {
        "defended": (defended, f"defended against {case} flights that reach it", "1"),
        "area_defended_km2": (in_area, "area defended", "km2"),
        "area_share": (in_area / area.sum(), "share of the area defended", "1"),
        "population_defended": (in_people, "people defended", "1"),
        "population_share": (
            in_people / max(float(people.sum()), 1.0),
            "share of people defended",
            "1",
        ),
    }
    named = {
        name: value.assign_attrs(long_name=text, units=unit)
        for name, (value, text, unit) in made.items()
    }
    return xr.Dataset(named, attrs=footprint.attrs | {"case": case})
