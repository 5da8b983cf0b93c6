"""One page of two scenarios: what changed, how far numbers moved, which verdicts turn."""

from collections.abc import Sequence
from functools import cache

import xarray as xr
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bongsu.report.brief.figures.sheet import Sheet
from bongsu.report.footprint.two.maps import two_footprints
from bongsu.report.footprint.two.numbers import Moved, Turned
from bongsu.report.language import Language, plain
from bongsu.scenario import Scenario
from bongsu.scenario.differences import Difference
from bongsu.scenario.provenance import Provenance
from bongsu.version import __version__
from bongsu.words import LanguageCode
from bongsu.words.said import Said

_SAME = 1e-12
_LEAST_POINTS = 0.1


def render_comparison(
    *,
    scenarios: tuple[Scenario, Scenario],
    names: tuple[str, str],
    lede: str,
    changes: Sequence[Difference],
    moved: Sequence[Moved],
    verdicts: Sequence[Turned],
    without_verdicts: str,
    footprints: tuple[xr.Dataset, xr.Dataset],
    provenance: Provenance,
    command: str,
    language: LanguageCode = "en",
) -> str:
    """Write the page.

    Parameters
    ----------
    scenarios : tuple of Scenario
        The two.
    names : tuple of str
        What tables call them.
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
    language : {'en', 'ko'}
        Of the page; texts are given in English, and said in it where they can be.

    Returns
    -------
    str
        HTML with its styles and drawings inside; it asks for nothing from outside and runs no
        script.
    """
    speaks = Language(language)
    sources = list(dict.fromkeys(source for one in changes for source in one.sources))
    sheet = Sheet(language=speaks)
    told = tuple(speaks.text(name) if isinstance(name, Said) else name for name in names)
    plates = two_footprints(footprints, scenarios, (told[0], told[1]), sheet)
    page: str = (
        _environment()
        .get_template("two.html")
        .render(
            language=speaks,
            say=speaks.say,
            text=speaks.text,
            titles=[speaks.text(one.title) for one in scenarios],
            names=told,
            dates=[speaks.date(one.date) for one in scenarios],
            lede=lede,
            changes=changes,
            notes={source: number for number, source in enumerate(sources, 1)},
            moved=[_moved(one, speaks) for one in moved],
            turned=_by_claim(verdicts),
            kept=[one for one in verdicts if not one.turns and not one.reading],
            whole=sum(not one.reading for one in verdicts),
            without_verdicts=without_verdicts,
            measured=lambda value, unit: _measured(value, unit, speaks),
            shared=sheet.shared.values(),
            plates=plates,
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


def _moved(one: Moved, language: Language) -> dict[str, str]:
    by = one.by
    if by != by:
        change = "–"
    elif abs(by) <= _SAME * max(abs(one.first), abs(one.second), 1.0):
        change = language.say("the same")
    elif by > 0.0:
        change = language.say("more by {size}", size=_size(abs(by), one.unit, language))
    else:
        change = language.say("less by {size}", size=_size(abs(by), one.unit, language))
    return {
        "title": language.text(one.title),
        "first": language.quantity(one.first, one.unit),
        "second": language.quantity(one.second, one.unit),
        "change": change,
    }


def _size(by: float, unit: str, language: Language) -> str:
    """How far a number moves; a share in points, as exactly as shares are told."""
    if unit != "1":
        return language.quantity(by, unit)
    points = 100.0 * by
    if points < _LEAST_POINTS:
        return language.say("under 0.1 points")
    return language.say("{points} points", points=f"{points:.1f}")


def _measured(value: float | None, unit: str, language: Language) -> str:
    """Number behind a verdict; empty where there is none."""
    return "" if value is None or value != value else f": {language.quantity(value, unit)}"


@cache
def _environment() -> Environment:
    # the styles and the figures are those of the brief
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
    environment.filters["plain"] = lambda text: escape(plain(text))
    environment.filters["svg"] = Markup
    return environment
