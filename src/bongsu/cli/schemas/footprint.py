"""JSON of the commands on footprints and sites."""

from typing import NotRequired

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import (
    Count,
    Document,
    Index,
    Number,
    Share,
)
from bongsu.words import AdministrativeLevel, CellReason, Over, Shape, Weight


class Totals(TypedDict):
    """Area and people defended."""

    area_defended_km2: float
    """Area defended. [km2]"""
    area_share: Share
    """Its share of the region."""
    people_defended: Number
    """People defended; null where they are not counted."""
    people_share: Share
    """Their share of the region."""


class WithinReach(TypedDict):
    """Area and people defended, and their shares of those that some flight reaches."""

    area_defended_km2: float
    """Area defended. [km2]"""
    area_share_within_reach: Share
    """Its share of the area that some flight reaches."""
    people_defended: Number
    """People defended; null where they are not counted."""
    people_share_within_reach: Share
    """Their share of the people whom some flight reaches."""


class ReducedTotals(Totals):
    """Area and people defended, flights counted together in one way."""

    area_within_reach_km2: float
    """Area that some flight reaches. [km2]"""
    area_share_within_reach: Share
    """Share of that area that is defended."""
    people_within_reach: Number
    """People whom some flight reaches."""
    people_share_within_reach: Share
    """Share of those people who are defended."""
    people_defended_expected: Number
    """People weighted with the probability that the warhead is destroyed."""


class ByOver(TypedDict):
    """The same, against every flight, on average, against any."""

    every: ReducedTotals
    """Against every flight that reaches a place."""
    average: ReducedTotals
    """On average over those flights."""
    any: ReducedTotals
    """Against any of them."""


class ShapeItem(ByOver):
    """The flights of one missile and shape."""

    missile: str
    """What flies."""
    missile_title: str
    """What people call it."""
    shape: Shape
    """Shape of its arcs."""
    launch_areas: Count
    """How many launch areas."""


class ReasonItem(TypedDict):
    """Where one reason comes first."""

    area_km2: float
    """Area. [km2]"""
    people: Number
    """People."""
    median_margin_s: Number
    """Median margin in time. [s]"""
    median_margin_km: Number
    """Median margin in distance. [km]"""


class FlightItem(Totals):
    """One flight: missile, launch area and shape."""

    missile: str
    """What flies."""
    launch_area: str
    """From where."""
    launch_area_title: str
    """What people call it."""
    shape: Shape
    """Shape of its arc."""
    area_within_reach_km2: float
    """Area that it can reach. [km2]"""
    people_within_reach: Number
    """People whom it can reach."""
    people_defended_expected: Number
    """People weighted with the probability that the warhead is destroyed."""
    p_defend: Share
    """That probability, mean over the people defended."""
    reasons: dict[CellReason, ReasonItem]
    """By first reason why there is no shot."""


class PlaceTotals(TypedDict):
    """Area and people defended at one place."""

    area_defended_km2: Number
    """Area defended; null for a city. [km2]"""
    area_share: Share
    """Its share of the place; null for a city."""
    people_defended: float
    """People defended."""
    people_share: Share
    """Their share of the place."""


class PlaceItem(TypedDict):
    """One administrative place, or one city."""

    code: str
    """Of Statistics Korea; of GeoNames for a city."""
    name: str
    """What it is called."""
    people: float
    """People."""
    area_km2: Number
    """Area; null for a city, whose edge is not known. [km2]"""
    people_defended_expected: float
    """People weighted with the probability that the warhead is destroyed."""
    every: PlaceTotals
    """Against every flight that reaches a place."""
    average: PlaceTotals
    """On average over those flights."""
    any: PlaceTotals
    """Against any of them."""


class OverShares(TypedDict):
    """A share, flights counted together in each way."""

    every: Share
    """Against every flight that reaches a place."""
    average: Share
    """On average over those flights."""
    any: Share
    """Against any of them."""


class RangeCases(TypedDict):
    """A share with all parameters moved together."""

    worst: Share
    """Every parameter at the end of its range that hurts."""
    nominal: Share
    """As cited."""
    best: Share
    """Every parameter at the end of its range that helps."""


