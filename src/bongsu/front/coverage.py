"""Over whose territory a battery's radar sees, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.errors import InputError
from bongsu.front.result import Result
from bongsu.geography.outlines import NAMES
from bongsu.scenario.provenance import provenance
from bongsu.studies.radar.view import RadarView, view_coverage, view_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from bongsu.scenario import Scenario


class CoverageResult(Result):
    """Where one look of a radar detects objects at some heights, and over whose territory.

    Parameters
    ----------
    scenario : Scenario
        The setting; the radar is that of its first battery, as it stands and faces there.
    view : RadarView
        The radar.
    altitudes_km : sequence of float
        Heights of the objects above the ellipsoid. [km]
    objects : sequence of str
        Cross-sections of the catalogue.
    """

    def __init__(
        self,
        scenario: Scenario,
        view: RadarView,
        altitudes_km: Sequence[float],
        objects: Sequence[str],
    ) -> None:
        found = view_coverage(scenario, view, altitudes_km=altitudes_km, objects=objects)
        super().__init__(found, provenance(scenario))
        self._view = view

    @property
    def objects(self) -> list[str]:
        """What is looked at, by cross-section of the catalogue."""
        return [str(name) for name in self.data["object"].values]

    @property
    def altitudes_km(self) -> list[float]:
        """Heights of the objects [km]."""
        return [float(height) for height in self.data["altitude_km"].values]

    def area_km2(
        self, country: str, *, altitude_km: float | None = None, seen_object: str | None = None
    ) -> float:
        """Area of a country over which one look detects an object.

        Parameters
        ----------
        country : str
            ISO 3166-1 alpha-3 code, such as CHN.
        altitude_km : float, optional
            One of the heights; the first by default. [km]
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
        >>> view.area_km2("PRK") > 0
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
            ISO 3166-1 alpha-3 code, such as CHN.
        altitude_km : float, optional
            One of the heights; the first by default. [km]
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
        """
        return self._cell("area_share", country, altitude_km, seen_object)

    def _cell(
        self, name: str, country: str, altitude_km: float | None, seen_object: str | None
    ) -> float:
        asked = {
            "country": country,
            "altitude_km": self.altitudes_km[0] if altitude_km is None else float(altitude_km),
            "object": self.objects[0] if seen_object is None else seen_object,
        }
        for axis, value in asked.items():
            known = self.data[axis].values.tolist()
            if value not in known:
                raise InputError(
                    f"{axis} {value!r} is not in this answer; it has {', '.join(map(str, known))}"
                )
        return float(self.data[name].sel(task="detect", **asked))

    def sentence(self) -> str:
        """Say in one sentence over whose territory the radar sees most.

        Returns
        -------
        str
            Of the first object at the first height.
        """
        first = self.data["area_km2"].sel(task="detect").isel(object=0, altitude_km=0)
        land = {code: float(first.sel(country=code)) for code in NAMES if code in first["country"]}
        seen = sorted((area, NAMES[code]) for code, area in land.items() if area > 0.0)
        listed = ", ".join(f"{area:,.0f} km² of {name}" for area, name in reversed(seen))
        view = self._view
        return (
            f"From {view.station.name} in {view.mode} mode, facing {view.boresight_deg:.0f}°, one "
            f"look detects a {self.objects[0]} {self.altitudes_km[0]:g} km high over "
            f"{listed or 'no land'}."
        )

    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Area by country for the first object at the first height. [km²]
        """
        found: dict[str, float | int | str | None] = {
            "site": self._view.station.name,
            "mode": self._view.mode,
            "boresight_deg": self._view.boresight_deg,
            "object": self.objects[0],
            "altitude_km": self.altitudes_km[0],
        }
        for code in NAMES:
            if code in self.data["country"].values:
                area = self.area_km2(code)
                if area > 0.0:
                    found[f"area_{code.lower()}_km2"] = area
        return found

    def table(self) -> pd.DataFrame:
        """Lay areas and shares out by country, object and height.

        Returns
        -------
        pandas.DataFrame
            A row for each task, object, height and country of which something is seen.
        """
        frame = self.data[["area_km2", "area_share", "view_share"]].to_dataframe().reset_index()
        return frame[frame["area_km2"] > 0.0].reset_index(drop=True)

    def map(self, seen_object: str | None = None) -> Figure:
        """Draw where an object is detected and where a track of it is kept, one map a height.

        Parameters
        ----------
        seen_object : str, optional
            One of the objects; the first by default.

        Returns
        -------
        matplotlib.figure.Figure
            Maps about the radar.

        Raises
        ------
        InputError
            If there is no such object in the answer.
        """
        from bongsu.report.radar.coverage import coverage_figure

        name = self.objects[0] if seen_object is None else seen_object
        if name not in self.objects:
            raise InputError(
                f"object {name!r} is not in this answer; it has {', '.join(self.objects)}"
            )
        section = float(self.data["cross_section_m2"].sel(object=name))
        fine = view_map(self._view, altitudes_km=self.altitudes_km, cross_section_m2=section)
        return coverage_figure(fine, object_name=name)

    def plot(self) -> Figure:
        """Draw :meth:`map` of the first object.

        Returns
        -------
        matplotlib.figure.Figure
            Maps about the radar.
        """
        return self.map()
