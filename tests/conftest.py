"""What all tests share: how examples are drawn, commands run, and coarse answers kept."""

import json
import signal

import pytest
from hypothesis import settings

# the README's command and CI give the same verdict on every machine; `tools/explore.py` draws
# at random instead, and what it finds becomes an explicit example
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("fixed")


LEFT_DEAF = []
"""Tests after which Ctrl-C was ignored, or went elsewhere."""


@pytest.fixture(autouse=True)
def signals_reach_the_tests(request):
    """Let signals act, which a shell's background, `nohup` or a test before may have ignored."""
    from tools.attack.running import let_signals_act

    let_signals_act()
    yield
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        LEFT_DEAF.append(f"{request.node.nodeid}: {signal.getsignal(signal.SIGINT)}")


def pytest_terminal_summary(terminalreporter):
    for line in LEFT_DEAF:
        terminalreporter.write_line(f"Ctrl-C was left to another handler by {line}")


@pytest.fixture
def bongsu(capsys):
    """Run a command: its exit code, what it prints, and what it says on standard error."""
    from bongsu.__main__ import main

    def run(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        streams = capsys.readouterr()
        return left.value.code, streams.out, streams.err

    return run


@pytest.fixture
def answer(bongsu):
    """Run a command that must succeed, and read its JSON."""

    def run(*words):
        code, out, err = bongsu(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    return run


@pytest.fixture(scope="session")
def korea():
    """The scenario that comes with the package first."""
    from bongsu.scenario import load_scenario

    return load_scenario("korea-2016")


@pytest.fixture(scope="session")
def with_rule():
    """Write that scenario with one more line of doctrine."""
    from bongsu.scenario import built_in_text

    def written(line):
        rule = "rule: shoot-look-shoot"
        return built_in_text("korea-2016").replace(rule, f"{rule}\n      {line}", 1)

    return written


@pytest.fixture(scope="session")
def nodong(korea):
    """The footprint against one missile on a coarse grid, computed once."""
    from bongsu.studies.footprint.play import footprint

    return footprint(korea.only(missile="nodong").at_spacing(60.0))


ISLANDS = """
format: 1
name: islands
title: Isles either side of 180 degrees
date: 2016-04-30
region: {country: FJI, grid_spacing: 25 km}
batteries:
  - name: b1
    type: thaad-battery
    site: {name: south, latitude_deg: -17.8, longitude_deg: 178.0, altitude: 100 m}
    radar: {boresight: 340 deg}
threats:
  - missile: nodong
    launch_areas: [{name: north, latitude_deg: -11.5, longitude_deg: 177.5, altitude: 0 m}]
"""


@pytest.fixture(scope="session")
def islands():
    """A scenario of another country and hemisphere, across 180 degrees."""
    from bongsu.scenario import parse_scenario

    return parse_scenario(ISLANDS)
