"""One flight against one battery, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.result import Result
from bongsu.scenario.provenance import provenance

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from bongsu.studies.engagement.timeline import Timeline


class TimelineResult(Result):
    """What a battery can do about one flight, second by second.

    Parameters
    ----------
    study : Timeline
        The flight and the engagement.
    """

    def __init__(self, study: Timeline) -> None:
        super().__init__(study.dataset(), provenance(study.scenario))
        self._study = study

    @property
    def study(self) -> Timeline:
        """The engagement with its events, steps and shots as objects."""
        return self._study

    @property
    def feasible(self) -> bool:
        """Whether a shot is possible in time."""
        return self._study.engagement.feasible

    @property
    def reason(self) -> str | None:
        """First reason why there is no shot; None when there is one."""
        return self._study.engagement.reason

    @property
    def shots(self) -> int:
        """Shots that the doctrine allows [1]."""
        return len(self._study.engagement.shots)

    def margin_s(self) -> float:
        """Time by which the launch may slip; negative: by which it comes too late.

        Returns
        -------
        float
            Not a number where no launch at any time would do. [s]
        """
        return float(self._study.engagement.margin_s)

    def first_launch_s(self) -> float:
        """When the first interceptor leaves, after the missile's launch.

        Returns
        -------
        float
            Not a number without a shot. [s]
        """
        shots = self._study.engagement.shots
        return float(shots[0].launch_s) if shots else float("nan")

    def time_of_flight_s(self) -> float:
        """Time from the missile's launch to its impact.

        Returns
        -------
        float
            Time. [s]
        """
        return float(self._study.flight.time_s)

    def apogee_km(self) -> float:
        """Greatest altitude of the missile.

        Returns
        -------
        float
            Above the ellipsoid. [km]
        """
        return float(self._study.flight.apogee_m) / 1e3

    def p_destroyed(self) -> float:
        """Probability that the shots destroy the warhead, if it was classified rightly.

        Returns
        -------
        float
            From 0 to 1. [1]
        """
        return 1.0 - float(self._study.engagement.survival)

    def sentence(self) -> str:
        """Say in one sentence whether there is a shot.

        Returns
        -------
        str
            With the first launch, or with the first reason and what was missing.
        """
        study = self._study
        flight = (
            f"{study.plan.missile} from {study.plan.launch_area.name} to {study.target.name}, "
            f"against {study.unit.name} at {study.unit.site.name}"
        )
        if study.shortfall is not None:
            return f"{flight}: no shot; {study.shortfall.sentence}"
        plural = "" if self.shots == 1 else "s"
        return (
            f"{flight}: {self.shots} shot{plural}, the first launch {self.first_launch_s():.0f} s "
            f"after the missile's, which may slip by {self.margin_s():.0f} s."
        )

    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Times [s], apogee [km], shots [1], probability [1].
        """
        return {
            "feasible": int(self.feasible),
            "reason": self.reason,
            "shots": self.shots,
            "first_launch_s": self.first_launch_s(),
            "margin_s": self.margin_s(),
            "p_destroyed": self.p_destroyed(),
            "time_of_flight_s": self.time_of_flight_s(),
            "apogee_km": self.apogee_km(),
        }

    def table(self) -> pd.DataFrame:
        """List what happens when.

        Returns
        -------
        pandas.DataFrame
            A row for each event: time [s], altitude and ground range from the radar [km].
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "event": event.name,
                "time_s": event.time_s,
                "altitude_km": event.altitude_m / 1e3,
                "ground_range_km": event.ground_range_m / 1e3,
            }
            for event in self._study.events
        )

    def plot(self) -> Figure:
        """Draw the arc with the shots, and below it who does what when.

        Returns
        -------
        matplotlib.figure.Figure
            Drawn figure.
        """
        from bongsu.report.engagement.timeline import timeline_figure

        return timeline_figure(self._study)
