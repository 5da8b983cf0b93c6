"""What is refused, said with the option that was typed in place of an argument of Python."""

from collections.abc import Sequence

from bongsu.errors import ArgumentError, InputError
from bongsu.scenario.parts.problems import ChangeError

# arguments that are called otherwise on the command line
_OPTIONS = {
    "altitude_m": "site-altitude",
    "altitudes_km": "altitude",
    "count": "arrays",
    "direction": "boresight",
    "facing": "boresight",
    "intercept_altitude_m": "intercept",
    "launch_area": "from",
    "required_shots": "shots",
    "to": "site",
}
_UNITS = ("_s", "_m", "_km", "_m2", "_deg")


def as_typed(error: ArgumentError, words: Sequence[str]) -> InputError:
    """Say what is refused in the words of a command line.

    Parameters
    ----------
    error : ArgumentError
        What was refused.
    words : sequence of str
        The words of the command line.

    Returns
    -------
    InputError
        With the options that were typed, where the argument came from some.
    """
    options = [_option(name) for name in error.argument.split(" and ")]
    typed = [
        option
        for option in options
        if any(word == option or word.startswith(f"{option}=") for word in words)
    ]
    if typed:
        return InputError(f"{' and '.join(typed)}{error.rest}")
    return InputError(error.sentence if isinstance(error, ChangeError) else str(error))


def _option(argument: str) -> str:
    """The option of an argument, or of the last part of the path of a parameter."""
    name = argument.rpartition(".")[2]
    if name not in _OPTIONS:
        for unit in _UNITS:
            name = name.removesuffix(unit)
    return f"--{_OPTIONS.get(name, name).replace('_', '-').replace(' ', '-')}"
