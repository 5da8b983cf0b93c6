"""Which figures a claim may ask for, and whether a scenario has what they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bongsu.claims.case import Cases
from bongsu.claims.claim import Reading
from bongsu.claims.measures.defence import has_need
from bongsu.report.brief.figures.charts import added_track, leakage, radar_need, raids_that_reach
from bongsu.report.brief.figures.maps import (
    footprint_map,
    footprints,
    has_radar,
    other_tracks,
    radar_views,
)
from bongsu.report.brief.figures.sheet import Plate, Sheet
from bongsu.report.brief.figures.timelines import flown_timelines, timelines
from bongsu.report.language import Language
from bongsu.words import LanguageCode

DEFENDED = "defended"
"""The map of the first screen."""
DEAREST = ("footprints", "radar-views", "leakage", "third-party-arcs")
"""Figures that take longest to draw."""


class AskedFigure(NamedTuple):
    """A figure of the page.

    Attributes
    ----------
    claim : str
        Identifier of the claim that it stands under; "" on the first screen.
    name : str
        A figure of :data:`bongsu.claims.claim.Figure`, or :data:`DEFENDED`.
    """

    claim: str
    name: str


class DrawnFigure(NamedTuple):
    """A figure as it was drawn, alone.

    Attributes
    ----------
    plate : Plate
        For the brief.
    shared : dict of str to str
        What it shares with others, see :class:`bongsu.report.brief.figures.sheet.Sheet`.
    missing : set of str
        Texts without a translation.
    """

    plate: Plate
    shared: dict[str, str]
    missing: set[str]


def draw_alone(
    name: str, cases: Cases, language: LanguageCode, readings: Sequence[Reading] = ()
) -> DrawnFigure:
    """Draw a figure on a sheet of its own, perhaps in another process.

    Parameters
    ----------
    name, cases, readings
        See :func:`draw`.
    language : {'en', 'ko'}
        Of the page.

    Returns
    -------
    DrawnFigure
        The figure, and what the page must know of it.
    """
    sheet = Sheet(language=Language(language))
    plate = draw(name, cases, sheet, readings)
    return DrawnFigure(plate, sheet.shared, sheet.language.missing)


def draw(name: str, cases: Cases, sheet: Sheet, readings: Sequence[Reading] = ()) -> Plate:
    """Draw one of the figures that claims may name.

    Parameters
    ----------
    name : str
        A figure of :data:`bongsu.claims.claim.Figure`, or :data:`DEFENDED`.
    cases : Cases
        With their studies.
    sheet : Sheet
        Of the page.
    readings : sequence of Reading
        Of the claim, for the figures of what they ask about.

    Returns
    -------
    Plate
        For the brief.
    """
    match name:
        case "defended":
            return footprint_map(cases.nominal, sheet)
        case "radar-views":
            return radar_views(cases.nominal, sheet, readings)
        case "footprints":
            return footprints(cases.nominal, sheet)
        case "leakage":
            return leakage(cases, raids_that_reach(cases, readings), sheet)
        case "radar-need":
            return radar_need(cases, sheet)
        case "added-track":
            return added_track(cases.nominal, sheet)
        case "timelines":
            return timelines(flown_timelines(cases.nominal, readings), sheet)
        case "third-party-arcs":
            return other_tracks(cases.nominal, sheet)
    raise ValueError(f"there is no figure '{name}'")


def has_content(name: str, cases: Cases, readings: Sequence[Reading] = ()) -> bool:
    """Say whether the scenario has what a figure shows.

    Parameters
    ----------
    name : str
        A figure of :data:`bongsu.claims.claim.Figure`.
    cases : Cases
        With their studies.
    readings : sequence of Reading
        Of the claim.

    Returns
    -------
    bool
        False for a figure of other flights in a scenario that has none of them, for one of raids in
        a claim without a reading of one that reaches its place, for timelines without a reading of
        a flight that does, for the view of a separate radar that the scenario does not have, and
        for the range needed where nobody is defended.
    """
    if name == "leakage":
        return bool(raids_that_reach(cases, readings))
    if name == "radar-need":
        return has_need(cases.nominal)
    if name == "timelines":
        return bool(flown_timelines(cases.nominal, readings))
    if name == "radar-views":
        return has_radar(cases.nominal, readings)
    groups = {arc.group for arc in cases.nominal.other_arcs()}
    if name == "added-track":
        return "intercontinental" in groups and "forward-based" in cases.nominal.modes
    return name != "third-party-arcs" or bool(groups)
