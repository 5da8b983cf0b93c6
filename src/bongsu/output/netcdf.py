"""Datasets as netCDF files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
            _write_tree(path, found, provenance, encoding)
        else:
            whole = found.assign_attrs(provenance.attributes())
            packed_variables = dict.fromkeys(whole.data_vars, encoding)
            whole.to_netcdf(path, engine="netcdf4", encoding=packed_variables)
    except (OSError, RuntimeError) as error:
        # the library reports a full disk as a lack of permission, or as "HDF error"
        _raise_what_the_system_says(path)
        raise InputError(f"cannot write {path.name}: {error}") from None


def _write_tree(
    path: Path, tree: xr.DataTree, provenance: Provenance, packing: Mapping[str, Any]
) -> None:
    """Write all groups of a tree as xarray would, after all of them were declared.

    Declared and written in turns, as xarray does it, each write takes longer the more groups there
    are.
    """
    import netCDF4  # takes long to load

    with netCDF4.Dataset(path, "w", format="NETCDF4") as file:
        written: list[tuple[netCDF4.Variable[Any], xr.Variable]] = []
        for node in tree.subtree:
            group = file if node.path == "/" else file.createGroup(node.path)
            own = node.to_dataset(inherit=False)
            if node.path == "/":
                own = own.assign_attrs(provenance.attributes())
            packed = set(own.data_vars) if node.is_leaf else set()
            variables, attributes = xr.conventions.cf_encoder(
                *xr.conventions.encode_dataset_coordinates(own)
            )
            group.setncatts(attributes)
            for name, size in own.sizes.items():
                group.createDimension(str(name), size)
            for name, variable in variables.items():
                words = variable.dtype.kind in "UO"
                attrs = dict(variable.attrs)
                made = group.createVariable(
                    name,
                    str if words else variable.dtype,
                    variable.dims,
                    fill_value=attrs.pop("_FillValue", None),
                    **(packing if name in packed and not words else {}),
                )
                made.setncatts(attrs)
                made.set_auto_maskandscale(False)
                written.append((made, variable))
        for made, variable in written:
            words = variable.dtype.kind in "UO"
            made[...] = variable.values.astype(object) if words else variable.values


def _raise_what_the_system_says(path: Path) -> None:
    probe = path.with_name("probe")
    try:
        probe.write_bytes(bytes(_PROBE_BYTES))
    finally:
        probe.unlink(missing_ok=True)
