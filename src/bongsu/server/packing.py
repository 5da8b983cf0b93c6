"""Messages as bytes, for whoever carries them."""

from __future__ import annotations

from typing import Final

import msgpack
from pydantic import ValidationError

from bongsu.server import messages

_MOST_NAMED: Final = 3


def pack(answer: messages.AnyAnswer) -> bytes:
    """Put an answer into bytes.

    Parameters
    ----------
    answer : messages.AnyAnswer
        Any.

    Returns
    -------
    bytes
        MessagePack: a map by names.
    """
    packed: bytes = msgpack.packb(answer.model_dump(), use_bin_type=True)
    return packed


def read(packed: bytes | None) -> messages.AnyRequest | messages.Failed:
    """Read a request from bytes.

    Parameters
    ----------
    packed : bytes or None
        As they came; none where they came as text.

    Returns
    -------
    messages.AnyRequest or messages.Failed
        The request; or what is wrong with it, in one sentence.
    """
    if packed is None:
        return _no_message("write messages as MessagePack in binary frames")
    if len(packed) > messages.MOST_MESSAGE_BYTES:
        return _no_message(f"a message has at most {messages.MOST_MESSAGE_BYTES:,} bytes")
    try:
        content = msgpack.unpackb(packed, raw=False, strict_map_key=True)
    except (ValueError, TypeError, OverflowError, RecursionError, msgpack.UnpackException):
        return _no_message("this is not MessagePack")
    number = content.get("id", 0) if isinstance(content, dict) else 0
    known = number if type(number) is int and 0 <= number < 2**53 else 0
    try:
        return messages.REQUESTS.validate_python(content)
    except ValidationError as error:
        return _no_message(_sentence(error), known)
    except RecursionError:
        return _no_message("the message is nested too deep", known)


def _no_message(sentence: str, number: int = 0) -> messages.Failed:
    return messages.Failed(id=number, error="message", message=sentence)


def _sentence(error: ValidationError) -> str:
    """What is wrong with a message, the first few mistakes."""
    wrong = error.errors(include_url=False, include_input=False, include_context=False)
    told = [
        ": ".join(filter(None, (".".join(map(str, one["loc"])), one["msg"])))[:300]
        for one in wrong[:_MOST_NAMED]
    ]
    more = len(wrong) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")
