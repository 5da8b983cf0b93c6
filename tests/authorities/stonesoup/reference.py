"""A track by Stone Soup's extended Kalman filter, and the measurements it is given.

Nothing of bongsu is used here: the equations of motion, the array's coordinates, the flight and the
noise are written out again, so that the comparison covers them too. Run as a program, it writes the
stored tables anew::

    uv run --group peers python tests/authorities/stonesoup/reference.py
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.integrate import solve_ivp

HERE = Path(__file__).parent
MEASUREMENTS = HERE / "measurements.csv"
TRACK = HERE / "track.csv"

# WGS-84 and an exponential atmosphere, restated
GM = 3.986004418e14
RADIUS = 6378137.0
FLATTENING = 1.0 / 298.257223563
J2 = 1.08262668e-3
ROTATION = 7.292115e-5
DENSITY, SCALE_HEIGHT = 1.225, 7200.0

# the array: 36 N 128.2 E at sea level, facing north, tilted up by 20 deg
LATITUDE, LONGITUDE, TILT = np.radians([36.0, 128.2, 20.0])

DRAG_AREA_PER_MASS = 1.0 / 1500.0
INTERVAL_S = 2.0
RANGE_ERROR_M, SINE_ERROR = 5.0, 3e-4
LONGEST_STEP_S = 0.5

START_DEVIATIONS = np.array([80.0] * 3 + [30.0] * 3 + [2e-4])
"""Standard deviations of the first estimate, uncorrelated. [m, m/s, m²/kg]"""


class Site(NamedTuple):
    """Position of the array, its horizontal axis (east), the axis up its face, and the zenith."""

    position: np.ndarray
    across: np.ndarray
    up: np.ndarray
    zenith: np.ndarray


def site() -> Site:
    """The array in ECEF."""
    eccentricity = FLATTENING * (2.0 - FLATTENING)
    sine, cosine = np.sin(LATITUDE), np.cos(LATITUDE)
    normal = RADIUS / np.sqrt(1.0 - eccentricity * sine**2)
    place = normal * np.array(
        [
            cosine * np.cos(LONGITUDE),
            cosine * np.sin(LONGITUDE),
            (1.0 - eccentricity) * sine,
        ]
    )
    east = np.array([-np.sin(LONGITUDE), np.cos(LONGITUDE), 0.0])
    zenith = np.array([cosine * np.cos(LONGITUDE), cosine * np.sin(LONGITUDE), sine])
    north = np.cross(zenith, east)
    return Site(place, east, np.cos(TILT) * zenith - np.sin(TILT) * north, zenith)


def motion(state: np.ndarray) -> np.ndarray:
    """Time derivative of position, velocity and drag area per mass; shape (7, ...)."""
    position, velocity, drag = state[:3], state[3:6], state[6]
    r = np.sqrt((position**2).sum(axis=0))
    w = (position[2] / r) ** 2
    pull = GM / r**3
    oblate = 1.5 * J2 * (RADIUS / r) ** 2
    acceleration = np.empty_like(velocity)
    acceleration[0] = -pull * position[0] * (1.0 + oblate * (1.0 - 5.0 * w))
    acceleration[1] = -pull * position[1] * (1.0 + oblate * (1.0 - 5.0 * w))
    acceleration[2] = -pull * position[2] * (1.0 + oblate * (3.0 - 5.0 * w))
    acceleration[0] += ROTATION**2 * position[0] + 2.0 * ROTATION * velocity[1]
    acceleration[1] += ROTATION**2 * position[1] - 2.0 * ROTATION * velocity[0]
    second = 1.0 / (1.0 - FLATTENING) ** 2 - 1.0
    altitude = r - RADIUS / np.sqrt(1.0 + second * w)
    speed = np.sqrt((velocity**2).sum(axis=0))
    acceleration -= 0.5 * DENSITY * np.exp(-altitude / SCALE_HEIGHT) * drag * speed * velocity
    return np.concatenate([velocity, acceleration, np.zeros_like(state[6:7])])


def look(place: Site, position: np.ndarray) -> np.ndarray:
    """Range and direction cosines; shape (3, ...)."""
    line = (position.T - place.position).T
    distance = np.sqrt((line**2).sum(axis=0))
    return np.stack(
        [
            distance,
            np.tensordot(place.across, line, axes=1) / distance,
            np.tensordot(place.up, line, axes=1) / distance,
        ]
    )


def advance(state: np.ndarray, dt: float) -> np.ndarray:
    """Fourth-order Runge-Kutta with fixed steps."""
    steps = int(np.ceil(dt / LONGEST_STEP_S))
    h = dt / steps
    for _ in range(steps):
        k1 = motion(state)
        k2 = motion(state + 0.5 * h * k1)
        k3 = motion(state + 0.5 * h * k2)
        k4 = motion(state + h * k3)
        state = state + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
    return state


def slopes(function: Callable[[np.ndarray], np.ndarray], state: np.ndarray) -> np.ndarray:
    """Central differences of a function of the state, shape (m, 7).

    Stone Soup's own difference quotient (1.9.1) takes steps of 1e-8 where a component is negative,
    which rounding drowns for positions of 3,000 km: its columns were wrong by up to 2 %.
    """
    steps = np.diag([10.0] * 3 + [1.0] * 3 + [1e-6])
    columns = state.reshape(7, 1)
    change = function(columns + steps) - function(columns - steps)
    return change / (2.0 * np.diag(steps))


def true_flight() -> tuple[np.ndarray, np.ndarray]:
    """Times and states of a warhead at 2 km/s over its top at 163 km and down to 25 km."""
    place = site()
    east, zenith = place.across, place.zenith
    north = np.cross(zenith, east)
    position = place.position + 420e3 * north + 20e3 * east + 145e3 * zenith
    velocity = 1800.0 * -north + 400.0 * zenith
    start = np.concatenate([position, velocity, [DRAG_AREA_PER_MASS]])
    times = np.arange(0.0, 211.0, INTERVAL_S)
    flown = solve_ivp(
        lambda _, state: motion(state), (0.0, times[-1]), start, "DOP853", times,
        rtol=1e-12, atol=1e-9,
    )  # fmt: skip
    return times, flown.y.T


def draw(seed: int = 20160430) -> dict[str, np.ndarray]:
    """Measurements with errors, and a first estimate that is off as it may be."""
    generator = np.random.default_rng(seed)
    times, states = true_flight()
    errors = np.array([RANGE_ERROR_M, SINE_ERROR, SINE_ERROR])
    clean = look(site(), states[:, :3].T).T
    measured = clean + errors * generator.standard_normal(clean.shape)
    start = states[0] + START_DEVIATIONS * generator.standard_normal(7)
    return {"time": times[1:], "measured": measured[1:], "errors": errors, "start": start}


def filtered(case: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Estimates (n, 7) and covariances (n, 7, 7) after each measurement."""
    step = tracker(case)
    results = [step() for _ in case["time"]]
    return np.array([r[0] for r in results]), np.array([r[1] for r in results])


