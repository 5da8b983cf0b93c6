"""How far the cited uncertainty moves a footprint, and which parameters move it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.catalog import Level, Quantity
from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.threats import AimedPlan, aim, flight_plans, play
from bongsu.errors import InputError
from bongsu.kernels.engage import SHOTS
from bongsu.scenario import Scenario
from bongsu.studies.footprint import provenance
from bongsu.studies.region import protected

Progress = Callable[[int], object]
Weight = Literal["people", "area"]

CASES = ("worst", "nominal", "best")
"""Every parameter at the end of its range that hurts, at its value, at the end that helps."""

_ENDS: tuple[Level, Level] = ("low", "high")
# the propellant mass is derived from it (rocket equation): their ends contradict each other
_TIED = (".launch-mass",)
# shares closer than this are the same: a cell's edge may fall on either side of a row of samples
_NO_CHANGE = 1e-9


def uncertain_rows(scenario: Scenario, missile: str) -> list[str]:
    """Parameters of the defence whose range can matter.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    missile : str
        Key of the missile, for what the radar sees of it.

    Returns
    -------
    list of str
        Paths of the rows of the first battery, its interceptor, its radar in the mode it stands in,
        and the cross-sections, that are cited with a range; not the interceptor's launch mass, from
        which its propellant mass is derived.
    """
    catalog = scenario.catalog
    battery = scenario.batteries[0]
    entry = catalog.battery(battery.type)
    threats = [threat for threat in scenario.threats if threat.missile == missile]
    sections = {scenario.cross_section_of(threat) for threat in threats} | {"boosting-missile"}
    radar = f"radar.{entry.radar.value}."
    starts = (
        f"battery.{battery.type}.",
        f"interceptor.{entry.interceptor.value}.",
        radar,
        *(f"cross-section.{key}." for key in sorted(sections)),
    )
    modes = [f"{radar}{mode}." for mode in catalog.radar(entry.radar.value).modes]
    other_modes = tuple(mode for mode in modes if not mode.endswith(f".{battery.radar.mode}."))
    return [
        path
        for path, row in catalog.rows().items()
        if path.startswith(starts)
        and not path.startswith(other_modes)
        and not path.endswith(_TIED)
        and isinstance(row, Quantity)
        and row.low < row.high
    ]


def footprint_range(
    scenario: Scenario,
    missile: str,
    *,
    shapes: Sequence[str] | None = None,
    weight: Weight = "people",
    required_shots: int = 1,
    spacing_m: float | None = None,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Move each cited parameter of the defence to the ends of its range, alone and together.

    Which end hurts is not assumed but found: each parameter is moved alone, and the end with the
    smaller share counts as the worse. In the worst (best) case all stand at their worse (better)
    ends, which is wider than any probable range. The flights themselves are not moved.

    Parameters
    ----------
    scenario : Scenario
        The setting; its first battery is played.
    missile : str
        Key of one of its threats.
    shapes : sequence of str, optional
        Only flights of these shapes.
    weight : {"people", "area"}
        Of what the share is taken.
    required_shots : int
        Shots that make a cell count as defended. [1]
    spacing_m : float, optional
        Side of a cell, instead of the scenario's. [m]
    progress : callable, optional
        Called with 1 for each footprint finished.

    Returns
    -------
    xarray.Dataset
        Along `parameter`, the most telling first: share at the low and at the high end alone. Along
        `case`: share with all parameters together. Every share is that of the people (area) that
        the flights reach, defended against all of them.

    Raises
    ------
    InputError
        If the scenario has no such flights.
    """
    plans = [
        plan for plan in flight_plans(scenario, missile) if shapes is None or plan.shape in shapes
    ]
    if not plans:
        raise InputError(f"the scenario {scenario.name} has no {missile} on such arcs")
    region = protected(scenario.region.country, spacing_m or scenario.region.grid_spacing)
    latitude, longitude = region.grid.latitude_deg, region.grid.longitude_deg
    aimed = [aim(scenario, plan, latitude, longitude) for plan in plans]
    values = region.population if weight == "people" else region.grid.area_km2

    def share(levels: Mapping[str, Level]) -> float:
        found = _share(scenario, aimed, levels, values, required_shots)
        if progress is not None:
            progress(1)
        return found

    nominal = share({})
    paths = uncertain_rows(scenario, missile)
    alone = np.array([[share({path: end}) for end in _ENDS] for path in paths])
    together = {
        case: share(_ends(paths, alone, nominal, worse=case == "worst"))
        for case in ("worst", "best")
    } | {"nominal": nominal}
    order = np.argsort(-np.ptp(np.column_stack([alone, np.full(len(paths), nominal)]), axis=1))
    text = f"share of the {weight} reached, defended"
    return xr.Dataset(
        {
            "share_low": ("parameter", alone[order, 0], _attributes(f"{text}, at the low end")),
            "share_high": ("parameter", alone[order, 1], _attributes(f"{text}, at the high end")),
            "share": ("case", [together[case] for case in CASES], _attributes(text)),
        },
        {
            "parameter": ("parameter", [paths[i] for i in order], {"long_name": "path of the row"}),
            "case": ("case", list(CASES), {"long_name": "all parameters together"}),
        },
        provenance(scenario)
        | {
            "history": "bongsu.studies.footprint_range.footprint_range",
            "missile": missile,
            "shapes": " ".join(sorted({plan.shape for plan in plans})),
            "required_shots": required_shots,
            "counted": weight,
        },
    )


