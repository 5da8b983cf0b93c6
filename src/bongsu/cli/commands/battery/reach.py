"""``bongsu battery reach``: where an interceptor can be, how soon and how fast."""

from dataclasses import asdict
from math import degrees, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from bongsu.cli.options.values import JsonFlag, Number, whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import (
    DATASET,
    FIGURE,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    write_outputs,
)
from bongsu.scenario import load_scenario
from bongsu.scenario.provenance import catalog_provenance

if TYPE_CHECKING:
    from bongsu.catalog import Quantity
    from bongsu.studies.engagement.reach import InterceptorReach, ReachCheck

_SHOWN = {"m": ("km", 1e-3), "m/s": ("km/s", 1e-3), "rad": ("deg", degrees(1.0))}
_ROWS = 6
_COLUMNS = 5


def reach(
    scenario: str = "korea-2016",
    *,
    interceptor: str | None = None,
    launch_altitude: Number = 0.0,
    check: Annotated[int, whole(0, 100_000)] = 0,
    output: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Tabulate least times of flight and speeds of an interceptor over range and altitude.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario: supplies the catalogue.
    interceptor
        Interceptor of the catalogue; that of the scenario's first battery by default.
    launch_altitude
        Altitude of the launcher. [m]
    check
        Compare the table with direct simulation at so many random points, for instance 1000.
    output
        Write the tables to this netCDF file.
    figure
        Draw contours into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies.engagement.reach import check_reach, interceptor_reach

    check_outputs((output, DATASET), (figure, FIGURE), inputs=(scenario,))
    setting = load_scenario(scenario)
    catalog = setting.catalog
    own = catalog.battery(setting.batteries[0].type).interceptor.value
    name = catalog.key("interceptor", interceptor or own)
    with setting.blaming("interceptor", name):
        found = interceptor_reach(name, catalog=catalog, launch_altitude_m=launch_altitude)
    checked = check_reach(found, check, seed=setting.seed) if check else None
    origin = catalog_provenance(catalog, found.entries, setting.seed if check else None)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found.dataset())))
    if figure is not None:
        from bongsu.report.engagement.reach import reach_figure

        made.append((figure, figure_file(reach_figure(found))))
    write_outputs(made, origin)
    if json:
        print_json(_reach_json(found, checked), origin)
        return
    _print_reach(found, checked)


def _reach_json(found: "InterceptorReach", checked: "ReachCheck | None") -> dict[str, Any]:
    data = found.dataset()
    return {
        "interceptor": found.name,
        "launch_altitude_m": found.launch_altitude_m,
        "limits": {
            name: {
                "value": row.value,
                "low": row.low,
                "high": row.high,
                "unit": row.unit,
                "quality": row.quality,
                "sources": list(row.sources),
            }
            for name, row in found.limits.items()
        },
        "altitude_km": data["altitude_km"].to_numpy(),
        "range_km": data["range_km"].to_numpy(),
        "farthest_km": data["farthest_km"].to_numpy(),
        "time_of_flight_s": data["time_of_flight_s"].to_numpy(),
        "speed_km_s": data["speed_km_s"].to_numpy(),
        "elevation_deg": data["elevation_deg"].to_numpy(),
        "check": asdict(checked) if checked else None,
    }


def _span(row: "Quantity") -> str:
    unit, scale = _SHOWN.get(row.unit, (row.unit, 1.0))
    return f"{row.low * scale:.4g} to {row.high * scale:.4g} {unit}"


def _print_reach(found: "InterceptorReach", checked: "ReachCheck | None") -> None:
    data = found.dataset()
    rows = data.isel(
        altitude_km=slice(None, None, (data.sizes["altitude_km"] - 1) // (_ROWS - 1)),
        range_km=slice(None, None, (data.sizes["range_km"] - 1) // (_COLUMNS - 1)),
    )
    heading = [f"{float(x):.0f} km" for x in rows["range_km"]]
    lines = []
    for row in reversed(range(rows.sizes["altitude_km"])):
        at = rows.isel(altitude_km=row)
        pairs = zip(at["time_of_flight_s"].to_numpy(), at["speed_km_s"].to_numpy(), strict=True)
        cells = ["–" if isnan(time) else f"{time:.0f} s {v:.2f}" for time, v in pairs]
        limit = float(at["farthest_km"])
        lines.append((f"{float(at['altitude_km']):.0f} km", *cells, f"{limit:.0f} km"))
    print_table(
        ("altitude", *heading, "farthest"),
        lines,
        title=f"{found.title}: least time of flight (s) and speed (km/s) by ground range",
    )
    print_table(
        ("limit", "value", "cited range", "quality", "sources"),
        [
            (
                name.replace("_", " "),
                row.written,
                _span(row),
                row.quality,
                ", ".join(row.sources),
            )
            for name, row in found.limits.items()
        ],
        title="\nLimits",
    )
    if checked is not None:
        print_table(
            ("points", "without answer", "time [s]", "position [m]", "speed [m/s]"),
            [tuple(asdict(checked).values())],
            title="\nLargest differences from direct simulation",
        )
