"""What the commands on footprints share: one run with a progress bar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bongsu.cli.terminal.progress import progress_bar
from bongsu.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr


def run(scenarios: Sequence[Scenario], shots: int) -> "xr.Dataset":
    """Compute footprints side by side with a progress bar.

    Parameters
    ----------
    scenarios : sequence of Scenario
        What is asked, for instance one battery on several sites.
    shots : int
        Shots that make a place count as defended. [1]

    Returns
    -------
    xarray.Dataset
        The footprints.

    Raises
    ------
    InputError
        If something of it cannot be used.
    """
    from bongsu.studies.footprint.play import footprints

    with progress_bar("engagements", engagements(scenarios)) as advance:
        return footprints(scenarios, required_shots=shots, progress=advance)


def engagements(scenarios: Sequence[Scenario]) -> int:
    """Count the engagements of footprints side by side.

    Parameters
    ----------
    scenarios : sequence of Scenario
        What is asked.

    Returns
    -------
    int
        Cells, flights and batteries together. [1]
    """
    first = scenarios[0]
    cells = len(first.region.protected().grid)
    flights = sum(len(threat.launch_areas) * len(threat.shapes) for threat in first.threats)
    return cells * flights * sum(len(scenario.batteries) for scenario in scenarios)
