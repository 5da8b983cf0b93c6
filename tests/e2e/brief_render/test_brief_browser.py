"""The brief in a browser: nothing sticks out, nothing is asked of the network, axe is content."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread
from tests.e2e.brief_render.conftest import sample_figure

from bongsu.report.brief.page import render_brief
from bongsu.report.language import Language

BROWSER = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

# The probe goes into a copy of the page for the test only, and the page's own policy, which
# forbids scripts, is taken out of that copy. It reports when every picture has loaded, to a frame
# around the copy, because a headless window is never narrower than 500 px.
PROBE = """<script>
addEventListener("load", () => {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter(
    (e) => e.getBoundingClientRect().right > wide + 1
      && getComputedStyle(e).position !== "absolute" && !e.parentElement.closest(".scroll"));
  const drawings = [...document.querySelectorAll("svg.drawing")];
  parent.postMessage(JSON.stringify({
    wide, scroll: document.documentElement.scrollWidth,
    drawings: drawings.map((d) => Math.round(d.getBoundingClientRect().width)),
    letters: Math.min(...[...document.querySelectorAll("svg.drawing text")].map(
      (t) => t.getBoundingClientRect().height)),
    out: out.slice(0, 5).map((e) => e.tagName + "." + e.className),
    requests: performance.getEntriesByType("resource").map((r) => r.name)
      .filter((n) => !n.startsWith("data:")),
    small: [...document.querySelectorAll("p, td, th, li, dd, figcaption")].filter(
      (e) => parseFloat(getComputedStyle(e).fontSize) < 12).length,
  }), "*");
});
</script>"""


FRAME = """<!doctype html><body style="margin:0"><pre id="probe"></pre><script>
addEventListener("message", (m) => { document.getElementById("probe").textContent = m.data; });
</script><iframe src="page.html" style="width:{width}px;height:1200px;border:0"></iframe></body>"""


def browse(address, profile, *options):
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-sync",
        "--disable-extensions",
        "--no-first-run",
        "--hide-scrollbars",
        f"--user-data-dir={profile}",
        *options,
        address,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def probe(html, width, folder):
    """What the probe finds in a page shown at a width."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    html = html.replace('loading="lazy"', "")
    (folder / "page.html").write_text(html.replace("</body>", PROBE + "</body>"), "utf-8")
    frame = folder / "frame.html"
    frame.write_text(FRAME.replace("{width}", str(width)), "utf-8")
    options = ("--virtual-time-budget=20000", "--window-size=1400,1300", "--dump-dom")
    dom = browse(frame.as_uri(), folder / "profile", *options)
    found = json.loads(unescape(re.search(r'<pre id="probe">(.*?)</pre>', dom, re.S).group(1)))
    assert found["wide"] == width
    return found


@pytest.fixture(scope="module")
def measure(sample_brief, tmp_path_factory):
    return cache(
        lambda width: probe(render_brief(sample_brief), width, tmp_path_factory.mktemp("b"))
    )


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_sticks_out_to_the_side(measure, width):
    found = measure(width)
    assert found["out"] == []
    assert found["scroll"] <= width


def test_the_probe_sees_what_sticks_out(sample_brief, tmp_path):
    """The test above can fail: a block of a fixed width is found out."""
    wide = '<div class="fixed" style="width:900px">too wide</div></body>'
    found = probe(render_brief(sample_brief).replace("</body>", wide), 400, tmp_path)
    assert found["out"] == ["DIV.fixed"]
    assert found["scroll"] == 900


def test_drawings_are_as_wide_as_the_page_and_their_letters_can_be_read(measure):
    found = measure(400)
    assert len(found["drawings"]) == 5
    assert min(found["drawings"]) > 300
    assert found["letters"] >= 11
    assert found["requests"] == []


def test_no_text_is_tiny(measure):
    assert measure(400)["small"] == 0


