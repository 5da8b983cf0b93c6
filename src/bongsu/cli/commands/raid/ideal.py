"""``bongsu raid ideal``: missiles, one magazine, a kill probability and a rule of fire."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bongsu.cli.commands.raid.counts import distribution, print_counts
from bongsu.cli.options.running import IN_MEMORY, RunOptions, run_study
from bongsu.cli.options.values import Flag, IdealRuleName, JsonFlag, Number, PriorName, Whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.errors import InputError, shortened
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
from bongsu.scenario.provenance import Provenance
from bongsu.words import Prior

if TYPE_CHECKING:
    from bongsu.physics.raid.ideal import IdealTallies

_RECORD = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_SALVO = 2


def ideal(
    *,
    missiles: Whole,
    interceptors: Whole,
    kill_probability: Number | None = None,
    record: str | None = None,
    prior: PriorName | None = None,
    rule: IdealRuleName = "shoot-look-shoot",
    salvo: Whole | None = None,
    tracking_probability: Number = 1.0,
    tracking_common: Annotated[Flag, Parameter(name="--tracking-common")] = False,
    replications: Whole = 100_000,
    seed: Whole = 1,
    run: RunOptions = IN_MEMORY,
    output: Path | None = None,
    table: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Play a raid without geometry many times.

    Parameters
    ----------
    missiles
        Missiles of the raid, 1 to 10000. [1]
    interceptors
        Interceptors of the magazine, 0 to 10000. [1]
    kill_probability
        That one interceptor kills the missile it is fired at. [1]
    record
        HITS/TRIALS of a test record, such as 15/15, in place of the kill probability: each
        replication draws one that the record allows.
    prior
        What was known before the record: uniform (the default) or jeffreys.
    rule
        shoot-look-shoot fires one by one until a missile is dead; salvo fires a fixed number at
        each; evenly deals all interceptors out beforehand; uncoordinated fires each at a missile by
        lot.
    salvo
        Interceptors at each missile, of the rule salvo; 2 by default. [1]
    tracking_probability
        That a missile is tracked at all; none is fired at one that is not. [1]
    tracking_common
        All missiles are tracked or none, instead of each by itself.
    replications
        How often the raid is played. [1]
    seed
        Of the random numbers, 0 to 4294967295. [1]
    run
        Where the run is kept, and who computes it.
    output
        Write the distributions to this netCDF file.
    table
        Write the distributions - how likely so many leakers and interceptors spent - to this table
        (.csv or .parquet).
    figure
        Distribution of leakers and of interceptors spent, to write to a .png, .svg or .pdf file.
    json
        Print JSON for machines.
    """
    from bongsu.physics.raid.ideal import IdealRaid
    from bongsu.physics.raid.tally import tally_rows
    from bongsu.studies.raid.ideal import IdealRaidStudy
    from bongsu.studies.raid.replications import check_replications

    check_outputs((output, DATASET), (table, ROWS), (figure, FIGURE))
    if salvo is not None and rule != "salvo":
        raise InputError(f"--salvo is of the rule salvo, not of {rule}")
    raid = IdealRaid(
        missiles=missiles,
        interceptors=interceptors,
        rule=rule,
        salvo=_SALVO if salvo is None else salvo,
        tracking_probability=tracking_probability,
        tracking_common=tracking_common,
        **_kills(kill_probability, record, prior),
    )
    check_replications(replications)
    study = IdealRaidStudy(raid=raid, seed=seed)
    merged = run_study(study, replications, run, description="raid")
    if merged is None:
        return
    found = study.tallies(merged)
    origin = Provenance(seed=seed)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(study.dataset(found))))
    if table is not None:
        made.append((table, rows_file(table, tally_rows(vars(found)))))
    if figure is not None:
        from bongsu.report.raid.tallies import tallies_figure

        drawn = tallies_figure(found.leakers, found.interceptors_spent, raid.title)
        made.append((figure, figure_file(drawn)))
    write_outputs(made, origin)
    if json:
        print_json(_document(found, seed), origin)
        return
    print_counts(
        {"leakers": found.leakers, "interceptors spent": found.interceptors_spent},
        title=raid.title,
    )


def _kills(
    kill_probability: float | None, record: str | None, prior: Prior | None
) -> dict[str, Any]:
    """What is known of the kill probability, as arguments of a raid."""
    from bongsu.physics.fire.kill_probability import record_beta

    if (kill_probability is None) is (record is None):
        raise InputError("give either --kill-probability or --record HITS/TRIALS")
    if record is None:
        if prior is not None:
            raise InputError("--prior is of --record, the test record that it stands before")
        return {"kill_probability": kill_probability}
    counts = _RECORD.fullmatch(record)
    if counts is None:
        raise InputError(f"--record is HITS/TRIALS, such as 15/15, not {shortened(record)}")
    return {"record": record_beta(int(counts[1]), int(counts[2]), prior or "uniform")}


def _document(found: "IdealTallies", seed: int) -> dict[str, Any]:
    return {
        "leakers": distribution(found.leakers),
        "interceptors_spent": distribution(found.interceptors_spent),
        "replications": found.leakers.replications,
        "seed": seed,
    }
