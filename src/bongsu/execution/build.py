"""Which build of the package computes: two that share a version number may differ in a line."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from bongsu import version as own_version

# what compiles and computes: another of these may round in another way
_COMPUTES = ("llvmlite", "numba", "numpy", "scipy")
_SHOWN = 16


@cache
def build_digest() -> str:
    """Fingerprint of all that a result is computed by, the machine left out.

    Returns
    -------
    str
        16 hexadecimal digits, of every file of the package and of the versions of Python and of
        the packages that compile and compute.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for name in _COMPUTES:
        digest.update(f"{name} {version(name)}\n".encode())
    for name, content in _files():
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()[:_SHOWN]


def _files() -> list[tuple[str, bytes]]:
    """Name and content of the files of the package, compiled ones left out."""
    top = Path(own_version.__file__).parent
    return [
        (path.relative_to(top).as_posix(), path.read_bytes())
        for path in sorted(top.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
