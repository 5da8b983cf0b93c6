"""People from a file of the user: a table of points, or a grid in longitude and latitude."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon

from bongsu.errors import InputError, shortened
from bongsu.geography.counting import PEOPLE_FILES, file_key
from bongsu.geography.grid import RegionGrid
from bongsu.geography.inside import points_inside, points_near
from bongsu.geography.outlines import country, country_name
from bongsu.physics.numerics.arrays import BoolArray, FloatArray

LARGEST_FILE_BYTES: Final = 64_000_000
"""Larger files are refused: they would be read whole. [1]"""
MOST_VALUES: Final = 4_000_000
"""Rows of a table, and cells of a grid, beyond which a file is refused. [1]"""

# a point of a table so close to the outline counts: coasts are drawn to about a kilometre
_NEAR_DEG: Final = 0.05
# a cell of a grid counts in parts no larger than this, if they stay below a number
_PART_DEG: Final = 0.01
_COLUMNS: Final = ("longitude", "latitude", "people")
_HEADER: Final = ("ncols", "nrows", "cellsize")
_CORNERS: Final = (("xllcorner", "yllcorner"), ("xllcenter", "yllcenter"))
_NO_DATA: Final = -9999.0
_EVEN: Final = 1e-3
# letters of the name of an axis of netCDF, which may be cut short
_SHORTEST_AXIS: Final = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class PeopleFile:
    """People at points, or in cells of a grid.

    Attributes
    ----------
    name : str
        Name of the file, without its folder.
    key : str
        From :func:`bongsu.geography.counting.file_key`.
    latitude_deg, longitude_deg : ndarray, shape (n,)
        Points, or middles of cells with people in them. [deg]
    people : ndarray, shape (n,)
        People at each. [1]
    step_deg : tuple of float
        Sides of a cell in latitude and longitude; nought for points. [deg]
    """

    name: str
    key: str
    latitude_deg: FloatArray
    longitude_deg: FloatArray
    people: FloatArray
    step_deg: tuple[float, float]

    def counts_in(self, code: str) -> BoolArray:
        """Tell what of it counts in a country.

        Parameters
        ----------
        code : str
            ISO 3166-1 alpha-3 code.

        Returns
        -------
        ndarray of bool, shape (n,)
            Points in the outline or within 0.05° of it; cells whose middle lies in it.

        Raises
        ------
        InputError
            If there is nobody in the country.
        """
        outline = country(code)
        near = _in_box(outline, self.latitude_deg, self.longitude_deg)
        x, y = self.longitude_deg[near], self.latitude_deg[near]
        if self.step_deg == (0.0, 0.0):
            near[near] = points_near(outline, x, y, _NEAR_DEG)
        else:
            near[near] = points_inside(outline, x, y)
        if not self.people[near].sum() > 0.0:
            raise InputError(f"{self.name}: nobody in it lives in {country_name(code)}")
        return near


_READ: dict[str, PeopleFile] = {}


def people_file(key: str) -> PeopleFile:
    """Give a file that was read before.

    Parameters
    ----------
    key : str
        From :func:`bongsu.geography.counting.file_key`.

    Returns
    -------
    PeopleFile
        What it holds.

    Raises
    ------
    InputError
        If it was not read.
    """
    if key not in _READ:
        raise InputError(f"the people of this result come from {key}: load its scenario first")
    return _READ[key]


def read_people(path: Path) -> PeopleFile:
    """Read people from a file.

    Parameters
    ----------
    path : pathlib.Path
        A table, ``.csv``, with the columns longitude and latitude [deg] and people; a grid of
        ESRI's ASCII form, ``.asc``; or a netCDF file, ``.nc``, with one variable over latitude and
        longitude. A value of a grid is the number of people in the cell.

    Returns
    -------
    PeopleFile
        What it holds; :func:`people_file` gives it again.

    Raises
    ------
    InputError
        If it cannot be read or something in it is out of range, with file and line.

    References
    ----------
    .. [1] Esri, "Esri ASCII raster format", ArcGIS Pro documentation.
    """
    if path.suffix.lower() not in PEOPLE_FILES:
        raise InputError(f"{path.name}: a file of people ends in {', '.join(PEOPLE_FILES)}")
    content = _content(path)
    key = file_key(path.name, content)
    if key not in _READ:
        kind = path.suffix.lower()
        read = {".csv": _table, ".asc": _ascii_grid, ".nc": _netcdf}[kind]
        longitude, latitude, people, step = read(content, path.name)
        _READ[key] = PeopleFile(
            name=path.name,
            key=key,
            latitude_deg=latitude,
            longitude_deg=longitude,
            people=people,
            step_deg=step,
        )
    return _READ[key]


def people_of_file(grid: RegionGrid, counted: PeopleFile) -> FloatArray:
    """People of a file in each cell of a grid over a country.

    Points count in the cell that holds them, those just outside in the nearest; cells of the file
    are divided evenly, and their parts count like points.

    Parameters
    ----------
    grid : RegionGrid
        Cells.
    counted : PeopleFile
        Of a file.

    Returns
    -------
    ndarray, shape (n,)
        People; the sum is that of what counts in the country. [1]
    """
    chosen = counted.counts_in(grid.country)
    latitude, longitude, people = _in_parts(counted, chosen)
    to_plane = Transformer.from_crs("EPSG:4326", grid.projection, always_xy=True)
    points = shapely.points(*to_plane.transform(longitude, latitude))
    squares = shapely.STRtree(
        shapely.box(
            grid.west_m, grid.south_m, grid.west_m + grid.side_m, grid.south_m + grid.side_m
        )
    )
    return np.bincount(squares.nearest(points), people, len(grid)).astype(np.float64)


def _in_parts(counted: PeopleFile, chosen: BoolArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Latitudes, longitudes and people of points, or of the parts of the cells of a grid."""
    people = counted.people[chosen]
    most = int(math.sqrt(MOST_VALUES / people.size))
    down, across = (
        _parts(step, min(math.ceil(step / _PART_DEG), most)) for step in counted.step_deg
    )
    latitude = counted.latitude_deg[chosen][:, None, None] + down[:, None]
    longitude = counted.longitude_deg[chosen][:, None, None] + across
    latitude, longitude = np.broadcast_arrays(latitude, longitude)
    parts = down.size * across.size
    return latitude.ravel(), longitude.ravel(), np.repeat(people / parts, parts)


