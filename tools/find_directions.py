"""Find which way each uncertain row moves each measure of the claims, and write it down.

uv run python -m tools.find_directions            all rows of the defence, some minutes
uv run python -m tools.find_directions --missing  only rows that the table does not have yet

Each row, with those of its statement, is put to both ends of its range: from the nominal values,
and from both corners that the rows found so far span, since a row may matter only there. A measure
moves ``up`` (or ``down``) with a row if at every site, in every reading of the built-in claims, it
never shrinks (grows) from the low end over the nominal value to the high end, and ``mixed`` if it
does both. The setting is `korea-2016`, coarse: what matters here is the sign.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import radians
from pathlib import Path

import numpy as np

from bongsu.claims import corners as table
from bongsu.claims.case import AbsentError, Case
from bongsu.claims.claim import built_in_claims
from bongsu.claims.corners import Direction, Levels, role
from bongsu.claims.measures.registry import measure
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Scenario, load_scenario
from bongsu.studies.draws import Together, defence_rows, moving_together

FILE = Path(table.__file__).parent / "data" / table.FILE
HEADER = """\
# Written by tools/find_directions.py: which way each row of the defence moves each measure of the
# claims, as found by moving it to both ends of its range. A measure that is not named is not moved.
"""
SPACING_KM = 100.0
RADAR_GRID_DEG = 1.0
# seen as whole bodies and as re-entry vehicles; how many of the launch areas of each
MISSILES = {"scud-b": 1, "nodong": 4, "musudan": 1}
# measures by the study they rest on: the corners of the first serve all of them
STUDIES = (
    (
        "foreign-area-in-view",
        "share-of-foreign-view",
        "sites-that-hold-all-launch-areas",
    ),
    ("shots-at-third-party-missiles",),
    ("people-share-defended", "seoul-share-defended"),
    ("leakers-expected",),
    ("radar-range-surplus", "radar-range-ratio", "foreign-area-beyond-need"),
    ("added-track-time",),
)
SITES = ("seongju-golf-course", "pyeongtaek", "wonju")
# changes of a measure below this share of it are rounding
_ROUNDING = 1e-9

Found = dict[str, dict[str, Direction]]


def setting() -> Scenario:
    """The built-in scenario on coarse grids, with fewer sites, missiles and launch areas."""
    coarse = load_scenario("korea-2016").at_spacing(SPACING_KM)
    threats = [
        threat.model_copy(update={"launch_areas": threat.launch_areas[: MISSILES[threat.missile]]})
        for threat in coarse.threats
        if threat.missile in MISSILES
    ]
    numerics = coarse.numerics.model_copy(
        update={"sample_step": 4.0, "radar_grid": radians(RADAR_GRID_DEG)}
    )
    return coarse.model_copy(
        update={"numerics": numerics, "candidate_sites": SITES, "threats": tuple(threats)}
    )


def check_studies() -> None:
    """Refuse to leave a measure of a built-in reading out."""
    named = {reading.measure for claim in built_in_claims() for reading in claim.readings}
    if left := named - {name for names in STUDIES for name in names}:
        raise SystemExit(f"put into STUDIES: {', '.join(sorted(left))}")


class Bench:
    """Measures of the built-in readings in changed scenarios."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def values(self, names: Iterable[str], levels: Levels) -> dict[str, FloatArray]:
        """Every number of every reading of some measures, in one row each."""
        case = Case("changed", self.scenario.with_levels(levels) if levels else self.scenario)
        return {name: self._values(case, name) for name in names}

    def _values(self, case: Case, name: str) -> FloatArray:
        found = []
        for claim in built_in_claims():
            for reading in claim.readings:
                if reading.measure != name:
                    continue
                try:
                    found.append(measure(name, case, dict(reading.parameters)).values)
                except AbsentError:
                    continue
                except InputError:  # no battery fires: nobody is defended
                    found.append(np.array([np.nan]))
        return np.concatenate([np.atleast_1d(values) for values in found])


def way(low: FloatArray, middle: FloatArray, high: FloatArray) -> Direction | None:
    """Which way numbers go from the low end over the middle to the high end."""
    if not low.shape == middle.shape == high.shape:
        return None  # at an end no battery can fire, so that there is nothing to measure
    steps = np.concatenate([middle - low, high - middle])
    scale = np.tile(np.maximum(np.abs(middle), 1e-12), 2)
    steps = steps[np.isfinite(steps) & (np.abs(steps) > _ROUNDING * scale)] if steps.size else steps
    if steps.size == 0:
        return None
    if np.all(steps > 0.0):
        return "up"
    return "down" if np.all(steps < 0.0) else "mixed"


def both(one: Direction | None, other: Direction | None) -> Direction | None:
    """What two findings say together."""
    if one is None or other is None:
        return one or other
    return one if one == other else "mixed"


def around(
    bench: Bench, movers: Sequence[Together], names: Sequence[str], base: Levels
) -> Iterator[tuple[Together, dict[str, Direction | None]]]:
    """Move each row from a corner to both ends, and back to its nominal value."""
    standing = bench.values(names, base)
    for paths in movers:
        at = {}
        for end in ("low", "nominal", "high"):
            same = all(base.get(path, "nominal") == end for path in paths)
            changed = {**base, **dict.fromkeys(paths, end)}
            at[end] = standing if same else bench.values(names, changed)
        yield (
            paths,
            {name: way(at["low"][name], at["nominal"][name], at["high"][name]) for name in names},
        )


def corner(found: Found, movers: Sequence[Together], name: str, *, great: bool) -> Levels:
    """Levels of the rows found so far, for the small or the great values of a measure."""
    end = {
        ("up", True): "high",
        ("up", False): "low",
        ("down", True): "low",
        ("down", False): "high",
    }
    return {
        path: end[word, great]
        for paths in movers
        for path in paths
        if (word := found.get(role(path), {}).get(name)) in ("up", "down")
    }


def search(
    bench: Bench,
    movers: Sequence[Together],
    known: Mapping[str, Mapping[str, Direction]],
    everything: Sequence[Together],
) -> Found:
    """Find the directions of some rows, those of others being known."""
    found: Found = {name: dict(row) for name, row in known.items()}

    def learn(paths: Together, told: Mapping[str, Direction | None], where: str) -> None:
        for path in paths:
            row = found.setdefault(role(path), {})
            for name, word in told.items():
                if combined := both(row.get(name), word):
                    row[name] = combined
        print(where, paths[0], {n: w for n, w in told.items() if w}, file=sys.stderr, flush=True)

    for names in STUDIES:
        for paths, told in around(bench, movers, names, {}):
            learn(paths, told, "nominal")
        for great in (False, True):
            base = corner(found, everything, names[0], great=great)
            for paths, told in around(bench, movers, names, base):
                learn(paths, told, "greatest" if great else "least")
    return found


def text_of(found: Found) -> str:
    """The table as a file, one row a line."""
    lines = [
        f"{name}: {{{', '.join(f'{measure}: {word}' for measure, word in sorted(row.items()))}}}"
        for name, row in sorted(found.items())
    ]
    return HEADER + "\n".join(lines) + "\n"


def main() -> None:
    """Write the table."""
    check_studies()
    scenario = setting()
    everything = moving_together(scenario.catalog, defence_rows(scenario))
    known = table.directions() if "--missing" in sys.argv[1:] else {}
    movers = [paths for paths in everything if any(role(path) not in known for path in paths)]
    found = search(Bench(scenario), movers, known, everything)
    FILE.write_text(text_of(found), encoding="utf-8")


if __name__ == "__main__":
    main()
