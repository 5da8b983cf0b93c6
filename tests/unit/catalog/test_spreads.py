"""Every row with a range says how its values are spread over it, and why."""

from collections import defaultdict
from dataclasses import replace

import pytest

from bongsu.catalog import KINDS, Quantity, load_catalog
from bongsu.catalog.build import Builder
from bongsu.catalog.documents import read_document
from bongsu.catalog.rows.parameters import Bounds, parameters_of
from bongsu.catalog.rows.quantities import Reference
from bongsu.catalog.rows.radars import RadarModeEntry
from bongsu.catalog.rows.spreads import KINDS_OF_QUANTITY, spread_by_rule
from bongsu.errors import InputError
from bongsu.words import FAMILIES

BOOK = {"book": Reference("book", "A. Author", "A book", 2000, "https://example.org", True, "")}
CATALOG = load_catalog()
QUANTITIES = [row for row in CATALOG.rows().values() if isinstance(row, Quantity)]


def row(text, bounds=Bounds("s", 0.0, 1e5)):  # noqa: B008  a tuple
    node = read_document(f"x: {{{text}, source: book, quality: B}}", "file.yaml").mapping("x")["x"]
    return Builder({}, BOOK).quantity("kind.key.x", node, bounds)


def test_every_row_with_a_range_has_a_family_and_its_reason() -> None:
    for one in QUANTITIES:
        assert (one.spread is not None) == (one.low < one.high), one.path
        if one.spread is not None:
            assert one.spread.family in FAMILIES, one.path
            assert len(one.spread.because) > 20, one.path


def test_values_over_decades_are_spread_by_factors() -> None:
    linear = [
        one.spread.because
        for one in QUANTITIES
        if one.spread and one.low > 0.0 and one.high >= 10.0 * one.low
        if one.spread.family in ("triangular", "uniform")
        if not one.path.startswith(("site.", "launch-area.", "target."))
    ]
    assert set(linear) == {KINDS_OF_QUANTITY["share"].because}
    assert CATALOG.quantity("cross-section.reentry-vehicle.area").spread.family == "log-triangular"
    assert CATALOG.quantity("battery.thaad-battery.launchers").spread.family == "counts"
    assert CATALOG.quantity("site.wonju.latitude").spread.family == "uniform"


def test_every_kind_of_quantity_is_used_and_every_parameter_has_one() -> None:
    used = set()
    for cls in (*KINDS.values(), RadarModeEntry):
        for name, parameter in parameters_of(cls).items():
            if isinstance(parameter.limits, Bounds):
                unit, quantity = parameter.limits.unit, parameter.limits.quantity
                found = spread_by_rule(quantity, unit, 1.0, 2.0)
                assert found, f"{cls.__name__}: {name} has no kind of quantity"
                used.add(found.because)
    assert used == {kind.because for kind in KINDS_OF_QUANTITY.values()}


def test_rows_drawn_together_come_from_one_statement() -> None:
    groups = defaultdict(list)
    for one in QUANTITIES:
        if one.spread and one.spread.drawn_with:
            groups[one.spread.drawn_with].append(one)
    assert "an-tpy-2-sector" in groups
    for name, rows in groups.items():
        assert len(rows) > 1, f"{name} stands at one row alone"
        shared = set.intersection(*(set(one.sources) for one in rows))
        assert shared, f"the rows of {name} have no source in common"


def test_the_rule_asks_how_far_the_ends_are_apart() -> None:
    assert row("value: 5 s, low: 4 s, high: 6 s").spread.family == "triangular"
    wide = row("value: 5 s, low: 2 s, high: 8 s").spread
    assert wide.family == "log-triangular"
    assert "by factors, not by amounts" in wide.because
    assert row("value: 5 s, low: 0 s, high: 8 s").spread.family == "triangular"
    assert row("value: 5 s, low: 5 s, high: 5 s").spread is None


def test_a_row_may_say_it_itself() -> None:
    found = row(
        "value: 5 s, low: 4 s, high: 6 s, family: uniform, because: no time is likelier, "
        "drawn-with: pair"
    ).spread
    assert found == ("uniform", "no time is likelier", "pair")


@pytest.mark.parametrize(
    ("text", "bounds", "sentence"),
    [
        ("value: 2, low: 1, high: 3", Bounds("1", 0.0, 9.0),
         "kind.key.x has a range and no family: write family, one of triangular, uniform"),
        ("value: 2 s, low: 1 s, high: 3 s, family: uniform", None, "goes with its reason, because"),
        ("value: 2 s, low: 1 s, high: 3 s, because: so", None, "goes with its reason, because"),
        ("value: 2 s, low: 1 s, high: 3 s, family: unifrom, because: so", None,
         "unknown family 'unifrom'; close names: 'uniform'"),
        ("value: 2 s, low: 2 s, high: 2 s, family: uniform, because: so", None,
         "family goes with a range"),
        ("value: 2 s, low: 2 s, high: 2 s, drawn-with: pair", None, "drawn-with goes with a range"),
        ("value: 2 s, low: 1 s, high: 3 s, family: [uniform], because: so", None,
         "family is a text"),
        ("value: 2 s, low: 0 s, high: 3 s, family: log-uniform, because: so", None,
         "the family log-uniform needs a range above 0"),
        ("value: 2, low: 1.5, high: 3", Bounds("1", 0.0, 9.0, "count"), "needs whole numbers"),
    ],
)  # fmt: skip
def test_a_row_without_a_fitting_family_does_not_load(text, bounds, sentence) -> None:
    with pytest.raises(InputError, match=sentence) as error:
        row(text, bounds or Bounds("s", 0.0, 1e5))
    assert str(error.value).startswith("file.yaml:1:")


def test_the_fingerprint_of_the_catalogue_has_the_families() -> None:
    one = CATALOG.quantity("radar.an-tpy-2.losses")

    for spread in (
        one.spread._replace(family="uniform"),
        one.spread._replace(drawn_with="some-group"),
    ):
        assert CATALOG.with_rows([replace(one, spread=spread)]).digest != CATALOG.digest
    reworded = replace(one, spread=one.spread._replace(because="for another reason"))
    assert CATALOG.with_rows([reworded]).digest == CATALOG.digest
