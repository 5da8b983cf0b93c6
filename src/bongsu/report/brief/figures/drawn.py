"""Which figures a claim may ask for, and whether a scenario has what they show."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.claims.case import Cases
from bongsu.claims.claim import Reading
from bongsu.claims.measures.defence import has_need
from bongsu.report.brief.figures.charts import added_track, leakage, radar_need, raids_that_reach
from bongsu.report.brief.figures.maps import footprints, has_radar, other_tracks, radar_views
from bongsu.report.brief.figures.sheet import Plate, Sheet
from bongsu.report.brief.figures.timelines import flown_timelines, timelines


def draw(name: str, cases: Cases, sheet: Sheet, readings: Sequence[Reading] = ()) -> Plate:
    """Draw one of the figures that claims may name.

    Parameters
    ----------
    name : str
        A figure of :data:`bongsu.claims.claim.Figure`.
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
        return "intercontinental" in groups
    return name != "third-party-arcs" or bool(groups)
