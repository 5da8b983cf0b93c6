"""JSON of the commands on raids, and on the runs that play them."""

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, Share


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


class IdealRaidDocument(Document):
    """What becomes of a raid without geometry: missiles, one magazine and a rule of fire."""

    leakers: CountDistribution
    """Missiles that got through."""
    interceptors_spent: CountDistribution
    """Interceptors fired."""
    replications: Count
    """How often the raid was played. [1]"""
    seed: Count
    """Of the random numbers. [1]"""


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