def tracker(case: dict[str, np.ndarray]) -> Any:
    """A function that has Stone Soup take in the next measurement."""
    from stonesoup.models.measurement.nonlinear import NonLinearGaussianMeasurement
    from stonesoup.models.transition.nonlinear import GaussianTransitionModel
    from stonesoup.predictor.kalman import ExtendedKalmanPredictor
    from stonesoup.types.array import CovarianceMatrix, StateVectors
    from stonesoup.types.detection import Detection
    from stonesoup.types.hypothesis import SingleHypothesis
    from stonesoup.types.state import GaussianState
    from stonesoup.updater.kalman import ExtendedKalmanUpdater

    place = site()

    class FreeFlight(GaussianTransitionModel):  # type: ignore[misc]
        ndim_state = 7

        def covar(self, **_: Any) -> Any:
            return CovarianceMatrix(np.zeros((7, 7)))

        def function(self, state: Any, noise: Any = False, **options: Any) -> Any:
            dt = options["time_interval"].total_seconds()
            return advance(np.asarray(state.state_vector, float), dt).view(StateVectors)

        def jacobian(self, state: Any, **options: Any) -> Any:
            dt = options["time_interval"].total_seconds()
            return slopes(lambda at: advance(at, dt), np.asarray(state.state_vector, float))

    class FaceCosines(NonLinearGaussianMeasurement):  # type: ignore[misc]
        ndim_meas = 3

        def function(self, state: Any, noise: Any = False, **_: Any) -> Any:
            seen = look(place, np.asarray(state.state_vector, float)[:3])
            return seen.view(StateVectors)

        def jacobian(self, state: Any, **_: Any) -> Any:
            return slopes(lambda at: look(place, at[:3]), np.asarray(state.state_vector, float))

    predictor = ExtendedKalmanPredictor(FreeFlight())
    model = FaceCosines(
        ndim_state=7, mapping=(0, 1, 2), noise_covar=CovarianceMatrix(np.diag(case["errors"] ** 2))
    )
    updater = ExtendedKalmanUpdater(model)
    epoch = datetime(2016, 4, 30)
    state: Any = GaussianState(
        case["start"][:, None], CovarianceMatrix(np.diag(START_DEVIATIONS**2)), timestamp=epoch
    )
    queue = iter(zip(case["time"], case["measured"], strict=True))

    def step() -> tuple[np.ndarray, np.ndarray]:
        nonlocal state
        time, measured = next(queue)
        stamp = epoch + timedelta(seconds=float(time))
        prediction = predictor.predict(state, timestamp=stamp)
        detection = Detection(measured[:, None], timestamp=stamp, measurement_model=model)
        state = updater.update(SingleHypothesis(prediction, detection))
        return np.asarray(state.state_vector, float).ravel(), np.asarray(state.covar, float)

    return step


