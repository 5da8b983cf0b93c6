"""Flights of a scenario that are not aimed at the protected region."""

from collections.abc import Sequence
from dataclasses import replace

from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.plans import plan_of
from bongsu.engagement.threats import fly_one
from bongsu.errors import OutOfReachError
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario


def other_arcs(
    scenario: Scenario,
    group: str | None = None,
    targets: Sequence[str] | None = None,
    *,
    flown: FlownPlans | None = None,
) -> tuple[list[SampledFlight], list[str]]:
    """Fly all arcs of the scenario's other flights.

    Parameters
    ----------
    scenario : Scenario
    group : str, optional
        Fly those of one group alone.
    targets : sequence of str, optional
        Fly to these places instead of those of the scenario.
    flown : FlownPlans, optional
        Flights of scenarios that differ from this one in the values of their rows.

    Returns
    -------
    list of SampledFlight
        Arcs that exist.
    list of str
        A sentence for each that does not: out of the missile's reach, or no such shape.
    """
    fly = fly_one if flown is None else flown.fly_one
    arcs, missing = [], []
    for flights in scenario.other_flights:
        if group not in (None, flights.group):
            continue
        for area in flights.launch_areas:
            start = scenario.place("launch-area", area)
            plans = [plan_of(scenario, flights, start, shape) for shape in flights.shapes]
            for target in flights.targets if targets is None else targets:
                end = scenario.place("target", target)
                for plan in plans:
                    place = end.latitude_deg, end.longitude_deg
                    try:
                        arc = fly(scenario, plan, *place, target=end.name)
                    except OutOfReachError as error:
                        missing.append(f"{start.title} to {end.title}: {error}")
                        continue
                    title = f"{plan.title}, {start.title} to {end.title}"
                    arcs.append(replace(arc, group=flights.group, title=title))
    return arcs, missing
