"""Charts of the brief: raids, the range that the radar needs, and what it would add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10
from typing import Final

import numpy as np

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import FEW_OUTCOMES, GREATEST, LEAST, NOMINAL, AbsentError, Case, Cases
from bongsu.claims.claim import Reading
from bongsu.claims.measures.defence import KEPT, TOGETHER, has_need, need, raid_plan
from bongsu.claims.measures.third_parties import added
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.brief.figures.maps import own_row
from bongsu.report.brief.figures.sheet import (
    LETTERS,
    SERIES,
    WIDTH,
    Drawing,
    Legend,
    Panel,
    Plate,
    Sheet,
    line_of,
)
from bongsu.report.language import Language

_RAIDS: Final = (1, 8, 16, 24, 30, 36, 42, 48)
_HEIGHT: Final = 470.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 84.0, 46.0, 44.0, 84.0
_BAR: Final = 20.0
_ROW: Final = 84.0
_CASES: Final = (NOMINAL, LEAST, GREATEST)
_RANGE_TICKS_KM: Final = (100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)


class _Axes:
    """A chart of a panel: two axes, and what is drawn between them."""

    def __init__(
        self,
        across: tuple[float, float],
        up: tuple[float, float],
        *,
        logarithmic: bool = False,
    ) -> None:
        self.drawing = Drawing(_HEIGHT)
        self._across, self._up = across, up
        self._logarithmic = logarithmic

    def x(self, value: float) -> float:
        """Place of a number across."""
        low, high = self._across
        if self._logarithmic:
            share = log10(value / low) / log10(high / low)
        else:
            share = (value - low) / (high - low)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        """Place of a number upwards."""
        low, high = self._up
        return _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    def ticks(self, across: Sequence[float], up: Sequence[float]) -> None:
        """Draw the axes with numbers."""
        floor, ceiling = self.y(self._up[0]), self.y(self._up[1])
        for value in up:
            y = self.y(value)
            self.drawing.path(f"M{_LEFT:.0f} {y:.0f}H{WIDTH - _RIGHT:.0f}", "grid")
            self.drawing.letters(_LEFT - 12.0, y + 8.0, f"{value:g}", "tick", anchor="end")
        for value in across:
            x = self.x(value)
            self.drawing.path(f"M{x:.0f} {floor:.0f}V{ceiling:.0f}", "grid")
            self.drawing.letters(x, floor + 30.0, f"{value:,g}", "tick", anchor="middle")
        self.drawing.path(f"M{_LEFT:.0f} {ceiling:.0f}V{floor:.0f}H{WIDTH - _RIGHT:.0f}", "axis")

    def labels(self, across: str, up: str) -> None:
        """Write what the axes measure."""
        middle = (_LEFT + WIDTH - _RIGHT) / 2.0
        self.drawing.letters(middle, _HEIGHT - 12.0, across, "label", anchor="middle")
        self.drawing.letters(8.0, 26.0, up, "label")

    def line(
        self, x: Sequence[float] | FloatArray, y: Sequence[float] | FloatArray, kind: str
    ) -> None:
        """Draw a line through points."""
        places = np.array([self.x(float(value)) for value in x])
        heights = np.array([self.y(float(value)) for value in y])
        self.drawing.path(line_of(places, heights), kind)


def case_names(language: Language) -> Mapping[str, str]:
    """Say how the cases of a measure are called.

    Parameters
    ----------
    language : Language
        Of the page.

    Returns
    -------
    mapping of str to str
        By the name of the case.
    """
    return {
        NOMINAL: language.say("nominal values"),
        LEAST: language.say("cited values that make it least"),
        GREATEST: language.say("cited values that make it greatest"),
    }


def raids_that_reach(cases: Cases, readings: Sequence[Reading]) -> list[Reading]:
    """Find the readings of raids of which the missile reaches the place.

    Parameters
    ----------
    cases : Cases
        With their studies.
    readings : sequence of Reading
        Of the claim.

    Returns
    -------
    list of Reading
        In their order.
    """
    return [
        reading
        for reading in readings
        if reading.measure == "leakers-expected" and _reaches(cases.nominal, reading)
    ]


def _reaches(case: Case, reading: Reading) -> bool:
    try:
        raid_plan(case, 1, _flight_and_spacing(reading)[0], 0.0)
    except AbsentError:
        return False
    return True


def _flight_and_spacing(reading: Reading) -> tuple[str, str]:
    return str(reading.parameters["flight"]), str(reading.parameters.get("spacing", TOGETHER))


def leakage(cases: Cases, readings: Sequence[Reading], sheet: Sheet) -> Plate:
    """Draw how many missiles of a raid arrive, by its size: a panel for each reading.

    Parameters
    ----------
    cases : Cases
        With their studies.
    readings : sequence of Reading
        Of raids that reach their place, at least one.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        A panel for each spacing of launches.
    """
    say = sheet.language.say
    shown = {name: case for name, case in cases.of("leakers-expected").items() if name in _CASES}
    names = case_names(sheet.language)
    panels = []
    for reading in readings:
        flight, spacing = _flight_and_spacing(reading)
        spacing_s = parse_quantity(spacing, "s")
        axes = _Axes((0.0, 50.0), (0.0, 50.0))
        axes.ticks((0, 10, 20, 30, 40, 50), (0, 10, 20, 30, 40, 50))
        axes.labels(say("Missiles launched"), say("Missiles expected to arrive"))
        axes.line((0, 50), (0, 50), "line-all")
        for name, case in shown.items():
            try:
                arriving = [
                    raid_plan(
                        case, raid, flight, spacing_s, outcomes=FEW_OUTCOMES
                    ).plan.leakers_expected
                    for raid in _RAIDS
                ]
            except InputError:  # no battery can fire at that end
                continue
            axes.line(_RAIDS, arriving, SERIES[_CASES.index(name)])
        title = (
            say("All launched at once")
            if spacing_s == 0.0
            else say("Launched {spacing:g} s apart", spacing=spacing_s)
        )
        panels.append(
            Panel(
                svg=axes.drawing.svg(
                    say(
                        "{title}: missiles expected to arrive, by the size of the raid.",
                        title=title,
                    )
                ),
                title=title,
            )
        )
    return Plate(
        name="raids",
        panels=tuple(panels),
        legend=(
            *(Legend(SERIES[_CASES.index(name)], names[name]) for name in shown),
            Legend("line-all", say("no defence: all arrive")),
        ),
        caption=say(
            "Raids of one missile on one city, met by the fire that the battery plans with its "
            "launchers, its channels of guidance and the time of its radar."
        ),
    )


def radar_need(cases: Cases, sheet: Sheet) -> Plate:
    """Draw how many people stay defended if the radar saw less far.

    Parameters
    ----------
    cases : Cases
        With their studies.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        A panel for each object that the radar sees of the threats.
    """
    say, text = sheet.language.say, sheet.language.text
    shown = {
        name: need(case)
        for name, case in cases.of("radar-range-surplus").items()
        if name in _CASES and has_need(case)
    }
    names = case_names(sheet.language)
    first = shown[NOMINAL]
    panels = []
    for key, title in zip(first["object"].values, first["object_title"].values, strict=True):
        axes = _Axes((_RANGE_TICKS_KM[0], _RANGE_TICKS_KM[-1]), (0.0, 100.0), logarithmic=True)
        axes.ticks(_RANGE_TICKS_KM, (0, 25, 50, 75, 100))
        axes.labels(say("Range of the radar [km]"), say("Of those defended, still defended [%]"))
        for name, found in shown.items():
            one = found.sel(object=key)
            limit = one["limit_km"].values.clip(_RANGE_TICKS_KM[0], _RANGE_TICKS_KM[-1])
            axes.line(limit, 100.0 * one["kept"].values, SERIES[_CASES.index(name)])
            needed = float(one["needed_km"])
            if _RANGE_TICKS_KM[0] <= needed <= _RANGE_TICKS_KM[-1]:
                kind = f"{SERIES[_CASES.index(name)]} limit"
                axes.line((needed, needed), (0.0, 100.0), kind)
        heading = text(str(title))
        panels.append(
            Panel(
                svg=axes.drawing.svg(
                    say(
                        "{object}: people still defended, by the range of the radar.",
                        object=heading,
                    )
                ),
                title=heading,
            )
        )
    return Plate(
        name="need",
        panels=tuple(panels),
        legend=tuple(Legend(SERIES[_CASES.index(name)], names[name]) for name in shown),
        caption=say(
            "If nothing were detected beyond a range: the people that stay defended. Upright "
            "lines: the range that keeps {kept:.0f} % of them, which is what the defence needs. "
            "Lines end at the range that the radar has in terminal mode.",
            kept=100.0 * KEPT,
        ),
    )


def added_track(case: Case, sheet: Sheet) -> Plate:
    """Draw the time in view that the radars already there have, and what a new one adds.

    Parameters
    ----------
    case : Case
        The nominal one.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        A panel of bars for each object.
    """
    say, text = sheet.language.say, sheet.language.text
    data = added(case).isel(site=own_row(case)).sel(mode="forward-based")
    data = data.isel(arc=data["group"].values == "intercontinental")
    before = data["existing_s"]
    more = data["added_s"].max("boresight_deg")
    seen = (before + more).sum("object").values > 0.0
    unseen = int((~seen).sum())
    longest = max(60.0, float((before + more).max()))
    panels = []
    for key, title in (
        ("boosting-missile", say("Missile in boost")),
        ("reentry-vehicle", say("Separated warhead")),
    ):
        drawing = Drawing(_ROW * max(int(seen.sum()), 1))
        for row, arc in enumerate(np.flatnonzero(seen)):
            name = data["arc_title"].values[arc]
            top = _ROW * row + 2.0
            had, new = (float(one.sel(object=key)[arc]) for one in (before, more))
            drawing.letters(4.0, top + LETTERS, text(str(name)))
            scale = (WIDTH - 150.0) / longest
            drawing.rectangle(4.0, top + 36.0, max(had * scale, 0.1), _BAR, "bar-before")
            drawing.rectangle(
                4.0 + had * scale, top + 36.0, max(new * scale, 0.1), _BAR, "bar-added"
            )
            said_s = say("{before:.0f} + {added:.0f} s", before=had, added=new)
            drawing.letters(14.0 + (had + new) * scale, top + 36.0 + 0.85 * _BAR, said_s, "tick")
        panels.append(
            Panel(
                svg=drawing.svg(say("{object}: seconds in view of each missile.", object=title)),
                title=title,
            )
        )
    return Plate(
        name="added",
        panels=tuple(panels),
        legend=(
            Legend("bar-before", say("in view of the radars already there")),
            Legend("bar-added", say("in view of the new radar alone")),
        ),
        caption=say(
            "Seconds in view. New: a radar at {site} in forward-based mode, on its best boresight "
            "for each missile. Already there: {existing}. Flights that none of them sees: "
            "{unseen}.",
            unseen=unseen,
            site=text(str(data["site_title"].item())),
            existing=text(str(data.attrs["existing_titles"])),
        ),
    )
