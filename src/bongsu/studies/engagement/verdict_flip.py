"""When a verdict on one engagement turns: arcs by apogee, starts of the clock, sites, durations.

Two people may judge the same launch and target differently and both be right, each under an
assumption that neither states. This study plays all of them.
"""

from collections.abc import Sequence
from math import nan

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.fire.control import Engagement, engage_flight
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.side_by_side import first_of
from bongsu.words import REASONS

APOGEES_KM = (40, 60, 80, 100, 120, 160, 180, 190, 200, 220, 230, 240, 250, 300, 400, 500)
"""Apogees tried beside that of minimum energy and those of a full burn. [km]"""

CLOCK_STARTS_S = tuple(range(0, 401, 10))
"""Starts of the clock after the missile's launch; 0 starts it with detection. [s]"""

_HALVINGS = 16  # of the flight: below 0.02 s


def verdict_map(
    scenarios: Sequence[Scenario],
    *,
    missile: str,
    launch: str | Coordinates,
    target: str | Coordinates,
    detect_to_launch_s: Sequence[float | None] | None = None,
    clock_starts_s: Sequence[float] = CLOCK_STARTS_S,
    apogees_km: Sequence[float] = APOGEES_KM,
) -> xr.Dataset:
    """Play every arc from one place to another against every site, duration and start of the clock.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one, with the first battery where it stands and facing as it does; for instance
        one battery on several sites. The first scenario supplies catalogue and numerics of the
        flights.
    missile : str
        Key of the missile.
    launch, target : str or Coordinates
        Where it flies from and to.
    detect_to_launch_s : sequence of float or None, optional
        From detection to first motion; None among them stands for the sum of the scenario's own
        steps. By default these and the total that the catalogue reports for the battery. [s]
    clock_starts_s : sequence of float
        Earliest starts of that clock after the missile's launch, ascending. [s]
    apogees_km : sequence of float
        Apogees of depressed and lofted arcs to try. [km]

    Returns
    -------
    xarray.Dataset
        Over site, duration, arc and clock: the first reason why there is no shot (0 for a shot),
        the margin, and how high the missile is at the earliest launch. Over site, duration and arc:
        the latest start of the clock with a shot (not a number for none), and the start from which
        the missile is below the altitude band at the earliest launch.

    Raises
    ------
    InputError
        If a name or value cannot be used, the starts do not ascend, or the scenarios differ in
        more than their batteries.
    OutOfReachError
        If the missile reaches the target on no arc.
    """
    clocks = np.asarray(clock_starts_s, dtype=float)
    if clocks.size < 1 or (np.diff(clocks) <= 0.0).any() or clocks[0] < 0.0:
        raise InputError("the starts of the clock must ascend from 0 or later")
    first = first_of(scenarios)
    start = first.place("launch-area", launch)
    end = first.place("target", target)
    arcs = arcs_by_apogee(first, missile, start, end, apogees_km)
    if detect_to_launch_s is None:
        detect_to_launch_s = (None, *_reported(first))
    units = [
        [fire_unit(one.with_doctrine(detect_to_launch_s=d)) for d in detect_to_launch_s]
        for one in scenarios
    ]
    cells = [[[[_cell(u, arc, c) for c in clocks] for arc in arcs] for u in row] for row in units]
    turns = [[[_turns(u, arc) for arc in arcs] for u in row] for row in units]
    dataset = _dataset(np.array(cells), np.array(turns), arcs)
    durations = [unit.fire_control.detect_to_fire_s for unit in units[0]]
    found = dataset.assign_coords(
        site=("site", [row[0].site.name for row in units], {"long_name": "site of the battery"}),
        site_title=(
            "site",
            [row[0].site.title for row in units],
            {"long_name": "title of the site"},
        ),
        scenario_hash=(
            "site",
            [one.hash() for one in scenarios],
            {"long_name": "hash of the scenario computed"},
        ),
        detect_to_launch_s=(
            "detect_to_launch_s",
            durations,
            label("from detection to first motion", "s"),
        ),
        clock_s=("clock_s", clocks, label("earliest start of the clock after the launch", "s")),
    ).assign_attrs(
        provenance(*scenarios).attributes()
        | {
            "history": "bongsu.studies.engagement.verdict_flip.verdict_map",
            "missile": scenarios[0].catalog.key("missile", missile),
            "missile_title": scenarios[0].catalog.missile(missile).title,
            "launch_area": start.name,
            "launch_area_title": start.title,
            "target": end.name,
            "target_title": end.title,
            "lowest_intercept_km": units[0][0].kernel.fire_control.lowest_altitude_m / 1e3,
        }
    )
    return conventional(found, f"Verdicts on {missile} from {start.name} to {end.name}")


