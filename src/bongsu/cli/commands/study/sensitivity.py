"""``bongsu study sensitivity``: which groups of uncertain rows decide a number."""

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bongsu.cli.commands.study.options import QuestionOptions, WeightsOption
from bongsu.cli.options.groups import (
    ALL_THREATS,
    AS_IT_FIRES,
    AS_IT_STANDS,
    FireOptions,
    StandOptions,
    ThreatOptions,
)
from bongsu.cli.options.running import IN_MEMORY, RunOptions, run_study
from bongsu.cli.options.values import Flag, JsonFlag, whole
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

if TYPE_CHECKING:
    import xarray as xr

_MOST_DRAWS = 2**14


def sensitivity(
    scenario: str = "korea-2016",
    *,
    question: QuestionOptions,
    draws: Annotated[int, whole(1, _MOST_DRAWS)] = 64,
    weights: WeightsOption = "cited",
    rows: Annotated[bool, Parameter(name="--rows", negative="")] = False,
    conditioned: Flag = False,
    threats: ThreatOptions = ALL_THREATS,
    stand: StandOptions = AS_IT_STANDS,
    fire: FireOptions = AS_IT_FIRES,
    run: RunOptions = IN_MEMORY,
    output: Path | None = None,
    table: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Tell which groups of uncertain rows a number, or its verdict, turns on.

    Shapley effects are shares of the variance that sum to one. What is ranked is what is not known
    of the defence and the model. Launch areas, aim points, shapes and raids are chosen, not
    uncertain, and in no group.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    question
        What is asked; with a condition, whether it is met.
    draws
        Pairs of draws, rounded up to a power of two. Each takes as many runs as there are subsets
        of groups, 256 for eight.
    weights
        Weights of the values of a row: by its family, or no value likelier than another.
    rows
        Estimate the shares of single rows too.
    conditioned
        Hold draws against published figures. Groups that move the same figure then depend on each
        other, and count as one.
    threats
        Which of the flights of the scenario are looked at.
    stand
        Where the battery stands and its radar faces.
    fire
        How the battery comes to fire.
    run
        Where the run is kept, and who computes it.
    output
        Write everything to this netCDF file.
    table
        Write the groups with their shares to this table (.csv or .parquet).
    figure
        Draw shares and curves into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies.epistemic.metrics import metric_name
    from bongsu.studies.epistemic.sensitivity import SensitivityStudy, group_rows

    check_outputs(
        (output, DATASET), (table, ROWS), (figure, FIGURE), inputs=question.inputs(scenario)
    )
    name = metric_name(question.metric)
    setting = question.asked(scenario, threats, stand, fire)
    conditioned = conditioned or question.figures is not None
    held = question.held(setting, conditioned=True) if conditioned else []
    study = SensitivityStudy.of(
        setting,
        name,
        draws=draws,
        condition=question.held_against(),
        weights=weights,
        flights=question.flights,
        single_rows=rows,
        target=question.target(setting),
        raid=question.fired(setting),
        replications=question.played(),
        held=held,
    )
    merged = run_study(study, study.pairs, run, description="pairs of draws")
    if merged is None:
        return
    found = study.dataset(merged)
    origin = study.inquiry.origin
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found)))
    if table is not None:
        made.append((table, rows_file(table, group_rows(found))))
    if figure is not None:
        from bongsu.report.epistemic import shapley_figure

        made.append((figure, figure_file(shapley_figure(found))))
    write_outputs(made, origin)
    document = _document(found)
    if json:
        print_json(document, origin)
        return
    _print(document)


