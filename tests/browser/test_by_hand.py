"""What a person does with the page beyond a first drag: every hold, every choice, every file."""

import csv
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from html import unescape

import pytest
from PIL import Image

import bongsu

pytestmark = pytest.mark.usefixtures("back_to_the_first_state")


def drag(visit, name, dx, dy):
    """Take hold of a marker with the mouse, move it in steps, and let go."""
    mouse = visit.page.mouse
    x, y = visit.middle(name)
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 6):
        mouse.move(x + dx * step / 5, y + dy * step / 5)
    mouse.up()


def label(visit, name):
    return visit.page.get_attribute(name, "aria-label")


def chosen(visit, field, value):
    """Choose in a field, and wait for the answer."""
    return visit.changed(lambda: visit.page.get_by_label(field, exact=True).select_option(value))


def test_launchers_are_moved_apart_from_the_radar(desk):
    first, battery = desk.percent(), label(desk, "#battery")
    before = label(desk, "#launchers-0")
    # nearer to where the missiles come from
    desk.changed(lambda: drag(desk, "#launchers-0", -40, -60))
    assert label(desk, "#launchers-0") != before
    assert label(desk, "#battery") == battery
    assert desk.percent() != first


def test_the_boresight_is_turned_by_its_handle(desk):
    before, sees = label(desk, "#boresight"), desk.page.inner_text(".shelf.tab")
    desk.changed(lambda: drag(desk, "#boresight", -120, 60))
    assert re.fullmatch(r"Radar faces \(boresight\), \d+°", label(desk, "#boresight"))
    assert label(desk, "#boresight") != before
    assert desk.page.inner_text(".shelf.tab") != sees


def test_a_finger_drags_the_battery_and_two_fingers_zoom_the_map(visiting):
    with visiting(width=400, height=850, has_touch=True) as visit:
        hand = visit.page.context.new_cdp_session(visit.page)

        def touch(kind, *points):
            told = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

        first, (x, y) = label(visit, "#battery"), visit.middle("#battery")

        def swipe():
            touch("touchStart", (x, y))
            for step in range(1, 4):
                touch("touchMove", (x - 8 * step, y - 8 * step))
            touch("touchEnd")

        visit.changed(swipe)
        assert label(visit, "#battery") != first

        zoomed = visit.middle("#battery")
        x, y = zoomed[0], zoomed[1] - 70
        touch("touchStart", (x - 30, y), (x + 30, y))
        for step in range(1, 5):
            touch("touchMove", (x - 30 - 10 * step, y), (x + 30 + 10 * step, y))
        touch("touchEnd")
        visit.page.wait_for_timeout(100)
        assert visit.middle("#battery") != zoomed
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Missile", "scud-c"),
        ("Shape of the arc", "lofted"),
        ("Launched from", "tonghae"),
        ("Radar cross-section", "body"),
    ],
)
def test_a_choice_changes_the_answer_and_undo_takes_it_back(desk, field, value):
    first = desk.page.inner_text(".shelf.tab"), desk.sentence()
    chosen(desk, field, value)
    changed = desk.page.inner_text(".shelf.tab"), desk.sentence()
    assert changed != first
    page = desk.page
    desk.changed(page.get_by_role("button", name="Undo").click)
    assert (page.inner_text(".shelf.tab"), desk.sentence()) == first
    desk.changed(page.get_by_role("button", name="Redo").click)
    assert (page.inner_text(".shelf.tab"), desk.sentence()) == changed


def test_mode_and_tilt_change_what_the_radar_sees_and_whom_it_guards(desk):
    first = desk.percent()
    desk.changed(lambda: desk.page.get_by_label("Tilt of the radar").fill("60"))
    assert desk.percent() != first
    # in the mode that looks far it guides no interceptor
    desk.page.get_by_label("Mode of the radar").select_option("forward-based")
    trouble = desk.page.get_by_role("alert")
    trouble.wait_for(state="visible")
    assert "forward-based" in trouble.inner_text()
    desk.changed(desk.page.get_by_role("button", name="Reset").click)
    trouble.wait_for(state="hidden")
    assert desk.percent() == first


