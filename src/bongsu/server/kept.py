"""Footprints without datasets: kept flights are played against batteries that move."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import FlownPlan, play_all_flown
from bongsu.geography.outlines import country_name
from bongsu.geography.region import Protected
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.scenario import Scenario
from bongsu.studies.footprint.answers import Answers, joined
from bongsu.studies.footprint.headline import headline_of
from bongsu.studies.footprint.numbers import within_range
from bongsu.studies.footprint.play import dataset_of
from bongsu.studies.footprint.together import together
from bongsu.studies.met import check_required, enough
from bongsu.words import OVERS, Over, Weight

Progress = Callable[[int], object]


class Together(NamedTuple):
    """What is defended when the flights count together in one way.

    Attributes
    ----------
    share : float
        Of people within reach, or of area where people are not counted; not a number where no
        flight reaches any. [1]
    people : float
        Defended; not a number where they are not counted. [1]
    area_km2 : float
        Defended. [km²]
    """

    share: float
    people: float
    area_km2: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Played:
    """Whom the batteries of a scenario protect, without a dataset.

    Attributes
    ----------
    scenario : Scenario
        What was computed.
    region : Protected
        Aim points.
    plans : list of FlightPlan
        What flew.
    units : list of FireUnit
        The batteries.
    answers : Answers
        Over flights and cells.
    required_shots : int
        Shots that make a cell count as defended. [1]
    """

    scenario: Scenario
    region: Protected
    plans: Sequence[FlightPlan]
    units: Sequence[FireUnit]
    answers: Answers
    required_shots: int

    @property
    def reaching(self) -> IntArray:
        """Flights that reach each cell [1]."""
        return np.asarray(self._reached.sum(axis=0))

    @property
    def met(self) -> IntArray:
        """Flights that are met at each cell [1]."""
        met = enough(self.answers.shots, self.required_shots, self._reached)
        return np.asarray(met.sum(axis=0))

    @property
    def p_defend(self) -> FloatArray:
        """Mean probability of defence over the flights that reach a cell [1]."""
        kills = np.where(self._reached, self.answers.p_defend, 0.0).sum(axis=0)
        count = self.reaching
        return np.where(count > 0, kills / np.maximum(count, 1), np.nan)

    @property
    def _reached(self) -> np.ndarray:
        return within_range(self.answers.reason)

    @property
    def weight(self) -> Weight:
        """What shares are of: people where they are counted."""
        return "people" if self.region.counted else "area"

    @property
    def within_reach(self) -> float:
        """People [1] or area [km²] that some flight reaches."""
        return float(self._weights @ (self.reaching > 0))

    @property
    def _weights(self) -> FloatArray:
        return self.region.people if self.region.counted else self.region.grid.area_km2

    def defended(self, over: Over) -> FloatArray:
        """Count the flights together, cell by cell.

        Parameters
        ----------
        over : {'every', 'average', 'any'}
            How.

        Returns
        -------
        ndarray, shape (cells,)
            How much of each cell is defended, from 0 to 1. [1]
        """
        return np.asarray(together(self.met, self.reaching, over), dtype=float)

    def dataset(self) -> xr.Dataset:
        """Lay the answers out as a dataset.

        Returns
        -------
        xarray.Dataset
            As of :func:`bongsu.studies.footprint.play.footprint`.
        """
        answers = Answers(*(one[None] for one in self.answers))
        return dataset_of(
            [self.scenario], self.region, self.plans, [self.units], answers, self.required_shots
        )

    def sums(self) -> Mapping[Over, Together]:
        """Add up what is defended.

        Returns
        -------
        mapping
            By how flights count together. [as named]
        """
        within = self.within_reach
        found: dict[Over, Together] = {}
        for over in OVERS:
            defended = self.defended(over)
            inside = float(self._weights @ defended)
            found[over] = Together(
                share=inside / within if within > 0.0 else float("nan"),
                people=float(self.region.people @ defended),
                area_km2=float(self.region.grid.area_km2 @ defended),
            )
        return found

    def sentence(self) -> str:
        """Say in one sentence whom the batteries protect.

        Returns
        -------
        str
            As of a footprint.
        """
        return headline_of(
            country=country_name(self.scenario.region.country),
            site=self.units[0].site.title,
            batteries=[unit.title for unit in self.units],
            missiles=[plan.title for plan in self.plans],
            required_shots=self.required_shots,
            weight=self.weight,
            people_from=self.region.statement,
            reached=bool(self.reaching.any()),
            within_reach=self.within_reach,
            shares={over: one.share for over, one in self.sums().items()},
        )


class KeptFlights:
    """Flights that were flown, and play them against batteries.

    Parameters
    ----------
    most_bytes : int
        Memory that they may take; see :class:`bongsu.engagement.flown.FlownPlans`. [bytes]

    Attributes
    ----------
    flights : FlownPlans
        What is kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self.flights = FlownPlans(most_bytes)

    def play(
        self, scenario: Scenario, *, required_shots: int = 1, progress: Progress | None = None
    ) -> Played:
        """Play every threat of a scenario to every aim point against its batteries.

        Parameters
        ----------
        scenario : Scenario
        required_shots : int
            Shots that make a cell count as defended. [1]
        progress : callable, optional
            Called with the number of arcs or engagements just finished; what it raises ends the
            play, and what was flown until then is kept.

        Returns
        -------
        Played
            The numbers of :func:`bongsu.studies.footprint.play.footprint`.

        Raises
        ------
        InputError
            If a battery cannot fire, or the grid is too coarse or too fine for the region.
        """
        check_required(required_shots)
        plans = flight_plans(scenario)
        units = fire_units(scenario)
        region = scenario.region.protected()
        points = region.grid.latitude_deg, region.grid.longitude_deg
        answers: list[Answers] = []
        for part in self.flights.parts(scenario, plans, *points, progress=progress):
            answers += _answers(units, part, progress)
        return Played(
            scenario=scenario,
            region=region,
            plans=plans,
            units=units,
            answers=Answers(*np.moveaxis(np.array(answers), 1, 0)),
            required_shots=required_shots,
        )


def _answers(
    units: Sequence[FireUnit], flown: Sequence[FlownPlan], progress: Progress | None
) -> list[Answers]:
    played = play_all_flown(units, flown, progress=progress)
    return [
        joined(units, one, own.aimed.answers.status) for one, own in zip(played, flown, strict=True)
    ]
