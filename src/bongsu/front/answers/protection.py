"""Whether one place is protected, as an answer of one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bongsu.claims.corners import corners
from bongsu.errors import ArgumentError
from bongsu.front.answers.result import Number, Result
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.draws import defence_rows, drawn_scenarios, moving_together
from bongsu.studies.footprint.places.protection import asked_place, flights_at, shares_at
from bongsu.words import number_of
from bongsu.words.quantities import quantity_text, range_text

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario import Scenario
    from bongsu.scenario.parts.places import Spot
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.footprint.places.protection import AskedPlace, FlightAtPlace

_MEASURE = "people-share-defended"
"""Measure of claims whose corners the range is taken from."""
_MOST_NAMED = 3
_BAND = (0.05, 0.5, 0.95)


class DrawnShares(NamedTuple):
    """Where the average share lies when all rows of the defence are drawn by lot.

    Attributes
    ----------
    draws : int
        How many. [1]
    low, median, high : float
        What 5, 50 and 95 % of them do not exceed. [1]

    Examples
    --------
    >>> DrawnShares(draws=64, low=0.0, median=0.1, high=0.2).median
    0.1
    """

    draws: int
    low: float
    median: float
    high: float


class ProtectionResult(Result):
    """Whether a shot is possible at the missiles that are aimed at one place.

    Parameters
    ----------
    scenario : Scenario
        What was computed.
    place : AskedPlace
        The place.
    flights : sequence of FlightAtPlace
        Those that reach it.
    average, every, low, high : float
        Shares of its people. [1]
    drawn : DrawnShares, optional
        The average over draws.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    >>> found = nodong.at_spacing(60).protect("Busan")
    >>> found.defended_every <= found.defended_average <= found.high
    True
    """

    def __init__(
        self,
        scenario: Scenario,
        place: AskedPlace,
        flights: list[FlightAtPlace],
        *,
        average: float,
        every: float,
        low: float,
        high: float,
        drawn: DrawnShares | None = None,
    ) -> None:
        self._scenario, self._place, self._flights = scenario, place, flights
        self._average, self._every, self._low, self._high = average, every, low, high
        self._drawn = drawn

    @property
    def defended_average(self) -> float:
        """Share of the people for whom a shot is possible, on average over the flights [1]."""
        return self._average

    @property
    def defended_every(self) -> float:
        """Share of the people for whom a shot is possible against every flight [1]."""
        return self._every

    @property
    def low(self) -> float:
        """The average at the end of the cited uncertainty that makes it small [1]."""
        return self._low

    @property
    def high(self) -> float:
        """The average at the end of the cited uncertainty that makes it great [1]."""
        return self._high

    @property
    def drawn(self) -> DrawnShares | None:
        """The average over draws; none where none were asked for."""
        return self._drawn

    @property
    def flights(self) -> list[FlightAtPlace]:
        """Flights that reach the place, each with its share and reason."""
        return self._flights

    @property
    def place(self) -> AskedPlace:
        """The place with the aim points that stand for it."""
        return self._place

    def _dataset(self) -> xr.Dataset:
        import xarray as xr

        flights = self._flights
        found = xr.Dataset(
            {
                "share": (
                    "flight",
                    [one.share for one in flights],
                    label("share of the people of the place for whom a shot is possible"),
                ),
                "average": ((), self._average, label("the same, on average over the flights")),
                "every": ((), self._every, label("the same, against every flight")),
                "low": ((), self._low, label("average, at the low end of the uncertainty")),
                "high": ((), self._high, label("average, at the high end of the uncertainty")),
            },
            {
                name: ("flight", [str(getattr(one, name)) for one in flights], {"long_name": text})
                for name, text in (
                    ("missile", "missile"),
                    ("launch_area", "launch area"),
                    ("shape", "shape of the arc"),
                    ("reason", "what holds for most of the people"),
                )
            },
            attrs=self.provenance.attributes()
            | {"place": self._place.named.key, "place_title": self._place.named.title},
        )
        return conventional(found, f"Protection of {self._place.named.title}")

    def _comes_from(self) -> Provenance:
        return provenance(self._scenario, people=self._place.people is not None)

    def sentence(self) -> str:
        """Say in one sentence whether the place is protected.

        Returns
        -------
        str
            From where, against what, the share with its range, and the date of the scenario.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> print(nodong.protect("Seoul").sentence())  # doctest: +ELLIPSIS
        THAAD battery at Seongju golf course against Nodong: a shot is possible for 12 % of ...
        """
        place, flights = self._place, len(self._flights)
        titles = list(dict.fromkeys(one.missile_title for one in self._flights))
        few = len(titles) <= _MOST_NAMED
        missiles = " and ".join(titles) if few else number_of(len(titles), "missile")
        share, every = quantity_text(self._average, "1"), quantity_text(self._every, "1")
        span = range_text(self._low, self._high, "1")
        title = place.named.title
        if place.people is None:
            met = sum(one.share > 0.0 for one in self._flights)
            told = f"a shot is possible at {met} of the {flights} flights that reach {title}"
            against = "" if flights == 1 else f" ({share})"
        else:
            whom = f"the {quantity_text(place.people, 'people')} of {title}"
            told = f"a shot is possible for {share} of {whom}"
            against = (
                " at the one flight that reaches it"
                if flights == 1
                else f" on average over the {flights} flights that reach it, and for {every} "
                "against every one of them"
            )
        drawn = self._drawn
        by_lot = (
            f"; of {number_of(drawn.draws, 'draw')} nine in ten give "
            f"{range_text(drawn.low, drawn.high, '1')}"
            if drawn
            else ""
        )
        return (
            f"{self._defence()} against {missiles}: {told}{against}; over the cited uncertainty "
            f"the share is {span}{by_lot} ({self._scenario.title}; "
            f"{self._scenario.date:%-d %B %Y})."
        )

    def _defence(self) -> str:
        scenario = self._scenario
        stand = [
            f"{scenario.battery_title(one)} at {scenario.place('site', one.site).title}"
            for one in scenario.batteries
        ]
        return " with ".join(stand)

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Shares from 0 to 1 [1], people [1], flights [1].

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> nodong.protect("Seoul").numbers()["place"]
        'Seoul'
        """
        people = self._place.people
        return {
            "place": self._place.named.title,
            "site": self._scenario.place("site", self._scenario.battery().site).title,
            "flights": len(self._flights),
            "people": None if people is None else round(people),
            "defended_average": self._average,
            "defended_every": self._every,
            "low": self._low,
            "high": self._high,
        }

    def table(self) -> pd.DataFrame:
        """Lay the flights out.

        Returns
        -------
        pandas.DataFrame
            A row for each flight that reaches the place: share of its people for whom a shot is
            possible, and what holds for most of them.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> list(nodong.protect("Seoul").table()["shape"])
        ['minimum-energy', 'depressed', 'full-burn-lofted']
        """
        import pandas as pd

        return pd.DataFrame(self._flights)

    def _draw(self) -> Figure:
        return self.map()

    def map(self) -> Figure:
        """Draw the footprint of the same flights with the place marked.

        Returns
        -------
        matplotlib.figure.Figure
            Of the whole country; shows itself in a notebook.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> len(nodong.at_spacing(60).protect("Seoul").map().axes)  # the map and its scale
        2
        """
        from bongsu.report.footprint.place import place_map
        from bongsu.studies.footprint.play import footprint

        return self._signed(place_map(footprint(self._scenario), self._place))


