"""How fast the page is: from a request to its answer, against a real server.

    uv run python benchmarks/page.py --json

starts `bongsu serve`, waits until it is ready, and measures over its WebSocket: the first answer of
a page that is just opened; the round trip of a drag, for 300 and 2,500 aim points, of one flight
and of all flights of the Nodong; and the coarse round trip of 50 pages at once. Where the page is
built and Chromium and Playwright are there, the first answer and the frames per second of a drag
are those that a person sees, beside those of the page at rest, which no drag exceeds. Before and
after come the load of the machine and the memory of the server.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import msgpack
from websockets.sync.client import ClientConnection, connect

from bongsu.physics.numerics.threads import core_count

NODONG = {"missile": "nodong"}
ONE_FLIGHT = {**NODONG, "shapes": ["minimum-energy"], "launch_areas": ["hwangju"]}
COARSE, FINE = 300, 2500
PATIENCE_S = 600.0
_FRAMES = """() => new Promise(done => {
  let count = -1, begun;
  const tick = now => { begun ??= now; count += 1;
    const past = now - begun;
    past < 3000 ? requestAnimationFrame(tick) : done(1000 * count / past); };
  requestAnimationFrame(tick); })"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=30, help="steps of a drag")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long all clients ask")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found: dict[str, Any] = {
        "cores": core_count(),
        "machine": platform.processor() or platform.machine(),
        "load_before": round(os.getloadavg()[0], 1),
    }
    with server() as (address, process, up_s):
        found["server_up_s"] = up_s
        found |= over_socket(address, chosen.moves)
        before = memory_mb(process.pid)
        found |= many_clients(address, chosen.clients, chosen.seconds)
        found["memory_mb_before"], found["memory_mb_after"] = before, memory_mb(process.pid)
        found |= {} if chosen.no_browser else in_browser(address)
    found["load_after"] = round(os.getloadavg()[0], 1)
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        print("\n".join(f"{name:32} {value}" for name, value in found.items()))


@contextmanager
def server() -> Iterator[tuple[str, subprocess.Popen[str], float]]:
    """Start a server on a free port: its address, and seconds until it was up."""
    command = [sys.executable, "-m", "bongsu", "serve", "--port", "0", "--no-browser"]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = re.search(r"http://([\d.]+:\d+)/", process.stdout.readline())
            assert said, "the server does not start"
            up_s = round(time.perf_counter() - begun, 2)
            # what is asked for beforehand, the fine footprint as well, comes before what is timed
            with talk(said[1]) as socket:
                end = time.monotonic() + PATIENCE_S
                while not ready(said[1]) and time.monotonic() < end:
                    time.sleep(0.2)
                for aim_points in (COARSE, FINE):
                    for flights in (NODONG, ONE_FLIGHT):
                        ask(socket, 0, flights, aim_points)
            yield said[1], process, up_s
        finally:
            process.terminate()


def ready(address: str) -> bool:
    with urlopen(f"http://{address}/api/health", timeout=PATIENCE_S) as found:
        return bool(json.load(found)["ready"])


def talk(address: str) -> ClientConnection:
    return connect(
        f"ws://{address}/engine", max_size=None, compression=None, open_timeout=PATIENCE_S
    )


def ask(
    socket: ClientConnection, step: int, flights: dict[str, Any], aim_points: int, grid: str = ""
) -> tuple[float, dict[str, Any]]:
    """Ask for a footprint with the battery moved by a step; milliseconds and the answer."""
    request = {
        "kind": "footprint",
        "id": step,
        "setting": {
            "flights": flights,
            "site": {"latitude_deg": 36.05 + 0.01 * (step % 40), "longitude_deg": 128.22},
        },
        "aim_points": aim_points,
        "known_grids": [grid] if grid else [],
    }
    begun = time.perf_counter()
    socket.send(msgpack.packb(request))
    answer = msgpack.unpackb(socket.recv(timeout=PATIENCE_S))
    took_ms = 1e3 * (time.perf_counter() - begun)
    assert answer["kind"] == "footprint", answer
    return took_ms, answer


