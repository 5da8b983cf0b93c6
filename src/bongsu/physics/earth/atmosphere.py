"""Air: the US Standard Atmosphere 1976 and the exponential atmosphere, as smooth tables."""

from functools import cache
from importlib.resources import files
from math import log

import numpy as np
from numpy.typing import ArrayLike

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.environment import AirTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.curves import curve_at, middle_cubics, spline_slopes

# US Standard Atmosphere 1976, NOAA-S/T 76-1562: table 2 (constants) and table 4 (layers)
_GRAVITY_M_S2 = 9.80665
_GAS_CONSTANT_J_KMOL_K = 8314.32
_MOLAR_MASS_KG_KMOL = 28.9644
_EARTH_RADIUS_M = 6356766.0
_HEAT_CAPACITY_RATIO = 1.4
_SEA_LEVEL_PRESSURE_PA = 101325.0
_SEA_LEVEL_TEMPERATURE_K = 288.15
_LAYER_BASE_M = np.array([0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3])
_LAPSE_K_M = np.array([-6.5e-3, 0.0, 1e-3, 2.8e-3, 0.0, -2.8e-3, -2e-3])
_EQUATIONS_TOP_M = 86e3
_LOWEST_M = -5e3

_BELOW_ALL_M = -1e9

_SPACING_M = 1000.0
_LARGEST_INTERVAL_IN_LOG_DENSITY = 0.4


@cache
def _layer_values() -> tuple[FloatArray, FloatArray]:
    """Return the temperature and pressure at each layer's base."""
    temperature = [_SEA_LEVEL_TEMPERATURE_K]
    pressure = [_SEA_LEVEL_PRESSURE_PA]
    for depth, lapse in zip(np.diff(_LAYER_BASE_M), _LAPSE_K_M[:-1], strict=True):
        temperature.append(temperature[-1] + lapse * depth)
        pressure.append(
            pressure[-1] * float(_pressure_ratio(temperature[-2], np.array(lapse), depth))
        )
    return np.array(temperature), np.array(pressure)


def _pressure_ratio(temperature: ArrayLike, lapse: FloatArray, height: ArrayLike) -> FloatArray:
    hydrostatic = _GRAVITY_M_S2 * _MOLAR_MASS_KG_KMOL / _GAS_CONSTANT_J_KMOL_K
    base = np.asarray(temperature, dtype=float)
    height = np.asarray(height, dtype=float)
    isothermal = np.exp(-hydrostatic * height / base)
    safe = np.where(lapse == 0.0, 1.0, lapse)
    gradient = (base / (base + lapse * height)) ** (hydrostatic / safe)
    return np.asarray(np.where(lapse == 0.0, isothermal, gradient))


