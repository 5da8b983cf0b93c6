"""Settings of the environment, sensible and not; each command in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path

from tools.attack.case import Case
from tools.attack.kinds.command_lines import FILES
from tools.attack.kinds.files import chance_of

_VALUES: dict[str, tuple[str | None, ...]] = {
    "BONGSU_THREADS": ("abc", "0", "-1", "1", "2", "1.5", "9" * 30, "", " ", "nan", "1e3", "٣"),
    "MPLBACKEND": ("nonsense", "agg", "", "module://no.such", "TkAgg", "pdf"),
    "MPLCONFIGDIR": ("/no/such", "small.yaml", ""),
    "PYTHONIOENCODING": ("ascii", "cp949", "latin-1", "utf-16", "ascii:strict", ""),
    "PYTHONUTF8": ("0", "1"),
    "LC_ALL": ("C", "POSIX", "xx_XX", "tr_TR.UTF-8", ""),
    "LANG": ("C", "ko_KR.EUC-KR", None),
    "COLUMNS": ("0", "1", "-5", "abc", "40", "100000", ""),
    "LINES": ("0", "abc"),
    "TERM": ("dumb", "", None, "nonsense"),
    "NO_COLOR": ("1", ""),
    "FORCE_COLOR": ("1", ""),
    "HOME": ("/no/such", "", None, "small.yaml"),
    "XDG_CACHE_HOME": ("/no/such", "", "small.yaml"),
    "TMPDIR": ("/no/such", "small.yaml", ""),
    "TZ": ("nonsense", "Asia/Seoul", ""),
    "PATH": ("", None),
    "PYTHONHASHSEED": ("1", "2"),
    "PYTHONWARNINGS": ("error", "default"),
    "PYTHONDONTWRITEBYTECODE": ("1",),
    "PYTHONOPTIMIZE": ("1", "2"),
    "PYTHONDEVMODE": ("1",),
    "NUMBA_NUM_THREADS": ("1", "2"),
    "NUMBA_THREADING_LAYER": ("omp", "workqueue"),
    "OMP_NUM_THREADS": ("abc", "0", "1"),
    "OPENBLAS_NUM_THREADS": ("abc", "1"),
    "PROJ_DATA": ("/no/such", ""),
    "PROJ_LIB": ("/no/such",),
    "SOURCE_DATE_EPOCH": ("abc", "-1", "0", "9" * 30),
}
_FLIGHT = ["--missile", "nodong", "--from", "hwangju", "--to", "pyeongtaek"]
_COMMANDS = (
    ["battery", "footprint", "small.yaml"],
    ["battery", "footprint", "small.yaml", "--figure", "out.png", "--geojson", "out.geojson"],
    ["battery", "timeline", "small.yaml", *_FLIGHT, "--json"],
    ["radar", "coverage", "small.yaml", "--figure", "out.svg"],
    ["radar", "range", "--json"],
    ["catalog", "list"],
    ["catalog", "show", "seoul"],
    ["scenario", "check", "small.yaml"],
    ["scenario", "new", "new.yaml"],
    ["--help"],
    ["--version"],
    ["missile", "tests", "--figure", "out.pdf"],
)


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a command and one or two settings.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Which runs it in a process of its own.
    """
    chance = chance_of(kind, seed, index)
    words = chance.choice(_COMMANDS)
    chosen = chance.sample(sorted(_VALUES), chance.choice((1, 1, 2)))
    environment = {name: chance.choice(_VALUES[name]) for name in chosen}
    done = [f"{name}={value}" for name, value in environment.items()]
    # compiled once, wherever else the environment would have it
    kept = os.environ.get("NUMBA_CACHE_DIR")
    if kept and not Path(kept).is_absolute():
        environment["NUMBA_CACHE_DIR"] = str(Path(kept).resolve())
    return Case(
        kind, seed, index, FILES, [list(words)], done, ("says",), {"environment": environment}
    )
