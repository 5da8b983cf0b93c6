"""JSON of the commands on one flight, one plan, one interceptor and the test record."""

from typing import NotRequired

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, FlownMissile, Index, Number, Share
from bongsu.words import Quality, Reason, Shape


class KillFactors(TypedDict):
    """Factors of the kill probability of the first shot."""

    reliability: Share
    """Of the interceptor, given that the battery works."""
    acquisition: Share
    """Probability that it finds what it was sent to."""
    handover: Share
    """Probability that what it was sent to lies within its reach of correction."""
    classification: Share
    """Probability that the missile is taken for one, common to all shots at it."""
    common_reliability: Share
    """Probability that the battery works, common to all its shots."""
    first_shot: Share
    """Kill probability of the first shot, given what it shares with others."""


class TimelineEvent(TypedDict):
    """Something that happens, and where the missile is then."""

    event: str
    """What happens."""
    time_s: Number
    """Since the missile's launch. [s]"""
    altitude_km: Number
    """Of the missile. [km]"""
    latitude_deg: Number
    """Of the point below it. [deg]"""
    longitude_deg: Number
    """Of the point below it. [deg]"""
    ground_range_km: Number
    """From the radar to that point. [km]"""


class TimelineStep(TypedDict):
    """A step of fire control."""

    name: str
    """What is done."""
    duration_s: Number
    """Time that it takes here. [s]"""
    low_s: Number
    """Low end of the cited range; null where the duration follows from the flight. [s]"""
    high_s: Number
    """High end of the cited range. [s]"""
    row: str
    """Row of the catalogue, or what the duration follows from."""
    quality: Quality | str
    """Quality of that row; empty where the duration follows from the flight."""
    sources: list[str]
    """References of that row."""
    begins_s: Number
    """Since the missile's launch. [s]"""
    ends_s: Number
    """Since the missile's launch. [s]"""


class TimelineDocument(FlownMissile, Document):
    """One flight against a battery: what happens when."""

    feasible: bool
    """Whether there is a shot."""
    reason: Reason
    """First reason why there is none; `feasible` when there is one."""
    missing_s: Number | None
    """By how much time the shot is missed. [s]"""
    missing_km: Number | None
    """By what distance it is missed. [km]"""
    missing_km_s: Number | None
    """By what speed it is missed. [km/s]"""
    missing: str | None
    """The same as a sentence."""
    detected_s: Number
    """First detection, since the missile's launch. [s]"""
    firm_track_s: Number
    """Firm track. [s]"""
    committed_s: Number
    """Earliest launch of an interceptor. [s]"""
    first_intercept_s: Number
    """Earliest intercept. [s]"""
    first_intercept_altitude_km: Number
    """Its altitude. [km]"""
    first_intercept_range_km: Number
    """Its ground range from the launcher. [km]"""
    last_intercept_s: Number
    """Latest intercept. [s]"""
    last_intercept_altitude_km: Number
    """Its altitude. [km]"""
    last_intercept_range_km: Number
    """Its ground range from the launcher. [km]"""
    shots: Count
    """Shots that the doctrine allows."""
    p_defend: Share
    """Probability that the warhead is destroyed."""
    kill_factors: KillFactors
    """What it is made of."""
    margin_s: Number
    """By how much the launch may slip; negative: by how much it comes too late. [s]"""
    margin_km: Number
    """Distance of the best point inside reach; negative: beyond it. [km]"""
    target_altitude_at_first_launch_km: Number
    """Altitude of the missile at the earliest launch. [km]"""
    target_altitude_at_latest_launch_km: Number
    """Altitude of the missile at the latest launch that still meets it. [km]"""
    missile: str
    """What flies."""
    missile_title: str
    """What people call it."""
    site: str
    """Where the battery stands."""
    site_title: str
    """What people call it."""
    shape: Shape
    """Shape of its arc."""
    sights_s: list[list[Number]]
    """Beginning and end of each time in view. [s]"""
    events: list[TimelineEvent]
    """In the order of time."""
    steps: list[TimelineStep]
    """In the order of fire control."""
    cue_s: NotRequired[Number]
    """With --cueing: when another radar's track arrives. [s]"""
    cue_gain_s: NotRequired[Number]
    """With --cueing: by how much the earliest launch comes sooner. [s]"""
    shots_without_cue: NotRequired[Count]
    """With --cueing: shots without it."""
    reason_without_cue: NotRequired[Reason]
    """With --cueing: first reason why there is no shot without it, or `feasible`."""


class PlannedShotItem(TypedDict):
    """One interceptor that may be fired."""

    threat: Index
    """At which missile, counted from 1 in `threats`."""
    battery: str
    """Who fires."""
    launcher: Index
    """From which of its launchers, counted from 1: the one that most often fires it."""
    round: Index
    """In which round of fire at this missile, from 1."""
    launch_s: float
    """When it is fired. [s]"""
    intercept_s: float
    """When it meets the missile. [s]"""
    kill_probability: Share
    """Of this shot."""
    fired_probability: Share
    """That it is fired: no shot before has killed, and an interceptor is left."""


