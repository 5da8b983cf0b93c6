"""Whether there is a GPU, and the package's kernels as functions that run on it."""

import dis
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from types import FunctionType, ModuleType
from typing import Any, cast

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.numerics.jit.settings import config


def gpu_problem() -> str | None:
    """Say why flights cannot run on a GPU here.

    Returns
    -------
    str or None
        A sentence that says what is missing; None when all is there.
    """
    if config.ENABLE_CUDASIM:  # type: ignore[attr-defined]
        return None
    if config.DISABLE_JIT:  # type: ignore[attr-defined]
        return "NUMBA_DISABLE_JIT is set, and a GPU runs compiled functions only"
    # Numba's own CUDA target is on its way out and lacks some of what the kernels use
    if find_spec("numba_cuda") is None:
        return "numba-cuda is not installed: pip install 'bongsu[cuda]'"
    from numba import cuda

    if not cuda.is_available():
        return "numba-cuda finds no NVIDIA GPU with a driver, or no CUDA compiler"
    return None


def require_gpu() -> None:
    """Refuse to go on without a GPU.

    Raises
    ------
    InputError
        If there is no GPU, or no compiler for it; the sentence says what is missing.
    """
    problem = gpu_problem()
    if problem is not None:
        raise InputError(f"flights cannot run on a GPU here: {problem}")


def device_name() -> str:
    """Name of the GPU in use.

    Returns
    -------
    str
        As the driver gives it.

    Raises
    ------
    InputError
        If there is no GPU.
    """
    require_gpu()
    if config.ENABLE_CUDASIM:  # type: ignore[attr-defined]
        return "Numba's simulator of a GPU"
    from numba import cuda

    name = cuda.get_current_device().name
    return name.decode() if isinstance(name, bytes) else str(name)


@cache
def device_function(kernel: Callable[..., object]) -> Any:  # noqa: ANN401 - Numba's own type
    """Compile a kernel, and all that it calls, for the GPU.

    The kernel's Python function is taken as it stands; of its global names, those that are kernels
    are led to their device functions, so that there is one source of the physics. Fast-math is
    left off: double precision gains little from it there beyond the fused multiply-add, which is
    on anyway.

    Parameters
    ----------
    kernel : callable
        Function under :func:`bongsu.physics.numerics.jit.kernel` that allocates no array.

    Returns
    -------
    object
        Device function of Numba's CUDA target.
    """
    from numba import cuda

    source = cast("FunctionType", getattr(kernel, "py_func", kernel))
    names = dict(source.__globals__)
    for name in _global_names(source):
        value = names.get(name)
        if hasattr(value, "py_func"):
            names[name] = device_function(value)
        elif value is np:
            names[name] = _numpy_on_device()
    copy = FunctionType(source.__code__, names, source.__name__, source.__defaults__)
    copy.__module__ = source.__module__
    return cuda.jit(copy, device=True)


def _global_names(function: FunctionType) -> Iterator[str]:
    for instruction in dis.get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval


@cache
def _numpy_on_device() -> ModuleType:
    """NumPy as kernels name it, less what the CUDA target lacks: it has no ``np.floor``."""
    if config.ENABLE_CUDASIM:  # type: ignore[attr-defined]
        return np
    from numba.cuda import libdevice

    module = ModuleType("numpy_on_device")
    vars(module).update(vars(np), floor=libdevice.floor)
    return module


def on_device(part: Any) -> Any:  # noqa: ANN401 - any nesting of tuples
    """Copy the arrays of nested tuples to the GPU once, rather than with every launch of a kernel.

    Parameters
    ----------
    part : tuple, ndarray or number
        As kernels take it.

    Returns
    -------
    tuple, device array or number
        The same, with its arrays on the device.
    """
    from numba import cuda

    if isinstance(part, np.ndarray):
        return cuda.to_device(part)
    if isinstance(part, tuple):
        inner = [on_device(one) for one in part]
        return type(part)(*inner) if hasattr(part, "_fields") else tuple(inner)
    return part
