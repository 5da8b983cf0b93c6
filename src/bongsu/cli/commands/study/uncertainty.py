"""``bongsu study uncertainty``: a number over draws of all cited rows."""

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
from bongsu.errors import InputError
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
from bongsu.words import CONVENTIONS

_CAPTION = (
    "Columns in per cent: what that share of the draws does not exceed. Weights are a convention, "
    "not a frequency."
)

if TYPE_CHECKING:
    import xarray as xr

    from bongsu.studies.epistemic.figures import PublishedFigure


def uncertainty(
    scenario: str = "korea-2016",
    *,
    question: QuestionOptions,
    draws: Annotated[int, whole(1, 2**20)] = 1024,
    weights: WeightsOption | None = None,
    conditioned: Flag = False,
    threats: ThreatOptions = ALL_THREATS,
    stand: StandOptions = AS_IT_STANDS,
    fire: FireOptions = AS_IT_FIRES,
    run: RunOptions = IN_MEMORY,
    output: Path | None = None,
    table: Path | None = None,
    figure: Path | None = None,
    map_: Annotated[Path | None, Parameter(name="--map")] = None,
    json: JsonFlag = False,
) -> None:
    """Draw all cited rows of the defence and tell how a number is spread over the draws.

    Weights of the values of a row are a convention, not a frequency: a probability is told with
    the weights that it rests on, and by default under two of them.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    question
        What is asked.
    draws
        How many; rounded up to a power of two, shared by 16 scramblings of Sobol points whose
        scatter gives the intervals.
    weights
        Weights of the values of a row: by its family, or no value likelier than another. Both by
        default, the first named first.
    conditioned
        Put first what holds when draws are weighed by published figures.
    threats
        Which of the flights of the scenario are looked at.
    stand
        Where the battery stands and its radar faces.
    fire
        How the battery comes to fire.
    run
        Where the run is kept, and who computes it.
    output
        Write everything, draw by draw, to this netCDF file.
    table
        Write each draw with its rows to this table (.csv or .parquet).
    figure
        Draw how the number is spread into this file (.png, .svg or .pdf).
    map_
        Draw where a shot is possible in what share of the draws into this file, of a footprint.
    json
        Print JSON for machines.
    """
    from bongsu.studies.epistemic.metrics import METRICS, metric_name
    from bongsu.studies.epistemic.sampling import whole_draws
    from bongsu.studies.epistemic.uncertainty import UncertaintyStudy, draw_rows

    check_outputs(
        (output, DATASET),
        (figure, FIGURE),
        (map_, FIGURE),
        (table, ROWS),
        inputs=question.inputs(scenario),
    )
    name = metric_name(question.metric)
    setting = question.asked(scenario, threats, stand, fire)
    conditioned = conditioned or question.figures is not None
    held = question.held(setting, conditioned=conditioned)
    if map_ is not None and not METRICS[name].of_footprint:
        raise InputError(f"--map is of a footprint, and {name} is none")
    chosen = tuple(CONVENTIONS) if weights is None else (weights,)
    study = UncertaintyStudy.of(
        setting,
        name,
        condition=question.held_against(),
        weights=chosen,
        flights=question.flights,
        target=question.target(setting),
        raid=question.fired(setting),
        replications=question.played(),
        held=held,
    )
    merged = run_study(study, whole_draws(draws), run, description="draws")
    if merged is None:
        return
    found = study.dataset(merged)
    conditioning = "published" if conditioned else "none"
    origin = study.inquiry.origin
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found)))
    if table is not None:
        made.append((table, rows_file(table, draw_rows(found))))
    if figure is not None:
        from bongsu.report.epistemic import spread_figure

        made.append((figure, figure_file(spread_figure(found))))
    if map_ is not None:
        from bongsu.report.epistemic import defended_map

        drawn = defended_map(found, weights=chosen[0], conditioning=conditioning)
        made.append((map_, figure_file(drawn)))
    write_outputs(made, origin)
    document = _document(found, conditioning, held)
    if json:
        print_json(document, origin)
        return
    _print(document, draws)


