"""What the JSON of several commands has in common."""

from typing import Annotated

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

Number = Annotated[float | None, WithJsonSchema({"type": ["number", "null"]})]
"""A number; null where there is none, such as the time of a shot that is not possible."""
# no upper limit: a sum of cells may pass the whole in its last digit
Share = Annotated[float | None, WithJsonSchema({"type": ["number", "null"], "minimum": 0.0})]
"""A part of a whole, from 0 to 1; null where the whole is nothing or not known."""
Count = Annotated[int, Field(ge=0)]
"""How many."""
Index = Annotated[int, Field(ge=1)]
"""A place in a list, counted from 1 as in the tables."""


class Origin(TypedDict):
    """Where a result comes from."""

    scenario: str | None
    """Name of the scenario; null for a question about the catalogue alone."""
    scenario_title: str | None
    """What people call the scenario."""
    scenario_hash: str | list[str] | None
    """Fingerprint of everything in the scenario that can change a result; of each, in the order in
    which they were asked for, where several were computed side by side."""
    catalog_hash: str | None
    """Fingerprint of the numbers of the catalogue entries that the result rests on."""
    bongsu_version: str
    """Version of the package."""
    seed: int | None
    """Of what was drawn by lot."""
    people_from: str | None
    """How the people in the result are counted; begins with `synthetic` where nobody counted them
    where they are put. Null where no people are in it."""
    sources: list[str]
    """Keys of the references that the rows of those entries cite."""


class FlownMissile(TypedDict):
    """What is said of one flight of a missile, whatever is asked about it."""

    apogee_km: float
    """Highest point of the flight, above the ellipsoid. [km]"""
    time_of_flight_s: float
    """From launch to impact. [s]"""


class Document(TypedDict):
    """What a command prints."""

    provenance: Origin
    """Where it comes from."""


class QuotedDocument(Document):
    """An answer that is quoted."""

    citation: str
    """A line to stand below the answer where it is quoted."""
