"""What can go wrong that the user should hear about in one sentence."""


class BongsuError(Exception):
    """Base of the errors that the command line reports without a traceback.

    Attributes
    ----------
    exit_code : int
        Exit code of the command that fails with this error. [1]
    """

    exit_code = 2


class InputError(BongsuError, ValueError):
    """A value, name, file or scenario that cannot be used; the sentence says what would be."""


class OutOfReachError(BongsuError):
    """A question whose answer is "no": the missile does not reach, the shape does not exist."""

    exit_code = 3
