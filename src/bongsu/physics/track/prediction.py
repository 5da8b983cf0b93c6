"""What a track says of other times: an intercept ahead, the impact point, the launch point."""

from dataclasses import dataclass
from math import pi

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, ecef_to_geodetic
from bongsu.physics.flight.samples import Samples
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.track.accuracy import DRAG, POSITION, TrackHistory, TrackPlan
from bongsu.physics.track.kernels.covariance import sensitivities

_MOTION = slice(0, 6)  # position and velocity in a filter's state


def predicted_covariance(
    history: TrackHistory,
    environment: EnvironmentTuple,
    samples: Samples,
    target_s: float,
) -> FloatArray:
    """Covariance of the state at one time as known after each look.

    Parameters
    ----------
    history : TrackHistory
    environment : EnvironmentTuple
        Gravity, rotation and air.
    samples : Samples
    target_s : float
        Time of the state asked for, such as an intercept; in free flight. [s]

    Returns
    -------
    ndarray, shape (n_look, 7, 7)
        Covariance at `target_s` [SI]. For looks after it, that of the state carried back.
    """
    rows = len(samples.several())
    result = np.empty((history.time.size, 7, 7))
    sensitivities(
        environment,
        float(history.state[0, DRAG]),
        samples.array,
        rows,
        history.time,
        float(target_s),
        result,
    )
    return np.asarray(result @ history.covariance @ result.transpose(0, 2, 1))


@dataclass(frozen=True, kw_only=True, eq=False)
class GroundEllipse:
    """Error ellipses on the ground, one standard deviation, after each look.

    Attributes
    ----------
    latitude, longitude : float
        True point. [rad]
    major_m, minor_m : ndarray, shape (n,)
        Half axes. [m]
    azimuth : ndarray, shape (n,)
        Direction of the longer axis, clockwise from north, in [0, pi). [rad]
    """

    latitude: float
    longitude: float
    major_m: FloatArray
    minor_m: FloatArray
    azimuth: FloatArray

    def containing(self, probability: float) -> float:
        """Factor from one standard deviation to the ellipse with a given probability.

        Parameters
        ----------
        probability : float
            Inside (0, 1). [1]

        Returns
        -------
        float
            Factor on both half axes. [1]

        Raises
        ------
        InputError
            If the probability is out of range.
        """
        if not 0.0 < probability < 1.0:
            raise InputError("the probability of an ellipse must lie inside (0, 1)")
        return float(np.sqrt(-2.0 * np.log1p(-probability)))


def impact_ellipse(
    history: TrackHistory, environment: EnvironmentTuple, samples: Samples
) -> GroundEllipse:
    """Where the object will come down, as known after each look.

    Parameters
    ----------
    history : TrackHistory
    environment : EnvironmentTuple
        Gravity, rotation and air.
    samples : Samples
        The flight to the ground.

    Returns
    -------
    GroundEllipse
        Along the ground: an error in height moves the point along the path.

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, eq. (10.3.2-4): the covariance of a linear function of the state.
    """
    covariance = predicted_covariance(history, environment, samples, samples.end_s)
    point, velocity = samples.position_m[-1], samples.velocity_m_s[-1]
    latitude, longitude, axes = _ground(point)
    level, (up,) = axes[:2], axes[2:]
    onto = level @ (np.eye(3) - np.outer(velocity, up) / (up @ velocity))
    return _ellipse(latitude, longitude, onto @ covariance[:, POSITION, POSITION] @ onto.T)


def launch_ellipse(
    history: TrackHistory,
    environment: EnvironmentTuple,
    samples: Samples,
    plan: TrackPlan,
    *,
    burnout_time_s: float,
) -> GroundEllipse:
    """Where the object came from, as known after each look.

    The track is carried back to burnout. From there the missile is taken to have come straight
    along its heading over the ground distance that its kind covers under power, which is known
    only to :attr:`TrackPlan.boost_distance_share`.

    Parameters
    ----------
    history : TrackHistory
    environment : EnvironmentTuple
        Gravity, rotation and air.
    samples : Samples
        The flight from launch.
    plan : TrackPlan
        What is assumed of the boost.
    burnout_time_s : float
        Time of burnout. [s]

    Returns
    -------
    GroundEllipse
        About the true launch point.
    """
    covariance = predicted_covariance(history, environment, samples, burnout_time_s)
    launch = samples.position_m[0]
    latitude, longitude, axes = _ground(launch)
    burnout = samples.state_at(burnout_time_s)
    covered = axes[:2] @ (np.array(burnout.position_m) - launch)
    speed = axes[:2] @ np.array(burnout.velocity_m_s)
    distance, horizontal = np.hypot(*covered), np.hypot(*speed)
    heading = speed / horizontal if horizontal > 0.0 else np.zeros(2)
    across = np.eye(2) - np.outer(heading, heading)
    turn = -(distance / horizontal) * across @ axes[:2] if horizontal > 0.0 else np.zeros((2, 3))
    onto = np.hstack([axes[:2], turn])
    ground = onto @ covariance[:, _MOTION, _MOTION] @ onto.T
    along = (plan.boost_distance_share * distance) ** 2 * np.outer(heading, heading)
    return _ellipse(latitude, longitude, ground + along)


def _ground(point: FloatArray) -> tuple[float, float, FloatArray]:
    """Latitude, longitude and east, north, up axes of a point."""
    latitude, longitude, _ = ecef_to_geodetic(*map(float, point))
    return latitude, longitude, np.array(east_north_up_axes(latitude, longitude))


def _ellipse(latitude: float, longitude: float, covariance: FloatArray) -> GroundEllipse:
    """Axes of covariances over east and north."""
    # in ascending order
    values, vectors = np.linalg.eigh(covariance)
    minor, major = values.T
    _, (east, north) = vectors.T
    return GroundEllipse(
        latitude=latitude,
        longitude=longitude,
        major_m=np.sqrt(np.maximum(major, 0.0)),
        minor_m=np.sqrt(np.maximum(minor, 0.0)),
        azimuth=np.mod(np.arctan2(east, north), pi),
    )
