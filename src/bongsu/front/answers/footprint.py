"""Whom the batteries of a deployment protect, as an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bongsu.catalog.lookup import find_word
from bongsu.front.answers.result import Number, Result
from bongsu.output import FEATURES, Kind, Write, features_file
from bongsu.scenario.provenance import provenance
from bongsu.studies.footprint.headline import headline
from bongsu.studies.footprint.numbers import counted
from bongsu.studies.footprint.together import by_missile_and_shape, totals
from bongsu.words import (
    ADMINISTRATIVE_LEVELS,
    FOOTPRINT_PICTURES,
    OVERS,
    AdministrativeLevel,
    FootprintPicture,
    Over,
    Weight,
)

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario import Scenario
    from bongsu.scenario.provenance import Provenance


class FootprintResult(Result):
    """Which places are defended against which flights.

    A place is defended against a flight when at least as many shots are possible in time as were
    asked for. Flights count together in three ways: against ``every`` one that reaches a place, on
    ``average`` over them, against ``any`` of them. Shares are of the people whom some flight
    reaches, or of the area where they are not counted.

    Parameters
    ----------
    scenario : Scenario
        What was computed.
    found : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Examples
    --------
    >>> import bongsu
    >>> korea = bongsu.load("korea-2016").at_spacing(60)
    >>> found = korea.only(missile="nodong", shape="minimum-energy").footprint()
    >>> found.counts_people, dict(found.data.sizes)["site"]
    (True, 1)
    """

    def __init__(self, scenario: Scenario, found: xr.Dataset) -> None:
        self._scenario, self._found = scenario, found
        self._cases: dict[Over, Mapping[str, float]] = {}

    def _dataset(self) -> xr.Dataset:
        return self._found

    def _comes_from(self) -> Provenance:
        return provenance(self._scenario, people=True)

    @property
    def counts_people(self) -> bool:
        """Whether people are counted, so that shares are of people and not of area."""
        return self._weight == "people"

    @cached_property
    def _weight(self) -> Weight:
        return counted(self._found)

    @cached_property
    def _share(self) -> str:
        """Variable of the share that counts."""
        return f"{self._weight}_share_within_reach"

    def p_defended(self, over: Over = "average") -> float:
        """Share of those within reach for whom a shot is possible.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            From 0 to 1, of people, or of area where they are not counted; not a number where no
            flight reaches anybody. [1]

        Raises
        ------
        InputError
            If there is no such way of counting.

        Examples
        --------
        >>> import bongsu
        >>> daegu = bongsu.load("korea-2016").only(missile="nodong").moved(to="daegu")
        >>> found = daegu.at_spacing(60).footprint()
        >>> found.p_defended("every") < found.p_defended() < found.p_defended("any")
        True
        """
        return self._sum(self._share, over)

    def people_defended(self, over: Over = "average") -> float:
        """People for whom a shot is possible.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            People; not a number where they are not counted. [1]

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", shape="minimum-energy").footprint()
        >>> 0 < found.people_defended() < found.people_within_reach()
        True
        """
        return self._sum("people_defended", over)

    def people_within_reach(self) -> float:
        """People whom some flight reaches.

        Returns
        -------
        float
            People; not a number where they are not counted. [1]

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", shape="minimum-energy").footprint()
        >>> f"{found.people_within_reach() / 1e6:.0f} million people"
        '51 million people'
        """
        return self._sum("people_within_reach", "any")

    def people_defended_expected(self, over: Over = "average") -> float:
        """People weighted with the probability that the warhead flying at them is destroyed.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            The mean probability over the flights, the smallest or the largest.

        Returns
        -------
        float
            People; not a number where they are not counted. [1]

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", shape="minimum-energy").footprint()
        >>> found.people_defended_expected() < found.people_defended()
        True
        """
        return self._sum("people_defended_expected", over)

    def area_defended_km2(self, over: Over = "average") -> float:
        """Area over which a shot is possible.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            Area. [km²]

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", shape="minimum-energy").footprint()
        >>> 0 < found.area_defended_km2("every") < found.area_defended_km2("any")
        True
        """
        return self._sum("area_defended_km2", over)

    def _sum(self, name: str, over: Over) -> float:
        return self._totals(over)[name]

    def _totals(self, over: Over) -> Mapping[str, float]:
        over = find_word(over, OVERS, "way to count flights together")
        if over not in self._cases:
            self._cases[over] = totals(self._found, over)
        return self._cases[over]

    def sentence(self) -> str:
        """Say in one sentence whom the batteries protect.

        Returns
        -------
        str
            From where, against what, and the share on average, at least and at most.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", launch_area="hwangju").footprint()
        >>> print(found.sentence())  # doctest: +ELLIPSIS
        THAAD battery at Seongju golf course against Nodong: a shot is possible for ...
        """
        return headline(self._found, {over: self._totals(over) for over in OVERS})

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Shares [1], people [1] and area [km²] by how flights count together.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", shape="minimum-energy").footprint()
        >>> found.numbers()["weight"]
        'people'
        """
        found: dict[str, Number] = {
            "site": str(self._found["site"].item()),
            "flights": self._found.sizes["flight"],
            "required_shots": int(self._found.attrs["required_shots"]),
            "weight": self._weight,
        }
        for over in OVERS:
            found[f"p_defended_{over}"] = self.p_defended(over)
        if self.counts_people:
            found["people_within_reach"] = round(self.people_within_reach())
            found["people_defended_average"] = round(self.people_defended())
            found["people_defended_expected"] = round(self.people_defended_expected())
        found["area_defended_average_km2"] = self.area_defended_km2()
        return found

    def table(self) -> pd.DataFrame:
        """Lay the shares out by missile and shape.

        Returns
        -------
        pandas.DataFrame
            A row for each missile and shape of its arcs; shares from 0 to 1.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", launch_area="hwangju").footprint()
        >>> list(found.table()["shape"])
        ['minimum-energy', 'depressed', 'full-burn-lofted']
        """
        import pandas as pd

        rows = []
        for (missile, shape), group in by_missile_and_shape(self._found).items():
            row: dict[str, object] = {
                "missile": missile,
                "missile_title": str(group["missile_title"].values[0]),
                "shape": shape,
                "launch_areas": group.sizes["flight"],
            }
            for over in OVERS:
                row[f"p_defended_{over}"] = totals(group, over)[self._share]
            rows.append(row)
        return pd.DataFrame(rows)

    def by_place(self, level: AdministrativeLevel = "municipality") -> pd.DataFrame:
        """Lay people and area out by province, municipality, or district of Seoul.

        Parameters
        ----------
        level : {'municipality', 'province', 'seoul-district'}
            Which places.

        Returns
        -------
        pandas.DataFrame
            A row for each place and way of counting flights together; shares from 0 to 1, area
            in km².

        Raises
        ------
        InputError
            If there is no such level, or the region has no such places.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", launch_area="hwangju").footprint()
        >>> places = found.by_place("province")
        >>> set(places[places["over"] == "average"]["place"]) >= {"Seoul", "Jeju"}
        True
        """
        from bongsu.studies.footprint.places.levels import by_place

        chosen = find_word(level, ADMINISTRATIVE_LEVELS, "level of places")
        found = by_place(self._found, chosen).isel(site=0).drop_dims("flight")
        return found.to_dataframe().reset_index()

    def contours(self) -> dict[str, Any]:
        """Draw lines of equal shots, probability and margin as polygons.

        Returns
        -------
        dict
            A GeoJSON feature collection.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", launch_area="hwangju").footprint()
        >>> found.contours()["type"]
        'FeatureCollection'
        """
        from bongsu.studies.footprint.contours import feature_collection

        return feature_collection(self._found)

    def map(self, what: FootprintPicture = "p_defend") -> Figure:
        """Draw the footprint on a map.

        Parameters
        ----------
        what : {'p_defend', 'reasons', 'margins', 'shapes', 'outlines', 'seoul'}
            The probability that the warhead is destroyed, mean over the flights; the first reason
            why there is no shot, or the time by which a launch may slip, for each flight; from how
            many launch areas, by missile and shape; outlines by launch area; Seoul's districts.

        Returns
        -------
        matplotlib.figure.Figure
            The map; shows itself in a notebook.

        Raises
        ------
        InputError
            If there is no such map, or no census for Seoul's districts.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").at_spacing(60)
        >>> found = korea.only(missile="nodong", launch_area="hwangju").footprint()
        >>> len(found.map("p_defend").axes)  # the map and its scale
        2
        """
        from bongsu.report.footprint.pictures import footprint_picture

        chosen = find_word(what, FOOTPRINT_PICTURES, "map of")
        return self._signed(footprint_picture(self._found, chosen))

    def _draw(self) -> Figure:
        return self.map()

    def _writers(self) -> dict[str, tuple[Kind, Callable[[], Write]]]:
        contours = (FEATURES, lambda: features_file(self.contours()))
        return {**super()._writers(), ".geojson": contours}