def _parts(step: float, count: int) -> FloatArray:
    """Middles of the parts of a cell along one side, from its own middle; a point is one part."""
    count = max(count, 1)
    return np.asarray(step * ((np.arange(count) + 0.5) / count - 0.5))


def _in_box(outline: MultiPolygon, latitude: FloatArray, longitude: FloatArray) -> BoolArray:
    west, south, east, north = outline.bounds
    found = (longitude >= west - _NEAR_DEG) & (longitude <= east + _NEAR_DEG)
    found &= (latitude >= south - _NEAR_DEG) & (latitude <= north + _NEAR_DEG)
    return np.asarray(found)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError(f"there is no file {str(path)!r}")
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise InputError(
                f"{path.name}: {size / 1e6:,.0f} MB are too large; cut the file to the country or "
                f"coarsen it, to {LARGEST_FILE_BYTES / 1e6:.0f} MB at most"
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name}: cannot read the file: {error.strerror}") from None
    except ValueError as error:  # a name with a zero byte
        if isinstance(error, InputError):
            raise
        raise InputError(f"{str(path)!r}: cannot read the file: {error}") from None


_Points = tuple[FloatArray, FloatArray, FloatArray, tuple[float, float]]


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: this is not UTF-8 text") from None


def _table(content: bytes, name: str) -> _Points:
    rows = csv.reader(io.StringIO(_text(content, name)))
    found: list[tuple[float, float, float]] = []
    try:
        header = [word.strip().lower().removesuffix("_deg") for word in next(rows, [])]
        missing = [column for column in _COLUMNS if column not in header]
        if missing:
            raise InputError(
                f"{name}:1: there is no column {missing[0]}; write the columns longitude, latitude "
                "and people into the first line"
            )
        places = [header.index(column) for column in _COLUMNS]
        for row in rows:
            if not row:
                continue
            if len(found) == MOST_VALUES:
                raise InputError(f"{name}: more than {MOST_VALUES:,} rows; write fewer")
            found.append(_row(row, places, f"{name}:{rows.line_num}"))
    except csv.Error as error:
        raise InputError(f"{name}:{rows.line_num}: this is not CSV: {error}") from None
    if not found:
        raise InputError(f"{name}: there is no row below the first line")
    longitude, latitude, people = np.array(found).T
    return longitude.copy(), latitude.copy(), people.copy(), (0.0, 0.0)


def _row(row: Sequence[str], places: Sequence[int], where: str) -> tuple[float, float, float]:
    if len(row) <= max(places):
        raise InputError(f"{where}: {len(row)} values are fewer than the first line has")
    longitude, latitude, people = (_number(row[place], where) for place in places)
    if not -180.0 <= longitude <= 180.0:
        raise InputError(f"{where}: longitude {longitude:g}: use -180 to 180 deg")
    if not -90.0 <= latitude <= 90.0:
        raise InputError(f"{where}: latitude {latitude:g}: use -90 to 90 deg")
    return longitude, latitude, _people(people, where)


def _people(number: float, where: str) -> float:
    if not 0.0 <= number <= 1e10:
        raise InputError(f"{where}: {number:g} people: use 0 to 1e10")
    return number


def _number(written: str, where: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"{where}: {shortened(written)} is no number")
    return number


