"""How far the cited uncertainty moves a footprint, and which parameters move it."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.threats import AimedPlan, aim, flight_plans, play_all
from bongsu.errors import ArgumentError, InputError
from bongsu.geography.outlines import country_name
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import CrossSectionTuple
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.draws import (
    Together,
    drawn_scenarios,
    moving_together,
    title_of,
    uncertain_rows,
)
from bongsu.studies.footprint.together import together
from bongsu.studies.met import enough
from bongsu.words import OVERS, Level, Weight

Levels = Mapping[str, Level]
Progress = Callable[[int], object]

CASES = ("worst", "nominal", "best")
"""Every parameter at the end of its range that hurts, at its value, at the end that helps."""

_ENDS: tuple[Level, Level] = ("low", "high")
# answers (unit and cell) kept at once, 128 bytes each
_MOST_ANSWERS = 2_000_000
# shares closer than this are the same: a cell's edge may fall on either side of a row of samples
_NO_CHANGE = 1e-9


def footprint_range(
    scenario: Scenario,
    *,
    weight: Weight = "people",
    required_shots: int = 1,
    draws: int = 0,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Move each cited parameter of the defence to the ends of its range, alone and together.

    Rows that come from one statement are one parameter: they move and are drawn together.

    Which end hurts is not assumed but found: each parameter is moved alone, and the end with the
    smaller share counts as the worse. In the worst (best) case all stand at their worse (better)
    ends, which is wider than any probable range. Drawn by lot, all move independently, each with
    the family of distributions of its row. A battery that could never fire defends no one. The
    flights themselves are not moved.

    Parameters
    ----------
    scenario : Scenario
    weight : {"people", "area"}
        Of what the share is taken.
    required_shots : int
        Shots that make a cell count as defended. [1]
    draws : int
        How many times all parameters are drawn by lot, from the scenario's seed. [1]
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    xarray.Dataset
        Along `over`: how flights count together, see :mod:`bongsu.studies.footprint.together`.
        Along `parameter`, the most telling on average first: share at the low and at the high end
        alone. Along `case`: share with all parameters together. Along `draw`: share in each draw.
        Every share is that of the people (area) that the flights reach, defended.

    Raises
    ------
    InputError
        If people are to be counted and are not, or a battery cannot fire at the values of the
        scenario.
    """
    if required_shots < 1:
        raise ArgumentError("required_shots", f" must be at least 1, not {required_shots}")
    if draws < 0:
        raise InputError(f"draws is {draws}; it must be 0 or more")
    plans = flight_plans(scenario)
    place = scenario.place("site", scenario.batteries[0].site)
    region = scenario.region.protected()
    if weight == "people" and not region.counted:
        raise InputError(
            f"the people of {country_name(scenario.region.country)} are not counted: count area "
            "instead"
        )
    latitude, longitude = region.grid.latitude_deg, region.grid.longitude_deg
    aimed = [aim(scenario, plan, latitude, longitude) for plan in plans]
    values = region.people if weight == "people" else region.grid.area_km2

    fire_units(scenario)  # refused here, not taken for a harmful end

    def shares(scenarios: Sequence[Scenario]) -> FloatArray:
        batteries = [_units(one) for one in scenarios]
        seen = [_seen_as(one, aimed) for one in scenarios]
        return _shares(seen, batteries, values, required_shots, progress)

    movers = moving_together(scenario.catalog, uncertain_rows(scenario))
    ends = [_at(scenario, dict.fromkeys(paths, end)) for paths in movers for end in _ENDS]
    alone = shares([scenario, *ends, *drawn_scenarios(scenario, movers, draws, scenario.seed)])
    nominal = alone[0]
    moved = alone[1 : 1 + len(ends)].reshape(len(movers), len(_ENDS), len(OVERS))
    worse, better = (
        [_ends(movers, moved[:, :, k], nominal[k], worse=hurts) for k in range(len(OVERS))]
        for hurts in (True, False)
    )
    # all together, the ends having been found for each way of counting flights
    corners = shares([_at(scenario, levels) for levels in (*worse, *better)])
    own = np.arange(len(OVERS))
    low, high = corners.reshape(2, len(OVERS), len(OVERS))[:, own, own]
    together = np.stack([low, nominal, high])
    by_lot = alone[1 + len(ends) :]
    titles = [title_of(scenario.catalog, paths) for paths in movers]
    first = [paths[0] for paths in movers]
    found = _range_dataset(first, titles, moved, together, by_lot, weight).assign_attrs(
        provenance(scenario, people=True).attributes()
        | {
            "history": "bongsu.studies.uncertainty.footprint_range",
            "missile": " ".join(dict.fromkeys(plan.missile for plan in plans)),
            "missile_title": ", ".join(dict.fromkeys(plan.title for plan in plans)),
            "shapes": " ".join(sorted({plan.shape for plan in plans})),
            "site": place.name,
            "site_title": place.title,
            "required_shots": required_shots,
            "weight": weight,
        }
    )
    return conventional(found, f"Footprint over the cited uncertainty: {scenario.title}")


def footprint_runs(scenario: Scenario, draws: int = 0) -> int:
    """Count the footprints that :func:`footprint_range` computes.

    Parameters
    ----------
    scenario : Scenario
    draws : int
        How many times all parameters are drawn by lot. [1]

    Returns
    -------
    int
        Number of footprints. [1]
    """
    parameters = moving_together(scenario.catalog, uncertain_rows(scenario))
    return len(_ENDS) * (len(parameters) + len(OVERS)) + 1 + draws