def test_the_rule_of_fire_changes_how_often_the_battery_can_shoot(desk):
    # in the north there is time for one look between two shots, or for none
    chosen(desk, "Launched from", "hwangju")
    chosen(desk, "Shape of the arc", "minimum-energy")
    desk.page.get_by_role("tab", name="Playback").click()
    shots = desk.page.locator(".events button.interceptor-launch")
    shots.first.wait_for()
    once = desk.page.inner_text(".playback .why")
    chosen(desk, "Rule of fire", "shoot-shoot-look")
    desk.page.wait_for_function(
        "before => document.querySelector('.playback .why').innerText !== before", arg=once
    )
    number = int(re.search(r"can fire (\d+) shots", once).group(1))
    assert re.search(r"can fire (\d+) shots", desk.page.inner_text(".playback .why"))
    assert shots.count() > number
    desk.page.get_by_role("tab", name="The answer").click()


def test_two_controls_that_move_within_one_frame_both_count(desk):
    first = desk.sentence()

    def both():
        desk.page.evaluate(
            """() => { for (const [label, value] of [["Site", "daegu"], ["Missile", "scud-c"]]) {
            const named = [...document.querySelectorAll("label")].find(
              (one) => one.textContent === label);
            const field = document.getElementById(named.htmlFor);
            field.value = value;
            field.dispatchEvent(new Event("change", { bubbles: true }));
            } }"""
        )

    desk.changed(both)
    assert "Daegu" in desk.sentence()
    assert "Scud-C" in desk.sentence()
    desk.changed(desk.page.get_by_role("button", name="Undo").click)
    assert "Daegu" in desk.sentence()
    assert "Nodong" in desk.sentence()
    assert desk.sentence() != first


def test_all_that_keeps_compares_and_takes_back_is_done_by_keys(desk, tmp_path):
    keyboard = desk.page.keyboard
    # from now on: asked for at the last moment, Chromium may show its own dialog instead
    desk.page.on("filechooser", lambda _: None)

    def pressed(name, key="Enter"):
        desk.page.get_by_role("button", name=name, exact=True).focus()
        keyboard.press(key)

    first = desk.sentence()
    pressed("Pin this state", "Space")
    desk.page.locator("#battery").focus()
    desk.changed(lambda: keyboard.press("Shift+ArrowUp"))
    moved = desk.sentence()
    assert moved != first
    compared = desk.page.get_by_role("region", name="Before and after")
    assert "Seongju golf course" in compared.inner_text()
    pressed("Remove the pin")
    desk.changed(lambda: keyboard.press("Control+z"))
    assert desk.sentence() == first
    desk.changed(lambda: keyboard.press("Control+Shift+Z"))
    assert desk.sentence() == moved
    with desk.page.expect_download() as download:
        pressed("Save scenario")
    saved = tmp_path / "moved.yaml"
    download.value.save_as(saved)
    desk.changed(lambda: pressed("Reset"))
    assert desk.sentence() == first
    desk.page.get_by_label("Open scenario").focus()
    with desk.page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    desk.changed(lambda: chooser.value.set_files(saved))
    assert desk.percent() != 0


def test_another_scenario_opens_with_its_own_map(desk):
    chosen(desk, "Scenario", "guam-2013")
    assert "Guam" in desk.sentence()
    assert desk.page.get_by_role("alert").is_hidden()


def test_every_file_says_where_it_comes_from(desk, tmp_path):
    chosen(desk, "Shape of the arc", "depressed")
    chosen(desk, "Launched from", "hwangju")

    def saved(name):
        with desk.page.expect_download() as download:
            desk.page.get_by_role("button", name=name, exact=True).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    drawing = saved("SVG").read_text("utf-8")
    vector = json.loads(unescape(re.search("<metadata>(.*)</metadata>", drawing).group(1)))
    # the line at the foot of the picture
    assert f">{vector['line']}</text>" in drawing
    picture = json.loads(Image.open(saved("PNG")).text["Description"])
    collection = json.loads(saved("GeoJSON").read_text("utf-8"))["provenance"]
    table = next(csv.DictReader(saved("CSV").read_text("utf-8").splitlines()))
    for told in (vector, picture, collection, {**table, "sources": table["sources"].split()}):
        assert told["scenario"] == "korea-2016"
        assert told["scenario_hash"] == vector["scenario_hash"]
        assert told["bongsu_version"] == bongsu.__version__
        assert len(told["sources"]) > 20
        assert set(told["sources"]) == set(vector["sources"])
    assert saved("Save scenario").read_text("utf-8").startswith("format: ")


