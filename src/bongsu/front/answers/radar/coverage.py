"""Over whose territory a battery's radar sees, as an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bongsu.catalog.names import country_code, lower_first
from bongsu.errors import InputError
from bongsu.front.answers.result import Number, Result
from bongsu.geography.grid import OTHER_LAND, SEA, land_name
from bongsu.output import FEATURES, Kind, Write, features_file
from bongsu.scenario.provenance import provenance
from bongsu.studies.radar.view.own import view_coverage, view_map
from bongsu.studies.radar.view.station import radar_view
from bongsu.words.said import in_turn, said

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario import Scenario
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.radar.view.station import RadarView

_MOST_SAID = 4
_AREAS = ("area_km2", "area_share", "view_share")


class CoverageResult(Result):
    """Where one look of a radar detects objects at some heights, and over whose territory.

    Parameters
    ----------
    scenario : Scenario
        The setting; the radar is that of its first battery, as it stands and faces there.
    altitudes_km : sequence of float
        Altitudes of the objects above the ellipsoid. [km]
    objects : sequence of str
        Cross-sections of the catalogue, by any of their names.

    Examples
    --------
    >>> import bongsu
    >>> view = bongsu.load("korea-2016").in_mode("forward-based").coverage(altitudes_km=[300])
    >>> view.objects, view.altitudes_km, view.area_km2("China") > 0
    (['reentry-vehicle'], [300.0], True)
    """

    def __init__(
        self, scenario: Scenario, altitudes_km: Sequence[float], objects: Sequence[str]
    ) -> None:
        if isinstance(objects, str) or not objects or not altitudes_km:
            raise InputError("coverage needs a list of objects and a list of altitudes")
        self._scenario = scenario
        keys = dict.fromkeys(scenario.catalog.key("cross-section", name) for name in objects)
        heights = sorted(set(altitudes_km))
        self._found = view_coverage(scenario, altitudes_km=heights, objects=list(keys))

    def _dataset(self) -> xr.Dataset:
        return self._found

    def _comes_from(self) -> Provenance:
        return provenance(self._scenario)

    @cached_property
    def _view(self) -> RadarView:
        return radar_view(self._scenario)

    @property
    def objects(self) -> list[str]:
        """What is looked at, by cross-section of the catalogue."""
        return [str(name) for name in self._found["object"].values]

    @property
    def altitudes_km(self) -> list[float]:
        """Altitudes of the objects, rising [km]."""
        return [float(height) for height in self._found["altitude_km"].values]

    def area_km2(
        self, country: str, *, altitude_km: float | None = None, seen_object: str | None = None
    ) -> float:
        """Area of a country over which one look detects an object.

        Parameters
        ----------
        country : str
            Any name of it, or its ISO 3166-1 alpha-3 code; or ``"sea"``.
        altitude_km : float, optional
            One of the heights; the lowest by default. [km]
        seen_object : str, optional
            One of the objects; the first by default.

        Returns
        -------
        float
            Area. [km²]

        Raises
        ------
        InputError
            If there is no such country, height or object in the answer.

        Examples
        --------
        >>> import bongsu
        >>> view = bongsu.load("korea-2016").coverage(altitudes_km=[100])
        >>> view.area_km2("North Korea") == view.area_km2("PRK") > 0
        True
        """
        return self._cell("area_km2", country, altitude_km, seen_object)

    def share(
        self, country: str, *, altitude_km: float | None = None, seen_object: str | None = None
    ) -> float:
        """Share of a country over which one look detects an object.

        Parameters
        ----------
        country : str
            Any name of it, or its ISO 3166-1 alpha-3 code.
        altitude_km : float, optional
            One of the heights; the lowest by default. [km]
        seen_object : str, optional
            One of the objects; the first by default.

        Returns
        -------
        float
            From 0 to 1. [1]

        Raises
        ------
        InputError
            If there is no such country, height or object in the answer.

        Examples
        --------
        >>> import bongsu
        >>> view = bongsu.load("korea-2016").coverage(altitudes_km=[100])
        >>> 0 < view.share("North Korea") <= 1
        True
        """
        return self._cell("area_share", country, altitude_km, seen_object)

    def _cell(
        self, name: str, country: str, altitude_km: float | None, seen_object: str | None
    ) -> float:
        known = self._found["country"].values.tolist()
        code = country if country in known else country_code(country)
        height = self.altitudes_km[0] if altitude_km is None else altitude_km
        if code not in known:
            raise InputError(f"{country} is not counted in this answer")
        if height not in self.altitudes_km:
            heights = ", ".join(f"{one:g}" for one in self.altitudes_km)
            raise InputError(f"altitude {height:g} km is not in this answer; it has {heights} km")
        cell = self._found[name].sel(
            task="detect", country=code, altitude_km=height, object=self._object(seen_object)
        )
        return float(cell)

    def _object(self, name: str | None) -> str:
        if name is None:
            return self.objects[0]
        key = self._scenario.catalog.key("cross-section", name)
        if key not in self.objects:
            raise InputError(
                f"object {name!r} is not in this answer; it has {', '.join(self.objects)}"
            )
        return key

    def _title_of(self, key: str) -> str:
        return lower_first(self._scenario.catalog.cross_section(key).title)

    def _by_country(self) -> dict[str, float]:
        """Areas of the first object at the first height, the largest first [km²]."""
        first = self._found["area_km2"].sel(task="detect").isel(object=0, altitude_km=0)
        areas = zip(first["country"].values.tolist(), first.values.tolist(), strict=True)
        seen = [
            (code, area) for code, area in areas if area > 0.0 and code not in (SEA, OTHER_LAND)
        ]
        return dict(sorted(seen, key=lambda one: -one[1]))

    def sentence(self) -> str:
        """Say in one sentence over whose territory the radar sees most.

        Returns
        -------
        str
            Of the first object at the lowest height.

        Examples
        --------
        >>> import bongsu
        >>> print(bongsu.load("korea-2016").coverage().sentence())  # doctest: +ELLIPSIS
        From Seongju golf course in terminal mode, facing 340°, one look detects a re-entry ...
        """
        view = self._view
        seen: list[str] = [
            said("{area_km2:,.0f} km² of {country}", area_km2=area, country=land_name(code))
            for code, area in self._by_country().items()
        ]
        if len(seen) > _MOST_SAID:
            more = len(seen) - _MOST_SAID + 1
            seen = [*seen[: _MOST_SAID - 1], said("of {number} more countries", number=more)]
        *first, last = seen or [said("no land")]
        if first:
            last = said("{first} and {second}", first=in_turn(first), second=last)
        return said(
            "From {site} in {mode} mode, facing {boresight_deg:.0f}°, one look detects a {object} "
            "{altitude_km:g} km high over {lands}.",
            site=view.station.title,
            mode=view.mode,
            boresight_deg=view.boresight_deg,
            object=self._title_of(self.objects[0]),
            altitude_km=self.altitudes_km[0],
            lands=last,
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Area by country for the first object at the lowest height. [km²]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").coverage().numbers()["boresight_deg"]
        340.0
        """
        found: dict[str, Number] = {
            "site": self._view.station.name,
            "mode": self._view.mode,
            "boresight_deg": round(self._view.boresight_deg, 6),
            "object": self.objects[0],
            "altitude_km": self.altitudes_km[0],
        }
        for code, area in self._by_country().items():
            found[f"area_{code.lower()}_km2"] = area
        return found

    def table(self) -> pd.DataFrame:
        """Lay areas and shares out by country, object and height.

        Returns
        -------
        pandas.DataFrame
            A row for each task, object, height and country of which something is seen; areas in
            km², shares of the country and of all that is seen from 0 to 1.

        Examples
        --------
        >>> import bongsu
        >>> table = bongsu.load("korea-2016").coverage(altitudes_km=[100]).table()
        >>> set(table["country_title"]) >= {"North Korea", "South Korea"}
        True
        """
        frame = self._found[list(_AREAS)].to_dataframe().reset_index()
        seen = frame[frame["area_km2"] > 0.0].reset_index(drop=True)
        seen["country_title"] = [land_name(str(code)) for code in seen["country"]]
        return seen[["task", "object", "altitude_km", "country", "country_title", *_AREAS]]

    def map(self, seen_object: str | None = None) -> Figure:
        """Draw where an object is detected and where a track of it is kept, one map a height.

        Parameters
        ----------
        seen_object : str, optional
            One of the objects; the first by default.

        Returns
        -------
        matplotlib.figure.Figure
            Maps about the radar; they show themselves in a notebook.

        Raises
        ------
        InputError
            If there is no such object in the answer.

        Examples
        --------
        >>> import bongsu
        >>> len(bongsu.load("korea-2016").coverage(altitudes_km=[100]).map().axes)
        1
        """
        from bongsu.report.radar.coverage import coverage_figure

        key = self._object(seen_object)
        area = float(self._found["cross_section_m2"].sel(object=key))
        fine = view_map(self._view, altitudes_km=self.altitudes_km, cross_section_m2=area)
        return self._signed(coverage_figure(fine, object_key=self._title_of(key)))

    def contours(self) -> dict[str, Any]:
        """Draw where objects are detected and held in track as polygons.

        Returns
        -------
        dict
            A GeoJSON feature collection: a feature for each task, object and altitude, with the
            areas of :meth:`table`.

        Examples
        --------
        >>> import bongsu
        >>> view = bongsu.load("korea-2016").coverage(altitudes_km=[100])
        >>> [one["properties"]["task"] for one in view.contours()["features"]]
        ['detect', 'track']
        """
        from bongsu.studies.radar.view.features import coverage_features

        return coverage_features(self._found)

    def _writers(self) -> dict[str, tuple[Kind, Callable[[], Write]]]:
        contours = (FEATURES, lambda: features_file(self.contours()))
        return {**super()._writers(), ".geojson": contours}

    def _draw(self) -> Figure:
        return self.map()
