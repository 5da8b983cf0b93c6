"""Every command that the README and the documents show is one that the command line takes."""

import re
import shlex
from pathlib import Path

import pytest

from bongsu.cli.app import app

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN = re.compile(r"^ {4}(?:uv run (?:--\S+ )*)?(?=bongsu )", re.MULTILINE)


def _commands():
    for page in PAGES:
        text = page.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            if not SHOWN.match(line):
                continue
            for part in line.split("&&"):
                words = shlex.split(part, comments=True)
                yield pytest.param(
                    words[words.index("bongsu") + 1 :], id=f"{page.name}: {' '.join(words)}"
                )


COMMANDS = list(_commands())


def test_commands_are_found():
    assert {word for parameter in COMMANDS for word in parameter.values[0][:1]} >= {
        "brief",
        "battery",
        "missile",
        "radar",
        "scenario",
        "catalog",
    }


@pytest.mark.parametrize("words", COMMANDS)
def test_documented_command_is_understood(words):
    app.parse_args(words, exit_on_error=False, print_error=False)


@pytest.mark.parametrize(
    "words", [["battery", "timeline", "--missle", "nodong"], ["radar", "rnge"], ["missile", "fly"]]
)
def test_a_command_that_is_not_there_is_noticed(words):
    with pytest.raises(Exception, match=r"\S"):
        app.parse_args(words, exit_on_error=False, print_error=False)


@pytest.mark.parametrize(
    "words",
    [
        ["brief"],
        ["battery", "footprint"],
        ["battery", "plan", "--threat", "nodong:hwangju:busan"],
        ["battery", "reach"],
        ["battery", "sites"],
        ["battery", "timeline", "--missile", "nodong", "--from", "hwangju", "--to", "busan"],
        ["battery", "verdicts"],
        ["radar", "budget"],
        ["radar", "compare"],
        ["radar", "coverage"],
        ["radar", "switch"],
        ["radar", "track", "--missile", "nodong", "--from", "38.7,126.1", "--to", "35.1,129.0"],
        ["scenario", "check"],
        ["scenario", "show"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_scenario_is_given_with_or_without_its_option(words):
    length = 1 if words[0] == "brief" else 2
    plain = [*words[:length], "mine.yaml", *words[length:]]
    for given in (plain, [*words, "--scenario", "mine.yaml"]):
        _, bound, _ = app.parse_args(given, exit_on_error=False, print_error=False)
        assert bound.arguments["scenario"] == "mine.yaml"
