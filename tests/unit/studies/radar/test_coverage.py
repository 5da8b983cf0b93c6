"""Coverage over a map, what a second radar adds, slices in range and height."""

from dataclasses import replace
from math import pi, radians

import numpy as np
import pytest

from bongsu.engagement.factory import radar_design
from bongsu.errors import InputError
from bongsu.geography.grid import WorldGrid, world_grid
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.physics.radar.kernels.signal import signal_to_noise
from bongsu.studies.radar.view.cells import grid_holding, radar_grid
from bongsu.studies.radar.view.coverage import combined_coverage, coverage
from bongsu.studies.radar.view.slice import range_height
from bongsu.studies.radar.view.station import RadarView, Station

STATION = Station(
    name="here",
    designs={mode: radar_design("an-tpy-2", mode) for mode in ("terminal", "forward-based")},
    latitude=radians(36.0),
    longitude=radians(128.2),
    altitude=600.0,
    refraction="four-thirds",
)
SECTIONS = {"warhead": 0.01, "stage": 3.0}


@pytest.fixture(scope="module")
def grid() -> WorldGrid:
    return world_grid(1.0, south=28.0, north=52.0, west=112.0, east=142.0)


def look(grid, station=STATION, boresight=340.0, altitudes=(100.0, 300.0), modes=("terminal",)):
    return coverage(
        station,
        grid,
        boresights_deg=[boresight],
        altitudes_km=list(altitudes),
        cross_sections_m2=SECTIONS,
        modes=modes,
    )


def test_a_cell_is_seen_when_its_centre_is(grid):
    found = look(grid)
    radar = STATION.facing("terminal", radians(340.0))
    for latitude, longitude in ((40.5, 126.5), (44.5, 124.5), (47.5, 120.5), (33.5, 130.5)):
        point = geodetic_to_ecef(radians(latitude), radians(longitude), 300e3)
        ratio = signal_to_noise(radar, *point, SECTIONS["warhead"])
        seen = found["seen"].sel(
            task="detect", mode="terminal", boresight_deg=340.0, object="warhead",
            altitude_km=300.0, latitude=latitude, longitude=longitude,
        )  # fmt: skip
        assert bool(seen) == (ratio >= radar.required_snr)


def test_area_is_the_sum_over_seen_cells(grid):
    found = look(grid)
    seen = found["seen"].sel(task="detect", object="stage", altitude_km=300.0).squeeze()
    by_hand = (grid.area_by_code_km2.toarray() * seen.values.ravel()).sum(axis=1)
    area = found["area_km2"].sel(task="detect", object="stage", altitude_km=300.0).squeeze()
    np.testing.assert_allclose(area.values, by_hand)
    assert area.sel(country="PRK") == pytest.approx(120.5e3, rel=0.05)
    assert found["area_share"].sel(country="PRK").max() <= 1.0


def test_shares_of_the_view_make_up_the_whole(grid):
    found = look(grid)
    share, area = found["view_share"], found["area_km2"]
    np.testing.assert_allclose(share.sum("country").where(area.sum("country") > 0.0, 1.0), 1.0)
    np.testing.assert_allclose((share * area.sum("country")).fillna(0.0), area, atol=1e-6)
    assert 0.1 < float(share.sel(task="detect", country="sea").max()) < 1.0
    nothing = look(grid, altitudes=(5000.0,))["view_share"].sel(object="warhead")
    assert nothing.isnull().all()


def test_more_signal_never_sees_less(grid):
    found = look(grid)["seen"]
    small, large = found.sel(object="warhead").values, found.sel(object="stage").values
    detect, track = found.sel(task="detect").values, found.sel(task="track").values
    assert not (small & ~large).any()
    assert (large & ~small).any()
    assert not (detect & ~track).any()
    assert (track & ~detect).any()


@pytest.mark.parametrize(
    "change",
    [
        {"station": replace(STATION, latitude=radians(35.0))},
        {"station": replace(STATION, refraction="straight")},
        {"boresight": 300.0},
        {"altitudes": (60.0, 300.0)},
        {"modes": ("forward-based",)},
    ],
)
def test_every_input_matters(grid, change):
    plain, other = look(grid)["area_km2"].values, look(grid, **change)["area_km2"].values
    assert not np.array_equal(plain, other)


