"""Flights that are kept: arcs are flown once and played against batteries that move."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import FlownPlan, aim_and_fly, play_all_flown
from bongsu.errors import ArgumentError
from bongsu.geography.outlines import country_name
from bongsu.geography.region import Protected
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.scenario import Scenario
from bongsu.studies.footprint.answers import OUT_OF_RANGE, Answers, joined
from bongsu.studies.footprint.headline import headline_of
from bongsu.studies.footprint.play import dataset_of
from bongsu.studies.footprint.together import together
from bongsu.studies.met import enough
from bongsu.words import OVERS, Over, Weight

Progress = Callable[[int], object]
_Key = tuple[object, ...]


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
        return np.asarray(self.answers.reason < OUT_OF_RANGE)

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
    """Arcs that were flown, the least recently used of which are let go.

    An arc depends on the missile, its launch area, its shape and the aim points, and not on the
    batteries: where only these change, nothing is flown.

    Parameters
    ----------
    most_bytes : int
        Memory that they may take; what does not fit is flown again each time. [bytes]
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[_Key, FlownPlan] = OrderedDict()
        self._lock = Lock()

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
        if required_shots < 1:
            raise ArgumentError("required_shots", f" must be at least 1, not {required_shots}")
        plans = flight_plans(scenario)
        units = fire_units(scenario)
        region = scenario.region.protected()
        answers: list[Answers] = []
        waiting: list[FlownPlan] = []
        used: set[_Key] = set()
        for plan in plans:
            key = _key(scenario, plan)
            flown = self._get(key)
            if flown is None:
                grid = region.grid
                flown = aim_and_fly(
                    scenario, plan, grid.latitude_deg, grid.longitude_deg, progress=progress
                )
            used.add(key)
            waiting.append(flown.of_plan(plan))
            if not self._put(key, flown, used):
                # what is not kept is played at once, so that memory stays bounded
                answers += _answers(units, waiting, progress)
                waiting = []
        answers += _answers(units, waiting, progress)
        return Played(
            scenario=scenario,
            region=region,
            plans=plans,
            units=units,
            answers=Answers(*np.moveaxis(np.array(answers), 1, 0)),
            required_shots=required_shots,
        )

    def _get(self, key: _Key) -> FlownPlan | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found

    def _put(self, key: _Key, kept: FlownPlan, used: set[_Key]) -> bool:
        """Keep arcs in the place of those that this play does not use; tell whether they fit."""
        wanted = kept.flights.buffers.nbytes
        with self._lock:
            if key in self._kept:
                return True
            room = self._most_bytes - self._taken()
            for old in [one for one in self._kept if one not in used]:
                if room >= wanted:
                    break
                room += self._kept.pop(old).flights.buffers.nbytes
            if room < wanted:
                return False
            self._kept[key] = kept
            return True

    def _taken(self) -> int:
        return sum(one.flights.buffers.nbytes for one in self._kept.values())


def _key(scenario: Scenario, plan: FlightPlan) -> _Key:
    """What arcs depend on; the aiming stands for missile, launch area and environment."""
    region, numerics = scenario.region, scenario.numerics
    return (
        id(plan.aiming),
        plan.shape,
        plan.apogee_m,
        numerics.flight_tolerance,
        numerics.sample_step,
        region.country,
        region.grid_spacing,
        region.people_key,
    )


def _answers(
    units: Sequence[FireUnit], flown: Sequence[FlownPlan], progress: Progress | None
) -> list[Answers]:
    played = play_all_flown(units, flown, progress=progress)
    return [
        joined(units, one, own.aimed.answers.status) for one, own in zip(played, flown, strict=True)
    ]
