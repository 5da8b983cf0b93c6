"""When other radars' tracks reach a battery's fire control."""

from math import inf

from bongsu.engagement.batteries import FireUnit
from bongsu.physics.fire.kernels.track import ThreatTuple, firm_track


def cue_time(unit: FireUnit, threat: ThreatTuple) -> float:
    """Time at which the first track of another radar reaches a battery.

    Parameters
    ----------
    unit : FireUnit
        The battery, with the radars that can cue it.
    threat : ThreatTuple
        The flight.

    Returns
    -------
    float
        Since the threat's launch: that radar's confirmed track plus the time to pass it on;
        infinite where no radar cues. [s]
    """
    rules = unit.kernel.fire_control
    tracks = (float(firm_track(radar, threat, rules).firm_s) for radar in unit.cues)
    return min(tracks, default=inf) + unit.cue_s