def test_a_scenario_of_ones_own_is_opened_changed_and_saved(desk, tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text(
        "format: 1\nname: mine\ntitle: One battery at Daegu\ndate: 2016-04-30\n"
        "region: {country: South Korea, grid_spacing: 60 km}\n"
        "batteries: [{name: one, type: thaad-battery, site: daegu, radar: {boresight: 340 deg}}]\n"
        "threats: [{missile: nodong, launch_areas: [hwangju], shapes: [minimum-energy]}]\n",
        "utf-8",
    )
    desk.changed(lambda: desk.page.locator("input[type=file]").set_input_files(own))
    assert "Daegu" in desk.sentence()
    desk.changed(lambda: drag(desk, "#battery", 20, -20))
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Save scenario", exact=True).click()
    saved = tmp_path / "saved.yaml"
    download.value.save_as(saved)
    checked = subprocess.run(
        [sys.executable, "-m", "bongsu", "scenario", "check", saved],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_pinned_footprint_and_its_table_go_with_the_pin(desk):
    desk.page.get_by_role("button", name="Pin this state").click()
    desk.changed(lambda: desk.page.get_by_label("Detection to launch").fill("120"))
    assert "pinned footprint" in desk.page.inner_text(".legend-part")
    desk.page.get_by_role("button", name="Remove the pin").click()
    desk.page.wait_for_function(
        "() => !document.querySelector('.legend-part').innerText.includes('pinned')"
    )


def test_a_link_that_says_nothing_opens_the_first_state(desk, visiting):
    with visiting(query="#state=nonsense") as other:
        assert other.sentence() == desk.sentence()


def test_a_broken_message_is_answered_and_the_page_lives(desk):
    answer = desk.page.evaluate(
        """() => new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/engine`);
        socket.binaryType = "arraybuffer";
        const heard = [];
        socket.onmessage = ({ data }) => {
          heard.push(new TextDecoder().decode(data));
          if (heard.length === 2) { socket.close(); resolve(heard); }
        };
        socket.onopen = () => { socket.send(new Uint8Array([0xc1])); socket.send("text"); };
        })"""
    )
    assert all("message" in one for one in answer)
    desk.page.locator("#battery").focus()
    desk.changed(lambda: desk.page.keyboard.press("Shift+ArrowUp"))


@contextmanager
def serving(*options, port="0"):
    """Address of a server with options of its own."""
    command = [sys.executable, "-m", "bongsu", "serve", "--port", port, "--no-browser", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        try:
            said = process.stdout.readline()
            yield re.search(r"http://\S+", said).group()
        finally:
            process.terminate()


def test_beyond_this_machine_the_address_has_a_token_and_without_it_there_is_no_page(browser):
    with serving("--host", "0.0.0.0") as address:
        place, token = address.replace("0.0.0.0", "127.0.0.1").split("?token=")
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.set_default_timeout(90_000)
        # it says its address a moment before it listens
        refused = page.goto(place)
        assert refused.status == 401
        assert "token" in page.inner_text("body")
        page.goto(f"{place}?token={token}")
        page.wait_for_selector(".answer h1 .number")
        # from now on the browser has it, where no script reads it
        assert token not in page.evaluate("document.cookie")
        assert page.goto(place).status == 200
        page.wait_for_selector(".answer h1 .number")
    # and when the server has ended, the page says so
    page.get_by_text("The engine does not answer").wait_for()
    context.close()


def test_when_the_server_comes_back_the_page_goes_on_from_where_it_was(browser):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(90_000)
    with serving() as address:
        page.goto(address)
        page.wait_for_selector("html[data-settled]")
        page.get_by_label("Tilt of the radar").fill("40")
    page.get_by_text("The engine does not answer").wait_for()
    # what is moved meanwhile is kept too
    page.get_by_label("Site", exact=True).select_option("daegu")
    with serving(port=re.search(r":(\d+)/", address).group(1)):
        page.locator(".hint").filter(has_text="The engine answers again").wait_for()
        page.get_by_text("The engine does not answer").wait_for(state="hidden")
        page.locator("h1").filter(has_text="A battery at Daegu defends").wait_for()
        page.wait_for_function("() => Number(document.documentElement.dataset.settled) > 1")
        assert page.get_by_label("Tilt of the radar").input_value() == "40"
    context.close()
