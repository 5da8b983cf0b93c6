"""Open, engagement-level model of terminal missile defence.

Named after the beacon fires (봉수) that once carried warnings to Seoul.

A deployment is loaded, changed and asked; the answer shows itself:

>>> import bongsu
>>> daegu = bongsu.load("korea-2016").only(missile="nodong").moved(to="daegu", facing="threats")
>>> found = daegu.footprint()
>>> figure = found.map("p_defend")
>>> round(found.p_defended(over="average"), 2)
0.36

Nothing below is imported before it is used, so that ``import bongsu`` takes milliseconds.
"""

from typing import TYPE_CHECKING

from bongsu.version import __version__

if TYPE_CHECKING:
    from bongsu.catalog import load_catalog
    from bongsu.errors import BongsuError, InputError, OutOfReachError
    from bongsu.front.comparison import compare
    from bongsu.front.deployment import Deployment, ideal_raid, load, parse, scenarios
    from bongsu.front.missile import Missile, missile, missiles
    from bongsu.front.scorecard import validate

__all__ = [
    "BongsuError",
    "Deployment",
    "InputError",
    "Missile",
    "OutOfReachError",
    "__version__",
    "compare",
    "ideal_raid",
    "load",
    "load_catalog",
    "missile",
    "missiles",
    "parse",
    "scenarios",
    "validate",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        homes = {
            "BongsuError": "bongsu.errors",
            "Deployment": "bongsu.front.deployment",
            "InputError": "bongsu.errors",
            "Missile": "bongsu.front.missile",
            "OutOfReachError": "bongsu.errors",
            "compare": "bongsu.front.comparison",
            "ideal_raid": "bongsu.front.deployment",
            "load": "bongsu.front.deployment",
            "load_catalog": "bongsu.catalog",
            "missile": "bongsu.front.missile",
            "missiles": "bongsu.front.missile",
            "parse": "bongsu.front.deployment",
            "scenarios": "bongsu.front.deployment",
            "validate": "bongsu.front.scorecard",
        }
        if name not in homes:
            raise AttributeError(f"module 'bongsu' has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(homes[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
