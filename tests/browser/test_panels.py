"""The panels beside the map: raids, claims and draws, as a person uses them."""

import re

import pytest


@pytest.fixture(scope="module")
def desk(visiting):
    """One page at a desk, which the tests of this file use in turn.

    One missile from one place, so that a study takes little.
    """
    with visiting(query="?lang=en") as visit:
        for label, choice in (
            ("Launched from", "hwangju"),
            ("Shape of the arc", "minimum-energy"),
        ):
            field = visit.page.get_by_label(label, exact=True).first
            visit.changed(lambda field=field, choice=choice: field.select_option(choice))
        yield visit


def opened(visit, name):
    visit.page.get_by_role("tab", name=name).click()
    return visit.page.get_by_role("tabpanel", name=name)


def test_tabs_are_reached_by_keys_and_a_link_holds_the_one_that_is_shown(desk):
    desk.page.get_by_role("tab", name="The answer").focus()
    desk.page.keyboard.press("ArrowLeft")
    assert desk.page.evaluate("document.activeElement.textContent") == "Playback"
    assert desk.page.get_by_role("tabpanel", name="Playback").is_visible()
    desk.page.wait_for_function("() => location.hash.includes('tab=playback')")


def test_a_province_tells_its_numbers_by_arrow_keys(desk):
    panel = opened(desk, "The answer")
    table = panel.locator("table.one-stop, .one-stop table").filter(has_text="Busan")
    table.locator(".number[tabindex='0']").first.focus()
    tip = desk.page.locator("#tip")
    assert "Source: residents, census" in tip.inner_text()
    desk.page.keyboard.press("ArrowDown")
    assert "Busan" in tip.inner_text()
    desk.page.keyboard.press("ArrowRight")
    assert "Share of the people of Busan who are defended" in tip.inner_text()


def test_the_headline_says_its_range_over_the_cited_uncertainty(desk):
    said = desk.page.wait_for_selector(".answer .range").inner_text().replace("\xa0", " ")
    low, high = map(float, re.fullmatch(r"(\d+) % to (\d+) %, depending on .*\.", said).groups())
    assert low <= desk.percent() <= high


def test_a_raid_is_played_kept_and_opened_again(desk):
    panel = opened(desk, "Raids")
    panel.get_by_label("Missiles", exact=True).fill("4")
    panel.get_by_label("Replications", exact=True).fill("2000")
    panel.get_by_role("button", name="Play the raid").click()
    sentence = panel.locator(".raid-outcome .why")
    sentence.filter(has_text="of 2,000 replications").wait_for()
    first = sentence.inner_text()
    assert re.match(r"Of 4 missiles [\d.]+ get through on average \(95 %: [\d.]+ to ", first)
    panel.get_by_label("Missiles", exact=True).fill("5")
    panel.get_by_label("Seed").fill("3")
    panel.get_by_text("play it again").wait_for()
    panel.get_by_role("button", name="Play the raid").click()
    sentence.filter(has_text="Of 5 missiles").wait_for()
    panel.get_by_text("2,000 replications played.").wait_for()
    desk.page.reload()
    desk.answered()
    panel = desk.page.get_by_role("tabpanel", name="Raids")
    panel.locator(".raid-outcome .why").filter(has_text="Of 5 missiles").wait_for()
    panel.get_by_role("button", name=re.compile("Open: 1: 4 missiles")).click()
    panel.locator(".raid-outcome .why").filter(has_text="Of 4 missiles").wait_for()
    assert panel.locator(".raid-outcome .why").inner_text() == first
    assert panel.get_by_label("Missiles", exact=True).input_value() == "4"


def test_a_raid_is_cancelled_with_what_it_has_told(desk):
    panel = opened(desk, "Raids")
    panel.get_by_label("Replications", exact=True).fill("10000000")
    panel.get_by_role("button", name="Play the raid").click()
    panel.get_by_text(re.compile(r"of 10,000,000 replications …")).wait_for()
    panel.get_by_role("button", name="Cancel").click()
    panel.get_by_text(re.compile("Left after [\\d,]+ of 10,000,000")).wait_for()
    assert panel.get_by_role("button", name="Play the raid").is_enabled()


def test_draws_give_quantiles_and_a_map_of_how_likely_places_are_defended(desk):
    panel = opened(desk, "Draws")
    panel.get_by_role("combobox", name="Draws", exact=True).select_option("64")
    panel.get_by_role("button", name="Draw", exact=True).click()
    panel.get_by_text("64 of 64 draws.").wait_for()
    row = panel.locator("tr").filter(has_text="50 % not above").inner_text().replace("\xa0", " ")
    assert re.search(r"\d+ %\s+[\d.]+ % to [\d.]+ %", row)
    assert "Probability that a place is defended" in desk.page.inner_text(".legend-title")
    opened(desk, "The answer")
    desk.page.locator(".legend-title").filter(has_not_text="over the draws").wait_for()


def test_a_slider_of_a_claim_turns_its_number_and_the_map(desk):
    panel = opened(desk, "Claims")
    claim = panel.locator("#claim-wang-strategic-impact")
    claim.locator("summary").first.click()
    slider = claim.locator(".row-of input").first
    slider.wait_for()
    assert claim.locator(".reading-line .number").count() == 0
    before = desk.page.evaluate("document.querySelector('canvas').toDataURL()")
    slider.focus()
    desk.changed(lambda: desk.page.keyboard.press("End"))
    claim.locator(".reading-line .number").first.wait_for()
    assert desk.page.evaluate("document.querySelector('canvas').toDataURL()") != before