def footprint_runs(scenario: Scenario, missile: str) -> int:
    """Count the footprints that :func:`footprint_range` computes.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    missile : str
        Key of the missile.

    Returns
    -------
    int
        Number of footprints. [1]
    """
    return 2 * len(uncertain_rows(scenario, missile)) + 3


def _attributes(long_name: str) -> dict[str, str]:
    return {"long_name": long_name, "units": "1"}


def _share(
    scenario: Scenario,
    aimed: Sequence[AimedPlan],
    levels: Mapping[str, Level],
    values: NDArray[np.float64],
    required_shots: int,
) -> float:
    changed = scenario.with_catalog(scenario.catalog.at_levels(levels)) if levels else scenario
    unit = fire_unit(changed)
    met = np.ones(len(values), dtype=bool)
    reached = np.zeros(len(values), dtype=bool)
    for arcs in aimed:
        seen_as = _seen_as(changed, arcs)
        shots = np.nan_to_num(play(unit, seen_as)[:, SHOTS])
        flown = arcs.status == 0
        met &= (shots >= required_shots) | ~flown
        reached |= flown
    total = float(values[reached].sum())
    return float(values[met & reached].sum()) / total if total > 0.0 else 0.0


def _seen_as(scenario: Scenario, aimed: AimedPlan) -> AimedPlan:
    """Give the same arcs the cross-sections of a changed catalogue."""
    [plan] = [
        plan
        for plan in flight_plans(scenario, aimed.plan.missile)
        if plan.shape == aimed.plan.shape
        and plan.launch_area == aimed.plan.launch_area
        and plan.apogee_m == aimed.plan.apogee_m
    ][:1]
    arcs = aimed.arcs._replace(
        section_m2=plan.section_m2, powered_section_m2=plan.powered_section_m2
    )
    return replace(aimed, plan=plan, arcs=arcs)


def _ends(
    paths: Sequence[str], alone: NDArray[np.float64], nominal: float, *, worse: bool
) -> dict[str, Level]:
    """End of each range that makes the share smaller (larger); none where neither does."""
    found: dict[str, Level] = {}
    for path, shares in zip(paths, alone, strict=True):
        index = int(np.argmin(shares) if worse else np.argmax(shares))
        gain = nominal - shares[index] if worse else shares[index] - nominal
        if gain > _NO_CHANGE:
            found[path] = _ENDS[index]
    return found
