"""Radar time: what a search fence takes, what is left for tracks, how a track is confirmed."""

from dataclasses import dataclass
from math import ceil, cos, floor, inf, isfinite, sin

import numpy as np
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.physics.radar.design import RadarDesign


@dataclass(frozen=True, kw_only=True)
class Fence:
    """A strip of sky along the elevation floor that is searched again and again.

    Parameters
    ----------
    bottom : float
        Elevation of its lower edge. [rad]
    rows : int
        Beams one above the other. [1]
    half_width : float
        Half of its extent in azimuth, about the boresight. [rad]
    spacing : float
        Distance of neighbouring beams over the beam width. [1]
    frame_s : float
        Time in which every beam position is visited once. [s]
    dwell_s : float
        Time of one visit. [s]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    bottom: float
    rows: int
    half_width: float
    spacing: float
    frame_s: float
    dwell_s: float

    def __post_init__(self) -> None:
        for name in ("half_width", "spacing", "frame_s", "dwell_s"):
            value = getattr(self, name)
            if not (isfinite(value) and value > 0.0):
                raise InputError(f"{name} of a fence must be positive, not {value:g}")
        if self.rows < 1:
            raise InputError(f"a fence needs at least one row of beams, not {self.rows}")
        if not -0.2 <= self.bottom <= 1.5:
            raise InputError("the bottom of a fence must lie between -11 and 86 deg")

    def beams(self, design: RadarDesign) -> int:
        """Beam positions of the fence.

        Parameters
        ----------
        design : RadarDesign
            The radar; its beams are evenly spaced in the direction cosines of the tilted face, so
            they are wider in angle away from the boresight.

        Returns
        -------
        int
            Number of positions. [1]

        References
        ----------
        .. [1] M. I. Skolnik (ed.), "Radar Handbook", 3rd ed., 2008, sec. 13.2 (sine space).
        """
        azimuth = np.linspace(-self.half_width, self.half_width, 721)
        across_width, up_width = design.beam_widths
        total = 0
        for row in range(self.rows):
            elevation = self.row_elevation(design, row)
            across = np.cos(elevation) * np.sin(azimuth)
            up = sin(elevation) * cos(design.tilt) - (
                cos(elevation) * sin(design.tilt) * np.cos(azimuth)
            )
            length = np.hypot(np.diff(across) / across_width, np.diff(up) / up_width).sum()
            total += max(1, ceil(length / self.spacing))
        return total

    def row_elevation(self, design: RadarDesign, row: int) -> float:
        """Elevation of the centres of a row on the boresight azimuth.

        Parameters
        ----------
        design : RadarDesign
            The radar.
        row : int
            From 0, the lowest. [1]

        Returns
        -------
        float
            Elevation. [rad]
        """
        width = design.beam_widths[1] / cos(design.tilt - self.bottom)
        return self.bottom + (row + 0.5) * self.spacing * width

    def top(self, design: RadarDesign) -> float:
        """Elevation of its upper edge on the boresight azimuth.

        Parameters
        ----------
        design : RadarDesign
            The radar.

        Returns
        -------
        float
            Elevation. [rad]
        """
        return self.row_elevation(design, self.rows - 1) + 0.5 * self.spacing * (
            design.beam_widths[1] / cos(design.tilt - self.bottom)
        )

    def time_share(self, design: RadarDesign) -> float:
        """Share of the radar's time that the fence takes.

        Parameters
        ----------
        design : RadarDesign
            The radar.

        Returns
        -------
        float
            Beams times dwell over frame; above 1 the frame time cannot be held. [1]
        """
        return self.beams(design) * self.dwell_s / self.frame_s


@dataclass(frozen=True, kw_only=True)
class TrackGroup:
    """Objects that are tracked at a rate of their own.

    Parameters
    ----------
    count : int
        Objects. [1]
    dwell_s, interval_s : float
        Time of one look at one of them, and between two. [s]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    count: int
    dwell_s: float
    interval_s: float

    def __post_init__(self) -> None:
        if self.count < 0:
            raise InputError(f"the number of tracks must not be negative, not {self.count}")
        if not 0.0 < self.dwell_s <= self.interval_s < inf:
            raise InputError("a look must be shorter than the time between looks, and positive")

    @property
    def time_share(self) -> float:
        """Share of the radar's time [1]."""
        return self.count * self.dwell_s / self.interval_s


