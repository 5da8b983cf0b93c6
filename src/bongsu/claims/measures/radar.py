"""What the radar sees of whom, pointed so that it holds every launch area."""

import numpy as np
import xarray as xr

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import Case, Found, labelled
from bongsu.words import number_of


def sites_that_hold_all(case: Case) -> Found:
    """Count the sites from which some boresight holds every launch area.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Found
        One number. [1]
    """
    held = np.isfinite(case.views["boresight_deg"].isel(direction=0).values)
    names = [site for site, yes in zip(case.site_titles, held, strict=True) if yes]
    return Found(
        values=np.array([float(held.sum())]),
        labels=("all sites",),
        remarks=(f"of {number_of(len(held), 'site')}: {', '.join(names) or 'none'}",),
    )


def foreign_area_in_view(
    case: Case, *, countries: list[str], altitude: str, object_key: str, mode: str
) -> Found:
    """Measure the territory of other countries in view, per site.

    Parameters
    ----------
    case : Case
    countries : list of str
        Whose territory, ISO codes.
    altitude : str
        Height of the object, with its unit.
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.

    Returns
    -------
    Found
        Least area over the boresights that hold every launch area. [km²]
    """
    seen = labelled(_areas(case, altitude, object_key, mode), country=countries)
    area = seen.sum("country", skipna=False)
    least = area.min("direction")
    azimuths = case.views["boresight_deg"].isel(direction=area.fillna(np.inf).argmin("direction"))
    return Found(
        values=least.values,
        labels=case.site_titles,
        remarks=[f"facing {azimuth:.0f}°" for azimuth in azimuths.values],
    )


def share_of_foreign_view(
    case: Case, *, country: str, countries: list[str], altitude: str, object_key: str, mode: str
) -> Found:
    """Measure the share of one country in the territory in view, per site.

    Parameters
    ----------
    case : Case
    country : str
        Whose share, ISO code.
    countries : list of str
        Of whose territory together.
    altitude : str
        Height of the object, with its unit.
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.

    Returns
    -------
    Found
        Greatest share over the boresights that hold every launch area. [1]
    """
    area = _areas(case, altitude, object_key, mode)
    whole = labelled(area, country=countries).sum("country", skipna=False)
    share = labelled(area, country=country) / whole
    azimuths = case.views["boresight_deg"].isel(direction=share.fillna(-1.0).argmax("direction"))
    return Found(
        values=share.max("direction").values,
        labels=case.site_titles,
        remarks=[f"facing {azimuth:.0f}°" for azimuth in azimuths.values],
    )


def _areas(case: Case, altitude: str, object_key: str, mode: str) -> xr.DataArray:
    altitude_km = parse_quantity(altitude, "m") / 1e3
    area = case.views["area_km2"]
    return labelled(area, altitude_km=altitude_km, object=object_key, mode=mode)
