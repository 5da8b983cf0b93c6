"""Compiled functions on plain SI floats and arrays.

Nothing here reads a file, knows a unit string or builds a dataset. Parameter sets are
``typing.NamedTuple`` classes of floats and arrays, which Numba passes by field.
"""
