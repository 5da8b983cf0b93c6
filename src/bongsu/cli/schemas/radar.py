"""JSON of the commands on radars."""

from typing import NotRequired

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, FlownMissile, Index, Number, Share
from bongsu.words import FlightGroup, Mode, Quality


class RangeRow(TypedDict):
    """What one row of the catalogue alone leaves open."""

    path: str
    """Of the row."""
    quality: Quality
    """Of the row."""
    sources: list[str]
    """References of the row."""
    range_low_km: float
    """Range at the end of the row that shortens it. [km]"""
    range_high_km: float
    """Range at the end of the row that lengthens it. [km]"""


class RadarRangeDocument(Document):
    """Range on boresight in free space."""

    radar: str
    """Of the catalogue."""
    mode: Mode | str
    """Mode of operation."""
    arrays: Index
    """Arrays mounted as one."""
    cross_section_m2: float
    """Mean radar cross-section of the object. [m2]"""
    dwell_s: float
    """Time of one look. [s]"""
    range_km: float
    """Nominal. [km]"""
    range_low_km: float
    """With all rows at the end that shortens it. [km]"""
    range_high_km: float
    """With all rows at the end that lengthens it. [km]"""
    target_range_km: NotRequired[float]
    """With --target-range: that range. [km]"""
    needed_cross_section_m2: NotRequired[float]
    """Cross-section that gives that range, nominally. [m2]"""
    needed_cross_section_low_m2: NotRequired[float]
    """At the end of the rows that lengthens the range. [m2]"""
    needed_cross_section_high_m2: NotRequired[float]
    """At the end of the rows that shortens the range. [m2]"""
    needed_dwell_s: NotRequired[float]
    """Dwell that gives that range, nominally. [s]"""
    needed_dwell_low_s: NotRequired[float]
    """At the end of the rows that lengthens the range. [s]"""
    needed_dwell_high_s: NotRequired[float]
    """At the end of the rows that shortens the range. [s]"""
    rows: list[RangeRow]
    """Each alone."""


class CoverageCountry(TypedDict):
    """What a radar sees of one country, by altitude."""

    name: str
    """Of the country, "sea" or "other land"."""
    area_km2: list[Number]
    """Area over which one look detects the object. [km2]"""
    area_share: list[Share]
    """Its share of the whole country; null for the sea."""
    view_share: list[Share]
    """Its share of all that is seen."""
    track_area_km2: list[Number]
    """Area over which a track is kept. [km2]"""
    track_area_share: list[Share]
    """Its share of the whole country."""
    track_view_share: list[Share]
    """Its share of all over which a track is kept."""


class CoverageDocument(Document):
    """Over whose territory a radar sees an object."""

    site: str
    """Where the radar stands."""
    mode: Mode | str
    """Mode of operation."""
    boresight_deg: float
    """Direction in which the radar faces, clockwise from north. [deg]"""
    object: str
    """Cross-section of the catalogue."""
    cross_section_m2: float
    """Mean radar cross-section of the object. [m2]"""
    altitude_km: list[float]
    """Altitudes of the object. [km]"""
    countries: dict[str, CoverageCountry]
    """By ISO 3166-1 alpha-3 code, "sea" and "other"."""


class BudgetColumns(TypedDict):
    """How the radar's time is shared, by number of objects held in track."""

    search_share: list[Share]
    """Share of the time for search."""
    track_share: list[Share]
    """Share of the time for tracks."""
    track_interval_s: list[Number]
    """Time between two looks at a track. [s]"""
    frame_s: list[Number]
    """Time to search the whole fence; null when there is none left. [s]"""
    fence_to_firm_s: list[Number]
    """Mean time from entering the fence to a firm track. [s]"""


class BudgetDocument(Document):
    """How a radar's time is shared, and when it is used up."""

    mode: Mode | str
    """Mode of operation."""
    beams: Index
    """Beams of the fence."""
    frame_s: float
    """Time to search the whole fence. [s]"""
    search_dwell_s: float
    """Time of one look of the search. [s]"""
    search_share: Share
    """Share of the time for search."""
    overhead_share: Share
    """Share of the time for nothing of this."""
    held_share: Share
    """Share of the time for other objects held at rates of their own."""
    track_share: Share
    """Share of the time left for tracks."""
    track_dwell_s: float
    """Time of one look at a track. [s]"""
    track_interval_s: float
    """Time between two looks at a track. [s]"""
    tracks_beside_search: Count
    """Objects held in track while search keeps its pace."""
    tracks_without_search: Count
    """Objects held in track without search."""
    search_range_km: dict[str, float]
    """Range of one visit of the search by object. [km]"""
    tracks: list[Count]
    """Numbers of objects held in track."""
    search_keeps_its_pace: BudgetColumns
    """When search goes first."""
    tracks_keep_their_pace: BudgetColumns
    """When tracks go first."""


class AddedCountry(TypedDict):
    """What a radar sees of one country and adds to those before it, by altitude."""

    name: str
    """Of the country, "sea" or "other land"."""
    area_km2: list[Number]
    """Area over which one look detects the object. [km2]"""
    area_share: list[Share]
    """Its share of the whole country; null for the sea."""
    added_km2: list[Number]
    """What of it no radar before sees. [km2]"""
    added_share: list[Share]
    """Its share of the whole country."""


