"""Files of compiled kernels: where they are kept, checked and cleaned up.

A file starts with a checksum of its contents and of all that the contents depend on, since machine
code with an error in it can end the process. Nothing here stops a computation: what is not sound
counts as missing, and without a place to write kernels are compiled anew in each run.
"""

import hashlib
import os
import re
import secrets
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

from bongsu.physics.numerics.jit.lines import say

VERSIONS_KEPT = 8
"""Versions of a module's kernels that are kept side by side."""
IN_USE_S = 3600.0
"""Time after its last use for which no version is removed [s]."""
UNUSED_S = 30 * 86400.0
"""Time after its last use at which any version is removed [s]."""

_CHECKSUM_BYTES = 32
_said = False
_FOLDER = re.compile(r"(?P<module>.+)-[0-9a-f]{16}")


def places(chosen: str) -> list[Path]:
    """Folders in which compiled kernels may be kept, the first that can be written being used.

    Parameters
    ----------
    chosen : str
        Folder that the user names; empty for none.

    Returns
    -------
    list of Path
        The folder named. Without one, a folder of the package, and one of the user's cache.
    """
    if chosen:
        return [Path(chosen) / "bongsu"]
    package = Path(__file__).parents[__name__.count(".") - 1] / "__pycache__" / "kernels"
    user = _user_cache()
    return [package] if user is None else [package, user / "bongsu" / "kernels"]


def _user_cache() -> Path | None:
    """Return the folder in which each program keeps what it can make again, if there is one."""
    try:
        if sys.platform == "win32":
            named = os.environ.get("LOCALAPPDATA")
            return Path(named) if named else Path.home() / "AppData" / "Local"
        named = os.environ.get("XDG_CACHE_HOME", "")
        if Path(named).is_absolute():
            return Path(named)
        home = Path.home()
    except RuntimeError:  # no home directory
        return None
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def read_entry(path: Path, identity: bytes) -> bytes | None:
    """Read a file of compiled code.

    Parameters
    ----------
    path : Path
        Where it would stand.
    identity : bytes
        All that its contents depend on.

    Returns
    -------
    bytes or None
        Its contents; None if it is missing, not readable, damaged or that of something else.
    """
    try:
        if not path.is_file():
            return None
        text = path.read_bytes()
    except OSError:
        return None
    checksum, content = text[:_CHECKSUM_BYTES], text[_CHECKSUM_BYTES:]
    return content if checksum == _checksum(identity, content) else None


def write_entry(path: Path, identity: bytes, content: bytes) -> None:
    """Write a file of compiled code, which appears whole or not at all.

    Parameters
    ----------
    path : Path
        The file; its folder is made.
    identity : bytes
        All that its contents depend on.
    content : bytes
        Compiled code, as Numba packs it.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    _make_room(path)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(_checksum(identity, content))
            file.write(content)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _make_room(path: Path) -> None:
    """Make the folder of a file, and remove what stands there in its place or in the file's."""
    if path.parent.is_symlink() or path.parent.is_file():
        path.parent.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def _checksum(identity: bytes, content: bytes) -> bytes:
    digest = hashlib.sha256(hashlib.sha256(identity).digest())
    digest.update(content)
    return digest.digest()


def mark_used(folder: Path) -> None:
    """Note that a version of a module's kernels is in use.

    Parameters
    ----------
    folder : Path
        Folder of that version.
    """
    with suppress(OSError):
        os.utime(folder)


def tidy(place: Path, folder: str) -> None:
    """Remove old versions of kernels, and what killed processes left.

    Of each module the :data:`VERSIONS_KEPT` versions used last stay, less those unused for
    :data:`UNUSED_S`. What was used within :data:`IN_USE_S` stays in any case.

    Parameters
    ----------
    place : Path
        Folder of all kernels.
    folder : str
        Name within it of the version in use, of whose module the versions are counted.
    """
    now = time.time()
    for path, used in _by_last_use(place / folder):
        if path.suffix == ".part" and now - used > IN_USE_S:
            with suppress(OSError):
                path.unlink()
    versions = 0
    for path, used in _by_last_use(place):
        name = _FOLDER.fullmatch(path.name)
        if name is None:
            continue
        versions += folder.startswith(f"{name['module']}-")
        too_many = folder.startswith(f"{name['module']}-") and versions > VERSIONS_KEPT
        limit = IN_USE_S if too_many else UNUSED_S
        if path.name != folder and now - used > limit:
            shutil.rmtree(path, ignore_errors=True)


def _by_last_use(folder: Path) -> list[tuple[Path, float]]:
    """Return what is in a folder, that which was used last first."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                found.append((path, path.lstat().st_mtime))
    return sorted(found, key=lambda item: -item[1])


def say_uncached(reason: str) -> None:
    """Say on standard error, once in a process, that compiled kernels cannot be kept.

    Parameters
    ----------
    reason : str
        Where they were to be kept, and what stood against it.
    """
    global _said  # noqa: PLW0603
    if _said:
        return
    _said = True
    say(
        f"compiled code cannot be kept ({reason}); results are the same, but every run"
        " compiles anew, for up to half a minute; NUMBA_CACHE_DIR may name another folder"
    )
