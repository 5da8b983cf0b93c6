"""Write the messages of the page as TypeScript.

    uv run python -m tools.protocol          # writes ui/src/engine/protocol.ts
    uv run python -m tools.protocol --check  # says whether it is up to date

The types come from the JSON Schema of the pydantic models in `bongsu.server.messages`, so that a
message has one home.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from bongsu.server import messages

FILE = Path(__file__).parents[1] / "ui" / "src" / "engine" / "protocol.ts"
_HEAD = """\
// Written by `uv run python -m tools.protocol` from src/bongsu/server/messages.py; do not edit.
"""
Mode = Literal["validation", "serialization"]


def main() -> None:
    """Write the file, or compare it with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    chosen = parser.parse_args()
    text = typescript()
    if not chosen.check:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text, encoding="utf-8")
        return
    if not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        sys.exit(f"{FILE} is not up to date: run `uv run python -m tools.protocol`")


def typescript() -> str:
    """Write all messages as TypeScript.

    Returns
    -------
    str
        An interface for each message and part, with what the attributes mean, and the two unions
        ``AnyRequest`` and ``AnyAnswer``. A request may leave out what has a default.
    """
    parts = [_HEAD, f"export const PROTOCOL = {messages.PROTOCOL};\n"]
    written: set[str] = set()
    for name, union, mode in (
        ("AnyRequest", messages.REQUESTS, "validation"),
        ("AnyAnswer", messages.ANSWERS, "serialization"),
    ):
        schema = _schema(union, mode)
        for key, definition in sorted(schema["$defs"].items()):
            if key in written:
                continue
            written.add(key)
            if "enum" in definition:
                parts.append(f"export type {key} = {_type(definition)};\n")
                continue
            parts.append("\n".join(_interface(key, definition)) + "\n")
        parts.append(_union(name, schema))
    return "\n".join(parts)


def _schema(union: TypeAdapter[Any], mode: Mode) -> Mapping[str, Any]:
    return union.json_schema(mode=mode)


def _union(name: str, schema: Mapping[str, Any]) -> str:
    members = [_type(one) for one in schema["oneOf"]]
    return f"export type {name} =\n" + "\n".join(f"  | {one}" for one in members) + ";\n"


def _interface(name: str, definition: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of an interface."""
    name = _named(name)
    about = _sections(definition.get("description", ""))
    yield f"/** {about['']} */"
    yield f"export interface {name} {{"
    required = set(definition.get("required", ()))
    for field, what in definition["properties"].items():
        if field in about:
            yield f"  /** {about[field]} */"
        optional = "" if field in required or field == "kind" else "?"
        yield f"  {field}{optional}: {_type(what)};"
    yield "}"


def _named(key: str) -> str:
    """Name of a message where there are only messages."""
    return key if key == "Message" else key.removesuffix("Message")


def _sections(docstring: str) -> dict[str, str]:
    """Take a numpydoc docstring apart: what it is in general, and each attribute by name."""
    found: dict[str, str] = {}
    body, _, attributes = docstring.partition("Attributes\n")
    found[""] = " ".join(body.split())
    names: list[str] = []
    for line in attributes.splitlines()[1:]:
        if line and not line.startswith(" "):
            names = [one.strip() for one in line.split(" : ")[0].split(",")]
        elif line.strip():
            for one in names:
                found[one] = f"{found.get(one, '')} {line.strip()}".strip()
    return found


def _type(what: Mapping[str, Any]) -> str:
    """Type of a value."""
    if "$ref" in what:
        return _named(what["$ref"].rsplit("/", 1)[-1])
    if "const" in what:
        return json.dumps(what["const"])
    if "enum" in what:
        return " | ".join(json.dumps(one) for one in what["enum"])
    for key in ("anyOf", "oneOf"):
        if key in what:
            return " | ".join(dict.fromkeys(_type(one) for one in what[key]))
    kind = what.get("type")
    if kind == "array":
        if "prefixItems" in what:
            return f"[{', '.join(_type(one) for one in what['prefixItems'])}]"
        inside = _type(what.get("items", {}))
        return f"({inside})[]" if "|" in inside else f"{inside}[]"
    if kind == "object":
        return f"Record<string, {_type(what.get('additionalProperties', {}))}>"
    if kind == "string":
        return "Uint8Array" if what.get("format") in ("binary", "base64url") else "string"
    words = {"number": "number", "integer": "number", "boolean": "boolean", "null": "null"}
    return words[str(kind)]


if __name__ == "__main__":
    main()
