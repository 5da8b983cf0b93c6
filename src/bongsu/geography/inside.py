"""What lies in an outline, asked by one thread at a time.

GEOS answers such questions from an index that it keeps with a shape and builds unguarded when it is
first asked, and Shapely has it made by itself where one shape is asked about many points. Outlines
are shared by all threads: two that asked one at once have ended the process. So whoever asks does
it here. Other work on shared shapes, such as cutting them, needs no guard.
"""

import os
from threading import RLock

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bongsu.physics.numerics.arrays import BoolArray, FloatArray

_asking = RLock()

if hasattr(os, "register_at_fork"):
    # an index that another thread had half built would be no use to a copy of the process
    os.register_at_fork(
        before=_asking.acquire, after_in_parent=_asking.release, after_in_child=_asking.release
    )


def points_inside(outline: BaseGeometry, x: FloatArray, y: FloatArray) -> BoolArray:
    """Tell which points lie in an outline or on its edge.

    Parameters
    ----------
    outline : shapely.geometry.base.BaseGeometry
        Polygons. [m or deg]
    x, y : ndarray
        Points, of one shape. [as `outline`]

    Returns
    -------
    ndarray of bool
        Whether each does.
    """
    with _asking:
        return np.asarray(shapely.intersects_xy(outline, x, y), dtype=bool)


def point_inside(outline: BaseGeometry, x: float, y: float) -> bool:
    """Tell whether a point lies in an outline or on its edge.

    Parameters
    ----------
    outline, x, y
        See :func:`points_inside`; of one point.

    Returns
    -------
    bool
        Whether it does.
    """
    return bool(points_inside(outline, np.array([x]), np.array([y]))[0])


def points_near(outline: BaseGeometry, x: FloatArray, y: FloatArray, distance: float) -> BoolArray:
    """Tell which points lie within a distance of an outline.

    Parameters
    ----------
    outline, x, y
        See :func:`points_inside`.
    distance : float
        How near. [as `outline`]

    Returns
    -------
    ndarray of bool
        Whether each does.
    """
    with _asking:
        shapely.prepare(outline)
        return np.asarray(shapely.dwithin(outline, shapely.points(x, y), distance), dtype=bool)


def shapes_within(
    outline: BaseGeometry, shapes: NDArray[np.object_]
) -> tuple[BoolArray, BoolArray]:
    """Tell which shapes reach into an outline, and which of them lie wholly inside.

    Parameters
    ----------
    outline : shapely.geometry.base.BaseGeometry
        Polygons, in any unit. [m or deg]
    shapes : ndarray of object
        Polygons, in the same. [m or deg]

    Returns
    -------
    ndarray of bool
        Whether each touches the outline or its inside.
    ndarray of bool
        Whether each lies inside and does not touch the edge.
    """
    with _asking:
        shapely.prepare(outline)
        touched = np.asarray(shapely.intersects(outline, shapes), dtype=bool)
        return touched, np.asarray(shapely.contains_properly(outline, shapes), dtype=bool)
