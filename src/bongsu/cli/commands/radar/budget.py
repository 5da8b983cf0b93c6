"""``bongsu radar budget``: how a radar's time is shared, and when it is used up."""

from pathlib import Path
from typing import TYPE_CHECKING

from bongsu.catalog.names import lower_first
from bongsu.cli.options.groups import AS_IT_IS_SEEN, SightOptions
from bongsu.cli.options.values import JsonFlag, TrackLookS, Tracks
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table, quantity_words
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs
from bongsu.scenario.provenance import provenance

if TYPE_CHECKING:
    from xarray import Dataset

    from bongsu.scenario import Scenario
    from bongsu.studies.radar.budget import RadarLoad

_COLUMNS = ("search_share", "track_share", "track_interval_s", "frame_s", "fence_to_firm_s")


def budget(
    scenario: str = "korea-2016",
    *,
    sight: SightOptions = AS_IT_IS_SEEN,
    mode: str | None = None,
    tracks: Tracks | None = None,
    track_dwell: TrackLookS | None = None,
    track_interval: TrackLookS | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """How many objects the radar can hold in track, and what is then left for search.

    Nothing is published of how this radar searches: the rows it rests on are assumptions with wide
    ranges (bongsu catalog show radar.an-tpy-2).

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario; the radar is that of its first battery.
    sight
        What radars see of an object.
    mode
        Mode of operation, instead of the scenario's.
    tracks
        Numbers of objects held in track; some up to three times the capacity by default.
    track_dwell
        Time of one look at a track, instead of the catalogue's. [s]
    track_interval
        Time between two looks at a track, instead of the catalogue's. [s]
    figure
        Picture to write, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.
    """
    from bongsu.engagement.factory import seen_without_flight_m2
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.budget import radar_budget, radar_load

    check_outputs((figure, FIGURE), inputs=(scenario,))
    setting = _set_up(load_scenario(scenario), sight, mode, track_dwell, track_interval)
    load = radar_load(setting)
    capacity, most = load.budget.capacity, load.most_tracks
    some = {0, 1, capacity // 2, capacity, capacity + 1, 2 * capacity, most, 3 * capacity}
    found = radar_budget(setting, load, sorted(some if tracks is None else set(tracks)))
    origin = provenance(setting)
    if figure is not None:
        from bongsu.report.radar.budget import budget_figure

        end = max(2 * most, 10)
        drawing = budget_figure(radar_budget(setting, load, range(0, end + 1, max(1, end // 200))))
        write_outputs([(figure, figure_file(drawing))], origin)
    cross_sections_m2 = {
        key: seen_without_flight_m2(setting, key) for key in setting.catalog.keys("cross-section")
    }
    if json:
        print_json(_result(found, load, cross_sections_m2), origin)
        return
    titled = {
        setting.catalog.cross_section(key).title: area for key, area in cross_sections_m2.items()
    }
    _print(found, load, titled)


def _set_up(
    scenario: "Scenario",
    sight: SightOptions,
    mode: str | None,
    dwell_s: float | None,
    interval_s: float | None,
) -> "Scenario":
    from bongsu.cli.options.setting import changed

    scenario = changed(scenario, sight=sight, mode=mode)
    battery = scenario.battery()
    radar = scenario.catalog.battery(battery.type).radar.value
    rows = (
        (f"radar.{radar}.{battery.radar.mode}.track-dwell", dwell_s),
        (f"battery.{battery.type}.track-interval", interval_s),
    )
    given = [(path, f"{value!r} s") for path, value in rows if value is not None]
    return changed(scenario, parameters=given)


def _result(
    found: "Dataset", load: "RadarLoad", cross_sections_m2: dict[str, float]
) -> dict[str, object]:
    favoured = {
        name: {column: found[column].sel(favour=name).values for column in _COLUMNS}
        for name in found["favour"].values.tolist()
    }
    return {
        **_summary(load),
        "search_range_km": {k: load.search_range_m(s) / 1e3 for k, s in cross_sections_m2.items()},
        "tracks": found["tracks"].values,
        "search_keeps_its_pace": favoured["search"],
        "tracks_keep_their_pace": favoured["track"],
    }


def _summary(load: "RadarLoad") -> dict[str, object]:
    fence, budget = load.plan.fence, load.budget
    return {
        "mode": load.mode,
        "beams": load.beams,
        "frame_s": fence.frame_s,
        "search_dwell_s": fence.dwell_s,
        "search_share": budget.search_share,
        "overhead_share": budget.overhead_share,
        "held_share": budget.held_share,
        "track_share": budget.track_share,
        "track_dwell_s": budget.track_dwell_s,
        "track_interval_s": budget.track_interval_s,
        "tracks_beside_search": budget.capacity,
        "tracks_without_search": load.most_tracks,
    }


def _print(found: "Dataset", load: "RadarLoad", cross_sections_m2: dict[str, float]) -> None:
    rows = [(quantity_words(name), value) for name, value in _summary(load).items()]
    rows += [
        (
            f"range of one visit, {lower_first(title)} [km]",
            load.search_range_m(cross_section_m2) / 1e3,
        )
        for title, cross_section_m2 in cross_sections_m2.items()
    ]
    print_table(("what", "value"), rows, title="Time of the radar")
    for name, title in (
        ("search", "Search keeps its pace, tracks are looked at more rarely"),
        ("track", "Tracks keep their pace, search slows down"),
    ):
        chosen = found.sel(favour=name)
        columns = [chosen[column].values for column in _COLUMNS]
        print_table(
            ("tracks", "search", "tracks' share", "looks every s", "frame s", "firm after s"),
            [
                (int(number), *(float(column[row]) for column in columns))
                for row, number in enumerate(found["tracks"].values)
            ],
            title=title,
        )
