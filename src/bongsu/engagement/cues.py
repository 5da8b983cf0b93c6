"""When other radars' tracks reach a battery's fire control."""

from math import inf

from bongsu.engagement.batteries import FireUnit
from bongsu.physics.fire.options import firm_time
from bongsu.physics.radar.sampled_flight import SampledFlight


def cue_time(unit: FireUnit, flight: SampledFlight) -> float:
    """Time at which the first track of another radar reaches a battery.

    Parameters
    ----------
    unit : FireUnit
        The battery, with the radars that can cue it.
    flight : SampledFlight

    Returns
    -------
    float
        Since the threat's launch: that radar's confirmed track plus the time to pass it on;
        infinite where no radar cues. [s]
    """
    rules = unit.kernel.fire_control
    tracks = (firm_time(radar, flight, rules) for radar in unit.cues)
    return min(tracks, default=inf) + unit.cue_s
