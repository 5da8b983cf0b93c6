"""Footprints as JSON and CSV."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bongsu.words import OVERS, AdministrativeLevel

if TYPE_CHECKING:
    import xarray as xr

TOTALS = ("area_defended_km2", "area_share", "people_defended", "people_share")
ASKED = ("required_shots", "cueing")


def footprint_json(
    found: "xr.Dataset", index: int, by: AdministrativeLevel | None = None
) -> dict[str, Any]:
    """Put what a footprint says of one site into plain names and numbers.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    index : int
        Which of its sites. [1]
    by : {"province", "municipality", "seoul-district", "city"}, optional
        Sum by these places as well.

    Returns
    -------
    dict
        Totals against every flight; under "over" every way to count flights; "shapes", "flights",
        and "places" if asked for.
    """
    from bongsu.studies.footprint.together import by_missile_and_shape

    at = found.isel(site=slice(index, index + 1))
    missiles = list(dict.fromkeys(str(name) for name in found["missile"].values))
    over = _over(at)
    result: dict[str, Any] = {
        "site": str(at["site"].values[0]),
        "site_title": str(at["site_title"].values[0]),
        "missile": missiles[0] if len(missiles) == 1 else None,
        "missiles": missiles,
        "missile_titles": list(dict.fromkeys(str(name) for name in found["missile_title"].values)),
        **{name: over["every"][name] for name in TOTALS},
        "over": over,
        "shapes": [
            {
                "missile": missile,
                "missile_title": str(group["missile_title"].values[0]),
                "shape": shape,
                "launch_areas": group.sizes["flight"],
            }
            | _over(group)
            for (missile, shape), group in by_missile_and_shape(at).items()
        ],
        "flights": _flights(at),
        "batteries": found.attrs["batteries"].split(),
        "battery_titles": found.attrs["battery_titles"].split("; "),
        "country": found.attrs["country"],
        "country_title": found.attrs["country_title"],
        "spacing_km": found.attrs["grid_spacing_m"] / 1e3,
        **{key: found.attrs[key] for key in ASKED},
    }
    if by is not None:
        result["by"] = by
        result["places"] = _places(at, by)
    return result


def _over(footprint: "xr.Dataset") -> dict[str, dict[str, float]]:
    from bongsu.studies.footprint.together import totals

    return {over: totals(footprint, over) for over in OVERS}


def _flights(at: "xr.Dataset") -> list[dict[str, Any]]:
    from bongsu.studies.footprint.numbers import mean_probability
    from bongsu.studies.footprint.reasons import by_reason

    reasons = by_reason(at).isel(site=0)
    one = at.isel(site=0)
    probabilities = mean_probability(one)
    made = []
    for index in range(one.sizes["flight"]):
        flight = one.isel(flight=index)
        because = reasons.isel(flight=index)
        made.append(
            {
                "missile": str(flight["missile"].item()),
                "launch_area": str(flight["launch_area"].item()),
                "launch_area_title": str(flight["launch_area_title"].item()),
                "shape": str(flight.coords["shape"].item()),
                **{name: float(flight[name]) for name in TOTALS},
                "area_within_reach_km2": float(flight["area_within_reach_km2"]),
                "people_within_reach": float(flight["people_within_reach"]),
                "people_defended_expected": float(flight["people_defended_expected"]),
                "p_defend": float(probabilities[index]),
                "reasons": {
                    str(name): {str(key): float(values[k]) for key, values in because.items()}
                    for k, name in enumerate(because["reason"].values)
                },
            }
        )
    return made


def _places(at: "xr.Dataset", by: AdministrativeLevel) -> list[dict[str, Any]]:
    from bongsu.studies.footprint.places.levels import by_place

    found = by_place(at, by).isel(site=0)
    return [
        {
            "code": str(found["code"].values[k]),
            "name": str(found["place"].values[k]),
            "people": float(found["people"][k]),
            "area_km2": float(found["area_km2"][k]),
            "people_defended_expected": float(found["people_defended_expected"][k]),
            **{
                str(over): {
                    key: float(found[key].sel(over=over)[k])
                    for key in (
                        "people_defended",
                        "people_share",
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
        From :func:`bongsu.studies.uncertainty.footprint_range`.

    Returns
    -------
    dict
        Shares with all parameters together, drawn by lot, and with each moved alone.
    """
    overs = [str(over) for over in found["over"].values]
    drawn = found["share_drawn"]
    return {
        "weight": found.attrs["weight"],
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
                "title": str(found["parameter_title"].values[k]),
                **{
                    key: {over: float(found[key].sel(over=over)[k]) for over in overs}
                    for key in ("share_low", "share_high")
                },
            }
            for k, path in enumerate(found["parameter"].values)
        ],
    }


def place_rows(found: "xr.Dataset", by: AdministrativeLevel) -> list[dict[str, object]]:
    """List a footprint by place, one row per site and place.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    by : {"province", "municipality", "seoul-district", "city"}
        The places.

    Returns
    -------
    list of dict
        Column to cell.

    Raises
    ------
    InputError
        If the people of the region are not counted by such places.
    """
    rows = []
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
            rows.append(flat)
    return rows


def ratio(part: float, whole: float) -> float:
    """Divide.

    Parameters
    ----------
    part, whole : float
        Numbers. [any]

    Returns
    -------
    float
        Their ratio; not a number where there is nothing to divide by. [1]
    """
    return part / whole if whole > 0.0 else float("nan")
