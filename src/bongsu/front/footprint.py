"""Whom the batteries of a scenario protect, as an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from bongsu.errors import InputError
from bongsu.front.result import Result
from bongsu.output import features_file
from bongsu.studies.footprint.together import Over, by_missile_and_shape, reduced

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from bongsu.studies.footprint.places import Level

Picture = Literal["p_defend", "reasons", "margins", "shapes", "outlines", "seoul"]


class FootprintResult(Result):
    """Which places are defended against which flights.

    A place is defended against a flight when at least as many shots are possible in time as were
    asked for. Flights count together in three ways: against ``every`` one that reaches a place, on
    ``average`` over them, against ``any`` of them. Shares are of the people whom some flight
    reaches, or of the area where no census is at hand.
    """

    @property
    def counts_people(self) -> bool:
        """Whether a census is at hand, so that shares are of people and not of area."""
        return bool(self.data["cell_population"].notnull().all())

    def p_defended(self, *, over: Over = "average") -> float:
        """Share of those within reach for whom a shot is possible.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            From 0 to 1, of people, or of area where no census is at hand. [1]

        Examples
        --------
        >>> import bongsu
        >>> daegu = bongsu.load("korea-2016").only(missile="nodong").moved(to="daegu")
        >>> round(daegu.at_spacing(60).footprint().p_defended(over="average"), 2)
        0.34
        """
        name = "population" if self.counts_people else "area"
        return self._sum(f"{name}_share_of_reached", over)

    def people_defended(self, *, over: Over = "average") -> float:
        """People for whom a shot is possible.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            People; not a number where no census is at hand. [1]
        """
        return self._sum("population_defended", over)

    def people_within_reach(self) -> float:
        """People whom some flight reaches.

        Returns
        -------
        float
            People; not a number where no census is at hand. [1]
        """
        return self._sum("population_reached", "any")

    def people_saved_expected(self, *, over: Over = "average") -> float:
        """People weighted with the probability that the warhead flying at them is destroyed.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            People; not a number where no census is at hand. [1]
        """
        return self._sum("expected_population_defended", over)

    def area_defended_km2(self, *, over: Over = "average") -> float:
        """Area over which a shot is possible.

        Parameters
        ----------
        over : {'average', 'every', 'any'}
            How flights count together.

        Returns
        -------
        float
            Area. [km²]
        """
        return self._sum("area_defended_km2", over)

    def _sum(self, name: str, over: Over) -> float:
        if over not in get_args(Over):
            raise InputError(f"over {over!r}: use one of {', '.join(get_args(Over))}")
        return float(reduced(self.data, over)[name].values.item())

    def sentence(self) -> str:
        """Say in one sentence whom the batteries protect.

        Returns
        -------
        str
            From where, against what, and the share on average, at least and at most.
        """
        missiles = " and ".join(dict.fromkeys(map(str, self.data["missile"].values)))
        flights = self.data.sizes["flight"]
        if self.counts_people:
            whom = f"{self.people_within_reach() / 1e6:.1f} million people"
        else:
            whom = f"{self._sum('area_reached_km2', 'any'):,.0f} km²"
        average, every, some = (
            f"{100.0 * self.p_defended(over=over):.0f} %" for over in ("average", "every", "any")
        )
        return (
            f"{missiles} from {self.site}: a shot is possible for {average} of {whom} within reach "
            f"on average over {flights} flights, for {every} against every one of them, for {some} "
            "against some."
        )

    @property
    def site(self) -> str:
        """Where the first battery stands."""
        return str(self.data["site"].values.item())

    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Shares [1], people [1] and area [km²] by how flights count together.
        """
        found: dict[str, float | int | str | None] = {
            "site": self.site,
            "flights": self.data.sizes["flight"],
            "share_of": "people" if self.counts_people else "area",
        }
        for over in get_args(Over):
            found[f"p_defended_{over}"] = self.p_defended(over=over)
        found["people_within_reach"] = self.people_within_reach()
        found["people_defended_average"] = self.people_defended()
        found["people_saved_expected_average"] = self.people_saved_expected()
        found["area_defended_km2_average"] = self.area_defended_km2()
        return found

    def table(self) -> pd.DataFrame:
        """Lay the shares out by missile and shape.

        Returns
        -------
        pandas.DataFrame
            A row for each missile and shape of its arcs; shares from 0 to 1.
        """
        import pandas as pd

        name = "population" if self.counts_people else "area"
        rows = []
        for (missile, shape), group in by_missile_and_shape(self.data).items():
            row: dict[str, object] = {
                "missile": missile,
                "shape": shape,
                "launch_areas": group.sizes["flight"],
            }
            for over in get_args(Over):
                share = reduced(group, over)[f"{name}_share_of_reached"]
                row[f"p_defended_{over}"] = float(share.values.item())
            rows.append(row)
        return pd.DataFrame(rows)

    def by_place(self, level: Level = "municipality") -> pd.DataFrame:
        """Lay people and area out by province, municipality, or district of Seoul.

        Parameters
        ----------
        level : {'municipality', 'province', 'seoul-district'}
            Which places.

        Returns
        -------
        pandas.DataFrame
            A row for each place and way of counting flights together.

        Raises
        ------
        InputError
            If no census is at hand.
        """
        from bongsu.studies.footprint.places import by_place

        return by_place(self.data, level).to_dataframe().reset_index()

    def contours(self) -> dict[str, Any]:
        """Draw lines of equal shots, probability and margin as polygons.

        Returns
        -------
        dict
            A GeoJSON feature collection.
        """
        from bongsu.studies.footprint.contours import feature_collection

        return feature_collection(self.data)

    def map(self, what: Picture = "p_defend") -> Figure:
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
            The map, ready for a notebook or ``savefig``.

        Raises
        ------
        InputError
            If there is no such map, or no census for Seoul's districts.
        """
        from bongsu.report.footprint import maps
        from bongsu.report.footprint.probability import probability_map
        from bongsu.report.footprint.seoul import seoul_map

        drawn: dict[str, Callable[[Any], Figure]] = {
            "p_defend": probability_map,
            "reasons": maps.reason_map,
            "margins": maps.margin_map,
            "shapes": maps.shape_map,
            "outlines": maps.outline_map,
            "seoul": seoul_map,
        }
        if what not in drawn:
            raise InputError(f"there is no map of {what!r}: use one of {', '.join(drawn)}")
        return drawn[what](self.data)

    def plot(self) -> Figure:
        """Draw :meth:`map` with its default.

        Returns
        -------
        matplotlib.figure.Figure
            The map.
        """
        return self.map()

    def _writers(self) -> dict[str, Any]:
        return super()._writers() | {".geojson": lambda: features_file(self.contours())}
