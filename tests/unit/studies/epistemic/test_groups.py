"""Groups of rows and published figures, as data."""

import numpy as np
import pytest

from bongsu.catalog import Quantity, load_catalog
from bongsu.catalog.documents import read_document
from bongsu.errors import InputError
from bongsu.physics.numerics.shapley import MOST_GROUPS
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.draws import moving_together
from bongsu.studies.epistemic.figures import (
    effective_sample_size,
    figures,
    figures_for,
    own_figures,
    published_weights,
    read_figures,
    worth,
)
from bongsu.studies.epistemic.groups import group_of, groups, matches

CATALOG = load_catalog()
KINDS = ("radar.", "interceptor.", "battery.", "cross-section.", "missile.")
UNCERTAIN = [
    path
    for path, row in CATALOG.rows().items()
    if path.startswith(KINDS) and isinstance(row, Quantity) and row.spread is not None
]


def test_each_row_is_in_exactly_one_group() -> None:
    assert len(UNCERTAIN) > 100
    assert {group_of(path) for path in UNCERTAIN} == {group.name for group in groups()}
    assert len(groups()) <= MOST_GROUPS
    with pytest.raises(InputError, match="in none"):
        group_of("radar.an-tpy-2.colour")


def test_rows_drawn_together_are_in_one_group() -> None:
    for paths in moving_together(CATALOG, UNCERTAIN):
        assert len({group_of(path) for path in paths}) == 1


def test_every_pattern_means_a_row() -> None:
    everything = list(CATALOG.rows())
    for group in groups():
        for pattern in (*group.rows, *group.sum_rows):
            assert any(matches(path, [pattern]) for path in everything), pattern
        assert all(matches(path, group.rows) for path in UNCERTAIN if matches(path, group.sum_rows))


@pytest.mark.parametrize("kind", ["launch-area", "target", "site"])
def test_what_an_opponent_chooses_is_in_no_group(kind) -> None:
    """Sensitivity ranks what is not known, never launch areas, aim points, shapes or raids."""
    places = [f"{kind}.{key}" for key in CATALOG.keys(kind)]
    assert places
    for place in places:
        assert not any(matches(f"{place}.latitude", group.rows) for group in groups())
    words = ("launch area", "aim point", "shape", "raid", "launch point", "pattern")
    assert not any(word in group.title for word in words for group in groups())
    assert not any(word.replace(" ", "-") in group.name for word in words for group in groups())


def test_figures_have_sources_of_the_catalogue() -> None:
    for figure in figures():
        assert figure.source in CATALOG.references
        assert figure.radar in CATALOG.keys("radar")
        assert figure.because


def test_figures_hold_for_the_radar_in_its_mode() -> None:
    korea = load_scenario()
    assert [figure.name for figure in figures_for(korea)] == ["terminal-range-2017"]
    assert [figure.name for figure in figures_for(korea.in_mode("forward-based"))] == [
        "forward-based-range-2016"
    ]


def test_weights_fall_outside_the_published_range() -> None:
    [figure] = figures_for(load_scenario())
    weights = figure.weights(np.array([550.0, 600.0, 700.0, 800.0, 900.0, np.nan]))
    assert weights == pytest.approx([np.exp(-0.5), 1.0, 1.0, 1.0, np.exp(-2.0), 0.0])
    nominal = published_weights([load_scenario()], [figure])
    assert nominal == pytest.approx(figure.weights(np.array([868.9])), rel=1e-3)


def test_the_effective_sample_size_of_known_weights() -> None:
    assert effective_sample_size(np.ones(8)) == 8.0
    assert effective_sample_size(np.array([1.0, 0.0, 0.0])) == 1.0
    assert effective_sample_size(np.array([1.0, 0.5])) == pytest.approx(2.25 / 1.25)
    assert effective_sample_size(np.zeros(3)) == 0.0


GOOD = """\
one:
  title: t
  metric: detection-range
  radar: an-tpy-2
  mode: terminal
  low: 600
  high: 800 km
  tolerance: 50
  source: han-2017
  because: b
"""


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("metric: detection-range", "metric: weather"), 3, "weather"),
        (("metric: detection-range", "metric: margin"), 3, "margin is of a flight or a raid"),
        (("metric: detection-range", "metric: raid-leakers"), 3, "of a flight or a raid"),
        (("  metric: detection-range\n", ""), 2, "either metric or row"),
        (("title: t", "row: battery.thaad-battery.launchers"), 2, "either metric or row"),
        (("low: 600", "low: 900"), 6, "low is above high"),
        (("tolerance: 50", "tolerance: 0"), 8, "must be above 0"),
        (("low: 600", "low: few"), 6, "few"),
        (("low: 600", "low: .nan"), 6, "not a number"),
        (("low: 600", "low: 600 s"), 6, "600 s"),
        (("  source: han-2017\n", ""), 2, "lacks source"),
        (("source: han-2017", "source: [a]"), 9, "not a text"),
        (("tolerance: 50", "tolerence: 50"), 8, "close names: 'tolerance'"),
        (("metric: detection-range", "row: battery.thaad-battery.lunchers"), 3, "lunchers"),
        (("metric: detection-range", "row: battery.thaad-battery.plan-time"), 6, "600"),
    ],
)
def test_a_bad_figure_is_refused_with_its_place(change, line, message) -> None:
    assert len(read_figures(read_document(GOOD, "figures.yaml"), CATALOG)) == 1
    with pytest.raises(InputError, match=rf"^figures.yaml:{line}:\d+: one.*{message}"):
        read_figures(read_document(GOOD.replace(*change), "figures.yaml"), CATALOG)


def test_every_mistake_of_a_file_of_figures_is_told() -> None:
    twice = GOOD.replace("low: 600", "low: few") + GOOD.replace("one:", "two:").replace(
        "tolerance: 50", "tolerance: -1"
    )
    with pytest.raises(InputError, match=r"(?s)figures.yaml:6:.*\nfigures.yaml:18:"):
        read_figures(read_document(twice, "figures.yaml"), CATALOG)


def test_figures_of_ones_own_are_of_rows_too(tmp_path) -> None:
    korea, file = load_scenario(), tmp_path / "mine.yaml"
    file.write_text(
        "plan: {row: battery.thaad-battery.plan-time, value: 10 s, tolerance: 2 s, source: a}\n"
        "elsewhere: {metric: detection-range, mode: forward-based, value: 1, tolerance: 1, "
        "source: b}\n"
    )
    [held] = own_figures(korea, file)
    assert (held.row, held.low, held.high, held.tolerance) == (
        "battery.thaad-battery.plan-time",
        10.0,
        10.0,
        2.0,
    )
    nominal = korea.catalog.quantity(held.row).value
    assert held.values([korea]) == [nominal]
    assert published_weights([korea], [held])[0] == pytest.approx(
        np.exp(-0.5 * ((nominal - 10.0) / 2.0) ** 2)
    )
    file.write_text("a: {row: missile.nodong.payload-mass, value: 1 t, tolerance: 1 t, source: a}")
    with pytest.raises(InputError, match=r"mine.yaml:1:\d+: a: .* is not drawn in korea-2016"):
        own_figures(korea, file)
    file.write_text("{}")
    with pytest.raises(InputError, match="there is no figure in it"):
        own_figures(korea, file)


def test_too_few_equal_draws_are_told() -> None:
    assert worth(100.0, 1024) == ""
    assert "1,024 draws are worth 99 equal ones" in worth(99.0, 1024)
    assert "None of 64 draws agrees" in worth(0.0, 64)
