"""Loops spread over cores: every index once, nested loops, failures, forks."""

import os
import threading

import numpy as np
import pytest

from bongsu.physics.numerics.threads import core_count, run_beside, run_in_chunks


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setenv("BONGSU_THREADS", "2")


@pytest.mark.parametrize("count", [0, 1, 7, 64, 1000])
@pytest.mark.parametrize("chunk", [1, 8, 1000])
def test_every_index_is_computed_once_and_told(count, chunk):
    done = np.zeros(count)
    told = []

    def work(first, last):
        done[first:last] += 1.0

    run_in_chunks(work, count, chunk=chunk, progress=told.append)
    assert np.all(done == 1.0)
    assert sum(told) == count


def test_more_than_one_thread_works():
    both = threading.Barrier(2, timeout=20.0)
    run_in_chunks(lambda _first, _last: both.wait(), 2, chunk=1)


def test_work_may_spread_a_loop_of_its_own():
    total = np.zeros((16, 10))

    def outer(first, last):
        block = total[first:last]

        def inner(left, right):
            block[:, left:right] += 1.0

        run_in_chunks(inner, 10, chunk=3)

    run_in_chunks(outer, 16, chunk=1)
    assert np.all(total == 1.0)


def test_a_failure_ends_the_loop_and_the_next_one_works():
    def fail(first, _last):
        if first == 3:
            raise ZeroDivisionError("three")

    with pytest.raises(ZeroDivisionError, match="three"):
        run_in_chunks(fail, 500, chunk=1)
    seen = []
    run_in_chunks(lambda first, _last: seen.append(first), 20, chunk=1)
    assert sorted(seen) == list(range(20))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_has_threads_of_its_own():
    run_in_chunks(lambda _first, _last: None, 4, chunk=1)
    child = os.fork()
    if child == 0:
        total = []
        run_in_chunks(lambda first, _last: total.append(first), 8, chunk=1)
        os._exit(0 if sorted(total) == list(range(8)) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_bad_numbers_are_refused(monkeypatch):
    with pytest.raises(ValueError, match="chunk must be at least 1"):
        run_in_chunks(lambda _first, _last: None, 3, chunk=0)
    monkeypatch.setenv("BONGSU_THREADS", "zero")
    with pytest.raises(ValueError, match="positive whole number"):
        core_count()


def test_one_thing_is_done_in_a_worker_beside_another():
    met = threading.Barrier(2, timeout=60.0)

    def name() -> str:
        met.wait()
        return threading.current_thread().name

    there, here = run_beside(name, name)
    assert there.startswith("bongsu-worker")
    assert here == threading.current_thread().name


def test_on_one_core_both_are_done_here(monkeypatch):
    monkeypatch.setenv("BONGSU_THREADS", "1")
    done = []
    assert run_beside(lambda: done.append("there"), lambda: done.append("here")) == (None, None)
    assert done == ["here", "there"]


@pytest.mark.parametrize("wrong", ["there", "here"])
def test_a_mistake_of_either_is_raised_when_both_have_ended(wrong):
    ended = []

    def work(name: str) -> None:
        ended.append(name)
        if name == wrong:
            raise ValueError(name)

    with pytest.raises(ValueError, match=wrong):
        run_beside(lambda: work("there"), lambda: work("here"))
    assert "here" in ended
