"""Settings of matplotlib are those of the process: threads that draw take turns."""

import os
import subprocess
import sys
from threading import Event, Thread

import matplotlib as mpl
import pytest

from bongsu.output.pictures import drawing_with
from bongsu.report.style import figure_style


def test_threads_draw_one_after_the_other() -> None:
    before = mpl.rcParams["savefig.dpi"]
    entered, leave = Event(), Event()

    def other() -> None:
        with figure_style():
            entered.set()
            leave.wait()

    thread = Thread(target=other)
    with drawing_with({"savefig.dpi": 33.0}):
        thread.start()
        assert not entered.wait(0.2)
        assert mpl.rcParams["savefig.dpi"] == 33.0
    assert entered.wait(10.0)
    leave.set()
    thread.join()
    assert mpl.rcParams["savefig.dpi"] == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the machine does not copy processes")
def test_a_copy_of_the_process_may_draw_although_another_thread_does() -> None:
    script = """
import os, threading, warnings
from bongsu.output.pictures import drawing_with

warnings.simplefilter("ignore")
begun, ended = threading.Event(), threading.Event()

def draw():
    with drawing_with({}):
        begun.set()
        ended.wait()

thread = threading.Thread(target=draw)
thread.start()
begun.wait()
copy = os.fork()
if copy == 0:
    with drawing_with({}):
        os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
ended.set()
thread.join()
raise SystemExit(code)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=30).returncode == 0
