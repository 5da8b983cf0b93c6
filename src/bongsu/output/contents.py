"""Contents of files, each carrying where it comes from in the way of its format."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.errors import InputError
from bongsu.output.files import Write
from bongsu.output.json_text import json_line, json_text
from bongsu.scenario.provenance import Provenance

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

_FIGURE_FORMATS = ("png", "svg", "pdf")
# a higher level takes half as long again for 2 % less
_PACKING = {"zlib": True, "complevel": 1, "shuffle": False}


def figure_file(figure: Figure) -> Write:
    """Write a figure; its format is that of the name, PNG where a name has no ending.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn figure.

    Returns
    -------
    callable
        Writes it with a line at its foot and metadata that say where it comes from.
    """

    def write(path: Path, provenance: Provenance) -> None:
        from bongsu.output.pictures import picture_bytes

        wanted = path.suffix.lower().lstrip(".")
        kind = wanted if wanted in _FIGURE_FORMATS else "png"
        path.write_bytes(picture_bytes(figure, kind, provenance, dpi=130.0))

    return write


def dataset_file(found: xr.Dataset | xr.DataTree, *, packed: bool = False) -> Write:
    """Write a dataset, or a tree of them, as netCDF, or as Zarr where the name ends in .zip.

    Parameters
    ----------
    found : xarray.Dataset or xarray.DataTree
        What to write.
    packed : bool
        Whether to compress its variables; Zarr always does.

    Returns
    -------
    callable
        Writes it; where it comes from are global attributes, the sources in one text.
    """

    def write(path: Path, provenance: Provenance) -> None:
        if path.suffix.lower() == ".zip":
            from bongsu.output.zarr_zip import write_zarr

            write_zarr(path, found, provenance)
            return
        from bongsu.output.netcdf import write_netcdf

        write_netcdf(path, found, provenance, packing=_PACKING if packed else {})

    return write


def table_file(rows: Sequence[Mapping[str, object]]) -> Write:
    """Write a table as CSV with one line of headings.

    Parameters
    ----------
    rows : sequence of mapping
        Column to cell, the same columns in each.

    Returns
    -------
    callable
        Writes it; where it comes from are the last columns, the same in every row, so that
        spreadsheets and data frames read the file without being told anything.
    """

    def write(path: Path, provenance: Provenance) -> None:
        origin = provenance.attributes()
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, [*rows[0], *origin])
            writer.writeheader()
            writer.writerows([{**row, **origin} for row in rows])

    return write


def parquet_file(rows: Sequence[Mapping[str, object]]) -> Write:
    """Write a table as Parquet.

    Parameters
    ----------
    rows : sequence of mapping
        Column to cell, the same columns in each.

    Returns
    -------
    callable
        Writes it; where it comes from are the last columns, as in :func:`table_file`.

    Raises
    ------
    InputError
        If PyArrow is not installed.
    """
    if not _installed("pyarrow"):
        raise InputError(
            "Parquet needs PyArrow, which is not installed: pip install 'bongsu[parquet]'"
        )

    def write(path: Path, provenance: Provenance) -> None:
        import pandas as pd

        origin = provenance.attributes()
        table = pd.DataFrame([{**row, **origin} for row in rows])
        table.to_parquet(path, engine="pyarrow", index=False)

    return write


def rows_file(path: Path, rows: Sequence[Mapping[str, object]]) -> Write:
    """Write a table as the name of its file says.

    Parameters
    ----------
    path : pathlib.Path
        Ends in .csv or .parquet; CSV where a name has no ending.
    rows : sequence of mapping
        Column to cell, the same columns in each.

    Returns
    -------
    callable
        As of :func:`table_file` or :func:`parquet_file`.

    Raises
    ------
    InputError
        If PyArrow is needed and not installed.
    """
    return parquet_file(rows) if path.suffix.lower() == ".parquet" else table_file(rows)


def _installed(module: str) -> bool:
    try:
        import_module(module)
    except ImportError:
        return False
    return True


def json_file(content: Mapping[str, object]) -> Write:
    """Write a result as JSON.

    Parameters
    ----------
    content : mapping
        Names and values.

    Returns
    -------
    callable
        Writes it, with the key ``provenance``.
    """

    def write(path: Path, provenance: Provenance) -> None:
        whole = {**content, "provenance": provenance.plain()}
        path.write_text(json_text(whole), encoding="utf-8")

    return write


def features_file(collection: Mapping[str, Any]) -> Write:
    """Write a collection of features as GeoJSON.

    Parameters
    ----------
    collection : mapping
        A FeatureCollection of RFC 7946.

    Returns
    -------
    callable
        Writes it, with the foreign member ``provenance`` (section 6.1).
    """

    def write(path: Path, provenance: Provenance) -> None:
        whole = {**collection, "provenance": provenance.plain()}
        path.write_text(json_line(whole), encoding="utf-8")

    return write


def text_file(content: str) -> Write:
    """Write a text that says itself where it comes from, or is the user's own.

    Parameters
    ----------
    content : str
        What stands in the file, line ends included.

    Returns
    -------
    callable
        Writes it as UTF-8.
    """

    def write(path: Path, _provenance: Provenance) -> None:
        path.write_text(content, encoding="utf-8")

    return write


def bytes_file(content: bytes) -> Write:
    """Write a file that was made in memory and says itself where it comes from.

    Parameters
    ----------
    content : bytes
        What stands in the file.

    Returns
    -------
    callable
        Writes it as it is.
    """

    def write(path: Path, _provenance: Provenance) -> None:
        path.write_bytes(content)

    return write
