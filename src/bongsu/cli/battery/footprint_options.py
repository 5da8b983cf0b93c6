"""What the commands on footprints share: the grid, the flights, the sites, and one run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bongsu.cli.output import progress_bar
from bongsu.errors import InputError
from bongsu.scenario import Coordinates, Scenario

if TYPE_CHECKING:
    import xarray as xr


class Question(NamedTuple):
    """What a footprint is asked.

    Attributes
    ----------
    scenario : Scenario
        The setting.
    missile : str or None
        Only this missile.
    shapes : tuple of str
        Only these shapes; all when empty.
    shots : int
        Shots that make a place count as defended. [1]
    spacing_m : float
        Side of a cell. [m]
    cueing : bool
        Whether tracks of the scenario's separate radars reach fire control.
    """

    scenario: Scenario
    missile: str | None
    shapes: tuple[str, ...]
    shots: int
    spacing_m: float
    cueing: bool


def spacing_of(scenario: Scenario, spacing_km: float | None) -> float:
    """Side of the cells of the grid.

    Parameters
    ----------
    scenario : Scenario
        Supplies it when none is given.
    spacing_km : float or None
        As given on the command line. [km]

    Returns
    -------
    float
        Side. [m]

    Raises
    ------
    InputError
        If it is out of the range that scenarios allow.
    """
    if spacing_km is None:
        return scenario.region.grid_spacing
    if not 0.5 <= spacing_km <= 100.0:
        raise InputError(f"spacing {spacing_km:g} km must lie between 0.5 and 100 km")
    return spacing_km * 1e3


def run(question: Question, sites: Sequence[Coordinates] = ()) -> "xr.Dataset":
    """Compute a footprint with a progress bar.

    Parameters
    ----------
    question : Question
        What is asked.
    sites : sequence of Coordinates
        Where to put the first battery, side by side; its own site when empty.

    Returns
    -------
    xarray.Dataset
        The footprint.

    Raises
    ------
    InputError
        If something of it cannot be used.
    """
    from bongsu.geography.region import protected
    from bongsu.studies.footprint.play import chosen_plans, footprint

    scenario = question.scenario
    shapes = question.shapes or None
    flights = len(chosen_plans(scenario, question.missile, shapes))
    cells = len(protected(scenario.region.country, question.spacing_m).grid)
    total = cells * flights * len(scenario.batteries) * max(1, len(sites))
    with progress_bar("engagements", total) as advance:
        return footprint(
            scenario,
            missile=question.missile,
            shapes=shapes,
            sites=list(sites) or None,
            required_shots=question.shots,
            spacing_m=question.spacing_m,
            cueing=question.cueing,
            progress=advance,
        )
