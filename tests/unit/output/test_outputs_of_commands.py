"""Outputs, places and repeated commands, as they are asked for on the command line."""

import importlib
import json
import pkgutil
import shlex
import subprocess
from pathlib import Path

import pytest

from bongsu.claims.draws.count import OF_A_BRIEF
from bongsu.cli.app import app
from bongsu.cli.commands.brief import _command
from bongsu.front import answers
from bongsu.front.answers.result import Result

SMALL = ("--missile", "scud-er", "--spacing", "90", "--shape", "minimum-energy")
FLIGHT = ("--from", "38.7,125.7", "--to", "35.1,129.0")


NOBODY = ("--scenario", "no-such-scenario")
WRITERS = [
    (("battery", "footprint", "no-such-scenario"), ("geojson", "csv", "output", "figure")),
    (("battery", "sites", *NOBODY), ("output", "figure")),
    (("battery", "verdicts", *NOBODY), ("output", "figure")),
    (("battery", "timeline", "--missile", "nodong", *FLIGHT, *NOBODY), ("output", "figure")),
    (("battery", "plan", "no-such-scenario", "--threat", "a:b:c"), ("output", "figure")),
    (("battery", "reach", *NOBODY), ("output", "figure")),
    (("radar", "coverage", "no-such-scenario"), ("geojson", "output", "figure", "profile")),
    (("radar", "compare", "no-such-scenario"), ("figure",)),
    (("radar", "budget", "no-such-scenario"), ("figure",)),
    (("radar", "track", "--missile", "nodong", *FLIGHT, *NOBODY), ("output", "figure")),
    (("radar", "range", "--radar", "no-such-radar"), ("figure",)),
    (("missile", "fly", "no-such-missile", *FLIGHT), ("output", "figure", "track")),
    (("missile", "fan", "no-such-missile", *FLIGHT), ("output", "figure")),
    (("missile", "lofted", "no-such-missile"), ("figure",)),
    (("missile", "tests"), ("figure",)),
]
SUFFIXES = {"geojson": ".geojson", "csv": ".csv", "output": ".nc"}


@pytest.mark.parametrize(
    ("words", "option"),
    [pytest.param(words, o, id=f"{' '.join(words[:2])} {o}") for words, os in WRITERS for o in os],
)
def test_outputs_are_looked_at_before_anything_else(bongsu, tmp_path, words, option):
    folder = tmp_path / f"folder{SUFFIXES.get(option, '.png')}"
    folder.mkdir()
    for file, said in (
        (folder, f"cannot write {folder}: it is a directory"),
        (tmp_path / "no" / folder.name, f"cannot write in {tmp_path / 'no'}"),
        (folder.with_suffix(".doc"), " ends in ."),
    ):
        code, out, err = bongsu(*words, f"--{option}", file)
        assert (code, out) == (2, "")
        assert said in err
        assert err.count("\n") == 1
    assert [path.name for path in tmp_path.rglob("*")] == [folder.name]


def test_a_brief_is_refused_where_it_cannot_be_written(bongsu, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "claims.json").write_text("[]")
    (tmp_path / "there" / "brief.html").mkdir(parents=True)
    for words, said in (
        (("-o", tmp_path / "file"), "is a file, not a directory"),
        (("-o", tmp_path / "file" / "deep"), "Not a directory"),
        (("-o", tmp_path / "there"), "it is a directory"),
        (
            ("-o", tmp_path / "out", "--claims", tmp_path / "out" / "claims.json"),
            "is read as well: it is not written over",
        ),
    ):
        code, out, err = bongsu("brief", "no-such-scenario", *words)
        assert (code, out) == (2, "")
        assert said in err


@pytest.mark.parametrize(
    ("scenario", "claims"),
    [("korea-2016", None), ("my scenario.yaml", "mine.yaml"), ("it's.yaml", "a b;$c.yaml")],
)
def test_the_command_that_a_page_prints_makes_it_again(scenario, claims):
    words = shlex.split(_command(scenario, claims and Path(claims), OF_A_BRIEF))
    own = ["bongsu", "brief", scenario, *(["--claims", claims] if claims else [])]
    assert words == own
    assert shlex.split(_command(scenario, claims and Path(claims), 0)) == [*own, "--draws", "0"]


@pytest.mark.parametrize(
    "name", ["-dash.yaml", "a\n b.yaml", "~.yaml", "봉수.yaml", "\udcff$'.yaml"]
)
def test_a_shell_reads_that_command_as_files(tmp_path, name):
    (tmp_path / name).write_text("found")
    command = (
        _command(name, Path(name), OF_A_BRIEF)
        .replace("bongsu brief", "cat")
        .replace("--claims", "")
    )
    command.encode()  # as the page does
    found = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=True)
    assert found.stdout == b"foundfound"


def test_sites_keep_their_digits_and_their_names(bongsu):
    sites = ("--site", "36.0,127.0301", "--site", "36.0,127.0304")
    code, out, _ = bongsu("battery", "sites", *SMALL, *sites, "--json")
    assert code == 0
    assert {one["site"] for one in json.loads(out)["sites"]} == {"36.0,127.0301", "36.0,127.0304"}


