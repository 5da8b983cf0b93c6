"""What a scenario holds is not asked again by a study: it would be a second rule for one thing."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src" / "bongsu"
FACTS = {
    "site", "sites", "azimuth", "azimuth_deg", "boresights_deg", "boresight", "boresight_deg",
    "spacing", "spacing_m", "spacing_km", "cueing", "mode", "tilt", "skyline",
    "tracks_held", "doctrine", "launchers", "shapes",
}  # fmt: skip
FILES = [*sorted((SOURCE / "studies").rglob("*.py")), SOURCE / "engagement" / "batteries.py"]


def functions(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            own = node.args
            yield node.name, {a.arg for a in (*own.posonlyargs, *own.args, *own.kwonlyargs)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_study_asks_for_a_fact_of_its_scenario(path):
    for name, arguments in functions(path):
        if arguments & {"scenario", "scenarios"}:
            assert not arguments & FACTS, f"{path.stem}.{name}"


def test_no_copy_goes_round_the_verbs():
    for path in SOURCE.rglob("*.py"):
        if "scenario" not in path.relative_to(SOURCE).parts:
            assert "model_copy" not in path.read_text("utf-8"), path
