"""``bongsu battery footprint``: whom a scenario's batteries protect against a missile."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bongsu.cli.output import JsonFlag, print_json, print_table, progress_bar, write_atomically
from bongsu.cli.places import Place, read_place
from bongsu.errors import InputError
from bongsu.scenario import load_scenario

if TYPE_CHECKING:
    import xarray as xr

TOTALS = ("area_defended_km2", "area_share", "population_defended", "population_share")


def footprint(
    scenario: str = "korea-2016",
    *,
    missile: str,
    site: Annotated[tuple[Place, ...], Parameter(negative="")] = (),
    spacing: float | None = None,
    output: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Count area and people that a scenario's batteries defend against one missile.

    Nominal: every parameter stands at its catalogue value. A place counts as defended when every
    flight of that missile in the scenario that reaches it can be shot at at least once, which is
    not to say that it is hit.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    missile
        One of the missiles among the scenario's threats.
    site
        Put the first battery there, LAT,LON in degrees or a site of the catalogue; repeat it to
        compare sites, which JSON then lists under "sites".
    spacing
        Side of the cells of the grid, instead of the scenario's. [km]
    output
        Write everything, cell by cell, to this netCDF file.
    json
        Print JSON for machines.
    """
    from bongsu.engagement.threats import flight_plans
    from bongsu.studies import footprint as study
    from bongsu.studies.footprint_cases import worst_case
    from bongsu.studies.region import protected

    setting = load_scenario(scenario)
    if output is not None and output.suffix != ".nc":
        raise InputError(f"{output}: the file of a footprint ends in .nc")
    if spacing is not None and not 0.5 <= spacing <= 100.0:
        raise InputError(f"spacing {spacing:g} km must lie between 0.5 and 100 km")
    places = [read_place(setting, "site", text) for text in site]
    spacing_m = setting.region.grid_spacing if spacing is None else spacing * 1e3
    cells = len(protected(setting.region.country, spacing_m).grid)
    plans = len(flight_plans(setting, missile))
    total = cells * plans * len(setting.batteries) * max(1, len(places))
    with progress_bar("engagements", total) as advance:
        found = study.footprint(
            setting, missile=missile, sites=places or None, spacing_m=spacing_m, progress=advance
        )
    if output is not None:
        write_atomically(output, lambda path: found.to_netcdf(path, engine="netcdf4"))
    worst = worst_case(found)
    results = [_footprint_json(found, worst, index) for index in range(found.sizes["site"])]
    if json:
        print_json(results[0] if len(results) == 1 else {"sites": results})
        return
    for result in results:
        _print_footprint(result)


def _footprint_json(found: "xr.Dataset", worst: "xr.Dataset", index: int) -> dict[str, Any]:
    site = found.isel(site=index)
    flights = [
        {
            "launch_area": str(flight["launch_area"].values),
            "shape": str(flight["shape"].values),
            **_totals(flight),
            "area_threatened_km2": float(flight["area_threatened_km2"]),
            "population_threatened": float(flight["population_threatened"]),
        }
        for flight in (site.isel(flight=i) for i in range(found.sizes["flight"]))
    ]
    return {
        "site": str(site["site"].values),
        "missile": str(found["missile"].values[0]),
        **_totals(worst.isel(site=index)),
        "flights": flights,
        **{
            key: found.attrs[key] for key in ("scenario", "scenario_hash", "bongsu_version", "seed")
        },
    }


def _totals(dataset: "xr.Dataset") -> dict[str, float]:
    return {name: float(dataset[name]) for name in TOTALS}


def _print_footprint(result: Mapping[str, Any]) -> None:
    lines = [
        *((f["launch_area"], f["shape"], f) for f in result["flights"]),
        ("all of these", "", result),
    ]
    print_table(
        ("from", "shape", "area [km2]", "area [%]", "people", "people [%]"),
        [
            (
                area,
                shape,
                round(values["area_defended_km2"]),
                round(100.0 * values["area_share"], 1),
                f"{values['population_defended']:,.0f}",
                round(100.0 * values["population_share"], 1),
            )
            for area, shape, values in lines
        ],
        title=f"Defended against {result['missile']} from {result['site']} (nominal values)",
        caption="A place counts when every flight that reaches it can be shot at at least once.",
    )
