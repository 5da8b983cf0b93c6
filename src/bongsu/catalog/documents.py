"""YAML files read into a tree in which every value knows its file, line and column."""

from __future__ import annotations

import os
import re
import select
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.errors import InputError, shortened

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node as YamlNode

Plain = str | int | float | bool | None | list[Any] | dict[str, Any]

# beyond any honest file: depth stays far from Python's limit of recursion, and what is refused is
# refused in seconds
_DEEPEST = 30
_LARGEST_FILE = 1_000_000
_LONGEST_LIST = 1_000
_LONGEST_KEY = 200
_LONGEST_TEXT = 10_000
_LONGEST_NUMBER = 100
_PATIENCE_S = 10.0
# how a file could say that other rules hold than those of YAML 1.2
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """A place in a file.

    Attributes
    ----------
    file : str
        What messages call the file.
    line, column : int
        Counted from 1. [1]
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Node:
    """A value of a YAML file.

    Attributes
    ----------
    value : scalar, list of Node or dict of str to Node
        What is there.
    mark : Mark
        Where the value begins.
    keys : dict of str to Mark
        Where each key of a mapping stands; empty for others.
    """

    value: str | int | float | bool | list[Node] | dict[str, Node] | None
    mark: Mark
    keys: dict[str, Mark]

    def plain(self) -> Plain:
        """Give the value without positions.

        Returns
        -------
        scalar, list or dict
            Ordinary Python data.
        """
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def mapping(self, what: str) -> dict[str, Node]:
        """Give the value as a mapping.

        Parameters
        ----------
        what : str
            What the mapping describes, for the message.

        Returns
        -------
        dict of str to Node
            The mapping.

        Raises
        ------
        InputError
            If it is something else.
        """
        if not isinstance(self.value, dict):
            raise InputError(f"{self.mark}: {what} must be a mapping of names to values")
        return self.value

    def find(self, path: Iterable[str | int]) -> Mark:
        """Find where a path leads, as far as it can be followed.

        Parameters
        ----------
        path : iterable of str or int
            Keys and list positions from this node on.

        Returns
        -------
        Mark
            Place of the value; of the key, when the value is a mapping or a list.
        """
        node, mark = self, self.mark
        for step in path:
            if isinstance(node.value, dict) and str(step) in node.value:
                child = node.value[str(step)]
                nested = isinstance(child.value, dict | list)
                mark = node.keys[str(step)] if nested else child.mark
                node = child
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.mark
            else:
                break
        return mark


def read_document(text: str, file: str) -> Node:
    """Read one YAML document.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        What messages call the file.

    Returns
    -------
    Node
        Its root; an empty mapping for an empty document.

    Raises
    ------
    InputError
        If the text is not YAML, is too large, has a key twice, or uses directives, tags, anchors
        or several documents.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    if len(text) > _LARGEST_FILE:
        raise InputError(f"{file}: the file is larger than {_LARGEST_FILE:,} letters")
    try:
        _refuse_other_rules(text, file)
        yaml = YAML(typ="safe", pure=True)
        yaml.composer.warn_double_anchors = False  # refused in any case, with their place
        root = yaml.compose(text)
    except InputError:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        problem = str(error.problem or error.context or "unreadable").splitlines()[0]
        raise InputError(f"{place}: this is not YAML: {problem}") from None
    except ReaderError as error:
        raise InputError(
            f"{_place(text, error.position, file)}: this is not YAML: the character "
            f"U+{ord(text[error.position]):04X} is not used in it"
        ) from None
    except RecursionError:
        raise _too_deep(_deepest_place(text, file)) from None
    except (YAMLError, ValueError, LookupError) as error:
        detail = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(f"{file}: this is not YAML: {detail}") from None
    if root is None:
        return Node({}, Mark(file, 1, 1), {})
    return _convert(root, file, 0)


