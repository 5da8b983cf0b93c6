"""A real server and a real browser for the tests of the page."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from time import monotonic, sleep

import pytest
from playwright.sync_api import sync_playwright

from bongsu.server.app import is_built

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
PATIENCE_S = 90.0


def pytest_collection_modifyitems(items):
    """Leave these tests out where there is nothing to show or to show it with."""
    reason = ""
    if CHROMIUM is None:
        reason = "no Chromium on this machine"
    elif not is_built():
        reason = "the page is not built: see docs/develop/page.md"
    for item in items:
        if reason and "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def server():
    """Address of a running `bongsu serve`, warm."""
    command = [sys.executable, "-m", "bongsu", "serve", "--port", "0", "--no-browser"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        try:
            said = process.stdout.readline()
            address = re.search(r"http://[\d.]+:\d+/", said)
            assert address, said
            end = monotonic() + PATIENCE_S
            while not _ready(address.group()):
                assert monotonic() < end, "the server does not get ready"
                sleep(0.2)
            yield address.group()
        finally:
            process.terminate()


def _ready(address):
    try:
        with urllib.request.urlopen(f"{address}api/health", timeout=10) as answer:
            return json.load(answer)["ready"]
    except OSError:  # it says its address a moment before it listens
        return False


@pytest.fixture(scope="module")
def launching():
    """Start a browser with some options: ``with launching("--disable-3d-apis") as browser``.

    It ends with its file: the loop of Playwright would stand in the way of other tests' own.
    """
    with sync_playwright() as playwright:

        @contextmanager
        def launch(*options):
            opened = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", *options]
            )
            yield opened
            opened.close()

        yield launch


@pytest.fixture(scope="module")
def browser(launching):
    with launching() as opened:
        yield opened


class Visit:
    """A page that is open, with what went wrong in it."""

    def __init__(self, page):
        self.page = page
        self.errors = []
        self.requests = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.on("request", lambda request: self.requests.append(request.url))

    def answered(self):
        """Wait until the fine answer is there."""
        self.page.wait_for_selector(".answer h1 .number")
        self.page.wait_for_selector("html[data-settled]")
        return self

    def sentence(self):
        return self.page.inner_text(".answer h1").replace("\xa0", " ")

    def percent(self):
        """The number of the sentence [%]."""
        return float(re.search(r"([\d.]+) ?%", self.sentence()).group(1))

    def middle(self, name):
        """Middle of a marker, in view."""
        self.page.evaluate("scrollTo(0, 0)")
        box = self.page.locator(name).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def changed(self, act):
        """Do something and wait until the answer to it is there."""
        before = self.page.get_attribute("html", "data-settled")
        act()
        self.page.wait_for_function(
            "before => { const now = document.documentElement.dataset.settled;"
            " return now && now !== before; }",
            arg=before,
        )
        return self


@pytest.fixture(scope="module")
def visiting(server, browser):
    """Open the page: ``with visiting(width=400, query="?lang=ko") as visit``."""

    @contextmanager
    def open_page(width=1280, height=800, query="", within=browser, **options):
        options.setdefault("locale", "en-GB")
        context = within.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        context.set_default_timeout(1000 * PATIENCE_S)
        visit = Visit(context.new_page())
        address = query if query.startswith("http") else server + query
        visit.page.goto(address)
        try:
            yield visit.answered()
        finally:
            context.close()
        assert visit.errors == []
        # nothing is asked of anyone else
        assert [one for one in visit.requests if not one.startswith((server, "blob:"))] == []

    return open_page


@pytest.fixture(scope="module")
def desk(visiting):
    """One page at a desk, which the tests of this file use in turn."""
    with visiting() as visit:
        yield visit


@pytest.fixture
def back_to_the_first_state(request):
    """Leave a desk that tests share as it was found."""
    yield
    if "desk" in request.fixturenames:
        visit = request.getfixturevalue("desk")
        reset = visit.page.get_by_role("button", name="Reset")
        if reset.is_enabled():
            visit.changed(reset.click)
