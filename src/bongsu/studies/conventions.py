"""Results in the form of the CF conventions: a title, names and units, and no stray attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from bongsu.version import __version__

if TYPE_CHECKING:
    import xarray as xr

Laid = TypeVar("Laid", "xr.DataArray", "xr.Variable")
"""With coordinates, or without: these need not be compared and copied in each step."""

CONVENTIONS: Final = "CF-1.11"
"""What every result that is written says it follows."""

_STANDARD_NAMES: Final[Mapping[str, str]] = {
    "degrees_north": "latitude",
    "degrees_east": "longitude",
}


def conventional(result: xr.Dataset, title: str) -> xr.Dataset:
    """Give a result the global attributes and the small things that the conventions ask for.

    Parameters
    ----------
    result : xarray.Dataset
        With a name and a unit on each variable, text without a unit; changed in place.
    title : str
        What it holds, unless it has a title.

    Returns
    -------
    xarray.Dataset
        The same.

    References
    ----------
    .. [1] B. Eaton et al., "NetCDF Climate and Forecast (CF) Metadata Conventions", version 1.11,
       2023, sections 2.5.1, 2.6, 3.1, 4.1 and 4.2. :doi:`10.5281/zenodo.11288138`
    """
    result.attrs = {
        "Conventions": CONVENTIONS,
        "title": title,
        "source": f"bongsu {__version__}",
        "history": "bongsu",
        **result.attrs,
    }
    for name, variable in result.variables.items():
        if variable.dtype.kind in "OUS":
            variable.attrs.pop("units", None)
        elif name in result.dims:
            # a coordinate variable has no missing values; xarray would write that it may
            variable.encoding["_FillValue"] = None
        standard = _STANDARD_NAMES.get(str(variable.attrs.get("units")))
        if standard is not None:
            variable.attrs["standard_name"] = standard
    return result


def label(long_name: str, units: str = "1") -> dict[str, str]:
    """Write the attributes that every variable has.

    Parameters
    ----------
    long_name : str
        What it is.
    units : str
        As UDUNITS writes it.

    Returns
    -------
    dict of str to str
        For a variable of a dataset.
    """
    return {"long_name": long_name, "units": units}


def labelled(values: Laid, long_name: str, units: str) -> Laid:
    """Name what arithmetic gave, and drop what it carried over from its operands.

    Parameters
    ----------
    values : xarray.DataArray or xarray.Variable
        Anything; perhaps with the flags or units of what it was computed from.
    long_name : str
        What it is.
    units : str
        As UDUNITS writes it.

    Returns
    -------
    xarray.DataArray or xarray.Variable
        The same values with these two attributes.
    """
    made: Laid = values.copy(deep=False)
    made.attrs = label(long_name, units)
    return made
