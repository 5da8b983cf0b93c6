"""A deployment: a scenario that is changed by its verbs and asked for its answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bongsu.scenario import Scenario, built_in_scenarios, load_scenario, parse_scenario

if TYPE_CHECKING:
    from bongsu.front.footprint import FootprintResult


class Deployment(Scenario):
    """A scenario that answers."""

    def footprint(self, *, required_shots: int = 1) -> FootprintResult:
        """Compute whom the batteries protect."""
        from bongsu.front.footprint import FootprintResult
        from bongsu.studies.footprint.play import footprint

        return FootprintResult(self, footprint(self, required_shots=required_shots))


def load(source: str | Path = "korea-2016") -> Deployment:
    """Load a deployment."""
    return load_scenario(source, Deployment)


def parse(text: str) -> Deployment:
    """Read from text."""
    return parse_scenario(text, kind=Deployment)


def scenarios() -> list[str]:
    """List."""
    return built_in_scenarios()
