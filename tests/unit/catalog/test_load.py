"""The files of the package are read once, perhaps by other processes."""

from pathlib import Path

import pytest

from bongsu.catalog.load import BUILT_IN_FILES, packaged, read_ahead


def test_what_is_read_ahead_is_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONGSU_THREADS", "2")
    before = {name: packaged(name) for name in (*BUILT_IN_FILES, "references.yaml")}
    monkeypatch.setattr("bongsu.catalog.load._READ", {})
    told: list[str] = []
    read_ahead(lambda: told.append("meanwhile"))
    assert told == ["meanwhile"]
    # nothing is read twice
    monkeypatch.setattr("bongsu.catalog.load.read_document", None)
    assert {name: packaged(name) for name in before} == before


def test_what_cannot_be_read_ahead_is_said_as_when_it_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BONGSU_THREADS", "2")
    monkeypatch.setattr("bongsu.catalog.load._READ", {})
    monkeypatch.setattr("bongsu.catalog.load.files", lambda _: tmp_path)
    with pytest.raises(FileNotFoundError, match=r"data.radars\.yaml"):
        read_ahead(lambda: None)
