"""Values of cited rows drawn together: scrambled Sobol points, rows and changed scenarios."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bongsu.catalog import Quantity
from bongsu.errors import ArgumentError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.families import even_quantile, quantile
from bongsu.scenario import Scenario
from bongsu.scenario.parts.flights import Flights
from bongsu.studies.epistemic.draws import Together, moving_together, uncertain_rows
from bongsu.words import Convention

T = TypeVar("T", bound=np.generic)

SCRAMBLINGS = 16
"""Independent scramblings of the points, from whose scatter errors are told. [1]"""
MOST_DRAWS = 2**20
"""More would only repeat what half of them say. [1]"""

_CONFIDENCE = 0.95
# a figure of a test or of a publication, not what flies
_NOT_FLOWN = (".published-range",)
_PITCH_OVER_END = ".pitch-over-end"


def whole_draws(draws: int) -> int:
    """Round up to draws that scramblings share as whole powers of two.

    Parameters
    ----------
    draws : int
        As asked for, 1 to 1,048,576. [1]

    Returns
    -------
    int
        The next power of two, at least one for each scrambling. [1]

    Raises
    ------
    ArgumentError
        If there is none, or there are too many.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise ArgumentError("draws", f" must be 1 to {MOST_DRAWS:,}, not {draws:,}")
    return max(1 << (draws - 1).bit_length(), SCRAMBLINGS)


def sobol_lots(dimensions: int, draws: int, seed: int) -> FloatArray:
    """Draw points in a unit cube: a scrambled Sobol sequence for each scrambling.

    Parameters
    ----------
    dimensions : int
        Of the cube. [1]
    draws : int
        From :func:`whole_draws`. [1]
    seed : int
        Of the scramblings. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (draws, dimensions)
        Scrambling by scrambling, each a whole power of two of points. [1]

    References
    ----------
    .. [1] A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", in Monte Carlo and
       Quasi-Monte Carlo Methods in Scientific Computing, Lecture Notes in Statistics 106, 1995,
       p. 299-317. :doi:`10.1007/978-1-4612-2552-2_19`
    """
    return by_scrambling(dealt_lots(dimensions, 0, draws, seed))


