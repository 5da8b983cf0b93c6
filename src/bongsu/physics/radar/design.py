"""A phased-array radar: its parameters, its radar equation, and how it stands on a site."""

from dataclasses import dataclass, replace
from math import inf, isfinite, pi, sqrt

from bongsu.errors import ArgumentError, InputError
from bongsu.physics.numerics.constants import BOLTZMANN_J_K
from bongsu.physics.radar.field_of_regard import azimuth_half_width
from bongsu.physics.radar.integration import noncoherent_loss
from bongsu.physics.radar.kernels.signal import RadarTuple

__all__ = [
    "REFERENCE_TEMPERATURE_K",
    "RadarDesign",
    "RadarTuple",
]

#: Reference temperature of a noise figure, IEEE Std 686. [K]
REFERENCE_TEMPERATURE_K = 290.0

# half-power beam width of a uniform aperture in wavelengths per metre: Curry 2005, eq. (8.4)
_UNIFORM_BEAM_WIDTH = 0.886


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
        Half of the azimuth sector that a source gives, in (0, pi]: the largest steering to either
        side across the face; from a right angle on there is no such limit. [rad]
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
            raise ArgumentError(name, f" must be {bound}, not {value:g}")

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

    def half_width_at(self, elevation: float) -> float:
        """Half-width in azimuth of the field of regard at an elevation.

        Parameters
        ----------
        elevation : float
            Between floor and ceiling. [rad]

        Returns
        -------
        float
            As :func:`~bongsu.physics.radar.field_of_regard.azimuth_half_width` says it. [rad]
        """
        return azimuth_half_width(
            elevation,
            tilt=self.tilt,
            scan_limit=self.scan_limit,
            sector_half_angle=self.sector_half_angle,
        )

    @property
    def floor_half_width(self) -> float:
        """Half-width in azimuth of the field of regard at the elevation floor [rad]."""
        return self.half_width_at(self.elevation_floor)

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
            If the cross-section is not positive and finite.

        References
        ----------
        .. [1] As :attr:`constant_m2`, solved for range.
        """
        if not 0.0 < cross_section_m2 < inf:
            raise ArgumentError(
                "cross_section_m2", f" must be positive and finite, not {cross_section_m2:g}"
            )
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
            raise ArgumentError("count", f" must be at least 1, not {count}")
        return replace(
            self,
            average_power_w=self.average_power_w * count,
            aperture_m2=self.aperture_m2 * count,
            aspect=self.aspect / count,
        )
