"""`bongsu battery footprint` and `bongsu battery sites` on the command line."""

import json

import pytest
import xarray as xr

from bongsu.cli import main
from bongsu.scenario import built_in_text

ROUGH = ("--missile", "nodong", "--spacing", "60")


def with_rule(line):
    """The built-in scenario with one more line of doctrine."""
    rule = "rule: shoot-look-shoot"
    return built_in_text("korea-2016").replace(rule, f"{rule}\n      {line}", 1)


@pytest.fixture
def bongsu(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as exit_:
            main(["battery", *map(str, arguments)])
        streams = capsys.readouterr()
        return exit_.value.code, streams.out, streams.err

    return run


@pytest.fixture
def answer(bongsu):
    def run(*arguments):
        code, out, err = bongsu(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return run


def test_footprint_keeps_its_contract(answer, tmp_path):
    file = tmp_path / "it.nc"
    found = answer("footprint", *ROUGH, "--output", file)
    keys = ("area_defended_km2", "area_share", "population_defended", "population_share")
    flights = found["flights"]
    assert len(flights) == 12
    for key in keys:
        assert 0.0 <= found[key] <= min(flight[key] for flight in flights) * (1.0 + 1e-9)
    assert {(f["launch_area"], f["shape"]) for f in flights} >= {("hwangju", "minimum-energy")}
    with xr.open_dataset(file) as stored:
        assert stored.attrs["scenario_hash"] == found["scenario_hash"]
        shares = stored["area_share"].values[0]
    assert [flight["area_share"] for flight in flights] == pytest.approx(shares)


def test_footprint_moves_with_site_missile_spacing_and_scenario(answer, tmp_path):
    file = tmp_path / "slow.yaml"
    file.write_text(with_rule("detect_to_launch: 203 s"))
    answers = [
        answer("footprint", *ROUGH),
        answer("footprint", "--missile", "scud-er", "--spacing", "60"),
        answer("footprint", "--missile", "nodong", "--spacing", "80"),
        answer("footprint", file, *ROUGH),
    ]
    sums = [sum(f["area_defended_km2"] for f in found["flights"]) for found in answers]
    assert len(set(sums)) == len(sums)
    assert sums[3] < sums[0]
    sites = answer("footprint", *ROUGH, "--site", "gunsan", "--site", "36.05,128.22")["sites"]
    assert [found["site"] for found in sites] == ["gunsan", "36.05,128.22"]
    assert sites[0]["flights"][0] != sites[1]["flights"][0]


def test_footprint_for_people(bongsu, tmp_path):
    code, out, _ = bongsu("footprint", *ROUGH)
    assert code == 0
    assert "all of these" in out
    assert "nominal" in out
    assert bongsu("footprint", *ROUGH, "--output", tmp_path / "it.txt")[0] == 2
    assert bongsu("footprint", "--missile", "nodong", "--spacing", "0")[0] == 2
    code, _, err = bongsu("footprint", "--missile", "v-2")
    assert code == 2
    assert "v-2" in err
