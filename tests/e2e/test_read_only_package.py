"""A package that cannot be written to keeps its kernels elsewhere, and never runs an old one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bongsu

PACKAGE = Path(bongsu.__file__).parent
ARC = (
    *("arc", "fly", "--latitude", "38", "--longitude", "127", "--altitude", "50000"),
    *("--v-east", "100", "--v-north", "0", "--v-up", "1000", "--json"),
)
# what root may write to in spite of its mode
UNPRIVILEGED = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]


@pytest.fixture
def copy(tmp_path):
    """A copy of the package, and the arc it flies; nothing can be written to it by the process."""
    package = tmp_path / "bongsu"
    shutil.copytree(
        PACKAGE,
        package,
        ignore=shutil.ignore_patterns("__pycache__"),
        ignore_dangling_symlinks=True,
    )
    prefix = UNPRIVILEGED if os.geteuid() == 0 else []
    folders = [package, *(path for path in package.rglob("*") if path.is_dir())]

    def fly(**environment):
        for folder in folders:
            folder.chmod(0o555)
        try:
            done = subprocess.run(
                [*prefix, sys.executable, "-m", "bongsu", *ARC],
                env={
                    **{k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"},
                    "PYTHONPATH": str(tmp_path),
                    "XDG_CACHE_HOME": str(tmp_path / "cache"),
                    **environment,
                },
                cwd=tmp_path,
                capture_output=True,
                check=False,
            )
        finally:
            for folder in folders:
                folder.chmod(0o755)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    fly.callee = package / "physics" / "earth" / "kernels" / "gravity.py"
    fly.kernels = lambda: sorted((tmp_path / "cache").rglob("*.kernel"))
    fly.inside = lambda: list(package.rglob("__pycache__"))
    return fly


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such modes of directories")
@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("setpriv") is None,
    reason="root writes everywhere",
)
def test_an_edited_callee_is_never_run_from_an_old_kernel(copy, tmp_path):
    right = copy()
    kernels = copy.kernels()
    assert kernels
    assert copy.inside() == []
    text = copy.callee.read_text()
    # less gravity along the polar axis
    copy.callee.write_text(text.replace("-pull * z", "-0.9 * pull * z"))
    edited = copy()
    assert json.loads(edited)["apogee_km"] > json.loads(right)["apogee_km"] + 1.0
    assert copy(NUMBA_CACHE_DIR=str(tmp_path / "empty")) == edited
    both = copy.kernels()
    assert set(both) > set(kernels)
    copy.callee.write_text(text)
    assert copy() == right
    assert copy.kernels() == both
