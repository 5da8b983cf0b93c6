"""Names and units of what studies of a radar's view give."""

from typing import Final

import xarray as xr

from bongsu.studies.conventions import conventional

WORDS: Final[dict[str, tuple[str, str]]] = {
    "seen": ("whether one dwell is enough", "1"),
    "edge_deg": ("half-width of the field of regard in azimuth", "degree"),
    "seen_before": ("whether one dwell of an existing radar is enough", "1"),
    "gained": ("whether only the new radar sees it", "1"),
    "area_km2": ("area under the region seen", "km2"),
    "area_share": ("share of the whole country under the region seen", "1"),
    "view_share": ("share of the region seen", "1"),
    "cell_area_km2": ("area of a cell at that distance", "km2"),
    "new": ("whether one dwell of the new radar is enough", "1"),
    "before": ("whether one dwell of a radar before it is enough", "1"),
    "cross_section_m2": ("mean radar cross-section", "m2"),
    "snr_per_m2": ("signal-to-noise ratio per square metre of cross-section", "m-2"),
    "floor_km": ("altitude of the ray at the elevation floor", "km"),
    "boresight_deg": ("direction the array faces", "degree"),
    "altitude_km": ("altitude above the ellipsoid", "km"),
    "latitude": ("geodetic latitude", "degrees_north"),
    "longitude": ("longitude", "degrees_east"),
    "azimuth_deg": ("direction from the radar, clockwise from north", "degree"),
    "ground_range_km": ("distance along the ground", "km"),
    "task": ("what the radar is asked for", "1"),
    "mode": ("mode of operation", "1"),
    "object": ("what is looked at", "1"),
    "country": ("ISO 3166-1 alpha-3 code, sea or other land", "1"),
    "view": ("which radars", "1"),
}
"""What each variable is, and its unit."""


def described(result: xr.Dataset) -> xr.Dataset:
    """Put units and a name on everything.

    Parameters
    ----------
    result : xarray.Dataset
        With variables of :data:`WORDS` only.

    Returns
    -------
    xarray.Dataset
        The same.
    """
    for name in result.variables:
        text, unit = WORDS[str(name)]
        result[name].attrs.update(long_name=text, units=unit)
    return conventional(result, "What a radar sees")
