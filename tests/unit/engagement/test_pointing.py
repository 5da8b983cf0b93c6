"""Boresights that keep places in the sector."""

from math import degrees, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import InputError
from bongsu.physics.radar.pointing import bearing, boresights_holding


def test_one_place_allows_a_full_sector_about_it() -> None:
    found = boresights_holding(36.0, 128.0, [(40.0, 128.0)], radians(60.0))
    assert found is not None
    assert degrees(found.last - found.first) == pytest.approx(120.0)
    assert degrees(found.middle) % 360.0 == pytest.approx(0.0, abs=1e-9)


def test_two_places_leave_what_the_sector_has_to_spare() -> None:
    found = boresights_holding(0.0, 0.0, [(1.0, 0.0), (0.0, 1.0)], radians(60.0))
    assert found is not None
    assert degrees(found.last - found.first) == pytest.approx(30.0, abs=1e-6)
    assert degrees(found.middle) == pytest.approx(45.0, abs=1e-6)


def test_bearing_of_the_four_directions() -> None:
    ends = [(1.0, 127.0), (0.0, 128.0), (-1.0, 127.0), (0.0, 126.0)]
    found = [degrees(bearing(0.0, 127.0, *end)) for end in ends]
    assert found == pytest.approx([0.0, 90.0, 180.0, 270.0])


def test_places_all_around_cannot_be_held() -> None:
    around = [(1.0, 0.0), (-0.5, 0.9), (-0.5, -0.9)]
    assert boresights_holding(0.0, 0.0, around, radians(60.0)) is None
    with pytest.raises(InputError, match="no place"):
        boresights_holding(0.0, 0.0, [], 1.0)


@given(
    st.lists(st.tuples(st.floats(-5.0, 5.0), st.floats(-5.0, 5.0)), min_size=1, max_size=6),
    st.floats(0.2, 2.0),
)
def test_every_boresight_found_holds_every_place(
    places: list[tuple[float, float]], half_sector: float
) -> None:
    from pyproj import Geod

    places = [(lat + 20.0, lon) for lat, lon in places]
    found = boresights_holding(0.0, 0.0, places, half_sector)
    if found is None:
        return
    for boresight in found.spread(5):
        for lat, lon in places:
            bearing = radians(Geod(ellps="WGS84").inv(0.0, 0.0, lon, lat)[0])
            off = (bearing - boresight + 9.42477796076938) % 6.283185307179586 - 3.141592653589793
            assert abs(off) <= half_sector + 1e-6
