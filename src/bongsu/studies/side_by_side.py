"""Scenarios that are compared with each other: they may differ in their batteries only."""

from collections.abc import Sequence

from bongsu.engagement.factory import missile_design, seen_in_flight
from bongsu.errors import InputError
from bongsu.scenario import Scenario
from bongsu.words import BOOSTING


def first_of(scenarios: Sequence[Scenario]) -> Scenario:
    """Check that scenarios share their flights, and give the first.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one.

    Returns
    -------
    Scenario
        The first; what flies in it flies in all of them.

    Raises
    ------
    InputError
        If there is none, or they differ in region, threats, numerics or in what is known of their
        missiles.
    """
    if not scenarios:
        raise InputError("there is no scenario to compare")
    first, *others = scenarios
    for other in others:
        for part in ("region", "threats", "numerics"):
            if getattr(other, part) != getattr(first, part):
                raise InputError(
                    f"scenarios side by side must share their {part}: compare them one by one"
                )
        if other.catalog is not first.catalog and _flown(other) != _flown(first):
            raise InputError(
                "scenarios side by side must share what is known of their missiles: compare them "
                "one by one"
            )
    return first


def check_one_battery(scenario: Scenario) -> None:
    """Refuse to compare sites of more than one battery.

    Parameters
    ----------
    scenario : Scenario
        The setting.

    Raises
    ------
    InputError
        If it has several batteries.
    """
    if len(scenario.batteries) > 1:
        raise InputError(
            f"the scenario {scenario.name} has {len(scenario.batteries)} batteries; sites are "
            "compared for one: use a scenario with one battery"
        )


def _flown(scenario: Scenario) -> list[object]:
    """Missiles, launch points and what a radar sees: what makes flights alike."""
    catalog = scenario.catalog
    made: list[object] = [seen_in_flight(scenario, BOOSTING)]
    for threat in scenario.threats:
        made.append(missile_design(threat.missile, catalog))
        made.append(seen_in_flight(scenario, scenario.cross_section_of(threat)))
        made += [vars(scenario.place("launch-area", area)) for area in threat.launch_areas]
    return made
