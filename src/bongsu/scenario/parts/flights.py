"""What flies: threats to the region, and other flights."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationInfo,
    model_validator,
)

from bongsu.scenario.parts.fields import (
    Model,
    Named,
    OneOf,
    at_least_one,
    catalog_of,
    names_checked_later,
    refuse,
)
from bongsu.scenario.parts.kinds import Apogee
from bongsu.scenario.parts.places import Coordinates, LaunchArea, Target, place_name
from bongsu.words import (
    FLIGHT_GROUPS,
    SHAPE_WITH_LIFT,
    SHAPES,
    SHAPES_WITH_APOGEE,
    FlightGroup,
    Shape,
    only_with_lift,
)


def no_place_twice(places: tuple[str | Coordinates, ...]) -> tuple[str | Coordinates, ...]:
    """Refuse a place that is there twice: it would count twice in every average and number.

    Parameters
    ----------
    places : tuple of str or Coordinates
        As read.

    Returns
    -------
    tuple of str or Coordinates
        The same.

    Raises
    ------
    PydanticCustomError
        If one is listed twice.
    """
    names = [place_name(place) for place in places]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise refuse(f"{twice[0]!r} is listed twice")
    return places


class Flights(Model):
    """Missiles of one type on arcs of some shapes.

    Attributes
    ----------
    missile : str
        Missile of the catalogue.
    launch_areas : tuple
        Where they start.
    shapes : tuple of str
        Shapes of their arcs.
    apogee : float, optional
        Highest point of lofted or depressed arcs, with one of those shapes only; 2 and 0.6 times
        that of minimum energy by default. [m]
    cross_section : str, optional
        What the radar sees; by default a re-entry vehicle, or the body of a missile that does not
        separate.
    """

    missile: Annotated[str, Named("missile")]
    launch_areas: Annotated[
        tuple[LaunchArea, ...], BeforeValidator(at_least_one), AfterValidator(no_place_twice)
    ]
    shapes: Annotated[
        tuple[Annotated[Shape, OneOf(SHAPES)], ...], BeforeValidator(at_least_one)
    ] = ("minimum-energy",)
    apogee: Apogee | None = None
    cross_section: Annotated[str, Named("cross-section")] | None = None

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Flights:
        if len(set(self.shapes)) < len(self.shapes):
            raise refuse("a shape is listed twice")
        wanting = [shape for shape in self.shapes if shape in SHAPES_WITH_APOGEE]
        if self.apogee is not None and len(wanting) != 1:
            raise refuse(
                "apogee goes with one of the shapes 'lofted' and 'depressed'; for both, make two "
                "entries of it"
            )
        if names_checked_later(info):
            return self
        missile = catalog_of(info).missile(self.missile)
        if missile.lift_to_drag is not None:
            for shape in self.shapes:
                if shape != SHAPE_WITH_LIFT:
                    raise refuse(f"{self.missile} {only_with_lift(shape)}")
        if missile.cut_off.value == "not-possible":
            for shape in self.shapes:
                if not shape.startswith("full-burn"):
                    raise refuse(
                        f"{self.missile} cannot stop its thrust early, so {shape!r} is not its "
                        "choice: use full-burn-lofted or full-burn-depressed"
                    )
        return self


class Threat(Flights):
    """Missiles fired at the protected region."""


class OtherFlights(Flights):
    """Missiles of others, not aimed at the protected region, for the questions about the radar.

    Attributes
    ----------
    group : {'intercontinental', 'theatre'}
        Under which heading results count them.
    targets : tuple
        Where they fly to.
    """

    group: Annotated[FlightGroup, OneOf(FLIGHT_GROUPS)]
    targets: Annotated[
        tuple[Target, ...], BeforeValidator(at_least_one), AfterValidator(no_place_twice)
    ]
