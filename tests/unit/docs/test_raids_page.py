"""The commands of the page on raids run as they stand, and print what it shows."""

import re
import shlex
from pathlib import Path

import pytest

PAGE = next(p for p in Path(__file__).parents if (p / "pyproject.toml").is_file()) / "docs/raids.md"
TEXT = PAGE.read_text(encoding="utf-8")
SHOWN = re.compile(r"^    uv run bongsu ((?:.*\\\n)*.*)\n(?:\n```text\n([^`]*)```)?", re.MULTILINE)

FILES = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PROGRAMS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def examples():
    for line, printed in SHOWN.findall(TEXT):
        words = shlex.split(line.replace("\\\n", " "))
        # a scheduler of another machine
        if "--cluster" not in words:
            yield words, printed


def test_the_page_runs_from_top_to_bottom(bongsu, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert [name for name, _ in FILES] == ["my-missile.yaml", "mine.yaml", "waves.yaml"]
    for name, text in FILES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(examples())
    assert len(found) == 22
    assert sum(bool(printed) for _, printed in found) == 1
    for words, printed in found:
        code, out, err = bongsu(*words)
        assert code == 0, err
        if printed:
            assert out == printed
    assert (tmp_path / "array-20" / "chunk-200000-300000.npz").exists()
    assert all((tmp_path / f"{name}.png").exists() for name in ("leakers", "map", "exhaustion"))
    draws = (tmp_path / "draws.csv").read_text(encoding="utf-8").splitlines()
    assert len(draws) == 1 + 2 * 16
    assert "missile.my-missile" not in draws[0]
    # what the page says in Python, on the files that its commands made
    programs = [program for program in PROGRAMS if program.startswith("import bongsu")]
    assert len(programs) == 2
    for program in programs:
        exec(compile(program, "docs/raids.md", "exec"), {})
    sweep = (tmp_path / "sweep.csv").read_text(encoding="utf-8").splitlines()
    assert len(sweep) == 4
    assert sweep[0].startswith("detect_to_launch_s,missiles,leakers,")


@pytest.mark.parametrize(
    ("options", "share"),
    [
        (
            ("--interceptors", "40", "--kill-probability", "0.8", "--tracking-probability", "0.95"),
            0.16,
        ),
        (("--interceptors", "20", "--salvo", "1", "--kill-probability", f"{16 / 17}"), 0.30),
        (("--interceptors", "20", "--salvo", "1", "--record", "15/15"), 0.44),
        (
            ("--interceptors", "20", "--salvo", "1", "--record", "15/15", "--prior", "jeffreys"),
            0.66,
        ),
    ],
)
def test_numbers_of_the_page_are_those_of_the_command(answer, options, share):
    assert f"{share:.2f}" in TEXT
    found = answer("raid", "ideal", "--missiles", "20", "--rule", "salvo", *options)
    assert found["leakers"]["p0"] == pytest.approx(share, abs=0.008)
