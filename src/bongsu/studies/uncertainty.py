"""How far the cited uncertainty moves a footprint, and which parameters move it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import fire_units
from bongsu.engagement.threats import flight_plans
from bongsu.errors import InputError
from bongsu.geography.outlines import country_name
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.draws import (
    Together,
    drawn_scenarios,
    moving_together,
    title_of,
    uncertain_rows,
)
from bongsu.studies.footprint.defences import flights_met_by
from bongsu.studies.footprint.together import together
from bongsu.studies.met import check_required
from bongsu.words import OVERS, Level, Weight

Levels = Mapping[str, Level]
Progress = Callable[[int], object]

CASES = ("worst", "nominal", "best")
"""Every parameter at the end of its range that hurts, at its value, at the end that helps."""

_ENDS: tuple[Level, Level] = ("low", "high")
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
    check_required(required_shots)
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
    values = region.people if weight == "people" else region.grid.area_km2

    fire_units(scenario)  # refused here, not taken for a harmful end

    def shares(scenarios: Sequence[Scenario]) -> FloatArray:
        points = region.grid.latitude_deg, region.grid.longitude_deg
        found = flights_met_by(scenarios, *points, required_shots=required_shots, progress=progress)
        reached = found.reaching[0] > 0.0
        total = float(values[reached].sum())
        if total == 0.0:
            return np.full((len(scenarios), len(OVERS)), np.nan)
        return np.stack([together(*found, over) @ values / total for over in OVERS], axis=1)

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
    cases = np.stack([low, nominal, high])
    by_lot = alone[1 + len(ends) :]
    titles = [title_of(scenario.catalog, paths) for paths in movers]
    first = [paths[0] for paths in movers]
    found = _range_dataset(first, titles, moved, cases, by_lot, weight).assign_attrs(
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
    cases: FloatArray,
    by_lot: FloatArray,
    weight: Weight,
) -> xr.Dataset:
    """Lay shares out, the parameters in the order of what they move on average."""
    nominal = cases[CASES.index("nominal")]
    low, high = moved.transpose(1, 0, 2)
    spans = np.maximum(moved.max(axis=1), nominal) - np.minimum(moved.min(axis=1), nominal)
    order = np.argsort(-spans[:, OVERS.index("average")], kind="stable")
    text = f"share of the {weight} reached, defended"
    by = ("parameter", "over")
    return xr.Dataset(
        {
            "share_low": (by, low[order], label(f"{text}, at the low end")),
            "share_high": (by, high[order], label(f"{text}, at the high end")),
            "share": (("case", "over"), cases, label(text)),
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
