"""Named rules by which the flight tests of the interceptor are counted."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from bongsu.catalog.load import load_catalog, packaged
from bongsu.errors import InputError


class CountingRule(NamedTuple):
    """A way to count tests, and what comes of it.

    Attributes
    ----------
    name : str
        What it is called here.
    title : str
        Which tests count.
    hits, attempts : int
        The record. [1]
    source : str
        Key of its reference.
    remembered : bool
        Whether the count is generally known rather than read in the source.
    """

    name: str
    title: str
    hits: int
    attempts: int
    source: str
    remembered: bool


def counting_rules() -> tuple[CountingRule, ...]:
    """Read the named counting rules.

    Returns
    -------
    tuple of CountingRule
        In the order of the file.

    Raises
    ------
    InputError
        If a row lacks something, or its numbers or its source do not hold.
    """
    references = load_catalog().references
    rules = []
    for row in cast("list[Any]", packaged("counting-rules.yaml").value):
        fields = row.plain()
        if set(fields) != set(CountingRule._fields):
            raise InputError(f"{row.mark}: a rule needs {', '.join(CountingRule._fields)}")
        rule = CountingRule(**fields)
        if not 0 <= rule.hits <= rule.attempts or rule.source not in references:
            raise InputError(f"{row.mark}: hits, attempts or source of {rule.name} do not hold")
        rules.append(rule)
    return tuple(rules)
