"""Files of compiled kernels are found, checked, and cleaned up."""

import os
import random
import shutil
import sys
from pathlib import Path

import pytest

import bongsu
from bongsu.physics.numerics.jit.store import (
    IN_USE_S,
    UNUSED_S,
    VERSIONS_KEPT,
    mark_used,
    places,
    read_entry,
    tidy,
    write_entry,
)

CONTENT = bytes(range(256)) * 8
SOME = 0x5EED


@pytest.fixture
def entry(tmp_path):
    path = tmp_path / "module-0123456789abcdef" / "function-1-89abcdef01234567.kernel"
    write_entry(path, b"identity", CONTENT)
    return path


def test_what_is_written_is_read(entry):
    assert read_entry(entry, b"identity") == CONTENT
    assert [path.name for path in entry.parent.iterdir()] == [entry.name]
    write_entry(entry, b"identity", b"other")
    assert read_entry(entry, b"identity") == b"other"


def test_an_entry_of_something_else_is_not_taken(entry):
    assert read_entry(entry, b"identity of another") is None
    other = entry.with_name("other-2-0000000000000000.kernel")
    write_entry(other, b"other", CONTENT)
    shutil.copy(other, entry)
    assert read_entry(entry, b"identity") is None


def test_no_damaged_entry_is_taken(entry):
    sound = entry.read_bytes()
    draw = random.Random(SOME)
    damaged = [sound[:size] for size in range(0, len(sound), 41)] + [sound + b"\0"]
    for _ in range(3000):
        place, bit = draw.randrange(len(sound)), draw.randrange(8)
        flipped = bytearray(sound)
        flipped[place] ^= 1 << bit
        damaged.append(bytes(flipped))
    taken = 0
    for text in damaged:
        entry.write_bytes(text)
        taken += read_entry(entry, b"identity") is not None
    assert taken == 0


def test_a_file_that_cannot_be_read_is_missing(entry, tmp_path):
    assert read_entry(tmp_path / "none", b"identity") is None
    assert read_entry(entry / "below a file", b"identity") is None
    assert read_entry(entry.parent, b"identity") is None
    entry.unlink()
    entry.symlink_to(entry)
    assert read_entry(entry, b"identity") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hold_it_up(entry):
    entry.unlink()
    os.mkfifo(entry)
    assert read_entry(entry, b"identity") is None


def test_what_stands_in_an_entrys_place_gives_way(entry):
    entry.unlink()
    (entry / "below").mkdir(parents=True)
    write_entry(entry, b"identity", CONTENT)
    assert read_entry(entry, b"identity") == CONTENT
    shutil.rmtree(entry.parent)
    entry.parent.write_text("a file")
    write_entry(entry, b"identity", CONTENT)
    assert read_entry(entry, b"identity") == CONTENT


def test_a_failed_write_leaves_nothing(entry, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_entry(entry, b"identity", b"new")
    assert [path.name for path in entry.parent.iterdir()] == [entry.name]
    assert read_entry(entry, b"identity") == CONTENT


def test_places(monkeypatch, tmp_path):
    package = Path(bongsu.__file__).parent
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    inside = package / "__pycache__" / "kernels"
    assert places("/chosen") == [Path("/chosen/bongsu")]
    assert places("") == [inside, tmp_path / ".cache/bongsu/kernels"]
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert places("") == [inside, Path("/elsewhere/bongsu/kernels")]
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert places("") == [inside, tmp_path / ".cache/bongsu/kernels"]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert places("") == [inside, tmp_path / "Library/Caches/bongsu/kernels"]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert places("") == [inside, tmp_path / "Local/bongsu/kernels"]


def test_without_a_home_there_is_the_package(monkeypatch):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert len(places("")) == 1


def version(place, module, number, unused_s):
    """Make a folder of one version of a module's kernels that was last used some time ago."""
    folder = place / f"{module}-{number:016x}"
    folder.mkdir(parents=True)
    (folder / "kernel").write_text("code")
    used = folder.stat().st_mtime - unused_s
    os.utime(folder, (used, used))
    return folder


def test_old_versions_go(tmp_path):
    now = version(tmp_path, "a.b", 0, 0.0)
    old = [version(tmp_path, "a.b", n, 2 * IN_USE_S + n) for n in range(1, 2 * VERSIONS_KEPT)]
    others = [version(tmp_path, "a.bc", n, 2 * IN_USE_S) for n in range(2 * VERSIONS_KEPT)]
    ancient = version(tmp_path, "removed.module", 7, 2 * UNUSED_S)
    (tmp_path / "else").mkdir()
    os.utime(tmp_path / "else", (0, 0))
    tidy(tmp_path, now.name)
    assert now.is_dir()
    assert [path.is_dir() for path in old] == [n < VERSIONS_KEPT - 1 for n in range(len(old))]
    assert all(path.is_dir() for path in others)
    assert (tmp_path / "else").is_dir()
    assert not ancient.exists()


def test_no_version_in_use_goes(tmp_path):
    now = version(tmp_path, "a.b", 0, 0.0)
    used = [version(tmp_path, "a.b", n, IN_USE_S / 2) for n in range(1, 2 * VERSIONS_KEPT)]
    marked = version(tmp_path, "a.b", 1000, UNUSED_S * 2)
    mark_used(marked)
    tidy(tmp_path, now.name)
    assert all(path.is_dir() for path in [now, *used, marked])


def test_leavings_of_killed_processes_go(entry):
    old, new = (entry.with_name(f"{entry.name}.{name}.part") for name in ("old", "new"))
    for path in (old, new):
        path.write_text("cut sh")
    used = old.stat().st_mtime - 2 * IN_USE_S
    for path in (old, entry):
        os.utime(path, (used, used))
    tidy(entry.parent.parent, entry.parent.name)
    assert not old.exists()
    assert new.exists()
    assert read_entry(entry, b"identity") == CONTENT
