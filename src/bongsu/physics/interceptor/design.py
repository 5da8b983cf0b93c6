"""What is assumed of an interceptor: a boosted point mass that drops a kill vehicle."""

from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite, pi

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.interceptor.kernels.flyout import InterceptorTuple


@dataclass(frozen=True, kw_only=True)
class InterceptorDesign:
    """Parameters of a single-stage interceptor, SI units.

    Attributes
    ----------
    name : str
        What figures and messages call it.
    launch_mass_kg : float
        Mass at launch. [kg]
    propellant_mass_kg : float
        Propellant burnt. [kg]
    specific_impulse_s : float
        Effective specific impulse over the burn: the small loss to air pressure is in it. [s]
    burn_time_s : float
        Duration of the burn at constant thrust. [s]
    diameter_m : float
        Diameter that the drag coefficient refers to. [m]
    drag_table : tuple of (float, float)
        Mach number and drag coefficient while the motor burns, ascending. [1]
    coast_ballistic_coefficient_kg_m2 : float
        Mass over drag area of what flies on after burnout. [kg/m²]
    lowest_altitude_m, highest_altitude_m : float
        Altitude band of intercepts. [m]
    longest_range_m : float
        Greatest ground range of an intercept. [m]
    longest_time_s : float
        Greatest time of flight. [s]
    least_speed_m_s : float
        Speed below which the interceptor can no longer correct its path. [m/s]
    hold_time_s : float
        How long the launch elevation is held before the gravity turn. [s]
    lowest_elevation_rad : float
        Least launch elevation. [rad]
    """

    name: str
    launch_mass_kg: float
    propellant_mass_kg: float
    specific_impulse_s: float
    burn_time_s: float
    diameter_m: float
    drag_table: tuple[tuple[float, float], ...]
    coast_ballistic_coefficient_kg_m2: float
    lowest_altitude_m: float
    highest_altitude_m: float
    longest_range_m: float
    longest_time_s: float
    least_speed_m_s: float
    hold_time_s: float
    lowest_elevation_rad: float

    def __post_init__(self) -> None:
        """Refuse what cannot fly or cannot intercept, with the reason."""
        _check_positive(self)
        if self.propellant_mass_kg >= self.launch_mass_kg:
            raise InputError(
                f"{self.name}: {self.propellant_mass_kg:g} kg of propellant leave nothing of "
                f"{self.launch_mass_kg:g} kg launch mass"
            )
        thrust = self.propellant_mass_kg / self.burn_time_s * self.specific_impulse_s
        if thrust <= self.launch_mass_kg:
            raise InputError(
                f"{self.name}: thrust over launch weight is {thrust / self.launch_mass_kg:.2f}; "
                "the interceptor does not lift off"
            )
        if self.lowest_altitude_m >= self.highest_altitude_m:
            raise InputError(
                f"{self.name}: the altitude band is inverted: its floor "
                f"{self.lowest_altitude_m / 1e3:g} km is not below its ceiling "
                f"{self.highest_altitude_m / 1e3:g} km"
            )
        if not self.hold_time_s < self.burn_time_s < self.longest_time_s:
            raise InputError(
                f"{self.name}: hold time {self.hold_time_s:g} s, burn time {self.burn_time_s:g} s "
                f"and longest time of flight {self.longest_time_s:g} s must increase"
            )
        if not 0.0 < self.lowest_elevation_rad < pi / 2:
            raise InputError(f"{self.name}: the least launch elevation must be in (0, 90) deg")
        machs = [mach for mach, _ in self.drag_table]
        if len(machs) < 2 or any(b <= a for a, b in pairwise(machs)):
            raise InputError(
                f"{self.name}: the drag table needs two rows or more, ascending in Mach number"
            )

    def kernel(self, *, launch_altitude_m: float = 0.0) -> InterceptorTuple:
        """Parameter set for the kernels.

        Parameters
        ----------
        launch_altitude_m : float
            Altitude of the launcher. [m]

        Returns
        -------
        InterceptorTuple
            The same interceptor for :mod:`bongsu.physics.interceptor.kernels.flyout`.

        Raises
        ------
        InputError
            If the launcher stands at or above the floor of the altitude band.
        """
        if not -500.0 <= launch_altitude_m < self.highest_altitude_m:
            raise InputError(
                f"{self.name}: a launcher at {launch_altitude_m:g} m is not below the altitude band"
            )
        mach, coefficient = np.array(self.drag_table, dtype=np.float64).T
        return InterceptorTuple(
            launch_mass_kg=float(self.launch_mass_kg),
            propellant_mass_kg=float(self.propellant_mass_kg),
            specific_impulse_s=float(self.specific_impulse_s),
            burn_time_s=float(self.burn_time_s),
            hold_time_s=float(self.hold_time_s),
            reference_area_m2=pi / 4.0 * self.diameter_m**2,
            drag_mach=np.ascontiguousarray(mach),
            drag_coefficient=np.ascontiguousarray(coefficient),
            coast_ballistic_coefficient_kg_m2=float(self.coast_ballistic_coefficient_kg_m2),
            launch_altitude_m=float(launch_altitude_m),
            lowest_altitude_m=float(self.lowest_altitude_m),
            highest_altitude_m=float(self.highest_altitude_m),
            longest_range_m=float(self.longest_range_m),
            longest_time_s=float(self.longest_time_s),
            least_speed_m_s=float(self.least_speed_m_s),
        )


def _check_positive(design: InterceptorDesign) -> None:
    signed = ("lowest_altitude_m", "hold_time_s", "least_speed_m_s")
    for name, value in vars(design).items():
        if not isinstance(value, int | float):
            continue
        if not isfinite(value) or value < 0.0 or (value == 0.0 and name not in signed):
            least = "at least 0" if name in signed else f"above 0 and below {inf}"
            raise InputError(f"{design.name}: {name} is {value:g}; it must be {least}")
