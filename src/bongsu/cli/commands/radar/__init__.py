"""``bongsu radar``: how far a radar sees, over whose territory, and how well it tracks."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from bongsu.catalog.names import row_words
from bongsu.cli.options.values import CrossSectionModelName, JsonFlag, LookS, Number, number, whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.output import FIGURE, Write, check_outputs, figure_file, write_outputs
from bongsu.scenario.provenance import catalog_provenance

if TYPE_CHECKING:
    from bongsu.studies.radar.range import RangeAnswer

app = App(name="radar", help="What a radar sees, and how well.")
app.command(
    "bongsu.cli.commands.radar.coverage:coverage",
    name="coverage",
    help="Area of each country seen.",
)
app.command(
    "bongsu.cli.commands.radar.budget:budget",
    name="budget",
    help="Its time between search and tracks.",
)
app.command(
    "bongsu.cli.commands.radar.compare:compare",
    name="compare",
    help="What it adds to other radars.",
)
app.command(
    "bongsu.cli.commands.radar.switch:switch",
    name="switch",
    help="Turned, or put into another mode.",
)
app.command(
    "bongsu.cli.commands.radar.track:track", name="track", help="One missile in view and in track."
)

CrossSectionOption = Annotated[
    Annotated[float, number(high=1e4, unit="m²")] | None, Parameter(name="--cross-section")
]


@app.command(name="range")
def range_(
    *,
    cross_section_m2: CrossSectionOption = None,
    cross_section_model: CrossSectionModelName | None = None,
    dwell: LookS | None = None,
    radar: str = "an-tpy-2",
    mode: str = "terminal",
    arrays: Annotated[int, whole(high=1000)] = 1,
    target_range: Number | None = None,
    figure: Path | None = None,
    aspects: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Range on boresight in free space, and the range that the cited parameters leave open.

    The ends put every row of the catalogue that enters (frequency, area, efficiency, power, noise,
    losses, signal-to-noise ratio) at the end of its range that shortens or lengthens the answer,
    all at once: the widest statement that the sources allow. Cross-section and dwell stay as given.
    Off boresight, at low elevation, beyond the horizon and beyond the row maximum-range the radar
    sees less: see coverage.

    Parameters
    ----------
    cross_section_m2
        Mean radar cross-section; the catalogue's re-entry vehicle by default. [m²]
    cross_section_model
        What the radar sees of the catalogue's objects: the one number of each (constant, the
        default; by-aspect too, as no flight says how they lie), or what they show from one side
        (nose-on, side, rear).
    dwell
        Time of one look; the mode's by default. [s]
    radar
        Radar of the catalogue.
    mode
        Its mode of operation.
    arrays
        Arrays mounted as one, with the power and the area of all. [1]
    target_range
        Which cross-section, or which dwell, would give this range? [km]
    figure
        Picture to write, ending in .png, .svg or .pdf: cross-section and dwell for several ranges.
    aspects
        Picture to write: cross-section of each object of the catalogue by aspect, and its range.
    json
        Print JSON for machines.
    """
    from bongsu.catalog import load_catalog
    from bongsu.engagement.factory import cross_section_without_flight_m2
    from bongsu.studies.radar.range import radar_range

    if cross_section_m2 is not None and cross_section_model is not None:
        raise InputError("give --cross-section or --cross-section-model, not both")
    check_outputs((figure, FIGURE), (aspects, FIGURE))
    catalog = load_catalog()
    radar = catalog.key("radar", radar)
    used = [("radar", radar)]
    used += [("cross-section", "reentry-vehicle")] if cross_section_m2 is None else []
    model = cross_section_model or "constant"
    cross_section_m2 = (
        cross_section_without_flight_m2("reentry-vehicle", model, catalog)
        if cross_section_m2 is None
        else cross_section_m2
    )
    answer = radar_range(
        radar,
        mode,
        cross_section_m2=cross_section_m2,
        dwell_s=dwell,
        arrays=arrays,
        catalog=catalog,
    )
    origin = catalog_provenance(catalog, used)
    needs = {} if target_range is None else _needs(answer, target_range)
    made: list[tuple[Path, Write]] = []
    if figure is not None:
        from bongsu.report.radar.range import needs_figure

        keys = catalog.keys("cross-section")
        objects = {
            catalog.cross_section(key).title: cross_section_without_flight_m2(key, model, catalog)
            for key in keys
        }
        drawing = needs_figure(answer, objects, target_range)
        made.append((figure, figure_file(drawing)))
    if aspects is not None:
        from bongsu.report.radar.aspect import aspect_figure
        from bongsu.studies.radar.aspect import cross_sections_by_aspect

        heading = f"{catalog.radar(radar).title}, {mode}, look of {answer.design.dwell_s:g} s"
        shown = aspect_figure(cross_sections_by_aspect(catalog, answer), heading)
        made.append((aspects, figure_file(shown)))
    write_outputs(made, origin)
    if json:
        given = {
            "radar": radar,
            "mode": mode,
            "arrays": arrays,
            "cross_section_m2": cross_section_m2,
            "dwell_s": answer.design.dwell_s,
        }
        print_json(given | _document(answer, target_range, needs), origin)
        return
    print_table(
        ("what varies", "quality", "shortest km", "nominal km", "longest km"),
        [
            *(
                (row_words(e.row.path), e.row.quality, e.low_km, answer.range_km, e.high_km)
                for e in answer.effects
            ),
            ("all of them at once", "", answer.low_km, answer.range_km, answer.high_km),
        ],
        title=f"{catalog.radar(radar).title}, {mode}: {cross_section_m2:g} m², look of "
        f"{answer.design.dwell_s:g} s, on boresight",
    )
    if target_range is not None:
        print_table(
            (f"for {target_range:g} km", "nominal", "least", "most"),
            [
                (label, *values)
                for label, values in zip(
                    (
                        f"cross-section at {answer.design.dwell_s:g} s, m²",
                        f"dwell at {cross_section_m2:g} m², s",
                    ),
                    needs.values(),
                    strict=True,
                )
            ],
            caption="Least and most: all rows at the end that lengthens or shortens the range.",
        )


def _needs(answer: "RangeAnswer", target_range_km: float) -> dict[str, Sequence[float]]:
    """What would give a range: nominal, least and most."""
    return {
        "cross_section_m2": answer.needed_cross_section_m2(target_range_km),
        "dwell_s": answer.needed_dwell_s(target_range_km),
    }


def _document(
    answer: "RangeAnswer", target_range_km: float | None, needs: Mapping[str, Sequence[float]]
) -> dict[str, object]:
    found: dict[str, object] = {
        "range_km": answer.range_km,
        "range_low_km": answer.low_km,
        "range_high_km": answer.high_km,
    }
    if target_range_km is not None:
        found["target_range_km"] = target_range_km
    for name, values in needs.items():
        what, unit = name.rsplit("_", 1)
        for end, value in zip(("", "_low", "_high"), values, strict=True):
            found[f"needed_{what}{end}_{unit}"] = value
    found["rows"] = [
        {
            "path": effect.row.path,
            "quality": effect.row.quality,
            "sources": effect.row.sources,
            "range_low_km": effect.low_km,
            "range_high_km": effect.high_km,
        }
        for effect in answer.effects
    ]
    return found
