"""The how-to on what a verdict turns on runs as written."""

import re
import shlex
from pathlib import Path

import pytest

from bongsu.__main__ import main

PAGE = Path(__file__).parents[3] / "docs" / "what-decides.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", TEXT, re.M | re.S)
FILES = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", TEXT, re.M | re.S)
COMMANDS = re.findall(r"^ {4}bongsu (.*)$", TEXT.replace("\\\n", " "), re.M)


def test_its_blocks_run_from_top_to_bottom(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    for block in BLOCKS:
        exec(block, known)
    assert {path.name for path in tmp_path.iterdir()} == {"people-share.nc", "what-decides.png"}
    assert sum(known["why"].table()["shapley"]) == pytest.approx(1.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where the files of the page lie."""
    made = tmp_path_factory.mktemp("page")
    for name, text in FILES:
        (made / name).write_text(text, encoding="utf-8")
    assert [name for name, _ in FILES] == ["my-figures.yaml"]
    return made


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_answer(command, folder, capsys, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command))
    out, err = capsys.readouterr()
    assert left.value.code == 0, err
    assert len(out.splitlines()) > 4 or command.startswith("raid new")
