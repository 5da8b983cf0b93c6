"""``bongsu raid show``: what a raid says: missiles, flights, times."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.cli.options.setting import raid_of
from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.scenario import load_scenario
from bongsu.words import number_of

if TYPE_CHECKING:
    from bongsu.studies.raid.played import RaidStudy


def show(file: Path | None = None, *, scenario: str = "korea-2016", json: JsonFlag = False) -> None:
    """Show what a raid says: its waves, the flights of its missiles, and their times.

    Parameters
    ----------
    file
        Raid file; the scenario's own raid by default.
    scenario
        Scenario file or name of a built-in scenario: supplies batteries, doctrine and catalogue.
    json
        Print JSON for machines.
    """
    from bongsu.studies.raid.played import RaidStudy

    setting = load_scenario(scenario)
    study = RaidStudy.of(setting, raid_of(file, setting))
    flights, waves = study.flights(), study.waves()
    origin = study.provenance()
    if json:
        print_json(
            {"missiles": len(study.prepared.missiles), "waves": waves, "flights": flights}, origin
        )
        return
    _print_waves(study, waves)
    print_table(
        ("missile", "from", "to", "shape", "missiles", "flies (s)", "apogee (km)", "shots"),
        [
            (
                flight["missile_title"],
                flight["launch_area_title"],
                flight["target_title"],
                flight["shape"],
                flight["count"],
                f"{flight['time_of_flight_s']:.0f}",
                f"{flight['apogee_km']:.0f}",
                ", ".join(f"{own['possible']} by {own['title']}" for own in flight["shots"]),
            )
            for flight in flights
        ],
        title="\nFlights",
        caption="shots: points at which sight, reach and time allow a battery to meet the missile",
    )


def _print_waves(study: "RaidStudy", waves: list[dict[str, Any]]) -> None:
    print_table(
        (
            "wave",
            "missile",
            "missiles",
            "first launch (s)",
            "last launch (s)",
            "spread (s)",
            "reliability",
        ),
        [
            (
                number,
                wave["missile_title"],
                wave["count"],
                f"{wave['first_launch_s']:.0f}",
                f"{wave['last_launch_s']:.0f}",
                f"{wave['launch_spread_s']:.0f}",
                wave["reliability"],
            )
            for number, wave in enumerate(waves, 1)
        ],
        title=f"{study.title}: {number_of(len(study.prepared.missiles), 'missile')}",
    )
