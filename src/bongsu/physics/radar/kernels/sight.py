"""What a radar sees of a sampled flight: signals at its rows and between them, edges of a sight."""

from typing import NamedTuple

from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import lean_inline_kernel, lean_inner_kernel, lean_kernel
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple, cross_section_towards
from bongsu.physics.radar.kernels.signal import RadarTuple, detects, signal_to_noise

_HALVINGS = 14  # of one sampling step: below 1 ms


class ThreatTuple(NamedTuple):
    """A sampled flight (``float64[>= rows, 7]``) and what the radar sees of it.

    `altitudes` is that of each row [m]; `highest_m` and `fastest_m_s` are the greatest altitude
    and speed among them.
    """

    samples: FloatArray
    rows: int
    altitudes: FloatArray
    highest_m: float
    fastest_m_s: float
    powered_until_s: float
    powered_cross_section: CrossSectionTuple
    cross_section: CrossSectionTuple


@lean_inner_kernel
def _shown(
    radar: RadarTuple,
    threat: ThreatTuple,
    time: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> float:
    """Cross-section that a threat shows to a radar."""
    powered = time < threat.powered_until_s
    cross_section = threat.powered_cross_section if powered else threat.cross_section
    return cross_section_towards(cross_section, radar.site, x, y, z, vx, vy, vz)


@lean_inline_kernel
def threat_signal(
    radar: RadarTuple,
    threat: ThreatTuple,
    time: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> float:
    """Signal-to-noise ratio of one dwell on a threat.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
        The flight, for its cross-section.
    time : float
        Time since launch. [s]
    x, y, z : float
        ECEF position at that time. [m]
    vx, vy, vz : float
        Velocity at that time, along which the axis lies. [m/s]

    Returns
    -------
    float
        Power ratio, 0 outside the field of regard. [1]
    """
    shown_m2 = _shown(radar, threat, time, x, y, z, vx, vy, vz)
    return signal_to_noise(radar, x, y, z, shown_m2)


@lean_inline_kernel
def threat_seen(
    radar: RadarTuple,
    threat: ThreatTuple,
    time: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> bool:
    """Whether one dwell would detect a threat.

    Parameters
    ----------
    radar, threat, time, x, y, z, vx, vy, vz
        See :func:`threat_signal`.

    Returns
    -------
    bool
        Whether that ratio reaches the radar's required one.
    """
    return detects(radar, x, y, z, _shown(radar, threat, time, x, y, z, vx, vy, vz))


@lean_inline_kernel
def signal_at(radar: RadarTuple, threat: ThreatTuple, time: float) -> float:
    """Signal-to-noise ratio of one dwell at any time of a flight.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
        The flight, at least two rows.
    time : float
        Time since launch; held at the ends of the flight. [s]

    Returns
    -------
    float
        Power ratio, 0 outside the field of regard. [1]
    """
    x, y, z, vx, vy, vz = state_at(threat.samples, threat.rows, time)
    return threat_signal(radar, threat, time, x, y, z, vx, vy, vz)


@lean_inline_kernel
def signal_in_row(radar: RadarTuple, threat: ThreatTuple, row: int) -> float:
    """Signal-to-noise ratio of one dwell at a sampled row; see :func:`signal_at`.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    row : int
        Index of the row. [1]

    Returns
    -------
    float
        Power ratio, 0 outside the field of regard. [1]
    """
    at = threat.samples[row]
    return threat_signal(radar, threat, at[0], at[1], at[2], at[3], at[4], at[5], at[6])


@lean_kernel
def fill_signals(radar: RadarTuple, threat: ThreatTuple, ratios: FloatArray) -> None:
    """Signal-to-noise ratio of one dwell at all rows of a flight.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    ratios : ndarray, shape (>= rows,)
        Filled with power ratios, 0 outside the field of regard. [1]
    """
    for row in range(threat.rows):
        ratios[row] = signal_in_row(radar, threat, row)


@lean_inline_kernel
def seen_at(radar: RadarTuple, threat: ThreatTuple, time: float) -> bool:
    """Whether one dwell would detect the threat at any time of its flight.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    time : float
        Time since launch. [s]

    Returns
    -------
    bool
        Whether the ratio reaches the radar's required one.
    """
    x, y, z, vx, vy, vz = state_at(threat.samples, threat.rows, time)
    return threat_seen(radar, threat, time, x, y, z, vx, vy, vz)


@lean_inline_kernel
def seen_in_row(radar: RadarTuple, threat: ThreatTuple, row: int) -> bool:
    """Whether one dwell would detect the threat at a sampled row; see :func:`seen_at`.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    row : int
        Index of the row. [1]

    Returns
    -------
    bool
        Whether the ratio reaches the radar's required one.
    """
    at = threat.samples[row]
    return threat_seen(radar, threat, at[0], at[1], at[2], at[3], at[4], at[5], at[6])


@lean_kernel
def sight_edge(radar: RadarTuple, threat: ThreatTuple, hidden: float, seen: float) -> float:
    """Begin or end of a sight between two times, at most one sampling step apart.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    hidden, seen : float
        Times at which one dwell would not, and would, detect it. [s]

    Returns
    -------
    float
        A time at which it would, within a millisecond of one at which it would not. [s]
    """
    for _ in range(_HALVINGS):
        middle = 0.5 * (hidden + seen)
        if seen_at(radar, threat, middle):
            seen = middle
        else:
            hidden = middle
    return seen


@lean_kernel
def fill_row_snr(radar: RadarTuple, samples: FloatArray, ratios: FloatArray) -> None:
    """Signal-to-noise ratio of a square metre at the rows of one flight, or of several in a row.

    Parameters
    ----------
    radar : RadarTuple
    samples : ndarray, shape (n, 7)
        Time, ECEF position and velocity. [s, m, m/s]
    ratios : ndarray, shape (n,)
        Filled with the ratios, 0 outside the field of regard. [1]
    """
    for i in range(samples.shape[0]):
        ratios[i] = signal_to_noise(radar, samples[i, 1], samples[i, 2], samples[i, 3], 1.0)
