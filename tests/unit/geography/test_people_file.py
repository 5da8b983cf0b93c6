"""People from a file of the user."""

import netCDF4
import numpy as np
import pytest
import shapely

from bongsu.errors import InputError
from bongsu.geography import people_file as module
from bongsu.geography.grid import region_grid
from bongsu.geography.outlines import country
from bongsu.geography.people_file import people_file, people_of_file, read_people

TABLE = "longitude,latitude,people\n54.4,24.45,1000\n55.3,25.2,3000\n-74.0,40.7,8000\n"
GRID = """ncols 3
nrows 2
xllcorner 54.0
yllcorner 24.0
cellsize 0.5
NODATA_value -9999
10 20 -9999
30 40 50
"""


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def netcdf(path, values, latitude, longitude, dimensions=("latitude", "longitude")):
    with netCDF4.Dataset(path, "w") as made:
        for name, axis in zip(dimensions, (latitude, longitude), strict=True):
            made.createDimension(name, len(axis))
            made.createVariable(name, "f8", (name,))[:] = axis
        made.createVariable("people", "f8", dimensions)[:] = values
    return path


def test_rows_of_a_table_count_in_the_cells_that_hold_them(tmp_path):
    counted = read_people(written(tmp_path, "people.csv", TABLE))
    grid = region_grid("ARE", 50e3)
    people = people_of_file(grid, counted)
    assert people.sum() == 4000.0  # New York is not in the Emirates
    full = np.flatnonzero(people)
    assert sorted(people[full]) == [1000.0, 3000.0]
    for cell in full:
        assert 24.0 < grid.latitude_deg[cell] < 25.7


def test_a_row_just_off_the_coast_counts_and_one_at_sea_does_not(tmp_path):
    corners = shapely.get_coordinates(country("GUM"))
    west, latitude = corners[corners[:, 0].argmin()]
    rows = f"144.75,13.47,10\n{west - 0.02},{latitude},20\n{west - 0.08},{latitude},40\n"
    counted = read_people(written(tmp_path, "guam.csv", "longitude,latitude,people\n" + rows))
    assert counted.counts_in("GUM").tolist() == [True, True, False]
    assert people_of_file(region_grid("GUM", 5e3), counted).sum() == 30.0


def test_a_grid_of_text_and_one_of_netcdf_are_one(tmp_path):
    text = read_people(written(tmp_path, "people.asc", GRID))
    file = netcdf(
        tmp_path / "people.nc",
        np.ma.masked_equal([[30.0, 40.0, 50.0], [10.0, 20.0, -1.0]], -1.0),
        [24.25, 24.75],
        [54.25, 54.75, 55.25],
    )
    other = read_people(file)
    for one in (text, other):
        cells = sorted(zip(one.latitude_deg, one.longitude_deg, one.people, strict=True))
        assert cells == [
            (24.25, 54.25, 30.0),
            (24.25, 54.75, 40.0),
            (24.25, 55.25, 50.0),
            (24.75, 54.25, 10.0),
            (24.75, 54.75, 20.0),
        ]
        assert one.step_deg == pytest.approx((0.5, 0.5))
    assert text.key != other.key
    assert people_file(text.key) is text


def test_cells_of_a_file_are_spread_over_the_smaller_cells_of_the_region(tmp_path):
    counted = read_people(written(tmp_path, "people.asc", GRID))
    people = people_of_file(region_grid("ARE", 10e3), counted)
    assert people.sum() == pytest.approx(counted.people[counted.counts_in("ARE")].sum())
    assert np.count_nonzero(people) > 50
    assert people.max() < 5.0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "lon,lat,people\n1,2,3\n", "a.csv:1: there is no column longitude"),
        ("a.csv", "longitude,latitude,people\n", "a.csv: there is no row below the first line"),
        ("a.csv", TABLE + "54,91,1\n", "a.csv:5: latitude 91: use -90 to 90 deg"),
        ("a.csv", TABLE + "\n181,9,1\n", "a.csv:6: longitude 181: use -180 to 180 deg"),
        ("a.csv", TABLE + "54,24,-1\n", "a.csv:5: -1 people: use 0 to 1e10"),
        ("a.csv", TABLE + "54,24,many\n", "a.csv:5: 'many' is no number"),
        ("a.csv", TABLE + "54,24,nan\n", "a.csv:5: 'nan' is no number"),
        ("a.csv", TABLE + "54,24\n", "a.csv:5: 2 values are fewer than the first line has"),
        ("a.asc", GRID.replace("nrows 2\n", ""), "a.asc: the header has no line nrows"),
        ("a.asc", GRID.replace("yllcorner", "y"), "a.asc: the header has no line xllcorner"),
        ("a.asc", GRID.replace("30 40 50", "30 40"), "a.asc:8: 2 values; ncols says 3"),
        ("a.asc", GRID.replace("40", "forty"), "a.asc:8: 'forty' is no number"),
        ("a.asc", GRID.replace("nrows 2", "nrows 3"), "a.asc: 2 rows below the header; nrows says"),
        ("a.asc", GRID.replace("nrows 2", "nrows 2.5"), "a.asc: nrows 2.5: use a whole number"),
        ("a.asc", GRID.replace("0.5", "0"), "a.asc: cellsize 0: use a size above 0"),
        ("a.asc", GRID.replace("54.0", "500000"), "a.asc: its cells are not in degrees"),
        ("a.asc", GRID.replace("ncols 3", "ncols 9999999"), "cells are too many"),
        ("a.asc", GRID.replace("40", "-40"), "a.asc: -40 people: use 0 to 1e10"),
        ("a.nc", "not netCDF", "a.nc: this is not a netCDF file"),
        ("a.tif", "", "a.tif: a file of people ends in .csv, .asc, .nc"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(tmp_path, name, text, said):
    path = written(tmp_path, name, text)
    with pytest.raises(InputError) as caught:
        read_people(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_netcdf_over_other_axes_is_refused(tmp_path):
    values = np.ones((2, 2))
    odd = netcdf(tmp_path / "a.nc", values, [0.0, 1.0], [0.0, 1.0], ("y", "x"))
    with pytest.raises(InputError, match="call them latitude and longitude"):
        read_people(odd)
    uneven = netcdf(tmp_path / "b.nc", np.ones((3, 2)), [0.0, 1.0, 5.0], [0.0, 1.0])
    with pytest.raises(InputError, match="latitude are not evenly spaced"):
        read_people(uneven)


def test_files_that_are_too_large_or_are_not_there_are_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "people.csv", TABLE + "54.5,24.5,1\n")
    with pytest.raises(InputError, match="there is no file"):
        read_people(tmp_path / "other.csv")
    with pytest.raises(InputError, match="there is no file"):
        read_people(tmp_path.with_suffix(".csv"))
    monkeypatch.setattr(module, "MOST_VALUES", 2)
    with pytest.raises(InputError, match="more than 2 rows"):
        read_people(path)
    monkeypatch.setattr(module, "LARGEST_FILE_BYTES", 10)
    with pytest.raises(InputError, match="cut the file to the country or coarsen it"):
        read_people(path)


def test_a_file_without_anybody_in_the_country_is_refused(tmp_path):
    counted = read_people(written(tmp_path, "people.csv", TABLE))
    with pytest.raises(InputError, match=r"people\.csv: nobody in it lives in Japan"):
        counted.counts_in("JPN")
    with pytest.raises(InputError, match="load its scenario first"):
        people_file("other.csv sha256:0")
