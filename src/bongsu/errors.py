"""What can go wrong that the user should hear about in one sentence."""


class BongsuError(Exception):
    """Base of the errors that the command line reports without a traceback.

    Attributes
    ----------
    exit_code : int
        Exit code of the command that fails with this error. [1]
    many_lines : bool
        Whether a line end parts sentences; in others it stands in a name that a user wrote.
    """

    exit_code = 2
    many_lines = False


class InputError(BongsuError, ValueError):
    """A value, name, file or scenario that cannot be used; the sentence says what would be."""


class ArgumentError(InputError):
    """An argument that cannot be used; a command line names the option that was typed instead.

    Parameters
    ----------
    argument : str
        Name of the argument; several are joined by ``and``.
    rest : str
        The sentence behind the name, such as `` must be at least 1, not 0``.
    """

    def __init__(self, argument: str, rest: str) -> None:
        self.argument, self.rest = argument, rest
        super().__init__(f"{argument}{rest}")


class OutOfReachError(BongsuError):
    """A question whose answer is "no": the missile does not reach, the shape does not exist."""

    exit_code = 3


_LONGEST_QUOTE = 80


def shortened(written: object) -> str:
    """Quote what a user wrote, at most its first 80 characters.

    Parameters
    ----------
    written : object
        As it was read.

    Returns
    -------
    str
        In quotation marks if it is a text, control characters escaped; where it is cut stand three
        dots.
    """
    try:
        text = repr(written)
    except ValueError:  # a whole number of too many digits
        return "a number of thousands of digits"
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 4]}{text[0]}..."
