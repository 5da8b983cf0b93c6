"""Numbers over draws of all cited rows, and what decides them, told while they are drawn."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypedDict

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.catalog.rows.units import in_unit_of
from bongsu.errors import InputError
from bongsu.front.answers.draws import SensitivityResult, UncertaintyResult
from bongsu.front.deployment import Deployment
from bongsu.scenario import Coordinates, Raid, parse_raid
from bongsu.server import messages
from bongsu.server.answers.footprint import Footprints
from bongsu.server.answers.parts import bilingual, known, number, row_title, told
from bongsu.server.messages import Array
from bongsu.server.settings import place_of
from bongsu.studies.epistemic.figures import PublishedFigure, figures_for
from bongsu.studies.epistemic.metrics import METRICS, Condition, metric_name, read_condition
from bongsu.studies.epistemic.sampling import SCRAMBLINGS, whole_draws
from bongsu.studies.epistemic.sensitivity import SensitivityStudy, group_rows
from bongsu.studies.epistemic.uncertainty import LEVELS, UncertaintyStudy

Progress = Callable[[int], object]
Answers = Mapping[str, NDArray[Any]]
# draws that are answered before somebody else has a turn, and parts of a chunk that are
_AT_ONCE: Final = 16
_PARTS_OF_A_CHUNK: Final = 8
MOST_CELLS: Final = 5_000_000
"""Draws times aim points. [1]"""


class _AskedAlike(TypedDict):
    """What both kinds of studies take under the same names."""

    condition: Condition | None
    flights: bool
    target: Coordinates | None
    raid: Raid | None
    replications: int


class _Question(NamedTuple):
    """What both kinds of requests ask."""

    deployment: Deployment
    metric: str
    asked: _AskedAlike
    held: list[PublishedFigure]


def draws(
    request: messages.DrawsRequest,
    deployment: Deployment,
    footprints: Footprints,
    progress: Progress,
) -> Iterator[messages.DrawsAnswer]:
    """Answer a request; each piece is over twice as many draws as the one before.

    Parameters
    ----------
    request : messages.DrawsRequest
    deployment : Deployment
        What its setting stands for.
    footprints : Footprints
        Knows the grids.
    progress : callable
        Called now and then; what it raises ends the work.

    Yields
    ------
    messages.DrawsAnswer
        Over the draws so far; more draws extend fewer.

    Raises
    ------
    InputError
        If the metric does not fit what is asked of it, or a name cannot be used.
    OutOfReachError
        If a missile of the raid does not reach what it is aimed at.
    """
    deployment, metric, asked, held = _question(request, deployment, footprints)
    _check_size(request, metric)
    study = UncertaintyStudy.of(deployment, metric, weights=[request.weights], held=held, **asked)
    count = whole_draws(request.draws)
    so_far: Answers | None = None
    grid = footprints.grid(deployment) if METRICS[metric].of_footprint else None
    key = "" if grid is None else grid.key
    shown = None if key in request.known_grids else grid
    # arcs of a footprint are flown once for what is answered together
    step = _AT_ONCE if grid else max(1, min(_AT_ONCE, study.chunk_size // _PARTS_OF_A_CHUNK))
    first = 0
    for last in _doubling(count):
        while first < last:
            upto = min(first + step, last)
            part = study.compute(first, upto, progress)
            so_far = part if so_far is None else study.merge([so_far, part])
            first = upto
        assert so_far is not None
        yield _drawn(request, study, study.dataset(so_far), count, shown, key)
        shown = None


def _check_size(request: messages.DrawsRequest, metric: str) -> None:
    """Refuse maps of draws that would fill the memory."""
    if not METRICS[metric].of_footprint:
        return
    cells = whole_draws(request.draws) * request.aim_points
    if cells > MOST_CELLS:
        raise InputError(
            f"{request.draws:,} draws at {request.aim_points:,} aim points are too many; draws "
            f"times aim points are at most {MOST_CELLS:,}"
        )


def _doubling(count: int) -> Iterator[int]:
    """Powers of two up to a number, from what the scramblings need."""
    last = SCRAMBLINGS
    while last <= count:
        yield last
        last *= 2


def _drawn(
    request: messages.DrawsRequest,
    study: UncertaintyStudy,
    found: xr.Dataset,
    count: int,
    grid: messages.Grid | None,
    grid_key: str,
) -> messages.DrawsAnswer:
    asked = study.inquiry.number
    conditioning = "published" if request.published else "none"
    one = found.isel(weights=0).sel(conditioning=conditioning)
    weight = one["importance"].values if request.published else np.ones(one.sizes["draw"])
    raid = "variance_between" in one
    result = UncertaintyResult(found, study.inquiry.origin, conditioned=request.published)
    return messages.DrawsAnswer(
        id=request.id,
        done=one.sizes["draw"] >= count,
        title=bilingual(asked.title),
        sentence=bilingual(result.sentence()),
        nominal=number(float(found.attrs["nominal"]), asked.unit),
        draws=one.sizes["draw"],
        asked=count,
        effective_sample_size=float(one["effective_sample_size"]),
        levels=LEVELS,
        quantiles=tuple(
            messages.Number(value=known(value), unit=asked.unit, low=known(low), high=known(high))
            for value, low, high in zip(
                one["quantiles"].values.tolist(),
                one["quantiles_low"].values.tolist(),
                one["quantiles_high"].values.tolist(),
                strict=True,
            )
        ),
        probability=None
        if study.condition is None
        else messages.Number(
            value=known(float(one["probability"])),
            unit="1",
            low=known(float(one["probability_low"])),
            high=known(float(one["probability_high"])),
        ),
        absent=known(float(one["absent"])) or 0.0,
        values=Array.of(one["value"].values, "f4"),
        weight=Array.of(weight, "f4"),
        p_defended=Array.of(one["p_defended"].values, "f4") if "p_defended" in one else None,
        grid=grid,
        grid_key=grid_key,
        outcome=Array.of(one["outcome"].values, "f4") if raid else None,
        not_known=number(float(one["variance_between"]), "1") if raid else None,
        by_chance=number(float(one["variance_within"]), "1") if raid else None,
        provenance=told(study.inquiry.origin),
    )


def sensitivity(
    request: messages.SensitivityRequest,
    deployment: Deployment,
    footprints: Footprints,
    progress: Progress,
) -> Iterator[messages.SensitivityAnswer]:
    """Answer a request; pieces without effects say how far it is.

    Parameters
    ----------
    request : messages.SensitivityRequest
    deployment : Deployment
        What its setting stands for.
    footprints : Footprints
        Knows the grids.
    progress : callable
        Called now and then; what it raises ends the work.

    Yields
    ------
    messages.SensitivityAnswer
        Over the pairs so far.

    Raises
    ------
    InputError
        If the metric does not fit what is asked of it, or a name cannot be used.
    OutOfReachError
        If a missile of the raid does not reach what it is aimed at.
    """
    deployment, metric, asked, held = _question(request, deployment, footprints)
    count = whole_draws(request.pairs)

    def study_of(pairs: int) -> SensitivityStudy:
        return SensitivityStudy.of(
            deployment,
            metric,
            draws=pairs,
            weights=request.weights,
            held=held if request.published else (),
            **asked,
        )

    study = study_of(count)
    # pairs that are held against figures are chosen for as many as are asked for
    sums = [count] if request.published else list(_doubling(count))
    so_far: Answers | None = None
    shown: messages.SensitivityAnswer | None = None
    for pair in range(count):
        part = study.compute(pair, pair + 1, progress)
        so_far = part if so_far is None else study.merge([so_far, part])
        if pair + 1 in sums:
            whole = study if pair + 1 == count else study_of(pair + 1)
            shown = _decided(request, whole, whole.dataset(so_far))
        if shown is None:
            shown = _undecided(request, study)
        yield _with(shown, done=pair + 1 == count, pairs=pair + 1, asked=count)


def _with(answer: messages.SensitivityAnswer, **fields: object) -> messages.SensitivityAnswer:
    """The answer with some of its fields as they are known by now."""
    return messages.SensitivityAnswer(**{**dict(answer), **fields})


def _undecided(
    request: messages.SensitivityRequest, study: SensitivityStudy
) -> messages.SensitivityAnswer:
    return messages.SensitivityAnswer(
        id=request.id,
        done=False,
        title=bilingual(study.inquiry.number.title),
        sentence=messages.Bilingual(en="", ko=""),
        pairs=0,
        asked=0,
        groups=(),
        rules=(),
        curves=(),
        provenance=told(study.inquiry.origin),
    )


def _decided(
    request: messages.SensitivityRequest, study: SensitivityStudy, found: xr.Dataset
) -> messages.SensitivityAnswer:
    result = SensitivityResult(found, study.inquiry.origin)
    return _with(
        _undecided(request, study),
        sentence=bilingual(result.sentence()),
        groups=tuple(
            messages.EffectMessage(
                name=str(one["group"]),
                title=bilingual(str(one["title"])),
                rows=(),
                share=messages.Number(
                    value=known(float(one["shapley"])),  # type: ignore[arg-type]
                    unit="1",
                    low=known(float(one["shapley_low"])),  # type: ignore[arg-type]
                    high=known(float(one["shapley_high"])),  # type: ignore[arg-type]
                ),
                quality=None,
            )
            for one in group_rows(found)
        ),
        rules=tuple(bilingual(one) for one in result.rules),
        curves=_curves(study, found),
    )


def _curves(study: SensitivityStudy, found: xr.Dataset) -> tuple[messages.RowCurve, ...]:
    rows = {one.path: one for one in study.inquiry.rows.quantities()}
    catalog = study.inquiry.scenario.catalog
    made = []
    for index, path in enumerate(map(str, found["row"].values)):
        row = rows[path]
        values = found["row_value"].values[index]
        written = [in_unit_of(row.written, float(one), row.unit) for one in values]
        made.append(
            messages.RowCurve(
                path=path,
                group=str(found["row_group"].values[index]),
                unit=written[0][1] or "1",
                title=row_title(path, catalog),
                value=Array.of([one[0] for one in written], "f4"),
                mean=Array.of(found["curve"].values[index], "f4"),
            )
        )
    return tuple(made)


def _question(
    request: messages.DrawsRequest | messages.SensitivityRequest,
    deployment: Deployment,
    footprints: Footprints,
) -> _Question:
    metric = metric_name(request.metric)
    placed = deployment
    if METRICS[metric].of_footprint:
        placed = footprints.at_aim_points(deployment, request.aim_points)
    target = None
    if request.target is not None:
        target = placed.place("target", place_of(request.target))
    asked = _AskedAlike(
        condition=None if request.condition is None else read_condition(request.condition),
        flights=request.missiles,
        target=target,
        raid=None if request.raid is None else parse_raid(request.raid, placed),
        replications=request.replications,
    )
    return _Question(placed, metric, asked, held=list(figures_for(placed)))
