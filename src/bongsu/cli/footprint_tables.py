"""Tables and JSON of footprints."""

import csv
import sys
from collections.abc import Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.cli.output import print_table, write_atomically

if TYPE_CHECKING:
    import xarray as xr

    from bongsu.studies.footprint_places import Level

TOTALS = ("area_defended_km2", "area_share", "population_defended", "population_share")
PROVENANCE = ("scenario", "scenario_hash", "bongsu_version", "seed", "required_shots", "cueing")
_OVERS = {"every": "every flight", "average": "on average", "any": "any flight"}
# shares are of what a flight reaches
_NOT_OTHERS = ("feasible", "out-of-range", "no-such-shape")
_MOST_PARAMETERS = 8
_FLIGHTS_CAPTION = """
area, people: share defended of what the flight reaches. slip: time by which the
launch may slip, median over the people defended. else mostly: first reason for
most of the others, and by how much in the median.
"""


def footprint_json(found: "xr.Dataset", index: int, by: "Level | None" = None) -> dict[str, Any]:
    """Put what a footprint says of one site into plain names and numbers.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.footprint.footprint`.
    index : int
        Which of its sites. [1]
    by : {"province", "municipality", "seoul-district"}, optional
        Sum by these places as well.

    Returns
    -------
    dict
        Totals against every flight; under "over" every way to count flights; "shapes", "flights",
        and "places" if asked for.
    """
    from bongsu.studies.footprint_cases import by_missile_and_shape

    at = found.isel(site=slice(index, index + 1))
    missiles = list(dict.fromkeys(str(name) for name in found["missile"].values))
    over = _over(at)
    result: dict[str, Any] = {
        "site": str(at["site"].values[0]),
        "missile": missiles[0] if len(missiles) == 1 else None,
        "missiles": missiles,
        **{name: over["every"][name] for name in TOTALS},
        "over": over,
        "shapes": [
            {"missile": missile, "shape": shape, "launch_areas": group.sizes["flight"]}
            | _over(group)
            for (missile, shape), group in by_missile_and_shape(at).items()
        ],
        "flights": _flights(at),
        "spacing_km": found.attrs["grid_spacing_m"] / 1e3,
        **{key: found.attrs[key] for key in PROVENANCE},
    }
    if by is not None:
        result["by"] = by
        result["places"] = _places(at, by)
    return result


def _over(footprint: "xr.Dataset") -> dict[str, dict[str, float]]:
    from bongsu.studies.footprint_cases import OVERS, reduced

    return {
        over: {
            str(name): float(value.values[0])
            for name, value in reduced(footprint, over).data_vars.items()
            if name != "defended"
        }
        for over in OVERS
    }


def _flights(at: "xr.Dataset") -> list[dict[str, Any]]:
    from bongsu.studies.footprint_reasons import by_reason

    reasons = by_reason(at).isel(site=0)
    one = at.isel(site=0)
    made = []
    for index in range(one.sizes["flight"]):
        flight = one.isel(flight=index)
        because = reasons.isel(flight=index)
        made.append(
            {
                "missile": str(flight["missile"].item()),
                "launch_area": str(flight["launch_area"].item()),
                "shape": str(flight.coords["shape"].item()),
                **{name: float(flight[name]) for name in TOTALS},
                "area_threatened_km2": float(flight["area_threatened_km2"]),
                "population_threatened": float(flight["population_threatened"]),
                "expected_population_defended": float(flight["expected_population_defended"]),
                "reasons": {
                    str(name): {str(key): float(because[key][k]) for key in ("area_km2", "people")}
                    | {f"median_{key}": float(because[key][k]) for key in ("margin_s", "margin_km")}
                    for k, name in enumerate(because["because"].values)
                },
            }
        )
    return made


def _places(at: "xr.Dataset", by: "Level") -> list[dict[str, Any]]:
    from bongsu.studies.footprint_places import by_place

    found = by_place(at, by).isel(site=0)
    return [
        {
            "code": str(found["code"].values[k]),
            "name": str(found["place"].values[k]),
            "population": float(found["population"][k]),
            "area_km2": float(found["area_km2"][k]),
            "expected_population_defended": float(found["expected_population_defended"][k]),
            **{
                str(over): {
                    key: float(found[key].sel(over=over)[k])
                    for key in (
                        "population_defended",
                        "population_share",
                        "area_defended_km2",
                        "area_share",
                    )
                }
                for over in found["over"].values
            },
        }
        for k in range(found.sizes["place"])
    ]


