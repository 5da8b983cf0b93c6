"""Every shot that one battery could fire at one flight, before any doctrine."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.engage import launch_options
from bongsu.kernels.engage_track import Threat, predicted_error, within_reach
from bongsu.kernels.engage_window import LAUNCH, WORK_ROWS, Battery

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ShotOptions:
    """Every shot that one battery could fire at one threat, at the rows of its flight.

    Attributes
    ----------
    launch_s, intercept_s : ndarray, shape (n,)
        Times since the threat's launch, ascending in the intercept. [s]
    kill_probability : ndarray, shape (n,)
        Of each. [1]
    """

    launch_s: FloatArray
    intercept_s: FloatArray
    kill_probability: FloatArray


def shot_options(battery: Battery, threat: Threat, *, cue_s: float = inf) -> ShotOptions:
    """List the shots that sight, reach and time allow, without any doctrine.

    Parameters
    ----------
    battery : Battery
        From :func:`bongsu.physics.intercept.battery_kernel`.
    threat : Threat
        The sampled flight and its cross-sections.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control. [s]

    Returns
    -------
    ShotOptions
        Empty when there is none.
    """
    rules = battery.fire_control
    work = np.empty((WORK_ROWS, threat.rows))
    track, _ = launch_options(battery, threat, float(cue_s), work)
    rows = np.flatnonzero(np.isfinite(work[LAUNCH]))
    launch = work[LAUNCH, rows].copy()
    intercept = threat.samples[rows, 0].copy()
    kill = np.array(
        [
            rules.shot_probability
            * within_reach(
                predicted_error(
                    track.look_error_m,
                    rules.track_interval_s,
                    max(begin - track.detected_s, rules.track_interval_s),
                    end - begin,
                ),
                rules.divert_reach_m,
            )
            for begin, end in zip(launch, intercept, strict=True)
        ]
    )
    return ShotOptions(launch, intercept, kill)
