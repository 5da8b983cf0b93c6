"""The front door: a deployment that is loaded, changed and asked, and the answers it gives.

``import bongsu`` offers what stands here and loads it when it is first used.
"""

from bongsu.front.deployment import Deployment, load, parse, scenarios
from bongsu.front.missile import Missile, catalog, missile, missiles

__all__ = [
    "Deployment",
    "Missile",
    "catalog",
    "load",
    "missile",
    "missiles",
    "parse",
    "scenarios",
]
