"""What several batteries can do together about the same arcs, cell by cell and by name."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bongsu.engagement.batteries import FireUnit
from bongsu.physics.fire.answers import Engagements
from bongsu.physics.numerics.arrays import FloatArray, IntArray

OUT_OF_RANGE, NO_SUCH_SHAPE = 5, 6

# of two batteries without a shot, the reason that comes nearer to one is reported
_NEARNESS = np.array([5, 1, 4, 2, 3, 0, 0])


class Answers(NamedTuple):
    """Answers of a footprint; arrays are over cells, or over sites, flights and cells.

    Attributes
    ----------
    reason : ndarray
        Code of the first reason why there is no shot, of :data:`CELL_REASONS`. [1]
    shots : ndarray
        Shots that the doctrines allow, of all batteries. [1]
    p_defend : ndarray
        Probability that the warhead is destroyed; not a number where no arc reaches. [1]
    margin_s : ndarray
        Time by which the launch may slip, of the battery that may wait longest. [s]
    margin_km : ndarray
        Distance inside reach, of the battery that reaches farthest. [km]
    first_intercept_altitude_km, last_intercept_altitude_km : ndarray
        Altitudes of the highest earliest and the lowest latest intercept. [km]
    """

    reason: FloatArray
    shots: FloatArray
    p_defend: FloatArray
    margin_s: FloatArray
    margin_km: FloatArray
    first_intercept_altitude_km: FloatArray
    last_intercept_altitude_km: FloatArray


def joined(units: Sequence[FireUnit], played: Sequence[Engagements], status: IntArray) -> Answers:
    """Join what several batteries can do about the same arcs.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries, at least one.
    played : sequence of Engagements
        What each of them can do.
    status : ndarray of int, shape (cells,)
        Index of each cell's arc into :data:`bongsu.physics.aim.aiming.AIM_STATUSES`. [1]

    Returns
    -------
    Answers
        One element per cell.
    """
    flown = status == 0
    cells = status.shape
    nearest = np.full(cells, -1)
    survival, shots = np.ones(cells), np.zeros(cells)
    reason, margin_s, margin_km, first_km, last_km = (np.full(cells, np.nan) for _ in range(5))
    for unit, found in zip(units, played, strict=True):
        code = np.where(flown, found.reason, status + OUT_OF_RANGE - 1).astype(np.int64)
        survival *= 1.0 - unit.kill.destroyed(found.survival)
        shots += np.nan_to_num(found.shots)
        nearer = _NEARNESS[code] > nearest
        nearest = np.where(nearer, _NEARNESS[code], nearest)
        reason = np.where(nearer, code, reason)
        margin_s = np.fmax(margin_s, found.margin_s)
        margin_km = np.fmax(margin_km, found.margin_m / 1e3)
        first_km = np.fmax(first_km, found.first_altitude_m / 1e3)
        last_km = np.fmin(last_km, found.last_altitude_m / 1e3)
    return Answers(
        reason=reason,
        shots=shots,
        p_defend=np.where(flown, 1.0 - survival, np.nan),
        margin_s=margin_s,
        margin_km=margin_km,
        first_intercept_altitude_km=first_km,
        last_intercept_altitude_km=last_km,
    )


def stacked(by_site: Sequence[Sequence[Answers]]) -> Answers:
    """Lay answers out over sites, flights and cells.

    Parameters
    ----------
    by_site : sequence of sequence of Answers
        For each site one for each flight.

    Returns
    -------
    Answers
        Arrays of shape (sites, flights, cells).
    """
    return Answers(*np.moveaxis(np.array(by_site), 2, 0))
