"""The files of the package are read once, perhaps by other processes."""

import pytest

from bongsu.catalog.load import BUILT_IN_FILES, packaged, read_ahead


def test_what_is_read_ahead_is_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONGSU_THREADS", "2")
    before = {name: packaged(name) for name in (*BUILT_IN_FILES, "references.yaml")}
    monkeypatch.setattr("bongsu.catalog.load._READ", {})
    told: list[str] = []
    read_ahead(lambda: told.append("meanwhile"))
    assert told == ["meanwhile"]
    assert {name: packaged(name) for name in before} == before
    # nothing is read twice
    assert packaged("radars.yaml") is packaged("radars.yaml")
