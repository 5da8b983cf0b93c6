"""Pictures of footprints: every panel, name and number that they promise."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from bongsu.errors import InputError
from bongsu.report.footprint.comparison import range_figure, sites_figure
from bongsu.report.footprint.maps import (
    margin_map,
    outline_map,
    probability_map,
    reason_map,
    shape_map,
)
from bongsu.report.footprint.seoul import seoul_map
from bongsu.report.style import BLUE, PAPER
from bongsu.scenario import load_scenario
from bongsu.studies.footprint.play import footprint, footprints
from bongsu.studies.sites import best_pairs, best_sets, compare_sites
from bongsu.studies.uncertainty import footprint_range


@pytest.fixture(scope="module")
def found(korea):
    return footprint(korea.only(missile="scud-b").at_spacing(90.0))


def titles(figure):
    return [axes.get_title(loc="left") for axes in figure.axes if axes.get_title(loc="left")]


def legend(figure):
    [made] = figure.legends
    return [text.get_text() for text in made.get_texts()]


def test_a_panel_per_flight(found) -> None:
    figure = reason_map(found)
    assert len(titles(figure)) == found.sizes["flight"]
    share = float(found["people_defended"][0, 0] / found["people_within_reach"][0, 0])
    assert titles(figure)[0] == f"Scud-B from Hwangju\nminimum-energy: {100 * share:.0f} %"
    assert {"a shot is possible", "out of reach", "not reached by the missile"} <= set(
        legend(figure)
    )


def test_margins_have_a_scale_in_seconds(found) -> None:
    figure = margin_map(found)
    *panels, scale = figure.axes
    assert len(panels) == found.sizes["flight"]
    assert "[s]" in scale.get_xlabel()
    [drawn] = panels[0].collections
    assert drawn.levels.tolist() == list(range(-120, 121, 30))
    assert drawn.extend == "both"


def test_a_panel_per_missile_and_shape(found) -> None:
    figure = shape_map(found)
    assert [title.split(":")[0] for title in titles(figure)] == [
        "Scud-B\nminimum-energy",
        "Scud-B\nfull-burn-lofted",
    ]
    assert "from some launch areas" in " ".join(legend(figure))


def test_what_is_drawn_is_said_above(korea, found) -> None:
    site = "South Korea: battery at Seongju golf course"
    for draw, line in (
        (reason_map, f"{site} (triangle)"),
        (margin_map, f"{site} (triangle)"),
        (shape_map, f"{site} (triangle)"),
        (outline_map, f"{site} (triangle)"),
        (seoul_map, "battery at Seongju golf course, over Seoul"),
    ):
        assert draw(found).get_suptitle() == f"{korea.title}\n{line}"


def test_every_battery_is_named_and_marked() -> None:
    tiers = load_scenario("two-tiers-2016").only(missile="scud-c", shape="minimum-energy")
    figure = shape_map(footprint(tiers.at_spacing(100.0)))
    titles = [tiers.place("site", battery.site).title for battery in tiers.batteries]
    assert len(titles) == 3
    line = f"South Korea: batteries at {titles[0]}, {titles[1]} and {titles[2]} (triangles)"
    assert " ".join(figure.get_suptitle().split("\n")[1:]) == line
    [marks] = [line for line in figure.axes[0].lines if line.get_marker() == "^"]
    assert len(np.unique(np.asarray(marks.get_xydata()), axis=0)) == 3


def test_a_probability_of_one_flight_is_no_mean(found) -> None:
    *_, scale = probability_map(found.isel(flight=[0])).axes
    assert scale.get_xlabel() == "Probability that the warhead is destroyed"
    *_, scale = probability_map(found).axes
    assert scale.get_xlabel().endswith(f"of the {found.sizes['flight']} flights that reach a place")


def test_outlines_by_launch_area(korea, found) -> None:
    figure = outline_map(found)
    assert legend(figure) == ["from Hwangju", "from Kaesong", "from Kittaeryong"]
    many = footprint(korea.only(shape="full-burn-lofted").at_spacing(100.0))
    with pytest.raises(InputError, match="cannot be told apart"):
        outline_map(many)


def test_every_district_of_seoul_is_named(found) -> None:
    figure = seoul_map(found.isel(flight=[0]), over="any")
    texts = [text.get_text().split("\n")[0] for text in figure.axes[0].texts]
    assert len(texts) == 26  # with the scale bar
    assert {"Jongno", "Songpa", "Gangnam"} <= set(texts)


def test_nothing_to_draw_is_said(found) -> None:
    with pytest.raises(InputError, match="no flight to draw"):
        reason_map(found.isel(flight=slice(0)))
    with pytest.raises(InputError, match="another grid"):
        reason_map(found.isel(cell=slice(3)))


def test_bars_of_sites_are_their_shares(korea) -> None:
    scud = korea.only(missile="scud-b").at_spacing(90.0)
    sites = footprints([scud.moved(site) for site in ("daegu", "pyeongtaek", "wonju")])
    compared = compare_sites(sites, "average")
    sets = best_sets(sites, over="average")
    figure = sites_figure(compared, best_pairs(sites, over="average"), sets, missiles=["Scud-B"])
    assert figure.get_suptitle() == f"{korea.title}\nSouth Korea: against Scud-B"
    assert titles(figure)[:2] == ["One battery", "Two batteries, best pairs"]
    bars = [patch.get_width() for patch in figure.axes[0].patches][: len(compared["site"])]
    assert sorted(bars) == pytest.approx(
        sorted(100.0 * compared["people_share_within_reach"].values)
    )
    assert "average over flights [%]" in figure.axes[-1].get_xlabel()


def test_range_draws_what_moves_the_share(korea, monkeypatch) -> None:
    rows = ["interceptor.thaad-interceptor.longest-time", "cross-section.reentry-vehicle.area"]
    monkeypatch.setattr("bongsu.studies.uncertainty.uncertain_rows", lambda *_: rows)
    flown = korea.only(missile="scud-er", shape="minimum-energy").at_spacing(100.0)
    found = footprint_range(flown, draws=3)
    figure = range_figure(found)
    [axes] = figure.axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[-2:] == ["all drawn by lot, 5 to 95 %", "all at their worse or better end"]
    assert "THAAD interceptor: longest time" in names
    bars = len(names) - 2
    left_out = f"{2 - bars} parameter{'' if bars == 1 else 's'} not shown"
    assert (left_out in axes.get_xlabel()) == (bars < 2)
    alone = footprint_range(flown)
    names = [label.get_text() for label in range_figure(alone).axes[0].get_yticklabels()]
    assert "all drawn by lot, 5 to 95 %" not in names


@pytest.fixture(scope="module")
def fiji(islands):
    # a title that TeX would choke on
    return footprint(islands.model_copy(update={"title": "Isles $1.5 \\foo{ 180 degrees"}))


@pytest.mark.parametrize("draw", [reason_map, margin_map, shape_map, outline_map])
def test_the_map_is_of_the_region_of_the_scenario(korea, fiji, draw, tmp_path) -> None:
    """Before: an empty South Korea under a table with 78 per cent."""
    figure = draw(fiji)
    figure.savefig(tmp_path / "figure.png")
    assert figure.get_suptitle().split("\n")[0] == "Isles $1.5 \\foo{ 180 degrees"
    axes = figure.axes[0]
    texts = {text.get_text() for text in axes.texts}
    assert not {"Seoul", "NORTH\nkorea", "MALI"} & texts
    assert "50 km" in texts
    [site] = [line for line in axes.lines if line.get_marker() == "^"]
    assert np.hypot(*site.get_xydata()[0]) < 150e3  # the battery is near the middle
    # the country is white, as land that is not the scenario's is not
    assert any(patch.get_facecolor()[:3] == to_rgb(PAPER) for patch in axes.patches)


def test_the_picture_has_the_area_of_the_table(fiji) -> None:
    figure = reason_map(fiji)
    [defended] = [
        patch for patch in figure.axes[0].patches if patch.get_facecolor()[:3] == to_rgb(BLUE)
    ]
    area = 0.0
    for ring in defended.get_path().to_polygons():
        x, y = ring.T
        area += 0.5 * float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
    told = float(fiji["area_defended_km2"].values[0, 0])
    assert abs(area) / 1e6 == pytest.approx(told, rel=0.05)
    share = float(fiji["people_defended"][0, 0] / fiji["people_within_reach"][0, 0])
    assert titles(figure)[0].endswith(f"{100 * share:.0f} %")
    with pytest.raises(InputError, match="Seoul is of a footprint over KOR"):
        seoul_map(fiji)


def test_many_panels_of_seoul_share_one_panel_of_names(found) -> None:
    figure = seoul_map(found)
    three = found.isel(flight=[0, 0, 0]).assign_coords(missile=("flight", ["a", "b", "c"]))
    assert len(titles(figure)) == 2
    many = seoul_map(three)
    assert titles(many)[0] == "The districts"
    assert {text.get_text() for text in many.axes[0].texts} >= {"Jongno", "Gangnam"}
    assert all(text.get_text().strip(" km").isdigit() for text in many.axes[1].texts)