def arcs_by_apogee(
    scenario: Scenario,
    missile: str,
    launch: Coordinates,
    target: Coordinates,
    apogees_km: Sequence[float] = APOGEES_KM,
) -> list[SampledFlight]:
    """Fly a missile to a target on arcs of many apogees.

    Parameters
    ----------
    scenario : Scenario
        Supplies catalogue and numerics.
    missile : str
        Key of the missile.
    launch, target : Coordinates
        Where it flies from and to.
    apogees_km : sequence of float
        Apogees of depressed and lofted arcs to try. [km]

    Returns
    -------
    list of SampledFlight
        Those that exist, from the lowest to the highest, minimum energy and full burn among them.

    Raises
    ------
    OutOfReachError
        If there is none.
    """
    wanted: list[tuple[str, float | None]] = [
        (shape, None) for shape in ("minimum-energy", "full-burn-depressed", "full-burn-lofted")
    ]
    wanted += [(s, a * 1e3) for s in ("depressed", "lofted") for a in apogees_km]
    found = []
    for shape, apogee_m in wanted:
        plan = one_plan(scenario, missile, launch, shape, apogee_m=apogee_m)
        try:
            flight = fly_one(
                scenario, plan, target.latitude_deg, target.longitude_deg, target=target.name
            )
        except OutOfReachError:
            continue
        found.append(flight)
    if not found:
        title = scenario.catalog.missile(missile).title
        raise OutOfReachError(f"{title} reaches {target.title} from {launch.title} on no arc")
    return sorted(found, key=lambda arc: arc.apogee_m)


def _name(arc: SampledFlight) -> str:
    return f"{arc.shape}, {arc.apogee_m / 1e3:.0f} km"


def _reported(scenario: Scenario) -> list[float]:
    """Published total from detection to fire of the first battery, where there is one [s]."""
    row = scenario.catalog.battery(scenario.batteries[0].type).reported_detect_to_fire
    return [] if row is None else [row.value]


def _play(unit: FireUnit, arc: SampledFlight, clock: float) -> Engagement:
    rules = unit.kernel.fire_control._replace(clock_start_s=float(clock))
    return engage_flight(unit.kernel._replace(fire_control=rules), arc)


def _cell(unit: FireUnit, arc: SampledFlight, clock: float) -> tuple[float, float, float]:
    """Code of the reason, margin [s], altitude of the missile at the earliest launch [km]."""
    found = _play(unit, arc, clock)
    code = REASONS.index(found.reason)
    return float(code), found.margin_s, _altitude_km(arc, found.committed_s)


def _altitude_km(arc: SampledFlight, time_s: float) -> float:
    if not time_s < arc.duration_s:
        return 0.0 if time_s < np.inf else nan
    return arc.altitude_at(time_s) / 1e3


def _turns(unit: FireUnit, arc: SampledFlight) -> tuple[float, float]:
    """Latest start of the clock with a shot, and earliest with the missile below the band [s]."""
    return _latest_clock(unit, arc), _clock_below(unit, arc)


def _latest_clock(unit: FireUnit, arc: SampledFlight) -> float:
    if not _play(unit, arc, 0.0).feasible:
        return nan
    good, bad = 0.0, arc.duration_s
    for _ in range(_HALVINGS):
        middle = 0.5 * (good + bad)
        good, bad = (middle, bad) if _play(unit, arc, middle).feasible else (good, middle)
    return good


def _clock_below(unit: FireUnit, arc: SampledFlight) -> float:
    """Start of the clock from which the missile has fallen out of the band at earliest launch."""
    lowest = unit.kernel.fire_control.lowest_altitude_m / 1e3
    if arc.apogee_m / 1e3 < lowest:
        return 0.0
    high, low = arc.apogee_time_s, arc.duration_s
    for _ in range(_HALVINGS):
        middle = 0.5 * (high + low)
        high, low = (middle, low) if _altitude_km(arc, middle) > lowest else (high, middle)
    steps = unit.fire_control
    return max(low - steps.detect_s - steps.detect_to_fire_s, 0.0)


def _dataset(cells: FloatArray, turns: FloatArray, arcs: Sequence[SampledFlight]) -> xr.Dataset:
    reason, margin_s, altitude_km = np.moveaxis(cells, -1, 0)
    latest_s, below_s = np.moveaxis(turns, -1, 0)
    by_clock = ("site", "detect_to_launch_s", "arc", "clock_s")
    by_arc = by_clock[:-1]
    flags = {
        "flag_values": np.arange(len(REASONS), dtype=np.int8),
        "flag_meanings": " ".join(REASONS),
    }
    return xr.Dataset(
        {
            "reason": (
                by_clock,
                reason.astype(np.int8),
                label("first reason why there is no shot") | flags,
            ),
            "margin_s": (by_clock, margin_s, label("time to spare", "s")),
            "altitude_at_launch_km": (
                by_clock,
                altitude_km,
                label("altitude of the missile at the earliest launch", "km"),
            ),
            "latest_clock_s": (
                by_arc,
                latest_s,
                label("latest start of the clock with a shot", "s"),
            ),
            "clock_below_band_s": (
                by_arc,
                below_s,
                label("start of the clock from which the missile is below the band", "s"),
            ),
        },
        {
            "arc": ("arc", [_name(arc) for arc in arcs], {"long_name": "shape and apogee"}),
            "apogee_km": (
                "arc",
                [arc.apogee_m / 1e3 for arc in arcs],
                label("apogee", "km"),
            ),
            "time_of_flight_s": (
                "arc",
                [arc.duration_s for arc in arcs],
                label("time of flight", "s"),
            ),
        },
    )