def read_file(path: Path, name: str | None = None) -> Node:
    """Read a YAML file.

    Parameters
    ----------
    path : pathlib.Path
        The file, UTF-8.
    name : str, optional
        What messages call it; its path by default.

    Returns
    -------
    Node
        Its root.

    Raises
    ------
    InputError
        If the file cannot be read or is not YAML.
    """
    name = name or str(path)
    return read_document(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """Read the text of a YAML file.

    Parameters
    ----------
    path : pathlib.Path
        The file, UTF-8.
    name : str
        What messages call it.

    Returns
    -------
    str
        Its content, not yet read as YAML.

    Raises
    ------
    InputError
        If the file cannot be read or is not UTF-8.
    """
    try:
        content = _content(path, name)
    except OSError as error:
        raise InputError(f"{name}: cannot read the file: {error.strerror}") from None
    except ValueError as error:  # a name with a zero byte
        if isinstance(error, InputError):
            raise
        raise InputError(f"{name!r}: cannot read the file: {error}") from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        right = content[: error.start].decode("utf-8")
        raise InputError(f"{_place(right, len(right), name)}: this is not UTF-8 text") from None


def _place(text: str, position: int, file: str) -> Mark:
    """Line and column of a position in a text."""
    before = text[:position]
    return Mark(file, before.count("\n") + 1, position - before.rfind("\n"))


def _too_deep(mark: Mark) -> InputError:
    return InputError(f"{mark}: nested deeper than {_DEEPEST} levels")


def _deepest_place(text: str, file: str) -> Mark:
    """Where a text that is nested without end becomes too deep."""
    from ruamel.yaml import YAML
    from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            return Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
    return Mark(file, 1, 1)


def _refuse_other_rules(text: str, file: str) -> None:
    """Refuse directives and tags: they change what the words of a file mean."""
    directive = _DIRECTIVE.search(text)
    if directive is None and "!" not in text:
        return
    from ruamel.yaml import YAML
    from ruamel.yaml.events import DocumentStartEvent

    for event in YAML(typ="safe", pure=True).parse(text):
        mark = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags) and directive:
            line = text.count("\n", 0, directive.start()) + 1
            raise InputError(
                f"{Mark(file, line, 1)}: directives such as %YAML are not used here: this is YAML "
                "1.2, in which only true and false are booleans"
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")[:40]
            raise InputError(f"{mark}: tags such as {written} are not used here; leave it out")


def _content(path: Path, name: str) -> bytes:
    """Read a file as far as its size allows; do not wait for ever for a pipe."""
    # opening a pipe without a writer would not return
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb", buffering=0) as stream:
        pipe = stat.S_ISFIFO(os.fstat(handle).st_mode)
        parts: list[bytes] = []
        size = 0
        while size <= _LARGEST_FILE:
            if pipe and not select.select([handle], [], [], _PATIENCE_S)[0]:
                raise InputError(f"{name}: nothing came through this pipe in {_PATIENCE_S:.0f} s")
            part = stream.read(_LARGEST_FILE + 1 - size)
            if not part:
                break
            parts.append(part)
            size += len(part)
    if size > _LARGEST_FILE:
        raise InputError(f"{name}: the file is larger than {_LARGEST_FILE:,} bytes")
    return b"".join(parts)


def _convert(node: YamlNode, file: str, depth: int) -> Node:
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    mark = Mark(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > _DEEPEST:
        raise _too_deep(mark)
    if node.anchor:
        raise InputError(f"{mark}: anchors and aliases are not used here; write the value out")
    if isinstance(node, MappingNode):
        values: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for key_node, value_node in node.value:
            key = _convert(key_node, file, depth + 1)
            if isinstance(key.value, dict | list) or key.value is None:
                raise InputError(f"{key.mark}: a key must be a word")
            name = str(key.value)
            if len(name) > _LONGEST_KEY:
                raise InputError(f"{key.mark}: a key has at most {_LONGEST_KEY} letters")
            if name in values:
                raise InputError(
                    f"{key.mark}: {shortened(name)} is there twice (first at {keys[name]})"
                )
            values[name] = _convert(value_node, file, depth + 1)
            keys[name] = key.mark
        return Node(values, mark, keys)
    if isinstance(node, SequenceNode):
        if len(node.value) > _LONGEST_LIST:
            raise InputError(f"{mark}: a list has at most {_LONGEST_LIST:,} items")
        return Node([_convert(child, file, depth + 1) for child in node.value], mark, {})
    if not isinstance(node, ScalarNode):
        raise InputError(f"{mark}: not a value")
    return Node(_scalar(node, mark), mark, {})


def _scalar(node: YamlNode, mark: Mark) -> str | int | float | bool | None:
    text: str = node.value
    if _SURROGATE.search(text):
        raise InputError(f"{mark}: half of a surrogate pair is not a character")
    tag = str(node.tag).rpartition(":")[2]
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"{mark}: a text has at most {_LONGEST_TEXT:,} letters")
    if tag in ("int", "float") and len(text) > _LONGEST_NUMBER:
        raise InputError(f"{mark}: a number has at most {_LONGEST_NUMBER} digits")
    try:
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag == "int":
            # YAML 1.2 has no underscores in numbers: such a text stays a text
            return text if "_" in text else int(text, 0)
        if tag == "float":
            plain = text.lower().replace(".inf", "inf").replace(".nan", "nan")
            return text if "_" in text else float(plain)
    except ValueError:
        return text
    if tag in ("str", "timestamp"):
        return text
    raise InputError(f"{mark}: tags such as {node.tag} are not used here")
