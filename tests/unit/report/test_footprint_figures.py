"""Pictures of footprints: every panel, name and number that they promise."""

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.report.footprint.comparison import range_figure, sites_figure
from bongsu.report.footprint.maps import margin_map, outline_map, reason_map, shape_map
from bongsu.report.footprint.seoul import seoul_map
from bongsu.scenario import load_scenario
from bongsu.studies.footprint.play import footprint, footprints
from bongsu.studies.footprint.sites import best_pairs, best_sets, compare_sites
from bongsu.studies.footprint.uncertainty import footprint_range

KOREA = load_scenario()


@pytest.fixture(scope="module")
def found():
    return footprint(KOREA.only(missile="scud-b").at_spacing(90.0))


def titles(figure):
    return [axes.get_title(loc="left") for axes in figure.axes if axes.get_title(loc="left")]


def legend(figure):
    [made] = figure.legends
    return [text.get_text() for text in made.get_texts()]


def test_a_panel_per_flight(found) -> None:
    figure = reason_map(found)
    assert len(titles(figure)) == found.sizes["flight"]
    share = float(found["population_defended"][0, 0] / found["population_reached"][0, 0])
    assert titles(figure)[0] == f"Scud-B from Hwangju\nminimum-energy: {100 * share:.0f} %"
    assert {"a shot is possible", "out of reach", "not reached by the missile"} <= set(
        legend(figure)
    )


def test_margins_have_a_scale_in_seconds(found) -> None:
    figure = margin_map(found)
    *panels, scale = figure.axes
    assert len(panels) == found.sizes["flight"]
    assert "[s]" in scale.get_xlabel()
    drawn = panels[0].collections[0].get_array()
    assert np.nanmax(np.abs(drawn)) <= 120.0


def test_a_panel_per_missile_and_shape(found) -> None:
    figure = shape_map(found)
    assert [title.split(":")[0] for title in titles(figure)] == [
        "Scud-B\nminimum-energy",
        "Scud-B\nfull-burn-lofted",
    ]
    assert "from some launch areas" in " ".join(legend(figure))


def test_outlines_by_launch_area(found) -> None:
    figure = outline_map(found)
    assert legend(figure) == ["from Hwangju", "from Kaesong", "from Kittaeryong"]
    many = footprint(KOREA.only(shape="full-burn-lofted").at_spacing(100.0))
    with pytest.raises(InputError, match="cannot be told apart"):
        outline_map(many)


def test_every_district_of_seoul_is_named(found) -> None:
    figure = seoul_map(found.isel(flight=[0]), over="any")
    texts = [text.get_text().split("\n")[0] for text in figure.axes[0].texts]
    assert len(texts) == 25
    assert {"Jongno", "Songpa", "Gangnam"} <= set(texts)


def test_nothing_to_draw_is_said(found) -> None:
    with pytest.raises(InputError, match="no flight to draw"):
        reason_map(found.isel(flight=slice(0)))
    with pytest.raises(InputError, match="another grid"):
        reason_map(found.isel(cell=slice(3)))


def test_bars_of_sites_are_their_shares() -> None:
    scud = KOREA.only(missile="scud-b").at_spacing(90.0)
    sites = footprints([scud.moved(site) for site in ("daegu", "pyeongtaek", "wonju")])
    compared = compare_sites(sites, "average")
    sets = best_sets(sites, over="average")
    figure = sites_figure(compared, best_pairs(sites, over="average"), sets)
    assert titles(figure)[:2] == ["One battery", "Two batteries, best pairs"]
    bars = [patch.get_width() for patch in figure.axes[0].patches][: len(compared["site"])]
    assert sorted(bars) == pytest.approx(sorted(100.0 * compared["population_share"].values))
    assert "average over flights [%]" in figure.axes[-1].get_xlabel()


def test_range_draws_what_moves_the_share(monkeypatch) -> None:
    rows = ["interceptor.thaad-interceptor.longest-time", "cross-section.reentry-vehicle.area"]
    monkeypatch.setattr("bongsu.studies.footprint.uncertainty.uncertain_rows", lambda *_: rows)
    flown = KOREA.only(missile="scud-er", shape="minimum-energy").at_spacing(100.0)
    found = footprint_range(flown, draws=3)
    figure = range_figure(found)
    [axes] = figure.axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[-2:] == ["all drawn by lot, 5 to 95 %", "all at their worse or better end"]
    assert "THAAD interceptor: longest time" in names
    alone = footprint_range(flown)
    names = [label.get_text() for label in range_figure(alone).axes[0].get_yticklabels()]
    assert "all drawn by lot, 5 to 95 %" not in names
