"""Maps and what is drawn on them."""

import matplotlib as mpl
import numpy as np
import pytest
import shapely

from bongsu.geography.grid import region_grid
from bongsu.geography.outlines import NAMES, WGS84, area_km2, country, country_keys, country_name
from bongsu.output.pictures import picture_bytes
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import (
    View,
    azimuthal_map,
    land,
    marker_boxes,
    name_countries,
    plane_about,
    polygon_path,
    region_map,
    scale_bar,
    view_of,
    view_of_country,
)
from bongsu.report.maps.layers import (
    draw_bands,
    draw_cells,
    draw_classes,
    draw_path,
    draw_points,
    draw_polar_field,
    label_cities,
)
from bongsu.report.style import CYCLE, REASON_COLOURS, SETTINGS, figure_style
from bongsu.studies.footprint.contours import contours_over

SITE = (35.92, 128.29)


@pytest.fixture
def korea():
    return region_map(
        Figure(figsize=(4.0, 4.5)).subplots(), view_of_country("KOR"), emphasised=("KOR",)
    )


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
            return picture_bytes(figure, kind)

    assert draw() == draw()


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
    written = {text.get_text().replace("\n", " ") for text in korea.axes.texts}
    assert written == {"NORTH KOREA", "JAPAN", "100 km"}
    written = {text.get_text().replace("\n", " ") for text in east_asia.axes.texts}
    assert {"CHINA", "RUSSIA", "MONGOLIA", "JAPAN"} <= written
    assert not {"UNITED STATES", "FIJI"} & written


@pytest.mark.parametrize(
    ("code", "neighbours"),
    [("FJI", set()), ("ARE", {"OMAN", "SAUDI ARABIA"}), ("GUM", set()),
     ("JPN", {"RUSSIA", "SOUTH KOREA"}), ("NZL", set()),
     ("TUR", {"SYRIA", "IRAN", "GREECE"}),
     ("ISR", {"EGYPT", "JORDAN", "LEBANON"})],
)  # fmt: skip
def test_a_map_of_any_country_shows_it_and_names_its_neighbours(code, neighbours):
    figure = Figure(figsize=(4.0, 4.5))
    chart = region_map(figure.subplots(), view_of_country(code), emphasised=(code,))
    shown = chart.shown(country(code))
    # an equal-area plane, and nothing of it beyond the frame
    assert shown.area / 1e6 == pytest.approx(area_km2(country(code)), rel=2e-3)
    west, south, east, north = shown.bounds
    frame = chart.frame.bounds
    assert frame[0] < west < east < frame[2]
    assert frame[1] < south < north < frame[3]
    names = {text.get_text().replace("\n", " ") for text in chart.axes.texts}
    assert neighbours <= names
    assert country_name(code).upper() not in names
    # what lies at the antipode is not torn across the map: Mali about Fiji, Spain about New Zealand
    assert not {"MALI", "SPAIN", "NIGER"} & names
    assert any(name.endswith(" km") for name in names)


def test_a_view_holds_its_points_wherever_they_lie():
    for latitude, longitude in ([66.0, 67.0], [179.0, -178.0]), ([89.0, 89.5], [0.0, 170.0]):
        view = view_of(latitude, longitude, margin=0.1)
        chart = region_map(Figure().subplots(), view)
        assert shapely.intersects_xy(chart.frame, *chart.plane(latitude, longitude)).all()
        assert max(view.width_m, view.height_m) < 400e3


def test_cities_are_labelled_as_far_as_they_fit(korea):
    before = set(korea.axes.texts)
    label_cities(korea, most=4)
    new = [text for text in korea.axes.texts if text not in before]
    assert [text.get_text() for text in new] == ["Seoul", "Busan", "Incheon", "Daejeon"]
    boxes = [text.get_window_extent() for text in korea.axes.texts]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


@pytest.mark.parametrize(
    ("code", "cities"),
    [
        ("ARE", {"Abu Dhabi", "Al Ain City"}),
        ("JPN", {"Sapporo", "Fukuoka"}),
        ("GUM", {"Dededo Village", "Yigo Village"}),
    ],
)
def test_cities_of_the_country_shown_come_first(code, cities):
    chart = region_map(Figure(figsize=(4.0, 4.5)).subplots(), view_of_country(code))
    before = set(chart.axes.texts)
    label_cities(chart, most=6, size=5.5, country=code)
    new = {text.get_text() for text in chart.axes.texts if text not in before}
    assert cities <= new
    assert not {"Seoul", "Busan", "Daejeon"} & new


@pytest.mark.parametrize(
    "plane",
    [
        view_of_country("KOR").plane,
        view_of_country("FJI").plane,
        view_of_country("RUS").plane,
        plane_about(89.0, 0.0, 4e6),
        plane_about(36.0, 128.0, 15e6),
    ],
    ids=["Korea", "Fiji", "Russia", "the pole", "nearly all"],
)
def test_no_country_that_reaches_into_the_frame_is_left_out(plane):
    seen = {code for code in country_keys() if not plane.shown(country(code)).is_empty}
    assert {code for code, _ in land(plane) if code} == seen


