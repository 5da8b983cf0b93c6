"""How a scenario sets up a radar: direction, mode, tilt, skyline, search."""

from __future__ import annotations

from itertools import pairwise
from math import degrees, pi
from typing import Annotated

from pydantic import AfterValidator, model_validator

from bongsu.catalog.rows.units import parse_quantity
from bongsu.scenario.parts.fields import Limits, Model, OneOf, Span, refuse
from bongsu.words import FAVOURS, MODES, Favour, Mode


def _within_a_turn(azimuth: float) -> float:
    """Write a direction in one way, so that equal directions have equal hashes."""
    if 0.0 <= azimuth < 2.0 * pi:
        return azimuth
    turned = round(degrees(azimuth), 10) % 360.0
    return parse_quantity(f"{turned!r} deg", "rad")


Azimuth = Annotated[float, Limits("rad", "-360 deg", "360 deg")]
Boresight = Annotated[Azimuth, AfterValidator(_within_a_turn)]
Tilt = Annotated[float, Limits("rad", "-10 deg", "90 deg")]
SkylineElevation = Annotated[float, Limits("rad", "-10 deg", "60 deg")]
HalfWidth = Annotated[float, Limits("rad", "1 deg", "180 deg")]
LookTime = Annotated[float, Limits("s", "0.0001 s", "600 s")]
FrameTime = Annotated[float, Limits("s", "0.1 s", "600 s")]


class SkylinePoint(Model):
    """One direction of a surveyed skyline.

    Attributes
    ----------
    azimuth : float
        Clockwise from north. [rad]
    elevation : float
        Of the terrain there. [rad]
    """

    azimuth: Azimuth
    elevation: SkylineElevation


class HeldTracks(Model):
    """Objects that the radar tracks at a rate of their own.

    Attributes
    ----------
    count : int
        How many. [1]
    interval : float
        Time between two looks at one of them. [s]
    dwell : float, optional
        Time of a look; the catalogue's by default. [s]
    """

    count: Annotated[int, Span(0, 100_000)]
    interval: LookTime
    dwell: LookTime | None = None


class Search(Model):
    """How a radar searches, and what else it has to do.

    Attributes
    ----------
    half_width : float, optional
        Half of the fence in azimuth, about the boresight; the whole sector by default. [rad]
    rows : int, optional
        Beams one above the other; the catalogue's by default. [1]
    frame_time : float, optional
        Time in which the fence is visited once; the catalogue's by default. [s]
    tracks_held : int
        Other objects that the radar holds in track at the rate of the one engaged. [1]
    held : tuple of HeldTracks
        Other objects that it tracks at rates of their own.
    favour : {'search', 'track'}
        What keeps its pace when there is not time for both.
    """

    half_width: HalfWidth | None = None
    rows: Annotated[int, Span(1, 1000)] | None = None
    frame_time: FrameTime | None = None
    tracks_held: Annotated[int, Span(0, 100_000)] = 0
    held: tuple[HeldTracks, ...] = ()
    favour: Annotated[Favour, OneOf(FAVOURS)] = "search"


class RadarSetting(Model):
    """How a radar is set up.

    Attributes
    ----------
    boresight : float
        Direction in which the array faces, clockwise from north; a file may also call it
        `azimuth`. [rad]
    mode : {'terminal', 'forward-based'}
        Mode of operation.
    tilt : float, optional
        Elevation of the boresight; the catalogue's by default. [rad]
    skyline : tuple of SkylinePoint
        Terrain around the site; none by default.
    search : Search, optional
        How it searches. When given, the wait for detection and the time to a firm track in an
        engagement follow from its fence instead of the battery's rows.
    """

    boresight: Boresight
    mode: Annotated[Mode, OneOf(MODES)] = "terminal"
    tilt: Tilt | None = None
    skyline: tuple[SkylinePoint, ...] = ()
    search: Search | None = None

    @model_validator(mode="after")
    def _check_skyline(self) -> RadarSetting:
        azimuths = [point.azimuth for point in self.skyline]
        if any(b <= a for a, b in pairwise(azimuths)):
            raise refuse("the azimuths of a skyline must increase")
        if azimuths and azimuths[-1] - azimuths[0] >= 6.283185:
            raise refuse("a skyline must stay within one turn")
        return self
