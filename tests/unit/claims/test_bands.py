"""Where the draws of every reading lie, and the sentence for a nominal number outside of them."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from tools.find_directions import setting

from bongsu.claims.corners import Corners
from bongsu.claims.draws.bands import band_of
from bongsu.claims.evaluate import evaluate
from bongsu.claims.load import chosen_claims
from bongsu.report.brief.document import claims_document
from bongsu.scenario import load_scenario

KOREA = load_scenario("korea-2016")
# the least that are made
DRAWS = 16
REACH = "interceptor.thaad-interceptor.longest-range"
POWER = "radar.an-tpy-2.average-power"
UP = Corners(least={REACH: "low", POWER: "low"}, greatest={REACH: "high", POWER: "high"}, mixed=())


@pytest.fixture(scope="module")
def tested():
    """What is seen and who is fired at, drawn, at one site with one missile."""
    coarse = setting()
    small = coarse.model_copy(update={"candidate_sites": (), "threats": coarse.threats[1:2]})
    claims = chosen_claims(("earnest-orientation", "earnest-no-threat"), scenario=small)
    results, _ = evaluate(claims, small, draws=DRAWS)
    return results, claims_document(results)


def test_every_nominal_number_lies_in_its_band_or_a_sentence_says_why(tested) -> None:
    results, _ = tested
    bands = [one.band for result in results for one in result.readings]
    assert sum(band is not None for band in bands) > 10
    for band in bands:
        if band is not None:
            inside = band.low <= band.nominal <= band.high
            assert bool(band.why_outside) == (not inside)
            assert band.low <= band.median <= band.high
            assert band.draws == DRAWS


def test_the_document_has_the_bands(tested) -> None:
    results, document = tested
    for result, claim in zip(results, document["claims"], strict=True):
        for one, told in zip(result.readings, claim["readings"], strict=True):
            if one.band is None:
                assert told["band"] is None
            else:
                assert told["band"]["median"] == one.band.median
                assert told["band"]["why_outside"] == one.band.why_outside


def test_a_band_is_of_the_draws_in_which_the_question_arises() -> None:
    drawn = np.array([3.0, nan, 1.0, 2.0])
    band = band_of(drawn, 2.0, KOREA.catalog, UP)
    assert band is not None
    assert (band.low, band.median, band.high, band.absent) == (1.0, 2.0, 3.0, 1)
    assert (band.holds_nominal, band.why_outside) == (True, "")
    assert band_of(np.array([nan, nan]), 2.0, KOREA.catalog, UP) is None


def test_why_a_number_lies_outside_counts_the_rows_that_stand_at_an_end() -> None:
    # the published reach is the best end of its range, the power is between its ends
    band = band_of(np.array([1.0, 2.0]), 5.0, KOREA.catalog, UP)
    assert band is not None
    assert band.why_outside == (
        "nominal values stand at the end of their range which makes the number great in 1 of the "
        "rows and at the other end in 0, so that most draws make it smaller"
    )
    below = replace(band, nominal=0.0)
    assert below.why_outside.endswith("; what one row does depends on the others")
