"""A footprint in one sentence."""

from collections.abc import Mapping, Sequence

import xarray as xr

from bongsu.studies.footprint.numbers import counted
from bongsu.words import OVERS, Over, Weight

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
        See :func:`headline_of`.
    """
    weight = counted(footprint)
    within = "people_within_reach" if weight == "people" else "area_within_reach_km2"
    return headline_of(
        country=footprint.attrs["country_title"],
        site=footprint["site_title"].item(),
        batteries=footprint.attrs["battery_titles"].split("; "),
        missiles=list(map(str, footprint["missile_title"].values)),
        required_shots=int(footprint.attrs["required_shots"]),
        weight=weight,
        people_from=footprint.attrs["people_from"],
        reached=sums["any"]["area_within_reach_km2"] > 0.0,
        within_reach=sums["any"][within],
        shares={over: sums[over][f"{weight}_share_within_reach"] for over in OVERS},
    )


def headline_of(
    *,
    country: str,
    site: str,
    batteries: Sequence[str],
    missiles: Sequence[str],
    required_shots: int,
    weight: Weight,
    people_from: str,
    reached: bool,
    within_reach: float,
    shares: Mapping[Over, float],
) -> str:
    """Say in one sentence whom batteries protect.

    Parameters
    ----------
    country, site : str
        Titles of the country and of the site of the first battery.
    batteries : sequence of str
        Their titles.
    missiles : sequence of str
        Title of the missile of each flight.
    required_shots : int
        Shots that make a place count as defended. [1]
    weight : {'people', 'area'}
        What is counted.
    people_from : str
        How people are counted, in words.
    reached : bool
        Whether any flight reaches the country.
    within_reach : float
        People [1] or area [km²] that some flight reaches. [as named]
    shares : mapping
        Share of it that is defended, by how flights count together. [1]

    Returns
    -------
    str
        From where, against what; how many are within reach, and the share of them for whom so many
        shots are possible: on average over the flights, against every one of them, against some.
    """
    if not reached:
        return f"None of these flights reaches {country}."
    titles = list(dict.fromkeys(missiles))
    few = len(titles) <= _MOST_NAMED
    against = " and ".join(titles) if few else f"{len(titles)} missiles"
    first, *others = batteries
    beside = f", with {' and '.join(others)}," if others else ""
    defence = f"{first} at {site}{beside} against {against}"
    if weight == "people":
        kind = " synthetic" if people_from.startswith("synthetic") else ""
        whom = f"{within_reach / 1e6:,.1f} million{kind} people of {country}"
    else:
        whom = f"{within_reach:,.0f} km² of {country}"
    possible = "a shot is" if required_shots == 1 else f"{required_shots} shots are"
    average, every, some = (f"{100.0 * shares[over]:.0f} %" for over in ("average", "every", "any"))
    flights = len(missiles)
    several = (
        f" on average over {flights} flights, for {every} against every one of them, for {some} "
        "against some"
    )
    return (
        f"{defence}: {possible} possible for {average} of {whom} within reach"
        f"{several if flights > 1 else ' of the one flight'}."
    )
