"""Raids: waves of missiles that are fired together."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, PrivateAttr, model_validator

from bongsu.catalog.documents import Node
from bongsu.scenario.parts.fields import Model, Span, at_least_one, refuse
from bongsu.scenario.parts.flights import Flights, no_place_twice
from bongsu.scenario.parts.kinds import LaunchTime, Name, Probability, Text
from bongsu.scenario.parts.places import AnyPlace, Coordinates
from bongsu.words import Shape

MOST_MISSILES = 1000
"""Most missiles of a raid, all waves together. [1]"""
_STEP = 0.618
"""Of a list of flights: a step by which neighbours in time are far apart in the list. [1]"""


class RaidMissile(NamedTuple):
    """One missile of a raid.

    Attributes
    ----------
    wave : int
        Index of its wave. [1]
    launch_area, target : str or Coordinates
        As the raid has them.
    shape : str
        Shape of its arc.
    launch_s : float
        When it is to be launched; it is off by the spread of its wave. [s]
    """

    wave: int
    launch_area: str | Coordinates
    target: str | Coordinates
    shape: Shape
    launch_s: float


class Wave(Flights):
    """Missiles of one type that are fired together.

    Missiles are dealt to the flights - each launch area to each target on each shape - so that
    every one is flown before any is flown again.

    Attributes
    ----------
    targets : tuple
        What they are aimed at.
    count : int
        How many. [1]
    first_launch, last_launch : float
        Launches are spread evenly from the one to the other; both at 0 by default. [s]
    launch_spread : float
        Each launch is earlier or later by up to this, any time as likely as another; never before
        the clock starts. [s]
    reliability : float
        Probability that a missile of the wave flies as planned; of the others nothing comes. [1]
    """

    targets: Annotated[
        tuple[AnyPlace, ...], BeforeValidator(at_least_one), AfterValidator(no_place_twice)
    ]
    count: Annotated[int, Span(1, MOST_MISSILES)] = 1
    first_launch: LaunchTime = 0.0
    last_launch: LaunchTime | None = None
    launch_spread: LaunchTime = 0.0
    reliability: Probability = 1.0

    @model_validator(mode="after")
    def _check_times(self) -> Wave:
        if self.last_launch is not None and self.last_launch < self.first_launch:
            raise refuse(
                f"last_launch, {self.last_launch:g} s, is before first_launch, "
                f"{self.first_launch:g} s"
            )
        return self

    @property
    def last(self) -> float:
        """When the last missile is launched [s]."""
        return self.first_launch if self.last_launch is None else self.last_launch

    def missiles(self, wave: int) -> list[RaidMissile]:
        """List the missiles of the wave.

        Parameters
        ----------
        wave : int
            Index of the wave. [1]

        Returns
        -------
        list of RaidMissile
            In the order of their launches.
        """
        apart = (self.last - self.first_launch) / max(self.count - 1, 1)
        flights = [
            (area, target, shape)
            for shape in self.shapes
            for area in self.launch_areas
            for target in self.targets
        ]
        # a step without a common divisor meets each flight once before it meets one again
        most = len(flights)
        step = next(n for n in range(round(_STEP * most), 2 * most + 2) if gcd(n, most) == 1)
        return [
            RaidMissile(wave, *flights[i * step % most], launch_s=self.first_launch + i * apart)
            for i in range(self.count)
        ]


def _not_too_many(waves: tuple[Wave, ...]) -> tuple[Wave, ...]:
    number = sum(wave.count for wave in waves)
    if number > MOST_MISSILES:
        raise refuse(f"the waves have {number} missiles together; {MOST_MISSILES} is the most")
    return waves


class Raid(Model):
    """Waves of missiles; see :class:`RaidFile` for a file of its own.

    Attributes
    ----------
    waves : tuple of Wave
        What is fired.
    """

    waves: Annotated[tuple[Wave, ...], BeforeValidator(at_least_one), AfterValidator(_not_too_many)]

    def missiles(self) -> list[RaidMissile]:
        """List the missiles of all waves.

        Returns
        -------
        list of RaidMissile
            Wave by wave.
        """
        return [one for index, wave in enumerate(self.waves) for one in wave.missiles(index)]


class RaidFile(Raid):
    """A raid as a file of its own.

    Attributes
    ----------
    format : int
        Version of the file format, 1.
    name : str
        Short name.
    title, description : str
        For readers; they do not enter results.
    """

    format: Literal[1]
    name: Name
    title: Text
    description: Text = ""

    _root: Node | None = PrivateAttr(default=None)

    def read_from(self, root: Node) -> Self:
        """Remember the file, for messages.

        Parameters
        ----------
        root : Node
            The file.

        Returns
        -------
        RaidFile
            The same raid.
        """
        self._root = root
        return self

    def where(self, path: Sequence[str | int]) -> str:
        """Say where a field stands in the raid's file.

        Parameters
        ----------
        path : sequence of str or int
            Keys and list positions.

        Returns
        -------
        str
            File, line, column and path, to be put before a sentence; nothing for a raid that was
            not read from a file.
        """
        if self._root is None:
            return ""
        return f"{self._root.find(path)}: {'.'.join(map(str, path))}: "