def _ascii_grid(content: bytes, name: str) -> _Points:
    lines = _text(content, name).splitlines()
    header: dict[str, float] = {}
    for line in lines:
        words = line.split()
        if len(words) != 2 or words[0][0] in "+-.0123456789":
            break
        header[words[0].lower()] = _number(words[1], f"{name}:{len(header) + 1}")
    corner = next((pair for pair in _CORNERS if set(pair) <= set(header)), None)
    missing = [word for word in _HEADER if word not in header] or ([] if corner else _CORNERS[0])
    if missing or corner is None:
        raise InputError(f"{name}: the header has no line {missing[0]}")
    columns, rows = (_count(header[word], word, name) for word in ("ncols", "nrows"))
    step = header["cellsize"]
    if not step > 0.0:
        raise InputError(f"{name}: cellsize {step:g}: use a size above 0, in degrees")
    _check_size(rows, columns, name)
    half = step / 2.0 if corner == _CORNERS[0] else 0.0
    west, south = (header[word] + half for word in corner)
    values = np.empty((rows, columns))
    written = lines[len(header) :]
    if len(written) < rows:
        raise InputError(f"{name}: {len(written)} rows below the header; nrows says {rows}")
    for k in range(rows):
        values[k] = _grid_row(written[k], columns, f"{name}:{len(header) + 1 + k}")
    latitude = south + step * np.arange(rows - 1.0, -1.0, -1.0)
    longitude = west + step * np.arange(float(columns))
    values[values == header.get("nodata_value", _NO_DATA)] = 0.0
    return _cells(np.asarray(latitude), np.asarray(longitude), values, (step, step), name)


def _count(number: float, word: str, name: str) -> int:
    if number != int(number) or number < 1:
        raise InputError(f"{name}: {word} {number:g}: use a whole number from 1")
    return int(number)


def _grid_row(line: str, columns: int, where: str) -> FloatArray:
    words = line.split()
    if len(words) != columns:
        raise InputError(f"{where}: {len(words)} values; ncols says {columns}")
    try:
        row = np.array(words, dtype=float)
    except ValueError:
        row = np.full(columns, np.nan)
    if not np.isfinite(row).all():
        return np.array([_number(word, where) for word in words])
    return row


def _netcdf(content: bytes, name: str) -> _Points:
    from netCDF4 import Dataset

    try:
        with Dataset(name, memory=content) as source:
            return _variable(source, name)
    except (OSError, RuntimeError) as error:
        raise InputError(f"{name}: this is not a netCDF file: {error}") from None


def _variable(source: Any, name: str) -> _Points:  # noqa: ANN401 - netCDF4 is untyped
    plane = {key: one for key, one in source.variables.items() if one.ndim == 2}
    chosen = "people" if "people" in plane else next(iter(plane), None)
    if chosen is None or (chosen != "people" and len(plane) > 1):
        raise InputError(
            f"{name}: it needs one variable over latitude and longitude, or one called people"
        )
    grid = plane[chosen]
    rows, columns = grid.shape
    _check_size(rows, columns, name)
    axes = {}
    for dimension in grid.dimensions:
        kind = next((k for k in ("latitude", "longitude") if k.startswith(dimension.lower())), None)
        if kind is None or len(dimension) < _SHORTEST_AXIS or dimension not in source.variables:
            raise InputError(
                f"{name}: {chosen} lies over {', '.join(grid.dimensions)}; call them latitude and "
                "longitude, and write their values as variables"
            )
        axes[kind] = np.ma.filled(source.variables[dimension][:], np.nan).astype(float)
    values = np.ma.filled(np.ma.masked_invalid(grid[:].astype(float)), 0.0)
    if len(axes) < 2:
        raise InputError(f"{name}: {chosen} does not lie over latitude and longitude")
    if next(iter(axes)) == "longitude":
        values = values.T
    steps = tuple(_step(axes[kind], kind, name) for kind in ("latitude", "longitude"))
    return _cells(axes["latitude"], axes["longitude"], values, (steps[0], steps[1]), name)


def _step(values: FloatArray, kind: str, name: str) -> float:
    if values.size < 2:
        raise InputError(f"{name}: {kind} has {values.size} value; a grid needs two or more")
    steps = np.diff(values)
    step = float(steps.mean())
    if not (step != 0.0 and np.abs(steps / step - 1.0).max() < _EVEN):
        raise InputError(f"{name}: the values of {kind} are not evenly spaced")
    return abs(step)


def _check_size(rows: int, columns: int, name: str) -> None:
    if rows * columns > MOST_VALUES:
        raise InputError(
            f"{name}: {rows:,} times {columns:,} cells are too many; cut the grid to the country "
            f"or coarsen it, to {MOST_VALUES:,} at most"
        )


def _cells(
    latitude: FloatArray,
    longitude: FloatArray,
    values: FloatArray,
    step: tuple[float, float],
    name: str,
) -> _Points:
    """Cells with people in them; rows are latitudes, columns longitudes."""
    longitude = np.where(longitude > 180.0, longitude - 360.0, longitude)
    if not (np.abs(latitude).max() <= 90.0 and np.abs(longitude).max() <= 180.0):
        raise InputError(f"{name}: its cells are not in degrees of longitude and latitude")
    lowest, highest = float(values.min()), float(values.max())
    _people(lowest, name)
    _people(highest, name)
    rows, columns = np.nonzero(values)
    return longitude[columns], latitude[rows], values[rows, columns], step
