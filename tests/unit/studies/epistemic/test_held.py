"""Sensitivity of draws that are held against published figures."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.studies.asking import sensitivity

from bongsu.errors import InputError
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.figures import PublishedFigure, figures_for
from bongsu.studies.epistemic.held import candidates, independent_blocks
from bongsu.studies.epistemic.sampling import drawn_rows

KOREA = load_scenario()
RANGE = figures_for(KOREA)
KILL = "battery.thaad-battery.kill-probability"
OF_ROW = PublishedFigure(
    name="kill",
    title="kill probability",
    metric=None,
    row=KILL,
    radar=None,
    mode=None,
    low=0.8,
    high=0.8,
    tolerance=0.01,
    source="a made-up one",
    because="",
)
ROWS = drawn_rows(KOREA, flights=False)


@pytest.fixture(scope="module")
def held():
    return sensitivity(KOREA, "detection-range", draws=16, held=RANGE)


def test_groups_that_move_a_figure_together_are_one() -> None:
    blocks = independent_blocks(ROWS, RANGE, "cited")
    names = [group.name for group in blocks.groups]
    assert names[0] == "radar-sensitivity+cross-section"
    assert (
        blocks.groups[0].title == "sensitivity of the radar and radar cross-section of the missile"
    )
    assert blocks.tied.tolist() == [True, *[False] * (len(names) - 1)]
    free = independent_blocks(ROWS, (), "cited")
    assert len(names) == len(free.groups) - 1
    assert not free.tied.any()
    for path, index in zip(ROWS.paths, blocks.of_row, strict=True):
        own = free.groups[free.of_row[ROWS.paths.index(path)]].name
        assert own in names[index].split("+")


def test_a_figure_of_one_row_ties_nothing_else() -> None:
    blocks = independent_blocks(ROWS, [OF_ROW], "cited")
    free = independent_blocks(ROWS, (), "cited")
    assert [group.name for group in blocks.groups] == [group.name for group in free.groups]
    [tied] = np.flatnonzero(blocks.tied)
    assert blocks.groups[tied].name == "magazine-and-kill"


def test_held_draws_agree_with_the_figure(held) -> None:
    free = sensitivity(KOREA, "detection-range", draws=16)
    assert 600.0 < held.attrs["mean"] < 850.0 < free.attrs["mean"]
    assert held.attrs["variance"] < free.attrs["variance"]
    assert held.attrs["figures"] == "terminal-range-2017"
    assert 100.0 < held.attrs["effective_sample_size"] < held.attrs["candidates"] == candidates(16)
    assert held.attrs["runs"] == free.attrs["runs"] // 2
    # the one group decides all of it
    assert float(held["shapley"].sel(group="radar-sensitivity+cross-section")) == 1.0


def test_the_same_answer_again(held) -> None:
    assert sensitivity(KOREA, "detection-range", draws=16, held=RANGE).identical(held)


def test_what_no_draw_agrees_with_is_refused() -> None:
    far = replace(RANGE[0], low=1e5, high=1e5, tolerance=1.0)
    with pytest.raises(InputError, match="none of 2,048 draws agrees with the published figures"):
        sensitivity(KOREA, "detection-range", draws=16, held=[far])


def test_single_rows_of_tied_groups_are_refused() -> None:
    with pytest.raises(InputError, match="depend on each other"):
        sensitivity(KOREA, "detection-range", draws=16, held=RANGE, single_rows=True)
