"""A small checker of the CF conventions 1.11, for what the package writes.

Each rule names its section. It reads the file as it lies on disk, without xarray, group by group.
"""

import re
from pathlib import Path

import netCDF4
import numpy as np

# the units that occur, as UDUNITS spells them; a new one is added here on purpose
UNITS = {
    "1", "s", "km", "m", "km2", "m2", "m-2", "degree", "degrees_north", "degrees_east", "kg",
    "km/s",
}  # fmt: skip
NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_]*$")


def problems_of(file: Path) -> list[str]:
    """What in a file does not follow the conventions, one sentence each."""
    with netCDF4.Dataset(file) as root:
        root.set_auto_mask(False)
        found = [f"/: no global attribute {name} (2.6.1, 2.6.2)"
                 for name in ("Conventions", "title", "history", "source")
                 if not str(getattr(root, name, "")).strip()]  # fmt: skip
        if not str(getattr(root, "Conventions", "")).startswith("CF-1."):
            found.append("/: Conventions does not name CF (2.6.1)")
        return found + _of_group(root)


def _of_group(group) -> list[str]:
    # groups of the brief are named as its cases and studies are
    found = [
        f"{group.path}: {name!r} is not a name (2.3)"
        for name in (*group.variables, *group.dimensions, *group.groups)
        if not NAME.match(name.replace("-", "_"))
    ]
    if group.variables and not str(getattr(group, "title", "")).strip():
        found.append(f"{group.path}: no title (2.6.2)")
    for variable in group.variables.values():
        place = f"{group.path.rstrip('/')}/{variable.name}"
        found += [f"{place}: {problem}" for problem in _of_variable(group, variable)]
    for inner in group.groups.values():
        found += _of_group(inner)
    return found


def _of_variable(group, variable) -> list[str]:
    found = []
    given = {name: variable.getncattr(name) for name in variable.ncattrs()}
    text = variable.dtype is str or variable.dtype.kind in "SU"
    coordinate = variable.name in group.dimensions and variable.dimensions == (variable.name,)
    if not str(given.get("long_name", "")).strip():
        found.append("no long_name (3.2)")
    if text and "units" in given:
        found.append("text with units (3.1)")
    if not text and given.get("units") not in UNITS:
        found.append(f"units {given.get('units')!r} (3.1)")
    found += _of_flags(variable, given)
    if coordinate and "_FillValue" in given:
        found.append("a coordinate variable with _FillValue (2.5.1)")
    if coordinate and not text:
        values = np.asarray(variable[:], float)
        steps = np.diff(values)
        if not np.isfinite(values).all() or not ((steps > 0.0).all() or (steps < 0.0).all()):
            found.append("a coordinate variable that is not monotonic (1.3)")
    for axis in ("latitude", "longitude"):
        degrees = {"latitude": "degrees_north", "longitude": "degrees_east"}[axis]
        if given.get("units") == degrees and given.get("standard_name") != axis:
            found.append(f"no standard_name {axis} (4.1, 4.2)")
    for name in str(given.get("coordinates", "")).split():
        if name not in group.variables:
            found.append(f"coordinates names {name!r}, which is not there (5)")
    return found


def _of_flags(variable, given) -> list[str]:
    if "flag_values" not in given and "flag_meanings" not in given:
        return []
    if not {"flag_values", "flag_meanings"} <= set(given):
        return ["flag_values and flag_meanings come together (3.5)"]
    found = []
    values = np.atleast_1d(given["flag_values"])
    if values.dtype != variable.dtype:
        found.append(f"flag_values are {values.dtype}, the variable {variable.dtype} (3.5)")
    meanings = str(given["flag_meanings"]).split()
    if len(meanings) != len(values) or len(set(values.tolist())) != len(values):
        found.append("as many flag_meanings as different flag_values (3.5)")
    if not np.isin(variable[:], values).all():
        found.append("a value without a flag (3.5)")
    return found
