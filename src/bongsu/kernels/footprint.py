"""Many aimed arcs against one battery; each arc lives only in its thread's buffer."""

from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.boost import Missile
from bongsu.kernels.boost_flight import sample_flight
from bongsu.kernels.engage import SHOT_SIZE, engage
from bongsu.kernels.engage_track import FireControl, Threat, firm_track
from bongsu.kernels.engage_window import WORK_ROWS, Battery
from bongsu.kernels.environment import Environment
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.jit import kernel
from bongsu.kernels.radar import Radar

Array = NDArray[np.float64]

MOST_SHOTS = 64  # at one threat; no doctrine comes near it


class Arcs(NamedTuple):
    """One missile from one launch point, with the steering that aims it at each point.

    `steering` has one row per aim point: azimuth [rad], loft [rad], end of thrust [s]; a row that
    is not finite has no arc. `section_m2` and `powered_section_m2` are what a radar sees.
    """

    missile: Missile
    launch: Vector
    steering: Array
    environment: Environment
    tolerance_m: float
    step_s: float
    longest_s: float
    powered_section_m2: float
    section_m2: float


@kernel
def _threat(arcs: Arcs, index: int, buffer: Array) -> Threat:
    """Fly one arc into the buffer; no rows where there is no arc."""
    azimuth, loft, cutoff = arcs.steering[index]
    rows = 0
    if azimuth - azimuth == 0.0:
        rows = sample_flight(
            arcs.missile,
            arcs.launch,
            azimuth,
            loft,
            cutoff,
            arcs.environment,
            arcs.tolerance_m,
            arcs.step_s,
            buffer,
        )
    return _sampled(arcs, index, buffer, rows)


@kernel
def _sampled(arcs: Arcs, index: int, buffer: Array, rows: int) -> Threat:
    burnout = arcs.missile.stages[arcs.missile.stages.shape[0] - 1, 1]
    powered_until = min(burnout, arcs.steering[index, 2])
    return Threat(buffer, rows, powered_until, arcs.powered_section_m2, arcs.section_m2)


@kernel
def sample_arcs(arcs: Arcs, first: int, last: int, buffers: Array, rows: NDArray[np.int64]) -> None:
    """Fly the arcs of a range of aim points into buffers.

    Parameters
    ----------
    arcs : Arcs
        Missile, launch point and steering.
    first, last : int
        Half-open range of aim points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        Filled with times, positions and velocities. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        Filled with the rows of each arc, 0 where there is none. [1]
    """
    for index in range(first, last):
        rows[index - first] = _threat(arcs, index, buffers[index - first]).rows


@kernel
def engage_sampled(
    arcs: Arcs,
    battery: Battery,
    cue_s: Array,
    first: int,
    last: int,
    buffers: Array,
    rows: NDArray[np.int64],
    results: Array,
) -> None:
    """Play sampled arcs against one battery.

    Parameters
    ----------
    arcs : Arcs
        Missile, launch point and steering.
    battery : Battery
        Radar, launchers, reach and fire control.
    cue_s : ndarray, shape (n,)
        Time at which another radar's track of each arc reaches fire control. [s]
    first, last : int
        Half-open range of aim points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        From :func:`sample_arcs`. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        From :func:`sample_arcs`. [1]
    results : ndarray, shape (n, 16)
        Rows `first` to `last` are filled as by :func:`bongsu.kernels.engage.engage`, with not a
        number where there is no arc. [s, m, 1]
    """
    work = np.empty((WORK_ROWS, buffers.shape[1]))
    shots = np.empty((MOST_SHOTS, SHOT_SIZE))
    for index in range(first, last):
        if rows[index - first] < 2:
            results[index, :] = nan
            continue
        threat = _sampled(arcs, index, buffers[index - first], rows[index - first])
        engage(battery, threat, cue_s[index], work, shots, results[index])


@kernel
def lower_cues(
    arcs: Arcs,
    radar: Radar,
    rules: FireControl,
    delay_s: float,
    first: int,
    last: int,
    buffers: Array,
    rows: NDArray[np.int64],
    cue_s: Array,
) -> None:
    """Lower the cue times of sampled arcs to those of one more radar.

    Parameters
    ----------
    arcs : Arcs
        Missile, launch point and steering.
    radar : Radar
        A radar that is not the battery's.
    rules : FireControl
        Durations of detection and confirmation.
    delay_s : float
        From that radar's confirmed track to the battery's fire control. [s]
    first, last : int
        Half-open range of aim points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        From :func:`sample_arcs`. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        From :func:`sample_arcs`. [1]
    cue_s : ndarray, shape (n,)
        Rows `first` to `last` are lowered where this radar is sooner. [s]
    """
    for index in range(first, last):
        if rows[index - first] < 2:
            continue
        threat = _sampled(arcs, index, buffers[index - first], rows[index - first])
        cue_s[index] = min(cue_s[index], firm_track(radar, threat, rules).firm_s + delay_s)
