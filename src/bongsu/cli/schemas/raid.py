"""JSON of the commands on raids, and on the runs that play them."""

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, FlownMissile, Number, Share
from bongsu.words import Shape


class CountDistribution(TypedDict):
    """How many of something there were in the replications."""

    mean: float
    """Mean over the replications. [1]"""
    low: float
    """Lower end of the 95 % interval of the mean. [1]"""
    high: float
    """Upper end of the 95 % interval of the mean. [1]"""
    p0: Share
    """Probability that there was none. [1]"""
    p0_low: Share
    """Lower end of its exact 95 % interval. [1]"""
    p0_high: Share
    """Upper end of its exact 95 % interval. [1]"""
    quantiles: dict[str, Count]
    """Least number that is not exceeded in a share of the replications, by that share. [1]"""


class PlayedRaidDocument(Document):
    """What becomes of a raid that was played often, with or without geometry."""

    leakers: CountDistribution
    """Missiles that got through."""
    interceptors_spent: CountDistribution
    """Interceptors fired."""
    replications: Count
    """How often the raid was played. [1]"""
    seed: int
    """Of the random numbers. [1]"""


class IdealRaidDocument(PlayedRaidDocument):
    """What becomes of a raid without geometry: missiles, one magazine and a rule of fire."""


class RaidAssetItem(TypedDict):
    """A place that missiles of a raid are aimed at."""

    name: str
    """What results call it."""
    title: str
    """What people call it."""
    aimed: Count
    """Missiles aimed at it. [1]"""
    survival: Share
    """Probability that nothing gets through to it."""
    low: Share
    """Lower end of its exact 95 % interval."""
    high: Share
    """Upper end of its exact 95 % interval."""
    leakers: float
    """Mean number of missiles that get through to it. [1]"""


class WaveItem(TypedDict):
    """Missiles of one type that are fired together."""

    missile: str
    """What flies."""
    missile_title: str
    """What people call it."""
    count: Count
    """How many. [1]"""
    first_launch_s: float
    """First launch, on the raid's clock. [s]"""
    last_launch_s: float
    """Last launch. [s]"""
    launch_spread_s: float
    """Each launch is earlier or later by up to this. [s]"""
    reliability: Share
    """Probability that a missile flies as planned."""


class WavePlayedItem(WaveItem):
    """A wave, and what becomes of it."""

    leakers: float
    """Mean number of its missiles that get through. [1]"""


class RaidBatteryItem(TypedDict):
    """A battery in a raid."""

    name: str
    """What results call it."""
    title: str
    """What people call it."""
    interceptors_ready: Count
    """On its launchers at the start. [1]"""
    fires: bool
    """Whether it fires: it has a shot at a missile, and does not hold fire."""
    exhausted: Share
    """Probability that at some time no interceptor is ready."""
    low: Share
    """Lower end of its exact 95 % interval."""
    high: Share
    """Upper end of its exact 95 % interval."""
    exhausted_s: Number
    """By when half of these are, on the raid's clock; null where it never happens. [s]"""


class RaidDocument(PlayedRaidDocument):
    """What becomes of a raid on a scenario."""

    intercepts: CountDistribution
    """Missiles that were destroyed."""
    assets_hit: CountDistribution
    """Places to which something got through."""
    missiles: Count
    """Missiles of the raid. [1]"""
    assets: list[RaidAssetItem]
    """What is aimed at, each place once."""
    waves: list[WavePlayedItem]
    """In the order of the raid."""
    batteries: list[RaidBatteryItem]
    """In the order of the scenario."""


class PossibleShotsItem(TypedDict):
    """What a battery could fire at a flight."""

    name: str
    """Of the battery."""
    title: str
    """What people call it."""
    possible: Count
    """Points at which sight, reach and time allow it to meet the missile. [1]"""


class RaidFlightItem(FlownMissile):
    """A flight of a raid; missiles that fly the same count together."""

    missile: str
    """What flies."""
    missile_title: str
    """What people call it."""
    launch_area: str
    """From where."""
    launch_area_title: str
    """What people call it."""
    target: str
    """To where."""
    target_title: str
    """What people call it."""
    shape: Shape
    """Shape of its arc."""
    count: Count
    """Missiles that fly it. [1]"""
    shots: list[PossibleShotsItem]
    """By battery."""


class RaidShownDocument(Document):
    """What a raid says, and what it asks of the missiles."""

    missiles: Count
    """Missiles of the raid. [1]"""
    waves: list[WaveItem]
    """In the order of the raid."""
    flights: list[RaidFlightItem]
    """In the order in which they are first flown."""


class RunStatusDocument(Document):
    """How far a run is whose chunks are kept in a folder."""

    kind: str
    """Of the study."""
    replications: Count
    """How many are wanted. [1]"""
    finished: Count
    """How many are computed. [1]"""
    chunk_size: Count
    """Replications of every chunk but the last. [1]"""
    chunks: Count
    """Number of chunks. [1]"""
    finished_chunks: Count
    """Those that are computed, their files as they were written. [1]"""
    changed: list[str]
    """Files of chunks that are missing or not as they were written; a run computes them again."""
    bytes: Count
    """Size of the finished chunks. [1]"""
    spec_sha256: str
    """Fingerprint of what is computed."""
