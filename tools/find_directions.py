"""Find which way each uncertain row moves each measure of the claims, and write it down.

uv run python -m tools.find_directions                   all rows of the defence, some minutes
uv run python -m tools.find_directions --missing         only rows that the table does not have yet
uv run python -m tools.find_directions leakers-expected  all rows again, for some measures
uv run python -m tools.find_directions --mixed           only which mixed rows leave the corners
uv run python -m tools.find_directions --elsewhere       only rows without a way, on full grids

Each row, with those of its statement, is put to its ends and its value, and to the quarters of its
draws between (not where a measure costs ten times as much, as the range needed does): from
the nominal values, and its ends and value again from both corners that these findings span, since
a row may matter only there. The words are those of bongsu.claims.corners. The setting is
`korea-2016`, coarse: what matters here is the sign. Objects are seen by aspect, as the scenarios
have it by default; a row that is the one number of an object is moved with that model too, and what
this finds is written down for the measures that the row does not move by aspect.

A mixed row needs cases of its own only where one of them says more than the corners do. At the end
each is put to its ends, all else nominal: it is `inside` if no number that a verdict rests on
leaves the band of the corners by more than a hundredth of that band, and none comes or goes.
"""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import radians
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np

from bongsu.claims import corners as table
from bongsu.claims.case import Case
from bongsu.claims.claim import built_in_claims
from bongsu.claims.corners import Direction, Levels, role
from bongsu.claims.evaluate import value_of
from bongsu.claims.measures.registry import MEASURES, measure
from bongsu.claims.template import example_of
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Scenario, built_in_scenarios, load_scenario
from bongsu.studies.epistemic.draws import Together, defence_rows, drawn_row, moving_together
from bongsu.studies.epistemic.metrics import METRICS
from bongsu.words import CrossSectionModel

FILE = Path(table.__file__).parent / "data" / table.FILE
HEADER = """\
# Written by tools/find_directions.py: which way each row of the defence moves each measure of the
# claims, as found by moving it to both ends of its range. A measure that is not named is not moved.
"""
FIRST = "korea-2016"
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
    (
        "people-share-defended",
        "people-share-defended-with",
        "people-share-defended-against",
        "seoul-share-defended",
    ),
    ("leakers-expected",),
    ("radar-range-surplus", "radar-range-ratio", "foreign-area-beyond-need"),
    ("added-track-time",),
    ("detection-range", "lowest-height-seen", "share-of-loads"),
    ("area-tracked",),
    ("p-defend",),
    ("time-in-view", "first-sight", "firm-track"),
    ("engaged-at-once", "interceptor-reach"),
    ("raid-leakers",),
)
# what no row of the defence moves: a factor of the radar equation, flights, numbers of the
# statements themselves, records of tests
UNMOVED = (
    "stacked-range-factor",
    "apogee",
    "flight-time-gap",
    "arc-time",
    "elevation-of-horizon",
    "sector-share",
    "share-of-tests",
    "chance-that-all-hit",
    "time-of-flight",
)
AT_ENDS_ONLY = ("radar-range-surplus", "time-in-view", "raid-leakers")
# the default of scenarios first; the other takes each object's one number wherever it is seen
BY_ASPECT: Final = "by-aspect"
CONSTANT: Final = "constant"
MODELS: tuple[CrossSectionModel, ...] = (BY_ASPECT, CONSTANT)
OPTIONS = ("--missing", "--mixed", "--elsewhere")
SITES = ("seongju-golf-course", "pyeongtaek", "wonju")
# changes of a measure below this share of it are rounding
_ROUNDING = 1e-9
# what a verdict rests on is shown to three digits: a band less than this much wider reads the same
LEAVES = 0.01

# a row at chances of a smaller value: its ends and its value, and the quarters between
HALF = 0.5
ENDS = (0.0, HALF, 1.0)
QUARTERS = (0.0, 0.25, HALF, 0.75, 1.0)
Way = Literal["up", "down", "mixed"]
START: Mapping[Direction, Way] = {
    "up": "up",
    "up-mostly": "up",
    "down": "down",
    "down-mostly": "down",
    "mixed": "mixed",
    "inside": "mixed",
}

Found = dict[str, dict[str, Direction]]


