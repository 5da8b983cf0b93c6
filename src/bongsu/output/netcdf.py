"""Datasets as netCDF files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import xarray as xr

from bongsu.errors import InputError
from bongsu.scenario.provenance import Provenance

_PROBE_BYTES = 1 << 20


def write_netcdf(
    path: Path,
    found: xr.Dataset | xr.DataTree,
    provenance: Provenance,
    *,
    packing: Mapping[str, object],
) -> None:
    """Write a dataset, or a tree of them.

    Parameters
    ----------
    path : pathlib.Path
        File to make.
    found : xarray.Dataset or xarray.DataTree
        What to write.
    provenance : Provenance
        Becomes global attributes, of the root in a tree.
    packing : mapping
        How netCDF packs each variable.

    Raises
    ------
    OSError
        If the system refuses it.
    InputError
        If the library cannot write the dataset and the system does not say why.
    """
    encoding = dict(packing)
    try:
        if isinstance(found, xr.DataTree):
            tree = found.copy()
            tree.attrs |= provenance.attributes()
            packed = {group.path: dict.fromkeys(group.data_vars, encoding) for group in tree.leaves}
            tree.to_netcdf(path, engine="netcdf4", encoding=packed)
        else:
            whole = found.assign_attrs(provenance.attributes())
            packed_variables = dict.fromkeys(whole.data_vars, encoding)
            whole.to_netcdf(path, engine="netcdf4", encoding=packed_variables)
    except (OSError, RuntimeError) as error:
        # the library reports a full disk as a lack of permission, or as "HDF error"
        _raise_what_the_system_says(path)
        raise InputError(f"cannot write {path.name}: {error}") from None


def _raise_what_the_system_says(path: Path) -> None:
    probe = path.with_name("probe")
    try:
        probe.write_bytes(bytes(_PROBE_BYTES))
    finally:
        probe.unlink(missing_ok=True)
