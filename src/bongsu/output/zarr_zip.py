"""Datasets as Zarr stores in a single file, a zip archive."""

from __future__ import annotations

import tempfile
import warnings
import zipfile
from pathlib import Path

import xarray as xr

from bongsu.scenario.provenance import Provenance


def write_zarr(path: Path, found: xr.Dataset | xr.DataTree, provenance: Provenance) -> None:
    """Write a dataset, or a tree of them.

    Parameters
    ----------
    path : pathlib.Path
        File to make; the store is a folder beside it until it is packed.
    found : xarray.Dataset or xarray.DataTree
        What to write; its chunks are compressed as Zarr does by default.
    provenance : Provenance
        Becomes attributes, of the root in a tree.

    Raises
    ------
    OSError
        If the system refuses it.
    """
    whole = found.copy()
    whole.attrs |= provenance.attributes()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        with warnings.catch_warnings():
            # Zarr 3 has no text of set length yet, and says so; all that read it so far know it
            warnings.filterwarnings("ignore", message=".*specification", module="zarr")
            whole.to_zarr(folder, zarr_format=3, consolidated=False)
        _pack(Path(folder), path)


def _pack(folder: Path, path: Path) -> None:
    """Put files into an archive in one order and without a clock; chunks are compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                name = zipfile.ZipInfo(file.relative_to(folder).as_posix())
                archive.writestr(name, file.read_bytes())
