"""``bongsu catalog``: the cited parameters."""

import sys
from collections.abc import Iterable
from typing import Any

from cyclopts import App

from bongsu.catalog import (
    KINDS,
    Catalog,
    Choice,
    Entry,
    Quantity,
    Row,
    load_catalog,
)
from bongsu.catalog.lookup import Name, find, normalised, suggest
from bongsu.catalog.rows.units import in_unit_of
from bongsu.cli.options.values import CatalogFiles, JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.scenario.provenance import Provenance, catalog_provenance
from bongsu.words import QUALITIES, number_of

_KINDS = [Name("kind", kind, kind, "", (f"{kind}s", f"{kind[:-1]}ies")) for kind in KINDS]

app = App(name="catalog", help="The cited parameters: every number about the world.")


@app.command(name="list")
def list_entries(kind: str = "", *, file: CatalogFiles = (), json: JsonFlag = False) -> None:
    """List what the catalogue holds.

    Parameters
    ----------
    kind
        One kind only: missile, radar, interceptor, battery, site, launch-area, target,
        cross-section or drag-table.
    file
        Catalogue file or directory to lay over the built-in rows.
    json
        Print JSON for machines.
    """
    catalog = load_catalog(file)
    kinds = [find(kind, [_KINDS], "kind").name.key] if kind else list(KINDS)
    listing = {name: _listing(catalog, name) for name in kinds}
    if json:
        entries = [(name, key) for name in kinds for key in catalog.keys(name)]
        print_json({"kinds": listing}, catalog_provenance(catalog, entries))
        return
    rows = [
        (name, entry["key"], entry["title"], entry["korean"], entry["rows"], entry["u_rows"])
        for name, entries in listing.items()
        for entry in entries
    ]
    print_table(
        ("kind", "key", "title", "Korean", "rows", "of quality U"),
        rows,
        caption="bongsu catalog show KIND.KEY lists the rows of an entry.",
    )


@app.command
def show(name: str, *, file: CatalogFiles = (), json: JsonFlag = False) -> None:
    """Show the rows of an entry, or one row, with ranges and sources.

    Parameters
    ----------
    name
        An entry by any of its names, such as missile.nodong, Nodong or Hwasong-7; a group of its
        rows, such as missile.nodong.stage-1; or one row, such as missile.nodong.payload-mass.
    file
        Catalogue file or directory to lay over the built-in rows.
    json
        Print JSON for machines.
    """
    catalog = load_catalog(file)
    entry, rows = _find(catalog, name)
    if json:
        kind = rows[0].path.split(".")[0]
        cited = {source: catalog.references[source]._asdict() for source in _sources(rows)}
        print_json(
            {
                "title": entry.title,
                "korean": entry.korean,
                "about": entry.about,
                "aliases": entry.aliases,
                "rows": {row.path: _plain(row) for row in rows},
                "references": cited,
            },
            catalog_provenance(catalog, [(kind, entry.key)]),
        )
        return
    _print_rows(catalog, entry, rows)


@app.command
def sources(*, file: CatalogFiles = (), json: JsonFlag = False) -> None:
    """List the sources, and how many rows lean on each.

    Parameters
    ----------
    file
        Catalogue file or directory to lay over the built-in rows.
    json
        Print JSON for machines.
    """
    catalog = load_catalog(file)
    uses: dict[str, list[str]] = {key: [] for key in catalog.references}
    for row in catalog.rows().values():
        for source in row.sources:
            uses[source].append(row.path)
    if json:
        print_json(
            {
                "references": {
                    key: {**reference._asdict(), "rows": uses[key]}
                    for key, reference in catalog.references.items()
                }
            },
            Provenance(sources=tuple(catalog.references)),
        )
        return
    for key, reference in catalog.references.items():
        seen = "" if reference.read else "; original not read"
        count = len(uses[key])
        sys.stdout.write(f"{key}: {number_of(count, 'row')}{seen}\n")
        sys.stdout.write(f"    {reference.citation}\n    {reference.url or reference.note}\n")


def _listing(catalog: Catalog, kind: str) -> list[dict[str, Any]]:
    found = []
    for key in catalog.keys(kind):
        entry = catalog.entry(kind, key)
        rows = entry.rows()
        doubtful = sum(row.quality == "U" for row in rows)
        found.append(
            {
                "key": key,
                "title": entry.title,
                "korean": entry.korean,
                "rows": len(rows),
                "u_rows": doubtful,
            }
        )
    return found


