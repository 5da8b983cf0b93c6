"""Results printed for machines: JSON on standard output."""

import codecs
import sys
from collections.abc import Mapping
from typing import Any

from bongsu.output.json_text import json_text
from bongsu.scenario.provenance import Provenance


def print_json(result: Mapping[str, Any], provenance: Provenance) -> None:
    """Print a result as one JSON object on standard output.

    Parameters
    ----------
    result : mapping
        Names and values; not-a-number and infinity become null.
    provenance : Provenance
        Where it comes from, under the key ``provenance``.
    """
    whole = {**result, "provenance": provenance.plain()}
    sys.stdout.write(json_text(whole, ascii_only=not _knows_every_letter()) + "\n")


def _knows_every_letter() -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return codecs.lookup(encoding).name.startswith("utf")
