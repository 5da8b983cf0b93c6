"""Published figures that draws are held against, as data, and the weights that draws then have."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from bongsu.catalog.documents import Node, read_document
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Scenario
from bongsu.studies.epistemic.metrics import METRICS

FILE = "figures.yaml"


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """A published figure.

    Attributes
    ----------
    name, title : str
        For machines and for people.
    metric : str
        Number of a scenario that it is about, of one flight to a place or not.
    radar, mode : str
        Radar of the first battery, and the mode in which it stands, for which the figure holds.
    low, high : float
        What is published. [unit of the metric]
    tolerance : float
        Standard deviation with which the weight of a draw falls outside. [unit of the metric]
    source : str
        Reference of the catalogue.
    because : str
        How the figure is read.
    """

    name: str
    title: str
    metric: str
    radar: str
    mode: str
    low: float
    high: float
    tolerance: float
    source: str
    because: str

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
    return read_figures(read_document(text, FILE))


def read_figures(root: Node) -> tuple[PublishedFigure, ...]:
    """Read figures of a document.

    Parameters
    ----------
    root : Node
        A mapping of names to figures.

    Returns
    -------
    tuple of PublishedFigure
        In the order of the document.

    Raises
    ------
    InputError
        If a figure is not as it should be, with file and line.
    """
    return tuple(_figure(name, node) for name, node in root.mapping("figures").items())


def _figure(name: str, node: Node) -> PublishedFigure:
    found = {key: one.value for key, one in node.mapping(name).items()}
    words = ("title", "metric", "radar", "mode", "source", "because")
    numbers = ("low", "high", "tolerance")
    missing = [key for key in (*words, *numbers) if key not in found]
    if missing:
        raise InputError(f"{node.mark}: {name} lacks {', '.join(missing)}")
    text = {key: str(found[key]) for key in words}
    if text["metric"] not in METRICS or METRICS[text["metric"]].of_one_flight:
        raise InputError(
            f"{node.mark}: {name}: there is no metric {text['metric']!r} to hold it to"
        )
    low, high, tolerance = (_number(name, node, found[key]) for key in numbers)
    if not (low <= high and tolerance > 0.0):
        raise InputError(f"{node.mark}: {name}: low <= high and a tolerance above 0 are needed")
    return PublishedFigure(name=name, low=low, high=high, tolerance=tolerance, **text)


def _number(name: str, node: Node, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{node.mark}: {name}: low, high and tolerance are numbers")
    return float(value)


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
    return [figure for figure in figures() if (figure.radar, figure.mode) == stands]


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
        weights *= figure.weights(METRICS[figure.metric].compute(scenarios, None).values)
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
