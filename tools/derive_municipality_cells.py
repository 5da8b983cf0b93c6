"""Make ``municipality-cells.geojson``: one cell per municipality, of its area, about its centroid.

No boundaries of municipalities come with the package, only centroid, area and population. This
finds the power diagram (weighted Voronoi diagram) of the centroids whose cells, clipped to the
coast, have the published areas, scaled by one factor per connected group of cells (the mainland
with its near islands, Jeju, Ulleung) so that they fill the outline. Such weights exist and are
unique up to a constant per group [1]_; the damped Newton method of [1]_, algorithm 1, finds them.
Run by hand, in the package's environment::

    uv run tools/derive_municipality_cells.py

References
----------
.. [1] J. Kitagawa, Q. Merigot, B. Thibert, "Convergence of a Newton algorithm for semi-discrete
   optimal transport", J. Eur. Math. Soc. 21, 2603-2651, 2019.
"""

import csv
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.sparse import coo_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve
from scipy.spatial import ConvexHull

from bongsu.geography.grid import equal_area_projection
from bongsu.geography.outlines import country

Floats = NDArray[np.float64]

DATA = files("bongsu.catalog") / "data"
OUTPUT = Path(__file__).parents[1] / "src/bongsu/geography/data/municipality-cells.geojson"
AREA_TOLERANCE = 1e-4  # of each cell's area; finer than the outline itself
FRAME_KM = 2000.0  # half side of a square that holds every cell before clipping


def neighbours(sites: Floats, weights: Floats) -> list[list[int]]:
    """Neighbours of each cell of the power diagram: the lower hull of the lifted sites."""
    lift = (sites**2).sum(axis=1) - weights
    hull = ConvexHull(np.column_stack([sites, lift]))
    found: list[set[int]] = [set() for _ in sites]
    for triangle in hull.simplices[hull.equations[:, 2] < 0.0]:
        for i in triangle:
            found[i].update(int(j) for j in triangle if j != i)
    return [sorted(f) for f in found]


def clip(corners: list[Floats], owners: list[int], normal: Floats, limit: float, by: int) -> None:
    """Cut a convex polygon, in place, to ``normal . x <= limit``; the new edge belongs to ``by``.

    ``owners[k]`` is the neighbour across the edge from corner k to corner k + 1.
    """
    height = [float(normal @ c) - limit for c in corners]
    if max(height, default=-1.0) <= 0.0:
        return
    new_corners, new_owners = [], []
    for k, here in enumerate(corners):
        there, h0, h1 = corners[(k + 1) % len(corners)], height[k], height[(k + 1) % len(height)]
        if h0 <= 0.0:
            new_corners.append(here)
            new_owners.append(owners[k])
        if (h0 <= 0.0) != (h1 <= 0.0):
            new_corners.append(here + (there - here) * (h0 / (h0 - h1)))
            new_owners.append(by if h0 <= 0.0 else owners[k])
    corners[:], owners[:] = new_corners, new_owners


def convex_cell(
    i: int, near: list[int], sites: Floats, weights: Floats
) -> tuple[list[Floats], list[int]]:
    """Corners of one cell before clipping to the coast, and the neighbour across each edge."""
    frame = FRAME_KM * np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    corners, owners = list(frame), [-1] * 4
    for j in near:
        normal = 2.0 * (sites[j] - sites[i])
        limit = float(sites[j] @ sites[j] - weights[j] - sites[i] @ sites[i] + weights[i])
        clip(corners, owners, normal, limit, j)
    return corners, owners


