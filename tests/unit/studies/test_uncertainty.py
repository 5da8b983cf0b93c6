"""Cited uncertainty of a footprint."""

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.geography.region import protected
from bongsu.scenario import Region, load_scenario
from bongsu.studies import uncertainty as module
from bongsu.studies.epistemic.draws import moving_together, uncertain_rows
from bongsu.studies.footprint.play import footprint
from bongsu.studies.footprint.together import reduced
from bongsu.studies.uncertainty import (
    footprint_range,
    footprint_runs,
)
from bongsu.words import OVERS

KOREA = load_scenario()
SCUD = KOREA.only(missile="scud-c", shape="minimum-energy").at_spacing(80.0)


@pytest.fixture(scope="module")
def found():
    engagements = []
    answer = footprint_range(SCUD, progress=engagements.append)
    cells, areas = len(protected("KOR", 80e3, "census").grid), 4
    assert sum(engagements) == footprint_runs(SCUD) * cells * areas
    return answer


def shares(scenario):
    data = footprint(scenario)
    return [float(reduced(data, over)["people_share_within_reach"][0]) for over in OVERS]


def test_rows_of_one_statement_are_one_parameter(found) -> None:
    titles = [str(title) for title in found["parameter_title"].values]
    [sector] = [title for title in titles if "scan limit" in title.lower()]
    assert "azimuth" in sector.lower()
    assert found.sizes["parameter"] == len(moving_together(SCUD.catalog, uncertain_rows(SCUD)))


def test_rows_are_those_of_the_defence_with_a_range() -> None:
    rows = uncertain_rows(KOREA.only(missile="nodong"))
    assert "interceptor.thaad-interceptor.longest-time" in rows
    assert "battery.thaad-battery.classify-time" in rows
    assert "cross-section.reentry-vehicle.area" in rows
    assert not any("forward-based" in row or row.startswith("missile.") for row in rows)
    assert "interceptor.thaad-interceptor.launch-mass" not in rows


def test_cases_enclose_the_nominal_and_every_single_move(found) -> None:
    for over in OVERS:
        one = found.sel(over=over)
        worst, nominal, best = one["share"].values
        assert 0.0 <= worst <= nominal <= best <= 1.0
        both = np.column_stack([one["share_low"].values, one["share_high"].values])
        assert both.min() >= worst - 1e-12
        assert both.max() <= best + 1e-12
    assert float(found["share"].sel(case="worst", over="average")) < nominal


def test_the_nominal_case_is_the_footprint(found) -> None:
    assert found["share"].sel(case="nominal").values == pytest.approx(shares(SCUD))


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_a_parameter_alone_is_the_footprint_with_it_moved(found, rank) -> None:
    path = str(found["parameter"][rank].item())
    movers = moving_together(SCUD.catalog, uncertain_rows(SCUD))
    [together] = [paths for paths in movers if path in paths]
    for end in ("low", "high"):
        changed = SCUD.with_levels(dict.fromkeys(together, end))
        assert found[f"share_{end}"][rank].values == pytest.approx(shares(changed))


def test_the_most_telling_come_first(found) -> None:
    average = found.sel(over="average")
    nominal = float(average["share"].sel(case="nominal"))
    span = np.abs(
        np.column_stack([average["share_low"].values, average["share_high"].values]) - nominal
    ).max(axis=1)
    assert span[0] > 0.0
    assert span[0] >= span[-1]


@pytest.fixture
def few_rows(monkeypatch, found):
    """The three most telling parameters only: the rest costs time."""
    rows = [str(path) for path in found["parameter"].values[:3]]
    monkeypatch.setattr(module, "uncertain_rows", lambda *_: rows)
    return rows


def test_options_change_the_range(found, few_rows) -> None:
    nominal = found["share"].sel(case="nominal").values
    for scenario, options in (
        (SCUD, {"required_shots": 2}),
        (SCUD.moved("pyeongtaek"), {}),
        (SCUD, {"weight": "area"}),
    ):
        other = footprint_range(scenario, **options)
        assert other.attrs["scenario_hash"] == scenario.hash()
        assert other["share"].sel(case="nominal").values != pytest.approx(nominal)
        assert other["share"].sel(case="worst", over="average") <= other["share"].sel(
            case="best", over="average"
        )


def test_what_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="at least 1"):
        footprint_range(SCUD, required_shots=0)
    region = Region(country="LUX", grid_spacing="20 km", people_from="none")
    with pytest.raises(InputError, match="count area instead"):
        footprint_range(SCUD.model_copy(update={"region": region}))


def test_parameters_drawn_by_lot(found, few_rows) -> None:
    assert found["share_drawn"].shape == (0, len(OVERS))
    alone = footprint_range(SCUD)
    assert alone.sizes["parameter"] == len(few_rows)
    drawn = footprint_range(SCUD, draws=8)
    again = footprint_range(SCUD, draws=8)
    assert np.array_equal(drawn["share_drawn"], again["share_drawn"])
    seeded = SCUD.model_copy(update={"seed": 1})
    other = footprint_range(seeded, draws=8)
    assert not np.array_equal(drawn["share_drawn"], other["share_drawn"])
    # all else is as without them
    assert np.array_equal(drawn["share"], alone["share"])
    average = drawn["share_drawn"].sel(over="average")
    assert average.min() < average.max()
    case = alone["share"].sel(over="average")
    assert average.min() >= case.sel(case="worst") - 1e-12
    assert average.max() <= case.sel(case="best") + 1e-12


@pytest.mark.parametrize("missile", ["nodong", "scud-c"])
def test_the_nominal_share_lies_in_the_middle_nine_tenths_of_the_draws(missile) -> None:
    """Before, the Nodong's lay above them: rows over decades were drawn by amounts."""
    found = footprint_range(KOREA.only(missile=missile).at_spacing(100.0), draws=64)
    average = found.sel(over="average")
    low, high = np.quantile(average["share_drawn"], [0.05, 0.95])
    assert low <= float(average["share"].sel(case="nominal")) <= high
