"""A short part of the attack, always the same; and that the attack sees what it is to see."""

import signal
import sys

import pytest
from tools.attack import running
from tools.attack.case import Case, Outcome, read_case, write_case
from tools.attack.counts import add_counts, write_counts
from tools.attack.judge import faults
from tools.attack.kinds import KINDS
from tools.attack.minimising import minimised
from tools.attack.running import run

COUNTS = {
    "scenarios": 35,
    "catalogues": 12,
    "claims": 30,
    "claim-parameters": 50,
    "command-lines": 25,
    "raids": 8,
    "studies": 6,
    "briefs": 1,
    "outputs": 1,
    "environments": 1,
    "moments": 1,
}


@pytest.mark.parametrize("kind", COUNTS)
def test_nothing_is_found(kind):
    for index in range(COUNTS[kind]):
        case = KINDS[kind](kind, 0, index)
        assert faults(case, run(case)) == [], (index, case.changes, case.commands)


def test_every_kind_is_tried():
    assert set(COUNTS) == set(KINDS)


def test_a_case_can_be_drawn_again():
    for kind, draw in KINDS.items():
        assert draw(kind, 3, 7) == draw(kind, 3, 7)
        assert draw(kind, 3, 7) != draw(kind, 3, 8)


def case(*rules, commands=(["scenario", "check", "case.yaml"],), files=None):
    return Case("a kind", 1, 1, files or {}, [list(words) for words in commands], [], rules)


PLACED = "bongsu: case.yaml:3:1: region: this key is missing\n"
FOUND = [
    ("traceback", (), {"output": "Traceback (most recent call last):\nKeyError: 'x'\n"}),
    ("exit code 70", (), {"code": 70, "error": "bongsu: this is our fault, not yours (x)\n"}),
    ("exit code -11", (), {"code": -11}),
    ("fault of the package", (), {"report": "KeyError: 'x'"}),
    ("no sentence", (), {"code": 2, "error": "Usage: x\n"}),
    ("several lines for one mistake", (), {"code": 2, "error": "bongsu: a\nb\n"}),
    ("an empty line", (), {"code": 2, "error": "bongsu: a\n\n"}),
    ("a sentence of 2000 letters", (), {"code": 2, "error": f"bongsu: {'a' * 2000}\n"}),
    ("no place in a file", ("file",), {"code": 2, "error": "bongsu: 3 is too small\n"}),
    ("control characters", (), {"code": 2, "error": "bongsu: \x1b[31m\n"}),
    ("not a number is shown", (), {"output": "range km  nan\n"}),
    ("an infinite number", (), {"output": "range km  ∞\n"}),
    ("not JSON", (), {"words": ["radar", "range", "--json"], "output": '{"a": NaN}'}),
    ("not what the schema says", (), {"words": ["radar", "range", "--json"], "output": "{}"}),
    ("files of its own are left", (), {"left": (".bongsu-012345678901",)}),
    ("a file is not whole", (), {"left": ("out.nc",), "broken": ("out.nc",)}),
    ("it failed and left out.csv", (), {"code": 2, "error": "bongsu: a\n", "left": ("out.csv",)}),
    ("slow", ("reads",), {"processor_s": 6.0}),
    ("memory", ("reads",), {"peak_mb": 600.0}),
    ("a warning of a library", (), {"error": "x.py:1: RuntimeWarning: overflow\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "rules", "came"), FOUND, ids=[one[0] for one in FOUND])
def test_what_is_wrong_is_found(fault, rules, came):
    right = {
        "words": ["x"], "code": 0, "output": "fine\n", "error": "",
        "processor_s": 0.1, "peak_mb": 0.0,
    }  # fmt: skip
    assert faults(case(*rules), [Outcome(**right)]) == []
    assert any(one.startswith(fault) for one in faults(case(*rules), [Outcome(**right | came)]))


def test_what_check_accepts_must_be_answered():
    checked = Outcome(["scenario", "check"], 0, "holds\n", "", 0.1, 0.0)
    refused = Outcome(["battery", "footprint"], 2, "", PLACED, 0.1, 0.0)
    two = case("answers", commands=(["scenario", "check"], ["battery", "footprint"]))
    assert faults(two, [checked, refused])[0].startswith("checked and yet refused")
    assert faults(two, [refused]) == []


def test_a_refusal_with_a_place_in_each_line_is_right():
    found = Outcome(["x"], 2, "", PLACED + PLACED.removeprefix("bongsu: "), 0.1, 0.0)
    assert faults(case("file"), [found]) == []


def test_a_signal_may_end_a_run_but_nothing_else():
    at = Case("moments", 1, 1, {}, [["x"]], [], ("moment",), {"signal": "SIGINT", "after_s": 1.0})
    for code, wrong in ((130, False), (0, False), (-2, False), (1, True), (-11, True)):
        assert bool(faults(at, [Outcome(["x"], code, "", "", 0.1, 0.0)])) is wrong, code


def test_signals_arrive_though_a_shell_has_them_ignored(monkeypatch):
    case = Case("moments", 1, 1, {}, [["--version"]], [], (), {"environment": {}})
    numbers = (signal.SIGINT, signal.SIGHUP)
    asked = (
        f"import signal; print(*(signal.getsignal(number) for number in {[*map(int, numbers)]}))"
    )
    monkeypatch.setattr(running, "COMMAND", (sys.executable, "-c", asked))
    was = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        outcome = run(case)[0]
    finally:
        for number, handler in zip(numbers, was, strict=True):
            signal.signal(number, handler)
    assert outcome.output == "<built-in function default_int_handler> 0\n"


def test_a_case_is_made_smaller_and_kept(tmp_path):
    text = b"format: 1\nname: x\nname: y\ntitle: z\n"
    whole = case("file", files={"case.yaml": text, "other.yaml": b"a\nb\n"})
    # a rule that this file does not keep: nothing but a name of a scenario on the command line
    told = faults(case("stays", commands=(["x"], ["y"])), [
        Outcome(["x"], 0, "", "", 0.1, 0.0), Outcome(["y"], 2, "", PLACED, 0.1, 0.0),
    ])  # fmt: skip
    assert told == ["accepted and then refused: " + PLACED.strip()]
    small = minimised(whole, "a fault that it does not show")
    assert small == whole
    write_case(whole, told, tmp_path / "case.json")
    assert read_case(tmp_path / "case.json") == whole
    assert run(whole)[0].code == 2


def test_counts_are_added_and_shown(tmp_path):
    counts = {
        "cases": 1200, "exit_codes": {"0": 1000, "2": 199, "70": 1}, "faults": {"exit code N": 1},
        "cases_per_minute": 600, "processes": 2,
    }  # fmt: skip
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- counts -->\nold\n<!-- end of counts -->\nafter\n")
    add_counts(tmp_path / "counts.json", 5, {"claims": counts})
    write_counts(page, add_counts(tmp_path / "counts.json", 6, {"scenarios": counts}))
    text = page.read_text()
    assert "| claims | 1,200 | 1,000 | 199 | 0 | 1 | 1 | 600 | 2 | 5 |" in text
    assert "| scenarios | 1,200 | 1,000 | 199 | 0 | 1 | 1 | 600 | 2 | 6 |" in text
    assert "old" not in text
    assert text.startswith("before\n<!-- counts -->\n| kind |")
    assert text.endswith("<!-- end of counts -->\nafter\n")
