"""Write the tables at the end of docs/catalogue.md from the classes of the catalogue.

uv run python tools/catalogue_keys.py
"""

import inspect
import re
from pathlib import Path

from bongsu.catalog import KINDS, RadarEntry, RadarModeEntry, StageEntry, load_catalog
from bongsu.catalog.rows.entries import (
    BatteryEntry,
    CrossSectionEntry,
    InterceptorEntry,
    MissileEntry,
    PlaceEntry,
)
from bongsu.catalog.rows.parameters import Bounds, Words, parameters_of
from bongsu.catalog.rows.spreads import KINDS_OF_QUANTITY
from bongsu.catalog.rows.units import format_quantity

PAGE = Path(__file__).parent.parent / "docs" / "catalogue.md"
HEADING = "## Keys\n"
TABLES = (
    ("Radar", RadarEntry, "radar.NAME."),
    ("Mode of a radar", RadarModeEntry, "radar.NAME.MODE."),
    ("Interceptor", InterceptorEntry, "interceptor.NAME."),
    ("Battery", BatteryEntry, "battery.NAME."),
    ("Missile", MissileEntry, "missile.NAME."),
    ("Stage of a missile", StageEntry, "missile.NAME.stage-N."),
    ("Cross-section", CrossSectionEntry, "cross-section.NAME."),
    ("Place: site, launch-area or target", PlaceEntry, "site.NAME."),
)


def meanings(cls: type) -> dict[str, str]:
    """Meaning of each attribute, from the docstring."""
    text = inspect.getdoc(cls) or ""
    found = re.findall(r"(?m)^([\w, ]+) : .*\n((?:    .*\n?)+)", text)
    return {
        name: re.sub(r"\s*\[[^\]]*\]", "", " ".join(lines.split())).replace("``", "`")
        for names, lines in found
        for name in names.split(", ")
    }


def limits_of(limits: Bounds | Words) -> tuple[str, str]:
    """Unit and limits, for the table."""
    if isinstance(limits, Bounds):
        ends = (format_quantity(end, limits.unit) for end in (limits.low, limits.high))
        return limits.unit, " to ".join(ends)
    first = limits.allowed[0]
    if first.startswith("@"):
        return "word", f"key of a {first[1:]}"
    return "word", ", ".join(f"`{word}`" for word in limits.allowed)


def page_part() -> str:
    """All tables."""
    lines = [HEADING]
    for title, cls, prefix in TABLES:
        lines += [f"### {title}\n", "| key | meaning | unit inside | limits |", "|---|---|---|---|"]
        text = meanings(cls)
        for key, parameter in parameters_of(cls).items():
            unit, limits = limits_of(parameter.limits)
            optional = " (optional)" if parameter.optional else ""
            meaning = text.get(parameter.field, f"Its {key}.")
            lines.append(f"| `{prefix}{key}`{optional} | {meaning} | {unit} | {limits} |")
        lines.append("")
    lines += [
        "### Kinds of quantity\n",
        "| kind | family | over decades | because |",
        "|---|---|---|---|",
        *(
            f"| {name} | {kind.family} | {kind.wide} | {kind.because} |"
            for name, kind in KINDS_OF_QUANTITY.items()
        ),
        "",
    ]
    catalog = load_catalog()
    lines.append("### Names\n")
    for kind in KINDS:
        lines.append(f"- `{kind}`: " + ", ".join(f"`{key}`" for key in catalog.keys(kind)))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8").split(HEADING)[0]
    PAGE.write_text(before + page_part(), encoding="utf-8")
