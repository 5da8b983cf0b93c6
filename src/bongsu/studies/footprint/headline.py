"""A footprint in one sentence."""

from collections.abc import Mapping, Sequence
from functools import reduce

import xarray as xr

from bongsu.studies.footprint.numbers import counted
from bongsu.words import OVERS, Over, Weight
from bongsu.words.said import Millions, Said, Share, said

_MOST_NAMED = 2


def headline(footprint: xr.Dataset, sums: Mapping[Over, Mapping[str, float]]) -> Said:
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
    Said
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
) -> Said:
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
    Said
        From where, against what; how many are within reach, and the share of them for whom so many
        shots are possible: on average over the flights, against every one of them, against some.
    """
    if not reached:
        return said("None of these flights reaches {country}.", country=country)
    parts: dict[str, object] = {
        "defence": _defence(site, batteries, missiles),
        "whom": _whom(within_reach, weight, people_from, country),
        "average": Share(shares["average"]),
    }
    if required_shots > 1:
        parts["shots"] = required_shots
    if len(missiles) == 1:
        if required_shots == 1:
            return said(
                "{defence}: a shot is possible for {average} of {whom} within reach of the "
                "one flight.",
                **parts,
            )
        return said(
            "{defence}: {shots} shots are possible for {average} of {whom} within reach of "
            "the one flight.",
            **parts,
        )
    parts |= {
        "flights": len(missiles),
        "every": Share(shares["every"]),
        "some": Share(shares["any"]),
    }
    if required_shots == 1:
        return said(
            "{defence}: a shot is possible for {average} of {whom} within reach on average "
            "over {flights} flights, for {every} against every one of them, for {some} "
            "against some.",
            **parts,
        )
    return said(
        "{defence}: {shots} shots are possible for {average} of {whom} within reach on "
        "average over {flights} flights, for {every} against every one of them, for "
        "{some} against some.",
        **parts,
    )


def _defence(site: str, batteries: Sequence[str], missiles: Sequence[str]) -> Said:
    """Batteries and what they stand against."""
    titles = list(dict.fromkeys(missiles))
    few = len(titles) <= _MOST_NAMED
    against = _joined(titles) if few else said("{number} missiles", number=len(titles))
    first, *others = batteries
    if not others:
        return said(
            "{battery} at {site} against {missiles}", battery=first, site=site, missiles=against
        )
    return said(
        "{battery} at {site}, with {others}, against {missiles}",
        battery=first,
        site=site,
        others=_joined(others),
        missiles=against,
    )


def _joined(titles: Sequence[str]) -> str:
    """Titles with "and" between them."""
    return reduce(
        lambda first, second: said("{first} and {second}", first=first, second=second), titles
    )


def _whom(within_reach: float, weight: Weight, people_from: str, country: str) -> Said:
    """How many people, or how much of a country, some flight reaches."""
    if weight == "area":
        return said("{area_km2:,.0f} km² of {country}", area_km2=within_reach, country=country)
    people = Millions(within_reach)
    if people_from.startswith("synthetic"):
        return said("{people} synthetic people of {country}", people=people, country=country)
    return said("{people} people of {country}", people=people, country=country)
