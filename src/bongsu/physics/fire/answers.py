"""What one battery can do about many flights: the rows that kernels fill, by name."""

from typing import NamedTuple

import numpy as np

from bongsu.physics.fire.kernels.engage import (
    APOGEE,
    COMMITTED,
    DETECTED,
    FIRM,
    FIRST_ALTITUDE,
    FIRST_RANGE,
    FIRST_TIME,
    LAST_ALTITUDE,
    LAST_RANGE,
    LAST_TIME,
    MARGIN_M,
    MARGIN_S,
    REASON,
    RESULT_SIZE,
    ROUNDS,
    SHOTS,
    SURVIVAL,
)
from bongsu.physics.numerics.arrays import FloatArray


class Engagements(NamedTuple):
    """Answers of one battery, one element per flight; not a number where there is no flight.

    Every array is a view of one table. The words are those of
    :class:`bongsu.physics.fire.control.Engagement`.

    Attributes
    ----------
    reason : ndarray, shape (n,)
        Code of the first reason why there is no shot, of
        :data:`bongsu.physics.fire.control.REASONS`. [1]
    detected_s, firm_s, committed_s : ndarray, shape (n,)
        Detection, confirmed track and earliest launch. [s]
    first_s, last_s : ndarray, shape (n,)
        Earliest and latest feasible intercept. [s]
    first_altitude_m, last_altitude_m : ndarray, shape (n,)
        Their altitudes. [m]
    first_range_m, last_range_m : ndarray, shape (n,)
        Their ground ranges from the launcher. [m]
    shots, rounds : ndarray, shape (n,)
        Shots the doctrine allows and rounds of fire. [1]
    margin_s : ndarray, shape (n,)
        By how much the launch may slip. [s]
    margin_m : ndarray, shape (n,)
        How far inside reach the best point is. [m]
    apogee_m : ndarray, shape (n,)
        Greatest altitude of the flight. [m]
    survival : ndarray, shape (n,)
        Probability that the flight survives all shots. [1]
    """

    reason: FloatArray
    detected_s: FloatArray
    firm_s: FloatArray
    committed_s: FloatArray
    first_s: FloatArray
    last_s: FloatArray
    first_altitude_m: FloatArray
    last_altitude_m: FloatArray
    first_range_m: FloatArray
    last_range_m: FloatArray
    shots: FloatArray
    rounds: FloatArray
    margin_s: FloatArray
    margin_m: FloatArray
    apogee_m: FloatArray
    survival: FloatArray


def answers_table(flights: int) -> FloatArray:
    """Make room for the answers about many flights.

    Parameters
    ----------
    flights : int
        How many. [1]

    Returns
    -------
    ndarray, shape (flights, 16)
        To be filled by :func:`bongsu.physics.fire.kernels.many_arcs.engage_sampled`. [s, m, 1]
    """
    return np.empty((flights, RESULT_SIZE))


def by_name(table: FloatArray) -> Engagements:
    """Name the columns of a table of answers, or the numbers of one answer.

    Parameters
    ----------
    table : ndarray, shape (n, 16) or (16,)
        From :func:`answers_table`, filled. [s, m, 1]

    Returns
    -------
    Engagements
        Views of the columns.
    """
    return Engagements(
        reason=table[..., REASON],
        detected_s=table[..., DETECTED],
        firm_s=table[..., FIRM],
        committed_s=table[..., COMMITTED],
        first_s=table[..., FIRST_TIME],
        last_s=table[..., LAST_TIME],
        first_altitude_m=table[..., FIRST_ALTITUDE],
        last_altitude_m=table[..., LAST_ALTITUDE],
        first_range_m=table[..., FIRST_RANGE],
        last_range_m=table[..., LAST_RANGE],
        shots=table[..., SHOTS],
        rounds=table[..., ROUNDS],
        margin_s=table[..., MARGIN_S],
        margin_m=table[..., MARGIN_M],
        apogee_m=table[..., APOGEE],
        survival=table[..., SURVIVAL],
    )
