"""The map in a notebook: JupyterLab runs the how-to, a hand drags, Python has what was dragged."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copy
from time import monotonic, sleep

import pytest

from bongsu.jupyter.studio import VIEW

PATIENCE_S = 90.0
NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "studio.ipynb"
# it would ask jupyter.org for news
NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}

pytestmark = pytest.mark.skipif(
    not VIEW.is_file(), reason="the view is not built: see docs/develop/page.md"
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address of a JupyterLab of its own, with the how-to in its folder."""
    home = tmp_path_factory.mktemp("home")
    work = tmp_path_factory.mktemp("work")
    copy(NOTEBOOK, work)
    config = home / "config" / "labconfig"
    config.mkdir(parents=True)
    (config / "page_config.json").write_text(json.dumps(NEWS), encoding="utf-8")
    folders = {f"JUPYTER_{name.upper()}_DIR": home / name for name in ("config", "data", "runtime")}
    environment = {**os.environ, "IPYTHONDIR": home / "ipython", "HOME": home, **folders}
    options = ("--no-browser", "--port=0", "--ServerApp.ip=127.0.0.1", "--allow-root")
    with subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={work}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            end = monotonic() + PATIENCE_S
            known = home / "runtime" / f"jpserver-{process.pid}.json"
            while not known.is_file():
                assert monotonic() < end, "JupyterLab does not start"
                sleep(0.2)
            said = json.loads(known.read_text(encoding="utf-8"))
            yield f"{said['url']}lab/tree/{NOTEBOOK.name}?token={said['token']}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def notebook(lab, browser):
    """The how-to, with its first cell run, which shows the map."""
    context = browser.new_context(viewport={"width": 1280, "height": 1200})
    context.set_default_timeout(1000 * PATIENCE_S)
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(lab)
    # before the kernel is there JupyterLab would ask for one
    page.get_by_text("| Idle").wait_for()
    run(page, 0)
    yield page
    context.close()
    own = re.match(r"http://[^/]+/", lab).group()
    assert [one for one in asked if not one.startswith((own, "blob:", "data:"))] == []
    assert faults == []


def settled(page, act):
    """Do something and wait until all of the answer to it is there."""
    studio = page.locator(".bongsu-studio [data-settled]")
    before = studio.get_attribute("data-settled")
    act()
    page.wait_for_function(
        """before => document.querySelector(".bongsu-studio").shadowRoot
        .querySelector("[data-settled]").dataset.settled > before""",
        arg=before,
    )


def percent(page):
    """The number of the sentence [%]."""
    said = page.locator(".bongsu-studio .answer h1").inner_text().replace("\xa0", " ")
    return float(re.search(r"([\d.]+) ?%", said).group(1))


def run(page, cell):
    """Run a code cell."""
    code = page.locator(".jp-CodeCell").nth(cell)
    code.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    return code


def shown(page, cell):
    """What a code cell shows when it is run."""
    output = run(page, cell).locator(".jp-OutputArea-output").last
    output.wait_for()
    return output.inner_text()


def test_the_map_is_drawn_dragged_and_read_back(notebook):
    page = notebook
    page.locator(".bongsu-studio [data-settled]").wait_for()
    first = percent(page)
    assert (
        page.locator(".bongsu-studio canvas").evaluate(
            """canvas => { const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size; }"""
        )
        > 50
    )

    battery = page.locator(".bongsu-studio #battery")
    battery.scroll_into_view_if_needed()
    box = battery.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag():
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 7):
            page.mouse.move(x - 8 * step, y - 8 * step)
        page.mouse.up()

    settled(page, drag)
    assert percent(page) != first
    label = battery.get_attribute("aria-label")
    where = [float(number) for number in re.findall(r"([\d.]+)°", label)]
    read = shown(page, 1)
    assert [float(one) for one in re.findall(r"_deg=([\d.]+)", read)[:2]] == pytest.approx(
        where, abs=0.006
    )
    # the hash under the map is that of the scenario that Python has
    digest = re.search(r"'([0-9a-f]{12})'", read).group(1)
    origin = page.locator(".bongsu-studio footer").inner_text()
    assert digest.startswith(re.search(r"[0-9a-f]{8,}$", origin).group())
    assert 0.0 < float(shown(page, 2)) < 1.0


def test_arrow_keys_move_the_battery_and_not_the_notebook(notebook):
    page = notebook
    page.locator(".bongsu-studio #battery").focus()
    before = page.locator(".bongsu-studio #battery").get_attribute("aria-label")
    settled(page, lambda: page.keyboard.press("Shift+ArrowDown"))
    assert page.locator(".bongsu-studio #battery").get_attribute("aria-label") != before
    assert (
        page.evaluate("""document.querySelector(".bongsu-studio").shadowRoot.activeElement.id""")
        == "battery"
    )


def test_what_python_sets_the_map_shows(notebook):
    page = notebook
    code = page.locator(".jp-CodeCell").last.locator(".cm-content")
    code.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("studio.setting = {'site': 'daegu', 'flights': {'missile': 'nodong'}}")
    settled(page, lambda: page.keyboard.press("Control+Enter"))
    assert "Daegu" in page.locator(".bongsu-studio .answer h1").inner_text()
