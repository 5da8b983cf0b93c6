"""What a missile is, as far as its flight goes."""

from dataclasses import dataclass
from functools import cached_property
from math import inf, pi

import numpy as np

from bongsu.errors import ArgumentError, InputError
from bongsu.physics.flight.kernels.boost import MissileTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import STANDARD_GRAVITY_M_S2
from bongsu.physics.numerics.curves import curve_at, monotone_slopes
from bongsu.words import STEERINGS, Steering

SEA_LEVEL_PRESSURE_PA = 101325.0
"""US Standard Atmosphere 1976, table 2. [Pa]"""

_MACH_SPACING = 0.1


def require(name: str, value: float, low: float, high: float, unit: str = "") -> None:
    """Refuse a number outside its range.

    Parameters
    ----------
    name : str
        What the number is, as a person would say it.
    value : float
        The number. [unit]
    low, high : float
        Allowed range, both ends included. [unit]
    unit : str
        Unit for the sentence.

    Raises
    ------
    InputError
        If the value is not a number within the range.
    """
    unit = f" {unit}" if unit else ""
    if not low <= value <= high:
        raise ArgumentError(name, f" must lie between {low:g} and {high:g}{unit}, not {value:g}")


@dataclass(frozen=True, kw_only=True)
class MachTable:
    """A quantity against Mach number, constant beyond its ends.

    Values between the given points follow the monotone cubic of Fritsch and Butland, resampled
    every 0.1 in Mach number.

    Parameters
    ----------
    mach : tuple of float
        Increasing, from 0; a single 0 makes the quantity constant. [1]
    value : tuple of float
        Values there, positive.

    Raises
    ------
    InputError
        If lengths differ, Mach numbers do not increase from zero or a value is not positive.

    References
    ----------
    .. [1] F. N. Fritsch, J. Butland, "A method for constructing local monotone piecewise cubic
       interpolants", SIAM J. Sci. Stat. Comput. 5:300-304, 1984, eq. (5).
    """

    mach: tuple[float, ...]
    value: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.mach) != len(self.value) or not self.mach:
            raise InputError("a Mach table needs as many values as Mach numbers, at least one")
        for value in self.value:
            require("each value of a Mach table", value, 1e-9, 1e9)
        if self.mach[0] != 0.0 or not all(np.diff(self.mach) > 0.0) or not self.mach[-1] <= 100.0:
            raise InputError("Mach numbers of a table must increase from 0, to at most 100")

    @classmethod
    def constant(cls, value: float) -> "MachTable":
        """Make a table of one value.

        Parameters
        ----------
        value : float
            The value at every Mach number. [unit of the quantity]

        Returns
        -------
        MachTable
            The table.
        """
        return cls(mach=(0.0,), value=(value,))

    def rows(self, count: int | None = None, *, invert: bool = False) -> FloatArray:
        """Cubics on uniform Mach intervals for kernels.

        Parameters
        ----------
        count : int, optional
            Number of rows; as many as the table needs by default. [1]
        invert : bool
            Tabulate one over the value.

        Returns
        -------
        numpy.ndarray
            Coefficients, shape (count, 4).
        """
        value = 1.0 / np.array(self.value) if invert else np.array(self.value, dtype=float)
        if len(self.mach) == 1:
            return np.ascontiguousarray(np.tile([value[0], 0.0, 0.0, 0.0], (count or 1, 1)))
        count = count or self.row_count
        mach = np.array(self.mach, dtype=float)
        knots = np.arange(count + 1) * _MACH_SPACING
        inside = np.minimum(knots, mach[-1])
        v, slope = curve_at(mach, value, monotone_slopes(mach, value), inside)
        d = np.where(knots <= mach[-1], slope, 0.0) * _MACH_SPACING
        rise = np.diff(v)
        columns = (v[:-1], d[:-1], 3 * rise - 2 * d[:-1] - d[1:], d[:-1] + d[1:] - 2 * rise)
        return np.ascontiguousarray(np.stack(columns, axis=1))

    @property
    def row_count(self) -> int:
        """Rows that the table needs [1]."""
        return max(1, int(np.ceil(self.mach[-1] / _MACH_SPACING - 1e-9)))


