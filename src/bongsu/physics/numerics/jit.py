"""How every kernel of the package is compiled and cached.

The fast-math set leaves out ``nnan`` and ``ninf``: an overflowed trial step of an adaptive
integrator must stay visible as NaN or infinity so that the step is rejected.

Loops over many cases are spread over cores by :mod:`bongsu.physics.numerics.threads`, not by
``parallel=True``: a kernel that releases the interpreter lock takes nested named tuples, compiles
once, and leaves room for progress and for Ctrl-C between chunks.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
from numba.core import config

import bongsu
from bongsu.physics.numerics.jit_sources import source_digest

P = ParamSpec("P")
R = TypeVar("R")

FAST_MATH = {"contract", "reassoc", "nsz", "arcp", "afn"}

# no kernel's address is handed to C
_OPTIONS: dict[str, Any] = {
    "cache": True,
    "fastmath": FAST_MATH,
    "error_model": "numpy",
    "nogil": True,
    "no_cfunc_wrapper": True,
}

_PACKAGE = Path(bongsu.__file__).parent


def _cache_directory(function: Callable[..., object]) -> str:
    """Return where a compiled function is kept, named by all the source it is compiled from."""
    digest = source_digest(function.__module__, Path(function.__code__.co_filename))
    base = os.environ.get("NUMBA_CACHE_DIR") or str(_PACKAGE / "__pycache__" / "kernels")
    return str(Path(base) / digest)


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
    return _compile(function, inline=False)


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
    return _compile(function, inline=True)


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
    options = {**_OPTIONS, "cache": False, "forceinline": True, "no_cpython_wrapper": True}
    return cast("Callable[P, R]", numba.njit(**options)(function))


def _compile(function: Callable[P, R], *, inline: bool) -> Callable[P, R]:
    previous = config.CACHE_DIR  # type: ignore[attr-defined]
    config.CACHE_DIR = _cache_directory(function)  # type: ignore[attr-defined]
    try:
        compiled = numba.njit(**{**_OPTIONS, "forceinline": inline})(function)
    finally:
        config.CACHE_DIR = previous  # type: ignore[attr-defined]
    return cast("Callable[P, R]", compiled)
