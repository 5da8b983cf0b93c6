"""Tables for people: whole words in a pipe, breaks at hyphens on a narrow terminal."""

import os
import pty
import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

from bongsu.cli.terminal.tables import broken, fitted, format_number, print_table


def on_a_terminal(words, columns):
    """What a command prints on a terminal of so many columns."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bongsu", *words],
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm", "NO_COLOR": "1"},
    )
    os.close(terminal)
    parts = []
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(controller)
    assert process.wait() == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", b"".join(parts).decode()).replace("\r", "")


def test_no_word_is_folded_in_a_pipe():
    found = subprocess.run(
        [sys.executable, "-m", "bongsu", "catalog", "show", "missile.hwasong-12"],
        env={**os.environ, "COLUMNS": "40"},
        capture_output=True,
        text=True,
        check=True,
    )
    line = re.search(
        r"^ ballistic-coefficient +6000 kg/m2 +3000 to 12000 kg/m2 +log-triangular +U",
        found.stdout,
        re.M,
    )
    assert line


def test_a_narrow_terminal_breaks_behind_hyphens():
    lines = on_a_terminal(["catalog", "show", "missile.hwasong-12"], 80).splitlines()
    rows = lines[1 : next(k for k, line in enumerate(lines) if not line.strip())]
    assert all(cell_len(line) <= 80 for line in rows)
    firsts = [line.split("  ")[0].strip() for line in rows]
    assert "ballistic-" in firsts
    joined = "".join(first if first.endswith(("-", ".")) else f"{first}\n" for first in firsts)
    assert "stage-1.propellant-mass\n" in joined
    assert "ballistic-coefficient\n" in joined


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("seongju-golf-course", 19, ["seongju-golf-course"]),
        ("seongju-golf-course", 12, ["seongju-", "golf-course"]),
        ("a shot is possible", 9, ["a shot is", "possible"]),
        ("one two-three", 8, ["one two-", "three"]),
        ("stage-1.isp-sea-level", 10, ["stage-1.", "isp-sea-", "level"]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
        ("성주 골프장", 6, ["성주", "골프장"]),
        ("골프장", 4, ["골프", "장"]),
        ("3.14159", 4, ["3.14", "159"]),
        ("a\nb", 5, ["a", "b"]),
        ("", 5, [""]),
    ],
)
def test_where_a_cell_is_broken(text, width, lines):
    assert broken(text, width).split("\n") == lines


@pytest.mark.parametrize(
    ("widths", "room", "expected"),
    [
        ([10, 20], 40, [10, 20]),
        ([10, 40], 30, [10, 20]),
        ([30, 40], 40, [20, 20]),
        ([4, 50, 6], 40, [4, 30, 6]),
        ([12, 12], 4, [8, 8]),
    ],
)
def test_the_widest_columns_give_way(widths, room, expected):
    assert fitted(widths, room) == expected


def test_headings_titles_and_captions_are_printed_as_they_are(capsys):
    print_table(
        ("range [km]", "name"),
        [(1.0, "a [b]"), (22.5, "x" * 100)],
        title="A title [with brackets] that is longer than the table and is not folded",
        caption="a caption of many words, " * 10,
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("A title [with brackets]")
    assert lines[1].split() == ["range", "[km]", "name"]
    assert lines[2].split() == ["1.000", "a", "[b]"]
    assert len(lines) == 5
    assert format_number(float("nan")) == format_number(None) == "–"
    assert [format_number(sign * float("inf")) for sign in (1, -1)] == ["∞", "-∞"]
