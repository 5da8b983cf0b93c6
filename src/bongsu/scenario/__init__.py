"""Scenarios: a deployment, what it faces, and how it is computed, as YAML."""

from bongsu.scenario.load import (
    built_in_scenarios,
    built_in_text,
    dump_scenario,
    load_raid,
    load_scenario,
    packed_scenario,
    parse_raid,
    parse_scenario,
    unpacked_scenario,
)
from bongsu.scenario.models import Scenario
from bongsu.scenario.overrides import Override
from bongsu.scenario.parts.defence import Battery, Doctrine, Launchers, SeparateRadar
from bongsu.scenario.parts.flights import Flights, OtherFlights, Threat
from bongsu.scenario.parts.places import Coordinates
from bongsu.scenario.parts.problems import ChangeError, Problem, ScenarioError
from bongsu.scenario.parts.radars import HeldTracks, RadarSetting, Search, SkylinePoint
from bongsu.scenario.parts.raid import Raid, RaidFile, RaidMissile, Wave
from bongsu.scenario.parts.region import Numerics, Region

__all__ = [
    "Battery",
    "ChangeError",
    "Coordinates",
    "Doctrine",
    "Flights",
    "HeldTracks",
    "Launchers",
    "Numerics",
    "OtherFlights",
    "Override",
    "Problem",
    "RadarSetting",
    "Raid",
    "RaidFile",
    "RaidMissile",
    "Region",
    "Scenario",
    "ScenarioError",
    "Search",
    "SeparateRadar",
    "SkylinePoint",
    "Threat",
    "Wave",
    "built_in_scenarios",
    "built_in_text",
    "dump_scenario",
    "load_raid",
    "load_scenario",
    "packed_scenario",
    "parse_raid",
    "parse_scenario",
    "unpacked_scenario",
]
