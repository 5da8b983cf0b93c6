"""How well a radar knows an object in free flight: errors along the track and what follows.

Errors are those that the extended Kalman filter of the radar would report, computed along the true
flight. The filter knows gravity, rotation and the air, and estimates position, velocity and the
ballistic coefficient; it does not know thrust, so a track here begins after burnout.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.flight.samples import Samples
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.track.kernels.covariance import TrackingTuple, invert, track_information

POSITION, VELOCITY, DRAG = slice(0, 3), slice(3, 6), 6
"""Parts of the state that a filter estimates, in the order of the kernels."""


@dataclass(frozen=True, kw_only=True)
class TrackPlan:
    """How the radar spends time on one object, and what its filter assumes.

    Parameters
    ----------
    interval_s : float
        Time between two looks. [s]
    dwell_s : float
        Length of a look. [s]
    prior_velocity_m_s : float
        Standard deviation of each component of velocity before the first look: ballistic objects
        in general. [m/s]
    prior_coefficient_share : float
        Standard deviation of the reciprocal ballistic coefficient before the first look, over its
        true value. [1]
    acceleration_noise_m2_s3 : float, optional
        Spectral density of acceleration that the filter allows for. [m²/s³]
    drag_noise_share2_s : float, optional
        Spectral density of relative changes of the ballistic coefficient. [1/s]
    boost_distance_share : float, optional
        Standard deviation of the ground distance covered under power, over that distance: what is
        not known of the boost when a launch point is estimated from free flight. [1]

    Raises
    ------
    InputError
        If a value is not a number or out of range.
    """

    interval_s: float
    dwell_s: float
    prior_velocity_m_s: float = 3.0e3
    prior_coefficient_share: float = 1.0
    acceleration_noise_m2_s3: float = 0.0
    drag_noise_share2_s: float = 0.0
    boost_distance_share: float = 0.0

    def __post_init__(self) -> None:
        for name in ("interval_s", "dwell_s", "prior_velocity_m_s", "prior_coefficient_share"):
            value = getattr(self, name)
            if not (isfinite(value) and value > 0.0):
                raise InputError(f"{name} must be positive, not {value:g}")
        for name in ("acceleration_noise_m2_s3", "drag_noise_share2_s", "boost_distance_share"):
            value = getattr(self, name)
            if not (isfinite(value) and value >= 0.0):
                raise InputError(f"{name} must not be negative, not {value:g}")
        if self.dwell_s > self.interval_s:
            raise InputError("a look cannot be longer than the time between looks")

    def kernel(self, design: RadarDesign, drag_area_per_mass: float) -> TrackingTuple:
        """Parameter set for the kernels.

        Parameters
        ----------
        design : RadarDesign
            The radar, whose dwell the looks are compared with.
        drag_area_per_mass : float
            One over the object's ballistic coefficient. [m²/kg]

        Returns
        -------
        TrackingTuple
            The parameters.
        """
        drag = max(drag_area_per_mass, _LEAST_DRAG)
        return TrackingTuple(
            interval_s=float(self.interval_s),
            dwell_ratio=self.dwell_s / design.dwell_s,
            required_snr=float(
                design.required_snr if design.track_snr is None else design.track_snr
            ),
            prior_position_m=_PRIOR_POSITION_M,
            prior_velocity_m_s=float(self.prior_velocity_m_s),
            prior_drag_m2_kg=self.prior_coefficient_share * drag,
            acceleration_noise_m2_s3=float(self.acceleration_noise_m2_s3),
            drag_noise_m4_kg2_s=self.drag_noise_share2_s * drag**2,
        )


# a detection far worse than any look: it regularises the inverse and adds nothing
_PRIOR_POSITION_M = 1.0e6
# an object without drag still needs a scale for its coefficient: 1e6 kg/m²
_LEAST_DRAG = 1.0e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class TrackHistory:
    """Accuracy of a track after each look.

    Attributes
    ----------
    time : ndarray, shape (n,)
        Times of the looks since launch. [s]
    snr : ndarray, shape (n,)
        Signal-to-noise ratio of each look, 0 when not in view. [1]
    state : ndarray, shape (n, 7)
        True ECEF position, velocity and drag area per mass. [m, m/s, m²/kg]
    covariance : ndarray, shape (n, 7, 7)
        Of the estimate. [SI]
    updated : ndarray of bool, shape (n,)
        Whether the look counted.
    """

    time: FloatArray
    snr: FloatArray
    state: FloatArray
    covariance: FloatArray
    updated: BoolArray

    @property
    def position_error_m(self) -> FloatArray:
        """Root of the summed variances of position [m], shape (n,)."""
        return root_summed_variance(self.covariance[:, POSITION, POSITION])


def root_summed_variance(covariance: FloatArray) -> FloatArray:
    """Size of an error with several components: the root of their summed variances.

    Parameters
    ----------
    covariance : ndarray, shape (n, k, k)
        Of the components. [SI]

    Returns
    -------
    ndarray, shape (n,)
        The root. [as one component]
    """
    return np.asarray(np.sqrt(np.trace(covariance, axis1=1, axis2=2)))


def track_history(
    radar: RadarTuple,
    design: RadarDesign,
    plan: TrackPlan,
    environment: EnvironmentTuple,
    samples: Samples,
    *,
    drag_area_per_mass: float,
    cross_section: CrossSectionTuple,
    start_s: float,
    end_s: float | None = None,
) -> TrackHistory:
    """Accuracy of a track along a flight.

    Parameters
    ----------
    radar : RadarTuple
        The radar on its site.
    design : RadarDesign
        The parameters it was made from.
    plan : TrackPlan
        How it follows the object.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    samples : Samples
    drag_area_per_mass : float
        One over the ballistic coefficient of the object. [m²/kg]
    cross_section : CrossSectionTuple
        Mean radar cross-section by aspect. [m²]
    start_s : float
        Time of the first look, after burnout. [s]
    end_s : float, optional
        Time of the last look, instead of the end of the flight. [s]

    Returns
    -------
    TrackHistory
        One row per look.

    Raises
    ------
    InputError
        If the flight or the times cannot be used.

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, secs. 7.2 and 10.3.
    """
    rows = len(samples.several())
    last = samples.end_s if end_s is None else min(end_s, samples.end_s)
    if not samples.start_s <= start_s < last:
        raise InputError(f"the track must start during the flight, not at {start_s:g} s")
    count = int((last - start_s) / plan.interval_s + 1e-9) + 1
    ratios, informations = np.empty(count), np.empty((count, 7, 7))
    tracking = plan.kernel(design, drag_area_per_mass)
    track_information(
        radar,
        tracking,
        environment,
        float(drag_area_per_mass),
        samples.array,
        rows,
        cross_section,
        float(start_s),
        ratios,
        informations,
    )
    time = np.asarray(start_s + plan.interval_s * np.arange(count))
    covariance, work = np.empty((count, 7, 7)), np.empty((7, 7))
    for n in range(count):
        invert(informations[n], covariance[n], work)
    state = np.array([(*state_at(samples.array, rows, t), drag_area_per_mass) for t in time])
    return TrackHistory(
        time=time,
        snr=ratios,
        state=state,
        covariance=covariance,
        updated=ratios >= tracking.required_snr,
    )
