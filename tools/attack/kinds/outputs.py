"""Outputs that cannot be written, or only in part; each command in a process of its own."""

from __future__ import annotations

from tools.attack.case import Case
from tools.attack.kinds.command_lines import FILES
from tools.attack.kinds.files import chance_of

_FLIGHT = ["--missile", "nodong", "--from", "hwangju", "--to", "pyeongtaek"]
_COMMANDS: tuple[tuple[list[str], tuple[str, ...]], ...] = (
    (
        ["battery", "footprint", "small.yaml", "--by", "province"],
        ("--geojson", "--csv", "--output", "--figure"),
    ),
    (["battery", "timeline", "small.yaml", *_FLIGHT], ("--figure",)),
    (["battery", "sites", "small.yaml"], ("--output", "--figure")),
    (["radar", "coverage", "small.yaml"], ("--figure", "--profile")),
    (["missile", "fly", "nodong", "--from", "hwangju", "--to", "busan"], ("--figure", "--track")),
    (["scenario", "new"], ("",)),
    (["raid", "new"], ("",)),
    (
        ["raid", "run", "raid.yaml", "--scenario", "small.yaml", "--replications", "50"],
        ("--output", "--figure", "--survival-map"),
    ),
    (["schema"], ("--output",)),
    (["catalog", "list"], ()),
    (["scenario", "show", "small.yaml", "--json"], ()),
)
_NAMES = {
    "--geojson": "out.geojson", "--csv": "out.csv", "--output": "out.nc", "--figure": "out.png",
    "--survival-map": "map.svg", "--profile": "profile.svg", "--track": "track.csv", "": "new.yaml",
}  # fmt: skip


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a command that writes, and what is in its way.

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
    words, options = chance.choice(_COMMANDS)
    words = [*words]
    written = chance.sample(options, chance.randint(0, len(options)) if options[:1] != ("",) else 1)
    names = [_NAMES[option] for option in written]
    if words[0] == "schema":
        names = ["schemas"] * len(written)
    done = []
    if names and chance.random() < 0.5:
        at = chance.randrange(len(names))
        names[at] = chance.choice((
            "folder", "no-such/" + names[at], "small.yaml", names[at - 1], "x" * 300 + names[at],
            "small.yaml/" + names[at], "/dev/null", "/dev/full", "/dev/stdout", "",
            "/proc/" + names[at], names[at] + "/", "existing.png", "/dev/stdin", "existing.csv",
        ))  # fmt: skip
        done.append(f"to {names[at][:40]}")
    for option, name in zip(written, names, strict=True):
        words += [option, name] if option else [name]
    setting: dict[str, object] = {"output": "kept"}
    if chance.random() < 0.5:
        setting["output"] = chance.choice(("closed", "unread", "/dev/full", "/dev/null"))
        done.append(f"standard output: {setting['output']}")
    if chance.random() < 0.5:
        setting["largest_file_bytes"] = chance.choice((0, 100, 4096, 20_000, 60_000, 150_000))
        done.append(f"no file beyond {setting['largest_file_bytes']} bytes")
    return Case(kind, seed, index, FILES, [words], done, (), setting)