@dataclass(frozen=True, kw_only=True)
class TimeBudget:
    """Division of the radar's time between search and track.

    Parameters
    ----------
    search_share : float
        Share of the time that search takes. [1]
    overhead_share : float
        Share that neither gets: calibration, communication with interceptors. [1]
    track_dwell_s : float
        Time of one look at one tracked object. [s]
    track_interval_s : float
        Time between two looks at an object as wished. [s]
    held_share : float, optional
        Share of tracks that keep rates of their own, such as threats under engagement. [1]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    search_share: float
    overhead_share: float
    track_dwell_s: float
    track_interval_s: float
    held_share: float = 0.0

    def __post_init__(self) -> None:
        for name in ("search_share", "overhead_share"):
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise InputError(f"{name} must lie between 0 and 1, not {value:g}")
        if not (isfinite(self.held_share) and self.held_share >= 0.0):
            raise InputError(f"held_share must not be negative, not {self.held_share:g}")
        if not 0.0 < self.track_dwell_s <= self.track_interval_s < inf:
            raise InputError("a look must be shorter than the time between looks, and positive")

    @property
    def track_share(self) -> float:
        """Share of the time left for tracks that share a rate.

        Returns
        -------
        float
            Not negative. [1]
        """
        return max(0.0, 1.0 - self.search_share - self.overhead_share - self.held_share)

    @property
    def capacity(self) -> int:
        """Tracks that can be held at the wished interval.

        Returns
        -------
        int
            Number. [1]
        """
        return floor(self.track_share * self.track_interval_s / self.track_dwell_s + 1e-9)

    def interval_with(self, tracks: int) -> float:
        """Time between looks when many tracks are held and search keeps its share.

        Parameters
        ----------
        tracks : int
            Objects tracked. [1]

        Returns
        -------
        float
            The wished interval up to capacity, longer beyond it, infinite without track time. [s]
        """
        if tracks <= self.capacity:
            return self.track_interval_s
        if self.track_share == 0.0:
            return inf
        return tracks * self.track_dwell_s / self.track_share

    def search_share_with(self, tracks: int) -> float:
        """Share left for search when every track keeps its interval.

        Parameters
        ----------
        tracks : int
            Objects tracked. [1]

        Returns
        -------
        float
            At most the planned share, zero when the radar is saturated; the frame time grows in
            inverse proportion. [1]
        """
        used = tracks * self.track_dwell_s / self.track_interval_s
        left = 1.0 - self.overhead_share - self.held_share - used
        return min(self.search_share, max(0.0, left))

    def stretch_while_confirming(
        self, confirm_share: float, tracks: int, *, search_keeps_pace: bool
    ) -> float:
        """How much rarer looks become for the seconds in which a detection is confirmed.

        Parameters
        ----------
        confirm_share : float
            Share of the time that the looks at the detected object take as wished. [1]
        tracks : int
            Objects tracked. [1]
        search_keeps_pace : bool
            Whether the time comes from tracks and confirmation only, or from search first.

        Returns
        -------
        float
            Factor on the time between looks, of the confirmation and of the tracks alike; 1 while
            there is time for all, infinite when there is none. [1]
        """
        free = 1.0 - self.overhead_share - self.held_share
        if search_keeps_pace:
            free -= self.search_share
        if free <= 0.0:
            return inf
        wanted = confirm_share + tracks * self.track_dwell_s / self.track_interval_s
        return max(1.0, wanted / free)


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """Rule by which a detection becomes a firm track.

    Parameters
    ----------
    needed, looks : int
        Detections needed among the looks that follow the first detection. [1]
    interval_s : float
        Time between these looks. [s]
    dwell_s : float
        Time of each of them. [s]

    Raises
    ------
    InputError
        If more detections are needed than looks are made, or a look is longer than the interval.
    """

    needed: int
    looks: int
    interval_s: float
    dwell_s: float

    def __post_init__(self) -> None:
        if not 1 <= self.needed <= self.looks:
            raise InputError("confirmation needs at least one detection, at most one per look")
        if not 0.0 < self.dwell_s <= self.interval_s < inf:
            raise InputError(
                "a confirmation look must be shorter than the time between them, and positive"
            )

    @property
    def time_share(self) -> float:
        """Share of the radar's time that its looks take while an object is confirmed.

        Returns
        -------
        float
            At most 1. [1]
        """
        return self.dwell_s / self.interval_s

    def outcomes(self, detection: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability that the last needed detection comes with each look.

        Parameters
        ----------
        detection : ndarray, shape (looks,)
            Probability of detection of each look, independent of the others. [1]

        Returns
        -------
        ndarray, shape (looks,)
            They sum to the probability that the looks confirm. [1]
        """
        counts = np.zeros(self.needed)
        counts[0] = 1.0
        outcome = np.empty(self.looks)
        for look, chance in enumerate(detection):
            outcome[look] = counts[-1] * chance
            counts[1:] = counts[1:] * (1.0 - chance) + counts[:-1] * chance
            counts[0] *= 1.0 - chance
        return outcome

    def probability(self, detection: float) -> float:
        """Probability that the looks confirm.

        Parameters
        ----------
        detection : float
            Probability of detection of each look. [1]

        Returns
        -------
        float
            Binomial tail. [1]
        """
        return float(self.outcomes(np.full(self.looks, detection)).sum())
