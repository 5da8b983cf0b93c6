"""The globe: drawn without a graphics card, and a button that says why where there is no WebGL."""

import io

from PIL import Image

# the processor draws what a graphics card would
BY_PROCESSOR = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")


def test_the_globe_shows_what_stands_in_the_air_and_asks_nobody_else(visiting, launching):
    with (
        launching(*BY_PROCESSOR) as browser,
        visiting(width=480, height=600, within=browser) as visit,
    ):
        page = visit.page
        assert not any("globe" in one for one in visit.requests)  # loaded when it is opened
        page.get_by_role("tab", name="Globe").click()
        page.wait_for_function(
            "() => Number(document.querySelector('.globe')?.dataset.shapes) > 40"
        )
        picture = page.locator(".globe .map-view").screenshot()
        assert len(Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 20)) > 500
        with_all = int(page.get_attribute(".globe", "data-shapes"))
        page.get_by_label("Where interceptors can be").uncheck()
        assert int(page.get_attribute(".globe", "data-shapes")) < with_all
        assert "the radar sees, at 10," in page.inner_text(".globe-keys")
        # what is played stands there too, and moves with its clock
        page.get_by_role("tab", name="Playback").click()
        moves = "least => Number(document.querySelector('.globe').dataset.moving) > least"
        page.wait_for_function(moves, arg=0)
        page.get_by_label("Time on the clock").fill("200")
        page.wait_for_function(moves, arg=3)
        assert "Playback" in page.inner_text(".globe-keys")
        page.get_by_role("tab", name="Map").click()
        assert page.locator(".globe").is_hidden()


def test_without_webgl_the_button_says_why_and_the_map_stays(visiting, launching):
    with (
        launching("--disable-gpu", "--disable-3d-apis") as browser,
        visiting(within=browser) as visit,
    ):
        tab = visit.page.get_by_role("tab", name="Globe")
        tab.click()
        assert tab.get_attribute("aria-disabled") == "true"
        assert "The globe needs WebGL 2" in visit.page.inner_text(".shelf.stage > .note")
        assert visit.page.locator(".map-view canvas").first.is_visible()
