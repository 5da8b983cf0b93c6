"""What a referee found in an earlier state of the model, and what the model gives now.

    uv run python -m tools.objections           prints the table of docs/objections.md, some minutes
    uv run python -m tools.objections --write   writes it there

The numbers before are the referee's, of an earlier commit. A test computes some rows again.
"""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

import bongsu
from bongsu.claims.case import Cases
from bongsu.claims.measures.third_parties import FREE_BORESIGHTS_DEG
from bongsu.engagement.batteries import fire_unit, fire_units
from bongsu.engagement.other_flights import other_arcs
from bongsu.engagement.threats import flight_plans, fly_one
from bongsu.errors import OutOfReachError
from bongsu.physics.fire.control import engage_flight
from bongsu.studies.epistemic.draws import drawn_scenarios, moving_together, uncertain_rows
from bongsu.studies.radar.added_view import added_view
from bongsu.studies.radar.need import detection_range, radar_need

PAGE: Final = Path(__file__).parents[1] / "docs" / "objections.md"
BEGIN, END = "<!-- written by tools/objections.py -->\n", "<!-- end -->\n"
SPACINGS_S: Final = (0, 2, 5, 10, 15, 20, 30)
RAID: Final = 30
TILTS_DEG: Final = (15, 30, 45, 60)
WARHEAD: Final = "reentry-vehicle"
DRAWS: Final = 64
CITIES: Final = (
    (37.57, 126.98),
    (35.18, 129.08),
    (35.87, 128.60),
    (36.35, 127.38),
    (35.16, 126.85),
)
BAND: Final = (0.05, 0.5, 0.95)


class Objection(NamedTuple):
    """One number of the referee's.

    Attributes
    ----------
    fault : str
        Its number in the report.
    what : str
        What the number is of.
    before : str
        What the referee found.
    now : callable
        Gives what the model says now.
    """

    fault: str
    what: str
    before: str
    now: Callable[[], str]


@cache
def korea() -> bongsu.Deployment:
    """The scenario that the referee took."""
    return bongsu.load("korea-2016")


def last_sight() -> str:
    """End of the sight of a Nodong that passes overhead."""
    track = korea().track(launch="hwangju", target="busan", missile="nodong").study
    return f"{track.flight.sights(track.view.radar())[-1][1]:.0f} s"


def share_by_tilt(deployment: bongsu.Deployment) -> str:
    """People defended for four tilts of the face."""
    shares = [deployment.tilted(tilt).footprint().p_defended() for tilt in TILTS_DEG]
    return ", ".join(f"{share:.3f}" for share in shares)


def from_wonju() -> bongsu.Deployment:
    """Nodongs of minimum energy, met from Wonju."""
    return korea().only(missile="nodong", shape="minimum-energy").moved("wonju").facing(340)


def leakers(spacing_s: float) -> float:
    """Nodongs of thirty from Hwangju at Busan that arrive."""
    raid = [f"nodong:hwangju:busan@{number * spacing_s:g}" for number in range(RAID)]
    return float(korea().plan(*raid).leakers_expected())


def leakers_by_spacing() -> str:
    """The same for each spacing of the launches."""
    return ", ".join(f"{leakers(spacing):.1f}" for spacing in SPACINGS_S)


def need(case: str) -> xr.Dataset:
    """Range that the defence needs against each object, and the range that the radar has."""
    return radar_need(
        Cases(korea()).of("radar-range-surplus")[case].scenario.at_spacing(75), keep=0.99
    )


def least_surplus() -> str:
    """The smallest of the surpluses at the end that makes them small."""
    found = need("least")
    return f"{float((found['own_range_km'] - found['needed_km']).min()):.0f} km"


def needed() -> str:
    """Range needed against a warhead."""
    return f"{float(need('nominal')['needed_km'].sel(object=WARHEAD)):.0f} km"


@cache
def drawn_shares() -> tuple[float, ...]:
    """Nominal share of people defended against the Nodong, and its band over draws."""
    nodong = korea().only(missile="nodong").at_spacing(50)
    movers = moving_together(nodong.catalog, uncertain_rows(nodong))
    drawn = [
        one.footprint().p_defended() for one in drawn_scenarios(nodong, movers, DRAWS, nodong.seed)
    ]
    return (nodong.footprint().p_defended(), *np.quantile(drawn, BAND, method="inverted_cdf"))


def share_in_band() -> str:
    """The same in words."""
    nominal, low, median, high = drawn_shares()
    return f"{nominal:.3f}; {low:.3f} to {high:.3f}, median {median:.3f}"


