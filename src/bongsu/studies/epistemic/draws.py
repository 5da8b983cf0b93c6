"""Which cited parameters are uncertain, which of them move together, and scenarios drawn by lot."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bongsu.catalog import Catalog, Quantity
from bongsu.catalog.names import row_title
from bongsu.physics.numerics.families import quantile
from bongsu.scenario import Scenario
from bongsu.scenario.parts.flights import Flights
from bongsu.words import BOOSTING

Together = tuple[str, ...]
"""Paths of rows that come from one statement: they move as one parameter."""

# the propellant mass is derived from it (rocket equation): their ends contradict each other
_TIED = (".launch-mass",)


def uncertain_rows(scenario: Scenario, flights: Sequence[Flights] | None = None) -> list[str]:
    """Parameters of the defence whose range can matter.

    Parameters
    ----------
    scenario : Scenario
    flights : sequence of Flights, optional
        What flies: the threats of the scenario by default.

    Returns
    -------
    list of str
        Paths of the rows of the batteries, their interceptors, their radars in the mode they stand
        in, and what a radar sees of the threats, that are cited with a range; not the interceptor's
        launch mass, from which its propellant mass is derived.
    """
    catalog = scenario.catalog
    other_modes = []
    for battery in scenario.batteries:
        radar = f"radar.{catalog.battery(battery.type).radar.value}."
        modes = catalog.radar(catalog.battery(battery.type).radar.value).modes
        other_modes += [f"{radar}{mode}." for mode in modes if mode != battery.radar.mode]
    every = defence_rows(scenario, flights)
    return [path for path in every if not path.startswith(tuple(other_modes))]


def defence_rows(scenario: Scenario, flights: Sequence[Flights] | None = None) -> list[str]:
    """Parameters of the defence with a range, in whatever mode its radars work.

    Parameters
    ----------
    scenario : Scenario
    flights : sequence of Flights, optional
        As of :func:`uncertain_rows`.

    Returns
    -------
    list of str
        As of :func:`uncertain_rows`, with the rows of all modes; of a cross-section the rows that
        the scenario's model of it uses.
    """
    catalog = scenario.catalog
    flown = scenario.threats if flights is None else flights
    object_keys = {scenario.cross_section_of(one) for one in flown} | {BOOSTING}
    model = scenario.numerics.cross_section_model
    # by aspect: maps and ranges, which have no flight, take the row area
    by_aspect = ("area", "nose-on", "side", "rear")
    seen = {"constant": ("area",), "by-aspect": by_aspect}.get(model, (model,))
    starts = [f"cross-section.{key}.{row}" for key in sorted(object_keys) for row in seen]
    for battery in scenario.batteries:
        entry = catalog.battery(battery.type)
        starts += [
            f"battery.{battery.type}.",
            f"interceptor.{entry.interceptor.value}.",
            f"radar.{entry.radar.value}.",
        ]
    return [
        path
        for path, row in catalog.rows().items()
        if path.startswith(tuple(starts))
        and not path.endswith(_TIED)
        and isinstance(row, Quantity)
        and row.spread is not None
    ]


def moving_together(catalog: Catalog, paths: Sequence[str]) -> list[Together]:
    """Gather the rows that come from one statement.

    Parameters
    ----------
    catalog : Catalog
        Says which rows are drawn with each other.
    paths : sequence of str
        Rows with a range.

    Returns
    -------
    list of tuple of str
        The paths, those of one statement in one tuple, in the order of the first of each.
    """
    found: dict[str, Together] = {}
    for path in paths:
        spread = catalog.quantity(path).spread
        # a word has no point in it, so that no path is taken for one
        name = (spread.drawn_with if spread else "") or path
        found[name] = (*found.get(name, ()), path)
    return list(found.values())


def title_of(catalog: Catalog, together: Together) -> str:
    """Name the rows that move as one.

    Parameters
    ----------
    catalog : Catalog
    together : tuple of str
        Their paths.

    Returns
    -------
    str
        What people read.
    """
    return " and ".join(dict.fromkeys(row_title(catalog, path) for path in together))


def drawn_scenarios(
    scenario: Scenario, movers: Sequence[Together], draws: int, seed: int
) -> list[Scenario]:
    """Draw parameters by lot, each with its family, those of one statement with one number.

    Parameters
    ----------
    scenario : Scenario
    movers : sequence of tuple of str
        From :func:`moving_together`.
    draws : int
        How many scenarios. [1]
    seed : int
        Of the lot. [1]

    Returns
    -------
    list of Scenario
        With the drawn values in place of the nominal ones.

    References
    ----------
    .. [1] M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for selecting
       values of input variables in the analysis of output from a computer code", Technometrics
       21:239-245, 1979, section 2.1 (Latin hypercube sampling).
    """
    if draws == 0:
        return []
    from scipy.stats import qmc  # takes long to load, and few questions draw

    catalog = scenario.catalog
    lots = qmc.LatinHypercube(len(movers), rng=np.random.default_rng(seed)).random(draws)
    rows = [
        (catalog.quantity(path), column) for column, paths in enumerate(movers) for path in paths
    ]
    return [
        scenario.with_catalog(
            catalog.with_rows([drawn_row(row, float(lot[column])) for row, column in rows])
        )
        for lot in lots
    ]


def drawn_row(row: Quantity, probability: float) -> Quantity:
    """Put a drawn value into a row.

    Parameters
    ----------
    row : Quantity
    probability : float
        Of a smaller value, from 0 to 1. [1]

    Returns
    -------
    Quantity
        The row with the value that its family has there; the row itself without a range.
    """
    if row.spread is None:
        return row
    value = quantile(row.spread.family, probability, row.low, row.value, row.high)
    return replace(row, value=float(value))
