"""Public claims tested in a deployment, as an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from bongsu.output import (
    bytes_file,
    check_directory,
    dataset_file,
    json_file,
    text_file,
    write_outputs,
)
from bongsu.output.linked.crate import METADATA_FILE, Member, crate_file
from bongsu.physics.numerics.processes import run_forked
from bongsu.scenario import dump_scenario
from bongsu.scenario.provenance import provenance
from bongsu.words import LanguageCode, Verdict, number_of
from bongsu.words.screen import OnScreen, Screen

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.claims.case import Cases
    from bongsu.claims.evaluate import ClaimResult, ReadingResult
    from bongsu.report.brief.figures.drawn import AskedFigure, DrawnFigure
    from bongsu.scenario import Scenario
    from bongsu.scenario.provenance import Provenance

SCENARIO_FILE = "tested-scenario.yaml"
FILES = ("results.nc", "claims.json", "brief.html", SCENARIO_FILE, METADATA_FILE)
"""What :meth:`BriefResult.save` writes into a directory."""
PDF = "brief.pdf"
"""What it writes beside them if asked."""
MEMBERS = (
    Member(name="brief.html", title="Brief", description="The claims, tested, for people."),
    Member(
        name="claims.json",
        title="Verdicts",
        description="The same for machines; `bongsu schema brief` prints its JSON Schema.",
    ),
    Member(
        name="results.nc",
        title="Studies",
        description="Datasets behind the verdicts, after the CF conventions, one group for each.",
    ),
    Member(
        name=SCENARIO_FILE,
        title="Scenario",
        description="What the claims were tested in, as `bongsu brief` reads it.",
        given=True,
    ),
)
"""The same files, described."""


def load_writers(language: LanguageCode = "en") -> None:
    """Load what draws the page and writes the studies, which takes as long as a figure.

    Whoever waits for other processes may do it then; else it is loaded when it is needed, by each
    of the processes that draw.

    Parameters
    ----------
    language : {'en', 'ko'}
        Of the page.

    Examples
    --------
    >>> from bongsu.front.answers.brief import load_writers
    >>> load_writers()
    """
    for name in ("bongsu.report.brief.content", "bongsu.output.netcdf", "netCDF4"):
        import_module(name)
    from bongsu.report.brief.page import brief_template
    from bongsu.report.language import Language, sentences

    brief_template()
    if not Language(language).english:
        sentences()


class BriefResult(OnScreen):
    """Verdicts on public claims, and the page that shows what they rest on.

    Parameters
    ----------
    scenario : Scenario
        What they were tested in.
    results : sequence of ClaimResult
        The tested claims.
    cases : Cases
        The cases that they were tested in: nominal, and the ends of the cited uncertainty.
    command : str
        What makes the page again.
    language : {'en', 'ko'}
        Of the page.

    Examples
    --------
    >>> import bongsu
    >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    >>> brief = korea.at_spacing(60).brief(claims=["earnest-keeps-safe"], draws=0)
    >>> str(brief.verdicts()["earnest-keeps-safe"])
    'depends'
    """

    def __init__(
        self,
        scenario: Scenario,
        results: Sequence[ClaimResult],
        cases: Cases,
        *,
        command: str,
        language: LanguageCode = "en",
    ) -> None:
        self._scenario, self._results, self._cases = scenario, list(results), cases
        self._command, self._language = command, language

    @property
    def results(self) -> list[ClaimResult]:
        """The claims with their readings, numbers and verdicts as objects."""
        return self._results

    @cached_property
    def data(self) -> xr.DataTree:
        """The studies behind the verdicts, one group for each case and study."""
        from bongsu.report.brief.studies import results_tree

        return results_tree(self._cases)

    @cached_property
    def provenance(self) -> Provenance:
        """Where the numbers come from: scenario, hash, version, seed and sources."""
        return provenance(self._scenario, people=True)

    def verdicts(self) -> dict[str, Verdict]:
        """Give the verdict on each claim.

        Returns
        -------
        dict of str to Verdict
            By the identifier of the claim.

        Examples
        --------
        >>> import bongsu
        >>> brief = bongsu.load("korea-2016").brief(claims=["lavrov-excuse"])
        >>> str(brief.verdicts()["lavrov-excuse"])
        'not testable'
        """
        return {result.claim.id: result.verdict for result in self._results}

    def sentence(self) -> str:
        """Say in one sentence how many claims hold.

        Returns
        -------
        str
            With the number of each verdict.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").brief(claims=["lavrov-excuse"]).sentence()
        'One THAAD battery in South Korea, 2016: 1 claim tested; not testable: 1.'
        """
        count = Counter(self.verdicts().values())
        said = ", ".join(f"{verdict}: {count[verdict]}" for verdict in Verdict if count[verdict])
        claims = len(self._results)
        return f"{self._scenario.title}: {number_of(claims, 'claim')} tested; {said}."

    def table(self) -> pd.DataFrame:
        """Lay the readings of the claims out.

        Returns
        -------
        pandas.DataFrame
            A row for each reading: what was asserted, measured in the nominal case and at the ends
            of the cited uncertainty, the threshold in the same unit, and the verdict; with draws,
            where nine tenths of them lie.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> table = korea.at_spacing(60).brief(claims=["earnest-keeps-safe"], draws=0).table()
        >>> list(table["verdict"])  # doctest: +ELLIPSIS
        [...]
        """
        import pandas as pd

        rows: list[dict[str, object]] = []
        for result in self._results:
            claim = {"claim": result.claim.id, "assertion": result.claim.assertion}
            if not result.readings:
                rows.append({**claim, "verdict": str(result.verdict)})
            rows += [
                {
                    **claim,
                    "reading": reading.reading.name,
                    "verdict": str(reading.verdict),
                    "unit": reading.measurement.unit,
                    "comparison": str(reading.reading.comparison),
                    "threshold": reading.threshold,
                    **reading.measurement.by_case,
                    **_band(reading),
                }
                for reading in result.readings
            ]
        return pd.DataFrame(rows)

    @cached_property
    def page(self) -> str:
        """The brief as one page of HTML that asks for nothing from outside."""
        return self._page_with(None)

    def _page_with(self, figures: Mapping[AskedFigure, DrawnFigure] | None) -> str:
        from bongsu.report.brief.content import brief_content
        from bongsu.report.brief.page import render_brief

        content = brief_content(
            self._results,
            self._cases,
            command=self._command,
            language=self._language,
            figures=figures,
        )
        return render_brief(content)

    @cached_property
    def document(self) -> dict[str, object]:
        """Verdicts and numbers for machines, the content of ``claims.json``."""
        from bongsu.report.brief.document import claims_document

        return dict(claims_document(self._results))

    def save(self, directory: str | Path, *, pdf: bool = False) -> Path:
        """Write the page, the verdicts and the studies behind them, wholly or not at all.

        Parameters
        ----------
        directory : str or pathlib.Path
            For ``brief.html``, ``claims.json``, ``results.nc``, the scenario, and the RO-Crate that
            describes them; made if it does not exist.
        pdf : bool
            Whether the page is printed as ``brief.pdf`` too, by a browser of the machine.

        Returns
        -------
        pathlib.Path
            The directory.

        Raises
        ------
        InputError
            If it cannot be made or written, or no browser is installed that prints.
        """
        place = Path(directory)
        # the crate comes last: it describes the others as they were written
        names = (PDF, *FILES) if pdf else FILES
        check_directory(place, names)
        self.__dict__["page"], results = self._page_and_results()
        made = {
            "results.nc": bytes_file(results),
            "claims.json": json_file(self.document),
            "brief.html": text_file(self.page),
            PDF: self._print,
        }
        # numbers that were put in by Python are in no file, so that the crate has none to name
        members = [one for one in MEMBERS if not (one.given and self._scenario.exchanged)]
        if pdf:
            members.append(Member(name=PDF, title="Brief", description="The same page, printed."))
        if not self._scenario.exchanged:
            made[SCENARIO_FILE] = text_file(dump_scenario(self._scenario))
        made[METADATA_FILE] = crate_file(
            f"Brief: {self._scenario.title}", self.sentence(), self._command, members
        )
        write_outputs(
            [(place / name, made[name]) for name in names if name in made],
            self.provenance,
            directory=place,
        )
        return place

    def _page_and_results(self) -> tuple[str, bytes]:
        """The page and the content of ``results.nc``, made at the same time: both take seconds."""
        from bongsu.report.brief.content import figures_asked
        from bongsu.report.brief.figures.drawn import draw_alone

        asked = figures_asked(self._results, self._cases)
        figures = list(asked.items())

        def made(index: int) -> bytes | DrawnFigure:
            if index:
                (_, name), readings = figures[index - 1]
                return draw_alone(name, self._cases, self._language, readings)
            with TemporaryDirectory() as folder:
                path = Path(folder) / "results.nc"
                dataset_file(self.data, packed=True)(path, self.provenance)
                return path.read_bytes()

        content, *drawn = run_forked(made, 1 + len(figures))
        assert isinstance(content, bytes)
        plates = cast("list[DrawnFigure]", drawn)
        return self._page_with(dict(zip(asked, plates, strict=True))), content

    def _print(self, path: Path, provenance: Provenance) -> None:
        from bongsu.report.brief.pdf import print_page

        print_page(self.page, path, provenance)

    def _screen(self) -> Screen:
        lines = tuple(
            (f"{result.claim.id} {result.verdict}", result.claim.assertion)
            for result in self._results
        )
        return Screen(self.sentence(), lines, self.provenance.line())


def _band(reading: ReadingResult) -> dict[str, float]:
    """Columns of a table for the draws of a reading, if there are any."""
    if reading.band is None:
        return {}
    return {
        "5 % of draws": reading.band.low,
        "median of draws": reading.band.median,
        "95 % of draws": reading.band.high,
    }