def read() -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """The stored case, and Stone Soup's estimates and covariances."""
    table = np.loadtxt(MEASUREMENTS, delimiter=",", skiprows=2)
    result = np.loadtxt(TRACK, delimiter=",", skiprows=1)
    with MEASUREMENTS.open(encoding="utf-8") as file:
        start = np.array([float(value) for value in file.readline().split(":")[1].split(",")])
    covariance = np.empty((len(result), 7, 7))
    rows, columns = np.triu_indices(7)
    covariance[:, rows, columns] = result[:, 8:]
    covariance[:, columns, rows] = result[:, 8:]
    case = {"time": table[:, 0], "measured": table[:, 1:4], "start": start}
    case["errors"] = np.array([RANGE_ERROR_M, SINE_ERROR, SINE_ERROR])
    return case, result[:, 1:8], covariance


def write(case: dict[str, np.ndarray], states: np.ndarray, covariances: np.ndarray) -> None:
    """Store a case and its results."""
    start = ",".join(repr(float(value)) for value in case["start"])
    names = "time_s,range_m,across,up"
    _table(
        MEASUREMENTS,
        f"# first estimate: {start}\n{names}",
        np.column_stack([case["time"], case["measured"]]),
        "%.17g",
    )
    rows, columns = np.triu_indices(7)
    names = ["x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s", "drag_m2_kg"]
    headings = [f"cov_{i}{j}" for i, j in zip(rows, columns, strict=True)]
    _table(
        TRACK,
        ",".join(["time_s", *names, *headings]),
        np.column_stack([case["time"], states, covariances[:, rows, columns]]),
        "%.12g",
    )


def _table(path: Path, header: str, rows: np.ndarray, form: str | Sequence[str]) -> None:
    np.savetxt(path, rows, delimiter=",", header=header, comments="", fmt=form)


if __name__ == "__main__":
    drawn = draw()
    write(drawn, *filtered(drawn))