def range_json(found: "xr.Dataset") -> dict[str, Any]:
    """Put the range of a footprint into plain names and numbers.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.footprint_range.footprint_range`.

    Returns
    -------
    dict
        Shares with all parameters together, drawn by lot, and with each moved alone.
    """
    overs = [str(over) for over in found["over"].values]
    drawn = found["share_drawn"]
    return {
        "counted": found.attrs["counted"],
        "share": {
            over: {
                str(case): float(found["share"].sel(case=case, over=over))
                for case in found["case"].values
            }
            for over in overs
        },
        "draws": drawn.sizes["draw"],
        "share_drawn": {
            over: {
                f"{100.0 * level:g} %": float(value)
                for level, value in zip(
                    (0.05, 0.5, 0.95),
                    drawn.sel(over=over).quantile([0.05, 0.5, 0.95]).values,
                    strict=True,
                )
            }
            for over in overs
        }
        if drawn.sizes["draw"]
        else None,
        "parameters": [
            {
                "path": str(path),
                **{
                    key: {over: float(found[key].sel(over=over)[k]) for over in overs}
                    for key in ("share_low", "share_high")
                },
            }
            for k, path in enumerate(found["parameter"].values)
        ],
    }


def write_csv(file: Path, found: "xr.Dataset", by: "Level") -> None:
    """Write a footprint by place, one line per site and place.

    Parameters
    ----------
    file : pathlib.Path
        The file to make.
    found : xarray.Dataset
        From :func:`bongsu.studies.footprint.footprint`.
    by : {"province", "municipality", "seoul-district"}
        The places.

    Raises
    ------
    InputError
        If there is no census of the country, or the file cannot be written.
    """
    lines = []
    for index in range(found.sizes["site"]):
        at = found.isel(site=slice(index, index + 1))
        for place in _places(at, by):
            flat: dict[str, object] = {"site": str(at["site"].values[0])}
            for key, value in place.items():
                flat |= (
                    {f"{name}_{key}": number for name, number in value.items()}
                    if isinstance(value, Mapping)
                    else {key: value}
                )
            lines.append(flat)

    def write(path: Path) -> None:
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)

    write_atomically(file, write)


def print_footprint(result: Mapping[str, Any]) -> None:
    """Print a footprint for people.

    Parameters
    ----------
    result : mapping
        From :func:`footprint_json`, perhaps with "range" from :func:`range_json`.
    """
    print_table(
        ("missile", "shape", "from", "reached", "every %", "average %", "any %"),
        [
            *(_shape_row(s["missile"], s["shape"], s["launch_areas"], s) for s in result["shapes"]),
            _shape_row("all of these", "", len(result["flights"]), result["over"]),
        ],
        title=f"Defended from {result['site']} (nominal values)",
        caption="from: how many launch areas. reached: million people. Then the share of them for "
        f"whom {_shots(result['required_shots'])} possible against every flight that reaches them, "
        "on average over those flights, against any of them.",
    )
    for missile in result["missiles"]:
        print_table(
            ("from", "shape", "area %", "people %", "slip s", "else mostly"),
            [_flight_row(flight) for flight in result["flights"] if flight["missile"] == missile],
            title=f"Each flight of {missile}",
        )
    sys.stdout.write(_FLIGHTS_CAPTION)
    if "places" in result:
        _print_places(result["places"], result["by"])
    if "range" in result:
        _print_range(result["range"])
    sys.stdout.write(f"\n{_sentence(result)}\n")


def _shots(count: int) -> str:
    return "a shot is" if count == 1 else f"{count} shots are"


def _shape_row(missile: str, shape: str, areas: int, over: Mapping[str, Any]) -> Sequence[object]:
    reached = over["every"]["population_reached"]
    kind = "area" if isnan(reached) else "population"
    return (
        missile,
        shape,
        areas,
        None if isnan(reached) else reached / 1e6,
        *(_percent(over[name][f"{kind}_share_of_reached"]) for name in _OVERS),
    )


