"""Options that several commands share, each defined once: cyclopts lays a group out flat."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from bongsu.cli.options.places import Place, Places
from bongsu.cli.options.values import (
    Bearing,
    Count,
    CrossSectionModelName,
    Flag,
    Number,
    ShapeName,
    ShapeNames,
)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class StandOptions:
    """Where a battery stands and its radar faces.

    Attributes
    ----------
    site
        Where the battery stands, its radar with it: LAT,LON in degrees, or a place by name; the
        scenario's site by default.
    site_altitude
        Altitude of that site; 0 for LAT,LON, the catalogue's for a name by default. [m]
    boresight
        Direction that the radar faces, clockwise from north; by default the scenario's, and on
        another --site the middle of the boresights that hold all launch areas. [deg]
    """

    site: Place | None = None
    site_altitude: Number | None = None
    boresight: Bearing | None = None


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class SightOptions:
    """What radars see of an object.

    Attributes
    ----------
    cross_section_model
        One number for each object (constant), its cross-section by aspect (by-aspect), or always
        that from one side (nose-on, side, rear), instead of the scenario's.
    """

    cross_section_model: CrossSectionModelName | None = None


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class FireOptions:
    """How a battery comes to fire.

    Attributes
    ----------
    detect_to_launch
        From detection to the interceptor's first motion, instead of the scenario's. [s]
    clock_start
        Earliest start of that clock after the missile's launch. [s]
    tracks_held
        Other objects that the radar holds in track, instead of the scenario's.
    cueing
        Let tracks of the scenario's separate radars reach fire control.
    """

    detect_to_launch: Number | None = None
    clock_start: Number | None = None
    tracks_held: Count | None = None
    cueing: Flag = False


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ThreatOptions:
    """Which of the scenario's flights are looked at.

    Attributes
    ----------
    missile
        One of the missiles among the scenario's threats; all by default.
    from_
        Only flights from this launch area of the scenario's threats; repeat it for several.
    shape
        Only flights of this shape; repeat it for several.
    """

    missile: str | None = None
    from_: Annotated[Places, Parameter(name="--from")] = ()
    shape: ShapeNames = ()


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class FlightOptions:
    """One flight.

    Attributes
    ----------
    missile
        Missile of the catalogue.
    from_
        Where it is launched: LAT,LON in degrees, or a place by name.
    to
        Where it is aimed: LAT,LON in degrees, or a place by name.
    shape
        Shape of the arc.
    apogee
        Apogee of a lofted or depressed arc. [km]
    """

    missile: str
    from_: Annotated[Place, Parameter(name="--from")]
    to: Place
    shape: ShapeName = "minimum-energy"
    apogee: Number | None = None

    @property
    def apogee_m(self) -> float | None:
        """The apogee in metres, if one is asked for."""
        return None if self.apogee is None else 1e3 * self.apogee


AS_IT_STANDS = StandOptions()
AS_IT_IS_SEEN = SightOptions()
AS_IT_FIRES = FireOptions()
ALL_THREATS = ThreatOptions()
