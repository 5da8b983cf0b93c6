"""Many aimed arcs against one battery; each arc lives only in its thread's buffer."""

from math import nan
from typing import NamedTuple

import numpy as np

from bongsu.physics.aim.kernels.many import write_answer
from bongsu.physics.aim.kernels.map import AimMapTuple, AimTaskTuple, aim_by_map, polar_frame
from bongsu.physics.aim.kernels.steering import OK
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.fire.kernels.engage import SHOT_SIZE, engage
from bongsu.physics.fire.kernels.track import FireControlTuple, firm_track
from bongsu.physics.fire.kernels.window import WORK_ROWS, BatteryTuple
from bongsu.physics.flight.kernels.boost import MissileTuple
from bongsu.physics.flight.kernels.heights import FASTEST, HIGHEST
from bongsu.physics.flight.kernels.leg import RecordTuple, write_row
from bongsu.physics.flight.kernels.missile_flight import sample_flight
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple
from bongsu.physics.radar.kernels.sight import ThreatTuple
from bongsu.physics.radar.kernels.signal import RadarTuple

MOST_SHOTS = 64  # at one threat; no doctrine comes near it


class ArcsTuple(NamedTuple):
    """One missile from one launch point, with the steering that aims it at each point.

    `steering` has one row per aim point: azimuth [rad], loft [rad], end of thrust [s]; a row that
    is not finite has no arc. `cross_section` and `powered_cross_section` are what a radar sees.
    """

    missile: MissileTuple
    launch: Vector
    steering: FloatArray
    environment: EnvironmentTuple
    tolerance_m: float
    step_s: float
    longest_s: float
    powered_cross_section: CrossSectionTuple
    cross_section: CrossSectionTuple


