"""The kinds of things in the catalogue and the parameters each has.

A field annotated with ``Bounds`` or ``Words`` is a row; its name with hyphens is its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Annotated

from bongsu.catalog.rows.parameters import (
    TURN,
    Altitude,
    BallisticCoefficient,
    Bounds,
    Count,
    CrossSection,
    DragTableName,
    Duration,
    Elevation,
    Entry,
    Group,
    Impulse,
    Length,
    Mass,
    PositiveDuration,
    Share,
    Speed,
    Words,
)
from bongsu.catalog.rows.quantities import Choice, Curve, Quantity
from bongsu.catalog.rows.radars import RadarEntry
from bongsu.words import ATTITUDES


@dataclass(frozen=True, kw_only=True)
class StageEntry(Group):
    """One stage of a missile; thrust is propellant mass times specific impulse over burn time.

    Attributes
    ----------
    propellant_mass : Quantity
        Propellant burnt in a full burn. [kg]
    inert_mass : Quantity
        What is dropped with the stage. [kg]
    burn_time : Quantity
        Duration of the burn. [s]
    isp_sea_level : Quantity
        Specific impulse at 101,325 Pa. [s]
    isp_vacuum : Quantity
        Specific impulse in vacuum. [s]
    diameter : Quantity
        Largest diameter, which the drag coefficient refers to. [m]
    """

    propellant_mass: Mass
    inert_mass: Mass
    burn_time: PositiveDuration
    isp_sea_level: Impulse
    isp_vacuum: Impulse
    diameter: Length


@dataclass(frozen=True, kw_only=True, repr=False)
class MissileEntry(Entry):
    """A ballistic missile.

    Attributes
    ----------
    drag_table : Choice
        Drag while a motor burns: key of a drag table.
    cut_off : Choice
        Whether the last stage can end its thrust early: ``possible`` or ``not-possible``.
    reentry : Choice
        ``separating-vehicle`` or ``whole-missile``.
    vertical_rise : Quantity
        Time of vertical ascent. [s]
    pitch_over_end : Quantity
        Time after launch at which the constant-rate pitch-over ends. [s]
    steering : Choice
        Afterwards: ``constant-attitude`` or ``gravity-turn``.
    published_range : Quantity
        Range as published, with the band of the sources. [m]
    payload_mass : Quantity
        Mass carried by the last stage. [kg]
    ballistic_coefficient : Quantity
        Of what re-enters: mass over drag area. [kg/m²]
    stages : tuple of StageEntry
        One to three, first to last; ``stage-1`` and so on in files.
    lift_to_drag : Quantity, optional
        Of what comes down with lift; goes with the three rows below. [1]
    pull_up_altitude : Quantity, optional
        Altitude on the way down at which the lift begins. [m]
    dive_altitude : Quantity, optional
        Altitude on the way down at which it ends. [m]
    highest_apogee : Quantity, optional
        Greatest apogee of the flights that were published. [m]
    """

    drag_table: DragTableName
    cut_off: Annotated[Choice, Words(("possible", "not-possible"))]
    reentry: Annotated[Choice, Words(("separating-vehicle", "whole-missile"))]
    vertical_rise: PositiveDuration
    pitch_over_end: PositiveDuration
    steering: Annotated[Choice, Words(("constant-attitude", "gravity-turn"))]
    published_range: Length
    payload_mass: Mass
    ballistic_coefficient: BallisticCoefficient
    stages: tuple[StageEntry, ...]
    lift_to_drag: Annotated[Quantity, Bounds("1", 0.01, 10.0, "pure number")] | None = None
    pull_up_altitude: Length | None = None
    dive_altitude: Altitude | None = None
    highest_apogee: Length | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class InterceptorEntry(Entry):
    """An interceptor: single stage, then coasting.

    Attributes
    ----------
    launch_mass : Quantity
        Mass at launch. [kg]
    propellant_mass : Quantity
        Propellant burnt. [kg]
    specific_impulse : Quantity
        Mean over the burn. [s]
    burn_time : Quantity
        Duration of the burn. [s]
    hold_time : Quantity
        How long the launch elevation is held before the gravity turn. [s]
    longest_time : Quantity
        Greatest time of flight. [s]
    diameter : Quantity
        Diameter that the drag coefficient refers to. [m]
    drag_table : Choice
        Drag while the motor burns: key of a drag table.
    coast_ballistic_coefficient : Quantity
        Of what flies on after burnout: mass over drag area. [kg/m²]
    published_speed : Quantity
        Speed at burnout as published. [m/s]
    lowest_altitude : Quantity
        Least altitude of an intercept. [m]
    highest_altitude : Quantity
        Greatest altitude of an intercept. [m]
    longest_range : Quantity
        Greatest ground range of an intercept. [m]
    least_speed : Quantity
        Least speed at an intercept. [m/s]
    lowest_elevation : Quantity
        Least launch elevation. [rad]
    """

    launch_mass: Mass
    propellant_mass: Mass
    specific_impulse: Impulse
    burn_time: PositiveDuration
    hold_time: Duration
    # tables of an interceptor reach as far as its time: beyond an hour they fill the memory
    longest_time: Annotated[Quantity, Bounds("s", 1e-6, 3600.0)]
    diameter: Length
    drag_table: DragTableName
    coast_ballistic_coefficient: BallisticCoefficient
    published_speed: Speed
    lowest_altitude: Altitude
    highest_altitude: Altitude
    longest_range: Length
    least_speed: Speed
    lowest_elevation: Elevation


@dataclass(frozen=True, kw_only=True, repr=False)
class BatteryEntry(Entry):
    """A fire unit: a radar, launchers, and how long its fire control takes.

    Attributes
    ----------
    radar : Choice
    interceptor : Choice
    launchers : Quantity
        Number of launchers. [1]
    interceptors_per_launcher : Quantity
        Interceptors ready on a launcher. [1]
    guided_at_once : Quantity
        Interceptors in flight that the radar supports. [1]
    confirm_time : Quantity
        From first detection to a confirmed track. [s]
    classify_time : Quantity
        From a confirmed track to a declared threat. [s]
    burnout_confirm_time : Quantity
        From the end of a missile's thrust to the certainty that it has ended. [s]
    plan_time : Quantity
        From a declared threat to the order to launch. [s]
    launch_time : Quantity
        From the order to first motion. [s]
    assess_time : Quantity
        From an intercept to the decision whether to fire again. [s]
    launch_interval : Quantity
        Between two launches of a salvo. [s]
    reload_time : Quantity
        To reload one launcher. [s]
    search_time : Quantity
        From the first sight of an object to the look that detects it. [s]
    track_interval : Quantity
        Between two looks at a tracked object. [s]
    cue_time : Quantity
        From a confirmed track of another radar to this battery's fire control. [s]
    divert_reach : Quantity
        Error of the predicted intercept at launch that the interceptor can still take out. [m]
    kill_probability : Quantity
        Probability that one shot stops its target when it was rightly handed over. [1]
    common_reliability : Quantity
        Part of it that all shots of the battery share: radar, command and launchers work. [1]
    acquisition : Quantity
        Probability that the interceptor finds the target it was handed. [1]
    classification : Quantity
        Probability that the object engaged is the right one, and no decoy. [1]
    highest_target_speed : Quantity
        Greatest speed of an object that can be engaged. [m/s]
    reported_detect_to_fire : Quantity, optional
        A published total from detection to fire. [s]
    rear_range : Quantity, optional
        Reach to the rear in the plain sector printed by the press. [m]
    """

    radar: Annotated[Choice, Words(("@radar",))]
    interceptor: Annotated[Choice, Words(("@interceptor",))]
    launchers: Count
    interceptors_per_launcher: Count
    guided_at_once: Count
    confirm_time: Duration
    classify_time: Duration
    burnout_confirm_time: Duration
    plan_time: Duration
    launch_time: Duration
    assess_time: Duration
    launch_interval: Duration
    reload_time: Duration
    search_time: Duration
    track_interval: PositiveDuration
    cue_time: Duration
    divert_reach: Length
    kill_probability: Share
    common_reliability: Share
    acquisition: Share
    classification: Share
    highest_target_speed: Speed
    reported_detect_to_fire: Duration | None = None
    rear_range: Length | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class CrossSectionEntry(Entry):
    """What a radar sees of an object.

    Attributes
    ----------
    area : Quantity
        Mean radar cross-section, one number for every aspect, and where no flight says how the
        object lies. [m²]
    nose_on : Quantity or None
        The same seen from ahead. [m²]
    side : Quantity or None
        The same seen at right angles to the axis. [m²]
    rear : Quantity or None
        The same seen from behind. [m²]
    attitude : Choice or None
        How it lies in flight: ``along-velocity`` or ``tumbling``.
    """

    area: CrossSection
    nose_on: CrossSection | None = None
    side: CrossSection | None = None
    rear: CrossSection | None = None
    attitude: Annotated[Choice, Words(ATTITUDES)] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class DragTableEntry(Entry):
    """Drag coefficient against Mach number.

    Attributes
    ----------
    curve : Curve
        Mach number and drag coefficient. [1]
    """

    curve: Curve


@dataclass(frozen=True, kw_only=True, repr=False)
class PlaceEntry(Entry):
    """A place on the ground.

    Attributes
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    latitude : Quantity
        Geodetic latitude; low and high follow from ``within``. [rad]
    longitude : Quantity
        Longitude; low and high follow from ``within``. [rad]
    height : Quantity
        Above the ellipsoid. [m]
    """

    country: str
    latitude: Annotated[Quantity, Bounds("rad", -pi / 2, pi / 2, "position")]
    longitude: Annotated[Quantity, Bounds("rad", -TURN, TURN, "position")]
    height: Annotated[Quantity, Bounds("m", -500.0, 2e6, "position")]


#: Kind, as the first word of a key path, to the class of its entries.
KINDS: dict[str, type[Entry]] = {
    "radar": RadarEntry,
    "interceptor": InterceptorEntry,
    "battery": BatteryEntry,
    "missile": MissileEntry,
    "drag-table": DragTableEntry,
    "cross-section": CrossSectionEntry,
    "site": PlaceEntry,
    "launch-area": PlaceEntry,
    "target": PlaceEntry,
}
