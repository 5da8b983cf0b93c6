"""What is left out of a battery that only counts whether a flight is met changes nothing."""

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.plans import flight_plans
from bongsu.engagement.threats import aim, play
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.sampling import drawn_rows, sobol_lots
from bongsu.studies.footprint.defences import flights_met_by

LATITUDE_DEG, LONGITUDE_DEG = np.meshgrid(np.linspace(34.5, 38.0, 6), np.linspace(126.5, 129.0, 4))
POINTS = LATITUDE_DEG.ravel(), LONGITUDE_DEG.ravel()


@pytest.fixture(scope="module")
def scenarios():
    one = load_scenario("korea-2016").only(
        missile="nodong", launch_area="hwangju", shape="minimum-energy"
    )
    rows = drawn_rows(one, flights=False)
    lots = sobol_lots(len(rows.movers), 16, 1)[:3]
    doctrine = one.with_doctrine(rule="salvo", salvo=2)
    return [one, doctrine, *rows.scenarios(rows.values(lots, "cited"))]


@pytest.fixture(scope="module")
def shots(scenarios):
    """Shots at each point, all counted."""
    (plan,) = flight_plans(scenarios[0])
    aimed = aim(scenarios[0], plan, *POINTS)
    return np.array([np.nan_to_num(play(fire_unit(one), aimed).shots) for one in scenarios])


@pytest.mark.parametrize("required", [1, 2, 3])
def test_so_many_shots_are_found_where_all_shots_are_that_many(scenarios, shots, required):
    met = flights_met_by(scenarios, *POINTS, required_shots=required).met > 0.0
    assert 0 < met.sum() < met.size
    assert np.array_equal(met, shots >= required)
