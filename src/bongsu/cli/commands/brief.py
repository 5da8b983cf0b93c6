"""``bongsu brief``: test the claims of a scenario and write the page."""

import os
import shlex
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.claims.draws.count import OF_A_BRIEF
from bongsu.cli.options.values import JsonFlag, Whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import check_directory
from bongsu.words import CONVENTIONS, LanguageCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bongsu.claims.evaluate import ClaimResult

_CASES = 70  # in which the measures of a scenario are, for the bar alone


def brief(
    scenario: str = "korea-2016",
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = Path("brief"),
    claims: Path | None = None,
    draws: Whole = OF_A_BRIEF,
    lang: LanguageCode = "en",
    pdf: Annotated[bool, Parameter(negative="")] = False,
    json: JsonFlag = False,
) -> None:
    """Test the claims in a scenario; write brief.html, claims.json and results.nc as an RO-Crate.

    Parameters
    ----------
    scenario : str
        Name of a built-in scenario, or a scenario file.
    output : pathlib.Path
        Directory for the files; made if it does not exist.
    claims : pathlib.Path, optional
        File of claims to test, or the name of a set that comes with the package, such as
        debate-2016, instead of those of the scenario: for South Korea in 2016 the seven of the
        article of 30 April 2016.
    draws : int
        How many times, under each convention of weights, every number is computed with all
        parameters of the defence drawn by lot: the probability of each verdict and what decides it.
        Numbers that take long are drawn fewer times, and say so; 0 leaves draws out and is quicker.
    lang : {'en', 'ko'}
        Language of brief.html: English or Korean.
    pdf : bool
        Print the page as brief.pdf too, by a Chromium or Chrome of the machine.
    json : bool
        Print the content of claims.json instead of the table.

    Raises
    ------
    InputError
        If the scenario, the claims or the directory cannot be used.
    """
    from bongsu.catalog.load import read_ahead

    read_ahead(lambda: import_module("bongsu.claims.evaluate"))
    from bongsu.claims.evaluate import evaluate
    from bongsu.claims.load import chosen_claims
    from bongsu.front.answers.brief import FILES, PDF, BriefResult, load_writers
    from bongsu.report.brief.pdf import browser
    from bongsu.scenario import load_scenario

    if pdf:
        browser()
    files = (*FILES, PDF) if pdf else FILES
    check_directory(output, files, inputs=(scenario, *([claims] if claims else [])))
    setting = load_scenario(scenario)
    tested = chosen_claims(claims, scenario=setting)
    with _progress("Testing claims", _CASES + len(CONVENTIONS) * max(draws, 0)) as told:
        results, cases = evaluate(
            tested, setting, told, draws=draws, meanwhile=partial(load_writers, lang)
        )
        told("drawing")
        made = BriefResult(
            setting,
            results,
            cases,
            command=_command(scenario, claims, draws, lang, pdf=pdf),
            language=lang,
        )
        made.save(output, pdf=pdf)
    if json:
        print_json(made.document, made.provenance)
        return
    _print(results, setting.title)
    for name in sorted(files):
        print(output / name)


def _command(
    scenario: str,
    claims: Path | None,
    draws: int,
    language: LanguageCode = "en",
    *,
    pdf: bool = False,
) -> str:
    """Words that make the page again, as a shell reads them."""
    words = ["bongsu", "brief", _as_file(scenario)]
    if claims is not None:
        words += ["--claims", _as_file(str(claims))]
    if draws != OF_A_BRIEF:
        words += ["--draws", str(draws)]
    if language != "en":
        words += ["--lang", language]
    if pdf:
        words.append("--pdf")
    return " ".join(_quoted(word) for word in words)


def _as_file(name: str) -> str:
    """Let a name that begins like an option be none."""
    return f"./{name}" if name.startswith("-") else name


def _quoted(word: str) -> str:
    """Quote for a shell; bytes of a name that are no letters are written as numbers."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return "$'" + "".join(f"\\x{byte:02x}" for byte in os.fsencode(word)) + "'"
    return shlex.quote(word)


def _print(results: "list[ClaimResult]", title: str) -> None:
    from bongsu.report.brief.chances import drawn_share

    drawn = any(result.chance is not None for result in results)
    rows = []
    for result in results:
        parts = [f"{reading.verdict}: {reading.reading.name}" for reading in result.readings]
        because = result.claim.not_testable_because or ""
        row = [result.claim.id, str(result.verdict), "\n".join(parts) or because]
        rows.append([*row[:2], drawn_share(result.chance), row[2]] if drawn else row)
    columns = ["claim", "verdict", "readings"]
    print_table([*columns[:2], "holds in", columns[2]] if drawn else columns, rows, title=title)


@contextmanager
def _progress(description: str, steps: int) -> "Iterator[Callable[[str], object]]":
    """Show how far it is on a terminal; stay quiet elsewhere."""
    from bongsu.cli.terminal.progress import progress_bar

    with progress_bar(description, steps) as advance, nullcontext():
        yield lambda _name: advance(1)