def dealt_lots(dimensions: int, first: int, last: int, seed: int) -> FloatArray:
    """Draw some of the points of :func:`sobol_lots`, in an order in which more extend fewer.

    Parameters
    ----------
    dimensions : int
        Of the cube. [1]
    first, last : int
        Half-open range of draws: the first point of every scrambling, then the second of each. [1]
    seed : int
        Of the scramblings. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (last - first, dimensions)
        The same however many draws there are in all. [1]
    """
    from scipy.stats import qmc  # takes long to load

    dealt = np.empty((last - first, dimensions))
    for one in range(SCRAMBLINGS):
        own = np.arange(first + (one - first) % SCRAMBLINGS, last, SCRAMBLINGS)
        if not own.size:
            continue
        sequence = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng([seed, one]))
        if own[0] >= SCRAMBLINGS:
            sequence.fast_forward(int(own[0]) // SCRAMBLINGS)
        # a whole power of two, which is what is used of the first points in the end
        dealt[own - first] = sequence.random(1 << (own.size - 1).bit_length())[: own.size]
    return dealt


def by_scrambling(dealt: NDArray[T]) -> NDArray[T]:
    """Put what was answered of :func:`dealt_lots` in the order of :func:`sobol_lots`.

    Parameters
    ----------
    dealt : numpy.ndarray, shape (draws, ...)
        Of whole powers of two of draws. [any]

    Returns
    -------
    numpy.ndarray, shape (draws, ...)
        Scrambling by scrambling. [any]
    """
    apart = dealt.reshape(-1, SCRAMBLINGS, *dealt.shape[1:])
    return apart.swapaxes(0, 1).reshape(dealt.shape)


def dealt_out(ordered: NDArray[T]) -> NDArray[T]:
    """Undo :func:`by_scrambling`.

    Parameters
    ----------
    ordered : numpy.ndarray, shape (draws, ...)
        Scrambling by scrambling. [any]

    Returns
    -------
    numpy.ndarray, shape (draws, ...)
        In the order of :func:`dealt_lots`. [any]
    """
    apart = ordered.reshape(SCRAMBLINGS, -1, *ordered.shape[1:])
    return apart.swapaxes(0, 1).reshape(ordered.shape)


def error_bar(by_scrambling: FloatArray) -> FloatArray:
    """Half the width of the 95 % interval of a mean over scramblings.

    Parameters
    ----------
    by_scrambling : numpy.ndarray of float64, shape (scramblings, ...)
        An estimate from each. [any]

    Returns
    -------
    numpy.ndarray of float64, shape (...)
        By Student's distribution. [any]
    """
    from scipy.special import stdtrit  # takes long to load

    count = len(by_scrambling)
    wide = float(stdtrit(count - 1, 0.5 + _CONFIDENCE / 2.0)) / sqrt(count)
    return np.asarray(wide * np.std(by_scrambling, axis=0, ddof=1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Rows of a scenario that are drawn, and the scenarios that draws of them make.

    Attributes
    ----------
    scenario : Scenario
        With the nominal values.
    movers : tuple of tuple of str
        Paths, those of one statement together: a lot has one number for each.
    """

    scenario: Scenario
    movers: tuple[Together, ...]

    @property
    def paths(self) -> list[str]:
        """Paths of the rows, in the order of the movers."""
        return [path for paths in self.movers for path in paths]

    @property
    def mover_of(self) -> list[int]:
        """Index of the mover of each row."""
        return [index for index, paths in enumerate(self.movers) for _ in paths]

    def quantities(self) -> list[Quantity]:
        """List the rows with their nominal values.

        Returns
        -------
        list of Quantity
            In the order of the paths.
        """
        return [self.scenario.catalog.quantity(path) for path in self.paths]

    def values(self, lots: FloatArray, convention: Convention) -> FloatArray:
        """Turn lots into values.

        Parameters
        ----------
        lots : numpy.ndarray of float64, shape (n, movers)
            Probabilities of a smaller value. [1]
        convention : {'cited', 'uniform'}
            Weights of the values of a row.

        Returns
        -------
        numpy.ndarray of float64, shape (n, rows)
            In the order of the paths. [as each row]
        """
        columns = []
        for row, mover in zip(self.quantities(), self.mover_of, strict=True):
            if row.spread is None:
                raise ArgumentError("rows", f": {row.path} has no range to be drawn from")
            chance = lots[:, mover]
            if convention == "uniform":
                drawn = even_quantile(row.spread.family, chance, row.low, row.high)
            else:
                drawn = quantile(row.spread.family, chance, row.low, row.value, row.high)
            columns.append(drawn)
        return np.stack(columns, axis=1)

    def scenarios(self, values: FloatArray) -> list[Scenario]:
        """Change the scenario to drawn values.

        Parameters
        ----------
        values : numpy.ndarray of float64, shape (n, rows)
            From :meth:`values`. [as each row]

        Returns
        -------
        list of Scenario
            One for each draw. A pitch-over of a missile that a draw ends behind burnout ends with
            it: nothing turns the missile afterwards.
        """
        catalog = self.scenario.catalog
        values = self._turned_while_burning(values)
        # runs that exchange groups repeat the values of two draws
        made: list[dict[float, Quantity]] = [{} for _ in self.paths]
        rows = self.quantities()
        scenarios = []
        for one in values.tolist():
            for row, known, value in zip(rows, made, one, strict=True):
                if value not in known:
                    known[value] = replace(row, value=value)
            chosen = [known[value] for known, value in zip(made, one, strict=True)]
            scenarios.append(self.scenario.with_catalog(catalog.with_rows(chosen)))
        return scenarios

    def _turned_while_burning(self, values: FloatArray) -> FloatArray:
        """End the pitch-over of each draw by the burnout of its missile."""
        column = {path: index for index, path in enumerate(self.paths)}
        turned = [path for path in column if path.endswith(_PITCH_OVER_END)]
        if not turned:
            return values
        within = values.copy()
        for path in turned:
            missile = path.split(".")[1]
            stages = self.scenario.catalog.missile(missile).stages
            burn = np.zeros(len(values))
            for stage in stages:
                row = stage.burn_time
                burn += values[:, column[row.path]] if row.path in column else row.value
            within[:, column[path]] = np.minimum(values[:, column[path]], burn)
        return within


def drawn_rows(
    scenario: Scenario, *, flights: bool, flown: Sequence[Flights] | None = None
) -> Rows:
    """Find the rows that are drawn.

    Parameters
    ----------
    scenario : Scenario
    flights : bool
        Whether mass, thrust, drag and pitch of the missiles are drawn too; otherwise flights stay
        as they are. Where they start, where they aim and on which shape is never drawn.
    flown : sequence of Flights, optional
        What flies, such as the waves of a raid; the threats of the scenario by default.

    Returns
    -------
    Rows
        Of the defence, and of the missiles if asked for.
    """
    catalog = scenario.catalog
    paths = uncertain_rows(scenario, flown)
    if flights:
        threats = scenario.threats if flown is None else flown
        starts = tuple(f"missile.{one.missile}." for one in threats)
        paths += [
            path
            for path, row in catalog.rows().items()
            if path.startswith(starts)
            and not path.endswith(_NOT_FLOWN)
            and isinstance(row, Quantity)
            and row.spread is not None
        ]
    return Rows(scenario=scenario, movers=tuple(moving_together(catalog, paths)))
