"""``bongsu battery timeline``: one flight against a battery, event by event."""

import sys
from dataclasses import asdict
from functools import partial
from math import isfinite, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.cli.options.groups import (
    AS_IT_FIRES,
    AS_IT_IS_SEEN,
    AS_IT_STANDS,
    FireOptions,
    FlightOptions,
    SightOptions,
    StandOptions,
)
from bongsu.cli.options.places import read_place
from bongsu.cli.options.setting import changed
from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import (
    DATASET,
    FIGURE,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    write_outputs,
)
from bongsu.scenario import load_scenario
from bongsu.scenario.provenance import provenance
from bongsu.words import number_of

if TYPE_CHECKING:
    from bongsu.cli.schemas.battery import KillFactors
    from bongsu.studies.engagement.timeline import Timeline


def timeline(
    scenario: str = "korea-2016",
    *,
    flight: FlightOptions,
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    fire: FireOptions = AS_IT_FIRES,
    battery: str | None = None,
    output: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Play one flight against a battery of a scenario: what happens when.

    With cueing also what it gains.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario: supplies battery, doctrine and models.
    flight
        Which missile flies from where to where.
    stand
        Where the battery stands and its radar faces.
    sight
        What radars see of an object.
    fire
        How the battery comes to fire.
    battery
        Name of a battery of the scenario; the first by default.
    output
        Write arc, sight and events over time to this netCDF file.
    figure
        Draw arc, sight, steps and shots over time into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies.engagement import timeline as study

    check_outputs((output, DATASET), (figure, FIGURE), inputs=(scenario,))
    setting = changed(load_scenario(scenario), stand=stand, sight=sight, fire=fire, battery=battery)
    play = partial(
        study.timeline,
        missile=setting.catalog.key("missile", flight.missile),
        launch=read_place(setting, "launch-area", flight.from_),
        target=read_place(setting, "target", flight.to),
        shape=flight.shape,
        apogee_m=flight.apogee_m,
        battery=battery,
    )
    answer = play(setting)
    alone = play(setting.cued(False)) if setting.battery(battery).cued else None
    origin = provenance(answer.scenario)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(answer.dataset())))
    if figure is not None:
        from bongsu.report.engagement.timeline import timeline_figure

        made.append((figure, figure_file(timeline_figure(answer))))
    write_outputs(made, origin)
    if json:
        print_json(_timeline_json(answer) | _cue_json(answer, alone), origin)
        return
    _print_timeline(answer)
    if alone is not None:
        sys.stdout.write(f"{_cue_sentence(answer, alone)}\n")


def _timeline_json(answer: "Timeline") -> dict[str, Any]:
    found, missing = answer.engagement, answer.shortfall
    return {
        "feasible": found.feasible,
        "reason": found.reason,
        "missing_s": missing and missing.seconds,
        "missing_km": missing and missing.kilometres,
        "missing_km_s": missing and missing.kilometres_per_second,
        "missing": missing and missing.sentence,
        "detected_s": found.detected_s,
        "firm_track_s": found.firm_s,
        "committed_s": found.committed_s,
        "first_intercept_s": found.first_s,
        "first_intercept_altitude_km": found.first_altitude_m / 1e3,
        "first_intercept_range_km": found.first_range_m / 1e3,
        "last_intercept_s": found.last_s,
        "last_intercept_altitude_km": found.last_altitude_m / 1e3,
        "last_intercept_range_km": found.last_range_m / 1e3,
        "shots": len(found.shots),
        "p_defend": answer.p_defend,
        "kill_factors": _kill_factors(answer),
        "margin_s": found.margin_s,
        "margin_km": found.margin_m / 1e3,
        "target_altitude_at_first_launch_km": answer.altitude_at_first_launch_m / 1e3,
        "target_altitude_at_latest_launch_km": answer.altitude_at_latest_launch_m / 1e3,
        "missile": answer.plan.missile,
        "missile_title": answer.plan.title,
        "site": answer.unit.site.name,
        "site_title": answer.unit.site.title,
        "shape": answer.plan.shape,
        "apogee_km": answer.flight.apogee_m / 1e3,
        "time_of_flight_s": answer.flight.duration_s,
        "sights_s": answer.sights,
        "events": [
            {
                "event": event.name,
                "time_s": event.time_s,
                "altitude_km": event.altitude_m / 1e3,
                "latitude_deg": event.latitude_deg,
                "longitude_deg": event.longitude_deg,
                "ground_range_km": event.ground_range_m / 1e3,
            }
            for event in answer.events
        ],
        "steps": [asdict(step) for step in answer.steps],
    }


def _kill_factors(answer: "Timeline") -> "KillFactors":
    """Factors of the first shot; that of handover from its predicted error and divert reach."""
    kill, shots = answer.unit.kill, answer.engagement.shots
    single = shots[0].kill_probability if shots else None
    return {
        "reliability": kill.reliability,
        "acquisition": kill.acquisition,
        "handover": single / kill.single_shot if single and kill.single_shot else None,
        "classification": kill.classification,
        "common_reliability": kill.common_reliability,
        "first_shot": single,
    }


def _cue_json(answer: "Timeline", alone: "Timeline | None") -> dict[str, Any]:
    if alone is None:
        return {}
    return {
        "cue_s": answer.cue_s,
        "cue_gain_s": _cue_gain(answer, alone),
        "shots_without_cue": len(alone.engagement.shots),
        "reason_without_cue": alone.engagement.reason,
    }


def _cue_gain(answer: "Timeline", alone: "Timeline") -> float:
    """By how much the earliest launch comes sooner; infinite where it was never [s]."""
    with_cue, without = answer.engagement.committed_s, alone.engagement.committed_s
    return 0.0 if with_cue == without else without - with_cue


def _cue_sentence(answer: "Timeline", alone: "Timeline") -> str:
    gain = _cue_gain(answer, alone)
    shots, before = len(answer.engagement.shots), len(alone.engagement.shots)
    if not isfinite(answer.cue_s):
        return "No other radar has a track to pass on."
    if gain == 0.0:
        return (
            f"A cue arrives at {answer.cue_s:.0f} s, later than the battery's own track: it gains "
            "nothing."
        )
    sooner = f"{gain:.0f} s sooner" if isfinite(gain) else "where it was never possible before"
    return (
        f"With the cue the earliest launch comes {sooner}; "
        f"{number_of(before, 'shot')} {'becomes' if before == 1 else 'become'} {shots}."
    )


def _print_timeline(answer: "Timeline") -> None:
    print_table(
        ("time [s]", "event", "altitude [km]", "ground range [km]"),
        [
            (
                f"{e.time_s:.1f}",
                e.name,
                f"{e.altitude_m / 1e3:z.1f}",
                f"{e.ground_range_m / 1e3:.0f}",
            )
            for e in answer.events
        ],
        caption="Where the missile is; ground ranges are from the radar.",
        title=answer.heading,
    )
    print_table(
        ("step", "takes [s]", "cited [s]", "from", "ends at [s]"),
        [
            (
                step.name,
                _seconds(step.duration_s),
                "" if isnan(step.low_s) else f"{step.low_s:g} to {step.high_s:g}",
                f"{_short(step.row)} ({step.quality})" if step.quality else step.row,
                _seconds(step.ends_s),
            )
            for step in answer.steps
        ],
        title="\nSteps of fire control",
        caption="bongsu catalog show NAME tells what is cited for a row.",
    )
    sys.stdout.write(f"\n{answer.sentence}\n")


def _short(row: str) -> str:
    return row.replace("battery.", "", 1)


def _seconds(value: float) -> str:
    return f"{value:.1f}" if isfinite(value) else "–"
