"""Whom the batteries protect: the same flights again and again, against batteries that move."""

from collections import OrderedDict
from collections.abc import Callable
from math import sqrt
from threading import Lock
from typing import NamedTuple

import numpy as np
from pyproj import Transformer

from bongsu.errors import InputError
from bongsu.front.deployment import Deployment
from bongsu.geography.grid import RegionGrid
from bongsu.geography.outlines import area_km2
from bongsu.geography.outlines import country as outline_of
from bongsu.geography.region import Protected
from bongsu.report.language import name_of, translation
from bongsu.scenario import Scenario
from bongsu.server import messages
from bongsu.server.answers.parts import number, open_flight, origin_of
from bongsu.server.kept import KeptFlights, Played
from bongsu.server.messages import Array
from bongsu.studies.footprint.contours import contours_over
from bongsu.studies.footprint.places.levels import by_place

# cells that hold many people are cut, so that there are more of them than squares
_CELLS_PER_SQUARE = 2.8
_CLOSE_ENOUGH = 0.05
_TRIES = 4
_GRIDS_KEPT = 8
_LARGEST_MARGIN = 1e6  # float32 holds it to a millisecond or a millimetre


class _GridKey(NamedTuple):
    """What a grid of aim points depends on."""

    country: str
    spacing_m: float
    people_key: str

    def __str__(self) -> str:
        return f"{self.country} {self.spacing_m / 1e3:g} km {self.people_key}"[:200]


def _key_of(scenario: Scenario) -> _GridKey:
    region = scenario.region
    return _GridKey(region.country, region.grid_spacing, region.people_key)


class Footprints:
    """Footprints of settings, with what they share kept.

    Parameters
    ----------
    most_bytes : int
        Memory that kept arcs may take. [bytes]
    """

    def __init__(self, most_bytes: int) -> None:
        self.kept = KeptFlights(most_bytes)
        self._spacings: dict[tuple[str, str, int], float] = {}
        self._grids: OrderedDict[_GridKey, messages.Grid] = OrderedDict()
        self._lock = Lock()

    def play(
        self,
        deployment: Deployment,
        aim_points: int,
        required_shots: int,
        progress: Callable[[int], object],
    ) -> Played:
        """Play the flights of a deployment to about so many aim points.

        Parameters
        ----------
        deployment : Deployment
        aim_points : int
            About how many. [1]
        required_shots : int
            Shots that make a cell count as defended. [1]
        progress : callable
            Called now and then; what it raises ends the play.

        Returns
        -------
        Played
            Over the cells of the grid whose number comes nearest.

        Raises
        ------
        InputError
            If a battery cannot fire.
        """
        placed = self.at_aim_points(deployment, aim_points)
        return self.kept.play(placed, required_shots=required_shots, progress=progress)

    def answer(
        self,
        request: messages.FootprintRequest,
        deployment: Deployment,
        progress: Callable[[int], object],
    ) -> messages.FootprintAnswer:
        """Answer a request.

        Parameters
        ----------
        request : messages.FootprintRequest
        deployment : Deployment
            What its setting stands for.
        progress : callable
            Called now and then; what it raises ends the work.

        Returns
        -------
        messages.FootprintAnswer
            Whom the batteries protect.

        Raises
        ------
        InputError
            If a battery cannot fire.
        """
        played = self.play(deployment, request.aim_points, request.required_shots, progress)
        key = _key_of(played.scenario)
        unit = "1" if played.weight == "people" else "km2"
        sentence = played.sentence()
        return messages.FootprintAnswer(
            id=request.id,
            grid=None if str(key) in request.known_grids else self.grid(played.scenario),
            grid_key=str(key),
            sentence=sentence,
            sentence_korean=translation(sentence, "ko"),
            weight=played.weight,
            within_reach=number(played.within_reach, unit),
            shares=shares_of(played),
            flights=tuple(open_flight(played.scenario, plan) for plan in played.plans),
            met=Array.of(played.met, "u2"),
            reaching=Array.of(played.reaching, "u2"),
            p_defend=Array.of(played.p_defend, "f4"),
            by_flight=_by_flight(played) if request.by_flight else None,
            provinces=_provinces(played) if request.by_province else (),
            provenance=origin_of(played.scenario, people=True),
        )

    def grid(self, scenario: Scenario) -> messages.Grid:
        """Give the aim points of a scenario.

        Parameters
        ----------
        scenario : Scenario

        Returns
        -------
        messages.Grid
            With the triangles between them.
        """
        return self._grid(_key_of(scenario), scenario.region.protected())

    def at_aim_points(self, deployment: Deployment, aim_points: int) -> Deployment:
        """Take the grid whose number of aim points comes nearest.

        Parameters
        ----------
        deployment : Deployment
        aim_points : int
            About how many. [1]

        Returns
        -------
        Deployment
            With that grid.
        """
        return deployment.at_spacing(self._spacing_km(deployment, aim_points))

    def _spacing_km(self, deployment: Deployment, aim_points: int) -> float:
        """Side of the cells of which a country has about so many."""
        region = deployment.region
        key = region.country, region.people_key, aim_points
        if key not in self._spacings:
            self._spacings[key] = _found_spacing_km(deployment, aim_points)
        return self._spacings[key]

    def _grid(self, key: _GridKey, region: Protected) -> messages.Grid:
        with self._lock:
            found = self._grids.get(key)
        if found is None:
            found = _grid_message(key, region)
            with self._lock:
                self._grids[key] = found
                while len(self._grids) > _GRIDS_KEPT:
                    self._grids.popitem(last=False)
        return found