@dataclass(frozen=True, kw_only=True)
class StageDesign:
    """One stage.

    Parameters
    ----------
    propellant_mass_kg : float
        Propellant burnt at full burn time. [kg]
    inert_mass_kg : float
        Everything of the stage that is dropped with it. [kg]
    vacuum_thrust_n : float
        Thrust in vacuum. [N]
    sea_level_thrust_n : float
        Thrust at 101,325 Pa; equal to the vacuum thrust for a stage that only burns high up. [N]
    burn_time_s : float
        Time to burn all propellant. [s]
    diameter_m : float
        Diameter of the circle that drag coefficients refer to. [m]
    drag : MachTable
        Drag coefficient of the missile while this stage burns, against Mach number. [1]
    coast_before_s : float
        Unpowered time between the burnout before and this ignition. [s]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    propellant_mass_kg: float
    inert_mass_kg: float
    vacuum_thrust_n: float
    sea_level_thrust_n: float
    burn_time_s: float
    diameter_m: float
    drag: MachTable
    coast_before_s: float = 0.0

    def __post_init__(self) -> None:
        require("propellant mass", self.propellant_mass_kg, 1.0, 1e6, "kg")
        require("inert mass of a stage", self.inert_mass_kg, 0.0, 1e6, "kg")
        require("vacuum thrust", self.vacuum_thrust_n, 100.0, 1e8, "N")
        require("sea-level thrust", self.sea_level_thrust_n, 0.0, self.vacuum_thrust_n, "N")
        require("burn time", self.burn_time_s, 0.5, 1000.0, "s")
        require("diameter", self.diameter_m, 0.05, 10.0, "m")
        require("coast before ignition", self.coast_before_s, 0.0, 600.0, "s")

    @property
    def mass_flow_kg_s(self) -> float:
        """Propellant burnt per second [kg/s]."""
        return self.propellant_mass_kg / self.burn_time_s

    @property
    def exit_area_m2(self) -> float:
        """Nozzle exit area that gives both thrusts [m²]."""
        return (self.vacuum_thrust_n - self.sea_level_thrust_n) / SEA_LEVEL_PRESSURE_PA

    @property
    def reference_area_m2(self) -> float:
        """Area that drag coefficients refer to [m²]."""
        return 0.25 * pi * self.diameter_m**2


@dataclass(frozen=True, kw_only=True)
class LiftDesign:
    """Lift of what comes down: a pull-up and a glide, then a dive without lift.

    Parameters
    ----------
    lift_to_drag : float
        Lift over drag, the same at every speed. [1]
    pull_up_altitude_m : float
        Altitude on the way down at which the lift begins; at the apogee if that is lower. [m]
    dive_altitude_m : float
        Altitude on the way down at which it ends, below the other. [m]
    highest_apogee_m : float
        Apogee that aimed flights do not pass: the highest of the flights that are known. [m]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    lift_to_drag: float
    pull_up_altitude_m: float
    dive_altitude_m: float
    highest_apogee_m: float

    def __post_init__(self) -> None:
        require("lift-to-drag ratio", self.lift_to_drag, 0.01, 10.0)
        require("altitude of the pull-up", self.pull_up_altitude_m, 1.0, 1e5, "m")
        require("altitude of the dive", self.dive_altitude_m, 0.0, self.pull_up_altitude_m, "m")
        require("highest apogee", self.highest_apogee_m, self.dive_altitude_m, 1e6, "m")


