"""A footprint reduced over its flights: what holds against all, on average, or against some."""

from collections.abc import Mapping
from typing import Literal, get_args

import xarray as xr

from bongsu.errors import InputError
from bongsu.studies.footprint.dataset import OUT_OF_RANGE

Over = Literal["every", "average", "any"]
OVERS: tuple[Over, ...] = get_args(Over)
"""How flights count together: against every one that reaches a place, on average, against any."""

_TEXT: Mapping[Over, str] = {
    "every": "defended against every flight that reaches it",
    "average": "share of the flights that reach it, against which it is defended",
    "any": "defended against any flight that reaches it",
}


def reduced(footprint: xr.Dataset, over: Over) -> xr.Dataset:
    """Reduce a footprint over its flights.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`; take fewer flights with ``isel``.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    xarray.Dataset
        Per site: how much of each cell is defended, from 0 to 1; areas and people defended, their
        shares of the region and of those that some flight reaches; people weighted with the
        smallest, mean or largest probability of defence over the flights. A cell that no flight
        reaches is not defended.

    Raises
    ------
    InputError
        If there is no flight.
    """
    if not footprint.sizes["flight"]:
        raise InputError("the footprint has no flight to reduce over")
    threatened = footprint["reason"] < OUT_OF_RANGE
    can = (footprint["shots"] >= footprint.attrs["required_shots"]) & threatened
    kills = footprint["p_defend"].where(threatened)
    defended: xr.DataArray
    if over == "every":
        defended = (can | ~threatened).all("flight") & threatened.any("flight")
        expected = kills.min("flight")
    elif over == "average":
        defended = can.sum("flight") / threatened.sum("flight").clip(min=1)
        expected = kills.mean("flight")
    else:
        defended = can.any("flight")
        expected = kills.max("flight")
    reached = threatened.any("flight")
    people = footprint["cell_population"]
    sums = _shares(defended, reached, footprint) | {
        "expected_population_defended": (
            (expected.fillna(0.0) * people).sum("cell", skipna=False),
            "people weighted with the probability of defence",
            "1",
        )
    }
    named = {
        name: value.assign_attrs(long_name=text, units=unit)
        for name, (value, text, unit) in sums.items()
    }
    marked = defended.assign_attrs(long_name=_TEXT[over], units="1")
    return xr.Dataset({"defended": marked} | named, attrs=footprint.attrs | {"over": over})


def _shares(
    defended: xr.DataArray, reached: xr.DataArray, footprint: xr.Dataset
) -> dict[str, tuple[xr.DataArray, str, str]]:
    made: dict[str, tuple[xr.DataArray, str, str]] = {}
    for key, unit, of, what in (
        ("area", "_km2", footprint["cell_area"], "area"),
        ("population", "", footprint["cell_population"], "people"),
    ):
        inside = (defended * of).sum("cell", skipna=False)
        within = (reached * of).sum("cell", skipna=False)
        units = "km2" if unit else "1"
        made |= {
            f"{key}_defended{unit}": (inside, f"{what} defended", units),
            f"{key}_share": (
                inside / of.sum(skipna=False),
                f"share of the region's {what} defended",
                "1",
            ),
            f"{key}_reached{unit}": (within, f"{what} that some flight reaches", units),
            f"{key}_share_of_reached": (
                (inside / within).where(within > 0.0),
                f"share of the {what} that some flight reaches, defended",
                "1",
            ),
        }
    return made


def by_missile_and_shape(footprint: xr.Dataset) -> dict[tuple[str, str], xr.Dataset]:
    """Group flights of one missile on one shape, whatever their launch area.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    dict
        By missile and shape, in the order of the flights: the footprint with those flights only.
    """
    keys = list(zip(footprint["missile"].values, footprint.coords["shape"].values, strict=True))
    return {
        (str(missile), str(shape)): footprint.isel(
            flight=[index for index, key in enumerate(keys) if key == (missile, shape)]
        )
        for missile, shape in dict.fromkeys(keys)
    }
