"""Which countries a table of a radar's view lists, and how they are called."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xarray import DataArray


def listed(area_km2: "DataArray") -> list[tuple[str, str]]:
    """Choose the countries that are worth a line: those singled out, and all that are seen.

    Parameters
    ----------
    area_km2 : xarray.DataArray
        Area seen, over ``country`` and anything else. [km²]

    Returns
    -------
    list of tuple of str
        Code and name, in the order of the dataset.
    """
    from bongsu.geography.grid import OTHER_LAND, SEA, land_name
    from bongsu.geography.outlines import NAMES

    others = [name for name in area_km2.dims if name != "country"]
    seen = (area_km2 > 0.0).any(others).values
    return [
        (code, land_name(code))
        for code, some in zip(area_km2["country"].values.tolist(), seen, strict=True)
        if some or code in (SEA, OTHER_LAND, *NAMES)
    ]