class RangeParameter(TypedDict):
    """One parameter moved alone."""

    path: str
    """Row of the catalogue."""
    title: str
    """What people call it."""
    share_low: OverShares
    """At the low end of its range."""
    share_high: OverShares
    """At the high end of its range."""


class RangeDocument(TypedDict):
    """How far the cited uncertainty moves a footprint."""

    weight: Weight
    """What the shares are shares of."""
    share: dict[Over, RangeCases]
    """All parameters together."""
    draws: Count
    """How often all were drawn by lot."""
    share_drawn: dict[Over, dict[str, Share]] | None
    """Quantiles of those draws; null without any."""
    parameters: list[RangeParameter]
    """Each moved alone, the one that moves the average most first."""


class Asked(TypedDict):
    """What a footprint was asked."""

    required_shots: Index
    """Shots that make a place count as defended."""
    cueing: int
    """1 when tracks of separate radars reach fire control, else 0."""


class FootprintItem(Asked, Totals):
    """Area and people that a scenario's batteries defend; totals are against every flight."""

    site: str
    """Where the first battery stands."""
    site_title: str
    """What people call it."""
    missile: str | None
    """The missile, when there is one only."""
    missiles: list[str]
    """What flies."""
    missile_titles: list[str]
    """What people call them."""
    over: ByOver
    """Totals by how flights count together."""
    shapes: list[ShapeItem]
    """By missile and shape."""
    flights: list[FlightItem]
    """By missile, launch area and shape."""
    batteries: list[str]
    """Of the scenario."""
    battery_titles: list[str]
    """What people call them."""
    country: str
    """ISO 3166-1 alpha-3 code of the region."""
    country_title: str
    """What people call it."""
    spacing_km: float
    """Side of a cell of the grid. [km]"""
    by: NotRequired[AdministrativeLevel]
    """With --by: which places."""
    places: NotRequired[list[PlaceItem]]
    """With --by: those places."""
    range: NotRequired[RangeDocument]
    """With --range."""


class FootprintDocument(FootprintItem, Document):
    """Area and people that a scenario's batteries defend; totals are against every flight."""


class SiteFootprint(FootprintItem):
    """Area and people that the batteries defend with the first one at a site."""

    scenario_hash: str
    """Fingerprint of the scenario with the battery there."""


class FootprintsDocument(Document):
    """Footprints of several sites."""

    sites: list[SiteFootprint]
    """One for each --site."""


class SiteItem(TypedDict):
    """One battery at one site."""

    site: str
    """Where it stands."""
    site_title: str
    """What people call it."""
    scenario_hash: str
    """Fingerprint of the scenario with the battery there."""
    every: WithinReach
    """Against every flight that reaches a place."""
    average: WithinReach
    """On average over those flights."""
    any: WithinReach
    """Against any of them."""


class SiteSet(WithinReach):
    """Batteries at several sites."""

    sites: list[str]
    """Where they stand."""


class BestSet(SiteSet):
    """The best set of so many batteries."""

    batteries: Count
    """How many."""


class SitesDocument(Document):
    """Candidate sites side by side, and together."""

    required_shots: Index
    """Shots that make a place count as defended."""
    cueing: int
    """1 when tracks of separate radars reach fire control, else 0."""
    missiles: list[str]
    """What flies."""
    missile_titles: list[str]
    """What people call them."""
    flights: Count
    """How many: missile, launch area and shape."""
    country: str
    """ISO 3166-1 alpha-3 code of the region."""
    country_title: str
    """What people call it."""
    over: Over
    """How flights count together in pairs and sets."""
    weight: Weight
    """What is counted in pairs and sets."""
    sites: list[SiteItem]
    """Best first."""
    pairs: list[SiteSet]
    """Best first."""
    best_sets: list[BestSet]
    """By number of batteries."""
    spacing_km: float
    """Side of a cell of the grid. [km]"""
    share_wanted: NotRequired[Share]
    """With --share: the share to reach."""
    smallest_set: NotRequired[SiteSet | None]
    """With --share: the smallest set that reaches it; null when none does."""