def drawn_range() -> str:
    """Range against a warhead: its median over draws beside the nominal one."""
    scenario = korea()
    movers = moving_together(scenario.catalog, uncertain_rows(scenario))
    drawn = [
        detection_range(one, WARHEAD)
        for one in drawn_scenarios(scenario, movers, 4 * DRAWS, scenario.seed)
    ]
    nominal_km = detection_range(scenario, WARHEAD) / 1e3
    return f"{np.median(drawn) / 1e3:,.0f} km beside {nominal_km:,.0f} km"


def early_launches() -> str:
    """First launches before the end of thrust, at five cities from all candidate sites."""
    early = launches = 0
    for scenario in korea().at_candidates():
        unit = fire_unit(scenario)
        for plan in flight_plans(scenario):
            for latitude_deg, longitude_deg in CITIES:
                try:
                    flight = fly_one(scenario, plan, latitude_deg, longitude_deg)
                except OutOfReachError:
                    continue
                shots = engage_flight(unit.kernel, flight).shots
                launches += bool(shots)
                early += bool(shots) and shots[0].launch_s < flight.burnout_time_s
    return f"{early} of {launches}"


def added_in_terminal_mode() -> str:
    """Seconds that the radar adds to those in Japan on a warhead bound for America."""
    scenario = korea().in_mode("terminal")
    ways = [
        site.facing(azimuth) for site in scenario.at_candidates() for azimuth in FREE_BORESIGHTS_DEG
    ]
    bound = [arc for arc in other_arcs(scenario)[0] if arc.group == "intercontinental"]
    seconds = added_view(ways, bound, objects=[WARHEAD])["added_s"]
    arcs = int((seconds.max("radar") > 0.0).sum())
    return f"{float(seconds.max()):.0f} s, on {arcs} of {len(bound)} arcs"


def two_shots() -> str:
    """Probability that the first two shots at a missile kill it."""
    kill = fire_units(korea())[0].kill
    return f"{kill.defend(2):.3f}"


OBJECTIONS: Final = (
    Objection("F1", "last sight of a Nodong, Hwangju to Busan", "309 s", last_sight),
    Objection(
        "F1",
        "people defended from Wonju, Nodong of minimum energy, face tilted by 15, 30, 45, 60°",
        "0.789, hardly moved by the tilt",
        lambda: share_by_tilt(from_wonju()),
    ),
    Objection(
        "F1",
        "people defended from the golf course, mean of all flights, the same tilts",
        "0.409, hardly moved by the tilt",
        lambda: share_by_tilt(korea()),
    ),
    Objection(
        "F2, F3",
        "of 30 Nodongs 0, 2, 5, 10, 15, 20, 30 s apart arrive",
        "19.4, 11.9, 2.3, 1.2, 0.8, 0.8, 2.6",
        leakers_by_spacing,
    ),
    Objection("F4", "least surplus of the radar's range", "below zero", least_surplus),
    Objection("F5", "range needed against a warhead", "656 or 631 km, by the ladder", needed),
    Objection(
        "F7",
        "people defended against the Nodong; 5 to 95 % of the draws",
        "0.425; 0.257 to 0.386, median 0.323",
        share_in_band,
    ),
    Objection(
        "F8", "median of the drawn range against a warhead", "1,415 km beside 869 km", drawn_range
    ),
    Objection("F9", "first launches before the end of thrust", "13 of 222", early_launches),
    Objection(
        "physics",
        "seconds added in terminal mode on a warhead bound for America",
        "0 s, by a nose-on number",
        added_in_terminal_mode,
    ),
    Objection("physics", "two shots kill with", "0.996", two_shots),
)


def row(one: Objection) -> str:
    """A row of the table."""
    return f"| {one.fault} | {one.what} | {one.before} | {one.now()} |\n"


def write_table(begin: str, end: str, columns: tuple[str, ...], rows: list[str]) -> None:
    """Put a table into the page, between two lines of it."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.index(begin) + len(begin), text.index(end)
    head = f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"
    PAGE.write_text(text[:before] + head + "".join(rows) + text[after:], encoding="utf-8")


def main() -> None:
    """Print the table, or the rows of some faults, or write it into its page."""
    rows = []
    asked = [word for word in sys.argv[1:] if word != "--write"]
    for one in OBJECTIONS:
        if asked and one.fault not in asked:
            continue
        rows.append(row(one))
        print(rows[-1], end="", flush=True)
    if "--write" in sys.argv[1:]:
        write_table(BEGIN, END, ("fault", "number", "before", "now"), rows)


if __name__ == "__main__":
    main()
