"""Playback on the page: a clock that is played, set and stepped, and events linked to the map."""

import re

import pytest


@pytest.fixture(scope="module")
def played(visiting):
    """The flight to the largest city that the battery can defend, at its beginning."""
    with visiting() as visit:
        page = visit.page
        page.get_by_role("tab", name="Playback").click()
        page.wait_for_selector(".playback .events button")
        yield page


def clock(page):
    """What the clock says [s]."""
    return float(page.get_attribute(".playback", "data-time"))


def said(page):
    return page.inner_text(".page > [role=status]")


def colours(page):
    """How many pixels of the map have each colour."""
    return page.evaluate(
        """() => { const c = document.querySelector(".map-view canvas"), g = c.getContext("2d");
        const d = g.getImageData(0, 0, c.width, c.height).data, counts = {};
        for (let i = 0; i < d.length; i += 4) {
          const key = d[i] + "," + d[i + 1] + "," + d[i + 2];
          counts[key] = (counts[key] || 0) + 1;
        }
        return counts; }"""
    )


def test_a_click_on_an_event_sets_the_clock_and_marks_the_place(played):
    event = played.locator(".events button.interceptor-launch").first
    event.click()
    assert event.get_attribute("aria-current") == "step"
    when = float(re.match(r"(\d+)", event.inner_text())[1])
    assert clock(played) == pytest.approx(when, abs=0.51)
    assert re.search(r"Interceptor 1 is launched at ", said(played))
    assert re.fullmatch(rf"Playback at {when:.0f}\s+s", played.inner_text(".legend-title"))
    legend = played.inner_text(".legend-part")
    assert "one standard deviation" in legend


def drawn(page, when):
    """Wait until the map shows a time."""
    page.wait_for_function(
        "when => document.querySelector('.legend-title').textContent.replace(/\\s/g, ' ')"
        ".endsWith(when)",
        arg=when,
    )
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


def test_the_clock_runs_stops_and_draws_what_flies(played):
    played.get_by_role("button", name="To the beginning").click()
    drawn(played, "at 0 s")
    before = colours(played)
    played.get_by_role("button", name="Play", exact=True).click()
    played.wait_for_function("() => Number(document.querySelector('.playback').dataset.time) > 3")
    played.get_by_role("button", name="Pause").click()
    stopped = clock(played)
    played.wait_for_timeout(200)
    assert clock(played) == stopped
    played.get_by_label("Time on the clock").fill("200")
    assert clock(played) == 200
    drawn(played, "at 200 s")
    missile = "138,45,107"  # --missile
    assert colours(played)[missile] > before.get(missile, 0)


def test_keys_step_from_event_to_event_and_to_the_ends(played):
    played.get_by_label("Time on the clock").focus()
    played.keyboard.press("Home")
    assert clock(played) == 0
    played.keyboard.press(".")
    first = clock(played)
    assert first > 0
    played.keyboard.press(".")
    assert clock(played) > first
    played.keyboard.press(",")
    assert clock(played) == first
    played.keyboard.press("End")
    assert "comes down" in played.inner_text(".events [aria-current]")


def test_a_raid_has_its_fates_and_another_replication_has_others(played):
    played.get_by_label("What is played").select_option("raid")
    played.wait_for_function("() => document.querySelectorAll('.events .launch').length > 5")
    played.get_by_label("Events", exact=True).select_option("shots")
    outcomes = played.inner_text(".events")
    assert re.search(r"Interceptor \d+ (destroys|misses)", outcomes)
    played.get_by_role("button", name="Another replication").click()
    played.wait_for_function(
        "before => document.querySelector('.events').innerText !== before",
        arg=outcomes,
    )


def test_a_link_reopens_what_is_played_and_where_the_clock_stands(played, visiting):
    played.get_by_label("Replication", exact=True).fill("7")
    played.get_by_label("Replication", exact=True).blur()
    played.get_by_label("Time on the clock").fill("150")
    played.wait_for_function("() => location.hash.includes('played=raid-7@150.0')")
    with visiting(query=played.evaluate("location.href")) as visit:
        visit.page.wait_for_function(
            "() => document.querySelector('.playback')?.dataset.time === '150.0'"
        )
        assert visit.page.get_by_label("What is played").input_value() == "raid"
        assert visit.page.get_by_label("Replication", exact=True).input_value() == "7"


def test_where_motion_is_reduced_the_clock_goes_from_event_to_event(visiting):
    with visiting(query="?lang=ko", reduced_motion="reduce") as visit:
        page = visit.page
        page.get_by_role("tab", name="재생").click()
        page.wait_for_selector(".playback .events button")
        page.get_by_role("button", name="재생", exact=True).click()
        page.wait_for_function("() => Number(document.querySelector('.playback').dataset.time) > 0")
        when = re.match(r"(\d+)초", page.inner_text(".events [aria-current]"))
        assert clock(page) == pytest.approx(float(when[1]), abs=0.51)
