"""One set of parameters under which every claim is measured, with its studies computed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.scenario import Scenario

Result = TypeVar("Result")

OBJECTS = ("reentry-vehicle", "boosting-missile")
ALTITUDES_KM = (50.0, 100.0, 300.0)


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario under one choice of its uncertain parameters.

    Attributes
    ----------
    name : str
        ``nominal``, or what is different.
    scenario : Scenario
        With that choice applied.
    progress : callable, optional
        Told the name of each study when it is done.
    """

    name: str
    scenario: Scenario
    progress: Callable[[str], object] | None = None
    _done: dict[str, object] = field(default_factory=dict)

    def once(self, name: str, compute: Callable[[], Result]) -> Result:
        """Compute a study the first time it is asked for.

        Parameters
        ----------
        name : str
            What identifies the study within the case.
        compute : callable
            Makes it.

        Returns
        -------
        object
            The study's result.
        """
        if name not in self._done:
            self._done[name] = compute()
            if self.progress is not None:
                self.progress(name)
        found: Result = self._done[name]  # type: ignore[assignment]
        return found

    @property
    def sites(self) -> tuple[str, ...]:
        """Names of the sites compared: the candidates, or the battery's own."""
        chosen = self.scenario.candidate_sites or (self.scenario.batteries[0].site,)
        return tuple(self.scenario.place("site", site).name for site in chosen)

    @property
    def views(self) -> xr.Dataset:
        """What the radar sees from each site; see :func:`bongsu.studies.views.radar_views`."""
        from bongsu.studies.views import radar_views

        return self.once(
            "radar views",
            lambda: radar_views(
                self.scenario,
                objects=OBJECTS,
                altitudes_km=ALTITUDES_KM,
                sites=self.scenario.candidate_sites or (self.scenario.batteries[0].site,),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a measure gives: one number per site, or one in all.

    Attributes
    ----------
    values : ndarray
        One value per entry of `labels`; not a number where the question does not arise there.
        [unit of the measure]
    labels : sequence of str
        Site, or what else the values belong to.
    remarks : sequence of str
        For each value, where and how it was found.
    """

    values: NDArray[np.float64]
    labels: Sequence[str]
    remarks: Sequence[str]

    def pick(self, largest: bool) -> int:
        """Position of the largest or the smallest value.

        Parameters
        ----------
        largest : bool
            Which.

        Returns
        -------
        int
            Index into the values.

        Raises
        ------
        InputError
            If no value is a number: the question does not arise at any site.
        """
        if np.isnan(self.values).all():
            raise InputError("this measure has no value at any site of the scenario")
        return int(np.nanargmax(self.values) if largest else np.nanargmin(self.values))
