"""One page of two scenarios: what changed, how far numbers moved, which verdicts turn."""

from collections.abc import Sequence
from functools import cache

import xarray as xr
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from bongsu.report.footprint.two.embedded import Picture, picture
from bongsu.report.footprint.two.maps import comparable, two_footprints_figure
from bongsu.report.footprint.two.numbers import Moved, Turned
from bongsu.scenario.differences import Difference
from bongsu.scenario.provenance import Provenance
from bongsu.version import __version__
from bongsu.words.quantities import quantity_text

_SAME = 1e-12


def render_comparison(
    *,
    titles: tuple[str, str],
    names: tuple[str, str],
    dates: tuple[str, str],
    lede: str,
    changes: Sequence[Difference],
    moved: Sequence[Moved],
    verdicts: Sequence[Turned],
    without_verdicts: str,
    footprints: tuple[xr.Dataset, xr.Dataset],
    provenance: Provenance,
    command: str,
) -> str:
    """Write the page.

    Parameters
    ----------
    titles, names, dates : tuple of str
        Of the two scenarios.
    lede : str
        What changes most, in a sentence.
    changes : sequence of Difference
        What they do not have alike.
    moved : sequence of Moved
        Headline numbers of both.
    verdicts : sequence of Turned
        Claims and readings in both.
    without_verdicts : str
        Why there are none, or "".
    footprints : tuple of xarray.Dataset
        Whom each protects.
    provenance : Provenance
        Where the numbers come from.
    command : str
        What makes the page again.

    Returns
    -------
    str
        HTML with its styles and pictures inside; it asks for nothing from outside and runs no
        script.
    """
    sources = list(dict.fromkeys(source for one in changes for source in one.sources))
    page: str = (
        _environment()
        .get_template("two.html")
        .render(
            titles=titles,
            names=names,
            dates=dates,
            lede=lede,
            changes=changes,
            notes={source: number for number, source in enumerate(sources, 1)},
            moved=[_moved(one) for one in moved],
            turned=_by_claim(verdicts),
            kept=[one for one in verdicts if not one.turns and not one.reading],
            whole=sum(not one.reading for one in verdicts),
            without_verdicts=without_verdicts,
            map=_map(footprints, names, provenance),
            provenance=provenance,
            command=command,
            version=__version__,
        )
    )
    return page


def _by_claim(verdicts: Sequence[Turned]) -> list[tuple[Turned, list[Turned]]]:
    """Claims of which something turns, each with the readings that do."""
    whole = [one for one in verdicts if not one.reading]
    turned = [one for one in verdicts if one.reading and one.turns]
    readings = {claim.claim: [one for one in turned if one.claim == claim.claim] for claim in whole}
    return [(one, readings[one.claim]) for one in whole if one.turns or readings[one.claim]]


def _points(share: float) -> str:
    """Difference of two shares, as exactly as shares are told."""
    points = 100.0 * share
    return "under 0.1 points" if points < 0.1 else f"{points:.1f} points"


def _moved(one: Moved) -> dict[str, str]:
    by = one.by
    if by != by:
        change = "–"
    elif abs(by) <= _SAME * max(abs(one.first), abs(one.second), 1.0):
        change = "the same"
    else:
        points = one.unit == "1"
        size = _points(abs(by)) if points else quantity_text(abs(by), one.unit)
        change = f"{'more' if by > 0.0 else 'less'} by {size}"
    return {
        "title": one.title,
        "first": quantity_text(one.first, one.unit),
        "second": quantity_text(one.second, one.unit),
        "change": change,
    }


def _measured(value: float | None, unit: str) -> str:
    """Number behind a verdict; empty where there is none."""
    return "" if value is None or value != value else f": {quantity_text(value, unit)}"


def _map(
    footprints: tuple[xr.Dataset, xr.Dataset], names: tuple[str, str], provenance: Provenance
) -> Picture:
    alike = comparable(*footprints)
    difference = (
        ", and the difference: orange where the second has a shot at fewer, purple at more of them"
        if alike
        else ". They are over different places, so that there is no map of the difference"
    )
    return picture(
        two_footprints_figure(*footprints, names),
        alt=(
            f"Maps of {names[0]} and {names[1]}: share of the flights to each place at which a "
            f"shot is possible{', and the difference' if alike else ''}."
        ),
        caption=(
            "Share of the flights (missiles, launch areas and arcs) to each place at which a shot "
            f"is possible, on nominal values{difference}. Triangles: batteries."
        ),
        provenance=provenance,
    )


@cache
def _environment() -> Environment:
    # the styles are those of the brief
    loader = ChoiceLoader(
        [PackageLoader("bongsu.report.footprint.two"), PackageLoader("bongsu.report.brief")]
    )
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["measured"] = _measured
    return environment