def setting(name: str = FIRST, *, fine: bool = False) -> Scenario:
    """A built-in scenario whole, or on coarse grids with fewer sites, missiles and areas."""
    if fine:
        return load_scenario(name)
    coarse = load_scenario(name).at_spacing(SPACING_KM)
    threats = [
        threat.model_copy(update={"launch_areas": threat.launch_areas[: MISSILES[threat.missile]]})
        for threat in coarse.threats
        if threat.missile in MISSILES
    ]
    numerics = coarse.numerics.model_copy(
        update={"sample_step": 4.0, "radar_grid": radians(RADAR_GRID_DEG)}
    )
    return coarse.model_copy(
        update={
            "numerics": numerics,
            "candidate_sites": SITES if coarse.candidate_sites else (),
            "threats": tuple(threats) or coarse.threats,
        }
    )


def check_studies() -> None:
    """Refuse to leave a measure out."""
    found = {name for names in STUDIES for name in names}
    if left := set(MEASURES) - found - set(UNMOVED) - set(table.SAME_STUDY):
        raise SystemExit(f"put into STUDIES: {', '.join(sorted(left))}")


class Numbers(NamedTuple):
    """What the readings of a measure give in a scenario.

    Attributes
    ----------
    everywhere : ndarray
        Every number of every reading: one for each site, object or way.
    taken : ndarray
        The one number of each reading that its verdict rests on.
    """

    everywhere: FloatArray
    taken: FloatArray


class Moved(NamedTuple):
    """How a measure goes along a row, from low to high.

    Attributes
    ----------
    ends : str or None
        From end to end; where sites or objects differ, of the numbers that verdicts rest on.
    inside : str or None
        With the quarters between.
    net : float
        By how much the numbers that verdicts rest on grow together, from end to end. [as measured]
    """

    ends: Way | None
    inside: Way | None
    net: float


