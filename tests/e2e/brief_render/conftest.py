"""A brief with made-up content: it tries the page, and says nothing about any system."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("agg")

from bongsu.geography.grid import region_grid
from bongsu.report.brief.page import (
    Assumption,
    BriefContent,
    BriefReading,
    ClaimSection,
    Link,
)
from bongsu.report.maps.canvas import azimuthal_map, region_map, view_of_country
from bongsu.report.maps.layers import draw_classes, draw_points
from bongsu.report.style import REASON_COLOURS, VERMILION, figure_style, picture
from bongsu.studies.footprint.contours import contours_over
from bongsu.words import Verdict

SITE = (35.92, 128.29)


def sample_pictures():
    from matplotlib.figure import Figure

    with figure_style():
        figure = Figure(figsize=(5.0, 5.6))
        chart = region_map(figure.subplots(), view_of_country("KOR"), emphasised=("KOR",))
        grid = region_grid("KOR", 20_000.0)
        north = grid.latitude_deg
        category = np.select([north < 36.6, north < 37.3], ["defended", "too-late"], "too-low")
        handles = draw_classes(chart, contours_over(grid), category.tolist(), REASON_COLOURS)
        draw_points(chart, *SITE, names=["Site"], marker="^", colour=VERMILION, size=8.0)
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
        footprint = picture(
            figure,
            alt="Sample map: the south is filled as defended, two bands to the north are not.",
            caption="Sample footprint. Bands of latitude, for trying the page only.",
            kind="png",
        )
        figure = Figure(figsize=(5.0, 5.0))
        chart = azimuthal_map(figure.subplots(), *SITE, 2.5e6)
        draw_points(chart, *SITE, names=["Radar"], marker="^", colour=VERMILION, size=8.0)
        view = picture(
            figure,
            alt="Sample map of East Asia about a radar, without any result.",
            caption="Sample view from a radar: distances from the middle are true.",
        )
    return footprint, view


def sample_claims(footprint, view):
    press = Link(text="A Daily, 29 April 2016", url="https://example.org/a-daily?day=29&month=4")
    letter = Link(text="B. Author, Sample Journal 1:1 (2000)", url="https://example.org/b")
    rows = (
        Assumption(
            parameter="Radar: average power",
            value="80 kW",
            range="60 to 90 kW",
            quality="U",
            source=letter,
        ),
        Assumption(
            parameter="Interceptor: lowest altitude",
            value="40 km",
            range="35 to 50 km",
            quality="B",
            source=press,
        ),
        Assumption(
            parameter="Delay from detection to commitment",
            value="30 s",
            range="",
            quality="D",
            source=Link(text="sum of the delays above"),
        ),
    )
    readings = (
        BriefReading(
            name="At least half of the people live inside the footprint",
            because="The vaguest wording that still means most people.",
            metric="of the population",
            unit="1",
            value=0.412,
            low=0.34,
            high=0.57,
            comparison="at least",
            threshold=0.5,
            verdict=Verdict.DEPENDS,
            detail="Sample missile on a sample arc.",
        ),
        BriefReading(
            name="Twenty million people live inside it",
            metric="inside the footprint",
            unit="people",
            value=21_043_000.0,
            low=20_100_000.0,
            high=25_300_000.0,
            comparison="at least",
            threshold=20e6,
            verdict=Verdict.HOLDS,
        ),
        BriefReading(
            name="No foreign land lies under the sector",
            metric="of foreign land in view",
            unit="km2",
            value=183_400.0,
            low=92_000.0,
            high=410_000.0,
            comparison="at most",
            threshold=0.0,
            verdict=Verdict.DOES_NOT_HOLD,
        ),
    )
    return (
        ClaimSection(
            id="sample-depends",
            who="A spokesman",
            date="29 April 2016",
            assertion="The sample battery keeps the people of the sample country safe.",
            question="What share of people and land lies inside the footprint?",
            verdict=Verdict.DEPENDS,
            key_number="41 % of people",
            finding="Made-up sentence: it depends on the missile and on its arc.",
            quoted_in=(press,),
            readings=readings,
            pictures=(footprint, view),
            assumptions=rows,
            notes=("A note on how the sample was made.",),
        ),
        ClaimSection(
            id="sample-holds",
            who="A minister",
            date="30 April 2016",
            assertion="The sample radar sees further than it needs to.",
            question="Which radar range keeps 99 % of the footprint?",
            verdict=Verdict.HOLDS,
            key_number="430 km spare",
            finding="Made-up sentence: most of the footprint is kept with half of the range.",
            readings=readings[1:2],
            assumptions=rows[1:],
        ),
        ClaimSection(
            id="sample-fails",
            who="Another minister with a rather long title <of an office>",
            date="30 April 2016",
            assertion="Nothing abroad lies in view of the sample radar.",
            question="How much foreign land lies in the sector?",
            verdict=Verdict.DOES_NOT_HOLD,
            key_number="183,000 km²",
            finding="Made-up sentence: some always does & it is named here.",
            readings=readings[2:],
            pictures=(view,),
        ),
        ClaimSection(
            id="sample-untestable",
            who="A third minister",
            date="29 April 2016",
            assertion="The sample excuses nothing.",
            question="None: this is a judgement.",
            verdict=Verdict.NOT_TESTABLE,
            finding="A model of flights cannot weigh excuses.",
            not_testable_because="It is a political judgement, which no computation decides.",
            measurable_part=("sample-holds",),
        ),
    )


@pytest.fixture(scope="session")
def sample_brief():
    footprint, view = sample_pictures()
    return BriefContent(
        title="A sample brief on a battery that does not exist",
        lede="Made-up content that tries the page: four claims, one of each verdict. "
        "Nothing here is a result.",
        scenario="sample",
        scenario_summary="one battery at one site against one missile",
        scenario_hash="0123456789abcdef",
        date="1 January 2000",
        version="0.0.0",
        command="bongsu brief sample",
        claims=sample_claims(footprint, view),
        method=("Nothing was computed for this page.", "It has two paragraphs here."),
        is_=("A page to try the layout.", "Made up from end to end."),
        is_not=("A result.", "A weapon model: no guidance, no seeker, no way around a defence."),
        sources=(
            Link(
                text="A Daily, 29 April 2016", url="https://example.org/a-daily", key="a-daily-2016"
            ),
            Link(text="B. Author, Sample Journal 1:1 (2000)", key="author-2000"),
        ),
        json_ld='{"@context":"https://schema.org","@graph":[]}',
    )