def _find(catalog: Catalog, written: str) -> tuple[Entry, list[Row]]:
    """Entry and rows of a path whose parts may be written in any way, its kind left out or not."""
    # a title may have a point in it: the longest beginning that is a name counts
    cuts = [len(written), *(k for k in reversed(range(len(written))) if written[k] == ".")]
    names = [name for kind in KINDS for name in catalog.names(kind)]
    for cut in cuts:
        try:
            entry = _entry(catalog, written[:cut], names)
        except InputError as error:
            if cut == cuts[-1] or "several" in str(error):
                raise
            continue
        rest = [normalised(part) for part in written[cut:].split(".")[1:]]
        found = [
            row
            for row in entry.rows()
            if [normalised(part) for part in row.path.split(".")[2:]][: len(rest)] == rest
        ]
        if found:
            return entry, found
        rows = [row.path for row in entry.rows()]
        raise InputError(f"there is no {written!r} in the catalogue{suggest(written, rows)}")
    raise InputError(f"there is no {written!r} in the catalogue")


def _entry(catalog: Catalog, written: str, names: list[Name]) -> Entry:
    kind, dot, rest = written.partition(".")
    kinds = [known for known in KINDS if normalised(known) == normalised(kind)]
    if dot and kinds:
        return catalog.entry(kinds[0], rest)
    # a key counts before the titles and aliases of other kinds
    keyed = [name for name in names if normalised(name.key) == normalised(written)]
    paths = [name._replace(key=f"{name.kind}.{name.key}") for name in keyed or names]
    found = paths if len(keyed) == 1 else [find(written, [paths], "entry").name]
    kind, _, key = found[0].key.partition(".")
    return catalog.entry(kind, key)


def _print_rows(catalog: Catalog, entry: Entry, rows: list[Row]) -> None:
    kind, key = rows[0].path.split(".")[:2]
    prefix = f"{kind}.{key}."
    cited = _sources(rows)
    print_table(
        ("row", "value", "range", "spread", "quality", "sources"),
        [(row.path.removeprefix(prefix), *_cells(row, cited)) for row in rows],
        title=f"{prefix[:-1]}: {_described(entry)}",
    )
    if entry.aliases:
        sys.stdout.write(f"also called {', '.join(entry.aliases)}\n")
    sys.stdout.write("\n")
    for row in rows:
        if remark := _remark(row):
            sys.stdout.write(f"{row.path.removeprefix(prefix)}: {remark}\n")
    sys.stdout.write("\n")
    for letter in sorted({row.quality for row in rows}):
        sys.stdout.write(f"{letter} = {QUALITIES[letter]}\n")
    for number, source in enumerate(cited, 1):
        reference = catalog.references[source]
        sys.stdout.write(f"[{number}] {reference.citation}. {reference.url or reference.note}\n")


def _described(entry: Entry) -> str:
    return ", ".join(part for part in (entry.title, entry.korean, entry.about) if part)


def _cells(row: Row, cited: list[str]) -> tuple[str, str, str, str, str]:
    numbers = ", ".join(str(cited.index(source) + 1) for source in row.sources)
    if isinstance(row, Quantity):
        low, high = (_number(row, end) for end in (row.low, row.high))
        low_number, _, low_unit = low.partition(" ")
        span = f"{low_number if high.endswith(f' {low_unit}') else low} to {high}"
        family = row.spread.family if row.spread else ""
        return _number(row, row.value), span, family, row.quality, numbers
    if isinstance(row, Choice):
        return row.value, "", "", row.quality, numbers
    return "table", "", "", row.quality, numbers


def _number(row: Quantity, value: float) -> str:
    """Write a value in the unit of the file, rounded for people."""
    number, symbol = in_unit_of(row.written, value, row.unit)
    return f"{number:.{3 if symbol == 'dB' else 6}g} {symbol}".strip()


def _remark(row: Row) -> str:
    parts = [f"derived: {row.formula}" if row.formula else "", row.at, row.note]
    return "; ".join(part for part in parts if part)


def _sources(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(source for row in rows for source in row.sources))


def _plain(row: Row) -> dict[str, Any]:
    common = {
        "quality": row.quality,
        "sources": row.sources,
        "at": row.at,
        "formula": row.formula,
        "note": row.note,
        "where": row.where,
    }
    if isinstance(row, Quantity):
        numbers = {"value": row.value, "low": row.low, "high": row.high, "unit": row.unit}
        spread = row.spread._asdict() if row.spread else {}
        return {**numbers, "written": row.written, **spread, **common}
    if isinstance(row, Choice):
        return {"value": row.value, **common}
    return {"points": getattr(row, "points", ()), "spread": getattr(row, "spread", 0.0), **common}
