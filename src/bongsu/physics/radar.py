"""A phased-array radar: its parameters, its radar equation, and how it stands on a site."""

from dataclasses import dataclass, replace
from math import cos, inf, isfinite, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.kernels.constants import BOLTZMANN_J_K, SPEED_OF_LIGHT_M_S
from bongsu.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.kernels.radar import Radar
from bongsu.physics.integration import noncoherent_loss
from bongsu.physics.refraction import (
    Refraction,
    earth_radius_at,
    horizon_elevation,
    lowest_sine_table,
)

#: Reference temperature of a noise figure, IEEE Std 686. [K]
REFERENCE_TEMPERATURE_K = 290.0

# half-power beam width of a uniform aperture in wavelengths per metre, and the usual slope of a
# monopulse pattern: Curry 2005, eqs. (8.4), (8.5)
_UNIFORM_BEAM_WIDTH = 0.886
_MONOPULSE_SLOPE = 1.6

# ranges of the table of lowest rays: linear interpolation between rows errs by under 2 urad
_TABLE_STEP_M = 10.0e3
_TABLE_RANGE_M = 6.0e6
_MASK_ROWS = 361


@dataclass(frozen=True, kw_only=True)
class HorizonMask:
    """Skyline around a site, as surveyed.

    Parameters
    ----------
    azimuth : ndarray, shape (n,)
        Directions clockwise from north, increasing, within one turn. [rad]
    elevation : ndarray, shape (n,)
        Apparent elevation of the skyline there; linear in between. [rad]

    Raises
    ------
    InputError
        If the two do not belong together or an angle is out of range.
    """

    azimuth: NDArray[np.float64]
    elevation: NDArray[np.float64]

    def __post_init__(self) -> None:
        azimuth = np.asarray(self.azimuth, dtype=np.float64)
        elevation = np.asarray(self.elevation, dtype=np.float64)
        if azimuth.ndim != 1 or azimuth.shape != elevation.shape or azimuth.size == 0:
            raise InputError("a horizon mask needs one elevation for each azimuth")
        if not (np.all(np.diff(azimuth) > 0.0) and azimuth[-1] - azimuth[0] < 2.0 * pi):
            raise InputError("azimuths of a horizon mask must increase within one turn")
        if not np.all(np.abs(elevation) < 0.5 * pi):
            raise InputError("elevations of a horizon mask must lie between -90 and 90 deg")
        object.__setattr__(self, "azimuth", azimuth)
        object.__setattr__(self, "elevation", elevation)

    def at(self, azimuth: NDArray[np.float64]) -> NDArray[np.float64]:
        """Skyline in any direction.

        Parameters
        ----------
        azimuth : ndarray
            Directions clockwise from north. [rad]

        Returns
        -------
        ndarray
            Elevation of the skyline. [rad]
        """
        return np.interp(azimuth, self.azimuth, self.elevation, period=2.0 * pi)


