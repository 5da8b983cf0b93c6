"""Every dataset that the package gives, written to a file, follows the CF conventions."""

import sys
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

sys.path.insert(0, str(Path(__file__).parent))
from cf_checker import problems_of
from tests.unit.studies.asking import sensitivity, uncertainty

from bongsu.__main__ import main
from bongsu.claims.case import Cases
from bongsu.claims.measures.defence import need
from bongsu.claims.measures.third_parties import added
from bongsu.report.brief.studies import results_tree
from bongsu.scenario import load_scenario
from bongsu.studies.engagement.plan import Arrival, plan_fire
from bongsu.studies.engagement.reach import interceptor_reach
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.footprint.places.levels import by_place
from bongsu.studies.footprint.play import footprints
from bongsu.studies.footprint.reasons import by_reason
from bongsu.studies.footprint.sector import sector_coverage
from bongsu.studies.footprint.together import reduced
from bongsu.studies.missiles.lofted_range import lofted_range, own_case
from bongsu.studies.radar.budget import radar_budget, radar_load
from bongsu.studies.radar.compare import compared_map, radars_compared
from bongsu.studies.radar.view.cells import radar_grid
from bongsu.studies.radar.view.coverage import coverage
from bongsu.studies.radar.view.own import view_coverage, view_map, view_profile
from bongsu.studies.radar.view.station import radar_view, station
from bongsu.studies.sites import best_pairs, best_sets, compare_sites
from bongsu.studies.uncertainty import footprint_range
from bongsu.words import OVERS

SMALL = """
format: 1
name: small
title: One battery, two threats
date: 2016-04-30
region: {country: KOR, grid_spacing: 90 km}
batteries:
  - name: thaad
    type: thaad-battery
    site: seongju-golf-course
    radar: {mode: terminal, boresight: 340 deg}
radars:
  - name: shariki
    type: an-tpy-2
    site: shariki
    setting: {mode: forward-based, boresight: 280 deg}
candidate_sites: [seongju-golf-course, pyeongtaek]
threats:
  - {missile: nodong, launch_areas: [hwangju], shapes: [minimum-energy]}
  - {missile: scud-b, launch_areas: [kaesong], shapes: [minimum-energy]}
other_flights:
  - {group: theatre, missile: chinese-solid-mrbm, launch_areas: [laiwu], targets: [okinawa]}
numerics: {sample_step: 5 s, radar_grid: 5 deg}
"""
FLIGHT = ("--from", "hwangju", "--to", "daejeon")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("conventions") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(file):
    return load_scenario(file)


@pytest.fixture(scope="module")
def found(small):
    return footprints(small.at_candidates())


def problems(dataset, folder):
    path = folder / "written.nc"
    dataset.to_netcdf(path, engine="netcdf4")
    return problems_of(path)


def test_footprints_and_what_is_made_of_them(found, tmp_path):
    assert problems(found, tmp_path) == []
    for made in (
        *(reduced(found, over) for over in OVERS),
        by_reason(found),
        by_place(found, "province"),
        compare_sites(found, "average"),
        best_pairs(found),
        best_sets(found),
        found.isel(site=0, flight=[1]),
    ):
        assert problems(made, tmp_path) == []


def test_a_region_without_municipalities(tmp_path):
    north = tmp_path / "north.yaml"
    north.write_text(SMALL.replace("KOR, grid_spacing: 90", "PRK, grid_spacing: 100"))
    made = footprints(load_scenario(north).only(missile="nodong").at_candidates())
    assert made.sizes["municipality"] == 0
    assert problems(made, tmp_path) == []


def test_sums_carry_nothing_of_what_they_were_made_from(found):
    """Before: areas and people with the flag_values of the reasons."""
    sums = [name for name in found.data_vars if "cell" not in found[name].dims]
    assert len(sums) == 8
    for over in OVERS:
        for data in (found, reduced(found, over)):
            for name in data.data_vars:
                if name != "reason":
                    assert set(data[name].attrs) == {"long_name", "units"}, name
    assert found["reason"].attrs["flag_values"].dtype == found["reason"].dtype == np.int8


def test_views_of_radars(small, tmp_path):
    view = radar_view(small)
    one = {"altitudes_km": [100.0, 300.0], "cross_section_m2": 0.01}
    for made in (
        view_map(view, **one),
        view_profile(view, 1.0),
        view_coverage(small, altitudes_km=[100.0], objects=["reentry-vehicle"]),
        _without_lists(compared_map(small, **one)),
        radars_compared(small, altitudes_km=[100.0], object_key="reentry-vehicle"),
        coverage(
            station(small.moved("daegu")), radar_grid(5.0), boresights_deg=[0.0],
            altitudes_km=[100.0], cross_sections_m2={"a": 1.0},
        ),
        radar_budget(small, radar_load(small), range(0, 60, 20)),
    ):  # fmt: skip
        assert problems(made, tmp_path) == []


