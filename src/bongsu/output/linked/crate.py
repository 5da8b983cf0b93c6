"""A folder of results described as an RO-Crate, after the profile for the run of one program."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bongsu.output.files import Write
from bongsu.output.json_text import json_text
from bongsu.scenario.provenance import Provenance

METADATA_FILE: Final = "ro-crate-metadata.json"
"""Name that the specification gives the description."""

_CONTEXT: Final = "https://w3id.org/ro/crate/1.3/context"
_SPECIFICATION: Final = "https://w3id.org/ro/crate/1.3"
_PROFILE: Final = "https://w3id.org/ro/wfrun/process/0.6"
_LICENCE: Final = "https://spdx.org/licenses/Apache-2.0"
_PROGRAM, _RUN, _CATALOGUE = "#bongsu", "#run", "#catalogue"
_FORMATS: Final[Mapping[str, str]] = {
    ".html": "text/html",
    ".json": "application/json",
    ".nc": "application/x-netcdf",
    ".pdf": "application/pdf",
    ".yaml": "application/yaml",
}


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file of the crate.

    Attributes
    ----------
    name : str
        Of the file.
    title, description : str
        What it is.
    given : bool
        Whether the run read it, or an equal of it, rather than made it.
    """

    name: str
    title: str
    description: str
    given: bool = False


def crate_file(title: str, description: str, command: str, members: Sequence[Member]) -> Write:
    """Describe the files that are written beside it.

    Parameters
    ----------
    title, description : str
        What the folder holds.
    command : str
        Makes the folder again: the same bytes, but for the dates in the page and here.
    members : sequence of Member
        Its files, written before this one.

    Returns
    -------
    callable
        Writes an RO-Crate 1.3 after the profile Process Run Crate 0.6. Size and hash of each file
        are those of what lies beside it.

    References
    ----------
    .. [1] S. Soiland-Reyes et al., "Packaging research artefacts with RO-Crate", Data Science
       5(2):97-138, 2022. :doi:`10.3233/DS-210053`
    .. [2] S. Leo et al., "Recording provenance of workflow runs with RO-Crate", PLoS ONE
       19(9):e0309210, 2024. :doi:`10.1371/journal.pone.0309210`
    """

    def write(path: Path, provenance: Provenance) -> None:
        day = datetime.now(UTC).date().isoformat()
        files = [_file(path.parent, member) for member in members]
        graph = [
            _descriptor(),
            _root(title, description, day, members),
            *files,
            _run(title, command, day, members),
            _program(provenance),
            _catalogue(provenance),
            *_origin(provenance),
            *_surroundings(),
        ]
        document = {"@context": _CONTEXT, "@graph": graph}
        path.write_text(json_text(document), encoding="utf-8")

    return write


def _reference(*names: str) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]


def _descriptor() -> dict[str, Any]:
    return {
        "@id": METADATA_FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _SPECIFICATION},
    }


def _root(title: str, description: str, day: str, members: Sequence[Member]) -> dict[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": description,
        "datePublished": day,
        "license": {"@id": _LICENCE},
        "conformsTo": {"@id": _PROFILE},
        "hasPart": _reference(*(member.name for member in members)),
        "mentions": {"@id": _RUN},
    }


def _file(folder: Path, member: Member) -> dict[str, Any]:
    content = (folder / member.name).read_bytes()
    return {
        "@id": member.name,
        "@type": "File",
        "name": member.title,
        "description": member.description,
        "encodingFormat": _FORMATS[Path(member.name).suffix],
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _run(title: str, command: str, day: str, members: Sequence[Member]) -> dict[str, Any]:
    given = [member.name for member in members if member.given]
    made = [member.name for member in members if not member.given]
    return {
        "@id": _RUN,
        "@type": "CreateAction",
        "name": title,
        "description": command,
        "instrument": {"@id": _PROGRAM},
        "object": _reference(*given, _CATALOGUE),
        "result": _reference(*made),
        "endTime": day,
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
    }


def _program(provenance: Provenance) -> dict[str, Any]:
    return {
        "@id": _PROGRAM,
        "@type": "SoftwareApplication",
        "name": "bongsu",
        "softwareVersion": provenance.bongsu_version,
        "license": {"@id": _LICENCE},
        "description": "An open, engagement-level model of terminal missile defence.",
    }


def _catalogue(provenance: Provenance) -> dict[str, Any]:
    return {
        "@id": _CATALOGUE,
        "@type": "CreativeWork",
        "name": "Catalogue of cited parameters that comes with bongsu",
        "version": provenance.bongsu_version,
        "identifier": _reference("#catalog_hash"),
        "description": f"Sources: {' '.join(provenance.sources)}",
    }


def _origin(provenance: Provenance) -> list[dict[str, Any]]:
    known = provenance.attributes()
    del known["sources"]
    return [
        {"@id": f"#{name}", "@type": "PropertyValue", "name": name, "value": str(value)}
        for name, value in known.items()
    ]


def _surroundings() -> list[dict[str, Any]]:
    return [
        {
            "@id": _PROFILE,
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": _PROFILE.rpartition("/")[2],
        },
        {"@id": _LICENCE, "@type": "CreativeWork", "name": "Apache License 2.0"},
        {
            "@id": "http://schema.org/CompletedActionStatus",
            "@type": "ActionStatusType",
            "name": "Completed",
        },
    ]
