"""Cross-section by aspect: two half spheroids, one ahead of the waist and one behind it."""

from math import atan, atanh, cos, sqrt
from typing import NamedTuple

from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import inline_kernel, kernel


class CrossSectionTuple(NamedTuple):
    """Mean radar cross-section of an object at every aspect.

    Parameters
    ----------
    side_m2 : float
        Seen at right angles to the axis. [m²]
    nose_slope, rear_slope : float
        Root of the ratio of `side_m2` to the cross-section along the axis, less 1, from ahead and
        from behind; 0 for one that does not depend on aspect. [1]
    """

    side_m2: float
    nose_slope: float
    rear_slope: float


def constant_cross_section(cross_section_m2: float) -> CrossSectionTuple:
    """Cross-section that is the same at every aspect.

    Parameters
    ----------
    cross_section_m2 : float
        Mean radar cross-section, not negative. [m²]

    Returns
    -------
    CrossSectionTuple
        As compiled code takes it.
    """
    return CrossSectionTuple(float(cross_section_m2), 0.0, 0.0)


def half_spheroids(nose_on_m2: float, side_m2: float, rear_m2: float) -> CrossSectionTuple:
    """Cross-section of two half spheroids that are joined at the waist.

    Parameters
    ----------
    nose_on_m2, side_m2, rear_m2 : float
        Mean radar cross-section from ahead, at right angles to the axis, and from behind,
        positive. [m²]

    Returns
    -------
    CrossSectionTuple
        As compiled code takes it.
    """
    return CrossSectionTuple(
        float(side_m2), sqrt(side_m2 / nose_on_m2) - 1.0, sqrt(side_m2 / rear_m2) - 1.0
    )


def mean_over_attitudes(cross_section: CrossSectionTuple) -> float:
    """Cross-section averaged over all attitudes, each as likely as any other: of what tumbles.

    Parameters
    ----------
    cross_section : CrossSectionTuple

    Returns
    -------
    float
        The integral of :func:`cross_section_at` over the sphere, in closed form. [m²]
    """
    total = 0.0
    for slope in (cross_section.nose_slope, cross_section.rear_slope):
        root = sqrt(abs(slope))
        angle = 1.0
        if slope > 0.0:
            angle = atan(root) / root
        elif slope < 0.0:
            angle = atanh(root) / root
        total += 0.25 * cross_section.side_m2 * (1.0 / (1.0 + slope) + angle)
    return total


@inline_kernel
def cross_section_at(cross_section: CrossSectionTuple, cosine: float) -> float:
    """Cross-section at an aspect.

    Parameters
    ----------
    cross_section : CrossSectionTuple
    cosine : float
        Cosine of the angle between the axis, pointing ahead, and the line of sight to the radar:
        1 nose-on, 0 from the side, -1 from the rear. [1]

    Returns
    -------
    float
        Mean radar cross-section. [m²]

    Notes
    -----
    A spheroid of half length c and radius b, large against the wavelength, has
    pi b^4 c^2 / (b^2 sin^2 + c^2 cos^2)^2 [1]_. Its reciprocal root is linear in cos^2, so that
    the values along the axis and at right angles to it give all others.

    References
    ----------
    .. [1] B. R. Mahafza, A. Z. Elsherbeni, "MATLAB Simulations for Radar Systems Design", 2004,
       sec. 11.5.2.
    """
    slope = cross_section.nose_slope if cosine > 0.0 else cross_section.rear_slope
    root = 1.0 + slope * cosine * cosine
    return cross_section.side_m2 / (root * root)


@inline_kernel
def cosine_of_aspect(
    site: Vector, x: float, y: float, z: float, vx: float, vy: float, vz: float
) -> float:
    """Cosine of the aspect at which a radar sees an object whose axis lies along its velocity.

    Parameters
    ----------
    site : tuple of float
        ECEF position of the radar. [m]
    x, y, z : float
        ECEF position of the object. [m]
    vx, vy, vz : float
        Velocity in the Earth-fixed frame: in the air, that through the air. [m/s]

    Returns
    -------
    float
        1 when it flies straight at the radar, -1 straight away from it; 0 at rest. [1]
    """
    dx = site[0] - x
    dy = site[1] - y
    dz = site[2] - z
    squares = (dx * dx + dy * dy + dz * dz) * (vx * vx + vy * vy + vz * vz)
    if squares <= 0.0:
        return 0.0
    return (dx * vx + dy * vy + dz * vz) / sqrt(squares)


@inline_kernel
def cross_section_towards(
    cross_section: CrossSectionTuple,
    site: Vector,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> float:
    """Cross-section that an object in flight shows to a radar.

    Parameters
    ----------
    cross_section : CrossSectionTuple
    site, x, y, z, vx, vy, vz
        See :func:`cosine_of_aspect`.

    Returns
    -------
    float
        Mean radar cross-section. [m²]
    """
    if cross_section.nose_slope == 0.0 and cross_section.rear_slope == 0.0:
        return cross_section.side_m2
    return cross_section_at(cross_section, cosine_of_aspect(site, x, y, z, vx, vy, vz))


@kernel
def fill_cross_sections(
    cross_section: CrossSectionTuple, aspects: FloatArray, found: FloatArray
) -> None:
    """Cross-section at many aspects.

    Parameters
    ----------
    cross_section : CrossSectionTuple
    aspects : ndarray, shape (n,)
        Angles between the axis and the line of sight. [rad]
    found : ndarray, shape (n,)
        Filled with mean radar cross-sections. [m²]
    """
    for i in range(aspects.size):
        found[i] = cross_section_at(cross_section, cos(aspects[i]))


@kernel
def fill_row_cross_sections(
    cross_section: CrossSectionTuple, site: Vector, samples: FloatArray, found: FloatArray
) -> None:
    """Cross-section at the rows of one flight, or of several in a row.

    Parameters
    ----------
    cross_section : CrossSectionTuple
    site : tuple of float
        ECEF position of the radar. [m]
    samples : ndarray, shape (n, 7)
        Time, ECEF position and velocity. [s, m, m/s]
    found : ndarray, shape (n,)
        Filled with mean radar cross-sections. [m²]
    """
    for i in range(samples.shape[0]):
        row = samples[i]
        found[i] = cross_section_towards(
            cross_section, site, row[1], row[2], row[3], row[4], row[5], row[6]
        )
