"""A few missiles shared by the batteries of a scenario, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.result import Result
from bongsu.scenario.provenance import provenance

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from bongsu.studies.engagement.plan import PlanStudy


class PlanResult(Result):
    """Who fires what and when at a few missiles.

    Parameters
    ----------
    study : PlanStudy
        The plan.
    """

    def __init__(self, study: PlanStudy) -> None:
        super().__init__(study.dataset(), provenance(study.scenario))
        self._study = study

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
        """
        return float(self._study.plan.expected_leakers)

    def interceptors_spent(self) -> int:
        """Interceptors that all batteries fire.

        Returns
        -------
        int
            Interceptors. [1]
        """
        return int(self._study.plan.spent.sum())

    def sentence(self) -> str:
        """Say in one sentence how the plan ends.

        Returns
        -------
        str
            Missiles, interceptors and expected leakers.
        """
        missiles = len(self._study.arrivals)
        return (
            f"{missiles} missile{'s' if missiles > 1 else ''}, {self.interceptors_spent()} "
            f"interceptors fired, {self.leakers_expected():.2f} missiles expected to get through."
        )

    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Missiles, interceptors and expected leakers. [1]
        """
        return {
            "missiles": len(self._study.arrivals),
            "interceptors_spent": self.interceptors_spent(),
            "leakers_expected": self.leakers_expected(),
        }

    def table(self) -> pd.DataFrame:
        """List the shots.

        Returns
        -------
        pandas.DataFrame
            A row for each shot; missiles, batteries and launchers are counted from 1, times are on
            the plan's clock. [s]
        """
        import pandas as pd

        units = self._study.units
        return pd.DataFrame(
            {
                "missile": shot.threat + 1,
                "battery": units[shot.battery].name,
                "launcher": shot.launcher + 1,
                "round": shot.round_number,
                "launch_s": shot.launch_s,
                "intercept_s": shot.intercept_s,
                "kill_probability": shot.kill_probability,
            }
            for shot in self._study.plan.shots
        )

    def plot(self) -> Figure:
        """Draw each missile's flight with the shots at it, and what is fired.

        Returns
        -------
        matplotlib.figure.Figure
            Drawn figure.
        """
        from bongsu.report.engagement.plan import plan_figure

        return plan_figure(self._study)
