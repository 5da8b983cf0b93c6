"""Numbers and verdicts of two scenarios side by side."""

from typing import NamedTuple


class Moved(NamedTuple):
    """A number of both deployments.

    Attributes
    ----------
    name : str
        For machines.
    title : str
        What it is.
    unit : str
        Of both; ``1`` for a share.
    first, second : float
        The numbers; not a number where there is none. [unit]
    """

    name: str
    title: str
    unit: str
    first: float
    second: float

    @property
    def by(self) -> float:
        """How far it moves from the first to the second [unit]."""
        return self.second - self.first


class Turned(NamedTuple):
    """The verdicts on one claim, or on one reading of it.

    Attributes
    ----------
    claim, assertion : str
        Identifier, and what is asserted.
    reading : str
        Name of the reading; empty for the claim as a whole.
    unit : str
        Of the numbers; empty for the claim as a whole.
    first, second : str
        Verdicts.
    first_value, second_value : float or None
        Nominal numbers of a reading. [unit]
    """

    claim: str
    assertion: str
    reading: str
    unit: str
    first: str
    second: str
    first_value: float | None
    second_value: float | None

    @property
    def turns(self) -> bool:
        """Whether the verdict is another."""
        return self.first != self.second
