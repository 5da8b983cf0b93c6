"""A few missiles shared by the batteries of a deployment, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.answers.result import Number, Result
from bongsu.scenario.provenance import provenance
from bongsu.words import number_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.engagement.plan import PlanStudy


class PlanResult(Result):
    """Who fires what and when at a few missiles.

    Parameters
    ----------
    study : PlanStudy

    Examples
    --------
    >>> import bongsu
    >>> plan = bongsu.load("two-tiers-2016").plan("nodong:hwangju:daegu", "scud-c:wonsan:daegu@30")
    >>> 0 < plan.leakers_expected() < 2
    True
    """

    def __init__(self, study: PlanStudy) -> None:
        self._study = study

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset()

    def _comes_from(self) -> Provenance:
        return provenance(self._study.scenario)

    @property
    def study(self) -> PlanStudy:
        """The plan with its missiles, batteries and shots as objects."""
        return self._study

    def leakers_expected(self) -> float:
        """Expected number of missiles that get through.

        Returns
        -------
        float
            Missiles. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").plan("nodong:hwangju:seoul").leakers_expected()
        1.0
        """
        return float(self._study.plan.leakers_expected)

    def interceptors_spent(self) -> float:
        """Interceptors that all batteries are expected to fire.

        Returns
        -------
        float
            Interceptors. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").plan("nodong:hwangju:seoul").interceptors_spent()
        0.0
        """
        return float(self._study.plan.spent.sum())

    def sentence(self) -> str:
        """Say in one sentence how the plan ends.

        Returns
        -------
        str
            Missiles, interceptors and expected leakers.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").plan("nodong:hwangju:seoul").sentence()
        '1 missile, 0 interceptors expected to be fired: 1 expected to get through.'
        """
        missiles, spent = len(self._study.arrivals), self.interceptors_spent()
        return (
            f"{number_of(missiles, 'missile')}, {spent:.3g} interceptors expected "
            f"to be fired: {self.leakers_expected():.2g} expected to get through."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Missiles, interceptors and expected leakers. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").plan("nodong:hwangju:seoul").numbers()["missiles"]
        1
        """
        return {
            "missiles": len(self._study.arrivals),
            "interceptors_spent": self.interceptors_spent(),
            "leakers_expected": self.leakers_expected(),
        }

    def table(self) -> pd.DataFrame:
        """List the missiles, and how likely each gets through.

        Returns
        -------
        pandas.DataFrame
            A row for each missile, counted from 1: launch and impact on the plan's clock [s],
            interceptors fired at it, and the probability that it gets through.

        Examples
        --------
        >>> import bongsu
        >>> plan = bongsu.load("korea-2016").plan("nodong:hwangju:seoul", "nodong:hwangju:busan@30")
        >>> list(plan.table()["target"]), list(plan.table()["launch_s"])
        (['seoul', 'busan'], [0.0, 30.0])
        """
        import pandas as pd

        study = self._study
        return pd.DataFrame(
            [
                {
                    "threat": index + 1,
                    "missile": arrival.missile,
                    "launch_area": arrival.launch.name,
                    "target": arrival.target.name,
                    "shape": arrival.shape,
                    "launch_s": arrival.launch_s,
                    "impact_s": arrival.launch_s + study.flights[index].duration_s,
                    "interceptors_spent": study.spent_at(index),
                    "survival": float(study.plan.survival[index]),
                }
                for index, arrival in enumerate(study.arrivals)
            ]
        )

    def shots(self) -> pd.DataFrame:
        """List the shots.

        Returns
        -------
        pandas.DataFrame
            A row for each shot that may be fired; threats and launchers are counted from 1, times
            are on the plan's clock. [s]

        Examples
        --------
        >>> import bongsu
        >>> shots = bongsu.load("korea-2016").plan("nodong:hwangju:busan").shots()
        >>> bool((shots["launch_s"] < shots["intercept_s"]).all())
        True
        """
        import pandas as pd

        return pd.DataFrame(self._study.shots())

    def _draw(self) -> Figure:
        from bongsu.report.engagement.plan import plan_figure

        return plan_figure(self._study)