def over_socket(address: str, moves: int) -> dict[str, Any]:
    """First answer of a page that is opened, and round trips of a drag."""
    begun = time.perf_counter()
    with talk(address) as socket:
        _, answer = ask(socket, 0, NODONG, COARSE)
        found: dict[str, Any] = {"first_answer_s": round(time.perf_counter() - begun, 3)}
        grids = {COARSE: answer["grid_key"]}
        for name, flights, aim_points in (
            ("drag", ONE_FLIGHT, FINE),
            ("drag_coarse", ONE_FLIGHT, COARSE),
            ("drag_12_flights_coarse", NODONG, COARSE),
            ("drag_12_flights", NODONG, FINE),
        ):
            _, answer = ask(socket, 0, flights, aim_points, grids.get(aim_points, ""))
            grids[aim_points] = answer["grid_key"]
            times = [
                ask(socket, n, flights, aim_points, grids[aim_points])[0] for n in range(moves)
            ]
            found[f"{name}_ms_median"] = round(statistics.median(times), 1)
            found[f"{name}_ms_p95"] = round(percentile(times, 0.95), 1)
    return found


def many_clients(address: str, count: int, seconds: float) -> dict[str, Any]:
    """Let many pages ask for coarse footprints at once, each as soon as it has its answer."""
    times: list[float] = []
    failures: list[str] = []
    end = time.monotonic() + seconds

    def visit(number: int) -> None:
        step = number
        try:
            with talk(address) as socket:
                grid = ask(socket, step, ONE_FLIGHT, COARSE)[1]["grid_key"]
                while time.monotonic() < end:
                    step += 1
                    times.append(ask(socket, step, ONE_FLIGHT, COARSE, grid)[0])
        except (OSError, AssertionError, TimeoutError) as error:
            failures.append(repr(error))

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(count)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    return {
        f"clients_{count}_ms_median": round(statistics.median(times), 1),
        f"clients_{count}_ms_p95": round(percentile(times, 0.95), 1),
        "clients_answers": len(times),
        "clients_failures": failures,
    }


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def memory_mb(process: int) -> float | None:
    """Resident memory of a process; none where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
    return round(int(found[1]) / 1e3, 1) if found else None


def in_browser(address: str) -> dict[str, Any]:
    """First answer and frames of a drag as a person sees them."""
    from bongsu.server.app import is_built

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return {"browser": "Playwright is not installed"}
    if chromium is None or not is_built():
        return {"browser": "no Chromium, or the page is not built"}
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 1280, "height": 800})
        begun = time.perf_counter()
        page.goto(f"http://{address}/", wait_until="load")
        loaded = time.perf_counter()
        page.locator(".answer h1 .number").wait_for(timeout=1e3 * PATIENCE_S)
        answered = time.perf_counter()
        box = page.locator("#battery").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.locator("html[data-settled]").wait_for(timeout=1e3 * PATIENCE_S)
        # the page at rest: what the display gives, whatever is drawn
        at_rest = page.evaluate(_FRAMES)
        page.mouse.move(x, y)
        page.mouse.down()
        frames = page.evaluate_handle(f"() => {{ window.counted = ({_FRAMES})(); }}")
        end = time.perf_counter() + 3.0
        step = 0
        while time.perf_counter() < end:
            step += 1
            page.mouse.move(x + 60 * ((step % 40) / 40), y + 60 * ((step % 25) / 25))
        per_second = page.evaluate("() => window.counted")
        page.mouse.up()
        frames.dispose()
        opened.close()
    return {
        "browser": chromium,
        "browser_load_s": round(loaded - begun, 2),
        "browser_first_answer_s": round(answered - loaded, 2),
        "frames_per_s": round(per_second, 1),
        "frames_per_s_at_rest": round(at_rest, 1),
    }


if __name__ == "__main__":
    main()
