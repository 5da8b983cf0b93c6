"""Maps of what a radar sees show what the tables count: at any site, for any number of heights."""

import numpy as np
import pytest

from bongsu.report.lettering import Figure
from bongsu.report.radar.compare import compared_figure
from bongsu.report.radar.coverage import coverage_figure, edge_m
from bongsu.studies.radar.compare import compared_map
from bongsu.studies.radar.view.own import view_coverage, view_map, view_profile
from bongsu.studies.radar.view.station import radar_view


def drawn_km2(found, axes, area):
    """Area of the cells that a panel shows in colour."""
    [mesh] = axes.collections
    shown = ~np.ma.getmaskarray(mesh.get_array()).reshape(found["seen"].shape[2:])
    return float((shown * area[None, :]).sum())


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.0, 0.0), (-90.0, 0.0), (-89.0, 40.0), (84.0, 179.5), (-17.8, 178.0), (36.05, 128.22)],
)
def test_the_picture_shows_what_the_table_counts(korea, latitude, longitude):
    """Before: a box that stopped at 75 and 85 degrees, an empty picture of 350,143 km2."""
    heights = [100.0, 500.0]
    # at a pole the edge of the view runs along a row of the table's grid, in or out as a whole
    worst = 0.05 if abs(latitude) == 90.0 else 0.02
    there = korea.moved((latitude, longitude), facing=90.0)
    view = radar_view(there)
    table = view_coverage(there, altitudes_km=heights, objects=["reentry-vehicle"])
    counted = table["area_km2"].sel(object="reentry-vehicle").sum("country")
    section = float(table["cross_section_m2"].sel(object="reentry-vehicle"))
    found = view_map(view, altitudes_km=heights, cross_section_m2=section)
    area = found["cell_area_km2"]
    for task in ("detect", "track"):
        for height in heights:
            seen = found["seen"].sel(task=task, altitude_km=height)
            assert float((seen * area).sum()) == pytest.approx(
                float(counted.sel(task=task, altitude_km=height)), rel=worst
            )
    panels = coverage_figure(found, object_key="reentry-vehicle").axes
    for axes, height in zip(panels, heights, strict=True):
        told = float(counted.sel(altitude_km=height).max("task"))
        assert drawn_km2(found, axes, area.values) == pytest.approx(told, rel=worst)


def test_the_range_at_which_counting_ends_is_said(korea):
    view = radar_view(korea.in_mode("forward-based"))
    small, large = (
        view_map(view, altitudes_km=[1000.0], cross_section_m2=section) for section in (0.01, 1e3)
    )
    assert small.attrs["limit"] == ""
    limit = view.design.maximum_range_m if view.design.maximum_range_m < 6e6 else 6e6
    said = f"Nothing is counted beyond {limit / 1e3:,.0f} km from the radar."
    assert large.attrs["limit"] == said
    assert said in coverage_figure(large, object_key="hangar").get_suptitle()


def test_nothing_that_is_seen_lies_beyond_the_edge(korea):
    for mode, section in (("terminal", 0.01), ("forward-based", 30.0)):
        view = radar_view(korea.in_mode(mode).moved((60.0, 10.0), facing=10.0))
        found = view_map(view, altitudes_km=[300.0, 1500.0], cross_section_m2=section)
        assert found["seen"].any()
        assert not found["seen"].isel(ground_range_km=-1).any()
        farthest = (
            found["ground_range_km"]
            .values[found["seen"].any(("task", "altitude_km", "azimuth_deg"))]
            .max()
        )
        assert 1e3 * farthest > 0.85 * edge_m(found)


def test_each_height_has_a_map_and_each_radar_its_whole_view(korea):
    """Before: the first three heights, out to what the new radar sees."""
    heights = [50.0, 100.0, 200.0, 500.0]
    found = compared_map(korea, altitudes_km=heights, cross_section_m2=0.01)
    figure = compared_figure(
        found, None, object_key="reentry-vehicle", object_title="Re-entry vehicle"
    )
    titles = [axes.get_title() for axes in figure.subfigs[0].axes if axes.get_title()]
    assert titles == ["50 km high", "100 km high", "200 km high", "500 km high"]
    assert not (found["new"] | found["before"]).isel(ground_range_km=-1).any()
    assert isinstance(figure, Figure)


def test_a_slice_reaches_as_high_as_anything_is_seen(korea):
    view = radar_view(korea)
    profile = view_profile(view, 1.0)
    enough = profile["snr_per_m2"] * 1.0 >= profile.attrs["required_snr"]
    assert enough.any()
    assert not enough.isel(altitude_km=-1).any()