def _document(
    found: "xr.Dataset", conditioning: str, held: "list[PublishedFigure]"
) -> dict[str, Any]:
    attributes = found.attrs
    kinds = ["none", *(["published"] if held else [])]
    summaries = [
        _summary(found.sel(weights=weights, conditioning=kind))
        for weights in found["weights"].values
        for kind in sorted(kinds, key=lambda kind: kind != conditioning)
    ]
    first = summaries[0]
    return {
        "metric": attributes["metric"],
        "title": attributes["metric_title"],
        "unit": attributes["unit"],
        "condition": attributes["condition"] or None,
        "target": attributes["target"] or None,
        "raid": attributes["raid"] or None,
        "replications": attributes["replications"] or None,
        "draws": attributes["draws"],
        "scramblings": attributes["scramblings"],
        "rows": found.sizes["row"],
        "flights_drawn": bool(attributes["flights_drawn"]),
        "nominal": attributes["nominal"],
        "weights": first["weights"],
        "conditioned": first["conditioned"],
        "quantiles": first["quantiles"],
        "probability": first["probability"],
        "loops": first["loops"],
        "warnings": _warnings(summaries, attributes["draws"]),
        "conventions": summaries,
        "figures": [
            {
                "name": figure.name,
                "title": figure.title,
                "metric": figure.metric,
                "row": figure.row,
                "low": figure.low,
                "high": figure.high,
                "tolerance": figure.tolerance,
                "source": figure.source,
                "because": figure.because,
            }
            for figure in held
        ],
    }


def _summary(one: "xr.Dataset") -> dict[str, Any]:
    quantiles = [
        {"level": level, "value": value, "low": low, "high": high}
        for level, value, low, high in zip(
            one["level"].values.tolist(),
            one["quantiles"].values.tolist(),
            one["quantiles_low"].values.tolist(),
            one["quantiles_high"].values.tolist(),
            strict=True,
        )
    ]
    probability = None
    if "probability" in one:
        probability = {
            "value": float(one["probability"]),
            "low": float(one["probability_low"]),
            "high": float(one["probability_high"]),
        }
    weights = str(one["weights"].item())
    return {
        "weights": weights,
        "meaning": next(text for name, text in CONVENTIONS.items() if name == weights),
        "conditioned": str(one["conditioning"].item()) == "published",
        "effective_sample_size": float(one["effective_sample_size"]),
        "absent": float(one["absent"]),
        "quantiles": quantiles,
        "probability": probability,
        "loops": _loops(one) if "outcome" in one else None,
    }


def _loops(one: "xr.Dataset") -> dict[str, Any]:
    """Variance of one replication, and how it ends, over both loops."""
    from bongsu.studies.epistemic.raids import Loops, outcome_quantiles

    split = Loops(float(one["variance_between"]), float(one["variance_within"]))
    levels = one["level"].values.tolist()
    ends = outcome_quantiles(one["outcome"].values, levels)
    return {
        "between": split.between,
        "within": split.within,
        "share_between": split.share_between,
        "quantiles": {f"{level:g}": number for level, number in zip(levels, ends, strict=True)},
    }


def _warnings(summaries: list[dict[str, Any]], draws: int) -> list[str]:
    from bongsu.studies.epistemic.figures import worth

    told = [worth(one["effective_sample_size"], draws) for one in summaries if one["conditioned"]]
    return list(dict.fromkeys(sentence for sentence in told if sentence))


def _print(document: dict[str, Any], draws: int) -> None:
    unit = "" if document["unit"] == "1" else f" {document['unit']}"
    told = [
        (
            one["weights"],
            "yes" if one["conditioned"] else "no",
            one["effective_sample_size"],
            *(quantile["value"] for quantile in one["quantiles"]),
            *([_interval(one["probability"])] if one["probability"] else []),
        )
        for one in document["conventions"]
    ]
    levels = [f"{100.0 * quantile['level']:g} %" for quantile in document["quantiles"]]
    rounded = "" if document["draws"] == draws else f" ({draws:,} rounded up)"
    print_table(
        (
            "weights",
            "published figures",
            "worth draws",
            *levels,
            *([f"P({document['condition']}{unit})"] if document["condition"] else []),
        ),
        told,
        title=f"{document['title']}: {document['nominal']:.4g}{unit} with nominal values; "
        f"{document['draws']:,} draws{rounded} of {document['rows']} rows",
        caption="\n".join(
            [
                _CAPTION,
                *_loops_in_words(document),
                *document["warnings"],
            ]
        ),
    )


def _loops_in_words(document: dict[str, Any]) -> list[str]:
    loops = document["loops"]
    if loops is None or isnan(loops["share_between"]):
        return []
    share = 100.0 * loops["share_between"]
    low, middle, high = (loops["quantiles"][level] for level in ("0.05", "0.5", "0.95"))
    sentence = (
        f"Each draw is {document['replications']:,} replications with the same random numbers. Of "
        f"the variance of one replication {share:.0f} % is what is not known, "
        f"{100.0 - share:.0f} % chance; over both it ends with {middle} ({low} to {high} in the "
        "middle nine tenths)."
    )
    return [sentence]


def _interval(probability: dict[str, float]) -> str:
    return "{value:.3f} ({low:.3f} to {high:.3f})".format(**probability)
