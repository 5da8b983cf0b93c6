"""Types of the fields of a scenario: quantities with limits, and names of the catalogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from bongsu.catalog import Catalog, load_catalog
from bongsu.catalog.lookup import suggest, word_among
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.errors import InputError, shortened
from bongsu.scenario.parts.earlier_words import in_todays_words
from bongsu.scenario.parts.problems import ChangeError, refused, worded, written_names
from bongsu.scenario.parts.verbs import verb_for


class Model(BaseModel):
    """Base of the parts: nothing unknown, nothing changed in place."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, serialize_by_alias=True
    )

    @model_validator(mode="before")
    @classmethod
    def _accept_earlier_words(cls, written: object) -> object:
        if not isinstance(written, dict):
            return written
        try:
            return in_todays_words(cls.__name__, written)
        except ValueError as error:
            raise refuse(str(error)) from None

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
            return
        raise self._unchangeable(name)

    def __delattr__(self, name: str) -> None:
        raise self._unchangeable(name)

    def _unchangeable(self, name: str) -> InputError:
        """What to say to an attempt to change a field in place."""
        known = type(self).model_fields
        if name not in known:
            return InputError(f"{name}: there is no such field{suggest(name, known)}")
        return InputError(
            f"{name}: nothing of a scenario is changed in place; "
            f"{verb_for(type(self), name)} gives another"
        )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy, with some fields changed and all of it checked anew.

        Parameters
        ----------
        update : mapping of str to object, optional
            New values by field: as the attributes have them, or as a file has them.
        deep : bool, optional
            Whether an unchanged copy copies the parts as well.

        Returns
        -------
        Model
            The copy. Whether the catalogue has the names in it is checked when it becomes part of
            a scenario.

        Raises
        ------
        InputError
            If there is no such field, or a value does not fit.
        """
        check_update(update)
        if not update:
            return super().model_copy(deep=deep)
        try:
            return type(self).model_validate(
                self._written(update), context={"names are checked later": True}
            )
        except ValidationError as error:
            words = worded(error.errors(include_url=False), type(self))
            problems = [(word.steps, word.sentence) for word in words]
            raise refused("model_copy", problems, {}) from None

    def _written(self, update: Mapping[str, Any]) -> dict[str, Any]:
        """Content as a file has it, with some fields changed."""
        names = written_names(type(self))
        known = {name: value for name, value in update.items() if name in names}
        content = (
            super()
            .model_copy(update={names[name]: value for name, value in known.items()})
            .model_dump(mode="json", warnings=False, round_trip=True)
        )
        return content | {name: update[name] for name in update.keys() - known.keys()}


def check_update(update: object) -> None:
    """Refuse fields to change that are not given as a mapping.

    Parameters
    ----------
    update : object
        What a copy is to have otherwise; none for a plain copy.

    Raises
    ------
    InputError
        If it is not a mapping of names of fields to values.
    """
    if update is None:
        return
    if not isinstance(update, Mapping) or not all(isinstance(name, str) for name in update):
        raise ChangeError(
            "model_copy",
            "update",
            f"{shortened(update)} does not say which field gets which value; write it like "
            "update={'seed': 3}, or use a verb such as moved, only or with_doctrine",
        )


def refuse(sentence: str) -> PydanticCustomError:
    """Make the error of a field.

    Parameters
    ----------
    sentence : str
        What is wrong and what would be right.

    Returns
    -------
    PydanticCustomError
        To be raised by a validator.
    """
    return PydanticCustomError("bongsu", "{sentence}", {"sentence": sentence})


@dataclass(frozen=True)
class Limits:
    """Marks a float field as a quantity: read with a unit, held to limits, written with a unit.

    Attributes
    ----------
    dimension : str
        SI unit, as in :mod:`bongsu.catalog.rows.units`.
    low, high : str
        Limits, ends included, as one would write them.
    """

    dimension: str
    low: str
    high: str

    def read(self, written: object) -> float:
        """Read a value of the field.

        Parameters
        ----------
        written : object
            As the file has it.

        Returns
        -------
        float
            In the SI unit. [dimension]

        Raises
        ------
        PydanticCustomError
            If it is no such quantity or beyond the limits.
        """
        try:
            value = parse_quantity(written, self.dimension)
            low, high = (parse_quantity(end, self.dimension) for end in (self.low, self.high))
        except InputError as error:
            raise refuse(str(error)) from None
        if not low <= value <= high:
            raise refuse(f"{str(written)[:80]} is not between {self.low} and {self.high}")
        return value + 0.0  # makes a negative zero plain, so that equal values have equal hashes

    def write(self, value: object) -> object:
        """Write a value of the field.

        Parameters
        ----------
        value : object
            In the SI unit; what is no number is left for :meth:`read` to judge.

        Returns
        -------
        object
            With a unit; reads as the same number.
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return format_quantity(float(value), self.dimension)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to read and write the field in this way."""
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.write, return_schema=core_schema.str_schema()
            ),
        )


@dataclass(frozen=True)
class Span:
    """Marks a plain number and holds it to its limits.

    Attributes
    ----------
    low, high : int or float
        Limits, ends included. Whole numbers make the field a whole number.
    """

    low: int | float
    high: int | float

    def read(self, written: object) -> int | float:
        """Read a value of the field.

        Parameters
        ----------
        written : object
            As the file has it.

        Returns
        -------
        int or float
            The number. [1]

        Raises
        ------
        PydanticCustomError
            If it is no number of this kind or beyond the limits.
        """
        whole = isinstance(self.low, int)
        if isinstance(written, bool) or not isinstance(written, int if whole else int | float):
            kind = "a whole number" if whole else "a number"
            raise refuse(f"{shortened(written)} is not {kind} between {self.low} and {self.high}")
        if not self.low <= written <= self.high:
            raise refuse(f"{written} is not between {self.low} and {self.high}")
        return written if whole else float(written) + 0.0

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to read the field in this way."""
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value,
                return_schema=(
                    core_schema.int_schema()
                    if isinstance(self.low, int)
                    else core_schema.float_schema()
                ),
            ),
        )


