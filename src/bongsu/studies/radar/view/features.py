"""A radar's coverage as polygons: where an object is detected or held in track, by altitude."""

import numpy as np
import shapely
import xarray as xr
from shapely.geometry import MultiPolygon, mapping

from bongsu.geography.cut import as_written
from bongsu.words import TASKS


def coverage_features(found: xr.Dataset) -> dict[str, object]:
    """Draw where a radar detects and tracks objects as GeoJSON.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.radar.view.own.view_coverage`.

    Returns
    -------
    dict
        A FeatureCollection in longitude and latitude. A feature for each task, object and altitude:
        the cells of the map that are seen, joined. Properties: site, mode, boresight_deg, task,
        object, cross_section_m2, altitude_km, area_km2 of those cells, and area_km2_by_country, the
        same by what lies under them; they are the areas of the dataset.

    References
    ----------
    .. [1] H. Butler et al., "The GeoJSON Format", RFC 7946, 2016, sections 3.1.6, 3.1.9, 3.3, 4.
    """
    cells = _cells(found)
    features = []
    for task in TASKS:
        for name in found["object"].values.tolist():
            for altitude_km in found["altitude_km"].values.tolist():
                at = found.sel(task=task, object=name, altitude_km=altitude_km)
                by_country = {
                    str(code): round(area, 1)
                    for code, area in zip(
                        at["country"].values.tolist(), at["area_km2"].values.tolist(), strict=True
                    )
                    if area > 0.0
                }
                features.append(
                    {
                        "type": "Feature",
                        "properties": {
                            "site": found.attrs["site"],
                            "mode": found.attrs["mode"],
                            "boresight_deg": found.attrs["boresight_deg"],
                            "task": task,
                            "object": name,
                            # held in single precision
                            "cross_section_m2": round(float(at["cross_section_m2"]), 9),
                            "altitude_km": altitude_km,
                            "area_km2": round(float(at["area_km2"].sum()), 1),
                            "area_km2_by_country": by_country,
                        },
                        "geometry": mapping(_joined(cells[at["seen"].values])),
                    }
                )
    return {"type": "FeatureCollection", "features": features}


def _cells(found: xr.Dataset) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    """Cells of the map as rectangles in degrees, shape (rows, columns)."""
    latitude, longitude = found["latitude"].values, found["longitude"].values
    half = 0.5 * float(np.diff(latitude).mean())
    south, north = (np.clip(latitude + side, -90.0, 90.0)[:, None] for side in (-half, half))
    return np.asarray(shapely.box(longitude - half, south, longitude + half, north))


def _joined(cells: np.ndarray[tuple[int, ...], np.dtype[np.object_]]) -> MultiPolygon:
    """Join cells; their corners stay, so that an edge along a parallel is not cut short."""
    return as_written(shapely.coverage_union_all(cells)) if cells.size else MultiPolygon()
