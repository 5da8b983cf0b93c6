"""The JSON of each command has a published schema, and keeps to it."""

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from bongsu.__main__ import main
from bongsu.cli.schemas import DOCUMENTS, file_name, json_schema
from bongsu.cli.schemas.command import schema_text
from bongsu.scenario import built_in_text

SCHEMAS = (
    next(p for p in Path(__file__).parents if (p / "pyproject.toml").is_file()) / "docs" / "schemas"
)
ARC = ("--from", "hwangju", "--to", "busan")
POINTS = ("--from", "38.69,125.70", "--to", "35.18,129.08")
COARSE = ("--missile", "nodong", "--spacing", "60")
PLACE = ("--latitude", "38", "--longitude", "126", "--altitude", "100000")
SPEED = ("--v-east", "1000", "--v-north", "0", "--v-up", "500")
RAID = ("--missiles", "4", "--interceptors", "5", "--replications", "100")
# one battery of two has a shot, and never runs out of interceptors
RAIDED = "raid: {waves: [{missile: nodong, launch_areas: [hwangju], targets: [busan]}]}\n"
# a run that is kept in the directory in which commands run
KEPT = ("raid", "ideal", *RAID, "--kill-probability", "0.5", "--store", "kept")
CALLS = {
    "arc fly": [(*PLACE, *SPEED)],
    "battery footprint": [
        (*COARSE, "--by", "province", "--range", "--draws", "2"),
        (*COARSE, "--site", "daegu", "--site", "wonju"),
    ],
    "battery plan": [("--threat", "nodong:hwangju:busan")],
    "battery reach": [(), ("--check", "10")],
    "battery record": [()],
    "battery sites": [COARSE, (*COARSE, "--share", "0.3"), (*COARSE, "--share", "1")],
    "battery timeline": [
        ("--missile", "nodong", *ARC),
        ("--missile", "nodong", *ARC, "--cueing"),
        ("--missile", "nodong", *ARC, "--boresight", "180"),
    ],
    "battery verdicts": [(), ("--site", "daegu")],
    "catalog list": [(), ("missile",)],
    "catalog show": [("nodong",), ("drag-table.v-2",)],
    "catalog sources": [()],
    "claim list": [()],
    "claim show": [("earnest-orientation",)],
    "missile fan": [("nodong", *POINTS), ("pukguksong-2", *POINTS)],
    "missile fly": [("nodong", *POINTS)],
    "missile lofted": [("--case", "L02", "--samples", "2")],
    "missile tests": [()],
    "protect": [
        ("Seoul", "--missile", "nodong", "--from", "hwangju", "--draws", "2"),
        ("37.1 127.03", "--missile", "nodong", "--from", "hwangju"),
    ],
    "radar budget": [()],
    "radar compare": [()],
    "radar coverage": [()],
    "radar range": [(), ("--target-range", "2000")],
    "radar switch": [("--boresight", "200")],
    "radar track": [
        ("--missile", "nodong", *POINTS),
        ("--missile", "nodong", *POINTS, "--boresight", "180"),
    ],
    "raid ideal": [
        (*RAID, "--kill-probability", "0.5"),
        (*RAID, "--record", "3/4", "--rule", "uncoordinated"),
    ],
    "raid run": [("--scenario", "raided.yaml", "--replications", "100")],
    "raid show": [("--scenario", "raided.yaml")],
    "run status": [("kept",)],
    "scenario check": [()],
    "scenario show": [()],
    "sees": [("Beijing", "--draws", "2"), ("20,-60",)],
    "study metrics": [()],
    "study sensitivity": [
        ("--metric", "detection-range", "--draws", "16", "--rows"),
        ("--metric", "detection-range", "--draws", "16", "--condition", ">= 1"),
    ],
    "study uncertainty": [
        ("--metric", "detection-range", "--draws", "16"),
        ("--metric", "detection-range", "--draws", "16", "--condition", ">= 600", "--conditioned"),
    ],
    "validate": [("K01", "T15", "E08")],
}


def test_every_command_with_json_is_tried():
    # the brief, which takes long, is held against its schema where it is written
    # so are a test of claims and a comparison, with the how-to on them
    assert {*CALLS, "brief", "claim test", "compare"} == set(DOCUMENTS)


@pytest.mark.parametrize(
    ("command", "arguments"), [(name, call) for name, calls in CALLS.items() for call in calls]
)
def test_what_a_command_prints_keeps_to_its_schema(
    bongsu, capsys, tmp_path, monkeypatch, command, arguments
):
    if command == "run status":
        monkeypatch.chdir(tmp_path)
        assert bongsu(*KEPT)[0] == 0
    if "raided.yaml" in arguments:
        monkeypatch.chdir(tmp_path)
        raided = built_in_text("two-tiers-2016") + RAIDED
        (tmp_path / "raided.yaml").write_text(raided, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main([*command.split(), *arguments, "--json"])
    out, err = capsys.readouterr()
    assert left.value.code == 0, err
    jsonschema.Draft202012Validator(json_schema(command)).validate(json.loads(out))


@pytest.mark.parametrize("command", DOCUMENTS)
def test_the_published_schema_is_the_one_that_is_generated(command):
    published = (SCHEMAS / file_name(command)).read_text(encoding="utf-8")
    assert published == schema_text(command), "bongsu schema --output docs/schemas"


def test_nothing_else_is_published():
    assert {path.name for path in SCHEMAS.iterdir()} == {file_name(name) for name in DOCUMENTS}


def objects(value):
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


@pytest.mark.parametrize("command", DOCUMENTS)
def test_schemas_say_what_each_key_means_and_allow_no_other(command):
    jsonschema.Draft202012Validator.check_schema(json_schema(command))
    for item in objects(json_schema(command)):
        assert item["additionalProperties"] is False
        for name, told in item["properties"].items():
            assert told.get("description") or "$ref" in told, f"{command}: {name}"


@pytest.mark.parametrize("command", DOCUMENTS)
def test_what_was_computed_is_said_in_provenance_alone(command):
    """Only a scenario that is shown, and a raid, have their seed as a field as well."""
    found = json_schema(command)
    kinds = found.get("$defs", {})
    whole = [found] if "properties" in found else [kinds[one] for one in documents(found)]
    for document in whole:
        assert "provenance" in document["required"]
        told = {*kinds["Origin"]["properties"]} - {"sources"}
        assert told & {*document["properties"]} <= (
            {"seed"} if command in ("scenario show", "raid ideal", "raid run") else set()
        )


def documents(found):
    """Kinds of documents of a command that prints one of several."""
    return [one["$ref"].rsplit("/", 1)[1] for one in found["anyOf"]]


def test_the_command_lists_shows_and_writes(capsys, tmp_path):
    def run(*words):
        with pytest.raises(SystemExit) as left:
            main(["schema", *map(str, words)])
        return left.value.code, *capsys.readouterr()

    code, out, _ = run()
    assert code == 0
    places = [out.index(f"\n {name} ") for name in DOCUMENTS]
    assert all(low < high for low, high in pairwise(places))
    code, out, _ = run("battery", "plan")
    assert json.loads(out) == json_schema("battery plan")
    assert run("--output", tmp_path)[0] == 0
    assert len(list(tmp_path.iterdir())) == len(DOCUMENTS)
    code, out, err = run("battery", "plann")
    assert (code, out) == (2, "")
    assert "`bongsu schema` lists them" in err
    made = tmp_path / "new"
    assert run("battery", "plan", "--output", made)[0] == 0
    assert [file.name for file in made.iterdir()] == ["battery-plan.json"]
