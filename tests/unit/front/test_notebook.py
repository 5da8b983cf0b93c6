"""The five lines run as written: in a script, on the page, and in the notebook."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "front-door.md"
NOTEBOOK = ROOT / "docs" / "notebooks" / "first-steps.ipynb"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
FIVE_LINES = """\
import bongsu
daegu = bongsu.load("korea-2016").only(missile="nodong").moved(to="daegu", facing="threats")
found = daegu.footprint()
found.map("p_defend")
found.p_defended(over="average")
"""


def test_the_five_lines_run_as_a_script(tmp_path: Path) -> None:
    script = tmp_path / "five.py"
    script.write_text(FIVE_LINES + "print(found)\nprint(found.p_defended(over='average'))\n")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    *said, number = done.stdout.splitlines()
    assert said[0].startswith(
        "THAAD battery at Daegu against Nodong: a shot is possible for 36 % of 51.1 million people"
    )
    assert float(number) == pytest.approx(0.356, abs=0.001)
    assert [one.name for one in tmp_path.iterdir()] == ["five.py"]


def test_the_page_begins_with_the_five_lines() -> None:
    assert [line for line in BLOCKS[0].splitlines() if line] == FIVE_LINES.splitlines()


def test_what_the_page_shows_runs_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    for block in BLOCKS:
        if "ipywidgets" in block:  # wants a browser; the loop below it does the same
            exec(block[: block.index("@interact")].replace(_WIDGETS, ""), known)
        else:
            # a coarse brief is the same call
            exec(block.replace('daegu.brief("brief")', _COARSE_BRIEF), known)
    assert {"daegu.nc", "daegu.csv", "daegu.json", "daegu.geojson", "daegu.png"} <= {
        one.name for one in tmp_path.iterdir()
    }


_WIDGETS = "from ipywidgets import interact\n"
_COARSE_BRIEF = 'daegu.at_spacing(90).brief(claims=["lavrov-excuse"])'


def test_the_notebook_runs_and_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    lines = [line for cell in code[:3] for line in cell.source.splitlines() if line]
    lines.remove("found")  # shows itself
    assert lines == FIVE_LINES.splitlines()
    NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    shown = [output for cell in code for output in cell.outputs]
    assert not [one for one in shown if one.output_type == "error"]
    pictures = [one for one in shown if "image/png" in one.get("data", {})]
    assert len(pictures) == 3
    said = [one.data.get("text/html", "") for one in shown if "data" in one]
    assert any("THAAD battery at Daegu" in html for html in said)
    assert max(len(str(one)) for one in shown if one not in pictures) < 20_000