@dataclass(frozen=True, kw_only=True)
class RadarDesign:
    """Parameters of one radar in one mode of operation.

    Parameters
    ----------
    wavelength_m : float
        Wavelength. [m]
    aperture_m2 : float
        Area of the array. [m²]
    aperture_efficiency : float
        Effective area over area, in (0, 1]. [1]
    average_power_w : float
        Radiated power averaged over pulses and gaps. [W]
    duty : float
        Share of the time the array radiates, in (0, 1]; peak power is the average over it. [1]
    pulse_s : float
        Length of one pulse. [s]
    dwell_s : float
        Time the beam rests on an object for one decision. [s]
    coherent_pulses : int, optional
        Pulses added in phase; 0 means all of the dwell. The rest are added after detection. [1]
    noise_factor : float
        Noise figure as a power ratio to 290 K, at least 1. [1]
    losses : float
        All other losses of signal as a power ratio, at least 1. [1]
    required_snr : float
        Signal-to-noise power ratio, after all coherent integration of the dwell, that counts as a
        detection. [1]
    track_snr : float, optional
        The same for keeping a track; `required_snr` when not given. [1]
    sector_half_angle : float
        Half-width of the azimuth sector about the boresight, in (0, pi]. [rad]
    scan_limit : float, optional
        Largest angle between beam and boresight, in (0, pi/2]. [rad]
    scan_exponent : float, optional
        Two-way gain falls as the cosine of the scan angle to this power. [1]
    elevation_floor, elevation_ceiling : float
        Limits of apparent elevation. [rad]
    tilt : float
        Elevation of the boresight. [rad]
    bandwidth_hz : float
        Bandwidth of the pulses that track. [Hz]
    aspect : float, optional
        Width of the array over its height. [1]
    zenith_attenuation : float, optional
        One-way clear-air optical depth towards the zenith (dB / 4.343). [1]
    range_error_m, sine_error : float, optional
        Random errors of one look that no signal removes, in range [m] and direction cosine [1].
    maximum_range_m : float, optional
        Largest range the receiver accepts. [m]
    mode_change_s, turn_s : float, optional
        Time to leave this mode for another, and to turn the array to a new boresight. [s]

    Raises
    ------
    InputError
        If a value is not a number or outside the range above.

    Notes
    -----
    The equation is that of a tracking (or revisiting) radar: it depends on the energy put into one
    dwell, average power times dwell, and not on how it is cut into pulses, as long as these are
    added coherently.
    """

    wavelength_m: float
    aperture_m2: float
    aperture_efficiency: float
    average_power_w: float
    duty: float
    pulse_s: float
    dwell_s: float
    coherent_pulses: int = 0
    noise_factor: float
    losses: float
    required_snr: float
    track_snr: float | None = None
    sector_half_angle: float
    scan_limit: float = 0.5 * pi
    scan_exponent: float = 2.0
    elevation_floor: float
    elevation_ceiling: float = 0.5 * pi
    tilt: float
    bandwidth_hz: float
    aspect: float = 1.0
    zenith_attenuation: float = 0.0
    range_error_m: float = 0.0
    sine_error: float = 0.0
    maximum_range_m: float = inf
    mode_change_s: float = 0.0
    turn_s: float = 0.0

    def __post_init__(self) -> None:
        for name in (
            "wavelength_m",
            "aperture_m2",
            "average_power_w",
            "pulse_s",
            "dwell_s",
            "required_snr",
            "bandwidth_hz",
            "aspect",
        ):
            self._within(name, 0.0, inf, open_low=True)
        for name in ("aperture_efficiency", "duty"):
            self._within(name, 0.0, 1.0, open_low=True)
        for name in ("noise_factor", "losses"):
            self._within(name, 1.0, inf)
        for name in (
            "scan_exponent",
            "zenith_attenuation",
            "range_error_m",
            "sine_error",
            "mode_change_s",
            "turn_s",
        ):
            self._within(name, 0.0, inf)
        self._within("sector_half_angle", 0.0, pi, open_low=True)
        self._within("scan_limit", 0.0, 0.5 * pi, open_low=True)
        for name in ("elevation_floor", "elevation_ceiling", "tilt"):
            self._within(name, -0.5 * pi, 0.5 * pi)
        if self.elevation_ceiling <= self.elevation_floor:
            raise InputError("elevation_ceiling must lie above elevation_floor")
        if not self.maximum_range_m > 0.0:
            raise InputError(f"maximum_range_m must be positive, not {self.maximum_range_m}")
        if self.track_snr is not None:
            self._within("track_snr", 0.0, inf, open_low=True)
        if self.coherent_pulses < 0 or self.coherent_pulses > self.pulses:
            raise InputError(
                f"coherent_pulses must lie between 0 and the {self.pulses} pulses of a dwell, "
                f"not {self.coherent_pulses}"
            )

    def _within(self, name: str, low: float, high: float, *, open_low: bool = False) -> None:
        value = float(getattr(self, name))
        if not isfinite(value) or value < low or value > high or (open_low and value == low):
            bound = f"{'above' if open_low else 'at least'} {low:g}"
            bound += f" and at most {high:g}" if isfinite(high) else ""
            raise InputError(f"{name} must be {bound}, not {value:g}")

    @property
    def gain(self) -> float:
        """Gain of the array on boresight.

        Returns
        -------
        float
            Power ratio to an isotropic source. [1]

        References
        ----------
        .. [1] M. I. Skolnik, "Introduction to Radar Systems", 3rd ed., 2001, eq. (1.5).
        """
        return 4.0 * pi * self.aperture_efficiency * self.aperture_m2 / self.wavelength_m**2

    @property
    def peak_power_w(self) -> float:
        """Power while a pulse lasts.

        Returns
        -------
        float
            Average power over duty. [W]
        """
        return self.average_power_w / self.duty

    @property
    def pulses(self) -> int:
        """Pulses in one dwell.

        Returns
        -------
        int
            Radiating time of the dwell over pulse length, at least one. [1]
        """
        return max(1, round(self.dwell_s * self.duty / self.pulse_s))

    @property
    def coherent_groups(self) -> int:
        """Groups of pulses that are added only after detection.

        Returns
        -------
        int
            1 when the whole dwell is coherent. [1]
        """
        if self.coherent_pulses == 0:
            return 1
        return max(1, round(self.pulses / self.coherent_pulses))

    @property
    def integration_loss(self) -> float:
        """Extra energy needed because part of the dwell is added only after detection.

        Returns
        -------
        float
            Energy ratio, 1 for a coherent dwell. [1]

        References
        ----------
        .. [1] D. K. Barton, "Modern Radar System Analysis", 1988, eq. (2.2.11).
        """
        return noncoherent_loss(self.coherent_groups, self.required_snr)

    @property
    def beam_widths(self) -> tuple[float, float]:
        """Half-power widths of the beam on boresight.

        Returns
        -------
        tuple of float
            Across and up. [rad]

        References
        ----------
        .. [1] G. R. Curry, "Radar System Performance Modeling", 2nd ed., 2005, eq. (8.4) for a
           uniformly lit aperture.
        """
        width = sqrt(self.aperture_m2 * self.aspect)
        height = sqrt(self.aperture_m2 / self.aspect)
        return (
            _UNIFORM_BEAM_WIDTH * self.wavelength_m / width,
            _UNIFORM_BEAM_WIDTH * self.wavelength_m / height,
        )

    @property
    def constant_m2(self) -> float:
        """Signal-to-noise ratio times range to the fourth, per square metre of cross-section.

        Returns
        -------
        float
            On boresight, without air. [m²]

        References
        ----------
        .. [1] M. I. Skolnik, "Introduction to Radar Systems", 3rd ed., 2001, eq. (2.61) with
           average power times dwell in place of n pulses of equal energy; the form used by
           G. N. Lewis and T. A. Postol, "Radar Range Calculations for the AN/TPY-2 X-Band and
           NAS Proposed GBX Radars", mostlymissiledefense.com, 21 Sep 2012.
        """
        energy = self.average_power_w * self.dwell_s
        area = self.aperture_efficiency * self.aperture_m2
        noise = BOLTZMANN_J_K * REFERENCE_TEMPERATURE_K * self.noise_factor * self.losses
        return energy * self.gain * area / ((4.0 * pi) ** 2 * noise)

    def signal_to_noise(self, slant_range: float, cross_section_m2: float) -> float:
        """Signal-to-noise ratio of one dwell on boresight, without air.

        Parameters
        ----------
        slant_range : float
            Distance to the object, positive. [m]
        cross_section_m2 : float
            Mean radar cross-section. [m²]

        Returns
        -------
        float
            Power ratio. [1]

        References
        ----------
        .. [1] As :attr:`constant_m2`.
        """
        return self.constant_m2 * cross_section_m2 / slant_range**4

    def range_on_boresight(self, cross_section_m2: float, *, snr: float | None = None) -> float:
        """Largest range at which an object is detected on boresight, without air.

        Parameters
        ----------
        cross_section_m2 : float
            Mean radar cross-section, positive. [m²]
        snr : float, optional
            Ratio needed, instead of :attr:`required_snr`. [1]

        Returns
        -------
        float
            Range. [m]

        Raises
        ------
        InputError
            If the cross-section is not positive.

        References
        ----------
        .. [1] As :attr:`constant_m2`, solved for range.
        """
        if not cross_section_m2 > 0.0:
            raise InputError(f"cross_section_m2 must be positive, not {cross_section_m2:g}")
        needed = self.required_snr if snr is None else snr
        needed *= self.integration_loss
        return float((self.constant_m2 * cross_section_m2 / needed) ** 0.25)

    def stacked(self, count: int) -> "RadarDesign":
        """Several of these arrays mounted as one.

        Parameters
        ----------
        count : int
            Arrays, at least 1. Power and area grow with it, so the constant grows with its cube
            and range with its 3/4 power: 8**(1/4) = 1.68 for two. [1]

        Returns
        -------
        RadarDesign
            The combined radar.

        Raises
        ------
        InputError
            If `count` is less than 1.
        """
        if count < 1:
            raise InputError(f"count must be at least 1, not {count}")
        return replace(
            self,
            average_power_w=self.average_power_w * count,
            aperture_m2=self.aperture_m2 * count,
            aspect=self.aspect / count,
        )

    def at(
        self,
        *,
        latitude: float,
        longitude: float,
        altitude: float,
        boresight_azimuth: float,
        tilt: float | None = None,
        refraction: Refraction = "ray-traced",
        mask: HorizonMask | None = None,
    ) -> Radar:
        """Put the radar on a site.

        Parameters
        ----------
        latitude, longitude : float
            Geodetic position of the array. [rad]
        altitude : float
            Height of the array above the ellipsoid, from -500 to 9000 m. [m]
        boresight_azimuth : float
            Direction the array faces, clockwise from north. [rad]
        tilt : float, optional
            Elevation of the boresight, instead of the design's. [rad]
        refraction : {"straight", "four-thirds", "ray-traced"}, optional
            How rays run near the floor and the horizon.
        mask : HorizonMask, optional
            Skyline; the higher of it, the floor and the sea horizon holds.

        Returns
        -------
        Radar
            Parameters for the kernels.

        Raises
        ------
        InputError
            If a coordinate is out of range or the refraction model unknown.
        """
        _check_site(latitude, longitude, altitude, boresight_azimuth)
        elevation = self.tilt if tilt is None else tilt
        if not abs(elevation) <= 0.5 * pi:
            raise InputError("tilt must lie between -90 and 90 deg")
        axes = east_north_up_axes(latitude, longitude)
        heading = _combine(axes, sin(boresight_azimuth), cos(boresight_azimuth), 0.0)
        across = _combine(axes, cos(boresight_azimuth), -sin(boresight_azimuth), 0.0)
        up = axes[2]
        boresight = _sum(heading, cos(elevation), up, sin(elevation))
        range_width = SPEED_OF_LIGHT_M_S / (2.0 * self.bandwidth_hz)
        beam_across, beam_up = self.beam_widths
        return Radar(
            site=geodetic_to_ecef(latitude, longitude, altitude),
            axes=axes,
            boresight=boresight,
            face_across=across,
            face_up=_sum(heading, -sin(elevation), up, cos(elevation)),
            heading=heading,
            cos_sector=cos(self.sector_half_angle),
            cos_scan_limit=cos(self.scan_limit),
            sin_ceiling=sin(self.elevation_ceiling),
            sin_floor=self._sin_floor(latitude, altitude, refraction, mask),
            floor_range_step_m=_TABLE_STEP_M,
            constant_m2=self.constant_m2 / self.integration_loss,
            scan_exponent=float(self.scan_exponent),
            zenith_attenuation=2.0 * self.zenith_attenuation,
            required_snr=float(self.required_snr),
            maximum_range_m=min(float(self.maximum_range_m), _TABLE_RANGE_M),
            range_width_m=range_width,
            sine_width_across=beam_across / _MONOPULSE_SLOPE,
            sine_width_up=beam_up / _MONOPULSE_SLOPE,
            range_error_m=float(self.range_error_m),
            sine_error=float(self.sine_error),
        )

    def _sin_floor(
        self, latitude: float, altitude: float, refraction: Refraction, mask: HorizonMask | None
    ) -> NDArray[np.float64]:
        """Return the table of least geometric elevations; see :class:`Radar`."""
        radius = earth_radius_at(latitude)
        height = max(altitude, 0.0)
        low = max(self.elevation_floor, horizon_elevation(height, radius, refraction))
        if mask is None:
            elevations = [low]
        else:
            skyline = mask.at(np.linspace(0.0, 2.0 * pi, _MASK_ROWS))
            elevations = [float(e) for e in np.maximum(skyline, low)]
        table = lowest_sine_table(
            tuple(elevations), height, radius, refraction, _TABLE_RANGE_M, _TABLE_STEP_M
        )
        # a copy: the table is cached, and a read-only array would compile the kernels twice
        return table.copy()


def _check_site(latitude: float, longitude: float, altitude: float, azimuth: float) -> None:
    if not abs(latitude) <= 0.5 * pi:
        raise InputError("latitude must lie between -90 and 90 deg")
    if not abs(longitude) <= 2.0 * pi:
        raise InputError("longitude must lie between -360 and 360 deg")
    if not -500.0 <= altitude <= 9000.0:
        raise InputError(f"altitude of a radar must lie between -500 and 9000 m, not {altitude:g}")
    if not isfinite(azimuth):
        raise InputError("boresight_azimuth must be a finite angle")


def _combine(axes: tuple[Vector, Vector, Vector], east: float, north: float, up: float) -> Vector:
    x, y, z = (east * axes[0][i] + north * axes[1][i] + up * axes[2][i] for i in range(3))
    return x, y, z


def _sum(a: Vector, weight_a: float, b: Vector, weight_b: float) -> Vector:
    x, y, z = (weight_a * a[i] + weight_b * b[i] for i in range(3))
    return x, y, z
