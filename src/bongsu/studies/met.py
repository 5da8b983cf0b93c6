"""When a flight counts as met."""

from typing import TYPE_CHECKING, Any, TypeVar

from numpy.typing import NDArray

from bongsu.errors import ArgumentError

if TYPE_CHECKING:
    import xarray as xr

Numbers = TypeVar("Numbers", NDArray[Any], "xr.DataArray", "xr.Variable")


def enough(shots: Numbers, required_shots: int, within_reach: Numbers) -> Numbers:
    """Tell where a flight is met.

    Parameters
    ----------
    shots : ndarray, xarray.DataArray or xarray.Variable
        Shots that the doctrines allow; not a number counts as none. [1]
    required_shots : int
        Shots that count. [1]
    within_reach : ndarray of bool, xarray.DataArray or xarray.Variable
        Whether the flight reaches the place.

    Returns
    -------
    ndarray of bool, xarray.DataArray or xarray.Variable
        Whether it reaches the place and is met there.
    """
    found: Numbers = (shots >= required_shots) & within_reach
    return found


def check_required(required_shots: int) -> None:
    """Refuse a number of shots that would count everywhere.

    Parameters
    ----------
    required_shots : int
        Shots that count. [1]

    Raises
    ------
    ArgumentError
        If it is below 1.
    """
    if required_shots < 1:
        raise ArgumentError("required_shots", f" must be at least 1, not {required_shots}")
