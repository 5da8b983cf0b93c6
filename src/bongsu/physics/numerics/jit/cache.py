"""Compiled forms of a kernel on disk, as Numba asks for them.

Numba's own cache knows neither the sources of a kernel's callees nor whether a file is sound, and
stops where it finds no place to write. This one names each file by all that its code depends on:
the sources of the kernel and of what it calls, the types of its arguments, Python, Numba, LLVM,
the processor, and Numba's settings.
"""

import hashlib
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from types import FunctionType
from typing import Any

import llvmlite
import numba
from llvmlite.binding import address_of_symbol
from numba.core import config, sigutils
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.runtime.nrt import rtsys
from numba.core.serialize import dumps
from typing_extensions import override

from bongsu.physics.numerics.jit.store import (
    mark_used,
    places,
    read_entry,
    say_uncached,
    tidy,
    write_entry,
)

_SETTINGS = (
    "OPT",
    "LOOP_VECTORIZE",
    "SLP_VECTORIZE",
    "BOUNDSCHECK",
    "DEBUGINFO_DEFAULT",
    "ENABLE_PROFILING",
    "EXTEND_VARIABLE_LIFETIMES",
    "LLVM_REFPRUNE_PASS",
    "LLVM_REFPRUNE_FLAGS",
    "USING_SVML",
)
"""Settings of Numba that change the code it makes."""

_tidied: set[Path] = set()


class KernelCache(_Cache):
    """Compiled forms of one kernel on disk.

    Parameters
    ----------
    function : function
        The kernel in Python.
    digest : str
        Digest of all source it is compiled from.
    """

    def __init__(self, function: FunctionType, digest: str) -> None:
        versions = (digest, sys.version, numba.__version__, llvmlite.__version__)
        version = hashlib.sha256(repr(versions).encode()).hexdigest()[:16]
        self._folder = f"{function.__module__}-{version}"
        self._name = f"{function.__qualname__}-{function.__code__.co_firstlineno}"
        self._enabled = True

    @property
    @override
    def cache_path(self) -> str:
        """Folder in which the kernel is looked for first."""
        return str(self._folders()[0])

    @override
    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Load the code for some types of arguments.

        Parameters
        ----------
        sig : tuple or Signature
            Types of the arguments.
        target_context : BaseContext
            Numba's target.

        Returns
        -------
        CompileResult or None
            None if there is no sound code on disk.
        """
        # code may count references; whoever compiles initializes the rest
        rtsys.initialize(target_context)
        if not self._enabled:
            return None
        identity = self._identity(sig, target_context.codegen())
        for folder in self._folders():
            content = read_entry(folder / self._file(identity), identity)
            if content is None:
                continue
            mark_used(folder)
            needed, reduced = pickle.loads(content)
            # Numba's own cache always loads all that it compiles with, a quarter of a second; code
            # with a name that is not known yet would end the process
            if not all(map(address_of_symbol, needed)):
                target_context.refresh()
            found = CompileResult._rebuild(target_context, *reduced)
            # two classes of one name give their types one text
            if found.signature.args == sigutils.normalize_signature(sig)[0]:
                return found
        return None

    @override
    def save_overload(self, sig: Any, data: Any) -> None:
        """Write compiled code, or say on standard error that there is no place for it.

        Parameters
        ----------
        sig : tuple or Signature
            Types of the arguments.
        data : CompileResult
            What was compiled.
        """
        if not self._enabled or data.library.has_dynamic_globals:
            return
        identity = self._identity(sig, data.codegen)
        content = dumps((_names_from_elsewhere(data.library), data._reduce()))
        problems = []
        for folder in self._folders():
            try:
                write_entry(folder / self._file(identity), identity, content)
            except OSError as error:
                problems.append(f"{folder.parent}: {error.strerror or error}")
            else:
                if folder not in _tidied:
                    _tidied.add(folder)
                    tidy(folder.parent, folder.name)
                return
        say_uncached("; ".join(problems))

    @override
    def enable(self) -> None:
        """Use the files on disk."""
        self._enabled = True

    @override
    def disable(self) -> None:
        """Leave the files on disk alone."""
        self._enabled = False

    @override
    def flush(self) -> None:
        """Remove the kernel's files."""
        for folder in self._folders():
            for path in folder.glob(f"{self._name}-*"):
                with suppress(OSError):
                    path.unlink()

    def _folders(self) -> list[Path]:
        chosen: str = config.CACHE_DIR  # type: ignore[attr-defined]
        return [place / self._folder for place in places(chosen)]

    def _identity(self, sig: Any, codegen: Any) -> bytes:  # noqa: ANN401 - Numba's types
        settings = [(name, str(getattr(config, name, None))) for name in _SETTINGS]
        types = sigutils.normalize_signature(sig)
        parts = (self._folder, self._name, types, codegen.magic_tuple(), settings)
        return repr(parts).encode()

    def _file(self, identity: bytes) -> str:
        return f"{self._name}-{hashlib.sha256(identity).hexdigest()[:16]}.kernel"


def _names_from_elsewhere(library: Any) -> list[str]:  # noqa: ANN401 - Numba's library
    """Functions and data that compiled code takes from Numba or Python, by name."""
    module = library._final_module
    every = (*module.functions, *module.global_variables)
    return sorted(
        one.name for one in every if one.is_declaration and not one.name.startswith("llvm.")
    )
