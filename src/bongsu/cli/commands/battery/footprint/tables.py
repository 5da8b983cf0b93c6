"""Footprints as tables for people."""

import sys
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from bongsu.cli.commands.battery.footprint.document import TOTALS, ratio
from bongsu.cli.terminal.tables import percent, print_table
from bongsu.words import in_words

_OVERS = {"every": "every flight", "average": "on average", "any": "any flight"}
# shares are of what a flight reaches
_NOT_OTHERS = ("feasible", "out-of-range", "no-such-shape")
_MOST_PARAMETERS = 8
_FLIGHTS_CAPTION = """
area, people: share defended of what the flight reaches. P: probability that the
warhead is destroyed, mean over the people defended. left: time by which an
interceptor could be launched later and still be in time, median over those with
a shot. else mostly: first reason for most of the others, and by how much in the
median.
"""


def print_footprint(result: Mapping[str, Any], sentence: str, people_from: str | None) -> None:
    """Print a footprint for people.

    Parameters
    ----------
    result : mapping
        From :func:`footprint_json`, perhaps with "range" from :func:`range_json`.
    sentence : str
        From :func:`bongsu.studies.footprint.headline.headline`.
    people_from : str or None
        How people are counted, of its provenance.
    """
    print_table(
        ("missile", "shape", "from", "reached", "every %", "average %", "any %"),
        [
            *(
                _shape_row(s["missile_title"], s["shape"], s["launch_areas"], s)
                for s in result["shapes"]
            ),
            _shape_row("all of these", "", len(result["flights"]), result["over"]),
        ],
        title=f"{result['country_title']}, defended from {result['site_title']}{_others(result)} "
        "(nominal values)",
        caption=f"from: how many launch areas. {_reached(result)}. Then the share of that for "
        f"which {_shots(result['required_shots'])} possible against every flight that reaches it, "
        "on average over those flights, against any of them.",
    )
    titles = zip(result["missiles"], result["missile_titles"], strict=True)
    for missile, title in titles:
        print_table(
            ("from", "shape", "area", "people", "P", "left", "else mostly"),
            [_flight_row(flight) for flight in result["flights"] if flight["missile"] == missile],
            title=f"Each flight of {title}: defended [%], probability P [1], time left [s]",
        )
    sys.stdout.write(_FLIGHTS_CAPTION)
    if "places" in result:
        _print_places(result["places"], result["by"])
    if "range" in result:
        _print_range(result["range"])
    sys.stdout.write(f"\nPeople of {result['country_title']}: {people_from}.\n")
    sys.stdout.write(f"\n{sentence}\n")


def _reached(result: Mapping[str, Any]) -> str:
    people = not isnan(result["over"]["any"]["people_within_reach"])
    return "reached: million people" if people else "people are not counted: shares are of area"


def _others(result: Mapping[str, Any]) -> str:
    others = result["battery_titles"][1:]
    return f", with {' and '.join(others)}" if others else ""


def _shots(count: int) -> str:
    return "a shot is" if count == 1 else f"{count} shots are"


def _shape_row(missile: str, shape: str, areas: int, over: Mapping[str, Any]) -> Sequence[object]:
    reached = over["every"]["people_within_reach"]
    kind = "area" if isnan(reached) else "people"
    return (
        missile,
        shape,
        areas,
        None if isnan(reached) else reached / 1e6,
        *(percent(over[name][f"{kind}_share_within_reach"]) for name in _OVERS),
    )


def _flight_row(flight: Mapping[str, Any]) -> Sequence[object]:
    return (
        flight["launch_area_title"],
        flight["shape"],
        percent(ratio(flight["area_defended_km2"], flight["area_within_reach_km2"])),
        percent(ratio(flight["people_defended"], flight["people_within_reach"])),
        _three_digits(flight["p_defend"]),
        _rounded(flight["reasons"]["feasible"]["median_margin_s"]),
        _else_mostly(flight),
    )


def _else_mostly(flight: Mapping[str, Any]) -> str:
    """First reason for most of those who are reached and not defended."""
    reasons = flight["reasons"]
    counted = not isnan(flight["people_defended"])
    kind, defended = ("people", "people_defended") if counted else ("area_km2", TOTALS[0])
    sums = {name: found[kind] for name, found in reasons.items() if name not in _NOT_OTHERS}
    sums["too few shots"] = reasons["feasible"][kind] - flight[defended]
    name: str = max(sums, key=lambda reason: sums[reason])
    if sums[name] < 0.5:
        return ""
    if name == "too few shots":
        return name
    seconds, km = (float(reasons[name][f"median_margin_{unit}"]) for unit in ("s", "km"))
    words = in_words(name)
    if name == "too-late":
        return f"{words} {-seconds:.0f} s"
    return words if isnan(km) else f"{words} {-km:.0f} km"


def _print_places(places: Sequence[Mapping[str, Any]], by: str) -> None:
    with_area = by != "city"
    print_table(
        ("code", by, "people", *(["km2"] if with_area else []), "every %", "average %", "any %"),
        [
            (
                place["code"],
                place["name"],
                round(place["people"]),
                *([round(place["area_km2"])] if with_area else []),
                *(percent(place[over]["people_share"]) for over in _OVERS),
            )
            for place in places
        ],
        title="By place: share of the people defended",
    )


def _print_range(found: Mapping[str, Any]) -> None:
    cases = found["share"]
    headings = ["flights", "worst %", "nominal %", "best %"]
    lines = [
        [label, *(percent(cases[over][case]) for case in ("worst", "nominal", "best"))]
        for over, label in _OVERS.items()
    ]
    if found["share_drawn"]:
        headings += [f"{level} draw" for level in found["share_drawn"]["every"]]
        for line, over in zip(lines, _OVERS, strict=True):
            line += [percent(value) for value in found["share_drawn"][over].values()]
    print_table(
        headings,
        lines,
        title=f"Cited uncertainty: share of the {found['weight']} reached, defended",
        caption="worst, best: every parameter of the defence at the end of its range that hurts, "
        "that helps, all at once.",
    )
    nominal = cases["average"]["nominal"]
    print_table(
        ("parameter", "low end %", "nominal %", "high end %"),
        [
            (
                row["title"],
                percent(row["share_low"]["average"]),
                percent(nominal),
                percent(row["share_high"]["average"]),
            )
            for row in found["parameters"][:_MOST_PARAMETERS]
        ],
        title="What moves the average most, each alone",
    )


def _three_digits(value: float) -> str:
    return "–" if isnan(value) else f"{value:.3f}"


def _rounded(value: float) -> int | None:
    return None if isnan(value) else round(value)