class PlannedThreatItem(TypedDict):
    """One missile of a plan."""

    missile: str
    """What flies."""
    launch_area: str
    """From where."""
    target: str
    """To where."""
    shape: Shape
    """Shape of its arc."""
    launch_s: float
    """When it is launched. [s]"""
    impact_s: float
    """When it would come down. [s]"""
    interceptors_spent: float
    """Interceptors fired at it, expected."""
    survival: Share
    """Probability that it gets through."""


class PlannedBatteryItem(TypedDict):
    """One battery of a plan."""

    name: str
    """Of the scenario."""
    interceptors_ready: Count
    """Interceptors on its launchers."""
    interceptors_spent: float
    """Interceptors fired, expected."""
    exhausted_s: Number
    """When the last one is fired in the median outcome; null when some are left. [s]"""


class PlanDocument(Document):
    """Who fires what and when at a few missiles."""

    leakers_expected: float
    """Missiles expected to get through."""
    shots: list[PlannedShotItem]
    """In the order of fire."""
    threats: list[PlannedThreatItem]
    """In the order in which they were given."""
    batteries: list[PlannedBatteryItem]
    """In the order of the scenario."""


class VerdictCell(FlownMissile):
    """One arc against one site and duration."""

    site: str
    """Where the battery stands."""
    detect_to_launch_s: float
    """From detection to the interceptor's first motion. [s]"""
    arc: str
    """Shape and apogee."""
    site_title: str
    """What people call it."""
    scenario_hash: str
    """Fingerprint of the scenario with the battery at that site and that duration."""
    feasible_from_detection: bool
    """Whether there is a shot when the clock starts at detection."""
    reason_from_detection: Reason
    """First reason why not, or `feasible`."""
    margin_from_detection_s: Number
    """Time to spare then. [s]"""
    latest_clock_s: Number
    """Latest start of the clock with a shot. [s]"""
    clock_below_band_s: Number
    """Start of the clock from which the missile is below the altitude band at launch. [s]"""


class VerdictsDocument(Document):
    """Under which assumptions a verdict on an engagement turns."""

    cells: list[VerdictCell]
    """By site, duration and arc."""
    missile: str
    """What flies."""
    launch_area: str
    """From where."""
    target: str
    """To where."""


class RecordPeriod(TypedDict):
    """Intercept attempts of one period."""

    period: str
    """Which."""
    hits: Count
    """Hits."""
    attempts: Count
    """Attempts."""
    next_shot: Share
    """Probability that the next one hits, from a flat prior."""
    laplace: list[Share]
    """Ends of its 95 % interval, from a flat prior."""
    wilson: list[Share]
    """Ends of Wilson's 95 % interval."""


class CountedTests(TypedDict):
    """The record under a named counting rule."""

    rule: str
    """Name of the rule."""
    title: str
    """Which tests it counts."""
    hits: Count
    """Hits."""
    attempts: Count
    """Attempts."""
    shots: Count
    """Next shots."""
    all_hit: dict[str, Share]
    """Probability that all of these hit, by prior."""
    source: str
    """Reference of the count."""


class RecordDocument(Document):
    """What flight tests allow to say about the next shot."""

    periods: list[RecordPeriod]
    """In the order of time."""
    counting_rules: list[CountedTests]
    """By whom and how tests are counted."""


class ReachLimit(TypedDict):
    """A cited limit of an interceptor."""

    value: float
    """Nominal, in `unit`."""
    low: float
    """Low end of the cited range."""
    high: float
    """High end of the cited range."""
    unit: str
    """SI unit."""
    quality: Quality
    """Of the row."""
    sources: list[str]
    """References of the row."""


class ReachDifferences(TypedDict):
    """Largest differences of the table from direct simulation."""

    points: Count
    """Random points compared."""
    holes: Count
    """Points without an answer."""
    time_s: float
    """Of time. [s]"""
    position_m: float
    """Of position. [m]"""
    speed_m_s: float
    """Of speed. [m/s]"""


class ReachDocument(Document):
    """Where an interceptor can be, how soon and how fast."""

    interceptor: str
    """Of the catalogue."""
    launch_altitude_m: float
    """Of the launcher. [m]"""
    limits: dict[str, ReachLimit]
    """By name of the row."""
    altitude_km: list[float]
    """Rows of the tables. [km]"""
    range_km: list[float]
    """Columns of the tables: ground range. [km]"""
    farthest_km: list[float]
    """Farthest ground range by altitude. [km]"""
    time_of_flight_s: list[list[Number]]
    """Least time of flight by altitude and range; null beyond reach. [s]"""
    speed_km_s: list[list[Number]]
    """Speed then. [km/s]"""
    elevation_deg: list[list[Number]]
    """Elevation of the launch. [deg]"""
    check: ReachDifferences | None
    """With --check."""
