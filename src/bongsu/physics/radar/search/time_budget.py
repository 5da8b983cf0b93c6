"""How a radar shares its time between search and the objects it tracks."""

from dataclasses import dataclass
from math import ceil, floor, inf, isfinite

from bongsu.errors import InputError

_ROUNDING = 1e-9
"""Shares that differ by less are the same. [1]"""


def looks_share(count: int, dwell_s: float, interval_s: float) -> float:
    """Share of a radar's time that looks at some objects take.

    Parameters
    ----------
    count : int
        Objects. [1]
    dwell_s, interval_s : float
        Time of one look at one of them, and between two. [s]

    Returns
    -------
    float
        Above 1 where there is not time for all. [1]
    """
    return count * dwell_s / interval_s


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
        return looks_share(self.count, self.dwell_s, self.interval_s)


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
        one = looks_share(1, self.track_dwell_s, self.track_interval_s)
        return floor(self.track_share / one + _ROUNDING)

    def engaged_at_once(self, look_s: float, tracks: int, *, search_keeps_pace: bool) -> int:
        """Missiles that can be engaged at once, each looked at for longer than a mere track.

        Parameters
        ----------
        look_s : float
            Time of one look at an engaged missile, as often as at other tracks. [s]
        tracks : int
            Other objects tracked. [1]
        search_keeps_pace : bool
            Whether search keeps all of its share, or only some of it.

        Returns
        -------
        int
            At least one: a missile alone is looked at more rarely where time is short. [1]
        """
        held = looks_share(tracks, self.track_dwell_s, self.track_interval_s)
        one = looks_share(1, look_s, self.track_interval_s)
        if search_keeps_pace:
            most = floor((self.track_share - held) / one + _ROUNDING)
        else:
            free = 1.0 - self.overhead_share - self.held_share - held
            most = ceil(free / one - _ROUNDING) - 1
        return max(most, 1)

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
        used = looks_share(tracks, self.track_dwell_s, self.track_interval_s)
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
        wanted = confirm_share + looks_share(tracks, self.track_dwell_s, self.track_interval_s)
        return max(1.0, wanted / free)