@pytest.mark.parametrize("boresight", [0.0, 90.0, 180.0, 270.0])
@pytest.mark.parametrize(("altitude", "section"), [(100.0, 0.01), (1000.0, 1.0), (3000.0, 1.0)])
def test_nothing_seen_lies_beyond_the_grid(boresight, altitude, section):
    grid = grid_holding(2.0, [STATION], altitudes_km=[altitude], cross_section_m2=section)
    found = coverage(
        STATION,
        grid,
        boresights_deg=[boresight],
        altitudes_km=[altitude],
        cross_sections_m2={"object": section},
    )
    seen = found["seen"].any(("task", "mode", "boresight_deg", "object", "altitude_km")).values
    assert seen.any()
    assert not seen[[0, -1]].any()
    if grid.longitude_deg[0] > -179.0:
        assert not seen[:, [0, -1]].any()


def test_grid_grows_only_where_a_radar_looks():
    home = radar_grid(2.0)
    assert grid_holding(2.0, [STATION], altitudes_km=[200.0], cross_section_m2=0.01) is home
    far = grid_holding(2.0, [STATION], altitudes_km=[3000.0], cross_section_m2=1.0)
    assert far.latitude_deg[0] < home.latitude_deg[0]
    overseas = replace(STATION, latitude=radians(-30.0), longitude=radians(20.0))
    both = grid_holding(2.0, [STATION, overseas], altitudes_km=[200.0], cross_section_m2=0.01)
    assert both.latitude_deg[0] < -40.0 < home.latitude_deg[-1] <= both.latitude_deg[-1]


def test_turning_to_the_other_side(grid):
    found = look(grid, boresight=160.0)
    assert found["area_km2"].sel(country="PRK").max() == 0.0
    assert found["area_km2"].sel(country="JPN").max() > 0.0


def test_what_a_second_radar_adds(grid):
    new = look(grid).sel(boresight_deg=[340.0])
    old = look(grid, boresight=300.0)
    both = combined_coverage([old], new, grid)
    area = both["area_km2"]
    union = area.sel(view="existing") + area.sel(view="gained")
    np.testing.assert_allclose(union.values, area.sel(view="union").values)
    assert not (both["gained"] & both["seen_before"]).any()
    assert float(area.sel(view="gained").sum()) > 0.0
    same = combined_coverage([new], new, grid)
    assert float(same["area_km2"].sel(view="gained").sum()) == 0.0


def test_coverages_that_do_not_belong_together(grid):
    new = look(grid)
    with pytest.raises(InputError, match="differ"):
        combined_coverage([look(grid, altitudes=(100.0, 400.0))], new, grid)
    with pytest.raises(InputError, match="at least one"):
        combined_coverage([], new, grid)
    two = look(grid, modes=("terminal", "forward-based"))
    with pytest.raises(InputError, match="one mode"):
        combined_coverage([new], two, grid)


def test_slice_is_the_radar_equation_above_the_floor():
    ranges, heights = np.linspace(50.0, 600.0, 12), np.linspace(0.0, 300.0, 31)
    view = RadarView(station=STATION, mode="terminal", boresight_deg=340.0)
    found = range_height(view, ranges_km=ranges, heights_km=heights)
    seen = found["snr_per_m2"] > 0.0
    # what lies a step above the ray at the floor is in the field of regard, what lies below is not
    step = heights[1] - heights[0]
    for distance in ranges:
        floor = float(found["floor_km"].sel(ground_range_km=distance))
        column = seen.sel(ground_range_km=distance)
        assert not column.sel(altitude_km=slice(0.0, floor - 1.0)).any()
        assert bool(column.sel(altitude_km=slice(floor + 1.0, floor + 1.0 + step)).any())
    design = STATION.designs["terminal"]
    peak = float(found["snr_per_m2"].sel(ground_range_km=300.0, method="nearest").max())
    assert 0.1 < peak / (design.constant_m2 / 3e5**4) < 1.05


def test_datasets_say_what_they_hold(grid):
    found = look(grid)
    for name in found.variables:
        # text has no unit
        assert ("units" in found[name].attrs) == (found[name].dtype.kind not in "OUS")
        assert found[name].attrs["long_name"]
    assert found.attrs["refraction"] == "four-thirds"


def test_bad_input(grid):
    with pytest.raises(InputError, match="mode"):
        look(grid, modes=("terminl",))
    with pytest.raises(InputError, match="needs"):
        look(grid, altitudes=())
    with pytest.raises(InputError, match="no mode"):
        STATION.facing("idle", pi)
