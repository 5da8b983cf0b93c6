"""How the machine code of a kernel holds the functions that it calls: as copies of its own.

Numba puts a copy of every callee into each caller's library, as a weak definition, and optimises
it again there. Of several copies a process uses the one it loads first. Copies optimised in
different places differ in the order of their additions, so results would depend on what was
compiled, loaded or called before. Here the copies are private to their library: a kernel always
runs the code it was compiled with.

For the same reason a kernel's name in machine code is made of its sources, where Numba would count
the functions of the process; and callers take a kernel's code in one form, whether it was compiled
in this process or an earlier one.
"""

import re
from functools import cache
from typing import Any

import llvmlite.binding as llvm
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager
from numba.core.targetconfig import ConfigStack

# in the names of functions that Numba compiles for its own use: their count in the process
_COUNT = re.compile(r"B\d+v\d+")


class KernelLibrary(JITCodeLibrary):
    """Code of one kernel, with private copies of what it calls."""

    kernel_id = ""

    def _finalize_final_module(self) -> None:
        defined = [f for f in self._final_module.functions if not f.is_declaration]
        for number, function in enumerate(defined):
            function.name = _COUNT.sub(f"{self.kernel_id}n{number}", function.name)
        # Callers build this in. Written and read again, as a module from the cache has been, too.
        self._shared_module = llvm.parse_bitcode(self._final_module.as_bitcode())
        for function in self._shared_module.functions:
            if function.linkage == llvm.Linkage.external and not function.is_declaration:
                function.linkage = llvm.Linkage.linkonce_odr
        for function in defined:
            if function.linkage == llvm.Linkage.linkonce_odr:
                function.linkage = llvm.Linkage.internal
        own_way: Any = super()
        own_way._finalize_final_module()


@cache
def compiler_of(digest: str) -> type[CompilerBase]:
    """Numba's compiler, with libraries of this module and names made of a digest.

    Parameters
    ----------
    digest : str
        Digest of all that a kernel is compiled from, in hexadecimal digits.

    Returns
    -------
    type
        Class to give to Numba as ``pipeline_class``.
    """

    class KernelCompiler(CompilerBase):
        def define_pipelines(self) -> list[PassManager]:
            state: Any = self.state
            function = state.func_id
            function.unique_id = f"k{digest}l{function.firstlineno}"
            function.unique_name = f"{function.func_qualname}${function.unique_id}"
            ConfigStack().top().forceinline = False
            library: Any = KernelLibrary
            state.library = library(state.targetctx.codegen(), function.func_qualname)
            state.library.kernel_id = function.unique_id
            state.library.enable_object_caching()
            return [DefaultPassBuilder.define_nopython_pipeline(state)]

    return KernelCompiler