def _without_lists(dataset):
    """A picture's data: its global attributes are lists for drawing, in no file."""
    made = dataset.copy()
    made.attrs = {k: v for k, v in dataset.attrs.items() if isinstance(v, str | float | int)}
    return made


def test_everything_else(small, tmp_path, monkeypatch):
    rows = ["interceptor.thaad-interceptor.longest-time"]
    monkeypatch.setattr("bongsu.studies.uncertainty.uncertain_rows", lambda *_: rows)
    arrivals = [
        Arrival(
            missile="nodong",
            launch=small.place("launch-area", "hwangju"),
            target=small.place("target", "daejeon"),
            launch_s=0.0,
        )
    ]
    for made in (
        footprint_range(small.only(missile="nodong"), draws=2),
        uncertainty(small.only(missile="nodong"), "people-share", draws=16),
        sensitivity(small, "detection-range", draws=16, single_rows=True),
        lofted_range([own_case("hwasong-12", 787.0, 2111.0)], samples=3),
        interceptor_reach("thaad-interceptor", launch_altitude_m=100.0).dataset(),
        sector_coverage(
            36.05, 128.22, [320.0, 340.0], front_m=200e3, rear_m=100e3, half_angle_deg=60.0
        ),
        timeline(small, missile="nodong", launch="hwangju", target="daejeon").dataset(),
        plan_fire(small, arrivals).dataset(),
    ):
        assert problems(made, tmp_path) == []


def test_results_of_the_brief(small, tmp_path):
    """Groups, each with a title; before, the root was empty."""
    cases = Cases(small)
    for case in cases.of("people-share-defended").values():
        assert case.footprint.sizes["flight"] > 0
    for one in (cases.nominal.views("terminal"), need(cases.nominal), added(cases.nominal)):
        assert one.sizes
    tree = results_tree(cases)
    file = tmp_path / "results.nc"
    tree.to_netcdf(file, engine="netcdf4")
    assert problems_of(file) == []
    with xr.open_dataset(file) as root:
        assert root.attrs["title"] == "Studies behind the brief: One battery, two threats"
        assert root.attrs["scenario_hash"] == small.hash()
        paths = root["group_path"].values.tolist()
        titles = root["group_title"].values.tolist()
    # the nominal case has four studies, the others the footprint that was asked for
    assert len(paths) == len(cases.asked) + 3
    for path, title in zip(paths, titles, strict=True):
        with xr.open_dataset(file, group=path) as group:
            assert group.attrs["title"] == title


@pytest.mark.parametrize(
    "command",
    [
        ("battery", "footprint", "{file}", "--output"),
        ("battery", "sites", "--scenario", "{file}", "--output"),
        ("battery", "verdicts", "--scenario", "{file}", "--site", "daegu", "--output"),
        ("battery", "timeline", "--missile", "nodong", *FLIGHT, "--scenario", "{file}", "--output"),
        ("battery", "plan", "{file}", "--threat", "nodong:hwangju:daejeon", "--output"),
        ("battery", "reach", "--scenario", "{file}", "--output"),
        ("radar", "coverage", "{file}", "--altitude", "100", "--output"),
        ("radar", "track", "{file}", "--missile", "nodong", *FLIGHT, "--output"),
        ("missile", "fly", "nodong", *FLIGHT, "--output"),
        ("missile", "fan", "nodong", *FLIGHT, "--output"),
    ],
)
def test_files_of_commands(file, command, tmp_path, capsys):
    written = tmp_path / "out.nc"
    arguments = [word.format(file=file) for word in command]
    with pytest.raises(SystemExit) as exit_:
        main([*arguments, str(written)])
    assert exit_.value.code == 0, capsys.readouterr().err
    assert problems_of(written) == []
    with xr.open_dataset(written) as found:
        assert found.attrs["catalog_hash"]


def test_the_checker_finds_what_is_wrong(tmp_path):
    """A checker that cannot fail checks nothing."""
    file = tmp_path / "bad.nc"
    with netCDF4.Dataset(file, "w") as root:
        root.createDimension("x", 2)
        x = root.createVariable("x", "f8", ("x",), fill_value=-1.0)
        x[:] = [1.0, 1.0]
        flag = root.createVariable("flag", "i1", ("x",))
        flag.setncatts(
            {
                "long_name": "flag",
                "units": "1",
                "flag_meanings": "a b",
                "flag_values": np.array([0, 1], np.int64),
            }
        )
        flag[:] = [0, 3]
        name = root.createVariable("name", str, ("x",))
        name.units = "1"
        latitude = root.createVariable("lat", "f8", ("x",))
        latitude.setncatts({"long_name": "latitude", "units": "degrees_north"})
    text = " ".join(problems_of(file))
    for rule in (
        "2.6.1",
        "2.6.2",
        "3.2",
        "3.1",
        "3.5",
        "2.5.1",
        "1.3",
        "4.1",
        "text with units",
        "int64",
        "a value without a flag",
    ):
        assert rule in text, rule