def _flight_row(flight: Mapping[str, Any]) -> Sequence[object]:
    return (
        flight["launch_area"],
        flight["shape"],
        _percent(_ratio(flight["area_defended_km2"], flight["area_threatened_km2"])),
        _percent(_ratio(flight["population_defended"], flight["population_threatened"])),
        _rounded(flight["reasons"]["feasible"]["median_margin_s"]),
        _else_mostly(flight["reasons"]),
    )


def _else_mostly(reasons: Mapping[str, Mapping[str, float]]) -> str:
    others = {name: found for name, found in reasons.items() if name not in _NOT_OTHERS}
    name, most = max(others.items(), key=lambda item: item[1]["area_km2"])
    if not isnan(most["people"]):
        name, most = max(others.items(), key=lambda item: item[1]["people"])
    if most["area_km2"] == 0.0:
        return ""
    if name == "too-late":
        return f"too late, {-most['median_margin_s']:.0f} s"
    if isnan(most["median_margin_km"]):
        return name.replace("-", " ")
    return f"{name.replace('-', ' ')}, {-most['median_margin_km']:.0f} km"


def _print_places(places: Sequence[Mapping[str, Any]], by: str) -> None:
    print_table(
        ("code", by, "people", "km2", "every %", "average %", "any %"),
        [
            (
                place["code"],
                place["name"],
                round(place["population"]),
                round(place["area_km2"]),
                *(_percent(place[over]["population_share"]) for over in _OVERS),
            )
            for place in places
        ],
        title="By place: share of the people defended",
    )


def _print_range(found: Mapping[str, Any]) -> None:
    cases = found["share"]
    headings = ["flights", "worst %", "nominal %", "best %"]
    lines = [
        [label, *(_percent(cases[over][case]) for case in ("worst", "nominal", "best"))]
        for over, label in _OVERS.items()
    ]
    if found["share_drawn"]:
        headings += [f"{level} draw" for level in found["share_drawn"]["every"]]
        for line, over in zip(lines, _OVERS, strict=True):
            line += [_percent(value) for value in found["share_drawn"][over].values()]
    print_table(
        headings,
        lines,
        title=f"Cited uncertainty: share of the {found['counted']} reached, defended",
        caption="worst, best: every parameter of the defence at the end of its range that hurts, "
        "that helps, all at once.",
    )
    nominal = cases["average"]["nominal"]
    print_table(
        ("parameter", "low end %", "nominal %", "high end %"),
        [
            (
                _short(row["path"]),
                _percent(row["share_low"]["average"]),
                _percent(nominal),
                _percent(row["share_high"]["average"]),
            )
            for row in found["parameters"][:_MOST_PARAMETERS]
        ],
        title="What moves the average most, each alone",
    )


def _short(path: str) -> str:
    """Name of a row without its key: there is one battery, one interceptor, one radar."""
    kind, key, name = path.split(".", 2)
    return f"{kind}: {key if kind == 'cross-section' else name}"


def _sentence(result: Mapping[str, Any]) -> str:
    over = result["over"]
    reached = over["any"]["population_reached"]
    kind, whose = "population", f"{reached / 1e6:,.1f} million people"
    if isnan(reached):
        kind, whose = "area", f"{over['any']['area_reached_km2']:,.0f} km2"
        sys.stdout.write("\nNo census of the country is at hand: people are not counted.\n")
    if over["any"]["area_reached_km2"] == 0.0:
        return "None of these flights reaches the region."
    every, average, any_ = (
        f"{100.0 * over[name][f'{kind}_share_of_reached']:.0f} %" for name in _OVERS
    )
    return (
        f"Of {whose} within reach of {len(result['flights'])} flights, "
        f"{_shots(result['required_shots'])} possible for {average} on average over the flights, "
        f"for {every} against every one of them, for {any_} against some."
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else float("nan")


def _percent(share: float) -> int | None:
    return None if isnan(share) else round(100.0 * share)


def _rounded(value: float) -> int | None:
    return None if isnan(value) else round(value)
