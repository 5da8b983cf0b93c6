"""Parameters of a radar and of its modes of operation."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Annotated

from bongsu.catalog.rows.parameters import (
    Bounds,
    Count,
    Duration,
    Elevation,
    Entry,
    Group,
    Length,
    PositiveDuration,
    PowerRatio,
    Share,
    Words,
)
from bongsu.catalog.rows.quantities import Choice, Quantity


@dataclass(frozen=True, kw_only=True)
class RadarModeEntry(Group):
    """A radar's mode of operation.

    Attributes
    ----------
    duty : Quantity
        Share of the time in which the array radiates. [1]
    pulse : Quantity
        Length of one pulse. [s]
    dwell : Quantity
        Length of the look that one decision rests on. [s]
    required_snr : Quantity
        Signal-to-noise ratio that counts as a detection. [1]
    track_snr : Quantity
        Signal-to-noise ratio that keeps a track. [1]
    azimuth_half_sector : Quantity
        Half of the azimuth sector of a plan view: largest steering to either side across the
        face. [rad]
    scan_limit : Quantity
        Largest angle between beam and boresight. [rad]
    lowest_elevation : Quantity
        Elevation floor. [rad]
    highest_elevation : Quantity
        Elevation ceiling. [rad]
    tilt : Quantity
        Elevation of the boresight. [rad]
    maximum_range : Quantity
        Largest range that the receiver accepts. [m]
    search_rows : Quantity
        Beams one above the other in the search fence. [1]
    search_spacing : Quantity
        Distance of neighbouring beams of the fence over the beam width. [1]
    search_dwell : Quantity
        Time of one visit to a beam of the fence. [s]
    frame_time : Quantity
        Time in which every beam of the fence is visited once. [s]
    false_alarm : Quantity
        Probability of false alarm of one look. [1]
    fluctuation : Choice
        How cross-sections fluctuate: ``steady``, ``swerling-1`` or ``swerling-3``.
    confirm_needed : Quantity
        Detections that make a track firm. [1]
    confirm_looks : Quantity
        Looks after the first detection among which they must come. [1]
    confirm_interval : Quantity
        Time between those looks. [s]
    track_dwell : Quantity
        Length of a look at a tracked object. [s]
    overhead_share : Quantity
        Share of the time that neither search nor track gets. [1]
    """

    duty: Share
    pulse: PositiveDuration
    dwell: PositiveDuration
    required_snr: PowerRatio
    track_snr: PowerRatio
    azimuth_half_sector: Annotated[Quantity, Bounds("rad", 0.01, pi)]
    scan_limit: Annotated[Quantity, Bounds("rad", 0.01, pi / 2)]
    lowest_elevation: Elevation
    highest_elevation: Elevation
    tilt: Elevation
    maximum_range: Length
    search_rows: Count
    search_spacing: Annotated[Quantity, Bounds("1", 0.1, 10.0, "pure number")]
    search_dwell: PositiveDuration
    frame_time: PositiveDuration
    false_alarm: Annotated[Quantity, Bounds("1", 1e-15, 0.5, "pure number")]
    fluctuation: Annotated[Choice, Words(("steady", "swerling-1", "swerling-3"))]
    confirm_needed: Count
    confirm_looks: Count
    confirm_interval: PositiveDuration
    track_dwell: PositiveDuration
    overhead_share: Share


@dataclass(frozen=True, kw_only=True, repr=False)
class RadarEntry(Entry):
    """A phased-array radar.

    Attributes
    ----------
    frequency : Quantity
        Carrier. [Hz]
    bandwidth : Quantity
        Bandwidth of the pulses that track. [Hz]
    aperture_area : Quantity
        Area of the array. [m²]
    aspect : Quantity
        Width of the array over its height. [1]
    aperture_efficiency : Quantity
        Effective area over area. [1]
    average_power : Quantity
        Radiated power averaged over pulses and gaps. [W]
    noise_figure : Quantity
        Power ratio to 290 K, in decibels in files. [1]
    losses : Quantity
        All other losses as a power ratio, in decibels in files. [1]
    scan_exponent : Quantity
        Two-way gain falls as the cosine of the scan angle to this power. [1]
    zenith_attenuation : Quantity
        One-way loss of clear air straight up as a power ratio, in decibels in files. [1]
    range_error : Quantity
        Random error of range that no signal removes. [m]
    sine_error : Quantity
        Random error of a direction cosine that no signal removes. [1]
    boost_distance_share : Quantity
        Error of the ground distance that a missile is taken to have covered under power. [1]
    mode_change_time : Quantity
        Time to leave a mode for another. [s]
    turn_time : Quantity
        Time to turn the array to a new boresight. [s]
    modes : dict of str to RadarModeEntry
        By name: ``terminal``, ``forward-based``.
    """

    frequency: Annotated[Quantity, Bounds("Hz", 1e8, 1e11)]
    bandwidth: Annotated[Quantity, Bounds("Hz", 1e3, 1e10)]
    aperture_area: Annotated[Quantity, Bounds("m2", 0.01, 1e4)]
    aspect: Annotated[Quantity, Bounds("1", 0.05, 20.0, "pure number")]
    aperture_efficiency: Share
    average_power: Annotated[Quantity, Bounds("W", 1.0, 1e8)]
    noise_figure: PowerRatio
    losses: PowerRatio
    scan_exponent: Annotated[Quantity, Bounds("1", 0.0, 10.0, "pure number")]
    zenith_attenuation: PowerRatio
    range_error: Annotated[Quantity, Bounds("m", 0.0, 1e4)]
    sine_error: Annotated[Quantity, Bounds("1", 0.0, 0.1, "pure number")]
    boost_distance_share: Share
    mode_change_time: Duration
    turn_time: Duration
    modes: dict[str, RadarModeEntry]
