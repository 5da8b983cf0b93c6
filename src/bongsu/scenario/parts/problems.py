"""What is wrong with a scenario file, each mistake with its place and what would be right."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple, TypeGuard, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic_core import ErrorDetails

from bongsu.catalog.documents import Mark, Node
from bongsu.catalog.lookup import close_words, suggest
from bongsu.errors import ArgumentError, InputError, shortened
from bongsu.scenario.parts.earlier_words import as_written

NAME_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# a place without a name is called by its latitude and longitude
PLACE_NAME_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*|-?[0-9.]+(e-?[0-9]+)?,-?[0-9.]+(e-?[0-9]+)?)$"

_KEY = re.compile(r"[\w.-]+")

# forms of the text fields that have one, by pattern
_FORMS = {
    NAME_PATTERN: ": use small letters, digits and hyphens, like north-hill",
    PLACE_NAME_PATTERN: (
        ": use small letters, digits and hyphens, like north-hill, or latitude,longitude"
    ),
}


# what a field wants, by pydantic's name for not getting it
_KINDS = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a list of names and values",
    "model_type": "a list of names and values",
    "model_attributes_type": "a list of names and values",
}


class Problem(NamedTuple):
    """One mistake.

    Attributes
    ----------
    mark : Mark
        Where it is.
    path : str
        Path of the field, such as ``batteries.0.radar.boresight``; empty for the whole file.
    sentence : str
        What is wrong and what would be right.
    """

    mark: Mark
    path: str
    sentence: str

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path else ""
        return f"{self.mark}: {path}{self.sentence}"


class ScenarioError(InputError):
    """A scenario file with mistakes; its text lists all of them.

    Parameters
    ----------
    problems : sequence of Problem
        At least one.
    """

    many_lines = True

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.mark.line, p.mark.column))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ChangeError(ArgumentError):
    """A change of a scenario that is refused.

    Parameters
    ----------
    verb : str
        What was to be done, such as ``with_doctrine``.
    argument : str
        Argument that is to blame; empty when it is no single one.
    sentence : str
        What is wrong and what would be right.
    """

    def __init__(self, verb: str, argument: str, sentence: str) -> None:
        self.verb, self.sentence = verb, sentence
        super().__init__(argument, f": {sentence}" if argument else sentence)

    def __str__(self) -> str:
        return f"{self.verb}: {self.argument}{self.rest}" if self.verb else self.sentence


def refused(
    verb: str,
    problems: Sequence[tuple[Sequence[str | int], str]],
    arguments: Mapping[tuple[str | int, ...], str],
) -> ChangeError:
    """Name the argument in what a model refuses.

    Parameters
    ----------
    verb : str
        What was to be done.
    problems : sequence of (path, str)
        Path of the field, and what is wrong with it; at least one.
    arguments : mapping of path to str
        Argument that each field comes from.

    Returns
    -------
    ChangeError
        To be raised; about the first of the problems that an argument is to blame for.
    """
    for steps, sentence in problems:
        for path, argument in arguments.items():
            if tuple(steps[: len(path)]) == path:
                return ChangeError(verb, argument, sentence)
        # what contradicts itself within a part is the matter of all that was given for it
        within = [name for path, name in arguments.items() if path[: len(steps)] == tuple(steps)]
        if steps and within:
            return ChangeError(verb, " and ".join(within), sentence)
    steps, sentence = problems[0]
    return ChangeError(verb, "" if arguments else ".".join(map(str, steps)), sentence)


def explain(errors: Iterable[ErrorDetails], root: Node, model: type[BaseModel]) -> list[Problem]:
    """Put pydantic's errors into words and places.

    Parameters
    ----------
    errors : iterable of ErrorDetails
        From a ``ValidationError``.
    root : Node
        The file.
    model : type
        The model that refused it.

    Returns
    -------
    list of Problem
        One for each error.
    """
    problems = []
    for word in worded(errors, model):
        steps = as_written(root, word.steps)
        mark = _mark(root, word.kind, steps)
        problems.append(Problem(mark, ".".join(map(_step, steps)), word.sentence))
    return problems


def _step(step: str | int) -> str:
    """A key as it is written, in quotation marks where it is no word."""
    return str(step) if _KEY.fullmatch(str(step)) else shortened(str(step))


class Worded(NamedTuple):
    """One of pydantic's errors in words.

    Attributes
    ----------
    steps : list of str or int
        Path of the field.
    kind : str
        Pydantic's name for what is wrong.
    sentence : str
        What is wrong and what would be right.
    """

    steps: list[str | int]
    kind: str
    sentence: str


def worded(errors: Iterable[ErrorDetails], model: type[BaseModel]) -> list[Worded]:
    """Put pydantic's errors into words.

    Parameters
    ----------
    errors : iterable of ErrorDetails
        From a ``ValidationError``.
    model : type
        The model that refused it.

    Returns
    -------
    list of Worded
        One for each error that is not said by another.
    """
    found = list(errors)
    unknown = [error["loc"] for error in found if error["type"] == "extra_forbidden"]
    words = []
    for error in found:
        if not _misspelt(error, unknown):
            steps, parent = _follow(error["loc"], model)
            words.append(Worded(steps, error["type"], _sentence(error, parent)))
    return words


def _mark(root: Node, kind: str, steps: Sequence[str | int]) -> Mark:
    if kind == "extra_forbidden":
        return _key_mark(root, steps)
    return root.find(steps[:-1] if kind == "missing" else steps)


def _misspelt(error: ErrorDetails, unknown: Sequence[tuple[str | int, ...]]) -> bool:
    """Whether a key is only missing because it stands there misspelt, which is said anyway."""
    if error["type"] != "missing":
        return False
    *where, name = error["loc"]
    beside = [str(location[-1]) for location in unknown if list(location[:-1]) == where]
    return bool(get_close_matches(str(name), beside, n=1, cutoff=0.6))


def _sentence(error: ErrorDetails, parent: object) -> str:
    last = error["loc"][-1] if error["loc"] else ""
    if error["type"] == "bongsu":
        return error["msg"]
    if error["type"] == "extra_forbidden":
        known = list(written_names(parent)) if _is_model(parent) else []
        return f"there is no such key{suggest(str(last), known)}"
    if error["type"] == "missing":
        return "this key is missing"
    context = error.get("ctx", {})
    given = error["input"]
    shown = shortened(given)
    if error["type"] == "literal_error":
        expected = str(context.get("expected", ""))
        words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
        return f"{shown} is not one of {', '.join(words)}{close_words(given, words)}"
    if error["type"] == "string_pattern_mismatch":
        return f"{shown} is not written right{_FORMS.get(str(context.get('pattern')), '')}"
    if error["type"] == "value_error":
        return str(context.get("error", error["msg"]))
    if error["type"] in _KINDS:
        return f"{shown} is not {_KINDS[error['type']]}"
    if error["type"] == "string_too_short":
        return f"{shown} is too short: write at least {context.get('min_length')} characters"
    if error["type"] == "string_too_long":
        return f"{shown} is too long: write at most {context.get('max_length')} characters"
    text = error["msg"][0].lower() + error["msg"][1:]
    return f"{text}, not {shown}" if len(shown) <= 60 else text


def _key_mark(root: Node, steps: Sequence[str | int]) -> Mark:
    node = root
    for step in steps[:-1]:
        if isinstance(node.value, dict):
            node = node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int):
            node = node.value[step]
    return node.keys.get(str(steps[-1]), node.mark)


def _follow(location: Sequence[str | int], model: type[BaseModel]) -> tuple[list[str | int], Any]:
    """Drop pydantic's union tags from a location; find the model that holds its last step."""
    steps: list[str | int] = []
    kind: Any = model
    parent: Any = model
    for step in location:
        options = _tagged(kind)
        if step in options:
            kind = options[str(step)]
            continue
        kind = _single(kind)
        parent = kind
        steps.append(step)
        names = written_names(kind) if _is_model(kind) else {}
        if step in names:
            hints = typing.get_type_hints(kind, include_extras=True)
            kind = hints[names[str(step)]]
        else:
            arguments = get_args(kind)
            kind = arguments[-1 if get_origin(kind) is dict else 0] if arguments else None
    return steps, parent


def written_names(model: type[BaseModel]) -> dict[str, str]:
    """Give the name of each attribute as a file has it.

    Parameters
    ----------
    model : type of BaseModel
        A scenario, or a part.

    Returns
    -------
    dict
        From the name in a file to the attribute, which differs where a verb has the name.
    """
    return {field.alias or name: name for name, field in model.model_fields.items()}


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _single(kind: object) -> object:
    """Strip annotations and ``| None``."""
    if get_origin(kind) is Annotated:
        return _single(get_args(kind)[0])
    if get_origin(kind) in (types.UnionType, typing.Union):
        options = [option for option in get_args(kind) if option is not type(None)]
        return _single(options[-1])
    return kind


def _tagged(kind: object) -> dict[str, Any]:
    """Options of a tagged union by tag."""
    if get_origin(kind) is Annotated:
        inner, *marks = get_args(kind)
        for mark in marks:
            if isinstance(mark, Tag):
                return {mark.tag: inner}
        return _tagged(inner)
    if get_origin(kind) in (types.UnionType, typing.Union):
        return {tag: inner for option in get_args(kind) for tag, inner in _tagged(option).items()}
    return {}