def shares_of(played: Played) -> tuple[messages.Shares, ...]:
    """Give what is defended, by how flights count together.

    Parameters
    ----------
    played : Played

    Returns
    -------
    tuple of messages.Shares
        Without ranges.
    """
    return tuple(
        messages.Shares(
            over=over,
            share=number(one.share, "1"),
            people=number(one.people, "1"),
            area=number(one.area_km2, "km2"),
        )
        for over, one in played.sums().items()
    )


def _found_spacing_km(deployment: Deployment, aim_points: int) -> float:
    area = area_km2(outline_of(deployment.region.country))
    counted = deployment.region.people_key != "none"
    spacing_km = sqrt(area / aim_points * (_CELLS_PER_SQUARE if counted else 1.0))
    best, off = spacing_km, np.inf
    for _ in range(_TRIES):
        # two digits, so that a file of the setting reads as a person would write it
        spacing_km = float(f"{max(spacing_km, 0.5):.2g}")
        try:
            cells = len(deployment.at_spacing(spacing_km).region.protected().grid)
        except InputError:  # one cell would be larger than the country
            spacing_km /= 2.0
            continue
        if abs(cells / aim_points - 1.0) < off:
            best, off = spacing_km, abs(cells / aim_points - 1.0)
        if off < _CLOSE_ENOUGH:
            break
        spacing_km *= sqrt(cells / aim_points)
    return best


def _grid_message(key: _GridKey, region: Protected) -> messages.Grid:
    grid = region.grid
    contours = contours_over(grid)
    longitude, latitude = _degrees(grid, contours.points)
    return messages.Grid(
        key=str(key),
        country=key.country,
        spacing_km=key.spacing_m / 1e3,
        latitude_deg=Array.of(grid.latitude_deg, "f4"),
        longitude_deg=Array.of(grid.longitude_deg, "f4"),
        people=Array.of(region.people, "f4"),
        area_km2=Array.of(grid.area_km2, "f4"),
        mesh_latitude_deg=Array.of(latitude, "f4"),
        mesh_longitude_deg=Array.of(longitude, "f4"),
        mesh_cell=Array.of(contours.cell, "u2"),
        triangles=Array.of(contours.triangles, "u2"),
    )


def _degrees(grid: RegionGrid, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    back = Transformer.from_crs(grid.projection, "EPSG:4326", always_xy=True)
    return back.transform(points[:, 0], points[:, 1])


def _by_flight(played: Played) -> messages.FlightValues:
    found = played.answers
    return messages.FlightValues(
        reason=Array.of(found.reason, "u1"),
        shots=Array.of(np.minimum(found.shots, 255), "u1"),
        margin_s=Array.of(_bounded(found.margin_s), "f4"),
        margin_km=Array.of(_bounded(found.margin_km), "f4"),
        p_defend=Array.of(found.p_defend, "f4"),
    )


def _bounded(margin: np.ndarray) -> np.ndarray:
    """Leave out what is infinite: there is no such margin."""
    return np.where(np.abs(margin) < _LARGEST_MARGIN, margin, np.nan)


def _provinces(played: Played) -> tuple[messages.ProvinceShares, ...]:
    if not played.region.told_apart:
        return ()
    found = by_place(played.dataset(), "province").isel(site=0).sel(over="average")
    return tuple(
        messages.ProvinceShares(
            name=str(place),
            korean=name_of("province", str(code), "ko"),
            people=float(people),
            people_share=float(share),
            area_share=float(area),
        )
        for place, code, people, share, area in zip(
            found["place"].values,
            found["code"].values,
            found["people"].values,
            found["people_share"].values,
            found["area_share"].values,
            strict=True,
        )
    )