def _range_dataset(
    paths: Sequence[str],
    titles: Sequence[str],
    moved: FloatArray,
    together: FloatArray,
    by_lot: FloatArray,
    weight: Weight,
) -> xr.Dataset:
    """Lay shares out, the parameters in the order of what they move on average."""
    nominal = together[CASES.index("nominal")]
    low, high = moved.transpose(1, 0, 2)
    spans = np.maximum(moved.max(axis=1), nominal) - np.minimum(moved.min(axis=1), nominal)
    order = np.argsort(-spans[:, OVERS.index("average")], kind="stable")
    text = f"share of the {weight} reached, defended"
    by = ("parameter", "over")
    return xr.Dataset(
        {
            "share_low": (by, low[order], label(f"{text}, at the low end")),
            "share_high": (by, high[order], label(f"{text}, at the high end")),
            "share": (("case", "over"), together, label(text)),
            "share_drawn": (("draw", "over"), by_lot, label(f"{text}, drawn by lot")),
        },
        {
            "parameter": (
                "parameter",
                [paths[i] for i in order],
                {"long_name": "path of the row, the first of one statement"},
            ),
            "parameter_title": (
                "parameter",
                [titles[i] for i in order],
                {"long_name": "what the row says of what"},
            ),
            "case": ("case", list(CASES), {"long_name": "all parameters together"}),
            "over": ("over", list(OVERS), {"long_name": "how flights count together"}),
        },
    )


def _at(scenario: Scenario, levels: Levels) -> Scenario:
    return scenario.with_catalog(scenario.catalog.at_levels(levels)) if levels else scenario


def _units(scenario: Scenario) -> list[FireUnit] | None:
    """Batteries of a changed scenario; none when one of them could never fire."""
    try:
        return fire_units(scenario)
    except InputError:
        return None


def _shares(
    seen: Sequence[Sequence[AimedPlan]],
    batteries: Sequence[Sequence[FireUnit] | None],
    values: FloatArray,
    required_shots: int,
    progress: Progress | None,
) -> FloatArray:
    """Shares defended in each scenario, shape (scenarios, ways of counting flights).

    `seen` has the flights of each scenario: the same arcs under its cross-sections. An arc is flown
    once for all scenarios that see it alike, and played once for all whose batteries are alike: not
    every parameter enters a shot.
    """
    met = np.zeros((len(seen), len(values)))
    reaching = np.zeros(len(values))
    told = progress or (lambda _: None)
    units = {index: found for index, found in enumerate(batteries) if found is not None}
    prints = {index: _fingerprint(found) for index, found in units.items()}
    most = max(1, _MOST_ANSWERS // len(values))
    each = len(values) * max((len(found) for found in units.values()), default=1)
    for flights in zip(*seen, strict=True):
        flown = flights[0].status == 0
        reaching += flown
        told((len(seen) - len(units)) * each)
        # first by what the radar sees, then by what the batteries are
        alike: dict[tuple[CrossSectionTuple, CrossSectionTuple], dict[bytes, list[int]]] = {}
        for index in units:
            arcs = flights[index].arcs
            cross_sections = arcs.cross_section, arcs.powered_cross_section
            alike.setdefault(cross_sections, {}).setdefault(prints[index], []).append(index)
        for equal in alike.values():
            groups = list(equal.values())
            for start in range(0, len(groups), most):
                some = groups[start : start + most]
                flat = [unit for indices in some for unit in units[indices[0]]]
                played = iter(play_all(flat, flights[some[0][0]], progress=told))
                for indices in some:
                    parts = [np.nan_to_num(next(played).shots) for _ in units[indices[0]]]
                    shots = np.sum(parts, axis=0)
                    met[indices] += enough(shots, required_shots, flown)
            told(sum(len(indices) - 1 for indices in groups) * each)
    reached = reaching > 0.0
    total = float(values[reached].sum())
    if total == 0.0:
        return np.full((len(seen), len(OVERS)), np.nan)
    return np.stack([together(met, reaching, over) @ values / total for over in OVERS], axis=1)


def _fingerprint(units: Sequence[FireUnit]) -> bytes:
    return pickle.dumps([(unit.kernel, unit.cues, unit.cue_s) for unit in units])


def _seen_as(scenario: Scenario, aimed: Sequence[AimedPlan]) -> list[AimedPlan]:
    """Give the same arcs the cross-sections of a changed catalogue."""
    return [
        replace(
            one,
            plan=plan,
            arcs=one.arcs._replace(
                cross_section=plan.cross_section,
                powered_cross_section=plan.powered_cross_section,
            ),
        )
        for one, plan in zip(aimed, flight_plans(scenario), strict=True)
    ]


def _ends(
    movers: Sequence[Together], alone: FloatArray, nominal: float, *, worse: bool
) -> dict[str, Level]:
    """End of each range that makes the share smaller (larger); none where neither does."""
    found: dict[str, Level] = {}
    for paths, shares in zip(movers, alone, strict=True):
        index = int(np.argmin(shares) if worse else np.argmax(shares))
        gain = nominal - shares[index] if worse else shares[index] - nominal
        if gain > _NO_CHANGE:
            found |= dict.fromkeys(paths, _ENDS[index])
    return found
