"""How near missiles of others come to the reach of an interceptor."""

from collections.abc import Sequence

import numpy as np

from bongsu.engagement.batteries import fire_unit
from bongsu.physics.fire.options import distance_beyond_reach
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario


def distance_from_reach(scenario: Scenario, arcs: Sequence[SampledFlight]) -> FloatArray:
    """How near each arc comes to the interceptor's reach, whatever the radar sees and when.

    Parameters
    ----------
    scenario : Scenario
        The setting; of its batteries the first.
    arcs : sequence of SampledFlight
        From :func:`other_arcs`.

    Returns
    -------
    ndarray, shape (len(arcs),)
        Least ground distance between the arc, while it is inside the altitude band, and the edge
        of the reach at its altitude; negative inside the reach, infinite when the arc is never in
        the band. [m]
    """
    unit = fire_unit(scenario)
    lowest, highest = unit.interceptor.lowest_altitude_m, unit.interceptor.highest_altitude_m
    band = (float(lowest), float(highest))
    return np.array([distance_beyond_reach(unit.kernel, arc, *band) for arc in arcs])