def _document(found: "xr.Dataset") -> dict[str, Any]:
    attributes = found.attrs
    order = sorted(range(found.sizes["group"]), key=lambda i: -float(found["shapley"][i]))
    owners = [str(name) for name in found["row_group"].values]
    paths = [str(path) for path in found["row"].values]
    names = [str(name) for name in found["group"].values]
    return {
        "metric": attributes["metric"],
        "title": attributes["metric_title"],
        "unit": attributes["unit"],
        "condition": attributes["condition"] or None,
        "target": attributes["target"] or None,
        "raid": attributes["raid"] or None,
        "replications": attributes["replications"] or None,
        "conditioned": bool(attributes["figures"]),
        "figures": attributes["figures"].split(),
        "effective_sample_size": attributes["effective_sample_size"],
        "warnings": _warnings(attributes),
        "weights": attributes["weights"],
        "draws": attributes["draws"],
        "scramblings": attributes["scramblings"],
        "runs": attributes["runs"],
        "flights_drawn": bool(attributes["flights_drawn"]),
        "mean": attributes["mean"],
        "variance": attributes["variance"],
        "groups": [
            {
                "name": names[index],
                "title": str(found["group_title"].values[index]),
                **_share(found, "shapley", index),
                "rows": [
                    path for path, own in zip(paths, owners, strict=True) if own == names[index]
                ],
            }
            for index in order
        ],
        "rows": [
            {
                "path": path,
                "title": str(found["row_title"].values[index]),
                "group": owners[index],
                "share": (_share(found, "row_shapley", index) if "row_shapley" in found else None),
                "values": found["row_value"].values[index].tolist(),
                "curve": found["curve"].values[index].tolist(),
            }
            for index, path in enumerate(paths)
        ],
        "rules": [str(rule) for rule in found["rule"].values],
    }


def _warnings(attributes: dict[str, Any]) -> list[str]:
    from bongsu.studies.epistemic.figures import worth

    if not attributes["figures"]:
        return []
    sentence = worth(attributes["effective_sample_size"], attributes["candidates"])
    return [sentence] if sentence else []


def _share(found: "xr.Dataset", name: str, index: int) -> dict[str, Any]:
    low = float(found[f"{name}_low"].values[index])
    return {
        "shapley": float(found[name].values[index]),
        "low": low,
        "high": float(found[f"{name}_high"].values[index]),
        "found": low > 0.0,
    }


def _print(document: dict[str, Any]) -> None:
    unit = "" if document["unit"] == "1" else f" {document['unit']}"
    asked = f", whether {document['condition']}{unit}" if document["condition"] else ""
    mean = "holds in" if document["condition"] else "mean"
    value = 100.0 * document["mean"] if document["condition"] else document["mean"]
    shown = f"{value:.0f} % of the runs" if document["condition"] else f"{value:.4g}{unit}"
    print_table(
        ("group", "share of the variance", "95 % interval"),
        [
            (
                one["title"],
                f"{100.0 * one['shapley']:.0f} %" if one["found"] else "none found",
                _interval(one),
            )
            for one in document["groups"]
        ],
        title=f"{document['title']}{asked}: {mean} {shown}; {document['draws']:,} pairs of draws, "
        f"{document['runs']:,} runs, {document['weights']} weights",
        caption="\n".join(
            [
                *(document["rules"] if document["variance"] else ["Nothing varies."]),
                *_conditioned_in_words(document),
                *document["warnings"],
            ]
        ),
    )
    own = sorted(
        (one for one in document["rows"] if one["share"] and one["share"]["found"]),
        key=lambda one: -one["share"]["shapley"],
    )
    if own:
        print_table(
            ("row", "share of the variance", "95 % interval"),
            [
                (
                    one["title"],
                    f"{100.0 * one['share']['shapley']:.0f} %",
                    _interval(one["share"]),
                )
                for one in own
            ],
            title="\nSingle rows with an interval above nought",
        )


def _conditioned_in_words(document: dict[str, Any]) -> list[str]:
    if not document["conditioned"]:
        return []
    listed = ", ".join(document["figures"])
    size = document["effective_sample_size"]
    sentence = (
        f"Draws are held against {listed}, chosen from candidates worth {size:,.0f} equal ones; "
        "groups that move a figure together count as one."
    )
    return [sentence]


def _interval(share: dict[str, Any]) -> str:
    if isnan(share["low"]):
        return "–"
    return f"{100.0 * share['low']:.0f} to {100.0 * share['high']:.0f} %"
