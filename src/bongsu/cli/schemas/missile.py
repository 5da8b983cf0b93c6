"""JSON of the commands on missiles and bodies in flight."""

from typing import Literal

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, FlownMissile, Number, Share
from bongsu.words import Shape


class ArcDocument(Document):
    """A body flown without power."""

    time_s: float
    """How long it flew. [s]"""
    latitude_deg: float
    """Where it ended. [deg]"""
    longitude_deg: float
    """Where it ended. [deg]"""
    altitude_m: float
    """Where it ended. [m]"""
    v_east_m_s: float
    """Speed at the end. [m/s]"""
    v_north_m_s: float
    """Speed at the end. [m/s]"""
    v_up_m_s: float
    """Speed at the end. [m/s]"""
    apogee_km: float
    """Highest point. [km]"""
    event: Literal["impact", "duration"]
    """What ended it."""


class FlightNumbers(FlownMissile):
    """One flight of a missile."""

    range_km: float
    """Ground range. [km]"""
    burnout_time_s: float
    """End of the thrust. [s]"""
    burnout_speed_m_s: float
    """Speed then. [m/s]"""
    miss_m: float
    """Distance of the impact from the aim point. [m]"""
    reentry_speed_m_s: float
    """Speed coming down through 100 km, or at a lower apogee. [m/s]"""
    in_band_s: float
    """Time of coming down through the altitudes of the THAAD interceptor. [s]"""
    shape: Shape
    """Shape of the arc."""
    azimuth_deg: float
    """Direction of the launch, clockwise from north. [deg]"""
    loft_deg: float
    """Elevation to which the missile turns over. [deg]"""
    apogee_time_s: float
    """When the apogee is passed. [s]"""
    burnout_altitude_km: float
    """Altitude at the end of the thrust. [km]"""
    burnout_angle_deg: float
    """Climb angle then. [deg]"""
    reentry_angle_deg: float
    """Angle below the horizontal at re-entry. [deg]"""
    impact_speed_m_s: float
    """Speed at impact. [m/s]"""
    impact_angle_deg: float
    """Angle below the horizontal at impact. [deg]"""
    impact_latitude_deg: float
    """Where it comes down. [deg]"""
    impact_longitude_deg: float
    """Where it comes down. [deg]"""


class FlyDocument(Document, FlightNumbers):
    """A missile flown to an aim point."""


class FannedFlight(FlightNumbers):
    """A shape that reaches the aim point."""

    status: Literal["ok"]
    """That it does."""


class MissingShape(TypedDict):
    """A shape that does not reach the aim point."""

    status: Literal["out-of-range", "no-such-shape"]
    """In which way it does not."""
    explanation: str
    """Why, as a sentence."""


class FanDocument(Document):
    """A missile flown to an aim point on every shape that it has."""

    missile: str
    """Of the catalogue."""
    shapes: dict[Shape, FannedFlight | MissingShape]
    """By shape."""


class LoftedItem(TypedDict):
    """What a lofted test says of range."""

    missile: str
    """What was flown."""
    design: str
    """Missile of the catalogue that stands for it."""
    test_range_km: float
    """Ground range of the test. [km]"""
    test_apogee_km: float
    """Apogee of the test. [km]"""
    published_time_of_flight_s: Number
    """Time of flight as published. [s]"""
    published_low_km: Number
    """Lowest published estimate of the greatest range. [km]"""
    published_high_km: Number
    """Highest published estimate of the greatest range. [km]"""
    payload_kg: float
    """Payload fitted to the test. [kg]"""
    test_time_of_flight_s: float
    """Time of flight of the fitted test. [s]"""
    burnout_speed_km_s: float
    """Speed at burnout in the test. [km/s]"""
    burnout_altitude_km: float
    """Altitude at burnout in the test. [km]"""
    farthest_burnout_speed_km_s: float
    """Speed at burnout of the farthest flight. [km/s]"""
    maximum_range_km: float
    """Greatest range with that payload. [km]"""
    maximum_range_apogee_km: float
    """Apogee of the farthest flight. [km]"""
    impulsive_range_km: float
    """Range from one impulse of the test's speed, without air. [km]"""
    share_that_flies_the_test: Share
    """Share of the sampled designs that some payload makes fly the test."""
    range_low_km: Number
    """5 % of the sampled designs reach less. [km]"""
    range_median_km: Number
    """Half of the sampled designs reach less. [km]"""
    range_high_km: Number
    """95 % of the sampled designs reach less. [km]"""
    published_estimate: str
    """Estimates as published."""
    source: str
    """Who says so."""


class LoftedDocument(Document):
    """Farthest ranges that follow from lofted tests."""

    samples: Count
    """Designs drawn."""
    cases: dict[str, LoftedItem]
    """By test."""


class PublishedTest(TypedDict):
    """A published flight test."""

    case: str
    """What this project calls it."""
    missile: str
    """What was flown."""
    date: str
    """When."""
    range_km: float
    """Ground range. [km]"""
    apogee_km: float
    """Highest point. [km]"""
    time_of_flight_s: Number
    """From launch to impact. [s]"""
    design: str
    """Missile of the catalogue that stands for it; empty when none does."""
    estimate_low_km: Number
    """Lowest published estimate of the greatest range. [km]"""
    estimate_high_km: Number
    """Highest published estimate of the greatest range. [km]"""
    estimate: str
    """Estimates as published."""
    source: str
    """Who says so."""


class TestsDocument(Document):
    """The published flight tests."""

    tests: list[PublishedTest]
    """In the order of the file."""
