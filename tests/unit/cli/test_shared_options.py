"""Every command that works on a scenario takes the options that mean something to it."""

import pytest

from bongsu.cli.app import app

SHARED = (
    "--site", "--site-altitude", "--boresight", "--mode", "--battery", "--missile", "--from",
    "--shape", "--detect-to-launch", "--clock-start", "--tracks-held", "--cueing", "--spacing",
    "--cross-section-model",
)  # fmt: skip

TERMINAL = "only a radar in terminal mode guides interceptors"
NO_GRID = "nothing is computed over a grid of places"
NO_FLIGHT = "it looks at no flight of the scenario"
NO_FIRE = "no interceptor is fired"
SEVERAL = "several sites, each at its own altitude"
FIRST = "the radar is that of the first battery"
LOOKS = "it shows single looks, which other tracks do not change"
NO_PLACE = "the answer does not depend on where it stands"
NO_SCENARIO = dict.fromkeys(SHARED, "it takes no scenario")
RADAR = {
    "--battery": FIRST, "--spacing": NO_GRID, "--detect-to-launch": NO_FIRE,
    "--clock-start": NO_FIRE, "--cueing": NO_FIRE,
}  # fmt: skip
NO_FLIGHTS = dict.fromkeys(("--missile", "--from", "--shape"), NO_FLIGHT)

# by command: the shared options that it does not take, and why
ABSENT = {
    "battery timeline": {"--mode": TERMINAL, "--spacing": NO_GRID},
    "battery plan": {
        "--mode": TERMINAL, "--spacing": NO_GRID,
        **dict.fromkeys(("--missile", "--from", "--shape"), "--threat says all of it"),
    },
    "battery verdicts": {
        "--mode": TERMINAL, "--spacing": NO_GRID, "--site-altitude": SEVERAL,
        "--battery": "the debate was about one battery", "--shape": "all shapes are compared",
        "--clock-start": "all starts of the clock are compared",
        "--cueing": "the debate was about the battery's own radar",
    },
    "battery footprint": {"--mode": TERMINAL, "--site-altitude": SEVERAL},
    "battery sites": {
        "--mode": TERMINAL, "--site-altitude": SEVERAL,
        "--battery": "the scenario must have one battery",
    },
    "battery reach": dict.fromkeys(SHARED, "the scenario only supplies the catalogue"),
    "battery record": NO_SCENARIO,
    "radar range": {
        name: why
        for name, why in NO_SCENARIO.items()
        if name not in ("--mode", "--cross-section-model")
    },
    "radar coverage": RADAR | NO_FLIGHTS | {"--tracks-held": LOOKS},
    "radar compare": RADAR | NO_FLIGHTS | {"--tracks-held": LOOKS},
    "radar switch": RADAR | NO_FLIGHTS | {"--tracks-held": LOOKS},
    "radar budget": RADAR | NO_FLIGHTS | {
        "--site": NO_PLACE, "--site-altitude": NO_PLACE, "--boresight": NO_PLACE,
        "--tracks-held": "--tracks goes through numbers of them",
    },
    "radar track": RADAR,
}  # fmt: skip


def taken(command):
    noun, verb = command.split()
    names = [argument.names for argument in app[noun][verb].assemble_argument_collection()]
    return {name for several in names for name in several}


def test_every_command_of_the_two_groups_is_in_the_table():
    found = {
        f"{noun} {verb}"
        for noun in ("battery", "radar")
        for verb in app[noun]
        if not verb.startswith("-")
    }
    assert found == set(ABSENT)


@pytest.mark.parametrize("command", ABSENT)
def test_a_shared_option_is_taken_or_its_absence_has_a_reason(command):
    assert set(ABSENT[command]) == set(SHARED) - taken(command)


FLIGHT = ("--missile", "nodong", "--from", "hwangju", "--to", "busan")
SMALL = ("--spacing", "100", "--missile", "nodong", "--from", "hwangju")
COMMANDS = {
    "battery timeline": ("battery", "timeline", *FLIGHT),
    "battery plan": (
        "battery",
        "plan",
        "--threat",
        "nodong:hwangju:busan",
        "--threat",
        "nodong:hwangju:daegu",
    ),
    "battery verdicts": ("battery", "verdicts", "--site", "daegu"),
    "battery footprint": ("battery", "footprint", *SMALL),
    "battery sites": ("battery", "sites", *SMALL, "--site", "daegu", "--site", "wonju"),
    "radar coverage": ("radar", "coverage", "--altitude", "100"),
    "radar compare": ("radar", "compare", "--altitude", "100"),
    "radar switch": ("radar", "switch", "--altitude", "100", "--mode", "forward-based"),
    "radar budget": ("radar", "budget"),
    "radar track": ("radar", "track", *FLIGHT),
}
FIRE = (
    ("--detect-to-launch", "200"),
    ("--clock-start", "200"),
    ("--tracks-held", "1000"),
)
CHANGES = {
    "battery timeline": (
        ("--site", "daegu"), ("--site-altitude", "2000"), ("--boresight", "90"),
        ("--shape", "depressed"), ("--cueing",), *FIRE,
    ),
    "battery plan": (
        ("--site", "daegu"), ("--site-altitude", "2000"), ("--boresight", "90"), *FIRE,
        ("--site", "wonju", "--battery", "lower-daegu"), ("--cueing",),
    ),
    "battery verdicts": (
        ("--site", "wonju"), ("--boresight", "90"), ("--tracks-held", "1000"),
        ("--detect-to-launch", "100"), ("--missile", "musudan"), ("--from", "wonsan"),
    ),
    "battery footprint": (
        ("--site", "daegu"), ("--boresight", "90"), ("--shape", "depressed"), *FIRE,
        ("--from", "sukchon"), ("--battery", "thaad", "--site", "daegu"), ("--cueing",),
    ),
    "battery sites": (
        ("--boresight", "90"), ("--shape", "depressed"), ("--from", "sukchon"), ("--cueing",),
        *FIRE,
    ),
    "radar coverage": (
        ("--site", "daegu"), ("--site-altitude", "2000"), ("--boresight", "90"),
        ("--mode", "forward-based"),
    ),
    "radar compare": (("--site", "daegu"), ("--boresight", "90"), ("--mode", "forward-based")),
    "radar switch": (("--site", "daegu"), ("--site-altitude", "2000"), ("--boresight", "90")),
    "radar budget": (("--mode", "forward-based"),),
    "radar track": (
        ("--site", "daegu"), ("--site-altitude", "2000"), ("--boresight", "60"),
        ("--mode", "forward-based"), ("--tracks-held", "1000"), ("--shape", "depressed"),
    ),
}  # fmt: skip
PLAIN = {}


@pytest.mark.parametrize(
    ("command", "words"), [(name, words) for name, several in CHANGES.items() for words in several]
)
def test_a_shared_option_changes_the_result(answer, command, words):
    if command not in PLAIN:
        PLAIN[command] = compared(answer(*COMMANDS[command]))
    assert compared(answer(*COMMANDS[command], *words)) != PLAIN[command]


def compared(found):
    """A result without what names the scenario, which any option changes."""
    if isinstance(found, dict):
        names = ("scenario_hash", "provenance", "steps")
        return {name: compared(one) for name, one in found.items() if name not in names}
    return [compared(one) for one in found] if isinstance(found, list) else found
