"""All that the page shows, text by text: numbers tell what they are, words are of one language."""

import re

import pytest

# what the page does not say itself, or says the same in every language
NAMES = {
    *("bongsu", "scenario", "korea", "dev"),  # the line of provenance
    *("Natural", "Earth"),
    *("THAAD", "AN", "TPY", "KN", "DF", "ER"),
    *("PNG", "SVG", "GeoJSON", "CSV", "English"),
    *("Home", "End"),
    *("km", "kg", "ms", "kW", "MHz", "GHz", "dB"),
}
HASH = r"\b[0-9a-f]{8}\b"
# numbers of these are said again in a table, count what is going on, or belong to a name
NOT_A_RESULT = (
    "select, svg, label, legend, caption, figcaption, a, footer, th, pre, summary .claim-line, "
    ".legend-part, .note, .why, .globe-keys, .top, .claim-body > p, .picks, .markers, "
    ".sources-panel summary, [role=status], [role=alert]"
)
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    if (text && !parent.closest("[hidden], script, style, noscript")) found.push([text, parent]);
  }
  return found
"""
WORDS = TEXTS + ".filter(([, one]) => !one.closest('a[lang]')).map(([text]) => text); }"
BARE = (
    TEXTS
    + f""".filter(([text, one]) => /\\d/.test(text)
      && !one.closest(".number, .tells, {NOT_A_RESULT}"))
      .map(([text, one]) => text + " in " + one.outerHTML.slice(0, 90)); }}"""
)
# what each says when it is pointed at, and when it has the focus
TOLD = """() => {
  const tip = document.querySelector("#tip"), found = [];
  const shown = [...document.querySelectorAll(".number")].filter((one) => one.checkVisibility());
  for (const one of shown) {
    const text = one.textContent;
    one.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    const pointed = tip.hidden ? "" : tip.innerText;
    document.activeElement.blur();
    // a number in a button or beside a slider has the focus with it
    const held = one.closest(".tells") ?? one.parentElement.querySelector(".tells");
    (one.hasAttribute("tabindex") ? one : held).focus();
    found.push([text, pointed, tip.hidden ? "" : tip.innerText]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def tour(visiting):
    """Open all of the page, tab by tab, with results in each: ``for tab in tour(visit): ...``."""

    def go(visit):
        page = visit.page
        visit.changed(lambda: page.locator(".controls select").nth(3).select_option("hwangju"))
        shape = page.locator(".controls select").nth(2)
        visit.changed(lambda: shape.select_option("minimum-energy"))
        page.wait_for_selector(".answer .range")
        page.evaluate("scrollTo(0, 0)")
        box = page.locator(".map-view").bounding_box()
        middle = box["x"] + 0.46 * box["width"], box["y"] + 0.6 * box["height"]
        visit.changed(lambda: page.mouse.click(*middle))
        page.wait_for_selector(".place svg.chart")
        page.locator(".main-part + .side .panel button").last.wait_for()
        open_all(page, ".place details, .sources-panel details")
        page.locator("[aria-labelledby='tab-tab-answer'] .row button").first.click()  # pins
        visit.changed(lambda: page.locator(".controls input[type=range]").nth(1).fill("40"))
        yield "answer"
        for tab, act, done in (
            ("claims", None, ".claim .verdict"),
            ("draws", ".draws button.main", ".draws .chart .bar"),
            ("raid", ".raid button.main:enabled", ".raid-outcome .chart"),
            ("playback", None, ".playback .events button"),
        ):
            page.locator(f"#tab-tab-{tab}").click()
            if tab == "draws":
                page.locator(".draws select").nth(1).select_option("64")
            if tab == "raid":
                page.locator(".raid-form > .controls input[type=number]:visible").first.fill("500")
            if act:
                page.locator(act).click()
            page.locator(done).first.wait_for()
            if tab == "claims":
                page.locator(".claim > summary").first.click()
                page.locator(".claim[open] .reading .number").first.wait_for()
            page.wait_for_function(
                "tab => !document.querySelector(`#tab-${tab} progress:not([hidden])`)"
                " || tab === 'claims'",
                arg=tab,
            )
            open_all(page, f"#tab-{tab} details")
            yield tab

    return go


def open_all(page, what):
    page.evaluate(
        "what => { for (const one of document.querySelectorAll(what)) one.open = true; }", what
    )
    page.evaluate("() => new Promise(requestAnimationFrame)")


def test_every_number_says_its_unit_its_range_and_its_source(visiting, tour):
    bare, silent = [], []
    with visiting(query="?lang=en") as visit:
        for tab in tour(visit):
            bare += [(tab, one) for one in visit.page.evaluate(BARE)]
            visit.page.keyboard.press("Tab")  # from now on the focus is shown
            told = visit.page.evaluate(TOLD)
            assert len(told) > 20
            silent += [
                (tab, text, said)
                for text, *both in told
                for said in both
                if not all(line in said for line in ("Unit: ", "Range", "Source: "))
            ]
    assert bare == []
    assert silent == []


def test_in_korean_the_page_says_no_english_words(visiting, tour):
    with visiting(query="?lang=ko") as visit:
        found = {
            (tab, word, text)
            for tab in tour(visit)
            for text in visit.page.evaluate(WORDS)
            for word in re.findall("[A-Za-z]{2,}", re.sub(HASH, "", text))
            if word not in NAMES
        }
    assert found == set()
