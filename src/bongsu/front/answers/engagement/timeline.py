"""One flight against one battery, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.answers.flown import FlownResult
from bongsu.front.answers.result import Number
from bongsu.scenario.provenance import provenance
from bongsu.words.said import in_turn

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.engagement.timeline import Timeline
    from bongsu.words import Reason


class TimelineResult(FlownResult):
    """What a battery can do about one flight, second by second.

    Parameters
    ----------
    study : Timeline
        The flight and the engagement.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
    >>> seoul = nodong.timeline(launch="hwangju", target="Seoul")
    >>> seoul.feasible, seoul.shots, seoul.reason
    (False, 0, 'out-of-reach')
    """

    def __init__(self, study: Timeline) -> None:
        self._study = study

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset()

    def _comes_from(self) -> Provenance:
        return provenance(self._study.scenario)

    @property
    def _apogee_m(self) -> float:
        return self._study.flight.apogee_m

    @property
    def _duration_s(self) -> float:
        return self._study.flight.duration_s

    @property
    def study(self) -> Timeline:
        """The engagement with its events, steps and shots as objects."""
        return self._study

    @property
    def feasible(self) -> bool:
        """Whether a shot is possible in time."""
        return bool(self._study.engagement.feasible)

    @property
    def reason(self) -> Reason:
        """First reason why there is no shot; ``feasible`` when there is one."""
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

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.timeline(launch="hwangju", target="Busan").margin_s() > 0
        True
        """
        return float(self._study.engagement.margin_s)

    def first_launch_s(self) -> float:
        """When the first interceptor leaves, after the missile's launch.

        Returns
        -------
        float
            Not a number without a shot. [s]

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> found = nodong.timeline(launch="hwangju", target="Busan")
        >>> 0 < found.first_launch_s() < found.time_of_flight_s()
        True
        """
        shots = self._study.engagement.shots
        return float(shots[0].launch_s) if shots else float("nan")

    def p_defend(self) -> float:
        """Probability that the warhead is destroyed.

        Returns
        -------
        float
            From 0 to 1. [1]

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.timeline(launch="hwangju", target="Seoul").p_defend()
        0.0
        """
        return float(self._study.p_defend)

    def sentence(self) -> str:
        """Say in one sentence whether there is a shot.

        Returns
        -------
        str
            With the time to spare, or the first reason and what was missing.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> print(nodong.timeline(launch="hwangju", target="Busan").sentence())
        ... # doctest: +ELLIPSIS
        Nodong, minimum-energy, from Hwangju to Busan, against THAAD battery at Seongju golf ...
        """
        return in_turn([self._study.heading, self._study.sentence], ". ")

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Times [s], apogee [km], shots [1], probability [1].

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.timeline(launch="hwangju", target="Busan").numbers()["shots"]
        2
        """
        return {
            "feasible": self.feasible,
            "reason": self.reason,
            "shots": self.shots,
            "first_launch_s": self.first_launch_s(),
            "margin_s": self.margin_s(),
            "p_defend": self.p_defend(),
            "time_of_flight_s": self.time_of_flight_s(),
            "apogee_km": self.apogee_km(),
        }

    def table(self) -> pd.DataFrame:
        """List what happens when.

        Returns
        -------
        pandas.DataFrame
            A row for each event: time [s], altitude and ground range from the radar [km].

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> table = nodong.timeline(launch="hwangju", target="Busan").table()
        >>> table["event"].iloc[0], table["event"].iloc[-1]
        ('launch', 'impact')
        """
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "event": event.name,
                    "time_s": event.time_s,
                    "altitude_km": event.altitude_m / 1e3,
                    "ground_range_km": event.ground_range_m / 1e3,
                }
                for event in self._study.events
            ]
        )

    def _draw(self) -> Figure:
        from bongsu.report.engagement.timeline import timeline_figure

        return timeline_figure(self._study)