def us76_lower(
    altitude: ArrayLike,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """US Standard Atmosphere 1976 from its defining equations.

    Parameters
    ----------
    altitude : array_like
        Geometric altitude, -5 km to 86 km. [m]

    Returns
    -------
    tuple of numpy.ndarray
        Molecular-scale temperature [K], pressure [Pa], density [kg/m³], speed of sound [m/s].

    Raises
    ------
    InputError
        If an altitude is outside the range or not a number.

    References
    ----------
    .. [1] "US Standard Atmosphere, 1976", NOAA-S/T 76-1562, eqs. (18), (23), (33), (42), (50).
    """
    height = np.asarray(altitude, dtype=float)
    if not np.all((height >= _LOWEST_M) & (height <= _EQUATIONS_TOP_M)):
        raise InputError("altitude must lie between -5 km and 86 km for the 1976 equations")
    geopotential = _EARTH_RADIUS_M * height / (_EARTH_RADIUS_M + height)
    layer = np.clip(np.searchsorted(_LAYER_BASE_M, geopotential, side="right") - 1, 0, None)
    temperatures, pressures = _layer_values()
    above = geopotential - _LAYER_BASE_M[layer]
    temperature = temperatures[layer] + _LAPSE_K_M[layer] * above
    pressure = pressures[layer] * _pressure_ratio(temperatures[layer], _LAPSE_K_M[layer], above)
    specific = _GAS_CONSTANT_J_KMOL_K / _MOLAR_MASS_KG_KMOL
    density = pressure / (specific * temperature)
    return temperature, pressure, density, np.sqrt(_HEAT_CAPACITY_RATIO * specific * temperature)


@cache
def us76_air() -> AirTuple:
    """US Standard Atmosphere 1976 as a smooth table, -5 km to 200 km.

    Up to 86 km from the defining equations, above from the published table; a cubic spline of log
    density on 1 km knots rounds the corners between layers (0.3 % of density at most). Density is
    zero above 200 km. The standard defines no speed of sound above 86 km; it is held there.

    Returns
    -------
    AirTuple
        The table.

    References
    ----------
    .. [1] "US Standard Atmosphere, 1976", NOAA-S/T 76-1562, part 1 and part 4, table I.
    """
    text = (files("bongsu.physics.earth.data") / "us76_upper_density.csv").read_text(
        encoding="utf-8"
    )
    upper = np.array([[float(cell) for cell in row.split(",")] for row in text.split("\n")[3:-1]])
    lower_m = np.arange(_LOWEST_M, _EQUATIONS_TOP_M, _SPACING_M)
    _, _, lower_density, lower_speed = us76_lower(lower_m)
    upper_km, upper_density = upper.T
    height = np.concatenate([lower_m, 1000.0 * upper_km])
    log_density = np.log(np.concatenate([lower_density, upper_density]))
    top = 1000.0 * upper_km[-1]
    knots = np.arange(_LOWEST_M, top + 1.0, _SPACING_M)
    _, _, _, speed_at_top = us76_lower(_EQUATIONS_TOP_M)
    speed = np.full(knots.shape, speed_at_top)
    speed[: lower_speed.size] = lower_speed
    joined, _ = curve_at(height, log_density, spline_slopes(height, log_density), knots)
    return _tabulate(knots, joined, speed)


def exponential_air(
    density_kg_m3: float = 1.225,
    scale_height_m: float = 7200.0,
    *,
    sound_speed_m_s: float = 300.0,
    top_m: float = 200e3,
) -> AirTuple:
    """Exponential atmosphere; the table represents it exactly.

    Parameters
    ----------
    density_kg_m3 : float
        Density at zero altitude. [kg/m³]
    scale_height_m : float
        Altitude over which density falls by a factor e. [m]
    sound_speed_m_s : float
        Speed of sound at every altitude. [m/s]
    top_m : float
        Density is zero above. [m]

    Returns
    -------
    AirTuple
        The table.

    Raises
    ------
    InputError
        If a value is not positive and finite.
    """
    for name, value in (
        ("density", density_kg_m3),
        ("scale height", scale_height_m),
        ("speed of sound", sound_speed_m_s),
        ("top of the air", top_m),
    ):
        if not 0.0 < value < np.inf:
            raise InputError(f"{name} must be positive and finite, not {value}")
    intervals = int(np.ceil((top_m - _LOWEST_M) / min(_SPACING_M, scale_height_m / 4.0)))
    knots = np.linspace(_LOWEST_M, top_m, intervals + 1)
    speed = np.full(knots.shape, sound_speed_m_s)
    return _tabulate(knots, log(density_kg_m3) - knots / scale_height_m, speed)


@cache
def no_air() -> AirTuple:
    """Vacuum: zero density at every altitude.

    Returns
    -------
    AirTuple
        A table of one interval.
    """
    density = np.zeros((1, 4))
    speed = np.array([[300.0, 0.0, 0.0, 0.0]])
    return AirTuple(0.0, _SPACING_M, _BELOW_ALL_M, density, speed)


def _tabulate(knots: FloatArray, log_density: FloatArray, speed: FloatArray) -> AirTuple:
    spacing = float(knots[1] - knots[0])
    density = middle_cubics(knots, log_density, spline_slopes(knots, log_density))
    middle, slope, curve, twist = density.T
    reach = np.abs(slope) / 2 + np.abs(curve) / 4 + np.abs(twist) / 8
    if 2.0 * reach.max() > _LARGEST_INTERVAL_IN_LOG_DENSITY:
        raise InputError("the air's density changes too fast between knots")
    middle[:] = np.exp(middle)
    sound = middle_cubics(knots, speed, spline_slopes(knots, speed))
    return AirTuple(float(knots[0]), spacing, float(knots[-1]), density, sound)
