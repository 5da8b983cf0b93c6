"""The files a kernel is compiled from are all found, wherever in the package they stand."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import bongsu
from bongsu.physics.numerics.jit.sources import imported_names, source_digest, source_files

PACKAGE = Path(bongsu.__file__).parent

# Kernels that call each other from package to package, three deep, in each way of importing.
FILES = {
    "__init__.py": "",
    "physics/__init__.py": "",
    "physics/earth/__init__.py": "from tiny.physics.earth.constants import PULL\n",
    "physics/earth/constants.py": "PULL = 2.0\nOTHER = 1.0\n",
    "physics/earth/kernels/__init__.py": "",
    "physics/earth/kernels/gravity.py": (
        "from bongsu.physics.numerics.jit import kernel\n"
        "from tiny.physics.earth import PULL\n"
        "@kernel\ndef pull(x):\n    return PULL * x\n"
    ),
    "physics/flight/__init__.py": "",
    "physics/flight/kernels/__init__.py": "",
    "physics/flight/kernels/boost.py": (
        "from bongsu.physics.numerics.jit import inner_kernel, kernel\n"
        "import tiny.physics.earth.kernels.gravity\n"
        "from tiny.physics.earth.kernels.gravity import pull\n"
        "@inner_kernel\ndef twice(x):\n    return pull(x) + pull(x)\n"
        "@kernel\ndef boost(x):\n    return 1.0 + twice(x)\n"
    ),
    "physics/fire/__init__.py": "",
    "physics/fire/footprint.py": (
        "from bongsu.physics.numerics.jit import kernel\n"
        "from tiny.physics.flight.kernels import (  # the callee\n    boost as other,\n)\n"
        "from tiny.physics.flight.kernels.boost import (\n    boost,\n)\n"
        "@kernel\ndef footprint(x):\n    return 10.0 * boost(x)\n"
    ),
    "alone.py": (
        "from bongsu.physics.numerics.jit import kernel\n@kernel\ndef alone(x):\n    return -x\n"
    ),
}


@pytest.fixture
def tiny(tmp_path):
    """Folder of a package of three kernels, each in a package of its own."""
    folder = tmp_path / "tiny"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run(folder, code):
    """Output of a program in a new process that can import the tiny package."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NUMBA_CACHE_DIR": str(folder.parent / "compiled"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def answers(folder):
    """Result of the topmost kernel at 1, and which kernels were compiled rather than loaded."""
    value, *compiled = run(
        folder,
        "from tiny.physics.fire.footprint import footprint\n"
        "from tiny.physics.flight.kernels.boost import boost\n"
        "from tiny.physics.earth.kernels.gravity import pull\n"
        "from tiny.alone import alone\n"
        "print(footprint(1.0)); boost(1.0); pull(1.0); alone(1.0)\n"
        "for f in (footprint, boost, pull, alone):\n"
        "    if f.stats.cache_misses: print(f.__name__)\n",
    )
    return float(value), compiled


def test_a_changed_callee_recompiles_its_callers(tiny):
    assert answers(tiny) == (50.0, ["footprint", "boost", "pull", "alone"])
    assert answers(tiny) == (50.0, [])
    gravity = tiny / "physics/earth/kernels/gravity.py"
    gravity.write_text(gravity.read_text().replace("PULL * x", "PULL + x"))
    assert answers(tiny) == (70.0, ["footprint", "boost", "pull"])
    boost = tiny / "physics/flight/kernels/boost.py"
    boost.write_text(boost.read_text().replace("1.0 + twice", "2.0 + twice"))
    assert answers(tiny) == (80.0, ["footprint", "boost"])
    constants = tiny / "physics/earth/constants.py"
    constants.write_text("PULL = 5.0\nOTHER = 1.0\n")
    assert answers(tiny) == (140.0, ["footprint", "boost", "pull"])
    assert answers(tiny) == (140.0, [])


@pytest.fixture
def tiny_imported(tiny, monkeypatch):
    monkeypatch.syspath_prepend(tiny.parent)
    yield tiny
    for name in [name for name in sys.modules if name.partition(".")[0] == "tiny"]:
        del sys.modules[name]


def test_sources_of_a_kernel(tiny_imported):
    import tiny

    found = source_files(
        "tiny.physics.flight.kernels.boost", tiny_imported / "physics/flight/kernels/boost.py"
    )
    assert {name for name in found if name.startswith("tiny")} == {
        "tiny",
        "tiny.physics",
        "tiny.physics.earth",
        "tiny.physics.earth.constants",
        "tiny.physics.earth.kernels",
        "tiny.physics.earth.kernels.gravity",
        "tiny.physics.flight",
        "tiny.physics.flight.kernels",
        "tiny.physics.flight.kernels.boost",
    }
    assert {"bongsu", "bongsu.physics.numerics.jit"} <= set(found)
    assert all(path.is_file() for path in found.values())
    assert Path(tiny.__file__) == found["tiny"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import tiny.a, os, tiny.b as c\n", {"tiny.a", "tiny.b"}),
        ("from tiny.a import (\n    x,  # one\n    y,\n)\n", {"tiny.a", "tiny.a.x", "tiny.a.y"}),
        ("from tiny.a import (  # (one)\n    x,\n)\n", {"tiny.a", "tiny.a.x"}),
        ("from tiny.a import x, \\\n    y\n", {"tiny.a", "tiny.a.x", "tiny.a.y"}),
        ("from . import x\n", {"tiny", "tiny.x"}),
        ("from .a.b import x\n", {"tiny.a.b", "tiny.a.b.x"}),
        ("try:\n    from tiny.a import x\nexcept ImportError:\n    import tiny.b\n",
         {"tiny.a", "tiny.a.x", "tiny.b"}),
        ("if TYPE_CHECKING:\n    from tiny.a import x\nelse:\n    import tiny.b\n", {"tiny.b"}),
        ("class C:\n    import tiny.a\n", {"tiny.a"}),
        ("def f():\n    import tiny.a\n", set()),
        ('"""Words:\nfrom tiny things to large ones.\n"""\nimport tiny.a\n', {"tiny.a"}),
        ("import os\nfrom tinyother import a\n", set()),
    ],
)  # fmt: skip
def test_imported_names(tmp_path, text, names):
    path = tmp_path / "module.py"
    path.write_text(text)
    assert imported_names("tiny.module", path, frozenset({"tiny"})) == names


def imports_of_whole_tree(path):
    """What a module imports of the package at its top level, by the whole syntax tree."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "bongsu":
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "bongsu")


def test_no_import_of_the_package_is_missed():
    missed = []
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        module = ".".join(["bongsu", *(parts if parts[-1] != "__init__" else parts[:-1])])
        found = imported_names(module, path, frozenset({"bongsu"}))
        missed += [(module, name) for name in {*imports_of_whole_tree(path)} - found]
    assert missed == []


def test_the_digest_is_that_of_names_and_contents(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("x = 1\n")
    first = source_digest("module", path)
    assert len(first) == 16
    assert source_digest("other", path) != first
