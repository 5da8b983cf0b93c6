"""How likely a reading is to hold over draws of all cited rows, and which of them decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, NamedTuple

import numpy as np

from bongsu.catalog.rows.units import in_unit_of
from bongsu.claims.verdicts import LIKELY_FROM, UNLIKELY_TO, Likelihood, likelihood_of
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.studies.epistemic.draws import title_of
from bongsu.studies.epistemic.figures import effective_sample_size
from bongsu.studies.epistemic.groups import group_of, groups
from bongsu.studies.epistemic.rules import Bound
from bongsu.studies.epistemic.sampling import SCRAMBLINGS, Rows
from bongsu.studies.epistemic.uncertainty import weighted_share
from bongsu.words import QUALITIES, Convention, Quality

Conditioning = Literal["none", "published"]

METHOD: Final = (
    "Shapley effects of a polynomial of second order in the lots of the rows that are told from "
    "luck: squared correlations of the verdict with its terms, less what terms without effect "
    "would show by chance; half of a product of two rows goes to each"
)
"""How the parts of the variance are estimated, from the draws that there are."""
PURE: Final = 0.9
"""Share of the draws within a rule that must agree with it. [1]"""
LEAST_COVERED: Final = 0.05
"""Share of the draws that a rule must cover to be told. [1]"""
LEAST_LUCK: Final = 0.05
"""A row is told if so small is the probability that any row without effect shows as much. [1]"""
_MOST_TRIED = 4
"""Deciding rows that rules are made of. [1]"""
_CUTS = np.arange(1, 10) / 10.0
_RESAMPLED = 2_000
_ENDS = (0.025, 0.975)
_UNREAD: Final[Quality] = "U"


class Probability(NamedTuple):
    """That a reading holds, under one convention of weights.

    Attributes
    ----------
    value : float
        Weighted share of the draws in which it holds. [1]
    low, high : float
        Ends of the 95 % interval: the scatter of the scramblings, and what the coarser grid of the
        draws may move. [1]
    effective_sample_size : float
        Equal draws that the weighted ones are worth. [1]
    absent : float
        Weighted share of the draws in which the question does not arise; it does not hold there.
        [1]
    """

    value: float
    low: float
    high: float
    effective_sample_size: float
    absent: float

    @property
    def likelihood(self) -> Likelihood:
        """The word of the scale, no stronger than the interval allows.

        Terms of the scale lie in each other, so that a weaker one is right as well.
        """
        if self.value >= LIKELY_FROM:
            return likelihood_of(max(self.low, LIKELY_FROM))
        if self.value <= UNLIKELY_TO:
            return likelihood_of(min(self.high, UNLIKELY_TO))
        return likelihood_of(self.value)


class Effect(NamedTuple):
    """Shapley effect of rows drawn as one, or of a group of them.

    Attributes
    ----------
    paths : tuple of str
        Paths of the rows.
    name, title : str
        First path, or name of the group; and what people read.
    share, low, high : float
        Part of the variance with the ends of its 95 % interval. [1]
    quality : str
        Worst letter of the rows; empty for a group.
    """

    paths: tuple[str, ...]
    name: str
    title: str
    share: float
    low: float
    high: float
    quality: Quality | Literal[""] = ""


class RuleBound(NamedTuple):
    """One side of a row in a rule.

    Attributes
    ----------
    path, title : str
        Of the row.
    below : bool
        Whether the rule asks for at most, or for at least, the value.
    value : float
        [unit]
    unit : str
        As the catalogue writes it.
    """

    path: str
    title: str
    below: bool
    value: float
    unit: str

    def __str__(self) -> str:
        side = "at most" if self.below else "at least"
        return f"{self.title} is {side} {self.value:,.4g} {self.unit}".rstrip()


class Rule(NamedTuple):
    """Where a reading nearly always holds, or nearly always fails.

    Attributes
    ----------
    bounds : tuple of RuleBound
        One or two.
    holds : bool
        Which of the two.
    covered : float
        Share of the draws within the bounds. [1]
    rate : float
        Share of these that agree, among draws that the rule was not found with. [1]
    """

    bounds: tuple[RuleBound, ...]
    holds: bool
    covered: float
    rate: float

    @property
    def sentence(self) -> str:
        """The rule in words."""
        verb = "holds" if self.holds else "fails"
        return (
            f"{verb} in {100.0 * self.rate:.0f} % of the draws in which "
            f"{' and '.join(map(str, self.bounds))} ({100.0 * self.covered:.0f} % of all draws)"
        )


@dataclass(frozen=True, kw_only=True)
class Chance:
    """How likely a reading, or a claim however it is read, is to hold, and what decides it.

    Attributes
    ----------
    draws : int
        Draws under each convention. [1]
    probability : mapping of str to mapping of str to Probability
        By convention of weights, then without (``none``) and with published figures
        (``published``).
    grid_shift : float
        The nominal number on the coarser grid of the draws, less that on the scenario's. [unit of
        the measure]
    of : {'verdict', 'number'}
        What the effects are parts of the variance of: of the verdict; where that is the same in
        every draw, of the number, which for a claim is how many of its readings hold.
    deciding, groups : tuple of Effect
        Rows and groups whose part is told from none, the largest first, under cited weights.
    rule : Rule or None
        None where no simple one was found.
    evidence_strength : float or None
        Share of the weight of the deciding rows that lies on rows whose source was read (quality
        other than U); None where no row decides. [1]
    """

    draws: int
    probability: Mapping[Convention, Mapping[Conditioning, Probability]]
    grid_shift: float
    of: Literal["verdict", "number"]
    deciding: tuple[Effect, ...]
    groups: tuple[Effect, ...]
    rule: Rule | None
    evidence_strength: float | None

    @property
    def headline(self) -> Probability:
        """Probability under cited weights, without published figures."""
        return self.probability["cited"]["none"]

    @property
    def sentence(self) -> str:
        """The probability under both conventions, and the word for the first."""
        found, even = self.headline, self.probability["uniform"]["none"].value
        return (
            f"probability {found.value:.2g} ({found.low:.2g} to {found.high:.2g}, {self.draws:,} "
            f"draws with cited weights; {even:.2g} uniform): {found.likelihood}"
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Met:
    """Draws of a question under one convention, scrambling by scrambling.

    Attributes
    ----------
    lots : numpy.ndarray of float64, shape (n, movers)
        Probabilities of a smaller value. [1]
    values : numpy.ndarray of float64, shape (n, rows)
        Drawn values of the rows. [as each row]
    importance : numpy.ndarray of float64, shape (n,)
        Weights by published figures. [1]
    numbers : numpy.ndarray of float64, shape (n,)
        What was measured; not a number where the question does not arise. [unit of the measure]
    met : numpy.ndarray of bool, shape (n,)
        Whether it holds.
    shifted : numpy.ndarray of bool, shape (n,)
        Whether it would with what the coarser grid moves taken off.
    """

    lots: FloatArray
    values: FloatArray
    importance: FloatArray
    numbers: FloatArray
    met: BoolArray
    shifted: BoolArray


def chance_of(rows: Rows, drawn: Mapping[Convention, Met], grid_shift: float) -> Chance:
    """Sum draws of a question up.

    Parameters
    ----------
    rows : Rows
        What was drawn.
    drawn : mapping of str to Met
        By convention of weights; the first decides what the effects and the rule are of.
    grid_shift : float
        See :class:`Chance`. [unit of the measure]

    Returns
    -------
    Chance
        Probabilities, effects and the rule.
    """
    cited = drawn["cited"]
    turns = bool(cited.met.any() and not cited.met.all())
    output = cited.met.astype(float) if turns else cited.numbers
    deciding = row_effects(rows, cited.lots, output)
    return Chance(
        draws=len(cited.met),
        probability={
            name: {
                "none": probability_of(one, np.ones(len(one.met))),
                "published": probability_of(one, one.importance),
            }
            for name, one in drawn.items()
        },
        grid_shift=grid_shift,
        of="verdict" if turns else "number",
        deciding=deciding,
        groups=group_effects(rows, cited.lots, output, deciding),
        rule=find_rule(rows, deciding, cited) if turns else None,
        evidence_strength=read_share(deciding),
    )


def probability_of(drawn: Met, weight: FloatArray) -> Probability:
    """Give the weighted share of the draws in which a question holds, with its interval.

    Parameters
    ----------
    drawn : Met
    weight : numpy.ndarray of float64, shape (n,)
        Of each draw. [1]

    Returns
    -------
    Probability
        With the interval over scramblings; its ends lie no nearer than what the coarser grid moves.
    """
    value, low, high = weighted_share(drawn.met.astype(float), weight)
    _, moved_low, moved_high = weighted_share(drawn.shifted.astype(float), weight)
    absent, _, _ = weighted_share(np.isnan(drawn.numbers).astype(float), weight)
    return Probability(
        value=value,
        low=min(low, moved_low),
        high=max(high, moved_high),
        effective_sample_size=effective_sample_size(weight),
        absent=absent,
    )


class _Terms(NamedTuple):
    """Polynomials in the lots of the rows that are told from luck.

    Attributes
    ----------
    values : numpy.ndarray of float64, shape (n, terms)
        In each draw. [1]
    belongs : numpy.ndarray of float64, shape (terms, movers)
        Which part of a term goes to each mover. [1]
    """

    values: FloatArray
    belongs: FloatArray


def row_effects(rows: Rows, lots: FloatArray, output: FloatArray) -> tuple[Effect, ...]:
    """Estimate which rows, those of one statement together, move an output.

    Parameters
    ----------
    rows : Rows
        What was drawn.
    lots : numpy.ndarray of float64, shape (n, movers)
        Probabilities of a smaller value. [1]
    output : numpy.ndarray of float64, shape (n,)
        A verdict as 0 or 1, or a number; draws without a number are left out. [any]

    Returns
    -------
    tuple of Effect
        Those that are no luck and whose interval does not hold nought, the largest first. What is
        missing to one is told of no row.

    Notes
    -----
    Lots are independent, so that the terms of a polynomial that is orthogonal in them (Legendre's)
    part the variance [1]_, and a Shapley effect is the part of the terms of a row alone and half
    of those with another row [2]_.

    References
    ----------
    .. [1] B. Sudret, "Global sensitivity analysis using polynomial chaos expansions", Reliability
       Engineering & System Safety 93:964-979, 2008. :doi:`10.1016/j.ress.2007.04.002`
    .. [2] A. B. Owen, "Sobol' indices and Shapley value", SIAM/ASA Journal on Uncertainty
       Quantification 2:245-251, 2014, theorem 1. :doi:`10.1137/130936233`
    """
    terms = _second_order(lots, output)
    share, low, high = _parts(terms.values, output, terms.belongs)
    catalog = rows.scenario.catalog
    return _sorted(
        [
            Effect(
                paths=paths,
                name=paths[0],
                title=title_of(catalog, paths),
                share=float(share[index]),
                low=float(low[index]),
                high=float(high[index]),
                quality=_worst(rows, paths),
            )
            for index, paths in enumerate(rows.movers)
            if terms.belongs[:, index].any()
        ]
    )


def group_effects(
    rows: Rows, lots: FloatArray, output: FloatArray, deciding: Sequence[Effect]
) -> tuple[Effect, ...]:
    """Add deciding rows up over groups.

    Parameters
    ----------
    rows, lots, output
        See :func:`row_effects`.
    deciding : sequence of Effect
        What that gave.

    Returns
    -------
    tuple of Effect
        Of groups with a deciding row, the largest first.
    """
    told = {one.name for one in deciding}
    of_mover = [group_of(paths[0]) if paths[0] in told else "" for paths in rows.movers]
    known = [group for group in groups() if group.name in of_mover]
    inside = np.array(
        [[name == group.name for group in known] for name in of_mover], dtype=float
    ).reshape(len(of_mover), len(known))
    terms = _second_order(lots, output)
    belongs = (terms.belongs[:, :, None] * inside).sum(axis=1)
    share, low, high = _parts(terms.values, output, belongs)
    return _sorted(
        [
            Effect(
                paths=tuple(
                    path
                    for paths, name in zip(rows.movers, of_mover, strict=True)
                    if name == group.name
                    for path in paths
                ),
                name=group.name,
                title=group.title,
                share=float(share[index]),
                low=float(low[index]),
                high=float(high[index]),
            )
            for index, group in enumerate(known)
        ]
    )


def _second_order(lots: FloatArray, output: FloatArray) -> _Terms:
    """Slopes of the rows that are no luck; of their bends and products those that are none."""
    slopes = 2.0 * lots - 1.0
    rows = np.flatnonzero(_no_luck(slopes, output))
    own = np.eye(lots.shape[1])
    bends = [(1.5 * slopes[:, row] ** 2 - 0.5, own[row]) for row in rows]
    products = [
        (slopes[:, row] * slopes[:, other], 0.5 * (own[row] + own[other]))
        for row, other in combinations(rows, 2)
    ]
    more = _stacked([*bends, *products], lots.shape)
    told = _no_luck(more.values, output)
    return _Terms(
        values=np.concatenate([slopes[:, rows], more.values[:, told]], axis=1),
        belongs=np.concatenate([own[rows], more.belongs[told]]),
    )


def _stacked(terms: Sequence[tuple[FloatArray, FloatArray]], shape: tuple[int, ...]) -> _Terms:
    draws, movers = shape
    values = np.empty((draws, len(terms)))
    belongs = np.empty((len(terms), movers))
    for index, (value, belong) in enumerate(terms):
        values[:, index], belongs[index] = value, belong
    return _Terms(values, belongs)


def _sorted(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    return tuple(sorted((one for one in effects if one.low > 0.0), key=lambda one: -one.share))


def _worst(rows: Rows, paths: Sequence[str]) -> Quality:
    letters = [rows.scenario.catalog.quantity(path).quality for path in paths]
    return max(letters, key=list(QUALITIES).index)


def _no_luck(terms: FloatArray, output: FloatArray) -> BoolArray:
    """Tell which correlations so many terms without effect would hardly show, any of them."""
    from scipy.special import stdtr  # takes long to load

    told = ~np.isnan(output)
    count = int(told.sum())
    if count < SCRAMBLINGS or np.ptp(output[told]) == 0.0:
        return np.zeros(terms.shape[1], dtype=bool)
    x = terms[told] - terms[told].mean(axis=0)
    y = output[told] - output[told].mean()
    r2 = (x * y[:, None]).sum(axis=0) ** 2 / ((x**2).sum(axis=0) * (y**2).sum())
    ratio = np.sqrt((count - 2) * r2 / np.maximum(1.0 - r2, 1e-12))
    luck = 2.0 * stdtr(count - 2, -ratio)
    return np.asarray(luck * terms.shape[1] < LEAST_LUCK)


def _parts(
    terms: FloatArray, output: FloatArray, belongs: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Sums over parts of squared correlations, less what chance gives, with 95 % intervals.

    Points of one scrambling depend on each other: scramblings are what is resampled.
    """
    told = ~np.isnan(output)
    count = int(told.sum())
    nothing = np.zeros(belongs.shape[1])
    if count < SCRAMBLINGS or np.ptp(output[told]) == 0.0:
        return nothing, nothing, nothing
    # as of the whole, so that moments of scramblings add up to those of all draws
    x = np.where(told[:, None], terms - terms[told].mean(axis=0), 0.0)
    y = np.where(told, output - output[told].mean(), 0.0)
    sums = [
        np.stack([part.sum(axis=0) for part in np.split(products, SCRAMBLINGS)])
        for products in (x * y[:, None], x**2, np.stack([y**2, told.astype(float)], axis=1))
    ]
    picked = np.random.default_rng(SCRAMBLINGS).integers(
        SCRAMBLINGS, size=(_RESAMPLED, SCRAMBLINGS)
    )
    again = [_summed(one, picked) for one in sums]
    whole = [one.sum(axis=0)[None] for one in sums]
    value = _correlated(whole, belongs)[0]
    ends = np.quantile(_correlated(again, belongs), _ENDS, axis=0)
    return value, ends[0], ends[1]


def _summed(terms: FloatArray, picked: IntArray) -> FloatArray:
    """Sum the picked rows of each resampling, one after the other: all at once fills memory."""
    first, *others = picked.T
    total: FloatArray = terms[first]
    for one in others:
        total += terms[one]
    return total


def _correlated(sums: Sequence[FloatArray], belongs: FloatArray) -> FloatArray:
    """Squared correlations of sums of products and squares, corrected, added up over parts."""
    xy, xx, yy = sums
    squares, count = np.hsplit(yy, (1,))
    whole = xx * squares
    r2 = np.where(whole > 0.0, xy**2 / np.where(whole > 0.0, whole, 1.0), 0.0)
    free = 1.0 - (1.0 - r2) * (count - 1.0) / np.maximum(count - 2.0, 1.0)
    summed = np.zeros((len(xy), belongs.shape[1]))
    # summed by NumPy, not by a matrix product: the same bits for any number of threads
    for part, of_terms in enumerate(belongs.T):
        summed[:, part] = (free * of_terms).sum(axis=1)
    return np.asarray(np.clip(summed, -1.0, 1.0))


def read_share(deciding: Sequence[Effect]) -> float | None:
    """Share of the weight of deciding rows that lies on rows whose source was read.

    Parameters
    ----------
    deciding : sequence of Effect
        Of rows.

    Returns
    -------
    float or None
        None where no row decides. [1]
    """
    total = sum(one.share for one in deciding)
    if not deciding:
        return None
    return float(sum(one.share for one in deciding if one.quality != _UNREAD) / total)


def find_rule(rows: Rows, deciding: Sequence[Effect], drawn: Met) -> Rule | None:
    """Find where a question nearly always holds, or fails, in terms of deciding rows.

    One bound if one is enough, else two; found with every other scrambling, and told with the rate
    of agreement in the others.

    Parameters
    ----------
    rows : Rows
        What was drawn.
    deciding : sequence of Effect
        Rows that decide, the largest first.
    drawn : Met
        Draws.

    Returns
    -------
    Rule or None
        That which covers most draws; None where none is pure enough.
    """
    paths = rows.paths
    columns = [paths.index(one.name) for one in deciding[:_MOST_TRIED]]
    found = np.concatenate(
        [np.full(len(drawn.met) // SCRAMBLINGS, index % 2 == 0) for index in range(SCRAMBLINGS)]
    )
    singles = [
        (bound,)
        for column in columns
        for cut in np.unique(np.quantile(drawn.values[:, column], _CUTS))
        for bound in (
            Bound(feature=column, below=below, value=float(cut)) for below in (True, False)
        )
    ]
    pairs = [
        (one[0], other[0])
        for index, one in enumerate(singles)
        for other in singles[index + 1 :]
        if one[0].feature != other[0].feature
    ]
    for tried in (singles, pairs):
        best = max(
            (rule for bounds in tried if (rule := _rule(rows, bounds, drawn, found)) is not None),
            key=lambda rule: rule.covered,
            default=None,
        )
        if best is not None:
            return best
    return None


def _rule(rows: Rows, bounds: tuple[Bound, ...], drawn: Met, found: BoolArray) -> Rule | None:
    inside = np.logical_and.reduce(
        [bound.meets(drawn.values[:, bound.feature]) for bound in bounds]
    )
    covered = float(inside.mean())
    first, second = drawn.met[inside & found], drawn.met[inside & ~found]
    if covered < LEAST_COVERED or not (first.size and second.size):
        return None
    holds = bool(first.mean() >= 0.5)
    rates = [float(part.mean()) if holds else 1.0 - float(part.mean()) for part in (first, second)]
    if min(rates) < PURE:
        return None
    quantities = rows.quantities()
    told = []
    for bound in bounds:
        row = quantities[bound.feature]
        number, symbol = in_unit_of(row.written, bound.value, row.unit)
        title = title_of(rows.scenario.catalog, (row.path,))
        told.append(RuleBound(row.path, title, bound.below, float(number), symbol))
    return Rule(bounds=tuple(told), holds=holds, covered=covered, rate=rates[1])
