"""Signals at any moment of a run: it ends soon, says so, and leaves nothing half-written."""

from __future__ import annotations

from tools.attack.case import Case
from tools.attack.kinds.command_lines import FILES
from tools.attack.kinds.files import chance_of

_COMMANDS = (
    ["battery", "footprint", "small.yaml", "--figure", "out.png", "--output", "out.nc"],
    ["battery", "footprint", "small.yaml", "--by", "province", "--csv", "out.csv"],
    ["radar", "coverage", "small.yaml", "--figure", "out.svg", "--profile", "profile.png"],
    ["schema", "--output", "schemas"],
    ["missile", "lofted", "--samples", "8", "--figure", "out.pdf"],
    ["scenario", "check", "small.yaml"],
)  # fmt: skip
_LAST_S = 4.0


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a command, a signal and the moment at which it comes.

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
    words = list(chance.choice(_COMMANDS))
    number = chance.choice(("SIGINT", "SIGINT", "SIGTERM", "SIGHUP"))
    after_s = chance.uniform(0.05, _LAST_S)
    setting = {"signal": number, "after_s": after_s}
    done = [f"{number} after {after_s:.2f} s"]
    return Case(kind, seed, index, FILES, [words], done, ("moment", "says"), setting)
