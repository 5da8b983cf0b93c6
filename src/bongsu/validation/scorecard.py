"""The scorecard: every published figure computed again, and whether it comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bongsu.catalog.lookup import suggest
from bongsu.errors import InputError
from bongsu.validation.computed.registry import COMPUTATIONS
from bongsu.validation.rows import PublishedQuantity, PublishedRow, published_rows

Value = float | str


class Outcome(StrEnum):
    """What came of holding a published figure against ours."""

    PASS = "pass"
    FAIL = "fail"
    NOT_COMPARABLE = "not-comparable"


@dataclass(frozen=True, kw_only=True)
class Computed:
    """One quantity of a row with what we give.

    Attributes
    ----------
    quantity : PublishedQuantity
        As published.
    ours : float or str
        As computed. [as the quantity's unit says]
    """

    quantity: PublishedQuantity
    ours: Value

    @property
    def inside(self) -> bool:
        """Whether ours is what the source allows."""
        return self.quantity.accepts(self.ours)


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A row with what we give, and the outcome.

    Attributes
    ----------
    row : PublishedRow
        As published.
    computed : tuple of Computed
        One for each of its quantities.
    """

    row: PublishedRow
    computed: tuple[Computed, ...]

    @property
    def outcome(self) -> Outcome:
        """``pass`` if every quantity is inside what its source allows."""
        if self.row.not_comparable:
            return Outcome.NOT_COMPARABLE
        return Outcome.PASS if all(one.inside for one in self.computed) else Outcome.FAIL

    @property
    def reason(self) -> str:
        """Why it came out as it did, in words."""
        if self.row.not_comparable:
            return self.row.not_comparable
        if self.outcome is Outcome.PASS:
            return "Inside what the source allows."
        return self.row.because or "Outside what the source allows."

    @property
    def published(self) -> str:
        """What was printed, in words."""
        return "; ".join(said(one.quantity.published, one.quantity) for one in self.computed)

    @property
    def ours(self) -> str:
        """What we give, in words."""
        return "; ".join(said(one.ours, one.quantity) for one in self.computed)


def score(
    ids: Sequence[str] | None = None, progress: Callable[[str], object] | None = None
) -> list[Scored]:
    """Compute published figures again.

    Parameters
    ----------
    ids : sequence of str, optional
        Which; all by default.
    progress : callable, optional
        Told the id of each row when it is done.

    Returns
    -------
    list of Scored
        In the order of the files.

    Raises
    ------
    InputError
        If there is no such row.
    """
    rows = {row.id: row for row in published_rows()}
    for name in ids or ():
        if name not in rows:
            raise InputError(f"there is no published figure {name!r}{suggest(name, rows)}")
    found = []
    for row in rows.values():
        if ids is None or row.id in ids:
            found.append(scored(row))
            if progress is not None:
                progress(row.id)
    return found


def scored(row: PublishedRow) -> Scored:
    """Compute one row again.

    Parameters
    ----------
    row : PublishedRow
        As published.

    Returns
    -------
    Scored
        With ours and the outcome.
    """
    return Scored(
        row=row,
        computed=tuple(
            Computed(quantity=one, ours=COMPUTATIONS[one.compute](**one.given))
            for one in row.quantities
        ),
    )


def counts(rows: Iterable[Scored]) -> dict[str, int]:
    """Count the outcomes, negative controls apart.

    Parameters
    ----------
    rows : iterable of Scored
        The scorecard.

    Returns
    -------
    dict of str to int
        ``passed``, ``failed``, ``not_comparable``; ``fitted`` of those that pass, to which a row of
        the catalogue was fitted; and ``controls_failed`` of ``controls``. [1]
    """
    listed = list(rows)
    count = Counter(one.outcome for one in listed if not one.row.must_fail)
    controls = [one for one in listed if one.row.must_fail]
    return {
        "passed": count[Outcome.PASS],
        "failed": count[Outcome.FAIL],
        "not_comparable": count[Outcome.NOT_COMPARABLE],
        "fitted": sum(bool(one.row.calibrated) and one.outcome is Outcome.PASS for one in listed),
        "controls": len(controls),
        "controls_failed": sum(one.outcome is Outcome.FAIL for one in controls),
    }


def said(value: Value, quantity: PublishedQuantity) -> str:
    """Write a value with its unit.

    Parameters
    ----------
    value : float or str
        Published or ours. [as the quantity's unit says]
    quantity : PublishedQuantity
        What it is of.

    Returns
    -------
    str
        Four digits; a verdict as it is.
    """
    if isinstance(value, str):
        return value
    shown = f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:,.4g}"
    return f"{shown} {quantity.unit}".strip() if quantity.unit != "1" else shown
