"""Install what would be published, wheel and sdist, in fresh environments, and run it offline.

    uv run python tools/try_installations.py
    uv run python tools/try_installations.py --python 3.13 --versions lowest --tests tests/unit/cli

For each Python found, each of wheel and sdist, and each choice of versions (the lowest that
``pyproject.toml`` allows of each direct dependency, and the newest), an environment is made and the
package installed as a file. Then, in an empty folder and without a network where the system lets it
be cut, the command is asked for its version, a flight and a brief, and the tests named are run on
the installed package. A Python that is not on this machine is named and left out. Needs uv, and
the package registry while installing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
VERSIONS = {"lowest": "lowest-direct", "newest": "highest"}
TEST_TOOLS = (
    "hypothesis",
    "ipykernel",
    "jsonschema",
    "nbclient",
    "nbformat",
    "numpydoc",
    "pytest",
)
COMMANDS = (
    ("--version",),
    ("missile", "fly", "nodong", "--from", "hwangju", "--to", "busan", "--json"),
    ("brief", "--draws", "0", "--output", "page"),
)
# old releases warn about the new ones of their own dependencies
QUIET = ("ignore::DeprecationWarning", "ignore:numpy.ndarray size changed:RuntimeWarning")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one installation gave."""

    python: str
    artefact: str
    versions: str
    offline: bool
    failed: str
    tests: str


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command to its end; its output, or an error that shows its last lines."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-5:]
        raise RuntimeError(f"{' '.join(map(str, command[:4]))} ...: " + " | ".join(last))
    return done.stdout


def interpreter(version: str) -> str:
    """Path of a Python on this machine, or an empty text."""
    found = subprocess.run(
        ["uv", "python", "find", "--no-python-downloads", "--no-project", version],
        cwd=tempfile.gettempdir(),
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() if found.returncode == 0 else ""


def without_network() -> list[str]:
    """Words before a command that cut the network off, where the system allows it."""
    words = ["unshare", "--net", "--map-root-user"]
    allowed = (
        shutil.which("unshare")
        and not subprocess.run([*words, "true"], capture_output=True, check=False).returncode
    )
    return words if allowed else []


def install(python: str, artefact: Path, versions: str, folder: Path) -> Path:
    """Make an environment with the package and what the tests need; its Python."""
    inside = folder / "environment" / "bin" / "python"
    run("uv", "venv", "--quiet", "--python", python, folder / "environment", cwd=folder)
    pip = ("uv", "pip", "install", "--quiet", "--python", inside)
    run(*pip, "--resolution", VERSIONS[versions], "-r", ROOT / "pyproject.toml", cwd=folder)
    run(*pip, "--no-deps", artefact, cwd=folder)
    run(*pip, *TEST_TOOLS, cwd=folder)
    return inside


def try_one(python: str, artefact: Path, versions: str, tests: list[str], folder: Path) -> Outcome:
    """Install one file in one way, ask its commands, and run the tests on it."""
    offline = without_network()
    failed, tested = "", ""
    try:
        inside = install(python, artefact, versions, folder)
        for command in COMMANDS:
            run(*offline, inside, "-m", "bongsu", *command, cwd=folder)
        if tests:
            quiet = [word for rule in QUIET for word in ("-W", rule)]
            options = ("-q", "-p", "no:cacheprovider", *quiet)
            plain = {"NO_COLOR": "1", "COLUMNS": "120"}
            said = run(*offline, inside, "-m", "pytest", *options, *tests, cwd=ROOT, env=plain)
            tested = said.strip().splitlines()[-1]
    except RuntimeError as error:
        failed = str(error)
    kind = "wheel" if artefact.suffix == ".whl" else "sdist"
    return Outcome(python, kind, versions, bool(offline), failed, tested)


def main() -> int:
    """Try every combination asked for.

    Returns
    -------
    int
        0 when all that could be tried worked, 1 otherwise.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", nargs="+", default=PYTHONS, help="versions, or paths")
    parser.add_argument("--versions", nargs="+", default=list(VERSIONS), choices=list(VERSIONS))
    parser.add_argument(
        "--tests", nargs="*", default=[], help="tests to run on each; none as default"
    )
    parser.add_argument("--json", type=Path, help="where to write the outcomes")
    chosen = parser.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="bongsu-installations-") as name:
        built = Path(name) / "dist"
        run("uv", "build", "--quiet", "--out-dir", built, cwd=ROOT)
        artefacts = [*built.glob("*.whl"), *built.glob("*.tar.gz")]
        found = {version: interpreter(version) for version in chosen.python}
        for version in (version for version, path in found.items() if not path):
            sys.stdout.write(f"{version}: not on this machine, not tried\n")
        pythons = [version for version, path in found.items() if path]
        for python, artefact, versions in product(pythons, artefacts, chosen.versions):
            with tempfile.TemporaryDirectory(dir=name) as folder:
                outcome = try_one(found[python], artefact, versions, chosen.tests, Path(folder))
            outcomes.append(outcome)
            said = outcome.failed or outcome.tests or "works"
            sys.stdout.write(f"{python}, {outcome.artefact}, {versions} versions: {said}\n")
            sys.stdout.flush()
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(one) for one in outcomes], indent=2) + "\n")
    return int(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
