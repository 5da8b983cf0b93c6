"""A line on standard error, for what the user should know though the answer comes."""

import sys
from contextlib import suppress


def say(sentence: str) -> None:
    """Say something on standard error, if there is one.

    Parameters
    ----------
    sentence : str
        One line, without the name of the package.
    """
    with suppress(OSError, AttributeError, ValueError):  # closed, or none as under pythonw
        print(f"bongsu: {sentence}", file=sys.stderr, flush=True)