@dataclass(frozen=True, kw_only=True)
class MissileDesign:
    """A missile of one to three stages that comes down ballistically, or with lift.

    Parameters
    ----------
    name : str
        What it is called.
    stages : tuple of StageDesign
        First to last.
    payload_mass_kg : float
        What is left after the last stage: the re-entry vehicle. [kg]
    ballistic_coefficient_kg_m2 : MachTable
        m / (C_D A) of what comes down, against Mach number: of the re-entry vehicle where it
        separates, of the burnt-out missile where it does not. [kg/m²]
    separating : bool
        Whether the re-entry vehicle leaves the last stage at the end of its thrust.
    can_cut_off : bool
        Whether the last stage can end its thrust early, as liquid engines do.
    vertical_rise_s : float
        Time of vertical ascent. [s]
    pitch_over_end_s : float
        Time after launch at which the constant-rate pitch-over ends, at the elevation that the loft
        parameter says. [s]
    steering : {"constant-attitude", "gravity-turn"}
        Afterwards: thrust in a fixed inertial direction, or along the velocity.
    lift : LiftDesign, optional
        Of what comes down; none for a ballistic missile.

    Raises
    ------
    InputError
        If a value is out of range or the missile cannot lift off.
    """

    name: str
    stages: tuple[StageDesign, ...]
    payload_mass_kg: float
    ballistic_coefficient_kg_m2: MachTable
    separating: bool
    can_cut_off: bool
    vertical_rise_s: float
    pitch_over_end_s: float
    steering: Steering = "constant-attitude"
    lift: LiftDesign | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.stages) <= 3:
            raise InputError(f"a missile has 1 to 3 stages, not {len(self.stages)}")
        if self.steering not in STEERINGS:
            raise InputError(
                f"steering must be one of {', '.join(STEERINGS)}, not {self.steering!r}"
            )
        if self.stages[0].coast_before_s > 0.0:
            raise InputError("the first stage burns from launch: its coast before ignition is 0")
        require("payload mass", self.payload_mass_kg, 1.0, 1e5, "kg")
        for value in self.ballistic_coefficient_kg_m2.value:
            require("ballistic coefficient", value, 10.0, 1e6, "kg/m²")
        require("vertical rise", self.vertical_rise_s, 0.1, 60.0, "s")
        require(
            "end of the pitch-over",
            self.pitch_over_end_s,
            self.vertical_rise_s + 0.1,
            self.burn_time_s,
            "s",
        )
        weight = self.launch_mass_kg * STANDARD_GRAVITY_M_S2
        if not self.stages[0].sea_level_thrust_n > 1.02 * weight:
            raise InputError(
                f"{self.name} cannot lift off: sea-level thrust "
                f"{self.stages[0].sea_level_thrust_n:g} N, weight {weight:g} N"
            )

    @property
    def launch_mass_kg(self) -> float:
        """Mass at launch [kg]."""
        stages = sum(stage.propellant_mass_kg + stage.inert_mass_kg for stage in self.stages)
        return stages + self.payload_mass_kg

    @property
    def burn_time_s(self) -> float:
        """Time from launch to the burnout of the last stage [s]."""
        return sum(stage.coast_before_s + stage.burn_time_s for stage in self.stages)

    @property
    def last_ignition_s(self) -> float:
        """Time from launch to the ignition of the last stage [s]."""
        return self.burn_time_s - self.stages[-1].burn_time_s

    @cached_property
    def _parameters(self) -> MissileTuple:
        rows = []
        time = 0.0
        mass = self.launch_mass_kg
        for stage in self.stages:
            ignition = time + stage.coast_before_s
            time = ignition + stage.burn_time_s
            rows.append(
                (
                    ignition,
                    time,
                    mass,
                    stage.mass_flow_kg_s,
                    stage.vacuum_thrust_n,
                    stage.exit_area_m2,
                    stage.reference_area_m2,
                )
            )
            mass -= stage.propellant_mass_kg + stage.inert_mass_kg
        count = max(stage.drag.row_count for stage in self.stages)
        burnt_out = self.payload_mass_kg + self.stages[-1].inert_mass_kg
        return MissileTuple(
            stages=np.array(rows),
            stage_drag=np.ascontiguousarray([stage.drag.rows(count) for stage in self.stages]),
            reentry_drag=self.ballistic_coefficient_kg_m2.rows(invert=True),
            mach_spacing=_MACH_SPACING,
            reentry_mass_kg=0.0 if self.separating else burnt_out,
            vertical_s=float(self.vertical_rise_s),
            pitch_end_s=float(self.pitch_over_end_s),
            gravity_turn=1.0 if self.steering == "gravity-turn" else 0.0,
            lift_to_drag=float(self.lift.lift_to_drag) if self.lift else 0.0,
            pull_up_m=float(self.lift.pull_up_altitude_m) if self.lift else 0.0,
            dive_m=float(self.lift.dive_altitude_m) if self.lift else 0.0,
        )

    def kernel(self) -> MissileTuple:
        """Parameter set for kernels.

        Returns
        -------
        MissileTuple
            The same object at every call.
        """
        return self._parameters


NO_CUT_OFF = inf
"""Cut-off time of a full burn. [s]"""