class Bench:
    """Measures of the built-in readings, or of an example where there is none, in scenarios."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def values(
        self, names: Collection[str], levels: Levels, chances: Mapping[str, float] | None = None
    ) -> dict[str, Numbers]:
        """Numbers of some measures.

        Rows stand at levels, and some instead at values that are exceeded with one minus a chance.
        """
        scenario = self.scenario.with_levels(levels) if levels else self.scenario
        if chances:
            nominal = self.scenario.catalog
            rows = [drawn_row(nominal.quantity(path), u) for path, u in chances.items()]
            scenario = scenario.with_catalog(scenario.catalog.with_rows(rows))
        # numbers of the studies are of the battery's own site
        case = Case("changed", scenario, only=frozenset() if set(names) <= set(METRICS) else None)
        return {name: self._numbers(case, name) for name in names}

    def _numbers(self, case: Case, name: str) -> Numbers:
        everywhere, taken = [], []
        built_in = [one for claim in built_in_claims() for one in claim.readings]
        for reading in [one for one in built_in if one.measure == name] or [example_of(name)]:
            try:
                everywhere.append(measure(name, case, dict(reading.parameters)).values)
            except InputError:  # at an end nobody may be defended, or no battery fire
                everywhere.append(np.array([np.nan]))
            taken.append(value_of(reading, case)[0])
        return Numbers(np.concatenate([np.ravel(one) for one in everywhere]), np.array(taken))


def way(series: Sequence[FloatArray]) -> Way | None:
    """Which way numbers go along a row of values, from low to high."""
    if len({numbers.shape for numbers in series}) > 1:
        return None  # somewhere there is nothing to measure
    table = np.stack(series)
    steps = np.diff(table, axis=0)
    scale = np.maximum(np.abs(table[1:]), 1e-12)
    steps = steps[np.isfinite(steps) & (np.abs(steps) > _ROUNDING * scale)]
    if steps.size == 0:
        return None
    if np.all(steps > 0.0):
        return "up"
    return "down" if np.all(steps < 0.0) else "mixed"


def both(one: Way | None, other: Way | None) -> Way | None:
    """What two findings say together."""
    if one is None or other is None:
        return one or other
    return one if one == other else "mixed"


def direction(
    ends: Way | None, inside: Way | None, corners: Way | None, net: float = 0.0
) -> Direction | None:
    """What is written down, from what was found about the nominal values and at the corners.

    A row that moves what verdicts rest on at the corners alone, and there some of it up and some
    down, stands in the corners by the way that all of it goes together.
    """
    if ends is None:
        if inside is None and corners in (None, "up", "down"):
            return corners
        if corners is None or net == 0.0:
            return "elsewhere"
        return "up-mostly" if net > 0.0 else "down-mostly"
    if ends == "mixed" or (inside == ends and corners in (None, ends)):
        return ends
    return "up-mostly" if ends == "up" else "down-mostly"


def around(
    bench: Bench, movers: Sequence[Together], names: Sequence[str], base: Levels, inside: bool
) -> Iterator[tuple[Together, dict[str, Moved]]]:
    """Move each row from a corner, or from the nominal values."""
    standing = bench.values(names, base)
    for paths in movers:
        at = {
            chance: standing
            if not base and chance == HALF
            else bench.values(names, base, dict.fromkeys(paths, chance))
            for chance in (QUARTERS if inside else ENDS)
        }
        yield (
            paths,
            {name: _moved({u: numbers[name] for u, numbers in at.items()}) for name in names},
        )


def _moved(at: Mapping[float, Numbers]) -> Moved:
    """How a measure goes along a row, from its numbers at chances of a smaller value."""
    low, *_, high = (at[chance].taken for chance in ENDS)
    net = float(np.nansum(high - low)) if low.shape == high.shape else 0.0
    ends = way([at[chance].everywhere for chance in ENDS])
    if ends == "mixed":
        return Moved(way([at[chance].taken for chance in ENDS]), "mixed", net)
    return Moved(ends, way([numbers.everywhere for numbers in at.values()]), net)


def corner(
    found: Mapping[str, Mapping[str, Way]], movers: Sequence[Together], name: str, *, great: bool
) -> Levels:
    """Levels of rows by the way they go, for the small or the great values of a measure."""
    return {
        path: "high" if (word == "up") == great else "low"
        for paths in movers
        for path in paths
        if (word := found.get(role(path), {}).get(name)) in ("up", "down")
    }


def search(
    bench: Bench,
    movers: Sequence[Together],
    everything: Sequence[Together],
    asked: Collection[str],
) -> Found:
    """Find the directions of some rows for some measures, all else being in the table."""
    found: Found = {role(path): {} for paths in movers for path in paths}
    ways = {
        name: {measure: START[word] for measure, word in moved.items() if word in START}
        for name, moved in table.directions().items()
    }
    for study in STUDIES:
        names = [name for name in study if name in asked]
        if not names:
            continue
        first = dict(around(bench, movers, names, {}, inside=study[0] not in AT_ENDS_ONLY))
        for paths, told in first.items():
            for path in paths:
                moved = ways.setdefault(role(path), {})
                for name, one in told.items():
                    moved.pop(name, None)
                    if one.ends:
                        moved[name] = one.ends
        least, greatest = (
            dict(
                around(
                    bench,
                    movers,
                    names,
                    corner(ways, everything, study[0], great=great),
                    inside=False,
                )
            )
            for great in (False, True)
        )
        for paths in movers:
            for name in names:
                here, low, high = (place[paths][name] for place in (first, least, greatest))
                at_corners = both(low.ends, high.ends)
                word = direction(here.ends, here.inside, at_corners, low.net + high.net)
                if word is not None:
                    for path in paths:
                        found[role(path)][name] = word
            print(study[0], paths[0], file=sys.stderr, flush=True)
    return found


def settle(
    bench: Bench,
    movers: Sequence[Together],
    everything: Sequence[Together],
    asked: Collection[str],
    words: Found,
) -> None:
    """Tell mixed rows that stay inside the band of the corners from those that leave it."""
    ways = {
        name: {measure: START[word] for measure, word in moved.items() if word in START}
        for name, moved in words.items()
    }
    for study in STUDIES:
        names = [name for name in study if name in asked]
        bands = {
            name: [bench.values([name], {})[name].taken]
            + [
                bench.values([name], corner(ways, everything, name, great=great))[name].taken
                for great in (False, True)
            ]
            for name in names
        }
        for paths in movers:
            mixed = [name for name in names if ways.get(role(paths[0]), {}).get(name) == "mixed"]
            if not mixed:
                continue
            ends = [bench.values(mixed, dict.fromkeys(paths, end)) for end in table.ENDS]
            for name in mixed:
                out = any(leaves(bands[name], numbers[name].taken) for numbers in ends)
                for path in paths:
                    words[role(path)][name] = "mixed" if out else "inside"
                print(study[0], name, paths[0], words[role(paths[0])][name], file=sys.stderr)


def leaves(band: Sequence[FloatArray], numbers: FloatArray) -> bool:
    """Tell whether numbers of readings say more than those that span a band."""
    spanned = np.stack(band)
    absent = np.isnan(spanned)
    if (np.isnan(numbers) & ~absent.any(axis=0)).any():
        return True
    if (~np.isnan(numbers) & absent.all(axis=0)).any():
        return True
    least = np.where(absent, np.inf, spanned).min(axis=0)
    greatest = np.where(absent, -np.inf, spanned).max(axis=0)
    there = ~np.isnan(numbers)
    least, greatest, numbers = least[there], greatest[there], numbers[there]
    margin = LEAVES * (greatest - least)
    return bool(((numbers < least - margin) | (numbers > greatest + margin)).any())


def text_of(found: Mapping[str, Mapping[str, Direction]]) -> str:
    """The table as a file, one row a line."""
    lines = [
        f"{name}: {{{', '.join(f'{measure}: {word}' for measure, word in sorted(row.items()))}}}"
        for name, row in sorted(found.items())
    ]
    return HEADER + "\n".join(lines) + "\n"


def movers_of(
    model: CrossSectionModel, everything: Iterable[Together], done: Collection[tuple[str, str]]
) -> list[Together]:
    """Rows to move under a model: those not done yet, and with one number only these numbers."""
    return [
        paths
        for paths in everything
        if (model != CONSTANT or paths[0].startswith("cross-section."))
        and any((role(path), model) not in done for path in paths)
    ]


def undirected(
    found: Mapping[str, Mapping[str, Direction]], paths: Together, names: Collection[str]
) -> list[str]:
    """Measures that coarse grids show moved by a row, but not which way."""
    rows = [found.get(role(path), {}) for path in paths]
    return [name for name in names if any(row.get(name) == "elsewhere" for row in rows)]


def with_constant(
    by_aspect: Mapping[str, Direction], constant: Mapping[str, Direction]
) -> dict[str, Direction]:
    """What is written of a cross-section: by aspect first, and cases if it leaves under either."""
    leaving: dict[str, Direction] = {
        name: word
        for name, word in constant.items()
        if word == "mixed" and by_aspect.get(name) == "inside"
    }
    return {**constant, **by_aspect, **leaving}


def main() -> None:
    """Write the table."""
    check_studies()
    every = [name for names in STUDIES for name in names]
    asked = [word for word in sys.argv[1:] if word not in OPTIONS]
    if unknown := set(asked) - set(every):
        raise SystemExit(f"no measure of STUDIES: {', '.join(sorted(unknown))}")
    only_mixed, fine = (option in sys.argv[1:] for option in ("--mixed", "--elsewhere"))
    found: dict[str, Mapping[str, Direction]] = dict(table.directions()) if sys.argv[1:] else {}
    old = set(found) if "--missing" in sys.argv[1:] else set()
    done = {(row, model) for row in old for model in MODELS}
    # rows that the first has no range for are found where another battery stands
    for name in (FIRST, *(other for other in built_in_scenarios() if other != FIRST)):
        for model in MODELS:
            scenario = setting(name, fine=fine).with_cross_sections(model)
            everything = moving_together(scenario.catalog, defence_rows(scenario))
            movers, wanted = movers_of(model, everything, done), asked or every
            if fine:
                movers = [paths for paths in movers if undirected(found, paths, wanted)]
                wanted = [name for one in movers for name in undirected(found, one, wanted)]
            if not movers:
                continue
            bench = Bench(scenario)
            words: Found = {row: dict(moved) for row, moved in found.items()}
            told = {} if only_mixed else search(bench, movers, everything, wanted)
            for row, moved in told.items():
                before = words.get(row, {})
                renewed = [one for one in wanted if not fine or before.get(one) == "elsewhere"]
                kept = {key: word for key, word in before.items() if key not in renewed}
                words[row] = {**kept, **{key: moved[key] for key in renewed if key in moved}}
            settle(bench, movers, everything, wanted, words)
            for row in (role(path) for paths in movers for path in paths):
                now, earlier = words.get(row, {}), found.get(row, {})
                found[row] = now if model == BY_ASPECT else with_constant(earlier, now)
                done.add((row, model))
    FILE.write_text(text_of(found), encoding="utf-8")


if __name__ == "__main__":
    main()
