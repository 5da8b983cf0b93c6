"""A footprint in one sentence."""

from collections.abc import Mapping

import xarray as xr

from bongsu.studies.footprint.numbers import counted
from bongsu.words import Over

_MOST_NAMED = 2


def headline(footprint: xr.Dataset, sums: Mapping[Over, Mapping[str, float]]) -> str:
    """Say in one sentence whom the batteries protect.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site.
    sums : mapping
        Its :func:`~bongsu.studies.footprint.together.totals` by how flights count together.
        [as named]

    Returns
    -------
    str
        From where, against what; how many are within reach, and the share of them for whom so many
        shots as the footprint requires are possible: on average over the flights, against every one
        of them, against some.
    """
    if sums["any"]["area_within_reach_km2"] == 0.0:
        return f"None of these flights reaches {footprint.attrs['country_title']}."
    titles = list(dict.fromkeys(map(str, footprint["missile_title"].values)))
    few = len(titles) <= _MOST_NAMED
    missiles = " and ".join(titles) if few else f"{len(titles)} missiles"
    first, *others = footprint.attrs["battery_titles"].split("; ")
    beside = f", with {' and '.join(others)}," if others else ""
    defence = f"{first} at {footprint['site_title'].item()}{beside} against {missiles}"
    weight, country = counted(footprint), footprint.attrs["country_title"]
    if weight == "people":
        count = f"{sums['any']['people_within_reach'] / 1e6:,.1f} million"
        kind = " synthetic" if footprint.attrs["people_from"].startswith("synthetic") else ""
        whom = f"{count}{kind} people of {country}"
    else:
        whom = f"{sums['any']['area_within_reach_km2']:,.0f} km² of {country}"
    shots = int(footprint.attrs["required_shots"])
    possible = "a shot is" if shots == 1 else f"{shots} shots are"
    average, every, some = (
        f"{100.0 * sums[over][f'{weight}_share_within_reach']:.0f} %"
        for over in ("average", "every", "any")
    )
    flights = footprint.sizes["flight"]
    several = (
        f" on average over {flights} flights, for {every} against every one of them, for {some} "
        "against some"
    )
    return (
        f"{defence}: {possible} possible for {average} of {whom} within reach"
        f"{several if flights > 1 else ' of the one flight'}."
    )
