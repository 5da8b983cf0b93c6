"""The how-to on claims of one's own and on comparing runs as written."""

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest

from bongsu.__main__ import main
from bongsu.claims.load import load_claims
from bongsu.claims.measures.registry import MEASURES
from bongsu.cli.schemas import json_schema

PAGE = Path(__file__).parents[3] / "docs" / "own-claims.md"


def run(command, capsys):
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command))
    out, err = capsys.readouterr()
    assert left.value.code == 0, err
    return out


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_runs_from_top_to_bottom(folder, capsys):
    known: dict[str, object] = {}
    told = {}
    for step in re.finditer(
        r"^```python\n(?P<python>.*?)^```|^ {4}bongsu (?P<command>[^\n]*)$",
        PAGE.read_text(encoding="utf-8"),
        re.M | re.S,
    ):
        if step["python"]:
            exec(step["python"], known)
            told["python"] = capsys.readouterr().out or told.get("python", "")
        else:
            name = "".join(step["command"].split(" ")[:2])
            told[name] = told.get(name, "") + run(step["command"], capsys)
    assert {path.name for path in folder.iterdir()} == {
        "mine.yaml",
        "raid.yaml",
        "survival.yaml",
        "wrong.yaml",
        "coarse.yaml",
        "wonju.yaml",
        "two.html",
    }
    assert "people-share-defended" in told["claimshow"]
    assert "It protects most of the people." in told["claimtest"]
    assert "survival: " in told["claimtest"]
    assert known["share"].by != 0.0
    page = (folder / "two.html").read_text(encoding="utf-8")
    for part in ("What changed", "Which verdicts turn", "How far the numbers move", "Wonju"):
        assert part in page
    # what stands outside of it has no margins
    assert page.index("<main>") < page.index("<header")
    assert "http" not in re.sub(r'href="[^"]*"', "", page).replace("http-equiv", "")
    for command in (
        "claim test mine.yaml --scenario coarse.yaml",
        "compare coarse.yaml wonju.yaml --without-claims -o two.html",
    ):
        document = json.loads(run(f"{command} --json", capsys))
        words = "claim test" if command.startswith("claim") else "compare"
        jsonschema.Draft202012Validator(json_schema(words)).validate(document)


def test_a_template_of_every_measure_is_read(folder, capsys):
    assert len(MEASURES) > 60
    for measure in MEASURES:
        run(f"claim new {measure}.yaml --measure {measure}", capsys)
        [claim] = load_claims(folder / f"{measure}.yaml")
        assert [one.measure for one in claim.readings] == [measure]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("comparison: at lest", r"mine\.yaml:\d+:\d+: readings\.0\.comparison"),
        ("comparison: at least\n      treshold: 1", r"mine\.yaml:\d+:\d+: readings\.0\.treshold"),
        ("date: someday", r"mine\.yaml:\d+:\d+: date"),
    ],
)
def test_a_mistake_is_said_with_its_place(folder, bongsu, capsys, wrong, told):
    run("claim new mine.yaml", capsys)
    text = (folder / "mine.yaml").read_text(encoding="utf-8")
    key = wrong.split(":")[0]
    (folder / "mine.yaml").write_text(
        re.sub(rf"(?m)^( *){key}: .*$", rf"\g<1>{wrong}", text, count=1), encoding="utf-8"
    )
    code, out, err = bongsu("claim", "test", "mine.yaml")
    assert (code, out) == (2, "")
    assert re.search(told, err), err
