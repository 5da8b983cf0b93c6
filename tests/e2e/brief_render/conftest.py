"""A brief with made-up content: it tries the page, and says nothing about any system."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.report.brief.figures.sheet import Drawing, Legend, Panel, Plate, line_of
from bongsu.report.brief.page import (
    Assumption,
    BriefContent,
    BriefReading,
    ClaimSection,
    Deciding,
    DrawnShare,
    Footnote,
    Odds,
)
from bongsu.report.language import Language
from bongsu.words import Verdict


def sample_figure(name, panels=1):
    drawing = Drawing(400.0)
    drawing.use("shape-0", "land")
    drawing.path("M20 380h600", "axis")
    drawing.path(line_of(np.array([20.0, 300.0, 600.0]), np.array([380.0, 200.0, 30.0])), "line-1")
    drawing.point(300.0, 200.0, "site")
    drawing.name(300.0, 200.0, "A sample site", "site-name")
    panel = Panel(svg=drawing.svg("A sample drawing <of a line>"), title="A sample panel")
    return Plate(
        name=name,
        panels=(panel,) * panels,
        caption="A sample figure, for trying the page only.",
        legend=(Legend("line-1", "a line"), Legend("band-4", "a band")),
        legend_title="A legend",
    )


LIKELY = Odds(
    shares=tuple(
        DrawnShare(
            weights=weights,
            value=value,
            low=value - 0.03,
            high=value + 0.03,
            text=f"{100 * value:.0f} % ({100 * value - 3:.0f} to {100 * value + 3:.0f} %)",
        )
        for weights, value in (("cited weights", 0.27), ("uniform weights", 0.19))
    ),
    word="unlikely",
    told="27 % (24 to 30 %) of 1,024 draws",
    draws="1,024",
)
READINGS = (
    BriefReading(
        name="At least half of the people live inside the footprint",
        because="The vaguest wording that still means most people.",
        sentence="A shot is possible where 41 % of the people live.",
        where="Sample site: sample missile on a sample arc.",
        span="34 to 57 % over the cited uncertainty",
        holds_if="holds if at least 50 %",
        unit="1",
        value=0.412,
        low=0.34,
        high=0.57,
        threshold=0.5,
        verdict=Verdict.DEPENDS,
        likelihood=LIKELY,
    ),
    BriefReading(
        name="No foreign land lies under the sector",
        sentence="The radar sees 183,000 km² of foreign land.",
        span="92,000 to 410,000 km² over the cited uncertainty",
        holds_if="holds if at most 0 km²",
        unit="km²",
        value=183_400.0,
        low=92_000.0,
        high=410_000.0,
        threshold=0.0,
        verdict=Verdict.DOES_NOT_HOLD,
    ),
)
CLAIMS = (
    ClaimSection(
        id="sample-depends",
        who="A spokesman",
        date="29 April 2016",
        assertion="The sample battery keeps the people of the sample country safe.",
        question="What share of people and land lies inside the footprint?",
        verdict=Verdict.DEPENDS,
        answer="A shot is possible where 41 % of the people live.",
        number="41 %",
        counts="Of 2 readings: depends on 1, does not hold on 1.",
        reported_in=(1,),
        readings=READINGS,
        figures=(sample_figure("one"), sample_figure("three", 3)),
        likelihood=LIKELY,
        deciding=(
            Deciding(parameter="Radar: average power", share=0.41, quality="U", range="60 to 90"),
            Deciding(parameter="Interceptor: lowest altitude", share=0.2, quality="B"),
        ),
        rule="It holds in 96 % of the draws in which the clock is under 45 s.",
        evidence="59 % of what decides rests on sources that were read.",
        unknown=("A note on how the sample was made.",),
    ),
    ClaimSection(
        id="sample-holds",
        who="A minister",
        date="30 April 2016",
        assertion="The sample radar sees further than it needs to.",
        question="Which radar range keeps 99 % of the footprint?",
        verdict=Verdict.HOLDS,
        answer="It sees 430 km farther.",
        number="430 km",
        readings=READINGS[:1],
    ),
    ClaimSection(
        id="sample-fails",
        who="Another minister with a rather long title <of an office>",
        date="30 April 2016",
        assertion="Nothing abroad lies in view of the sample radar.",
        question="How much foreign land lies in the sector?",
        verdict=Verdict.DOES_NOT_HOLD,
        answer="Some always does & it is named here.",
        number="183,000 km²",
        meaning="about twice the size of South Korea",
        readings=READINGS[1:],
    ),
    ClaimSection(
        id="sample-untestable",
        who="A third minister",
        date="29 April 2016",
        assertion="The sample excuses nothing.",
        question="None: this is a judgement.",
        verdict=Verdict.NOT_TESTABLE,
        answer="A model of flights cannot weigh excuses.",
        not_testable_because="It is a political judgement, which no computation decides.",
        measurable_part=("sample-holds",),
    ),
)


@pytest.fixture(scope="session")
def sample_brief():
    return BriefContent(
        title="A sample brief on a battery that does not exist",
        standfirst="Made-up content that tries the page. Nothing here is a result.",
        scenario="sample",
        scenario_summary="one battery at one site against one missile",
        scenario_hash="0123456789abcdef",
        date="1 January 2000",
        version="0.0.0",
        command="bongsu brief sample",
        claims=CLAIMS,
        overview=(sample_figure("overview"),),
        shared=('<path id="shape-0" d="M100 100h200v200h-200z"/>',),
        assumptions=(
            Assumption(
                parameter="Radar: average power",
                value="80 kW",
                range="60 to 90 kW",
                quality="U",
                footnotes=(2,),
                share=0.41,
                decides="41 %",
            ),
        ),
        ranked_by="Ranked by what they decide.",
        method=("Nothing was computed for this page.", "It has two paragraphs here."),
        is_=("A page to try the layout.", "Made up from end to end."),
        is_not=("A result.", "A weapon model: no guidance, no seeker, no way around a defence."),
        footnotes=(
            Footnote(number=1, text="A Daily, 29 April 2016", url="https://example.org/a-daily"),
            Footnote(number=2, text="B. Author, Sample Journal 1:1 (2000)"),
        ),
        json_ld='{"@context":"https://schema.org","@graph":[]}',
    )


@pytest.fixture(scope="session")
def korean_brief(sample_brief):
    return replace(sample_brief, language=Language("ko"))
