"""Open, engagement-level model of terminal missile defence.

Named after the beacon fires (봉수) that once carried warnings to Seoul.
"""

__version__ = "0.1.0.dev0"
