"""``import bongsu`` loads nothing heavy, offers a dozen names, and its types are seen outside."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import bongsu

ROOT = Path(__file__).parents[3]
HEAVY = ("numpy", "numba", "pydantic", "xarray", "pandas", "matplotlib", "scipy", "ruamel")
NAMES = {
    "BongsuError",
    "Deployment",
    "InputError",
    "Missile",
    "OutOfReachError",
    "__version__",
    "compare",
    "ideal_raid",
    "load",
    "load_catalog",
    "missile",
    "missiles",
    "parse",
    "scenarios",
    "validate",
}
TYPED = """
import bongsu
from typing_extensions import assert_type
import pandas as pd
import xarray as xr
from bongsu.front.answers.footprint import FootprintResult
from bongsu.front.answers.flight import FlightResult
from bongsu.report.lettering import Figure

daegu = bongsu.load("korea-2016").only(missile="nodong").moved(to="daegu", facing="threats")
assert_type(daegu, bongsu.Deployment)
found = daegu.footprint()
assert_type(found, FootprintResult)
assert_type(found.p_defended(over="average"), float)
assert_type(found.map("p_defend"), Figure)
assert_type(found.data, xr.Dataset)
assert_type(found.table(), pd.DataFrame)
assert_type(daegu.timeline(launch="hwangju", target="Busan").margin_s(), float)
assert_type(daegu.coverage(altitudes_km=[100]).area_km2("CHN"), float)
assert_type(daegu.sites("daegu", (36.1, 128.1)).best_site(), str)
assert_type(daegu.plan(("nodong", "hwangju", "busan")).interceptors_spent(), float)
assert_type(daegu.at_candidates(), tuple[bongsu.Deployment, ...])
assert_type(bongsu.missile("nodong").fly("hwangju", "Busan"), FlightResult)
assert_type(bongsu.scenarios(), list[str])
assert_type(bongsu.__version__, str)
"""
MISTAKES = """
import bongsu

korea = bongsu.load("korea-2016")
korea.footprint().p_defended(over="mean")
korea.footprint().map("people")
bongsu.nothing
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    )
    return done.stdout


def test_importing_loads_nothing_heavy() -> None:
    loaded = json.loads(
        run(
            "import json, sys, time; before = set(sys.modules); start = time.perf_counter()\n"
            "import bongsu; took = time.perf_counter() - start\n"
            "print(json.dumps([sorted(set(sys.modules) - before), took]))"
        )
    )
    modules, took_s = loaded
    assert [name for name in modules if name.startswith("bongsu")] == ["bongsu", "bongsu.version"]
    assert not [name for name in modules if name.split(".")[0] in HEAVY]
    assert len(modules) < 10
    assert took_s < 0.5  # a few milliseconds; a busy machine may take longer


def test_a_dozen_names_are_offered_and_each_is_there() -> None:
    assert set(bongsu.__all__) == NAMES
    assert set(dir(bongsu)) >= NAMES
    for name in NAMES:
        assert getattr(bongsu, name) is getattr(bongsu, name)
    with pytest.raises(AttributeError, match="no attribute 'footprint'"):
        _ = bongsu.footprint


def test_the_version_is_read_by_the_build() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    path = ROOT / build["tool"]["hatch"]["version"]["path"]
    written = re.search(r'^__version__ = "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert written is not None
    assert bongsu.__version__ == written[1] == version("bongsu")


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typed")


def test_mypy_sees_full_types_from_outside(script: Path) -> None:
    code, said = mypy(script, TYPED)
    assert code == 0, said
    code, said = mypy(script, MISTAKES)
    assert code == 1
    for line in (5, 6, 7):
        assert f"script.py:{line}: error" in said, said


def test_pyright_sees_full_types_from_outside(script: Path) -> None:
    file = script / "script.py"
    file.write_text(TYPED, encoding="utf-8")
    assert pyright(file) == []
    file.write_text(MISTAKES, encoding="utf-8")
    assert sorted({line for line, _ in pyright(file)}) == [5, 6, 7]


def mypy(folder: Path, code: str) -> tuple[int, str]:
    (folder / "script.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"),
            *("--config-file", "", "--cache-dir", str(folder / "cache"), "script.py"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return done.returncode, done.stdout + done.stderr


def pyright(file: Path) -> list[tuple[int, str]]:
    """Lines and sentences of what it finds wrong."""
    settings = file.with_name("pyrightconfig.json")
    settings.write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "basedpyright", "--outputjson", "--level", "error"),
            *("--pythonpath", sys.executable, "-p", str(settings)),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    found = json.loads(done.stdout)
    return [
        (one["range"]["start"]["line"] + 1, one["message"]) for one in found["generalDiagnostics"]
    ]
