"""Maps and what is drawn on them."""

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from matplotlib.figure import Figure

from bongsu.geography.grid import region_grid, world_grid
from bongsu.geography.outlines import NAMES, WGS84, country
from bongsu.report.maps.canvas import azimuthal_map, korea_map, polygon_path, scale_bar
from bongsu.report.maps.layers import (
    draw_categories,
    draw_cells,
    draw_field,
    draw_path,
    draw_points,
    draw_polygon,
)
from bongsu.report.style import CYCLE, REASON_COLOURS, SETTINGS, figure_style, picture

SITE = (35.92, 128.29)


@pytest.fixture
def korea():
    return korea_map(Figure(figsize=(4.0, 4.5)).subplots())


@pytest.fixture
def east_asia():
    return azimuthal_map(Figure(figsize=(4.0, 4.0)).subplots(), *SITE, 2.0e6)


def luminance(colour):
    """Relative luminance of WCAG 2.1."""
    channels = np.array(mpl.colors.to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_the_style_is_left_as_it_was():
    before = mpl.rcParams["font.size"], mpl.rcParams["axes.prop_cycle"]
    with figure_style():
        assert mpl.rcParams["font.size"] == SETTINGS["font.size"]
        assert mpl.rcParams["axes.prop_cycle"].by_key()["color"] == list(CYCLE)
    assert (mpl.rcParams["font.size"], mpl.rcParams["axes.prop_cycle"]) == before


def test_reasons_differ_in_lightness_too():
    shades = sorted(luminance(colour) for colour in REASON_COLOURS.values())
    assert np.diff(shades).min() > 0.02
    assert luminance(REASON_COLOURS["out-of-reach"]) > 3 * luminance(REASON_COLOURS["defended"])


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_figure_gives_the_same_picture(kind):
    def draw():
        with figure_style():
            figure = Figure(figsize=(2.0, 2.0))
            figure.subplots().plot([0, 1], [0, 1])
            return picture(figure, alt="a line", caption="c", kind=kind)

    assert draw() == draw()
    assert draw().data_uri.startswith(f"data:image/{'svg+xml' if kind == 'svg' else 'png'};base64,")


def test_distances_from_the_middle_of_an_azimuthal_map_are_true(east_asia):
    latitude, longitude = np.array([39.9, 43.1, 31.2]), np.array([116.4, 131.9, 121.5])
    _, _, distance = WGS84.inv(np.full(3, SITE[1]), np.full(3, SITE[0]), longitude, latitude)
    assert np.hypot(*east_asia.plane(latitude, longitude)) == pytest.approx(distance, rel=1e-6)


def test_scale_on_the_map_of_korea_is_true_to_a_percent(korea):
    for site in [(37.57, 126.98), (35.18, 129.08), (33.5, 126.5)]:
        lon, lat, _ = WGS84.fwd(site[1], site[0], 60.0, 50_000.0)
        (x0, y0), (x1, y1) = korea.plane(*site), korea.plane(lat, lon)
        assert float(np.hypot(x1 - x0, y1 - y0)) == pytest.approx(50_000.0, rel=0.01)


def test_land_is_cut_to_the_frame_and_keeps_its_area(korea, east_asia):
    assert korea.shown(country("KOR")).area == pytest.approx(98_544e6, rel=0.01)
    assert east_asia.frame.buffer(1.0).covers(east_asia.shown(country("CHN")))
    assert east_asia.shown(country("USA")).is_empty


def test_a_hemisphere_does_not_tear_land_at_the_antipode():
    chart = azimuthal_map(Figure().subplots(), 65.0, -170.0, 9.0e6)
    for code in NAMES:
        shape = chart.shown(country(code))
        assert shape.is_valid
        assert chart.frame.buffer(1.0).covers(shape)


def test_names_are_written_where_there_is_room(korea, east_asia):
    assert {text.get_text() for text in korea.axes.texts} == {"NORTH KOREA", "JAPAN"}
    assert {"CHINA", "RUSSIA", "MONGOLIA", "JAPAN"} == {t.get_text() for t in east_asia.axes.texts}


def test_categories_show_their_share_of_the_area(korea):
    grid = region_grid("KOR", 30_000.0)
    category = np.where(grid.latitude_deg < 36.5, "defended", "too-late")
    handles = draw_categories(korea, grid, category.tolist(), REASON_COLOURS)
    share = grid.share(category == "defended")
    assert [handle.get_label() for handle in handles] == [
        f"defended ({share:.0%})",
        f"too-late ({1 - share:.0%})",
    ]


def test_values_colour_cells_and_blank_ones_are_left_out(korea):
    grid = region_grid("KOR", 60_000.0)
    values = np.where(grid.latitude_deg < 36.0, np.nan, grid.latitude_deg)
    filled = draw_cells(korea, grid, values, low=33.0, high=39.0)
    assert len(filled.get_array()) >= (~np.isnan(values)).sum()
    assert filled.get_array().min() >= 36.0
    assert filled.get_clim() == (33.0, 39.0)


def test_a_field_is_drawn_within_the_frame_only(east_asia):
    grid = world_grid(5.0, subdivisions=1)
    values = np.ones(grid.area_km2.shape)
    values[0] = np.nan
    mesh = draw_field(east_asia, grid.latitude_deg, grid.longitude_deg, values, low=0.0, high=1.0)
    shown = ~np.ma.getmaskarray(mesh.get_array())
    assert 0 < shown.sum() < values.size / 4
    assert not shown[0].any()


def test_names_of_neighbouring_places_do_not_cover_each_other(korea):
    before = len(korea.axes.texts)
    draw_points(
        korea,
        [35.92, 35.87, 35.99, 37.57],
        [128.29, 128.60, 128.40, 126.98],
        names=["Seongju", "Daegu", "Chilgok", "Seoul"],
    )
    boxes = [text.get_window_extent() for text in korea.axes.texts[before:]]
    assert len(boxes) == 4
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_places_off_the_map_are_left_out(korea):
    before = len(korea.axes.texts)
    draw_points(korea, [51.5], [0.0], names=["London"])
    assert len(korea.axes.texts) == before


def test_everything_else_draws(east_asia):
    scale_bar(east_asia, 500e3)
    draw_polygon(east_asia, shapely.box(120.0, 30.0, 130.0, 40.0), colour="k", label="box")
    draw_path(east_asia, [35.9, 51.5], [128.3, 0.0], label="track")
    x = east_asia.axes.lines[-1].get_xdata()
    assert np.isfinite(x[0])
    assert np.isnan(x[1])
    assert "500 km" in {text.get_text() for text in east_asia.axes.texts}
    assert len(polygon_path(shapely.MultiPolygon()).vertices) == 0
