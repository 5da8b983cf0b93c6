"""The brief as a document: complete, self-contained, accessible."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bongsu.report.brief.page import Assumption, BriefReading, Link, render_brief
from bongsu.report.style import Picture
from bongsu.words import Verdict

VOID = {"meta", "link", "img", "br", "hr", "input", "path", "circle", "rect"}
FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "manifest"}


class Page(HTMLParser):
    """Tags with their attributes, the text, and whether every tag is closed in turn."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def html(sample_brief):
    return render_brief(sample_brief)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_nothing_is_fetched_and_nothing_runs(html, page):
    names = Counter(tag for tag, _ in page.tags)
    # data, which no browser runs
    assert [a for tag, a in page.tags if tag == "script"] == [{"type": "application/ld+json"}]
    assert not names.keys() & {"iframe", "object", "embed", "audio", "video", "base"}
    for tag, attributes in page.tags:
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in FETCHING or (name == "href" and tag != "a"):
                assert value.startswith("data:"), (tag, name)
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_of_the_page_forbids_requests(page):
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_links_within_the_page_lead_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for tag, attributes in page.tags:
        if tag == "a" and attributes["href"].startswith("#"):
            assert attributes["href"][1:] in ids


def test_every_picture_has_a_text_alternative_and_every_column_a_header(page):
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert len(images) == 3
    assert all(image["alt"].strip() for image in images)
    headers = [attributes for tag, attributes in page.tags if tag == "th"]
    assert all(header["scope"] in ("row", "col") for header in headers)
    assert page.tags[0] == ("html", {"lang": "en"})


def test_headings_do_not_skip_a_level(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_claim_shows_its_verdict_in_words(page, sample_brief):
    for claim in sample_brief.claims:
        assert page.text.count(claim.assertion) >= 2
        assert str(claim.verdict) in page.text
        assert claim.finding in page.text


def test_numbers_ranges_and_thresholds_are_printed(page):
    for text in ("41 %", "34 to 57 %", "at least 50 %", "21.0 million people", "at most 0 km²"):
        assert text in page.text


def test_text_is_escaped(html):
    assert "<of an office>" not in html
    assert "&lt;of an office&gt;" in html


def test_rows_of_quality_u_are_named(page):
    assert "1 row of quality U" in page.text
    assert "Radar: average power (80 kW, 60 to 90 kW)" in page.text


def test_a_change_of_a_number_changes_the_page(html, sample_brief):
    first = sample_brief.claims[0]
    changed = replace(first.readings[0], value=0.35)
    claim = replace(first, readings=(changed, *first.readings[1:]))
    other = render_brief(replace(sample_brief, claims=(claim, *sample_brief.claims[1:])))
    assert "35 %" in Page(other).text
    assert other != html


def test_the_same_content_gives_the_same_page(html, sample_brief):
    assert render_brief(sample_brief) == html


def test_content_that_would_mislead_is_refused(sample_brief):
    with pytest.raises(ValueError, match="two claims with one id"):
        replace(sample_brief, claims=sample_brief.claims[:1] * 2)
    with pytest.raises(ValueError, match="not in the brief"):
        replace(sample_brief, claims=sample_brief.claims[3:])
    with pytest.raises(ValueError, match="not a web address"):
        Link(text="x", url="javascript:alert(1)")
    with pytest.raises(ValueError, match="quality"):
        Assumption(parameter="p", value="1", range="", quality="E", source=Link(text="x"))
    with pytest.raises(ValueError, match="is not between"):
        BriefReading(
            name="r",
            metric="m",
            unit="1",
            value=0.5,
            low=0.6,
            high=0.7,
            comparison="at least",
            threshold=0.5,
            verdict=Verdict.HOLDS,
        )
    with pytest.raises(ValueError, match="text alternative"):
        Picture(data_uri="data:image/png;base64,", alt=" ", caption="c")
    with pytest.raises(ValueError, match="never a file"):
        Picture(data_uri="https://example.org/a.png", alt="a", caption="c")


def test_many_weak_rows_are_counted_by_entry(sample_brief):
    section = sample_brief.claims[0]
    rows = tuple(replace(section.assumptions[0], entry="AN/TPY-2", quality="U") for _ in range(9))
    other = replace(rows[0], entry="THAAD battery")
    brief = replace(
        sample_brief,
        claims=(replace(section, assumptions=(other, *rows)), *sample_brief.claims[1:]),
    )
    assert "AN/TPY-2 (9), THAAD battery (1). Each stands" in render_brief(brief)
