"""The page as a person uses it: by mouse, keys and touch, in two languages, kept and reopened."""

import json
import re

import axe_core_python.sync_playwright as axe
import pytest

SERIOUS = ("serious", "critical")


pytestmark = pytest.mark.usefixtures("back_to_the_first_state")


def axe_faults(page):
    found = axe.Axe().run(page)["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS]


def test_a_first_visit_has_a_map_a_battery_and_a_sentence_with_its_number(desk):
    assert re.fullmatch(
        r"A battery at Seongju golf course defends \d+ % of the people of South Korea "
        r"whom the Nodong missile can reach, on average over 12 flights\.",
        desk.sentence(),
    )
    assert desk.page.get_attribute("#battery", "aria-label").startswith("Battery, 36.05°")
    # the canvas shows more than the sea
    colours = desk.page.evaluate(
        """() => { const c = document.querySelector("canvas"), g = c.getContext("2d");
        const d = g.getImageData(0, 0, c.width, c.height).data; const s = new Set();
        for (let i = 0; i < d.length; i += 4) s.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]);
        return s.size; }"""
    )
    assert colours > 50


def test_a_drag_by_mouse_moves_the_answer_and_is_undone(desk):
    first = desk.sentence()
    x, y = desk.middle("#battery")

    def drag():
        desk.page.mouse.move(x, y)
        desk.page.mouse.down()
        for step in range(1, 6):
            desk.page.mouse.move(x - 9 * step, y - 13 * step)
        desk.page.mouse.up()

    desk.changed(drag)
    moved = desk.sentence()
    assert moved != first
    assert "Seongju" not in moved
    assert re.search(r"defended, was \d+", desk.page.inner_text(".hidden[role=status]"))
    desk.changed(desk.page.get_by_role("button", name="Undo").click)
    assert desk.sentence() == first
    desk.changed(desk.page.get_by_role("button", name="Redo").click)
    assert desk.sentence() == moved


def test_arrow_keys_move_a_site_by_one_kilometre_and_ten_with_shift(desk):
    def latitude():
        return float(re.search(r"([\d.]+)°", desk.page.get_attribute("#battery", "aria-label"))[1])

    desk.page.locator("#battery").focus()
    before = latitude()
    desk.changed(lambda: desk.page.keyboard.press("Shift+ArrowUp"))
    assert latitude() - before == pytest.approx(10 / 111.2, abs=0.011)
    assert desk.page.evaluate("document.activeElement.id") == "battery"


def test_the_boresight_turns_and_the_radar_sees_other_countries(desk):
    desk.page.locator("#boresight").focus()
    before = desk.page.get_attribute("#boresight", "aria-label")
    desk.changed(lambda: desk.page.keyboard.press("Shift+ArrowLeft"))
    assert before == "Radar faces (boresight), 340°"
    assert desk.page.get_attribute("#boresight", "aria-label") == "Radar faces (boresight), 330°"


def test_a_click_gives_the_timeline_of_a_place_and_its_first_reason(desk):
    desk.page.evaluate("scrollTo(0, 0)")
    box = desk.page.locator(".map-view").bounding_box()
    x, y = box["x"] + 0.42 * box["width"], box["y"] + 0.51 * box["height"]
    desk.changed(lambda: desk.page.mouse.click(x, y))
    assert desk.page.locator(".place .why").inner_text()
    assert desk.page.locator(".place svg.chart").count() == 1
    desk.page.locator(".place summary").click()
    assert "impact" in desk.page.locator(".place table").first.inner_text()


def test_every_control_changes_the_answer(desk):
    seen = {desk.sentence()}
    for label, choice in (
        ("Shape of the arc", "full-burn-lofted"),
        ("Launched from", "hwangju"),
        ("Site", "daegu"),
    ):
        field = desk.page.get_by_label(label)
        desk.changed(lambda field=field, choice=choice: field.select_option(choice))
        assert desk.sentence() not in seen
        seen.add(desk.sentence())


def test_a_slower_clock_defends_fewer(desk):
    number = desk.percent()
    desk.changed(lambda: desk.page.get_by_label("Detection to launch").fill("200"))
    assert desk.percent() < number


def test_numbers_say_their_unit_range_and_source_on_focus(desk):
    desk.page.locator(".sources-panel summary").first.click()
    number = desk.page.locator(".sources-panel .number").first
    number.focus()
    said = desk.page.locator("#tip").inner_text()
    assert "Unit: " in said
    assert "Range of the sources: " in said
    assert "Source: " in said
    desk.page.keyboard.press("Escape")
    assert desk.page.locator("#tip").is_hidden()


def test_a_pinned_state_stands_beside_the_one_of_now(desk):
    desk.page.get_by_role("button", name="Pin this state").click()
    desk.changed(lambda: desk.page.get_by_label("Site").select_option("pyeongtaek"))
    table = desk.page.get_by_role("region", name="Before and after").inner_text()
    assert "Seongju golf course" in table
    assert "Pyeongtaek" in table
    desk.page.get_by_role("button", name="Remove the pin").click()


def test_files_hold_the_answer_and_where_it_comes_from(desk, tmp_path):
    def saved(name):
        with desk.page.expect_download() as download:
            desk.page.get_by_role("button", name=name, exact=True).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    # contours of a dozen flights would take long
    desk.changed(lambda: desk.page.get_by_label("Shape of the arc").select_option("depressed"))
    desk.changed(lambda: desk.page.get_by_label("Launched from").select_option("hwangju"))
    assert saved("PNG").read_bytes().startswith(b"\x89PNG")
    assert "<metadata>" in saved("SVG").read_text("utf-8")
    collection = json.loads(saved("GeoJSON").read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert "korea-2016" in saved("CSV").read_text("utf-8")
    scenario = saved("Save scenario")
    assert "seongju-golf-course" in scenario.read_text("utf-8")
    first = desk.sentence()
    desk.changed(lambda: desk.page.get_by_label("Site").select_option("daegu"))
    desk.changed(lambda: desk.page.locator("input[type=file]").set_input_files(scenario))
    assert desk.sentence() == first


def test_a_link_reopens_the_state(desk, visiting):
    desk.changed(lambda: desk.page.get_by_label("Site").select_option("gunsan"))
    desk.page.get_by_role("button", name="Copy link").click()
    desk.page.wait_for_function("location.hash.length > 10")
    with visiting(query=desk.page.evaluate("location.href")) as other:
        assert other.sentence() == desk.sentence()


def test_a_broken_scenario_is_refused_with_its_line(desk, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("format: 1\nname: wrong\nregion: {country: XXX}\n", "utf-8")
    desk.page.locator("input[type=file]").set_input_files(wrong)
    trouble = desk.page.get_by_role("alert")
    trouble.wait_for(state="visible")
    assert re.search(r":\d+:\d+", trouble.inner_text())


def test_axe_finds_no_serious_fault(desk):
    assert axe_faults(desk.page) == []


def test_on_a_phone_in_korean_in_the_dark_nothing_sticks_out(visiting):
    with visiting(
        width=400, height=850, query="?lang=ko", has_touch=True, color_scheme="dark"
    ) as visit:
        page = visit.page
        assert page.get_attribute("html", "lang") == "ko"
        assert re.search(r"노동 미사일이 닿는 대한민국 사람의 \d+%를 방어한다", visit.sentence())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        assert axe_faults(page) == []
        first = visit.sentence()
        x, y = visit.middle("#battery")
        touch = page.context.new_cdp_session(page)

        def swipe():
            for kind, dx in (("touchStart", 0), ("touchMove", -20), ("touchMove", -40)):
                points = [{"x": x + dx, "y": y + dx}]
                touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        visit.changed(swipe)
        assert visit.sentence() != first
