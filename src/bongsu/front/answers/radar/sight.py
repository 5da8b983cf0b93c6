"""What a radar sees above one place, as an answer of one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bongsu.catalog.names import lower_first
from bongsu.claims.corners import corners
from bongsu.errors import ArgumentError
from bongsu.front.answers.result import Number, Result
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.draws import defence_rows, drawn_scenarios, moving_together
from bongsu.studies.footprint.places.protection import place_anywhere
from bongsu.studies.radar.sight import OBJECTS, facings_towards, sight
from bongsu.words.said import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import xarray as xr

    from bongsu.geography.gazetteer import NamedPlace
    from bongsu.report.lettering import Figure
    from bongsu.scenario import Scenario
    from bongsu.scenario.parts.places import Spot
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.radar.sight import HeightsSeen, Sight

_MEASURE = "foreign-area-in-view"
"""Measure of claims whose corners the range is taken from."""
_OWN = "scenario"
_WARHEAD, _BOOSTING = OBJECTS[0], OBJECTS[-1]
FACING_WORDS = {
    "scenario": "as in the scenario",
    "place": "towards the place",
    "nearest-held": "nearest to it with every launch area in the field",
    "farthest-held": "farthest from it with every launch area in the field",
}
"""Why the radar faces so, for people."""


class SeenRow(NamedTuple):
    """Heights at which an object is seen, over the cited uncertainty.

    Attributes
    ----------
    nominal, narrowest, widest : HeightsSeen
        With the values of the catalogue; and of these and the values with all rows of the radar and
        of the object at the ends that make the area in view small, and great: the narrowest
        heights, and all that are seen in any.
    drawn_share : float or None
        Share of the draws in which it is seen at some height; none without draws. [1]

    Examples
    --------
    >>> import bongsu
    >>> row = bongsu.load("korea-2016").sees("Beijing").row("terminal", "place", "body")
    >>> row.widest.lowest_km <= row.nominal.lowest_km
    True
    """

    nominal: HeightsSeen
    narrowest: HeightsSeen
    widest: HeightsSeen
    drawn_share: float | None = None


class SightResult(Result):
    """At which heights above one place the radar of the first battery sees what.

    Parameters
    ----------
    scenario : Scenario
        What was computed.
    place : NamedPlace
        The place.
    study : Sight
        Distance, horizon and heights with the values of the catalogue.
    rows : sequence of SeenRow
        The heights over the cited uncertainty, in the order of the study.
    draws : int
        How many were made. [1]

    Examples
    --------
    >>> import bongsu
    >>> beijing = bongsu.load("korea-2016").sees("Beijing")
    >>> 1000 < beijing.distance_km < 1300, 50 < beijing.horizon_km < 100
    (True, True)
    """

    def __init__(
        self,
        scenario: Scenario,
        place: NamedPlace,
        study: Sight,
        rows: Sequence[SeenRow],
        *,
        draws: int = 0,
    ) -> None:
        self._scenario, self._place, self._study = scenario, place, study
        self._seen, self._draws = list(rows), draws

    @property
    def distance_km(self) -> float:
        """Distance to the place along the ground [km]."""
        return self._study.distance_km

    @property
    def horizon_km(self) -> float:
        """Height above the place below which the Earth hides everything [km]."""
        return self._study.horizon_km

    @property
    def place(self) -> NamedPlace:
        """The place."""
        return self._place

    @property
    def study(self) -> Sight:
        """Distance, horizon and heights as objects."""
        return self._study

    @property
    def rows(self) -> list[SeenRow]:
        """Heights by mode, direction and object, over the cited uncertainty."""
        return self._seen

    def row(self, mode: str, facing: str, seen_object: str) -> SeenRow:
        """Give the heights of one object.

        Parameters
        ----------
        mode : str
            Mode of the radar.
        facing : {'scenario', 'place', 'nearest-held', 'farthest-held'}
            Where it faces.
        seen_object : str
            ``reentry-vehicle``, ``body`` or ``boosting-missile``.

        Returns
        -------
        SeenRow
            Its heights.

        Raises
        ------
        ArgumentError
            If there is none such in the answer.

        Examples
        --------
        >>> import bongsu
        >>> beijing = bongsu.load("korea-2016").sees("Beijing")
        >>> beijing.row("terminal", "scenario", "reentry-vehicle").nominal.seen
        False
        """
        for one in self._seen:
            found = one.nominal
            if (found.mode, found.facing.name, found.object_key) == (mode, facing, seen_object):
                return one
        raise ArgumentError(
            "mode, facing and seen_object",
            f": there is no {mode}, {facing}, {seen_object} in this answer",
        )

    def _dataset(self) -> xr.Dataset:
        import xarray as xr

        variables = {}
        for name in SeenRow._fields[:3]:
            heights = [getattr(one, name) for one in self._seen]
            for end in ("lowest_km", "highest_km"):
                text = f"{end.removesuffix('_km')} height at which it is seen, {name} values"
                variables[f"{name}_{end}"] = (
                    "row",
                    [getattr(one, end) for one in heights],
                    label(text, "km"),
                )
        first = [one.nominal for one in self._seen]
        found = xr.Dataset(
            {
                **variables,
                "boresight_deg": (
                    "row",
                    [one.facing.boresight_deg for one in first],
                    label("direction the array faces", "degree"),
                ),
                "distance_km": ((), self.distance_km, label("distance along the ground", "km")),
                "horizon_km": ((), self.horizon_km, label("height of the horizon", "km")),
            },
            {
                "mode": ("row", [one.mode for one in first], {"long_name": "mode"}),
                "facing": (
                    "row",
                    [one.facing.name for one in first],
                    {"long_name": "why the radar faces so"},
                ),
                "object": ("row", [one.object_key for one in first], {"long_name": "object"}),
            },
            attrs=self.provenance.attributes()
            | {"place": self._place.key, "place_title": self._place.title},
        )
        return conventional(found, f"What the radar sees above {self._place.title}")

    def _comes_from(self) -> Provenance:
        return provenance(self._scenario)

    def sentence(self) -> str:
        """Say in one sentence what the radar sees above the place.

        Returns
        -------
        str
            As it stands in the scenario, and in the mode and direction that see most, each with its
            range over the cited uncertainty.

        Examples
        --------
        >>> import bongsu
        >>> print(bongsu.load("korea-2016").sees("Beijing").sentence())  # doctest: +ELLIPSIS
        Above Beijing, 1,122 km from Seongju golf course, where the horizon hides what is below ...
        """
        study, place, scenario = self._study, self._place, self._scenario
        mode = scenario.battery().radar.mode
        best = max(
            (one for one in self._seen if one.nominal.object_key == _WARHEAD),
            key=lambda one: (_extent(one.nominal), _extent(one.widest)),
        ).nominal
        own = " and ".join(_told(self.row(mode, _OWN, key)) for key in (_WARHEAD, _BOOSTING))
        most = _told(self.row(best.mode, best.facing.name, _WARHEAD))
        hidden = (
            "everything"
            if study.horizon_km == float("inf")
            else f"what is below {_km(study.horizon_km)} km"
        )
        facing = scenario.boresight_deg() % 360.0
        same = (best.mode, best.facing.boresight_deg) == (mode, facing)
        other = (
            ""
            if same
            else f"; in {best.mode} mode, facing {_direction(best.facing.boresight_deg)}, {most}"
        )
        return (
            f"Above {place.title}, {study.distance_km:,.0f} km from {study.site.title}, where the "
            f"horizon hides {hidden}, the radar in {mode} mode, facing {_direction(facing)} as in "
            f"the scenario, sees {own}{other} ({scenario.title}; {scenario.date:%-d %B %Y})."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Distances and heights [km], as the radar stands in the scenario.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").sees("Beijing").numbers()["place"]
        'Beijing'
        """
        mode = self._scenario.battery().radar.mode
        found: dict[str, Number] = {
            "place": self._place.title,
            "site": self._study.site.title,
            "mode": mode,
            "boresight_deg": round(self._scenario.boresight_deg() % 360.0, 6),
            "distance_km": self.distance_km,
            "horizon_km": self.horizon_km,
        }
        for key in OBJECTS:
            seen = self.row(mode, _OWN, key).nominal
            name = key.replace("-", "_")
            found[f"{name}_lowest_km"] = seen.lowest_km if seen.seen else None
            found[f"{name}_highest_km"] = seen.highest_km if seen.seen else None
        return found

    def table(self) -> pd.DataFrame:
        """Lay the heights out.

        Returns
        -------
        pandas.DataFrame
            A row for each mode, direction and object; heights in km, not a number where it is not
            seen.

        Examples
        --------
        >>> import bongsu
        >>> table = bongsu.load("korea-2016").sees("Beijing").table()
        >>> set(table["mode"])  == {"terminal", "forward-based"}
        True
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "mode": one.nominal.mode,
                "facing": one.nominal.facing.name,
                "boresight_deg": one.nominal.facing.boresight_deg,
                "object": one.nominal.object_key,
                "lowest_km": one.nominal.lowest_km,
                "highest_km": one.nominal.highest_km,
                "narrowest_lowest_km": one.narrowest.lowest_km,
                "narrowest_highest_km": one.narrowest.highest_km,
                "widest_lowest_km": one.widest.lowest_km,
                "widest_highest_km": one.widest.highest_km,
                "drawn_share": one.drawn_share,
            }
            for one in self._seen
        )

    def _draw(self) -> Figure:
        return self.map()

    def map(self) -> Figure:
        """Draw the radar's view towards the place, and the heights that it sees there.

        Returns
        -------
        matplotlib.figure.Figure
            A map and bars; shows itself in a notebook.

        Examples
        --------
        >>> import bongsu
        >>> len(bongsu.load("korea-2016").sees("Beijing").map().axes)  # the map and the bars
        2
        """
        from bongsu.report.radar.sight import sight_figure
        from bongsu.studies.radar.view.station import radar_view

        return self._signed(
            sight_figure(self._study, radar_view(self._scenario), self._place, self._scenario.title)
        )


def sees(scenario: Scenario, spot: Spot, *, draws: int = 0) -> SightResult:
    """Ask what the radar of the first battery sees above a place.

    Parameters
    ----------
    scenario : Scenario
    spot : str, Coordinates or (float, float)
        Any place on the Earth, as for
        :func:`bongsu.studies.footprint.places.protection.place_anywhere`. [deg]
    draws : int
        How many times all rows of the defence are drawn by lot, from the scenario's seed. [1]

    Returns
    -------
    SightResult
        The answer, at the nominal values and at both ends of the cited uncertainty.

    Raises
    ------
    InputError
        If there is no such place, or several have the name.

    Examples
    --------
    >>> import bongsu
    >>> sees(bongsu.load("korea-2016"), "37.57 126.98").study.floor_km["terminal"] < 50
    True
    """
    if draws < 0:
        raise ArgumentError("draws", f" must be 0 or more, not {draws}")
    place = place_anywhere(scenario, spot)
    point = place.latitude_deg, place.longitude_deg
    facings = facings_towards(scenario, *point)
    moved = corners(scenario, _MEASURE).all_levels
    rows = moving_together(scenario.catalog, defence_rows(scenario))
    nominal, *found = (
        sight(one, *point, facings=facings)
        for one in (
            scenario,
            *(scenario.with_levels(levels) for levels in moved),
            *drawn_scenarios(scenario, rows, draws, scenario.seed),
        )
    )
    at_ends, drawn = found[: len(moved)], found[len(moved) :]
    shares: list[float | None] = [None] * len(nominal.rows)
    if draws:
        seen = np.array([[one.seen for one in lot.rows] for lot in drawn])
        shares = seen.mean(axis=0).tolist()
    joined = [
        SeenRow(cases[0], min(cases, key=_extent), _envelope(cases), share)
        for *cases, share in zip(nominal.rows, *(one.rows for one in at_ends), shares, strict=True)
    ]
    return SightResult(scenario, place, nominal, joined, draws=draws)


def heights_text(found: HeightsSeen) -> str:
    """Write the heights at which something is seen.

    Parameters
    ----------
    found : HeightsSeen

    Returns
    -------
    str
        Such as ``200 to 1,870 km``, or ``no height``.

    Examples
    --------
    >>> import bongsu
    >>> beijing = bongsu.load("korea-2016").sees("Beijing")
    >>> heights_text(beijing.row("terminal", "scenario", "reentry-vehicle").nominal)
    'no height'
    """
    if not found.seen:
        return "no height"
    return f"{_km(found.lowest_km)} to {_km(found.highest_km)} km"


def _told(row: SeenRow) -> str:
    """Say at which heights, with both ends of the cited uncertainty."""
    what = lower_first(row.nominal.object_title)
    seen = row.nominal
    where = f"a {what} from {heights_text(seen)} up" if seen.seen else f"a {what} at no height"
    ends = [heights_text(row.narrowest), heights_text(row.widest)]
    span = ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"
    drawn = (
        "" if row.drawn_share is None else f"; at some height in {Share(row.drawn_share)} of draws"
    )
    return f"{where} (over the cited uncertainty {span}{drawn})"


def _envelope(cases: Sequence[HeightsSeen]) -> HeightsSeen:
    """All heights that are seen in some case."""
    seen = [one for one in cases if one.seen]
    if not seen:
        return cases[0]
    lowest, highest = min(one.lowest_km for one in seen), max(one.highest_km for one in seen)
    return replace(cases[0], lowest_km=lowest, highest_km=highest)


def _extent(found: HeightsSeen) -> float:
    return found.highest_km - found.lowest_km if found.seen else -1.0


def _km(height: float) -> str:
    """Three digits at most: the heights rest on rows that are not known better."""
    return f"{height:,.0f}" if height < 1000.0 else f"{round(height, -1):,.0f}"


def _direction(degrees: float) -> str:
    return f"{degrees:.0f}°"