class ComparedRadar(TypedDict):
    """One of the radars compared."""

    name: str
    """What the scenario calls it, or its site."""
    title: str
    """What people call it."""
    mode: Mode | str
    """Mode of operation."""
    boresight_deg: float
    """Direction in which the radar faces, clockwise from north. [deg]"""
    countries: dict[str, AddedCountry]
    """By ISO 3166-1 alpha-3 code, "sea" and "other"."""


class ComparedArc(TypedDict):
    """Time in view of another flight, as one object."""

    arc: str
    """Missile, launch area and target."""
    arc_title: str
    """What people call it."""
    group: FlightGroup
    """Under which heading it counts."""
    object: str
    """Cross-section of the catalogue."""
    object_title: str
    """What people call it."""
    existing_s: float
    """In view of the radars before. [s]"""
    new_s: float
    """In view of the new radar. [s]"""
    added_s: float
    """In view of the new radar only. [s]"""


class CompareDocument(Document):
    """What a new radar adds to those that are there."""

    object: str
    """Cross-section of the catalogue."""
    cross_section_m2: float
    """Mean radar cross-section of the object. [m2]"""
    altitude_km: list[float]
    """Altitudes of the object. [km]"""
    radars: list[ComparedRadar]
    """In the order in which they were there; the new one last."""
    arcs: list[ComparedArc]
    """Flights that are not aimed at the protected region."""


class SwitchCountry(TypedDict):
    """What a radar sees of one country before and after, by altitude."""

    name: str
    """Of the country, "sea" or "other land"."""
    area_before_km2: list[Number]
    """Area seen before. [km2]"""
    area_after_km2: list[Number]
    """Area seen after. [km2]"""


class SwitchDocument(Document):
    """A radar turned or put into another mode."""

    mode_before: Mode | str
    """Mode of operation before."""
    mode_after: Mode | str
    """Mode of operation after."""
    boresight_before_deg: float
    """Direction in which it faces before. [deg]"""
    boresight_after_deg: float
    """Direction in which it faces after. [deg]"""
    turned: bool
    """Whether it turns."""
    mode_changed: bool
    """Whether its mode changes."""
    blind_h: float
    """Time in which it sees nothing. [h]"""
    blind_low_h: float
    """Low end of the cited range. [h]"""
    blind_high_h: float
    """High end of the cited range. [h]"""
    first_look_s: float
    """Until its fence has been searched once. [s]"""
    guides_interceptors_after: bool
    """Whether it guides interceptors afterwards."""
    launch_areas_before: list[str]
    """Launch areas in its field of regard before, at the elevation floor."""
    launch_areas_after: list[str]
    """Launch areas in its field of regard after, at the elevation floor."""
    countries: dict[str, SwitchCountry]
    """By ISO 3166-1 alpha-3 code, "sea" and "other"."""


class TrackColumns(TypedDict, total=False):
    """How well an object is known, look by look; empty when there is no track."""

    time_s: list[Number]
    """Since launch. [s]"""
    snr: list[Number]
    """Signal-to-noise ratio of the look."""
    position_error_m: list[Number]
    """One standard deviation of the position. [m]"""
    intercept_error_m: list[Number]
    """Of the position predicted for the intercept. [m]"""
    impact_error_km: list[Number]
    """Longer half axis of the ellipse of the impact. [km]"""
    launch_error_km: list[Number]
    """Longer half axis of the ellipse of the launch. [km]"""


class TrackDocument(FlownMissile, Document):
    """One missile as a radar sees and tracks it."""

    burnout_time_s: float
    """End of the thrust. [s]"""
    cross_section_m2: float
    """Mean radar cross-section after it, at the strongest signal. [m2]"""
    powered_cross_section_m2: float
    """Mean radar cross-section under power, at the strongest signal. [m2]"""
    boresight_deg: float
    """Direction in which the radar faces, clockwise from north. [deg]"""
    first_sight_s: Number
    """First look that detects. [s]"""
    in_view_s: float
    """Time in which one look detects. [s]"""
    in_view_under_power_s: float
    """That before burnout. [s]"""
    snr_at_first_sight: Number
    """Signal-to-noise ratio then."""
    snr_highest: float
    """Highest signal-to-noise ratio."""
    snr_highest_s: Number
    """When. [s]"""
    fence_enter_s: Number
    """When it enters the search fence. [s]"""
    fence_detected: Share
    """Probability that the fence detects it."""
    fence_detect_s: Number
    """Mean time of that. [s]"""
    firm_track: Share
    """Probability of a firm track."""
    firm_track_s: Number
    """Mean time of that. [s]"""
    fence_to_firm_s: Number
    """Mean time from entering the fence to a firm track. [s]"""
    intercept_s: Number
    """When an interceptor would meet it. [s]"""
    intercept_altitude_km: Number
    """Where. [km]"""
    intercept_known_s: Number
    """When that place is known well enough. [s]"""
    in_view_s_by_object: dict[str, float]
    """Time in view by object of the catalogue, on the same path. [s]"""
    track: TrackColumns
    """The track after burnout."""