@dataclass(frozen=True)
class Named:
    """Marks a string field as the name of an entry of the catalogue.

    Attributes
    ----------
    kind : str
        Kind of entry.
    """

    kind: str

    def check(self, name: str, info: core_schema.ValidationInfo) -> str:
        """Find the entry that is meant.

        Parameters
        ----------
        name : str
            As written.
        info : pydantic ValidationInfo
            Holds the catalogue.

        Returns
        -------
        str
            Its key.

        Raises
        ------
        PydanticCustomError
            If there is no such entry, with close names; or several have the name.
        """
        if names_checked_later(info):
            return name
        try:
            return catalog_of(info).key(self.kind, name)
        except InputError as error:
            raise refuse(str(error)) from None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to check the field in this way."""
        return core_schema.with_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True)
class OneOf:
    """Marks a field as one of a few fixed words, which may be written in any spelling.

    Attributes
    ----------
    words : tuple of str
        As results have them.
    """

    words: tuple[str, ...]

    def read(self, written: object) -> object:
        """Read a word of the field.

        Parameters
        ----------
        written : object
            As the file has it.

        Returns
        -------
        object
            The word that is meant; anything else as it is, for the field to refuse.
        """
        return word_among(written, self.words) or written

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to read the field in this way."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))


def at_least_one(written: object) -> object:
    """Refuse an empty list before its items are looked at.

    Parameters
    ----------
    written : object
        As the file has it.

    Returns
    -------
    object
        The same.

    Raises
    ------
    PydanticCustomError
        If it is an empty list.
    """
    if isinstance(written, list | tuple) and not written:
        raise refuse("the list is empty; it needs at least one item")
    return written


def written_day(written: object) -> object:
    """Refuse a date that is not written as one: a number would be taken for seconds since 1970.

    Parameters
    ----------
    written : object
        As the file has it.

    Returns
    -------
    object
        The same.

    Raises
    ------
    PydanticCustomError
        If it is neither a date nor a text such as 2016-04-30.
    """
    if isinstance(written, dt.date) and not isinstance(written, dt.datetime):
        return written
    if not isinstance(written, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written.strip()):
        raise refuse(f"{shortened(written)} is not a date; write it like 2016-04-30")
    return written.strip()


def no_truth(written: object) -> object:
    """Refuse true and false where a number or a word is wanted.

    Parameters
    ----------
    written : object
        As the file has it.

    Returns
    -------
    object
        The same.

    Raises
    ------
    PydanticCustomError
        If it is one of them.
    """
    if isinstance(written, bool):
        raise refuse(f"{str(written).lower()} is neither a number nor a word")
    return written


def catalog_of(info: core_schema.ValidationInfo) -> Catalog:
    """Find the catalogue that names are checked against.

    Parameters
    ----------
    info : pydantic ValidationInfo
        What the validator was called with.

    Returns
    -------
    Catalog
        That of the context, else the built-in one.
    """
    context = info.context if isinstance(info.context, dict) else {}
    catalog = context.get("catalog")
    return catalog if isinstance(catalog, Catalog) else load_catalog()


def names_checked_later(info: core_schema.ValidationInfo) -> bool:
    """Whether a part stands alone, so that no catalogue is known yet.

    Parameters
    ----------
    info : pydantic ValidationInfo
        What the validator was called with.

    Returns
    -------
    bool
        True for a part that is checked again when it becomes part of a scenario.
    """
    return isinstance(info.context, dict) and "names are checked later" in info.context
