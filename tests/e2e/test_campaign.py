"""That a campaign sees what it is to see, and that what it finds adds up on disk."""

import random

import pytest
from tools.campaign import moments, record
from tools.campaign.moments import Undisturbed, faults_at, faults_of_next
from tools.campaign.station import End

FILES = {"out.nc": b"numbers", "out.svg": b"<svg/>"}
RIGHT = End(0, b"{}", b"", FILES, 2.0, 2.0)
HIDDEN = {".bongsu-0123": b"(directory)", ".bongsu-0123/out.nc": b"num"}
INTERRUPTED = b"bongsu: interrupted\n"
PUT_BACK = (
    b"bongsu: an earlier run was ended while it wrote a set of files; as before it, now: out.nc\n"
)


def ended(code, files=None, error=b"", took_s=0.5, processor_s=0.1, output=b"", **how):
    return End(code, output, error, files or {}, took_s, processor_s, **how)


SOUND = [
    ("SIGINT", ended(130, error=INTERRUPTED), {}),
    ("SIGTERM", ended(143), {}),
    ("SIGHUP", ended(-1), {}),
    ("SIGKILL", ended(-9, HIDDEN), {}),
    ("SIGKILL", ended(-9, {"out.nc": b"numbers"}), {}),
    # what killed ones before it left is not its own
    ("SIGTERM", ended(143, {**HIDDEN, "out.nc": b"numbers"}), {**HIDDEN, "out.nc": b"numbers"}),
    # the run before was killed in the middle of its set
    ("SIGTERM", ended(143, error=PUT_BACK), {"out.nc": b"numbers"}),
    ("SIGINT", ended(130, error=PUT_BACK + INTERRUPTED), {"out.nc": b"numbers"}),
    # it came when all was done
    ("SIGTERM", ended(143, FILES), {}),
    ("SIGINT", ended(0, FILES, output=b"{}"), {}),
    # others use the machine
    ("SIGTERM", ended(143, took_s=9.0, processor_s=0.5, crowded=True), {}),
]


@pytest.mark.parametrize(("name", "end", "before"), SOUND)
def test_a_sound_end_is_no_fault(name, end, before):
    assert faults_at(name, end, before, RIGHT, "warm") == []


FAULTS = [
    ("crash", "SIGTERM", ended(-11), {}),
    ("another answer", "SIGINT", ended(0, FILES, output=b"{1}"), {}),
    ("not killed", "SIGKILL", ended(143), {}),
    ("wrong exit code", "SIGINT", ended(-2, error=INTERRUPTED), {}),
    ("wrong exit code", "SIGTERM", ended(1), {}),
    ("wrong words", "SIGINT", ended(130, error=b"Traceback"), {}),
    ("files are left", "SIGTERM", ended(143, HIDDEN), {}),
    ("files are left", "SIGTERM", ended(143, {"out.nc": b"numbers"}), {}),
    ("files are left", "SIGTERM", ended(143), {"out.nc": b"numbers"}),
    ("a file is torn", "SIGKILL", ended(-9, {"out.nc": b"num"}), {}),
    ("slow to end", "SIGTERM", ended(143, took_s=9.0, processor_s=0.1), {}),
    ("slow to end", "SIGTERM", ended(143, took_s=9.0, processor_s=3.0, crowded=True), {}),
    ("hang", "SIGTERM", ended(143, took_s=301.0, hung=True), {}),
]


@pytest.mark.parametrize(("fault", "name", "end", "before"), FAULTS)
def test_what_is_wrong_is_found(fault, name, end, before):
    assert faults_at(name, end, before, RIGHT, "warm") == [fault]


def test_the_run_after_a_series_must_be_the_undisturbed_one():
    assert faults_of_next(RIGHT, RIGHT) == []
    torn = ended(0, {**FILES, "out.nc": b"num"}, output=b"{}")
    assert faults_of_next(torn, RIGHT) == ["the next run answers otherwise"]
    left = ended(0, {**FILES, **HIDDEN}, output=b"{}")
    assert faults_of_next(left, RIGHT) == ["the next run does not clean up"]


def test_a_signal_comes_when_a_run_has_come_as_far_as_its_moment():
    warm = Undisturbed(RIGHT, 2.0, 2.0, [])
    assert warm.after(1.5, 0) == 1.5
    # two kernels were kept by 30 s of 60; a run that finds them is there after 1 s of its 2
    cold = Undisturbed(RIGHT, 60.0, 2.0, [10.0, 30.0, 50.0])
    assert cold.after(5.0, 0) == 5.0
    assert cold.after(33.0, 2) == pytest.approx(4.0)
    assert cold.after(20.0, 2) == 0.01


def test_series_add_up_on_disk(tmp_path):
    path, page = tmp_path / "record.jsonl", tmp_path / "page.md"
    page.write_text("before\n<!-- campaigns -->\nearlier ones\n<!-- end of campaigns -->\nafter\n")
    series = {
        "campaign": "moments", "study": "brief", "cache": "cold", "undisturbed_s": 60.0,
        "signals": [("SIGINT", 3.0, 0.25, 130), ("SIGKILL", 4.0, 0.01, -9)], "faults": [],
    }  # fmt: skip
    record.add(path, series)
    record.add(path, {**series, "faults": ["crash"], "undisturbed_s": 66.0})
    record.add(path, {**series, "cache": "warm"})
    record.add(path, {"campaign": "damages", "damages": 1200, "runs": 700, "faults": {}})
    kept = record.read(path, "moments")
    assert len(kept) == 3
    assert record.sent(kept, "brief", "cold") == {"SIGINT": 2, "SIGKILL": 2}
    record.write_page(path, page)
    text = page.read_text()
    assert "| brief, cold | 60.0 to 66.0 | 2 | 0 | 0 | 2 | 2 | 0.2 | 1 |" in text
    assert "damaged: 1,200 in 700 runs; 0 faults" in text
    assert "earlier ones" not in text
    assert text.startswith("before\n<!-- campaigns -->\n| study, cache |")
    assert text.endswith("<!-- end of campaigns -->\nafter\n")


@pytest.mark.parametrize("cache_state", ["warm", "cold"])
@pytest.mark.parametrize("last", ["right", "wrong"])
def test_a_series_ends_with_a_run_that_is_compared(tmp_path, monkeypatch, cache_state, last):
    monkeypatch.setattr(moments, "prepare", lambda *_: [])
    calls = []

    def run(_words, place, cache, number=0, after_s=0.0):
        calls.append((number, after_s))
        if number:
            return ended(-number)
        cache.mkdir(exist_ok=True)
        is_last = calls[-2:-1] and calls[-2][0]
        return RIGHT if not is_last or last == "right" else ended(0, output=b"{0}")

    monkeypatch.setattr(moments, "run", run)
    cell = moments.Cell(tmp_path, "footprint", cache_state)
    del calls[:]
    said = []
    found = cell.series(random.Random(1), ["SIGTERM", "SIGKILL"], said.append)
    numbers = [number for number, _ in calls]
    each = moments.OF_EACH[cache_state]
    assert sorted(numbers) == sorted([15, 9] * each + [0])
    assert numbers[-1] == 0
    assert record.sent([found], "footprint", cache_state) == {"SIGTERM": each, "SIGKILL": each}
    assert all(0.0 < after_s <= 2.0 for _, after_s in calls[:-1])
    assert bool(found["faults"]) == bool(said) == (last == "wrong")
