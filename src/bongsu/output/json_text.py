"""Results as JSON that any parser reads."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def json_text(result: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """Write a result as JSON.

    Parameters
    ----------
    result : mapping
        Names and values; NumPy scalars and arrays are accepted, not-a-number and infinity become
        null.
    ascii_only : bool
        Whether to write other letters as escapes.

    Returns
    -------
    str
        Indented JSON.
    """
    return json.dumps(plain(result), indent=2, ensure_ascii=ascii_only, allow_nan=False)


def json_line(result: Mapping[str, Any]) -> str:
    """Write a large result as JSON without line ends.

    Parameters
    ----------
    result : mapping
        As of :func:`json_text`, its names texts.

    Returns
    -------
    str
        JSON in one line.
    """
    try:
        return json.dumps(result, default=plain, allow_nan=False)
    except ValueError:  # something is not a number: only then all is gone through, and copied
        return json.dumps(plain(result), allow_nan=False)


def plain(value: object) -> object:
    """Turn a result into what JSON knows.

    Parameters
    ----------
    value : object
        Mapping, sequence, array or scalar.

    Returns
    -------
    object
        Dictionaries, lists, texts and finite numbers; none for what is not a number.
    """
    # most of a large result are numbers: told by their type before they are asked what they can do
    if type(value) is float:
        return value if math.isfinite(value) else None
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