@pytest.mark.parametrize(
    "command",
    [("battery", "footprint", *SMALL), ("battery", "sites", *SMALL), ("battery", "verdicts")],
)
@pytest.mark.parametrize(
    "pair", [("36.0,127.030", "36,127.03"), ("daegu", "daegu"), ("0,180", "0,-180")]
)
def test_a_true_double_is_refused(bongsu, command, pair):
    code, out, err = bongsu(*command, "--site", pair[0], "--site", pair[1])
    assert (code, out) == (2, "")
    assert (
        err
        == f"bongsu: --site {pair[0]} and --site {pair[1]} are one place: two sites must differ\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("missile", "fly", "nodong"),
        ("radar", "track", "--missile", "nodong"),
        ("battery", "timeline", "--missile", "nodong"),
    ],
)
@pytest.mark.parametrize("shape", ["minimum-energy", "full-burn-lofted"])
def test_an_apogee_that_a_shape_does_not_have_is_refused_alike(bongsu, command, shape):
    code, out, err = bongsu(*command, *FLIGHT, "--apogee", "300", "--shape", shape)
    assert (code, out) == (2, "")
    assert err == f"bongsu: --apogee goes with the shapes lofted and depressed, not with {shape}\n"


def elsewhere(folder):
    file = folder / "elsewhere.yaml"
    file.write_text(
        "{format: 1, name: elsewhere, title: t, date: 2020-01-01,"
        " region: {country: FJI, grid_spacing: 20 km, people_from: none},"
        " batteries: [{name: b, type: thaad-battery, radar: {mode: terminal, boresight: 0 deg},"
        " site: {name: s, latitude_deg: -17.8, longitude_deg: 178.0, altitude: 10 m}}],"
        " threats: [{missile: nodong,"
        " launch_areas: [{name: l, latitude_deg: -12.5, longitude_deg: 177.1, altitude: 10 m}]}]}"
    )
    return file


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("footprint", "FILE", "--by", "province"), "no census of Fiji here"),
        (("footprint", "FILE", "--picture", "seoul", "--figure", "a.png"), "no census of Fiji"),
        (
            ("footprint", "FILE", "--site", "1,178", "--site", "2,178", "--figure", "a.png"),
            "one site",
        ),
        (
            ("sites", "FILE", "--site", "1,178", "--site", "2,178", "--weight", "people"),
            "--weight area",
        ),
    ],
)
def test_what_the_region_cannot_answer_is_said_before_computing(
    bongsu, tmp_path, monkeypatch, words, said
):
    def computed(*_arguments, **_options):
        raise AssertionError("computed first")

    monkeypatch.setattr("bongsu.studies.footprint.play.aim_and_play_all", computed)
    monkeypatch.chdir(tmp_path)
    file = str(elsewhere(tmp_path))
    code, out, err = bongsu("battery", *[file if word == "FILE" else word for word in words])
    assert (code, out) == (2, ""), err
    assert said in err


def test_one_run_writes_all_its_files_or_none(bongsu, tmp_path):
    names = ("a.nc", "b.geojson", "c.csv", "d.svg")
    options = ("--output", "--geojson", "--csv", "--figure")
    given = [
        word for pair in zip(options, (tmp_path / n for n in names), strict=True) for word in pair
    ]
    code, _, err = bongsu("battery", "footprint", *SMALL, "--by", "province", *given)
    assert code == 0, err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    for name in names:
        content = (tmp_path / name).read_bytes()
        assert b"korea-2016" in content
        assert b"crs-if12645" in content


ANSWERS = {
    "battery footprint": "FootprintResult",
    "battery plan": "PlanResult",
    "battery reach": "ReachResult",
    "battery sites": "SitesResult",
    "battery timeline": "TimelineResult",
    "missile fan": "FanResult",
    "missile fly": "FlightResult",
    "protect": "ProtectionResult",
    "radar coverage": "CoverageResult",
    "radar track": "TrackResult",
    "raid ideal": "IdealRaidResult",
    "raid run": "RaidResult",
    "sees": "SightResult",
    "study sensitivity": "SensitivityResult",
    "study uncertainty": "UncertaintyResult",
}
PICTURES = (".png", ".svg", ".pdf")
IN_ONE_SENTENCE = {"protect", "sees"}
"""Commands that write a map beside their sentence, and no data."""
ENDINGS = {
    "--output": (".nc", ".zarr.zip"),
    "--geojson": (".geojson",),
    "--json": (".json",),
    "--figure": PICTURES,
}


def kinds(base):
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_a_command_writes_what_its_answer_saves():
    """All but tables: commands print those, and a footprint's is written by place."""
    for module in pkgutil.walk_packages(answers.__path__, "bongsu.front.answers."):
        importlib.import_module(module.name)
    # what several answers share is none itself
    known = {kind.__name__: kind for kind in kinds(Result) if not kind.__subclasses__()}
    assert set(ANSWERS.values()) == set(known)
    for command, name in ANSWERS.items():
        _, apps, _ = app.parse_commands(command.split())
        options = {o for one in apps[-1].assemble_argument_collection() for o in one.names}
        written = {ending for option in options for ending in ENDINGS.get(option, ())}
        saved = set(known[name]._writers(object.__new__(known[name])))
        if command in IN_ONE_SENTENCE:
            assert written == {".json", *PICTURES}, command
        else:
            assert written == saved - {".csv", ".parquet"}, command
