"""``bongsu battery plan``: a few missiles shared by all batteries of a scenario."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bongsu.cli.options.groups import (
    AS_IT_FIRES,
    AS_IT_IS_SEEN,
    AS_IT_STANDS,
    FireOptions,
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
from bongsu.words.said import Share

if TYPE_CHECKING:
    from bongsu.studies.engagement.plan import PlanStudy


def plan(
    scenario: str = "two-tiers-2016",
    *,
    threat: Annotated[tuple[str, ...], Parameter(negative="")],
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    fire: FireOptions = AS_IT_FIRES,
    battery: str | None = None,
    output: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Plan who fires what and when at a few missiles.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario: supplies batteries and doctrine.
    threat
        MISSILE:FROM:TO, with :SHAPE behind and @SECONDS of its launch if wanted; repeat it. Places
        are LAT,LON or names: nodong:hwangju:busan:depressed@30.
    stand
        Where the battery stands and its radar faces.
    sight
        What radars see of an object.
    fire
        How the battery comes to fire.
    battery
        Name of the battery that the options set up; the first by default, for cueing all of them.
    output
        Write shots, missiles and magazines to this netCDF file.
    figure
        Draw flights, shots and magazines into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies.engagement.plan import plan_fire, read_arrival

    check_outputs((output, DATASET), (figure, FIGURE), inputs=(scenario,))
    setting = changed(load_scenario(scenario), stand=stand, sight=sight, fire=fire, battery=battery)
    place = partial(read_place, setting)
    study = plan_fire(setting, [read_arrival(setting, text, place=place) for text in threat])
    origin = provenance(study.scenario)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(study.dataset())))
    if figure is not None:
        from bongsu.report.engagement.plan import plan_figure

        made.append((figure, figure_file(plan_figure(study))))
    write_outputs(made, origin)
    if json:
        print_json(_plan_json(study), origin)
        return
    _print_plan(study)


def _plan_json(study: "PlanStudy") -> dict[str, Any]:
    units, plan = study.units, study.plan
    return {
        "leakers_expected": plan.leakers_expected,
        "shots": study.shots(),
        "threats": [
            {
                "missile": arrival.missile,
                "launch_area": arrival.launch.name,
                "target": arrival.target.name,
                "shape": arrival.shape,
                "launch_s": arrival.launch_s,
                "impact_s": arrival.launch_s + study.flights[index].duration_s,
                "interceptors_spent": study.spent_at(index),
                "survival": plan.survival[index],
            }
            for index, arrival in enumerate(study.arrivals)
        ],
        "batteries": [
            {
                "name": unit.name,
                "interceptors_ready": unit.magazine,
                "interceptors_spent": plan.spent[index],
                "exhausted_s": plan.exhausted_s[index],
            }
            for index, unit in enumerate(units)
        ],
    }


def _print_plan(study: "PlanStudy") -> None:
    result = _plan_json(study)
    units = {unit.name: unit.title for unit in study.units}
    print_table(
        ("launch (s)", "meets (s)", "battery", "launcher", "at", "round", "fired", "kills"),
        [
            (
                f"{shot['launch_s']:.0f}",
                f"{shot['intercept_s']:.0f}",
                units[shot["battery"]],
                shot["launcher"],
                _threat_name(study, shot["threat"]),
                shot["round"],
                str(Share(shot["fired_probability"])),
                str(Share(shot["kill_probability"])),
            )
            for shot in result["shots"]
        ],
        title="Shots, with the probability that they are fired, and that they then kill",
    )
    print_table(
        ("missile", "from", "to", "impact (s)", "interceptors", "gets through"),
        [
            (
                f"{_threat_name(study, number)}, {t['shape']}",
                study.arrivals[number - 1].launch.title,
                study.arrivals[number - 1].target.title,
                f"{t['impact_s']:.0f}",
                f"{t['interceptors_spent']:.2f}",
                str(Share(t["survival"])),
            )
            for number, t in enumerate(result["threats"], 1)
        ],
        title="\nMissiles",
        caption=(
            f"{study.plan.spent.sum():.1f} interceptors expected to be fired, "
            f"{study.plan.leakers_expected:.2f} missiles expected to get through."
        ),
    )


def _threat_name(study: "PlanStudy", number: int) -> str:
    missile = study.scenario.catalog.missile(study.arrivals[number - 1].missile)
    return f"{number} {missile.title}"
