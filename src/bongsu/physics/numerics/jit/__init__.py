"""How every kernel of the package is compiled and cached.

The fast-math set leaves out ``nnan`` and ``ninf``: an overflowed trial step of an adaptive
integrator must stay visible as NaN or infinity so that the step is rejected.

Loops over many cases are spread over cores by :mod:`bongsu.physics.numerics.threads`, not by
``parallel=True``: a kernel that releases the interpreter lock takes nested named tuples, compiles
once, and leaves room for progress and for Ctrl-C between chunks.
"""

from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

from bongsu.physics.numerics.jit.settings import config, njit

# isort: split
from bongsu.guard.signals import held
from bongsu.physics.numerics.jit.cache import KernelCache
from bongsu.physics.numerics.jit.library import compiler_of
from bongsu.physics.numerics.jit.sources import forget_sources, source_digest
from bongsu.physics.numerics.jit.store import say_uncached

P = ParamSpec("P")
R = TypeVar("R")


class _Flags(set[str]):
    """A set whose text is the same in every process: Numba makes names of it."""

    def __repr__(self) -> str:
        return f"{{{', '.join(sorted(self))}}}"

    def copy(self) -> "_Flags":
        return _Flags(self)


FAST_MATH = _Flags({"contract", "reassoc", "nsz", "arcp", "afn"})

# no kernel's address is handed to C
_OPTIONS: dict[str, Any] = {
    "fastmath": FAST_MATH,
    "error_model": "numpy",
    "nogil": True,
    "no_cfunc_wrapper": True,
}

_decorated: set[tuple[str, str]] = set()


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a scalar or array function, cached on disk, without the interpreter lock.

    Parameters
    ----------
    function : callable
        Function on floats, arrays and named tuples of them, in a module that imports the other
        kernels it calls when it is itself imported.

    Returns
    -------
    callable
        The compiled function, with the signature of `function`.
    """
    return _compile(function, kept=True, forceinline=False)


def inline_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that is to be part of every caller's machine code.

    For a function called at every stage of every step that the compiler would leave out of line:
    its parameter sets would be copied to the stack, field by field, at each call.

    Parameters
    ----------
    function : callable
        As for :func:`kernel`.

    Returns
    -------
    callable
        The compiled function, with the signature of `function`.
    """
    return _compile(function, kept=True, forceinline=True)


def inner_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile like :func:`inline_kernel` a function that only other kernels call.

    It has no entry for the interpreter, which for a function of tuples takes longer to compile
    than the function: a third of the time of all flight kernels. A call from the interpreter ends
    the process; a test looks for such calls.

    Parameters
    ----------
    function : callable
        As for :func:`kernel`.

    Returns
    -------
    callable
        The compiled function, with the signature of `function`, for kernels.
    """
    return _compile(function, kept=False, forceinline=True, no_cpython_wrapper=True)


def lean_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile like :func:`kernel` a function that makes no array, and counts no references.

    For functions that are handed many arrays in a tuple: each look at one of them would otherwise
    cost two atomic operations, which took half of the time of a raid's replication.

    Parameters
    ----------
    function : callable
        As for :func:`kernel`; neither it nor what it calls makes an array.

    Returns
    -------
    callable
        The compiled function, with the signature of `function`.
    """
    return _compile(function, kept=True, forceinline=False, _nrt=False)


def lean_inline_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile like :func:`inline_kernel` a function that counts no references.

    Parameters
    ----------
    function : callable
        As for :func:`lean_kernel`.

    Returns
    -------
    callable
        The compiled function, with the signature of `function`.
    """
    return _compile(function, kept=True, forceinline=True, _nrt=False)


def lean_inner_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile like :func:`inner_kernel` a function that counts no references.

    Parameters
    ----------
    function : callable
        As for :func:`lean_kernel`.

    Returns
    -------
    callable
        The compiled function, with the signature of `function`, for kernels.
    """
    return _compile(function, kept=False, forceinline=True, no_cpython_wrapper=True, _nrt=False)


def _compile(function: Callable[P, R], *, kept: bool, **options: bool) -> Callable[P, R]:
    if config.DISABLE_JIT:  # type: ignore[attr-defined]
        return function
    source = cast("FunctionType", function)
    chosen: dict[str, Any] = {**_OPTIONS, **options}
    digest = _digest(source)
    if digest is not None:
        chosen["pipeline_class"] = compiler_of(digest)
    compiled: Any = njit(**chosen)(source)
    if kept and digest is not None:
        compiled._cache = KernelCache(source, digest)
    # an exception in a callback of the compiler is dropped, and the missing code ends the process
    compiled.compile = held()(compiled.compile)
    return cast("Callable[P, R]", compiled)


def _digest(function: FunctionType) -> str | None:
    """Return the digest of a kernel's sources; None if its code cannot be told by them."""
    name = (function.__module__, function.__qualname__)
    if name[0] == "__main__" or "<locals>" in name[1]:
        return None
    if name in _decorated:  # its module is run again, since it was edited
        forget_sources()
        _decorated.clear()
    _decorated.add(name)
    try:
        return source_digest(function.__module__, Path(function.__code__.co_filename))
    except OSError as error:
        say_uncached(f"{function.__code__.co_filename}: {error.strerror}")
        return None
