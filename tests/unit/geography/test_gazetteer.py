"""Any place of the map is found by the names that people use for it."""

import pytest

from bongsu.catalog import load_catalog
from bongsu.errors import InputError
from bongsu.geography.gazetteer import named_place
from bongsu.geography.population import municipalities


def found(word):
    return named_place(load_catalog(), word)


@pytest.mark.parametrize(
    ("word", "kind", "title"),
    [
        ("Seoul", "province", "Seoul"),
        ("서울", "province", "Seoul"),
        ("SUWON", "city", "Suwon-si"),
        ("수원", "city", "Suwon-si"),
        ("gangnam-gu", "municipality", "Gangnam-gu, Seoul"),
        ("성주군", "municipality", "Seongju-gun"),
        ("Okinawa", "target", "Okinawa"),
        ("Beijing", "populated-place", "Beijing"),
        ("Vladivostok, Russia", "populated-place", "Vladivostok"),
        ("1816670", "populated-place", "Beijing"),
        ("블라디보스토크", "populated-place", "Vladivostok"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(word, kind, title):
    assert (found(word).kind, found(word).title) == (kind, title)


def test_a_city_is_made_of_its_districts():
    rows = found("Suwon").municipalities
    assert {municipalities().name[row].split(", ")[1] for row in rows} == {"Suwon-si"}
    assert len(rows) == 4


def test_the_districts_of_all_provinces_are_all_municipalities():
    rows = found("Seoul").municipalities
    assert [municipalities().code[row][:2] for row in rows] == ["11"] * 25


@pytest.mark.parametrize("word", ["Goseong", "Suzhou"])
def test_a_name_of_several_is_refused_with_all_of_them(word):
    with pytest.raises(InputError, match=r"is the name of several: .*; .*; say which"):
        found(word)


def test_close_names_are_offered_for_one_that_is_not_there():
    with pytest.raises(InputError, match="close names: Beijing, China"):
        found("Bejing")
