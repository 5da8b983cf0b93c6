"""One sampled flight: who flies, where it is at any time, and what radars see of it when."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import acos

import numpy as np

from bongsu.physics.flight.kernels.heights import (
    EXTENT_SIZE,
    FASTEST,
    HIGHEST,
    fill_heights,
)
from bongsu.physics.flight.samples import Samples, State
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.kernels.aspect import (
    CrossSectionTuple,
    constant_cross_section,
    cosine_of_aspect,
    cross_section_towards,
)
from bongsu.physics.radar.kernels.sight import ThreatTuple, fill_signals, sight_edge, signal_at
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.words import BOOSTING

__all__ = ["CrossSectionTuple", "SampledFlight"]

_NOTHING = constant_cross_section(0.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class SampledFlight:
    """A flight from launch to impact, as radars and batteries meet it.

    Attributes
    ----------
    samples : Samples
        Time, position and velocity, two rows or more.
    burnout_time_s : float
        End of the thrust; 0 when there is none. [s]
    powered_cross_section : CrossSectionTuple
        Mean radar cross-section by aspect until then. [m²]
    cross_section : CrossSectionTuple
        The same after it. [m²]
    apogee_m, apogee_time_s : float
        Greatest altitude [m] and when [s].
    missile, launch_area, target, shape : str
        What flies from where to where, and how.
    title : str
        What people call it; what it flies from where to where by default.
    group : str
        Of flights that are not aimed at the protected region: ``intercontinental`` or ``theatre``.
    """

    samples: Samples
    burnout_time_s: float
    powered_cross_section: CrossSectionTuple
    cross_section: CrossSectionTuple
    apogee_m: float
    apogee_time_s: float
    missile: str
    launch_area: str
    target: str
    shape: str
    title: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        """Refuse a flight of which only one row was kept."""
        self.samples.several()

    @cached_property
    def kernel(self) -> ThreatTuple:
        """The flight as compiled code takes it."""
        rows = len(self.samples)
        altitudes, extent = np.empty(rows), np.empty(EXTENT_SIZE)
        fill_heights(self.samples.array, rows, altitudes, extent)
        return ThreatTuple(
            samples=self.samples.array,
            rows=rows,
            altitudes=altitudes,
            highest_m=float(extent[HIGHEST]),
            fastest_m_s=float(extent[FASTEST]),
            powered_until_s=float(self.burnout_time_s),
            powered_cross_section=self.powered_cross_section,
            cross_section=self.cross_section,
        )

    @property
    def name(self) -> str:
        """What tables call it."""
        return f"{self.missile} {self.launch_area} to {self.target}"

    @property
    def duration_s(self) -> float:
        """Time from launch to impact [s]."""
        return self.samples.end_s

    def state_at(self, time_s: float) -> State:
        """Position and velocity at a time.

        Parameters
        ----------
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        State
            In the Earth-fixed frame.
        """
        return self.samples.state_at(time_s)

    def altitude_at(self, time_s: float) -> float:
        """Altitude at a time.

        Parameters
        ----------
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        float
            Above the ellipsoid. [m]
        """
        return self.samples.altitude_at(time_s)

    def visible_as(self, object_key: str) -> BoolArray:
        """Rows at which the flight shows an object.

        Parameters
        ----------
        object_key : str
            ``boosting-missile`` shows until burnout, anything else after it.

        Returns
        -------
        ndarray of bool, shape (n,)
            True where it does. [1]
        """
        boosting = self.samples.time_s <= self.burnout_time_s
        return boosting if object_key == BOOSTING else ~boosting

    def showing(self, object_key: str, cross_section: CrossSectionTuple) -> "SampledFlight":
        """Leave of what radars see one object only.

        Parameters
        ----------
        object_key : str
            ``boosting-missile`` shows until burnout, anything else after it.
        cross_section : CrossSectionTuple
            Its mean radar cross-section by aspect. [m²]

        Returns
        -------
        SampledFlight
            The same flight, out of sight while it does not show the object.
        """
        boosting = object_key == BOOSTING
        return replace(
            self,
            powered_cross_section=cross_section if boosting else _NOTHING,
            cross_section=_NOTHING if boosting else cross_section,
        )

    def signal_at(self, radar: RadarTuple, time_s: float) -> float:
        """Signal-to-noise ratio of one dwell at a time.

        Parameters
        ----------
        radar : RadarTuple
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        float
            Power ratio, 0 outside the field of regard. [1]
        """
        return float(signal_at(radar, self.kernel, float(time_s)))

    def aspect_at(self, radar: RadarTuple, time_s: float) -> float:
        """Angle between the velocity and the line of sight to a radar.

        Parameters
        ----------
        radar : RadarTuple
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        float
            0 when it comes straight at the radar, pi when it flies straight away. [rad]
        """
        state = self.state_at(time_s)
        cosine = cosine_of_aspect(radar.site, *state.position_m, *state.velocity_m_s)
        return acos(min(1.0, max(-1.0, cosine)))

    def cross_section_at(self, radar: RadarTuple, time_s: float) -> float:
        """Cross-section that it shows to a radar.

        Parameters
        ----------
        radar : RadarTuple
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        float
            Mean radar cross-section. [m²]
        """
        state = self.state_at(time_s)
        powered = time_s < self.burnout_time_s
        return float(
            cross_section_towards(
                self.powered_cross_section if powered else self.cross_section,
                radar.site,
                *state.position_m,
                *state.velocity_m_s,
            )
        )

    def signals(self, radar: RadarTuple) -> FloatArray:
        """Signal-to-noise ratio of one dwell at the rows.

        Parameters
        ----------
        radar : RadarTuple

        Returns
        -------
        ndarray, shape (n,)
            Power ratio, 0 outside the field of regard. [1]
        """
        ratios = np.empty(len(self.samples))
        fill_signals(radar, self.kernel, ratios)
        return ratios

    def sights(self, radar: RadarTuple) -> list[tuple[float, float]]:
        """List the intervals in which one dwell would detect it.

        Parameters
        ----------
        radar : RadarTuple

        Returns
        -------
        list of (float, float)
            Begin and end of each since launch, to a millisecond; a sight shorter than the sampling
            step may be missed. [s]
        """
        times, last = self.samples.time_s, len(self.samples)
        seen = self.signals(radar) >= radar.required_snr
        edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
        found = []
        for first, after in edges.reshape(-1, 2):
            begin, end = float(times[first]), float(times[after - 1])
            if first > 0:
                begin = sight_edge(radar, self.kernel, float(times[first - 1]), begin)
            if after < last:
                end = sight_edge(radar, self.kernel, float(times[after]), end)
            found.append((begin, end))
        return found

    def seconds_in_view(self, radar: RadarTuple) -> float:
        """Add up the time in which one dwell would detect it.

        Parameters
        ----------
        radar : RadarTuple

        Returns
        -------
        float
            Sum over all sights. [s]
        """
        return sum(end - begin for begin, end in self.sights(radar))
