"""YAML files read into a tree in which every value knows its file, line and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.errors import InputError

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node as YamlNode

Plain = str | int | float | bool | None | list[Any] | dict[str, Any]

# deeper than any honest file; keeps the recursion below far from Python's limit
_DEEPEST = 30


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
        The content.
    file : str
        What messages call the file.

    Returns
    -------
    Node
        Its root; an empty mapping for an empty document.

    Raises
    ------
    InputError
        If the text is not YAML, has a key twice, or uses tags, anchors or several documents.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        problem = str(error.problem or error.context or "unreadable").splitlines()[0]
        raise InputError(f"{place}: this is not YAML: {problem}") from None
    except (YAMLError, ValueError, RecursionError, LookupError) as error:
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
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{name}: cannot read the file: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{name}: cannot read the file: it is not UTF-8 text") from None
    return read_document(text, name)


def _convert(node: YamlNode, file: str, depth: int) -> Node:
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    mark = Mark(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > _DEEPEST:
        raise InputError(f"{mark}: nested deeper than {_DEEPEST} levels")
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
            if name in values:
                raise InputError(f"{key.mark}: {name!r} is there twice (first at {keys[name]})")
            values[name] = _convert(value_node, file, depth + 1)
            keys[name] = key.mark
        return Node(values, mark, keys)
    if isinstance(node, SequenceNode):
        return Node([_convert(child, file, depth + 1) for child in node.value], mark, {})
    if not isinstance(node, ScalarNode):
        raise InputError(f"{mark}: not a value")
    return Node(_scalar(node, mark), mark, {})


def _scalar(node: YamlNode, mark: Mark) -> str | int | float | bool | None:
    text: str = node.value
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InputError(f"{mark}: half of a surrogate pair is not a character")
    tag = str(node.tag).rpartition(":")[2]
    try:
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag == "int":
            return int(text.replace("_", ""), 0)
        if tag == "float":
            return float(
                text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan")
            )
    except ValueError:
        return text
    if tag in ("str", "timestamp"):
        return text
    raise InputError(f"{mark}: tags such as {node.tag} are not used here")