def test_classes_show_their_share_of_the_area_without_gaps(korea):
    grid = region_grid("KOR", 30_000.0)
    category = np.select(
        [grid.latitude_deg < 36.5, grid.longitude_deg < 128.0], ["defended", "too-late"], "too-low"
    )
    before = set(korea.axes.patches)
    handles = draw_classes(korea, contours_over(grid), category.tolist(), REASON_COLOURS)
    share = grid.share(category == "defended")
    assert handles[0].get_label() == f"defended ({100 * share:.0f} %)"
    drawn = [patch for patch in korea.axes.patches if patch not in before]
    areas = [area_of(patch.get_path()) / 1e6 for patch in drawn]
    assert sum(areas) == pytest.approx(area_km2(country("KOR")), rel=1e-3)
    assert areas[0] == pytest.approx(grid.area_km2[category == "defended"].sum(), rel=0.03)


def area_of(path):
    """Area that a compound path holds: exteriors one way round, holes the other."""
    total = 0.0
    for ring in path.to_polygons():
        x, y = ring.T
        total += 0.5 * float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
    return abs(total)


def test_bands_fill_what_is_known_and_the_whole_range(korea):
    grid = region_grid("KOR", 40_000.0)
    values = np.where(grid.latitude_deg < 35.0, np.nan, 100.0)
    filled = draw_bands(korea, contours_over(grid), values, (0.0, 50.0, 100.0))
    # a value at the upper end belongs to the last band
    assert [len(path.vertices) > 0 for path in filled.get_paths()] == [False, True]
    clip, _ = filled.get_clip_path().get_transformed_path_and_affine()
    north = korea.plane(36.5, 128.0)[1]
    assert clip.get_extents().y1 > north > clip.get_extents().y0 > korea.plane(33.4, 126.5)[1]


def test_values_colour_cells_and_blank_ones_are_left_out(korea):
    grid = region_grid("KOR", 60_000.0)
    values = np.where(grid.latitude_deg < 36.0, np.nan, grid.latitude_deg)
    filled = draw_cells(korea, grid.cells, values, low=33.0, high=39.0)
    assert len(filled.get_array()) >= (~np.isnan(values)).sum()
    assert filled.get_array().min() >= 36.0
    assert filled.get_clim() == (33.0, 39.0)


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


def test_names_and_marks_do_not_cover_each_other():
    """Before: the triangle of the radar on the letters of its country, a city under a name."""
    chart = azimuthal_map(Figure(figsize=(4.0, 4.0)).subplots(), *SITE, 2.0e6, names=False)
    draw_points(chart, [SITE[0], 35.75], [SITE[1], 135.2], names=("Here", "Kyogamisaki"))
    label_cities(chart, most=4, size=5.5)
    name_countries(chart)
    names = {text.get_text().replace("\n", " "): text for text in chart.axes.texts}
    assert {"NORTH KOREA", "JAPAN", "Seoul", "Busan"} <= set(names)
    marks = marker_boxes(chart.axes)
    assert len(marks) > 4
    for index, mark in enumerate(marks):
        assert not any(mark.overlaps(other) for other in marks[:index])
    for name, text in names.items():
        box = text.get_window_extent()
        for mark in marks:
            middle = (mark.x0 + mark.x1) / 2.0, (mark.y0 + mark.y1) / 2.0
            assert not box.contains(*middle), name


def test_places_off_the_map_are_left_out(korea):
    before = len(korea.axes.texts)
    draw_points(korea, [51.5], [0.0], names=["London"])
    assert len(korea.axes.texts) == before


def test_directions_and_distances_fill_a_round_map(east_asia):
    azimuth, distance = np.arange(0.5, 360.0), np.arange(5e4, 2e6, 1e5)
    values = np.full((360, 20), np.nan)
    values[85:95] = 1.0
    mesh = draw_polar_field(east_asia, azimuth, distance, values, low=0.0, high=1.0)
    shown = ~np.ma.getmaskarray(mesh.get_array())
    assert shown.sum() == 200
    corners = mesh.get_coordinates()[85:96]
    assert corners[..., 0].max() == pytest.approx(2e6)  # to the east
    assert np.abs(corners[..., 1]).max() < 2e6 * np.sin(np.radians(5.1))


def test_everything_else_draws(east_asia):
    scale_bar(east_asia, 500e3)
    draw_path(east_asia, [35.9, 51.5], [128.3, 0.0], label="track")
    x = east_asia.axes.lines[-1].get_xdata()
    assert np.isfinite(x[0])
    assert np.isnan(x[1])
    assert "500 km" in {text.get_text() for text in east_asia.axes.texts}
    assert len(polygon_path(shapely.MultiPolygon()).vertices) == 0


@pytest.mark.parametrize("latitude", [-75.0, -10.0, 36.0, 82.0])
@pytest.mark.parametrize("longitude", [-179.0, 10.0, 128.0])
@pytest.mark.parametrize("half_km", [150.0, 2_000.0, 6_000.0])
def test_countries_that_are_not_asked_for_do_not_reach_into_the_frame(
    latitude, longitude, half_km
) -> None:
    """The outline of a country is made only if its edges in degrees come near."""
    square = View(
        latitude_deg=latitude,
        longitude_deg=longitude,
        width_m=2e3 * half_km,
        height_m=2e3 * half_km,
    )
    for plane in (square.plane, plane_about(latitude, longitude, 1e3 * half_km)):
        shown = {code for code, _ in land(plane)}
        for code in _FAR_AND_NEAR:
            if not plane.shown(country(code)).is_empty:
                assert code in shown


_FAR_AND_NEAR = ("AUS", "BRA", "CAN", "CHL", "FJI", "ISL", "JPN", "KOR", "NZL", "PRK", "RUS", "ZAF")
