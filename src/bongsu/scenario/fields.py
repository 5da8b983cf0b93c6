"""Types of the fields of a scenario: quantities with limits, and names of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from bongsu.catalog import Catalog, load_catalog
from bongsu.catalog.documents import suggest
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.errors import InputError


class Model(BaseModel):
    """Base of the parts: nothing unknown, nothing changed in place."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


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
            raise refuse(f"{written} is not between {self.low} and {self.high}")
        return value + 0.0  # makes a negative zero plain, so that equal values have equal hashes

    def write(self, value: float) -> str:
        """Write a value of the field.

        Parameters
        ----------
        value : float
            In the SI unit. [dimension]

        Returns
        -------
        str
            With a unit; reads as the same number.
        """
        return format_quantity(value, self.dimension)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to read and write the field in this way."""
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(self.write),
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
            raise refuse(f"{written!r} is not {kind} between {self.low} and {self.high}")
        if not self.low <= written <= self.high:
            raise refuse(f"{written} is not between {self.low} and {self.high}")
        return written if whole else float(written) + 0.0

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to read the field in this way."""
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value),
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
        """Check that the entry exists.

        Parameters
        ----------
        name : str
            As written.
        info : pydantic ValidationInfo
            Holds the catalogue.

        Returns
        -------
        str
            The name.

        Raises
        ------
        PydanticCustomError
            If there is no such entry; suggests the nearest name.
        """
        names = catalog_of(info).keys(self.kind)
        if name not in names:
            raise refuse(f"there is no {self.kind} {name!r} in the catalogue{suggest(name, names)}")
        return name

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic to check the field in this way."""
        return core_schema.with_info_after_validator_function(self.check, handler(source))


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
