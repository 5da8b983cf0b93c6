"""Timelines of the brief: when a flight is seen, and when an interceptor leaves and meets it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from bongsu.claims.case import AbsentError, Case
from bongsu.claims.claim import Reading
from bongsu.claims.measures.flights import MODEL, REPORTED, TIMED
from bongsu.claims.measures.flights import timelines as played_on_sites
from bongsu.report.brief.figures.sheet import WIDTH, Drawing, Legend, Panel, Plate, Sheet
from bongsu.studies.engagement.timeline import Timeline
from bongsu.words import in_words

_HEIGHT: Final = 150.0
_LEFT, _RIGHT = 14.0, 34.0
_SEEN, _FIRED, _FLOOR = 14.0, 48.0, 96.0
_BAR: Final = 22.0
_TICK_S: Final = 100.0


class FlownTimeline(NamedTuple):
    """A flight that readings ask about, played at a site.

    Attributes
    ----------
    timeline : Timeline
        What comes of it.
    reported : bool
        Whether fire control takes the total time that is reported of the battery.
    """

    timeline: Timeline
    reported: bool


def flown_timelines(case: Case, readings: Sequence[Reading]) -> list[FlownTimeline]:
    """Play the flights that readings ask about, each at each site once.

    Parameters
    ----------
    case : Case
        The nominal one.
    readings : sequence of Reading
        Of the claim.

    Returns
    -------
    list of FlownTimeline
        In the order of the readings; without flights that do not reach their place.
    """
    found: dict[tuple[str, str, str], FlownTimeline] = {}
    for reading in readings:
        site = reading.named_site(case.own_site)
        if reading.measure not in TIMED or site not in case.sites:
            continue
        flight = str(reading.parameters["flight"])
        duration = str(reading.parameters.get("duration", MODEL))
        try:
            played = played_on_sites(case, flight, duration)[case.sites.index(site)]
        except AbsentError:
            continue
        found[flight, duration, site] = FlownTimeline(played, duration == REPORTED)
    return list(found.values())


def timelines(flown: Sequence[FlownTimeline], sheet: Sheet) -> Plate:
    """Draw when flights are seen and shot at.

    Parameters
    ----------
    flown : sequence of FlownTimeline
        At least one.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        A panel for each.
    """
    say = sheet.language.say
    longest_s = _TICK_S * ceil(max(one.timeline.flight.duration_s for one in flown) / _TICK_S)
    return Plate(
        name="timelines",
        panels=tuple(_panel(one, longest_s, sheet) for one in flown),
        legend=(
            Legend("bar-before", say("in view of the battery's radar")),
            Legend("bar-added", say("an interceptor on its way, from launch to intercept")),
        ),
        caption=say(
            "Seconds since the launch of the missile, with nominal values. The line ends where the "
            "missile arrives."
        ),
    )


def _panel(one: FlownTimeline, longest_s: float, sheet: Sheet) -> Panel:
    say, text = sheet.language.say, sheet.language.text
    played = one.timeline
    drawing = Drawing(_HEIGHT)

    def x(time_s: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * time_s / longest_s

    def bar(first_s: float, last_s: float, top: float, kind: str) -> None:
        drawing.rectangle(x(first_s), top, max(x(last_s) - x(first_s), 1.0), _BAR, kind)

    for first_s, last_s in played.sights:
        bar(first_s, last_s, _SEEN, "bar-before")
    for shot in played.engagement.shots:
        bar(shot.launch_s, shot.intercept_s, _FIRED, "bar-added")
    drawing.path(f"M{x(0.0):.0f} {_FLOOR:.0f}H{x(played.flight.duration_s):.0f}v-12v24", "axis")
    for number in range(0, round(longest_s / _TICK_S) + 1, 1 if longest_s <= 700.0 else 2):
        time_s = number * _TICK_S
        drawing.letters(x(time_s), _HEIGHT - 12.0, f"{time_s:,.0f}", "tick", anchor="middle")
    flight = say(
        "{missile}, {shape}, from {start} to {end}",
        missile=text(played.plan.title),
        shape=text(in_words(played.plan.shape)),
        start=text(played.plan.launch_area.title),
        end=text(played.target.title),
    )
    shots = len(played.engagement.shots)
    title = say(
        "{flight}; battery at {site}; shots: {shots}",
        flight=flight,
        site=text(played.unit.site.title),
        shots=shots,
    )
    if one.reported:
        title = say("{flight}, with the time that is reported", flight=title)
    return Panel(svg=drawing.svg(title), title=title)
