"""A published figure as data: who printed what, what its source allows, and how it is computed."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bongsu.catalog.documents import Node, read_document
from bongsu.errors import InputError
from bongsu.scenario.parts.problems import explain

FILES = ("flight", "radar", "engagement", "controls")
"""Files of rows, in the order of the page."""

Text = Annotated[str, Field(min_length=1)]
Option = str | float | list[str] | list[float]


class _Published(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PublishedQuantity(_Published):
    """One number or verdict of a row.

    Attributes
    ----------
    name : str
        What it is.
    published : float or str
        As printed: a number, or a verdict in words.
    unit : str
        Of the number; empty for a verdict.
    low, high : float or None
        What the source allows, ends included. [as `unit` says]
    compute : str
        Which computation of :mod:`bongsu.validation.computed.registry` gives it.
    given : dict
        What that computation is given.
    """

    name: Text
    published: float | Text
    unit: str = ""
    low: float | None = None
    high: float | None = None
    compute: Text
    given: dict[str, Option] = {}

    def accepts(self, ours: float | str) -> bool:
        """Say whether a computed value is what the source allows.

        Parameters
        ----------
        ours : float or str
            The number, or the verdict. [as `unit` says]

        Returns
        -------
        bool
            A verdict has to be the published one; a number inside the ends.
        """
        if isinstance(self.published, str) and self.low is None and self.high is None:
            return ours == self.published
        above = self.low is None or (isinstance(ours, float) and ours >= self.low)
        below = self.high is None or (isinstance(ours, float) and ours <= self.high)
        return above and below


class PublishedRow(_Published):
    """A published figure, or several of one event.

    Attributes
    ----------
    id : str
        As in the collection of cases, or a date, or a name.
    title : str
        What was flown, seen, defended or counted.
    quantities : tuple of PublishedQuantity
        What was printed of it; the row passes if all of them do.
    tolerance : str
        What the source allows, and why, in words.
    sources : tuple of str
        Who printed it, when and where.
    not_comparable : str
        Why an agreement or a disagreement would say nothing, or "".
    because : str
        Why it does not come out, or "".
    shows_not : str
        What an agreement does not show.
    calibrated : str
        Which row of the catalogue was fitted to this figure, or "".
    blind : str
        How it is known that ours was computed before the figure was known, or "".
    must_fail : bool
        Whether the row is a negative control: a figure that cannot be, or a constant that is wrong
        on purpose.
    slow : bool
        Whether it takes whole footprints, so some seconds.
    topic : str
        Name of the file that it stands in.
    """

    id: Text
    title: Text
    quantities: Annotated[tuple[PublishedQuantity, ...], Field(min_length=1)]
    tolerance: Text
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    not_comparable: str = ""
    because: str = ""
    shows_not: Text
    calibrated: str = ""
    blind: str = ""
    must_fail: bool = False
    slow: bool = False
    topic: str

    @model_validator(mode="after")
    def _one_reason(self) -> "PublishedRow":
        if self.not_comparable and self.because:
            raise ValueError("a row that is not comparable has no other reason")
        for one in self.quantities:
            verdict = isinstance(one.published, str)
            if not (verdict or self.not_comparable) and one.low is None and one.high is None:
                raise ValueError(f"{one.name}: what its source allows is missing")
        return self


@cache
def published_rows() -> tuple[PublishedRow, ...]:
    """Read the published figures that come with the package.

    Returns
    -------
    tuple of PublishedRow
        In the order of the files.

    Raises
    ------
    InputError
        If a row lacks something.
    """
    home = files("bongsu.validation").joinpath("data")
    found: list[PublishedRow] = []
    for name in FILES:
        file = f"{name}.yaml"
        found += _rows(read_document(home.joinpath(file).read_text("utf-8"), file), name)
    names = [row.id for row in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise InputError(f"published figures: {', '.join(sorted(twice))} is there twice")
    return tuple(found)


def _rows(root: Node, topic: str) -> list[PublishedRow]:
    if not isinstance(root.value, list):
        raise InputError(f"{root.mark}: a file of published figures is a list")
    found = []
    for node in root.value:
        try:
            found.append(PublishedRow.model_validate({**_mapping(node), "topic": topic}))
        except ValidationError as error:
            first = explain(error.errors(include_url=False), node, PublishedRow)[0]
            raise InputError(f"{first.mark}: {first.path or 'row'}: {first.sentence}") from None
    return found


def _mapping(node: Node) -> dict[str, Any]:
    if not isinstance(node.value, dict):
        raise InputError(f"{node.mark}: a published figure has names and values")
    return {key: value.plain() for key, value in node.value.items()}
