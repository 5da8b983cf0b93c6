"""Work in forked processes gives what work in this one gives."""

import os
import signal
import time

import pytest

from bongsu.physics.numerics.processes import run_forked
from bongsu.physics.numerics.threads import ENVIRONMENT_VARIABLE, core_count

OWN = os.getpid()


@pytest.fixture(autouse=True)
def two_cores(monkeypatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "2")


def test_results_come_in_order_from_other_processes() -> None:
    told: list[int] = []
    found = run_forked(
        lambda index: (index**2, os.getpid(), core_count()), 3000, progress=told.append
    )
    assert [square for square, _, _ in found] == [index**2 for index in range(3000)]
    assert OWN not in {process for _, process, _ in found}
    # a copy has one core for itself
    assert {cores for _, _, cores in found} == {1}
    assert sum(told) == 3000
    assert core_count() == 2


def test_one_core_computes_here(monkeypatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "1")
    assert run_forked(lambda _index: os.getpid(), 3) == [OWN] * 3
    assert run_forked(str, 0) == []


def test_a_mistake_is_raised_here() -> None:
    def work(index: int) -> int:
        if index >= 5:
            raise ValueError(f"{index} is wrong")
        return index

    with pytest.raises(ValueError, match=r"^5 is wrong$"):
        run_forked(work, 8)


def test_what_a_killed_process_leaves_is_computed_here() -> None:
    def work(index: int) -> int:
        if os.getpid() != OWN and index > 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return index

    assert run_forked(work, 6) == list(range(6))


def test_nothing_runs_on_after_an_interruption(tmp_path) -> None:
    def interrupt(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_forked(lambda _: (tmp_path / f"{os.getpid()}").touch(), 100, progress=interrupt)
    copies = [int(path.name) for path in tmp_path.iterdir()]
    assert copies
    assert os.getpid() not in copies
    for copy in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)


def test_what_is_done_meanwhile_is_done_here_once(monkeypatch) -> None:
    done: list[int] = []
    found = run_forked(lambda _index: os.getpid(), 4, meanwhile=lambda: done.append(os.getpid()))
    assert OWN not in found
    assert done == [OWN]
    # with one core nobody waits for anybody
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "1")
    assert run_forked(lambda _index: os.getpid(), 4, meanwhile=done.clear) == [OWN] * 4
    assert done == [OWN]


def test_what_goes_wrong_meanwhile_ends_the_copies(tmp_path) -> None:
    def work(_index: int) -> None:
        (tmp_path / f"{os.getpid()}").touch()
        signal.pause()

    def wrong() -> None:
        while len([*tmp_path.iterdir()]) < 2:
            time.sleep(0.01)
        raise ValueError("meanwhile")

    with pytest.raises(ValueError, match="meanwhile"):
        run_forked(work, 4, meanwhile=wrong)
    for path in tmp_path.iterdir():
        with pytest.raises(ChildProcessError):
            os.waitpid(int(path.name), os.WNOHANG)
