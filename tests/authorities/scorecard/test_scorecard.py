"""The scorecard: what was printed, computed again, is what the page and the machine file say."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from bongsu.catalog.records.missile_tests import lofted_catalog, missile_test
from bongsu.cli.schemas import json_schema
from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError
from bongsu.physics.flight.lofted import range_from_lofted_test
from bongsu.validation.computed.registry import COMPUTATIONS
from bongsu.validation.credibility import credibility_factors, credibility_page, pedigree
from bongsu.validation.document import scorecard_document, scorecard_page
from bongsu.validation.rows import published_rows
from bongsu.validation.scorecard import Outcome, counts, score, scored

DOCS = next(p for p in Path(__file__).parents if (p / "pyproject.toml").is_file()) / "docs"
# the collection of cases that the model is held against, id by id
COLLECTION = [
    "T01",
    "T02",
    "T03",
    "T04",
    "T06",
    "T08",
    "T09",
    "T10",
    "T11",
    "T14",
    "T15",
    "T16",
    "A01",
    "A03",
    "A04",
    "A06",
    "A08",
    "A09",
    "L01",
    "L02",
    "L03",
    "L05",
    "L06",
    "X01",
    "X02",
    "X03",
    "X04",
    "X06",
    "E07",
    "E08",
    "E09",
    "E11",
    "E12",
    "E13",
    "E14",
    "E15",
    "E16",
    "C01",
    "C02",
    "C03",
    "C05",
    "C07",
    "C08",
    "C09",
    "C10",
    "C11",
    "R01",
    "R02",
    "R04",
    "R05",
    "R06",
    "R07",
    "R08",
    "R09",
    "R12",
    "R13",
    "K01",
    "K03",
    "K04",
    "K05",
    "K06",
    "Q01",
    "Q02",
    "NESC-06",
    "NESC-09",
]


@pytest.fixture(scope="module")
def written():
    return json.loads((DOCS / "scorecard.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def rows():
    return score()


def test_every_case_of_the_collection_has_a_row():
    assert set(COLLECTION) - {row.id for row in published_rows()} == set()


def test_the_machine_file_says_what_comes_out(rows, written, korea):
    """After a change of the model: `bongsu validate --output docs`."""
    fresh = scorecard_document(rows, korea.catalog)
    assert [one["id"] for one in written["rows"]] == [one["id"] for one in fresh["rows"]]
    for old, new in zip(written["rows"], fresh["rows"], strict=True):
        assert old["outcome"] == new["outcome"], new["id"]
        for before, now in zip(old["quantities"], new["quantities"], strict=True):
            if isinstance(now["ours"], float):
                # distances outside a band of centimetres are rounding of the last bits
                assert before["ours"] == pytest.approx(now["ours"], rel=1e-3, abs=1e-3), new["id"]
            else:
                assert before["ours"] == now["ours"], new["id"]
    told = {name: old for name, old in written.items() if name != "provenance"}
    for key in ("id", "title", "published", "tolerance", "shows_not", "sources", "reason"):
        assert [one[key] for one in told["rows"]] == [one[key] for one in fresh["rows"]]
    assert written["counts"] == fresh["counts"]


def test_the_page_is_made_from_the_machine_file(written):
    assert (DOCS / "scorecard.md").read_text("utf-8") == scorecard_page(written)


def test_the_credibility_sheet_is_made_from_it_too(written):
    assert (DOCS / "credibility.md").read_text("utf-8") == credibility_page(written)


def test_the_sheet_counts_what_the_catalogue_holds(written, korea):
    """After a change of the catalogue: `bongsu validate --output docs`."""
    assert written["pedigree"] == pedigree(korea.catalog)


def test_every_factor_has_evidence_that_is_there_and_the_lowest_levels_are_told():
    factors = credibility_factors()
    assert [one.factor for one in factors][:-1] == [
        "Data pedigree",
        "Verification",
        "Validation",
        "Input pedigree",
        "Uncertainty characterization",
        "Results robustness",
        "History of models and simulations",
        "Management of process and product",
    ]
    for one in factors:
        assert [place for place in one.evidence if not (DOCS / place).exists()] == [], one.factor
    levels = {one.factor: one.level for one in factors}
    # nobody has used it, and nobody from outside has reviewed it
    assert levels["History of models and simulations"] == 0
    assert levels["Qualifications of people (first edition)"] == 0
    assert max(levels.values()) < 4


def test_the_machine_file_keeps_to_its_schema(written):
    jsonschema.validate(written, json_schema("validate"))


def test_negative_controls_fail(rows):
    controls = [one for one in rows if one.row.must_fail]
    assert {"T15", "A08", "A09", "N01", "N02", "N03", "N04", "N05"} <= {
        one.row.id for one in controls
    }
    assert {one.outcome for one in controls} == {Outcome.FAIL}


def test_a_row_that_fails_has_a_reason_of_its_own_and_one_that_passes_has_none(rows):
    for one in rows:
        assert bool(one.row.because) == (one.outcome is Outcome.FAIL), one.row.id


def test_what_is_not_comparable_is_not_counted_as_an_agreement(rows):
    count = counts(rows)
    kinds = ("passed", "failed", "not_comparable", "controls")
    assert sum(count[name] for name in kinds) == len(rows)
    open_rows = [one for one in rows if one.outcome is Outcome.NOT_COMPARABLE]
    assert len(open_rows) == count["not_comparable"] > 5
    assert all(one.reason == one.row.not_comparable for one in open_rows)


def test_blind_rows_say_how_that_is_known(rows):
    blind = [one for one in rows if one.row.blind]
    assert [one.row.id for one in blind] == ["KCNA-GUAM"]
    # a disagreement, shown as one
    assert blind[0].outcome is Outcome.FAIL
    assert "before the figure was known" in blind[0].row.blind


def test_every_row_has_a_source_that_can_be_looked_up():
    rows = {row.id: row for row in published_rows()}
    for row in rows.values():
        text = " ".join(row.sources)
        cited = any(mark in text for mark in ("://", "NASA/", "github.com", "8:183", "CNS"))
        assert cited or any(other in text for other in rows) or "radar equation" in text, row.id


def test_every_computation_is_named_by_a_row():
    named = {one.compute for row in published_rows() for one in row.quantities}
    assert named == set(COMPUTATIONS)


def test_a_figure_outside_its_tolerance_is_noticed():
    row = next(row for row in published_rows() if row.id == "R01")
    quantity = row.quantities[0]
    wrong = row.model_copy(
        update={"quantities": (quantity.model_copy(update={"low": 900.0, "high": 950.0}),)}
    )
    assert scored(row).outcome is Outcome.PASS
    assert scored(wrong).outcome is Outcome.FAIL


def test_a_row_that_is_not_there_is_named():
    with pytest.raises(InputError, match="no published figure 'T1'"):
        score(["T1"])


def test_a_tempting_correction_makes_the_fit_worse():
    """Shorter burns put L01 inside its band, and take two other flights out of theirs."""
    missile = missile_design("hwasong-15", lofted_catalog())
    shorter = replace(
        missile,
        stages=tuple(
            replace(
                stage,
                burn_time_s=seconds,
                vacuum_thrust_n=stage.vacuum_thrust_n * stage.burn_time_s / seconds,
                sea_level_thrust_n=stage.sea_level_thrust_n * stage.burn_time_s / seconds,
            )
            for stage, seconds in zip(missile.stages, (110.0, 80.0), strict=True)
        ),
    )
    rows = {row.id: row for row in published_rows()}
    test = missile_test("L01")
    farthest = range_from_lofted_test(
        shorter, 1e3 * test.range_km, 1e3 * test.apogee_km, members=2
    ).maximum_range_m
    assert rows["L01"].quantities[0].accepts(farthest / 1e3)
    for name in ("T02", "T03"):
        printed = rows[name].quantities[0]
        size = 1e3 * printed.given["range_km"], 1e3 * printed.given["apogee_km"]
        for design, inside in ((missile, True), (shorter, False)):
            flown = range_from_lofted_test(design, *size, members=2)
            assert printed.accepts(flown.test_time_of_flight_s) is inside, name
