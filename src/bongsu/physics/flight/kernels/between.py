"""A sampled flight between its rows."""

from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import lean_inline_kernel

State = tuple[float, float, float, float, float, float]


@lean_inline_kernel
def state_at(samples: FloatArray, rows: int, time: float) -> State:
    """Position and velocity of a sampled flight by cubic Hermite interpolation.

    Parameters
    ----------
    samples : ndarray, shape (>= rows, 7)
        Time, ECEF position and Earth-fixed velocity; uniform in time but for the last step.
        [s, m, m/s]
    rows : int
        Rows in use, at least 2. [1]
    time : float
        Time since launch; held at the ends of the flight. [s]

    Returns
    -------
    tuple of float
        x, y, z [m], vx, vy, vz [m/s].
    """
    step = samples[1, 0] - samples[0, 0]
    row = min(max(int((time - samples[0, 0]) / step), 0), rows - 2)
    width = samples[row + 1, 0] - samples[row, 0]
    u = min(max((time - samples[row, 0]) / width, 0.0), 1.0)
    h1 = u * u * (3.0 - 2.0 * u)
    h0 = 1.0 - h1
    g0 = width * u * (1.0 - u) * (1.0 - u)
    g1 = -width * u * u * (1.0 - u)
    d = 6.0 * u * (1.0 - u) / width
    e0 = (1.0 - u) * (1.0 - 3.0 * u)
    e1 = u * (3.0 * u - 2.0)
    a = samples[row]
    b = samples[row + 1]
    return (
        h0 * a[1] + h1 * b[1] + g0 * a[4] + g1 * b[4],
        h0 * a[2] + h1 * b[2] + g0 * a[5] + g1 * b[5],
        h0 * a[3] + h1 * b[3] + g0 * a[6] + g1 * b[6],
        d * (b[1] - a[1]) + e0 * a[4] + e1 * b[4],
        d * (b[2] - a[2]) + e0 * a[5] + e1 * b[5],
        d * (b[3] - a[3]) + e0 * a[6] + e1 * b[6],
    )
