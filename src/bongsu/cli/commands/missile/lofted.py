"""``bongsu missile lofted`` and ``tests``: published flights, and what lofted ones say of range."""

from collections.abc import Iterable
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.options.values import CatalogFiles, JsonFlag, Number, Seed, Whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.progress import progress_bar
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs
from bongsu.scenario.provenance import Provenance, catalog_provenance

_CAPTION = (
    "km/s: speed at burnout in the test. Earth at rest; half of its circumference,\n"
    "20,038 km, stands for anywhere. Who said what, and the payload: --json."
)

if TYPE_CHECKING:
    from xarray import Dataset

    from bongsu.catalog import Catalog
    from bongsu.catalog.records.missile_tests import MissileTest
    from bongsu.studies.missiles.lofted_range import LoftedCase


def lofted(
    missile: str | None = None,
    *,
    case: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    range_: Annotated[Number | None, Parameter(name="--range")] = None,
    apogee: Number | None = None,
    samples: Whole = 32,
    seed: Seed = 1,
    file: CatalogFiles = (),
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Farthest range that follows from a lofted test, with what the missile's rows leave open.

    Parameters
    ----------
    missile
        Missile of the catalogue; with --range and --apogee for a test of your own, without them
        for its published tests. Without a missile or a case: all published tests.
    case
        Published test, such as L02; `bongsu missile tests` lists them.
    range_
        Ground range of the test. [km]
    apogee
        Apogee of the test. [km]
    samples
        Designs drawn from the ranges of the missile's rows; 0 for the nominal one only.
    seed
        Of the drawing.
    file
        Catalogue file or directory to lay over the built-in rows, for missiles of your own.
    figure
        Picture to write, ending in .png, .svg or .pdf: for one test its family of full burns, for
        several the published estimates beside those computed.
    json
        Print JSON for machines.
    """
    from bongsu.catalog.records.missile_tests import lofted_catalog
    from bongsu.studies.missiles.lofted_range import lofted_range

    check_outputs((figure, FIGURE), inputs=file)
    catalog = lofted_catalog(file)
    cases = _cases(missile, case, range_, apogee, catalog)
    with progress_bar("lofted tests", len(cases)) as progress:
        found = lofted_range(cases, samples=samples, seed=seed, catalog=catalog, progress=progress)
    origin = _origin(catalog, cases, seed)
    if figure is not None:
        from bongsu.report.missiles.lofted import claims_figure, family_figure

        drawn = family_figure(found) if len(cases) == 1 else claims_figure(found)
        write_outputs([(figure, figure_file(drawn))], origin)
    if json:
        print_json({"samples": samples, "cases": _numbers(found)}, origin)
        return
    columns = (
        "test",
        "km/s",
        "farthest [km]",
        "5 to 95 % [km]",
        "published [km]",
    )
    print_table(columns, [_row(found, i) for i in range(len(cases))], caption=_CAPTION)


def list_tests(
    missile: str | None = None, *, figure: Path | None = None, json: JsonFlag = False
) -> None:
    """List the published flight tests.

    Parameters
    ----------
    missile
        Only those of this missile, by any of its names.
    figure
        Apogee over range of all of them, over curves of the model, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.
    """
    from bongsu.catalog.records.missile_tests import missile_tests, missile_tests_of

    check_outputs((figure, FIGURE))
    found = missile_tests() if missile is None else missile_tests_of(missile)
    origin = Provenance(sources=_read_in(found))
    if figure is not None:
        from bongsu.engagement.factory import missile_design
        from bongsu.report.missiles.lofted import published_tests_figure

        keys = ("scud-c", "nodong", "hwasong-12", "pukguksong-2", "kn-23")
        drawn = published_tests_figure(found, [missile_design(key) for key in keys])
        write_outputs([(figure, figure_file(drawn))], origin)
    if json:
        print_json({"tests": [test._asdict() for test in found]}, origin)
        return
    columns = ("test", "missile", "date", "range [km]", "apogee [km]", "time of flight [s]")
    rows = [
        (
            test.case,
            test.missile,
            test.date,
            test.range_km,
            test.apogee_km,
            test.time_of_flight_s,
        )
        for test in found
    ]
    print_table(columns, rows)


def _origin(catalog: "Catalog", cases: "list[LoftedCase]", seed: int) -> Provenance:
    missiles = {case.missile for case in cases}
    tables = {catalog.missile(name).drag_table.value for name in missiles}
    entries = [("missile", name) for name in missiles]
    entries += [("drag-table", name) for name in tables]
    found = catalog_provenance(catalog, entries, seed)
    read = _read_in(case.test for case in cases)
    return replace(found, sources=tuple(sorted({*found.sources, *read})))


def _read_in(tests: "Iterable[MissileTest]") -> tuple[str, ...]:
    """Addresses of the pages in which tests were read."""
    found = (page.strip() for test in tests for page in test.source.split(" ; "))
    return tuple(sorted({page for page in found if page.startswith("http")}))


def _cases(
    name: str | None,
    case: list[str] | None,
    range_km: float | None,
    apogee_km: float | None,
    catalog: "Catalog",
) -> "list[LoftedCase]":
    from bongsu.catalog.records.missile_tests import missile_test, missile_tests
    from bongsu.studies.missiles.lofted_range import LoftedCase, own_case

    name = name and catalog.key("missile", name)
    if (range_km is None) != (apogee_km is None):
        raise InputError("a test of your own needs both --range and --apogee")
    if range_km is not None and apogee_km is not None:
        if name is None or case:
            raise InputError("--range and --apogee need a missile, and no --case")
        return [own_case(name, range_km, apogee_km, catalog)]
    if case:
        chosen = [missile_test(key) for key in case]
        for test in chosen:
            if not (name or test.design):
                raise InputError(f"no missile stands for {test.case}: name one of the catalogue")
        return [LoftedCase(test=test, missile=name or test.design) for test in chosen]
    tests = [test for test in missile_tests() if test.design and name in (None, test.design)]
    if not tests:
        raise InputError(f"{name} has no published lofted test: give --range and --apogee")
    return [LoftedCase(test=test, missile=test.design) for test in tests]


def _numbers(found: "Dataset") -> dict[str, object]:
    single = [name for name, data in found.data_vars.items() if data.dims == ("case",)]
    cases: dict[str, object] = {}
    for case in found["case"].values.tolist():
        one = found.sel(case=case)
        low, middle, high = one["range_quantile_km"].values.tolist()
        cases[case] = {
            "missile": str(one["missile"].values),
            "design": str(one["design"].values),
            **{str(name): float(one[name]) for name in single},
            "range_low_km": low,
            "range_median_km": middle,
            "range_high_km": high,
            "published_estimate": str(one["published_estimate"].values),
            "source": str(one["source"].values),
        }
    return cases


def _row(found: "Dataset", index: int) -> tuple[object, ...]:
    one = found.isel(case=index)
    low, _, high = one["range_quantile_km"].values.tolist()
    said = (float(one["published_low_km"]), float(one["published_high_km"]))
    return (
        " ".join(dict.fromkeys((str(one["missile"].values), str(one["date"].values)))).strip(),
        float(one["burnout_speed_km_s"]),
        float(one["maximum_range_km"]),
        "–" if isnan(low) else f"{low:,.0f} to {high:,.0f}",
        "–" if isnan(said[0]) else _span(*said),
    )


def _span(low: float, high: float) -> str:
    if isnan(high):
        return f"over {low:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
