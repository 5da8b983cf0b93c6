"""What lies behind rows K03 to K06 of the scorecard: what a test record says."""

import json

import pytest

from bongsu.__main__ import main
from bongsu.physics.fire.kill_probability import (
    KillProbability,
    laplace_estimate,
    laplace_interval,
    wilson_interval,
)
from bongsu.scenario import load_scenario


def test_k03_what_two_shots_share_counts_once():
    shared = KillProbability(reliability=0.8, classification=0.9)
    assert shared.defend(2) == pytest.approx(0.9 * 0.96)


def test_k05_fifteen_of_fifteen_is_not_certainty():
    assert laplace_estimate(15, 15) == pytest.approx(16 / 17)
    for interval in (wilson_interval(15, 15), laplace_interval(15, 15)):
        assert 0.75 < interval[0] < laplace_estimate(15, 15) < interval[1] <= 1.0
    # closed forms with no misses: 1 / (1 + z^2 / n), and 0.025^(1 / (n + 1))
    assert wilson_interval(15, 15)[0] == pytest.approx(1.0 / (1.0 + 1.959964**2 / 15.0), rel=1e-6)
    assert laplace_interval(15, 15)[0] == pytest.approx(0.025 ** (1.0 / 16.0), rel=1e-9)


def test_k06_none_of_six_is_not_impossibility_and_both_records_differ():
    assert laplace_estimate(0, 6) == pytest.approx(1 / 8)
    for interval in (wilson_interval(0, 6), laplace_interval(0, 6)):
        assert interval[0] == pytest.approx(0.0, abs=0.01)
        assert 0.3 < interval[1] < 0.45
    # closed forms with no hits: (z^2 / n) / (1 + z^2 / n), and 1 - 0.025^(1 / (n + 1))
    z2 = 1.959964**2 / 6.0
    assert wilson_interval(0, 6)[1] == pytest.approx(z2 / (1.0 + z2), rel=1e-6)
    assert laplace_interval(0, 6)[1] == pytest.approx(1.0 - 0.025 ** (1.0 / 7.0), rel=1e-9)
    # the two records do not overlap: pooling them to 15 of 21 hides that something changed
    assert laplace_interval(0, 6)[1] < laplace_interval(15, 15)[0]
    assert wilson_interval(0, 6)[1] < wilson_interval(15, 15)[0]
    assert laplace_estimate(15, 21) == pytest.approx(16 / 23)


def test_kill_probability_of_the_catalogue_is_what_the_record_says_and_not_certainty():
    row = load_scenario().catalog.battery("thaad-battery").kill_probability
    assert row.value == pytest.approx(laplace_estimate(15, 15), abs=0.005)
    assert row.high == pytest.approx(laplace_interval(15, 15)[1], abs=0.002)
    assert row.high < 1.0
    assert row.low == pytest.approx(laplace_estimate(17, 23), abs=0.005)


def test_k05_and_k06_by_command(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["battery", "record", "--json"])
    assert exit_.value.code == 0
    found = {p["period"]: p for p in json.loads(capsys.readouterr().out)["periods"]}
    first, since = found["the first six of these"], found["since 2005, to July 2017"]
    assert (first["hits"], first["attempts"]) == (0, 6)
    assert (since["hits"], since["attempts"]) == (15, 15)
    assert since["next_shot"] == pytest.approx(16 / 17)
    assert since["laplace"] == pytest.approx([0.794, 0.998], abs=0.001)
    assert first["wilson"] == pytest.approx([0.0, 0.390], abs=0.001)
    with pytest.raises(SystemExit):
        main(["battery", "record"])
    assert "15 of 15" in capsys.readouterr().out
