"""Published shares of a country that batteries are said to cover, on cells of 40 km."""

from functools import cache

import numpy as np
import xarray as xr
from pyproj import Geod

from bongsu.scenario import Threat, load_scenario
from bongsu.studies.footprint.play import footprint, footprints
from bongsu.studies.footprint.sector import sector_coverage
from bongsu.studies.sites import best_pairs, best_sets, cover

_SCENARIO = "korea-2016"
_SPACING_KM = 40.0  # cells of 20 km move the shares by less than 0.02
_FINE_SPACING_KM = 20.0  # for a footprint of some 170 km across
_ALL = 0.99  # of the people, where a number of batteries for all of them is asked for
_ELLIPSOID = Geod(ellps="WGS84")
_FACING_STEP_DEG = 5.0


@cache
def played_everywhere(missile: str, required_shots: int = 1) -> xr.Dataset:
    """Footprint of the battery on every candidate site against one missile of the scenario.

    Parameters
    ----------
    missile : str
        Its key.
    required_shots : int
        Shots that count as defended. [1]

    Returns
    -------
    xarray.Dataset
        Over site, flight and cell.
    """
    korea = load_scenario(_SCENARIO)
    places = [one.only(missile=missile).at_spacing(_SPACING_KM) for one in korea.at_candidates()]
    return footprints(places, required_shots=required_shots)


def _of_shape(found: xr.Dataset, shape: str) -> xr.Dataset:
    return found.isel(flight=[i for i, one in enumerate(found["shape"].values) if one == shape])


def mean_share(missile: str, site: str, of: str) -> float:
    """Share, or people, that a battery defends, on average over all flights of a missile.

    Parameters
    ----------
    missile, site : str
        Keys of the catalogue.
    of : str
        ``area_share`` or ``people_defended``.

    Returns
    -------
    float
        Mean over launch areas and shapes of the scenario. [1, people]
    """
    return float(played_everywhere(missile).sel(site=site)[of].values.mean())


def best_pair_share(missile: str, shape: str) -> float:
    """Share of the area that the best pair of the candidate sites defends.

    Parameters
    ----------
    missile, shape : str
        What flies.

    Returns
    -------
    float
        Of what the missile reaches, against all launch areas. [1]
    """
    pairs = best_pairs(_of_shape(played_everywhere(missile), shape), "area")
    return float(pairs["area_share_within_reach"][0])


def batteries_needed(missile: str, shape: str, shots: float) -> float:
    """Fewest batteries with so many shots at a missile over all people.

    Parameters
    ----------
    missile, shape : str
        What flies.
    shots : float
        Wanted at each. [1]

    Returns
    -------
    float
        On the candidate sites; their number where not even all of them do, which is then a lower
        end. [1]
    """
    shares = best_sets(_of_shape(played_everywhere(missile, int(shots)), shape))
    enough = shares["people_share_within_reach"].values >= _ALL
    return float(np.argmax(enough) + 1 if enough.any() else enough.size)


def share_of_sites(missile: str, shape: str, sites: list[str]) -> float:
    """Share of the people that batteries on given sites defend together.

    Parameters
    ----------
    missile, shape : str
        What flies.
    sites : list of str
        Keys of candidate sites.

    Returns
    -------
    float
        Of all people of the country. [1]
    """
    found = _of_shape(played_everywhere(missile), shape)
    covered = np.asarray(cover(found, np.isin(found["site"].values, sites))) > 0.5
    people = found["cell_people"].values
    return float((covered * people).sum() / people.sum())


def strategic_diameter_km(speed: str) -> float:
    """Diameter of a circle as large as what is defended against one strategic warhead, with a cue.

    Parameters
    ----------
    speed : str
        Fastest target that counts as engageable, with its unit.

    Returns
    -------
    float
        Of a battery at Wonju. [km]
    """
    warhead = Threat(
        missile="chinese-solid-icbm", launch_areas=("delingha",), shapes=("full-burn-lofted",)
    )
    scenario = (
        load_scenario(_SCENARIO)
        .with_threats(warhead)
        .with_parameter("battery.thaad-battery.highest-target-speed", speed)
    )
    found = footprint(scenario.moved("wonju").at_spacing(_FINE_SPACING_KM).cued())
    return 2.0 * float(np.sqrt(float(found["area_defended_km2"].isel(site=0, flight=0)) / np.pi))


def distance_km(latitude: float, longitude: float) -> float:
    """Distance of a place from the golf course at Seongju as the source has it.

    Parameters
    ----------
    latitude, longitude : float
        Of the place. [deg]

    Returns
    -------
    float
        Along the ellipsoid from 36.05 N 128.22 E. [km]
    """
    return float(_ELLIPSOID.inv(128.22, 36.05, longitude, latitude)[2]) / 1e3


def in_sector(
    figure: str,
    end: str,
    boresights_deg: list[float],
    rear_km: float,
    half_angle_deg: float = 60.0,
) -> float:
    """What lies in the plain sector of 200 km from the first site at Seongju.

    Parameters
    ----------
    figure : str
        Variable of :func:`bongsu.studies.footprint.sector.sector_coverage`.
    end : str
        ``least`` or ``greatest`` over the boresights.
    boresights_deg : list of float
        First and last boresight. [deg]
    rear_km, half_angle_deg : float
        Radius outside the sector, and half of its angle. [km, deg]

    Returns
    -------
    float
        As the variable is. [as named]
    """
    first, last = boresights_deg
    facings = np.arange(first, last + 1.0, _FACING_STEP_DEG).tolist()
    found = sector_coverage(
        35.92,
        128.29,
        facings,
        front_m=200e3,
        rear_m=1e3 * rear_km,
        half_angle_deg=half_angle_deg,
    )[figure].values
    return float(found.min() if end == "least" else found.max())
