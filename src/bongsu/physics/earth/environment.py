"""The Earth that flights are flown over."""

from functools import cache

from bongsu.errors import InputError
from bongsu.physics.earth.atmosphere import exponential_air, no_air, us76_air
from bongsu.physics.earth.kernels.environment import AirTuple, EnvironmentTuple, GravityTuple
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_GM_M3_S2,
    EARTH_J2,
    EARTH_J3,
    EARTH_J4,
    EARTH_ROTATION_RAD_S,
)
from bongsu.words import AIR_MODELS, GRAVITY_MODELS, AirModel, GravityModel

__all__ = ["EnvironmentTuple", "standard_environment"]


@cache
def standard_environment(
    gravity: GravityModel = "J2", air: AirModel = "us76", rotating: bool = True
) -> EnvironmentTuple:
    """Rotating WGS-84 Earth with the chosen gravity and air.

    Parameters
    ----------
    gravity : {"J2", "point-mass", "J2..J4"}
        Terms of the zonal field.
    air : {"us76", "exponential", "none"}
        US Standard Atmosphere 1976, an exponential atmosphere of 1.225 kg/m³ and 7.2 km, or vacuum.
    rotating : bool
        Whether the Earth, its air and its frame turn.

    Returns
    -------
    EnvironmentTuple
        Parameter set for kernels; the same object for the same arguments.

    Raises
    ------
    InputError
        If a model's name is unknown.

    References
    ----------
    .. [1] NIMA TR8350.2, "Department of Defense World Geodetic System 1984", 3rd ed., 2000,
       tables 3.1 and 3.3.
    """
    if gravity not in GRAVITY_MODELS:
        raise InputError(
            f"gravity model must be one of {', '.join(GRAVITY_MODELS)}, not {gravity!r}"
        )
    j2 = 0.0 if gravity == "point-mass" else EARTH_J2
    j3, j4 = (EARTH_J3, EARTH_J4) if gravity == "J2..J4" else (0.0, 0.0)
    field = GravityTuple(EARTH_GM_M3_S2, EARTH_EQUATORIAL_RADIUS_M, j2, j3, j4)
    return EnvironmentTuple(field, EARTH_ROTATION_RAD_S if rotating else 0.0, _air(air))


def _air(name: AirModel) -> AirTuple:
    if name == "us76":
        return us76_air()
    if name == "exponential":
        return exponential_air()
    if name == "none":
        return no_air()
    raise InputError(f"air must be one of {', '.join(AIR_MODELS)}, not {name!r}")
