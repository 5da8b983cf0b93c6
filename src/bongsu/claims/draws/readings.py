"""Readings measured over draws of all cited rows, each scenario drawn once for all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan, sqrt
from typing import Final, NamedTuple

import numpy as np

from bongsu.claims.case import FEW_OUTCOMES, Case
from bongsu.claims.claim import Reading
from bongsu.claims.draws.chance import Chance, Met, chance_of
from bongsu.geography.outlines import area_km2, country
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.physics.numerics.processes import run_forked
from bongsu.scenario import Scenario
from bongsu.studies.epistemic.draws import defence_rows, moving_together
from bongsu.studies.epistemic.figures import figures_for, published_weights
from bongsu.studies.epistemic.sampling import SCRAMBLINGS, Rows, sobol_lots, whole_draws
from bongsu.words import CONVENTIONS, Convention


class Most(NamedTuple):
    """Draws under each convention that a measure gets at most, by what a draw of it takes.

    Attributes
    ----------
    named : int
        Where the reading is about named sites. [1]
    compared : int
        Where it asks for the best or the worst of all candidates. [1]
    """

    named: int
    compared: int


_CHEAP = Most(1024, 1024)
MOST_DRAWS: Final[Mapping[str, Most]] = {
    "detection-range": _CHEAP,
    "stacked-range-factor": _CHEAP,
    "lowest-height-seen": _CHEAP,
    "elevation-of-horizon": _CHEAP,
    "arc-time": _CHEAP,
    "share-of-loads": _CHEAP,
    "share-of-tests": _CHEAP,
    "chance-that-all-hit": _CHEAP,
    "foreign-area-in-view": Most(64, 32),
    "share-of-foreign-view": Most(64, 32),
    "shots-at-third-party-missiles": Most(256, 32),
    "added-track-time": Most(64, 32),
    "leakers-expected": Most(64, 64),
    "radar-range-surplus": Most(32, 32),
    "radar-range-ratio": Most(32, 32),
    "foreign-area-beyond-need": Most(32, 32),
}
MOST_OF_OTHERS: Final = Most(64, 32)
"""The same for measures that are not named: those of a footprint."""
COARSER: Final = 2.0
"""Side of the cells of aim points in draws over the scenario's. [1]"""
COARSEST_KM: Final = 100.0
"""Largest side of a cell that scenarios allow. [km]"""
FEWEST_ACROSS: Final = 3.0
"""Cells across a small country, however coarse. [1]"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A reading with its threshold.

    Attributes
    ----------
    reading : Reading
    threshold : float
        In the unit that the measure shows. [unit of the measure]
    nominal : float
        The number with nominal values. [unit of the measure]
    number : callable
        Takes a case and gives the number that the verdict rests on; not a number where the
        question does not arise. [unit of the measure]
    """

    reading: Reading
    threshold: float
    nominal: float
    number: Callable[[Case], float]

    def met(self, numbers: FloatArray) -> BoolArray:
        """Tell in which draws the reading holds; not where there is no number.

        Parameters
        ----------
        numbers : numpy.ndarray of float64, shape (n,)
            What was measured. [unit of the measure]

        Returns
        -------
        numpy.ndarray of bool, shape (n,)
            Whether it does.
        """
        return np.array(
            [self.reading.comparison.accepts(float(one), self.threshold) for one in numbers],
            dtype=bool,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """Numbers of questions over draws.

    Attributes
    ----------
    rows : Rows
        What was drawn.
    lots : numpy.ndarray of float64, shape (draws, movers)
        Probabilities of a smaller value, the same under each convention. [1]
    values : mapping of str to numpy.ndarray of float64, shape (draws, rows)
        Drawn values by convention. [as each row]
    importance : mapping of str to numpy.ndarray of float64, shape (draws,)
        Weights by published figures. [1]
    numbers : mapping of str to numpy.ndarray of float64, shape (draws, questions)
        What was measured; not a number where the question does not arise or was not asked.
        [unit of each measure]
    counts : tuple of int
        Draws in which each question was asked. [1]
    coarse : numpy.ndarray of float64, shape (questions,)
        The nominal numbers on the grid of the draws. [unit of each measure]
    """

    rows: Rows
    lots: FloatArray
    values: Mapping[Convention, FloatArray]
    importance: Mapping[Convention, FloatArray]
    numbers: Mapping[Convention, FloatArray]
    counts: tuple[int, ...]
    coarse: FloatArray

    def chance(self, questions: Sequence[Question], which: Sequence[int]) -> Chance:
        """Sum up how likely some questions are to hold at once.

        Parameters
        ----------
        questions : sequence of Question
            All that were asked.
        which : sequence of int
            Indices of those meant, at least one. [1]

        Returns
        -------
        Chance
            Over the draws in which all of them were asked.
        """
        asked = self.first(min(self.counts[index] for index in which))
        drawn: dict[Convention, Met] = {}
        for name, numbers in self.numbers.items():
            own = numbers[asked]
            shift = [self.shift(questions, index) for index in which]
            met = np.stack([questions[index].met(own[:, index]) for index in which])
            shifted = np.stack(
                [
                    questions[index].met(own[:, index] - moved)
                    for index, moved in zip(which, shift, strict=True)
                ]
            )
            # of several questions, how many hold is the number that effects may be of
            number = own[:, which[0]] if len(which) == 1 else met.sum(axis=0).astype(float)
            drawn[name] = Met(
                lots=self.lots[asked],
                values=self.values[name][asked],
                importance=self.importance[name][asked],
                numbers=number,
                met=np.asarray(met.all(axis=0)),
                shifted=np.asarray(shifted.all(axis=0)),
            )
        return chance_of(
            self.rows, drawn, self.shift(questions, which[0]) if len(which) == 1 else 0.0
        )

    def shift(self, questions: Sequence[Question], index: int) -> float:
        """Say how far the grid of the draws moves a nominal number.

        Parameters
        ----------
        questions : sequence of Question
        index : int
            Which. [1]

        Returns
        -------
        float
            Nought where the question does not arise on one of the grids. [unit of the measure]
        """
        moved = float(self.coarse[index]) - questions[index].nominal
        return moved if np.isfinite(moved) else 0.0

    def first(self, count: int) -> IntArray:
        """Take the first draws of each scrambling, themselves a net.

        Parameters
        ----------
        count : int
            How many in all; a power of two. [1]

        Returns
        -------
        numpy.ndarray of int64, shape (count,)
            Indices of the draws.
        """
        each = np.arange(len(self.lots)).reshape(SCRAMBLINGS, -1)
        return np.asarray(each[:, : count // SCRAMBLINGS].ravel())


def draws_of(measure: str, draws: int, *, named: bool) -> int:
    """Say in how many draws a measure is asked.

    Parameters
    ----------
    measure : str
        Name of a measure.
    draws : int
        As asked for. [1]
    named : bool
        Whether it is asked of a named site, not of all candidates.

    Returns
    -------
    int
        A whole power of two, at least one for each scrambling. [1]
    """
    most = MOST_DRAWS.get(measure, MOST_OF_OTHERS)
    return min(whole_draws(draws), most.named if named else most.compared)


def draw(
    questions: Sequence[Question],
    nominal: Case,
    draws: int,
    progress: Callable[[str], object] | None = None,
) -> Drawn:
    """Measure questions over draws of all cited rows of the defence.

    Parameters
    ----------
    questions : sequence of Question
    nominal : Case
        The scenario with nominal values; flights of others that it has flown are not flown again.
    draws : int
        Under each convention of weights; rounded up to a power of two. A dear measure gets fewer.
        [1]
    progress : callable, optional
        Told the name of each draw when it is done.

    Returns
    -------
    Drawn
        The same bits for any number of threads.
    """
    scenario = nominal.scenario
    own = nominal.own_site
    sites = [one.reading.named_site(own) for one in questions]
    counts = tuple(
        draws_of(one.reading.measure, draws, named=site is not None)
        for one, site in zip(questions, sites, strict=True)
    )
    # what nobody asks is not drawn
    count = max(counts)
    coarse = coarser(scenario)
    movers = moving_together(scenario.catalog, defence_rows(scenario))
    rows = Rows(scenario=coarse, movers=tuple(movers))
    lots = sobol_lots(len(movers), count, scenario.seed)
    position = np.tile(np.arange(count // SCRAMBLINGS), SCRAMBLINGS)
    on_grid = np.full(len(questions), nan)
    asked = _Asked(questions, sites, counts, nominal)
    asked.measure("nominal on the grid of the draws", coarse, on_grid, range(len(questions)))
    values: dict[Convention, FloatArray] = {}
    importance: dict[Convention, FloatArray] = {}
    numbers: dict[Convention, FloatArray] = {}
    for name in CONVENTIONS:
        values[name] = rows.values(lots, name)
        scenarios = rows.scenarios(values[name])
        importance[name] = published_weights(scenarios, figures_for(scenario))
        numbers[name] = asked.numbers(scenarios, position, progress)
    return Drawn(
        rows=rows,
        lots=lots,
        values=values,
        importance=importance,
        numbers=numbers,
        counts=counts,
        coarse=on_grid,
    )


@dataclass(frozen=True)
class _Asked:
    """Questions that are asked of drawn scenarios, and in how many."""

    questions: Sequence[Question]
    sites: Sequence[str | None]
    counts: Sequence[int]
    nominal: Case

    def numbers(
        self,
        scenarios: Sequence[Scenario],
        position: IntArray,
        progress: Callable[[str], object] | None,
    ) -> FloatArray:
        def number(index: int) -> FloatArray:
            found = np.full(len(self.questions), nan)
            asked = [
                which
                for which, count in enumerate(self.counts)
                if position[index] < count // SCRAMBLINGS
            ]
            self.measure(f"draw {index + 1}", scenarios[index], found, asked)
            return found

        told = None if progress is None else lambda _done: progress("draw")
        return np.array(run_forked(number, len(scenarios), progress=told))

    def measure(
        self, name: str, scenario: Scenario, found: FloatArray, asked: Sequence[int]
    ) -> None:
        """Write numbers of one scenario; of named sites without the studies of the others."""
        only = frozenset(site for which in asked if (site := self.sites[which]) is not None)
        every = Case(name, scenario, like=self.nominal, outcomes=FEW_OUTCOMES)
        named = replace(every, only=only, alike=[every], _done={})
        # all sites first: named ones are among them
        for which in sorted(asked, key=lambda one: self.sites[one] is not None):
            case = every if self.sites[which] is None else named
            found[which] = self.questions[which].number(case)


def coarser(scenario: Scenario) -> Scenario:
    """Take the grid of the draws.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    Scenario
        With larger cells, as far as the country is large enough for them.
    """
    own_km = scenario.region.grid_spacing / 1e3
    across_km = sqrt(area_km2(country(scenario.region.country))) / FEWEST_ACROSS
    return scenario.at_spacing(max(own_km, min(COARSER * own_km, COARSEST_KM, across_km)))
