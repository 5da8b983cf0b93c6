"""``bongsu raid run``: a raid on a scenario, replication by replication."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.cli.commands.raid.counts import distribution, interval, print_counts
from bongsu.cli.options.groups import AS_IT_FIRES, AS_IT_STANDS, FireOptions, StandOptions
from bongsu.cli.options.running import IN_MEMORY, RunOptions, run_study
from bongsu.cli.options.setting import changed, raid_of
from bongsu.cli.options.values import JsonFlag, Whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import (
    DATASET,
    FIGURE,
    ROWS,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    rows_file,
    write_outputs,
)
from bongsu.scenario import load_scenario
from bongsu.words import number_of

if TYPE_CHECKING:
    from bongsu.studies.raid.played import RaidOutcome


def run(
    file: Path | None = None,
    *,
    scenario: str = "korea-2016",
    stand: StandOptions = AS_IT_STANDS,
    fire: FireOptions = AS_IT_FIRES,
    battery: str | None = None,
    replications: Whole = 100_000,
    seed: Whole = 1,
    run: RunOptions = IN_MEMORY,
    output: Path | None = None,
    table: Path | None = None,
    figure: Path | None = None,
    survival_map: Path | None = None,
    exhaustion_figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Play a raid on a scenario many times.

    Parameters
    ----------
    file
        Raid file; the scenario's own raid by default.
    scenario
        Scenario file or name of a built-in scenario: supplies batteries, doctrine and catalogue.
    stand
        Where the battery stands and its radar faces.
    fire
        How the battery comes to fire.
    battery
        Name of the battery that the options set up; the first by default, for cueing all of them.
    replications
        How often the raid is played. [1]
    seed
        Of the random numbers, 0 to 4294967295. [1]
    run
        Where the run is kept, and who computes it.
    output
        Write distributions, survival and exhaustion to this netCDF file.
    table
        Write the distributions - how likely so many leakers, intercepts, interceptors spent and
        assets hit - to this table (.csv or .parquet).
    figure
        Distribution of leakers and of interceptors spent, to write to a .png, .svg or .pdf file.
    survival_map
        Map of what is aimed at, with the probability that nothing gets through to it.
    exhaustion_figure
        Probability that each battery has no ready interceptor left, over time.
    json
        Print JSON for machines.
    """
    from bongsu.physics.raid.tally import tally_rows
    from bongsu.studies.raid.played import RaidStudy
    from bongsu.studies.raid.replications import check_replications

    pictures = (figure, survival_map, exhaustion_figure)
    read: list[str | Path] = [scenario, *([] if file is None else [file])]
    files = (output, DATASET), (table, ROWS), *((path, FIGURE) for path in pictures)
    check_outputs(*files, inputs=read)
    check_replications(replications)
    setting = changed(load_scenario(scenario), stand=stand, fire=fire, battery=battery)
    study = RaidStudy.of(setting, raid_of(file, setting), seed=seed)
    study.check()
    merged = run_study(study, replications, run, description="raid")
    if merged is None:
        return
    found = study.outcome(merged)
    origin = found.provenance()
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found.dataset())))
    if table is not None:
        made.append((table, rows_file(table, tally_rows(found.counts.tallies()))))
    if any(path is not None for path in pictures):
        made += _pictures(found, figure, survival_map, exhaustion_figure)
    write_outputs(made, origin)
    if json:
        print_json(_document(found), origin)
        return
    _print(found)


def _pictures(
    found: "RaidOutcome", figure: Path | None, survival: Path | None, exhaustion: Path | None
) -> list[tuple[Path, Write]]:
    from bongsu.report.raid.exhaustion import exhaustion_figure
    from bongsu.report.raid.survival import survival_map
    from bongsu.report.raid.tallies import tallies_figure

    made: list[tuple[Path, Write]] = []
    if figure is not None:
        counts = found.counts
        drawn = tallies_figure(counts.leakers, counts.interceptors_spent, found.study.title)
        made.append((figure, figure_file(drawn)))
    if survival is not None:
        made.append((survival, figure_file(survival_map(found))))
    if exhaustion is not None:
        made.append((exhaustion, figure_file(exhaustion_figure(found))))
    return made


def _document(found: "RaidOutcome") -> dict[str, Any]:
    counts = found.counts
    return {
        "leakers": distribution(counts.leakers),
        "intercepts": distribution(counts.intercepts),
        "interceptors_spent": distribution(counts.interceptors_spent),
        "assets_hit": distribution(counts.assets_hit),
        "replications": found.replications,
        "seed": found.study.seed,
        "missiles": len(found.study.prepared.missiles),
        "assets": found.assets(),
        "waves": found.waves(),
        "batteries": found.batteries(),
    }


def _print(found: "RaidOutcome") -> None:
    counts = found.counts
    missiles = number_of(len(found.study.prepared.missiles), "missile")
    print_counts(
        {
            "leakers": counts.leakers,
            "intercepts": counts.intercepts,
            "interceptors spent": counts.interceptors_spent,
            "assets hit": counts.assets_hit,
        },
        title=f"{found.study.title}: {missiles}",
    )
    print_table(
        ("what is aimed at", "missiles", "leakers", "nothing gets through", "95 % interval"),
        [
            (
                one["title"],
                one["aimed"],
                one["leakers"],
                one["survival"],
                interval((one["low"], one["high"])),
            )
            for one in found.assets()
        ],
        title="\nAssets",
    )
    print_table(
        ("wave", "missile", "missiles", "leakers"),
        [
            (number, one["missile_title"], one["count"], one["leakers"])
            for number, one in enumerate(found.waves(), 1)
        ],
        title="\nWaves",
    )
    print_table(
        ("battery", "interceptors", "none left", "95 % interval", "median time (s)"),
        [
            (
                one["title"],
                one["interceptors_ready"],
                one["exhausted"],
                interval((one["low"], one["high"])),
                _exhaustion(one),
            )
            for one in found.batteries()
        ],
        title="\nBatteries",
        caption="none left: probability that no interceptor is ready at some time, and when",
    )


def _exhaustion(battery: dict[str, Any]) -> str:
    if not battery["fires"]:
        return "does not fire"
    return "never" if battery["exhausted"] == 0.0 else f"{battery['exhausted_s']:.0f}"