def protection(scenario: Scenario, spot: Spot, *, draws: int = 0) -> ProtectionResult:
    """Ask whether one place is protected.

    Parameters
    ----------
    scenario : Scenario
    spot : str, Coordinates or (float, float)
        As for :func:`bongsu.studies.footprint.places.protection.asked_place`. [deg]
    draws : int
        How many times all rows of the defence are drawn by lot, from the scenario's seed. [1]

    Returns
    -------
    ProtectionResult
        The answer, at the nominal values and at both ends of the cited uncertainty.

    Raises
    ------
    InputError
        If the place cannot be used, or a battery cannot fire.
    OutOfReachError
        If no flight reaches it.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    >>> len(protection(nodong, "Seoul").flights)
    3
    """
    if draws < 0:
        raise ArgumentError("draws", f" must be 0 or more, not {draws}")
    place = asked_place(scenario, spot)
    moved = corners(scenario, _MEASURE).all_levels
    rows = moving_together(scenario.catalog, defence_rows(scenario))
    asked = [
        scenario,
        *(scenario.with_levels(levels) for levels in moved),
        *drawn_scenarios(scenario, rows, draws, scenario.seed),
    ]
    flights = flights_at(scenario, place)
    found = shares_at(asked, place)
    at_ends = found.average[: 1 + len(moved)]
    drawn = None
    if draws:
        by_lot = np.quantile(found.average[1 + len(moved) :], _BAND, method="inverted_cdf")
        drawn = DrawnShares(draws, *map(float, by_lot))
    return ProtectionResult(
        scenario,
        place,
        flights,
        average=float(found.average[0]),
        every=float(found.every[0]),
        low=float(at_ends.min()),
        high=float(at_ends.max()),
        drawn=drawn,
    )
