"""Texts of figures: as they were written, in letters that the fonts at hand can draw."""

import ast
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.text import Text

import bongsu
from bongsu.output.pictures import picture_bytes
from bongsu.report import lettering
from bongsu.report.lettering import (
    Figure,
    drawable,
    font_families,
    korean_font,
    plain_log_ticks,
    romanised,
)
from bongsu.report.maps.canvas import region_map, view_of_country
from bongsu.report.maps.layers import draw_points
from bongsu.report.style import figure_style

NASTY = "Mine $1.5 \\foo{ x_2^ $2 & #%~"


@pytest.fixture
def no_korean_font(monkeypatch):
    monkeypatch.setattr(lettering, "korean_font", lambda: None)


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_titles_are_drawn_as_typed(kind, tmp_path):
    """Before: a traceback of the TeX parser."""
    with figure_style():
        figure = Figure(figsize=(5.0, 4.0), layout="constrained")
        axes = figure.subplots()
        axes.plot([0.0, 1.0], [0.0, 1.0], label=NASTY)
        axes.set_title(NASTY)
        axes.set_xlabel(NASTY)
        axes.set_yticks([0.0, 1.0], [NASTY, "$"])
        axes.annotate(NASTY, (0.5, 0.5))
        axes.legend(title=NASTY)
        figure.suptitle(NASTY)
    # written outside the style, as a notebook or the command line does
    figure.savefig(tmp_path / f"figure.{kind}")
    texts = [t for t in figure.findobj(Text) if t.get_text() == NASTY]
    assert len(texts) >= 7
    assert not any(text.get_parse_math() for text in texts)


def test_every_figure_is_of_the_kind_that_draws_plain_text():
    """The only modules that name matplotlib's own figure are the look and the kind itself."""
    naming = set()
    for file in Path(bongsu.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "matplotlib.figure.Figure", "plt.figure", "pyplot.figure", "plt.subplots",
            ):  # fmt: skip
                naming.add(file.name)
            if isinstance(node, ast.ImportFrom) and node.module == "matplotlib.figure":
                naming.add(file.name)
    assert not {name for name in naming if name.endswith("_figures.py") or "map" in name}


def test_powers_of_ten_are_numbers():
    with figure_style():
        figure = Figure()
        axes = figure.subplots()
        axes.set_xscale("log")
        axes.set_xlim(0.001, 10_000.0)
        plain_log_ticks(axes.xaxis)
    figure.draw_without_rendering()
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert {"0.001", "1", "10,000"} <= set(labels)
    assert not any("$" in label for label in labels)


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("서울", "Seoul"),
        ("부산", "Busan"),
        ("성주", "Seongju"),
        ("한국", "Hanguk"),
        ("울릉", "Ulleung"),
        ("강원도 삼척", "Gangwondo Samcheok"),
        ("북악", "Bugak"),
        ("사드 (THAAD)", "Sadeu (THAAD)"),
        ("plain", "plain"),
    ],
)
def test_hangul_is_romanised(hangul, latin):
    assert romanised(hangul) == latin


@pytest.mark.usefixtures("no_korean_font")
def test_without_a_korean_font_nothing_is_a_box():
    """Warnings are errors here: matplotlib warns of each letter without a glyph."""
    assert drawable("서울 中 Ā\t") == "Seoul ? Ā "
    with figure_style():
        figure = Figure(figsize=(4.0, 4.0), layout="constrained")
        chart = region_map(figure.subplots(), view_of_country("KOR"))
        draw_points(chart, [37.57], [126.98], names=["서울"])
        chart.axes.set_title("성주 포대 \x07")
        shown = picture_bytes(figure, "svg")
    assert chart.axes.get_title(loc="left") == "Seongju Podae  "
    assert "Seoul" in {text.get_text() for text in chart.axes.texts}
    assert shown


@pytest.mark.skipif(korean_font() is None, reason="no Korean font is installed")
def test_a_korean_font_is_used_if_there_is_one(tmp_path):
    assert drawable("서울") == "서울"
    with figure_style():
        assert mpl.rcParams["font.family"] == font_families()
        figure = Figure()
        figure.subplots().set_title("서울")
    figure.savefig(tmp_path / "figure.png")


def test_the_fonts_begin_with_the_one_that_comes_along():
    assert font_families()[0] == "DejaVu Sans"
    assert len(font_families()) == 1 + (korean_font() is not None)
