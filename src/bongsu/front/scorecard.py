"""Published figures computed again, as an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.output import check_directory, json_file, text_file, write_outputs
from bongsu.scenario import load_scenario
from bongsu.scenario.provenance import provenance
from bongsu.validation.credibility import credibility_page
from bongsu.validation.document import (
    CREDIBILITY_FILE,
    MACHINE_FILE,
    PAGE_FILE,
    scorecard_document,
    scorecard_page,
)
from bongsu.validation.scorecard import Scored, counts, score
from bongsu.words import number_of
from bongsu.words.screen import OnScreen, Screen

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.scenario.provenance import Provenance

FILES = (MACHINE_FILE, PAGE_FILE, CREDIBILITY_FILE)
"""What :meth:`ScorecardResult.save` writes into a directory."""
_SCENARIO = "korea-2016"


def validate(
    rows: Sequence[str] | None = None, progress: Callable[[str], object] | None = None
) -> ScorecardResult:
    """Compute published figures again and hold them against what their sources allow.

    Parameters
    ----------
    rows : sequence of str, optional
        Their identifiers; all by default, which takes about a minute.
    progress : callable, optional
        Told the identifier of each row when it is done.

    Returns
    -------
    ScorecardResult
        Outcomes with reasons.

    Raises
    ------
    InputError
        If there is no such row.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.validate(["K01"]).sentence()
    '1 published figure computed again: 1 passes, 0 fail, 0 are not comparable.'
    """
    return ScorecardResult(score(rows, progress))


class ScorecardResult(OnScreen):
    """Published figures beside ours, each with an outcome and a reason.

    Parameters
    ----------
    rows : sequence of Scored
        Computed rows.

    Examples
    --------
    >>> import bongsu
    >>> found = bongsu.validate(["K01", "K03"])
    >>> list(found.table()["outcome"])
    ['pass', 'pass']
    """

    def __init__(self, rows: Sequence[Scored]) -> None:
        self._rows = list(rows)

    @cached_property
    def provenance(self) -> Provenance:
        """Where ours come from; the sources of the published figures stand in each row."""
        return provenance(load_scenario(_SCENARIO), people=True)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The scorecard for machines, the content of ``scorecard.json``."""
        return scorecard_document(self._rows, load_scenario(_SCENARIO).catalog)

    @cached_property
    def page(self) -> str:
        """The scorecard for people, the content of ``scorecard.md``."""
        return scorecard_page(self.document)

    @cached_property
    def data(self) -> xr.Dataset:
        """Every number of the rows, published and ours, over ``quantity``."""
        import numpy as np
        import xarray as xr

        from bongsu.studies.conventions import conventional, label

        numbers = [
            (row["id"], row["outcome"], one)
            for row in self.document["rows"]
            for one in row["quantities"]
            if isinstance(one["ours"], float)
        ]

        def column(name: str, long_name: str) -> xr.Variable:
            values = [one[name] for _, _, one in numbers]
            known = [value if isinstance(value, float) else np.nan for value in values]
            return xr.Variable("quantity", known, label(f"{long_name}, in the unit of its row"))

        def words(values: list[str], long_name: str) -> xr.Variable:
            return xr.Variable("quantity", values, {"long_name": long_name})

        found = xr.Dataset(
            {
                "row": words([row for row, _, _ in numbers], "identifier of the row"),
                "name": words([one["name"] for _, _, one in numbers], "what the number is"),
                "unit_of_row": words([one["unit"] for _, _, one in numbers], "unit of the numbers"),
                "outcome": words([outcome for _, outcome, _ in numbers], "outcome of the row"),
                "published": column("published", "published number"),
                "ours": column("ours", "computed number"),
                "low": column("low", "least that the source allows"),
                "high": column("high", "greatest that the source allows"),
            }
        )
        return conventional(found, "Published figures computed again")

    def numbers(self) -> dict[str, int]:
        """Count the outcomes.

        Returns
        -------
        dict of str to int
            Rows that pass, fail and are not comparable, and negative controls. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.validate(["K01"]).numbers()["passed"]
        1
        """
        return counts(self._rows)

    def sentence(self) -> str:
        """Say in one sentence how many figures come out.

        Returns
        -------
        str
            With the number of each outcome.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.validate(["K01", "K03"]).sentence()
        '2 published figures computed again: 2 pass, 0 fail, 0 are not comparable.'
        """
        count = self.numbers()
        of = sum(count[name] for name in ("passed", "failed", "not_comparable"))
        passes = "passes" if count["passed"] == 1 else "pass"
        controls = (
            f"; {count['controls_failed']} of {count['controls']} negative controls fail"
            if count["controls"]
            else ""
        )
        return (
            f"{number_of(of, 'published figure')} computed again: {count['passed']} {passes}, "
            f"{count['failed']} fail, {count['not_comparable']} are not comparable{controls}."
        )

    def table(self) -> pd.DataFrame:
        """Lay the rows out.

        Returns
        -------
        pandas.DataFrame
            A row for each published figure: what was printed, ours, what the source allows, the
            outcome and its reason.

        Examples
        --------
        >>> import bongsu
        >>> list(bongsu.validate(["K03"]).table()["ours"])
        [0.96]
        """
        import pandas as pd

        columns = ("id", "title", "published", "ours", "unit", "tolerance", "outcome", "reason")
        return pd.DataFrame(
            [{name: row[name] for name in columns} for row in self.document["rows"]]
        )

    def save(self, directory: str | Path) -> Path:
        """Write the machine file, its page and the credibility sheet, wholly or not at all.

        Parameters
        ----------
        directory : str or pathlib.Path
            For ``scorecard.json``, ``scorecard.md`` and ``credibility.md``; made if it does not
            exist.

        Returns
        -------
        pathlib.Path
            The directory.

        Raises
        ------
        InputError
            If it cannot be made or written.

        Examples
        --------
        >>> import bongsu, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     place = bongsu.validate(["K01"]).save(folder)
        ...     sorted(file.name for file in place.iterdir())
        ['credibility.md', 'scorecard.json', 'scorecard.md']
        """
        place = Path(directory)
        check_directory(place, FILES)
        made = {
            MACHINE_FILE: json_file(self.document),
            PAGE_FILE: text_file(self.page),
            CREDIBILITY_FILE: text_file(credibility_page(self.document)),
        }
        write_outputs(
            [(place / name, made[name]) for name in FILES], self.provenance, directory=place
        )
        return place

    def _screen(self) -> Screen:
        lines = tuple((f"{one.row.id} {one.outcome}", one.ours) for one in self._rows)
        return Screen(self.sentence(), lines, self.provenance.line())
