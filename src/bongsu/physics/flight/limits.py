"""How finely and how long single flights are flown, and what is kept of them."""

from math import inf

import numpy as np

from bongsu.physics.flight.kernels.leg import RecordTuple
from bongsu.physics.flight.missile import require

DEFAULT_TOLERANCE_M = 1.0
"""Allowed error of one step; keeps impact points within 10 m. [m]"""


FINE_TOLERANCE_M = 1e-4
"""Allowed error of one step; keeps impact points within 1 cm. [m]"""


LEAST_RISE_M = 1e-3
"""A body that never is this high has no flight. [m]"""


LONGEST_FLIGHT_S = 86400.0
"""Flights that have not come down by then are left in the air. [s]"""


def empty_record(
    longest: float, sample_step: float | None, altitudes: tuple[float, ...] = ()
) -> RecordTuple:
    """Make room for what is kept of a flight.

    Parameters
    ----------
    longest : float
        Longest time of flight for which samples are kept. [s]
    sample_step : float or None
        Time between them; none keeps none. [s]
    altitudes : tuple of float
        Altitudes whose crossings are kept. [m]

    Returns
    -------
    RecordTuple
        For the kernels to fill.

    Raises
    ------
    InputError
        If the step is out of range.
    """
    if sample_step is None:
        step, rows = inf, 2
    else:
        require("time between samples", sample_step, 1e-3, 1e5, "s")
        step, rows = float(sample_step), int(longest / sample_step) + 3
    crossings = np.full((len(altitudes), 2), np.inf)
    return RecordTuple(step, np.zeros((rows, 7)), np.array(altitudes, dtype=float), crossings)