def diagram(
    sites: Floats, weights: Floats, outline: shapely.Geometry
) -> tuple[NDArray[np.object_], coo_array]:
    """Clipped cells, and the derivative of their areas by the weights."""
    cells, rows, columns, edges = [], [], [], []
    for i, near in enumerate(neighbours(sites, weights)):
        corners, owners = convex_cell(i, near, sites, weights)
        cells.append(shapely.Polygon(corners) if len(corners) > 2 else shapely.Polygon())
        for k, j in enumerate(owners):
            if j > i:
                rows.append(i)
                columns.append(j)
                edges.append(shapely.LineString([corners[k], corners[(k + 1) % len(corners)]]))
    clipped = shapely.intersection(np.array(cells, object), outline)
    length = shapely.length(shapely.intersection(np.array(edges, object), outline))
    touching = length > 0.0
    one, other = np.array(rows)[touching], np.array(columns)[touching]
    slope = length[touching] / (2.0 * np.linalg.norm(sites[one] - sites[other], axis=1))
    count = len(sites)
    own = np.bincount(one, slope, count) + np.bincount(other, slope, count)
    values = np.concatenate([-slope, -slope, own])
    diagonal = np.arange(count)
    index = (
        np.concatenate([one, other, diagonal]),
        np.concatenate([other, one, diagonal]),
    )
    return clipped, coo_array((values, index), shape=(count, count))


def balanced(published: Floats, sites: Floats, outline: shapely.Geometry) -> Floats:
    """Published areas, scaled so that each connected group of cells fills the land it has."""
    cells, slope = diagram(sites, np.zeros(len(sites)), outline)
    groups, group = connected_components(slope, directed=False)
    print(f"{groups} groups of cells, sizes {sorted(np.bincount(group).tolist())}")
    scale = np.bincount(group, shapely.area(cells)) / np.bincount(group, published)
    print(f"areas scaled by {np.round(scale, 4).tolist()}")
    return np.asarray(published * scale[group])


def area_matched(sites: Floats, target: Floats, outline: shapely.Geometry) -> NDArray[np.object_]:
    """Cells of the power diagram whose clipped areas are the target areas."""
    weights = np.zeros(len(sites))
    cells, slope = diagram(sites, weights, outline)
    area = shapely.area(cells)
    smallest = 0.5 * min(area.min(), target.min())
    if smallest <= 0.0:
        raise SystemExit("an unweighted cell lies wholly at sea: move its centroid")
    # The weights are free up to a constant per group; a faint pull to zero fixes it.
    pull = 1e-9 * eye_array(len(sites))
    while np.abs(area / target - 1.0).max() > AREA_TOLERANCE:
        step = spsolve((slope + pull).tocsc(), target - area)
        error = np.linalg.norm(area - target)
        damping = 1.0
        while True:
            trial = weights + damping * step
            cells, slope = diagram(sites, trial, outline)
            area = shapely.area(cells)
            if (
                area.min() >= smallest
                and np.linalg.norm(area - target) <= (1 - damping / 2) * error
            ):
                break
            damping /= 2.0
        weights = trial
    return cells


def main() -> None:
    """Read the table of municipalities and write their cells."""
    with (DATA / "municipalities-2015.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    outline = country("KOR")
    projection = equal_area_projection(outline).replace("+units=m", "+units=km")
    to_plane = Transformer.from_crs("EPSG:4326", projection, always_xy=True)

    def projected(transform: Transformer, geometry: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(
            geometry, lambda xy: np.column_stack(transform.transform(xy[:, 0], xy[:, 1]))
        )

    plane = shapely.make_valid(projected(to_plane, outline))
    longitude = [float(row["centroid_lon"]) for row in rows]
    latitude = [float(row["centroid_lat"]) for row in rows]
    published = np.array([float(row["area_km2_from_polygon"]) for row in rows])
    sites = np.column_stack(to_plane.transform(longitude, latitude))
    cells = area_matched(sites, balanced(published, sites, plane), plane)
    to_degrees = Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
    features = [
        {
            "type": "Feature",
            "id": row["kostat_code"],
            "properties": {},
            "geometry": json.loads(
                shapely.to_geojson(shapely.set_precision(projected(to_degrees, cell), 1e-5))
            ),
        }
        for row, cell in zip(rows, cells, strict=True)
    ]
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    OUTPUT.write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n")
    print(f"{OUTPUT}: {OUTPUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
