"""The brief as a document: complete, self-contained, accessible."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bongsu.report.brief.page import Deciding, DrawnShare, Footnote, Odds, render_brief

VOID = {"meta", "link", "img", "br", "hr", "input", "path", "circle", "rect", "use"}
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
            if name in FETCHING or (name == "href" and tag not in ("a", "use")):
                assert value.startswith("data:"), (tag, name)
            if tag == "use" and name == "href":
                assert value.startswith("#")
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


def test_every_drawing_has_a_text_alternative_and_every_column_a_header(page):
    drawings = [a for tag, a in page.tags if tag == "svg" and a.get("class") == "drawing"]
    assert len(drawings) == 5
    assert all(one["role"] == "img" and one["aria-label"].strip() for one in drawings)
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
        assert claim.answer in page.text


def test_numbers_ranges_and_likelihoods_are_printed(page):
    for text in (
        "34 to 57 % over the cited uncertainty; holds if at least 50 %",
        "27 % (24 to 30 %) of 1,024 draws bear it out.",
        "unlikely cited weights: 27 % (24 to 30 %) · uniform weights: 19 % (16 to 22 %) · 1,024",
        "about twice the size of South Korea",
        "It holds in 96 % of the draws",
    ):
        assert text in page.text


def test_no_word_stands_twice_in_a_row(page):
    doubled = re.findall(r"\b([A-Za-z]{2,}) \1\b", page.text)
    assert doubled == []


def test_text_is_escaped(html):
    assert "<of an office>" not in html
    assert "&lt;of an office&gt;" in html
    assert "<of a line>" not in html


def test_shared_shapes_are_defined_once_and_sources_are_numbered(page, html):
    assert html.count('id="shape-0"') == 1
    assert html.count('href="#shape-0"') > 1
    notes = [a["href"] for tag, a in page.tags if tag == "a" and a.get("class") == "note"]
    assert notes == ["#source-1", "#source-2"]


def test_a_change_of_a_number_changes_the_page(html, sample_brief):
    first = sample_brief.claims[0]
    changed = replace(first.readings[0], value=0.35)
    claim = replace(first, readings=(changed, *first.readings[1:]))
    other = render_brief(replace(sample_brief, claims=(claim, *sample_brief.claims[1:])))
    assert other != html


def test_the_same_content_gives_the_same_page(html, sample_brief):
    assert render_brief(sample_brief) == html


def test_content_that_would_mislead_is_refused(sample_brief):
    with pytest.raises(ValueError, match="two claims with one id"):
        replace(sample_brief, claims=sample_brief.claims[:1] * 2)
    with pytest.raises(ValueError, match="not in the brief"):
        replace(sample_brief, claims=sample_brief.claims[3:])
    with pytest.raises(ValueError, match="no footnote 1"):
        replace(sample_brief, footnotes=sample_brief.footnotes[1:])
    with pytest.raises(ValueError, match="not a web address"):
        Footnote(number=1, text="x", url="javascript:alert(1)")
    with pytest.raises(ValueError, match="quality"):
        Deciding(parameter="p", share=0.1, quality="E")
    with pytest.raises(ValueError, match="is not between"):
        replace(sample_brief.claims[0].readings[0], value=0.9)
    with pytest.raises(ValueError, match="is not between 0 and 1"):
        DrawnShare(weights="cited weights", value=1.2, low=0.1, high=0.9, text="120 %")
    with pytest.raises(ValueError, match=r"0\.9 is above 0\.1"):
        DrawnShare(weights="cited weights", value=0.2, low=0.9, high=0.1, text="20 %")
    with pytest.raises(ValueError, match="without a number"):
        Odds(shares=(), word="likely", told="", draws="8")


def test_a_korean_page_says_so_and_marks_what_is_left_in_english(korean_brief):
    html = render_brief(korean_brief)
    assert Page(html).tags[0] == ("html", {"lang": "ko"})
    assert "짧은 답" in html
    assert "조건에 따라 다름" in html
    assert korean_brief.language.missing == set()