def test_the_page_as_delivered_is_drawn(sample_brief, tmp_path):
    """With its own policy in place, the page is drawn: text and pictures make the file large."""
    page, shot = tmp_path / "page.html", tmp_path / "page.png"
    page.write_text(render_brief(sample_brief), "utf-8")
    browse(page.as_uri(), tmp_path / "profile", f"--screenshot={shot}", "--window-size=400,3000")
    assert shot.read_bytes().startswith(b"\x89PNG")
    colours = len(np.unique((imread(shot)[::4, ::4, :3] * 255).astype(int).reshape(-1, 3), axis=0))
    assert colours > 30


# as the longest brief that comes with the package has them: that of the debate of 2016
CLAIMS, READINGS_OF_EACH, MAPS, TIMELINES, ROWS, SOURCES = 16, 4, 4, 3, 45, 60


@pytest.fixture(scope="module")
def long_brief(sample_brief):
    """A brief as long as the longest, made up."""
    first = sample_brief.claims[0]
    reading = replace(
        first.readings[0],
        where="Sample site: no shot; where the radar sees the missile it passes 18 km beyond.",
        span="0 to 28.7 million people over the cited uncertainty; of 16 draws nine in ten give "
        "16.9 to 28.6 million people; values that move together go beyond the ends",
    )
    unknown = "Of the 28 assumptions that move its numbers, quality U applies to 18: assumed, or "
    claims = [
        replace(
            first,
            id=f"sample-{number}",
            readings=(reading,) * READINGS_OF_EACH,
            figures=(sample_figure("views", 2),)
            if number < MAPS
            else (sample_figure("timelines", 5),)
            if number < MAPS + TIMELINES
            else (),
            unknown=(unknown + "repeated without the original having been read (battery: 8).",),
        )
        for number in range(CLAIMS)
    ]
    return replace(
        sample_brief,
        claims=tuple(claims),
        assumptions=sample_brief.assumptions * ROWS,
        footnotes=tuple(
            replace(sample_brief.footnotes[0], number=number) for number in range(1, SOURCES + 1)
        ),
    )


def printed_pages(content, folder):
    """How many sheets of letter paper, which is shorter than A4, a page fills."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(render_brief(content), "utf-8")
    browse(page.as_uri(), folder / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def test_a_long_brief_prints_on_fewer_than_twenty_pages(long_brief, tmp_path):
    assert 10 < printed_pages(long_brief, tmp_path) < 20


def test_a_long_korean_brief_prints_on_fewer_than_twenty_pages(long_brief, tmp_path):
    korean = replace(long_brief, language=Language("ko"))
    assert 10 < printed_pages(korean, tmp_path) < 20


AXE = Path(find_spec("axe_core_python").origin).with_name("axe.min.js")
RUN_AXE = """<script>{axe}</script><script>
addEventListener("load", () => axe.run().then((found) => {{
  document.body.innerHTML = "<pre id='probe'></pre>";
  document.getElementById("probe").textContent = JSON.stringify(found.violations.map(
    (one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 120)]));
}}));
</script>"""


def violations(html, folder, *options):
    """What axe finds in a page."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    script = RUN_AXE.format(axe=AXE.read_text("utf-8"))
    page = folder / "page.html"
    page.write_text(html.replace("</body>", script + "</body>"), "utf-8")
    options = ("--virtual-time-budget=60000", "--window-size=1280,1300", *options)
    dom = browse(page.as_uri(), folder / "profile", *options, "--dump-dom")
    return json.loads(unescape(re.search(r"<pre id=.probe.>(.*?)</pre>", dom, re.S).group(1)))


def test_axe_finds_no_violation(sample_brief, tmp_path):
    assert violations(render_brief(sample_brief), tmp_path) == []


def test_axe_finds_no_violation_in_the_dark_and_in_korean(korean_brief, tmp_path):
    dark = "--blink-settings=preferredColorScheme=0"
    assert violations(render_brief(korean_brief), tmp_path, dark) == []


def test_axe_sees_what_cannot_be_read(sample_brief, tmp_path):
    """The tests above can fail: pale letters are found out."""
    pale = '<p style="color:#ccc">pale letters</p></main>'
    html = render_brief(sample_brief).replace("</main>", pale)
    assert [one[0] for one in violations(html, tmp_path)] == ["color-contrast"]
