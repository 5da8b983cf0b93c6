# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy", "pycountry", "shapely>=2.0.6"]
# ///
"""Make ``borders.topo.json`` from world-atlas 2.0.2, that is Natural Earth 4.1.0, public domain.

Run once, by hand, where npm and a network are there; the package never needs either::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    uv run tools/derive_borders.py package/countries-10m.json

The arcs of the topology are thinned, not the polygons: two neighbours share the thinned arc, so no
gap or overlap opens along a border. Arcs of both Koreas, Japan and Taiwan stay as they are, and so
do those of Guam, Israel and the United Arab Emirates, which are small.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pycountry  # type: ignore[import-not-found]
import shapely

FULL_DETAIL = {"KOR", "PRK", "JPN", "TWN", "GUM", "ISR", "ARE"}
# with the neighbours of Guam, Israel, the United Arab Emirates and Turkey
REGION = {"CHN", "RUS", "MNG", "HKG", "MAC", "MNP", "TUR", "CYP", "SYR", "LBN", "PSE", "JOR"} | {
    "IRQ", "IRN", "KWT", "BHR", "QAT", "OMN"
}  # fmt: skip
# Tolerance [deg of latitude] and smallest island [deg2]: about 0.9 km and 5 km2 in the region, 4 km
# and 250 km2 elsewhere, where outlines only serve as a backdrop and to tell land from sea.
DETAIL = {"full": (0.0, 0.0), "region": (0.008, 0.0005), "world": (0.04, 0.025)}
DROPPED = {"ATA"}  # a ring around a pole; no study looks there
OUTPUT = Path(__file__).parents[1] / "src/bongsu/geography/data/borders.topo.json"


def detail_of(code: str) -> str:
    """Level of detail kept for a country."""
    if code in FULL_DETAIL:
        return "full"
    return "region" if code in REGION else "world"


def iso_code(geometry: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-3 code, or "" where Natural Earth gives none."""
    country = pycountry.countries.get(numeric=geometry["id"]) if geometry.get("id") else None
    return country.alpha_3 if country else ""


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Rings of arc numbers of each polygon."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", []))


def thin(arc: np.ndarray, tolerance: float) -> np.ndarray:
    """Douglas-Peucker on an arc of quantised degrees, with longitude scaled to its latitude."""
    if tolerance == 0.0 or len(arc) < 3:
        return arc
    scale = np.array([np.cos(np.radians(arc[:, 1].mean())), 1.0])
    line = shapely.simplify(shapely.LineString(arc * scale), tolerance, preserve_topology=False)
    return np.asarray(shapely.get_coordinates(line) / scale)


def join(ring: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """Coordinates of a ring of arc numbers (a negative number means reversed)."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return np.concatenate([pieces[0], *(p[1:] for p in pieces[1:])])


def derive(source: dict[str, Any]) -> dict[str, Any]:
    """Thinned topology of a world-atlas topology."""
    scale, shift = (np.array(source["transform"][k]) for k in ("scale", "translate"))
    arcs = [np.cumsum(np.array(a, float), axis=0) * scale + shift for a in source["arcs"]]
    countries = [
        (iso_code(g), g["properties"]["name"], polygons_of(g))
        for g in source["objects"]["countries"]["geometries"]
    ]
    countries = [c for c in countries if c[0] not in DROPPED]
    tolerance = np.full(len(arcs), np.inf)
    for code, _, polygons in countries:
        for number in (i if i >= 0 else ~i for p in polygons for ring in p for i in ring):
            tolerance[number] = min(tolerance[number], DETAIL[detail_of(code)][0])
    thinned = [thin(a, t) if np.isfinite(t) else a for a, t in zip(arcs, tolerance, strict=True)]

    kept: dict[int, int] = {}
    geometries = []
    for code, name, polygons in sorted(countries):
        smallest = DETAIL[detail_of(code)][1]
        out = []
        for polygon in polygons:
            rings = [r for r in polygon if len(join(r, thinned)) > 3]
            if not rings or rings[0] is not polygon[0]:
                continue
            outline = join(rings[0], thinned)
            if shapely.Polygon(outline).area * np.cos(np.radians(outline[0, 1])) < smallest:
                continue
            out.append([[renumber(i, kept) for i in ring] for ring in rings])
        if out:
            geometries.append(
                {"type": "MultiPolygon", "id": code, "properties": {"name": name}, "arcs": out}
            )
    return {
        "type": "Topology",
        "transform": source["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [encode(thinned[number], scale, shift) for number in kept],
    }


def renumber(index: int, kept: dict[int, int]) -> int:
    """New number of an arc, numbering arcs as they are first met."""
    number = kept.setdefault(index if index >= 0 else ~index, len(kept))
    return number if index >= 0 else ~number


def encode(arc: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> list[list[int]]:
    """Quantise and difference an arc, as TopoJSON has it."""
    steps = np.rint((arc - shift) / scale).astype(int)
    steps[1:] -= steps[:-1].copy()
    return steps.tolist()  # type: ignore[no-any-return]


def main() -> None:
    """Read the source named on the command line and write the package's file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    topology = derive(json.loads(options.source.read_text()))
    text = json.dumps(topology, separators=(",", ":"), ensure_ascii=False)
    options.output.write_text(text + "\n")
    print(f"{options.output}: {len(text) / 1e3:.0f} kB, {len(topology['arcs'])} arcs")


if __name__ == "__main__":
    main()
