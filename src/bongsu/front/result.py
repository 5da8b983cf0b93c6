"""What every answer has: a dataset, one screen of words, a standard picture, and files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.errors import InputError
from bongsu.output import (
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    json_file,
    table_file,
    write_outputs,
)

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

    from bongsu.scenario.provenance import Provenance

_HASH_SHOWN = 12
_LINES_SHOWN = 12
_PICTURES = (".png", ".svg", ".pdf")


class Result(ABC):
    """An answer: a thin wrapper around one dataset.

    Parameters
    ----------
    data : xarray.Dataset
        The answer, with a unit and a long name on every variable.
    provenance : Provenance
        Where it comes from.
    """

    def __init__(self, data: xr.Dataset, provenance: Provenance) -> None:
        self._data = data
        self._provenance = provenance

    @property
    def data(self) -> xr.Dataset:
        """The whole answer, with a unit and a long name on every variable."""
        return self._data

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from: scenario, hash, version, seed and sources."""
        return self._provenance

    @abstractmethod
    def sentence(self) -> str:
        """Say the answer in one sentence.

        Returns
        -------
        str
            With numbers and units.
        """

    @abstractmethod
    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            By name, with the unit in the name.
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
    def plot(self) -> Figure:
        """Draw the standard picture.

        Returns
        -------
        matplotlib.figure.Figure
            Drawn figure.
        """

    def save(self, path: str | Path) -> Path:
        """Write the answer to a file, wholly or not at all, with where it comes from.

        Parameters
        ----------
        path : str or pathlib.Path
            Its ending says what is written: ``.nc`` the dataset, ``.csv`` the table, ``.json`` the
            headline numbers, ``.png``, ``.svg`` or ``.pdf`` the standard picture, and for a
            footprint ``.geojson`` its contours.

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
        ending = file.suffix.lower()
        if ending not in writers:
            known = ", ".join(writers)
            raise InputError(f"{file}: cannot tell what to write; the name ends in one of {known}")
        check_outputs(file)
        write_outputs([(file, writers[ending]())], self._provenance)
        return file

    def _writers(self) -> dict[str, Any]:
        """What is written for each ending, made when asked for."""
        return {
            ".nc": lambda: dataset_file(self._data),
            ".csv": lambda: self._table_file(),
            ".json": lambda: json_file(self.numbers()),
            **dict.fromkeys(_PICTURES, lambda: figure_file(self.plot())),
        }

    def _table_file(self) -> Write:
        return table_file(self.table().to_dict("records"))

    def _lines(self) -> list[tuple[str, str]]:
        """The headline numbers as words."""
        return [(name, _shown(value)) for name, value in self.numbers().items()][:_LINES_SHOWN]

    def _origin(self) -> str:
        known = self._provenance
        return (
            f"scenario {known.scenario}, hash {known.scenario_hash[:_HASH_SHOWN]}, "
            f"bongsu {known.bongsu_version}"
        )

    def __repr__(self) -> str:
        lines = self._lines()
        width = max((len(name) for name, _ in lines), default=0)
        listed = [f"  {name:<{width}}  {value}" for name, value in lines]
        sizes = ", ".join(f"{name}: {size}" for name, size in self._data.sizes.items())
        return "\n".join([self.sentence(), *listed, f"  data  {sizes}", f"  {self._origin()}"])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>"
            for name, value in self._lines()
        )
        return (
            f"<p><strong>{escape(self.sentence())}</strong></p><table>{rows}</table>"
            f"<p><small>{escape(self._origin())}</small></p>"
        )


def _shown(value: float | str | None) -> str:
    if value is None or value != value:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