@kernel
def _sample(arcs: ArcsTuple, index: int, buffer: FloatArray) -> int:
    """Fly one arc into the buffer and return its rows; none where there is no arc."""
    azimuth, loft, cutoff = arcs.steering[index]
    if azimuth - azimuth != 0.0:
        return 0
    return sample_flight(
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


@kernel
def sampled_threat(
    arcs: ArcsTuple,
    index: int,
    buffer: FloatArray,
    rows: int,
    altitudes: FloatArray,
    extent: FloatArray,
) -> ThreatTuple:
    """Give a sampled arc as a radar sees it.

    Parameters
    ----------
    arcs : ArcsTuple
        Missile, launch point and steering.
    index : int
        Its aim point. [1]
    buffer : ndarray, shape (m, 7)
        Times, positions and velocities. [s, m, m/s]
    rows : int
        How many of them are filled. [1]
    altitudes : ndarray, shape (m,)
        Of these rows. [m]
    extent : ndarray, shape (2,)
        Greatest altitude and speed of these rows. [m, m/s]

    Returns
    -------
    ThreatTuple
        Powered until the end of its thrust.
    """
    burnout = arcs.missile.stages[arcs.missile.stages.shape[0] - 1, 1]
    powered_until = min(burnout, arcs.steering[index, 2])
    return ThreatTuple(
        buffer,
        rows,
        altitudes,
        extent[HIGHEST],
        extent[FASTEST],
        powered_until,
        arcs.powered_cross_section,
        arcs.cross_section,
    )


@kernel
def sample_arcs(
    arcs: ArcsTuple, first: int, last: int, buffers: FloatArray, rows: IntArray
) -> None:
    """Fly the arcs of a range of aim points into buffers.

    Parameters
    ----------
    arcs : ArcsTuple
        Missile, launch point and steering.
    first, last : int
        Half-open range of aim points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        Filled with times, positions and velocities. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        Filled with the rows of each arc, 0 where there is none. [1]
    """
    for index in range(first, last):
        rows[index - first] = _sample(arcs, index, buffers[index - first])


@kernel
def aim_and_sample(
    task: AimTaskTuple,
    steering: AimMapTuple,
    points: FloatArray,
    arcs: ArcsTuple,
    first: int,
    last: int,
    buffers: FloatArray,
    rows: IntArray,
    status: IntArray,
    numbers: FloatArray,
) -> None:
    """Aim at a range of points and keep the flights that aimed.

    Parameters
    ----------
    task : AimTaskTuple
        What is aimed.
    steering : AimMapTuple
        With all nodes solved that the points need.
    points : ndarray, shape (n, 2)
        Geodetic latitude and longitude. [rad]
    arcs : ArcsTuple
        The same missile and launch point; its `steering` is filled.
    first, last : int
        Half-open range of points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        Filled with times, positions and velocities. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        Filled with the rows of each arc; 0 where there is none or the buffer is too short. [1]
    status : ndarray, shape (n,)
        Filled as by :func:`bongsu.physics.aim.kernels.many.aim_points`. [1]
    numbers : ndarray, shape (n, 6)
        Filled as by :func:`bongsu.physics.aim.kernels.many.aim_points`. [rad, s, m]
    """
    frame = polar_frame(task.launch)
    for index in range(first, last):
        buffer = buffers[index - first]
        record = RecordTuple(arcs.step_s, buffer, np.empty(0), np.empty((0, 2)))
        latitude, longitude = points[index]
        found = aim_by_map(task, steering, frame, latitude, longitude, record)
        status[index] = found.aim.status
        write_answer(found.aim, numbers[index])
        rows[index - first] = 0
        if found.aim.status != OK:
            continue
        arcs.steering[index] = numbers[index, :3]
        flight = found.aim.flight
        if not found.recorded:
            rows[index - first] = _sample(arcs, index, buffer)
        elif flight.time_s <= arcs.step_s * (buffer.shape[0] - 1):
            write_row(buffer, flight.rows, flight.time_s, flight.position, flight.velocity)
            rows[index - first] = flight.rows + 1


@kernel
def engage_sampled(
    arcs: ArcsTuple,
    battery: BatteryTuple,
    cue_s: FloatArray,
    first: int,
    last: int,
    buffers: FloatArray,
    rows: IntArray,
    altitudes: FloatArray,
    extents: FloatArray,
    results: FloatArray,
) -> None:
    """Play sampled arcs against one battery.

    Parameters
    ----------
    arcs : ArcsTuple
        Missile, launch point and steering.
    battery : BatteryTuple
        Radar, launchers, reach and fire control.
    cue_s : ndarray, shape (n,)
        Time at which another radar's track of each arc reaches fire control. [s]
    first, last : int
        Half-open range of aim points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        From :func:`sample_arcs`. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        From :func:`sample_arcs`. [1]
    altitudes, extents : ndarray, shape (last - first, m) and (last - first, 2)
        From :func:`bongsu.physics.flight.kernels.heights.fill_all_heights`. [m, m/s]
    results : ndarray, shape (n, 16)
        Rows `first` to `last` are filled as by :func:`bongsu.physics.fire.kernels.engage.engage`,
        with not a number where there is no arc. [s, m, 1]
    """
    work = np.empty((WORK_ROWS, buffers.shape[1]))
    shots = np.empty((MOST_SHOTS, SHOT_SIZE))
    for index in range(first, last):
        if rows[index - first] < 2:
            results[index, :] = nan
            continue
        arc = index - first
        threat = sampled_threat(arcs, index, buffers[arc], rows[arc], altitudes[arc], extents[arc])
        engage(battery, threat, cue_s[index], work, shots, results[index])


@kernel
def lower_cues(
    arcs: ArcsTuple,
    radar: RadarTuple,
    rules: FireControlTuple,
    delay_s: float,
    first: int,
    last: int,
    buffers: FloatArray,
    rows: IntArray,
    altitudes: FloatArray,
    extents: FloatArray,
    cue_s: FloatArray,
) -> None:
    """Lower the cue times of sampled arcs to those of one more radar.

    Parameters
    ----------
    arcs : ArcsTuple
        Missile, launch point and steering.
    radar : RadarTuple
        A radar that is not the battery's.
    rules : FireControlTuple
        Durations of detection and confirmation.
    delay_s : float
        From that radar's confirmed track to the battery's fire control. [s]
    first, last : int
        Half-open range of aim points. [1]
    buffers : ndarray, shape (last - first, m, 7)
        From :func:`sample_arcs`. [s, m, m/s]
    rows : ndarray, shape (last - first,)
        From :func:`sample_arcs`. [1]
    altitudes, extents : ndarray, shape (last - first, m) and (last - first, 2)
        From :func:`bongsu.physics.flight.kernels.heights.fill_all_heights`. [m, m/s]
    cue_s : ndarray, shape (n,)
        Rows `first` to `last` are lowered where this radar is sooner. [s]
    """
    for index in range(first, last):
        if rows[index - first] < 2:
            continue
        arc = index - first
        threat = sampled_threat(arcs, index, buffers[arc], rows[arc], altitudes[arc], extents[arc])
        cue_s[index] = min(cue_s[index], firm_track(radar, threat, rules).firm_s + delay_s)
