"""Kinds of arrays, as signatures name them."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
"""Numbers, of any shape."""

IntArray: TypeAlias = NDArray[np.int64]
"""Indices, counts and codes, of any shape."""

BoolArray: TypeAlias = NDArray[np.bool_]
"""What is so and what is not, of any shape."""
