"""What every answer has: a dataset, one screen of words, a standard picture, and files."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bongsu.errors import InputError
from bongsu.output import (
    DATASET,
    FIGURE,
    Kind,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    json_file,
    parquet_file,
    table_file,
    write_outputs,
)
from bongsu.words.screen import OnScreen, Screen

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance

Number = float | int | str | None
"""A headline number, or a name; None for one that there is not."""

_HASH_SHOWN = 12
_JSON = Kind("a file of headline numbers", (".json",))
_CSV = Kind("a table", (".csv",))
_PARQUET = Kind("a Parquet file", (".parquet",))


class Result(OnScreen):
    """An answer: a thin wrapper around one dataset.

    It says itself in one sentence, shows its headline numbers, draws its standard picture, and
    writes itself to a file. What it holds is not changed by any of this.
    """

    @cached_property
    def data(self) -> xr.Dataset:
        """The whole answer, with a unit and a long name on every variable."""
        return self._dataset()

    @cached_property
    def provenance(self) -> Provenance:
        """Where the numbers come from: scenario, hash, version, seed and sources."""
        return self._comes_from()

    @abstractmethod
    def _dataset(self) -> xr.Dataset:
        """Lay the answer out; done once, when it is first asked for."""

    @abstractmethod
    def _comes_from(self) -> Provenance:
        """Say where it comes from; done once, when it is first asked for."""

    def citation(self) -> str:
        """Give a line to stand below the answer where it is quoted.

        Returns
        -------
        str
            See :meth:`bongsu.scenario.provenance.Provenance.citation`.

        Examples
        --------
        >>> import bongsu
        >>> "scenario korea-2016" in bongsu.load("korea-2016").sees("Beijing").citation()
        True
        """
        return self.provenance.citation()

    @abstractmethod
    def sentence(self) -> str:
        """Say the answer in one sentence.

        Returns
        -------
        str
            With numbers and units.
        """

    @abstractmethod
    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            By name, with the unit in the name; a share or a count has none. [as named]
        """

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """Lay the answer out as a table.

        Returns
        -------
        pandas.DataFrame
            One row for each line that a person would read.
        """

    @abstractmethod
    def _draw(self) -> Figure:
        """Draw the standard picture."""

    def plot(self) -> Figure:
        """Draw the standard picture.

        Returns
        -------
        matplotlib.figure.Figure
            Shows itself in a notebook, with a line at its foot that says where it comes from.
        """
        return self._signed(self._draw())

    def save(self, path: str | Path) -> Path:
        """Write the answer to a file, wholly or not at all, with where it comes from.

        Parameters
        ----------
        path : str or pathlib.Path
            Its ending says what is written: ``.nc`` the dataset, ``.zarr.zip`` the same with
            Zarr, ``.csv`` the table, ``.parquet`` the same with PyArrow, ``.json`` the headline
            numbers under ``numbers``, ``.png``, ``.svg`` or ``.pdf`` the standard picture; some
            answers know more, such as ``.geojson`` for the contours of a footprint and of a
            radar's coverage.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        InputError
            If the ending is none of these, or the file cannot be written.
        """
        file = Path(path)
        writers = self._writers()
        ending = next((one for one in writers if file.name.lower().endswith(one)), None)
        if ending is None:
            known = ", ".join(writers)
            raise InputError(f"{file}: the ending says what is written: use one of {known}")
        kind, write = writers[ending]
        check_outputs((file, kind))
        write_outputs([(file, write())], self.provenance)
        return file

    def _writers(self) -> dict[str, tuple[Kind, Callable[[], Write]]]:
        """What is written for each ending, made when asked for."""
        return {
            **{ending: (DATASET, lambda: dataset_file(self.data)) for ending in DATASET.suffixes},
            ".csv": (_CSV, lambda: table_file(self._rows())),
            ".parquet": (_PARQUET, lambda: parquet_file(self._rows())),
            ".json": (_JSON, lambda: json_file({"numbers": dict(self.numbers())})),
            **{ending: (FIGURE, lambda: figure_file(self.plot())) for ending in FIGURE.suffixes},
        }

    def _rows(self) -> list[dict[str, object]]:
        rows = self.table().to_dict("records")
        if not rows:
            raise InputError("the table has no row to write")
        return [{str(name): cell for name, cell in row.items()} for row in rows]

    def _signed(self, figure: Figure) -> Figure:
        """Tell a figure where it comes from, so that it shows it in a notebook."""
        figure.provenance = self.provenance
        return figure

    def _screen(self) -> Screen:
        lines = tuple((name, shown(value)) for name, value in self.numbers().items())
        return Screen(self.sentence(), lines, self._foot())

    def _foot(self) -> str:
        known = self.provenance
        digest = known.scenario_hash or known.catalog_hash or ""
        first = digest if isinstance(digest, str) else digest[0]
        name = f"scenario {known.scenario}, hash" if known.scenario else "catalogue"
        return f"{name} {first[:_HASH_SHOWN]}, bongsu {known.bongsu_version}"


def shown(value: Number) -> str:
    """Write a number for a screen.

    Parameters
    ----------
    value : float, int, str or None
        The number. [any]

    Returns
    -------
    str
        Four digits; a dash for what there is not.
    """
    if value is None or value != value:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if isinstance(value, int) or abs(value) >= 1e4 else f"{value:.4g}"
