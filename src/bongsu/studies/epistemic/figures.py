"""Published figures that draws are held against, as data, and the weights that draws then have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isfinite
from pathlib import Path

import numpy as np

from bongsu.catalog import Catalog, load_catalog
from bongsu.catalog.documents import Node, read_document, read_file
from bongsu.catalog.lookup import suggest
from bongsu.catalog.rows.units import parse_quantity
from bongsu.errors import InputError, shortened
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Scenario
from bongsu.studies.epistemic.draws import uncertain_rows
from bongsu.studies.epistemic.metrics import METRICS, About, metric_name
from bongsu.words.said import said

FILE = "figures.yaml"
LEAST_WORTH = 100
"""Equal draws below which nothing should be quoted: a share of one half is then known to 10 %. [1]
"""


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """A published figure.

    Attributes
    ----------
    name, title : str
        For machines and for people.
    metric : str or None
        Number of a scenario that it is about, of no flight to a place and of no raid; none where it
        is about a row.
    row : str or None
        Path of a row of the catalogue that it is about.
    radar, mode : str or None
        Radar of the first battery, and the mode in which it stands, for which the figure holds; for
        any where none is named.
    low, high : float
        What is published. [unit of the metric, SI unit of the row]
    tolerance : float
        Standard deviation with which the weight of a draw falls outside. [as low]
    source : str
        Reference of the catalogue, or who published it, where and when.
    because : str
        How the figure is read.
    mark : str
        File, line and column in which it stands; empty for one that comes with the package.
    """

    name: str
    title: str
    metric: str | None
    row: str | None
    radar: str | None
    mode: str | None
    low: float
    high: float
    tolerance: float
    source: str
    because: str
    mark: str = ""

    def values(self, scenarios: Sequence[Scenario]) -> FloatArray:
        """Give the number that the figure is held against.

        Parameters
        ----------
        scenarios : sequence of Scenario
            The draws.

        Returns
        -------
        numpy.ndarray of float64, shape (n,)
            Of each. [as low]
        """
        if self.row is not None:
            return np.array([one.catalog.quantity(self.row).value for one in scenarios])
        return METRICS[str(self.metric)].compute(scenarios, About()).values

    def weights(self, values: FloatArray) -> FloatArray:
        """Weigh draws by how well they agree.

        Parameters
        ----------
        values : numpy.ndarray of float64, shape (n,)
            The number in each draw. [unit of the metric]

        Returns
        -------
        numpy.ndarray of float64, shape (n,)
            1 between low and high, falling outside; 0 where there is no number. [1]
        """
        off = np.maximum(self.low - values, values - self.high)
        return np.nan_to_num(np.exp(-0.5 * (np.maximum(off, 0.0) / self.tolerance) ** 2))


@cache
def figures() -> tuple[PublishedFigure, ...]:
    """Read the figures.

    Returns
    -------
    tuple of PublishedFigure
        In the order of the file.

    Raises
    ------
    InputError
        If a figure is not as it should be, with file and line.
    """
    text = files("bongsu.studies.epistemic").joinpath("data", FILE).read_text(encoding="utf-8")
    return read_figures(read_document(text, FILE), load_catalog())


def load_figures(path: Path, catalog: Catalog) -> tuple[PublishedFigure, ...]:
    """Read a user's own figures.

    Parameters
    ----------
    path : pathlib.Path
        A YAML file: names, each with `metric` or `row`, `value` or `low` and `high`, `tolerance`
        and `source`.
    catalog : Catalog
        Whose rows the figures may be about.

    Returns
    -------
    tuple of PublishedFigure
        In the order of the file.

    Raises
    ------
    InputError
        If there is no such file, or with every mistake in it: file, line and column.
    """
    found = read_figures(read_file(path), catalog)
    if not found:
        raise InputError(f"{path}: there is no figure in it")
    return found


def read_figures(root: Node, catalog: Catalog) -> tuple[PublishedFigure, ...]:
    """Read figures of a document.

    Parameters
    ----------
    root : Node
        A mapping of names to figures.
    catalog : Catalog
        Whose rows the figures may be about.

    Returns
    -------
    tuple of PublishedFigure
        In the order of the document.

    Raises
    ------
    InputError
        With every mistake: file, line and column.
    """
    found, wrong = [], []
    for name, node in root.mapping("figures").items():
        try:
            found.append(_figure(name, node, catalog))
        except InputError as error:
            wrong.append(str(error))
    if wrong:
        raise InputError("\n".join(wrong))
    return tuple(found)


_WORDS = ("title", "metric", "row", "radar", "mode", "source", "because")
_NUMBERS = ("value", "low", "high", "tolerance")


def _figure(name: str, node: Node, catalog: Catalog) -> PublishedFigure:
    found = node.mapping(name)
    for key in found:
        if key not in (*_WORDS, *_NUMBERS):
            close = suggest(key, (*_WORDS, *_NUMBERS))
            raise InputError(f"{node.keys[key]}: {name}: there is no such key as {key!r}{close}")
    text = {key: _text(name, found[key]) for key in _WORDS if key in found}
    for either, other in (("metric", "row"), ("value", "low")):
        if (either in found) is (other in found):
            raise InputError(f"{node.mark}: {name} needs either {either} or {other}")
    ends = ("value",) if "value" in found else ("low", "high")
    for key in (*ends, "tolerance", "source"):
        if key not in found:
            raise InputError(f"{node.mark}: {name} lacks {key}")
    unit = _unit(name, found, catalog)
    of_row = "row" in found
    numbers = {key: _number(name, found[key], unit, of_row=of_row) for key in (*ends, "tolerance")}
    low, high = numbers[ends[0]], numbers[ends[-1]]
    if low > high:
        raise InputError(f"{found['low'].mark}: {name}: low is above high")
    if not numbers["tolerance"] > 0.0:
        raise InputError(f"{found['tolerance'].mark}: {name}: the tolerance must be above 0")
    row = text.get("row")
    return PublishedFigure(
        name=name,
        title=text.get("title", name),
        metric=metric_name(text["metric"]) if "metric" in text else None,
        row=None if row is None else catalog.path(row),
        radar=text.get("radar"),
        mode=text.get("mode"),
        low=low,
        high=high,
        tolerance=numbers["tolerance"],
        source=text["source"],
        because=text.get("because", ""),
        mark=f"{node.mark}: ",
    )


def _unit(name: str, found: Mapping[str, Node], catalog: Catalog) -> str:
    """SI unit of the row, or unit of the metric, that a figure is about."""
    if "row" in found:
        try:
            return catalog.quantity(_text(name, found["row"])).unit
        except InputError as error:
            raise InputError(f"{found['row'].mark}: {name}: {error}") from None
    node = found["metric"]
    try:
        metric = METRICS[metric_name(_text(name, node))]
    except InputError as error:
        raise InputError(f"{node.mark}: {name}: {error}") from None
    if metric.of_one_flight or metric.of_raid:
        raise InputError(
            f"{node.mark}: {name}: {node.value} is of a flight or a raid; a figure is of the "
            "defence alone"
        )
    return metric.unit


def _text(name: str, node: Node) -> str:
    if not isinstance(node.value, str) or not node.value:
        raise InputError(f"{node.mark}: {name}: {shortened(node.plain())} is not a text")
    return node.value


def _number(name: str, node: Node, unit: str, *, of_row: bool) -> float:
    """A quantity of a row with its unit; a number in the unit of a metric, or with its unit."""
    value = node.plain()
    if not of_row and not isinstance(value, str):
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise InputError(f"{node.mark}: {name}: {shortened(value)} is not a number")
        return float(value)
    dimension, scale = _IN_SI.get(unit, (unit, 1.0))
    try:
        return parse_quantity(value, dimension) / scale
    except InputError as error:
        raise InputError(f"{node.mark}: {name}: {error}") from None


# units in which metrics are told
_IN_SI = {"km": ("m", 1e3), "km2": ("m2", 1e6)}


def figures_for(scenario: Scenario) -> list[PublishedFigure]:
    """List the figures that hold for the first battery of a scenario.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    list of PublishedFigure
        Those of its radar in the mode in which it stands.
    """
    battery = scenario.battery()
    radar = scenario.catalog.battery(battery.type).radar.value
    stands = radar, battery.radar.mode
    return [figure for figure in figures() if _holds(figure, stands)]


def own_figures(scenario: Scenario, path: Path) -> list[PublishedFigure]:
    """List those of a user's own figures that hold for the first battery of a scenario.

    Parameters
    ----------
    scenario : Scenario
    path : pathlib.Path
        As of :func:`load_figures`.

    Returns
    -------
    list of PublishedFigure
        Those of no radar, and those of its radar in the mode in which it stands.

    Raises
    ------
    InputError
        If the file holds mistakes, none of its figures holds, or a row is not drawn.
    """
    battery = scenario.battery()
    stands = scenario.catalog.battery(battery.type).radar.value, battery.radar.mode
    held = [one for one in load_figures(path, scenario.catalog) if _holds(one, stands)]
    if not held:
        raise InputError(
            f"{path}: no figure in it holds for the radar {stands[0]} in {stands[1]} mode"
        )
    drawn = uncertain_rows(scenario)
    for one in held:
        if one.row is not None and one.row not in drawn:
            raise InputError(
                f"{one.mark}{one.name}: {one.row} is not drawn in {scenario.name}: it has no "
                "range, or nothing of the scenario rests on it"
            )
    return held


def _holds(figure: PublishedFigure, stands: tuple[str, str]) -> bool:
    return figure.radar in (None, stands[0]) and figure.mode in (None, stands[1])


def published_weights(scenarios: Sequence[Scenario], held: Sequence[PublishedFigure]) -> FloatArray:
    """Weigh draws by published figures.

    Parameters
    ----------
    scenarios : sequence of Scenario
        The draws.
    held : sequence of PublishedFigure
        Figures that they are held against.

    Returns
    -------
    numpy.ndarray of float64, shape (n,)
        Products of the weights of all figures. [1]
    """
    weights = np.ones(len(scenarios))
    for figure in held:
        weights *= figure.weights(figure.values(scenarios))
    return weights


def effective_sample_size(weights: FloatArray) -> float:
    """How many equal draws are worth as much as weighted ones.

    Parameters
    ----------
    weights : numpy.ndarray of float64, shape (n,)
        Weights, not negative. [1]

    Returns
    -------
    float
        The square of their sum over the sum of their squares; 0 where all are 0. [1]

    References
    ----------
    .. [1] A. Kong, J. S. Liu, W. H. Wong, "Sequential imputations and Bayesian missing data
       problems", Journal of the American Statistical Association 89:278-288, 1994.
       :doi:`10.1080/01621459.1994.10476469`
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0.0 else 0.0


def worth(size: float, draws: int) -> str:
    """Warn where draws that are held against figures are worth too few equal ones.

    Parameters
    ----------
    size : float
        From :func:`effective_sample_size`. [1]
    draws : int
        How many there are. [1]

    Returns
    -------
    str
        A sentence; empty where there are enough.
    """
    if size >= LEAST_WORTH:
        return ""
    if size == 0.0:
        return said(
            "None of {draws:,} draws agrees with the published figures: nothing can be said.",
            draws=draws,
        )
    return said(
        "Held against published figures, {draws:,} draws are worth {size:.0f} equal ones, fewer "
        "than {least}: ask for more draws before quoting a number of them.",
        draws=draws,
        size=size,
        least=LEAST_WORTH,
    )
