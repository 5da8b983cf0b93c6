"""A missile of the catalogue flown from a place to a place, on one shape of arc or on all."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import radians

import numpy as np
import xarray as xr

from bongsu.catalog import Catalog
from bongsu.catalog.lookup import find_word
from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import AimedArc, Aiming, aim, check_apogee, prepare_aiming
from bongsu.physics.aim.flown import AimedFlight, fly_aimed
from bongsu.physics.flight.states import LaunchPoint
from bongsu.scenario import Coordinates
from bongsu.scenario.provenance import Provenance, catalog_provenance
from bongsu.studies.conventions import conventional, label
from bongsu.words import SHAPES, Shape, number_of

_INTERCEPTOR = "thaad-interceptor"
_TOLERANCE_M = 0.01


@dataclass(frozen=True, kw_only=True)
class InterceptBand:
    """Altitudes between which an interceptor works.

    Attributes
    ----------
    interceptor : str
        Title of the interceptor.
    lowest_m, highest_m : float
        Its ends. [m]
    """

    interceptor: str
    lowest_m: float
    highest_m: float

    @property
    def ends_m(self) -> tuple[float, float]:
        """Bottom and top, in m."""
        return self.lowest_m, self.highest_m


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FlightStudy:
    """A missile flown to an aim point.

    Attributes
    ----------
    missile : str
        Key of the missile.
    launch, target : Coordinates
        Where it flies from and to.
    shape : str
        Shape of the arc.
    aiming : Aiming
        The missile at its launch point.
    arc : AimedArc
        How it is steered.
    flown : AimedFlight
    band : InterceptBand
        Altitudes whose time of coming down is told.
    """

    missile: str
    launch: Coordinates
    target: Coordinates
    shape: Shape
    aiming: Aiming
    arc: AimedArc
    flown: AimedFlight
    band: InterceptBand

    @property
    def title(self) -> str:
        """What people read for the missile."""
        return self.aiming.missile.name

    @property
    def heading(self) -> str:
        """What flies from where to where."""
        return f"{self.title}, {self.shape}, from {self.launch.title} to {self.target.title}"

    def __repr__(self) -> str:
        return f"<FlightStudy: {self.heading}>"

    def dataset(self) -> xr.Dataset:
        """Lay the flight out along time.

        Returns
        -------
        xarray.Dataset
            Altitude, ground track, ground range and speed.
        """
        samples = self.flown.flight.samples
        latitude, longitude, altitude = samples.geodetic
        columns = {
            "altitude_km": (altitude / 1e3, "altitude above the ellipsoid", "km"),
            "latitude": (np.degrees(latitude), "latitude", "degrees_north"),
            "longitude": (np.degrees(longitude), "longitude", "degrees_east"),
            "ground_range_km": (samples.ground_range_m / 1e3, "ground range from the launch", "km"),
            "speed_km_s": (samples.speed_m_s / 1e3, "speed over the turning Earth", "km/s"),
        }
        return conventional(
            xr.Dataset(
                {
                    name: ("time_s", values, label(long_name, unit))
                    for name, (values, long_name, unit) in columns.items()
                },
                {
                    "time_s": (
                        "time_s",
                        samples.time_s,
                        {"long_name": "time since launch", "units": "s"},
                    )
                },
                {
                    "missile": self.missile,
                    "launch_area": self.launch.name,
                    "target": self.target.name,
                    "shape": self.shape,
                    "history": "bongsu.studies.missiles.flights.fly_missile_to",
                },
            ),
            self.heading,
        )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FanStudy:
    """A missile flown to an aim point on every shape that it has.

    Attributes
    ----------
    missile : str
        Key of the missile.
    launch, target : Coordinates
        Where it flies from and to.
    aiming : Aiming
        The missile at its launch point.
    arcs : mapping of str to AimedArc
        How it is steered, by shape; or why there is no arc.
    flights : mapping of str to FlightStudy
        The flights there are, by shape.
    band : InterceptBand
        Altitudes whose time of coming down is told.
    """

    missile: str
    launch: Coordinates
    target: Coordinates
    aiming: Aiming
    arcs: Mapping[Shape, AimedArc]
    flights: Mapping[Shape, FlightStudy]
    band: InterceptBand

    def __repr__(self) -> str:
        return f"<FanStudy: {self.heading}>"

    @property
    def heading(self) -> str:
        """What flies from where to where."""
        return (
            f"{self.aiming.missile.name} from {self.launch.title} to {self.target.title}, "
            f"{number_of(len(self.flights), 'shape')}"
        )

    def dataset(self) -> xr.Dataset:
        """Lay the flights out along time, side by side.

        Returns
        -------
        xarray.Dataset
            As of one flight, along ``shape`` as well; not a number after the impact.
        """
        shapes = [shape for shape in SHAPES if shape in self.flights]
        joined = xr.concat(
            [self.flights[shape].dataset() for shape in shapes],
            xr.DataArray(
                shapes, dims="shape", name="shape", attrs={"long_name": "shape of the arc"}
            ),
            join="outer",
            combine_attrs="drop_conflicts",
        )
        return joined.assign_attrs(title=self.heading)


def missile_provenance(catalog: Catalog, *names: str) -> Provenance:
    """Say what flights of missiles rest on.

    Parameters
    ----------
    catalog : Catalog
        Where the missiles are.
    *names : str
        Any name of each.

    Returns
    -------
    Provenance
        With the sources of their rows and of their drag tables.
    """
    missiles = {catalog.key("missile", name): None for name in names}
    tables = {catalog.missile(key).drag_table.value: None for key in missiles}
    entries = [("missile", key) for key in missiles] + [("drag-table", key) for key in tables]
    return catalog_provenance(catalog, entries)


def fly_missile_to(
    catalog: Catalog,
    name: str,
    launch: Coordinates,
    target: Coordinates,
    *,
    shape: Shape = "minimum-energy",
    apogee_m: float | None = None,
    launch_altitude_m: float | None = None,
) -> FlightStudy:
    """Fly a missile of the catalogue to an aim point.

    Parameters
    ----------
    catalog : Catalog
        Where the missile is.
    name : str
        Any name of it.
    launch, target : Coordinates
        Where it flies from and to.
    shape : str
        Shape of the arc.
    apogee_m : float, optional
        Of a lofted or depressed arc; 2 and 0.6 times that of minimum energy by default. [m]
    launch_altitude_m : float, optional
        Altitude of the launch point, instead of that of the place. [m]

    Returns
    -------
    FlightStudy
        The flight.

    Raises
    ------
    InputError
        If the shape has no apogee to choose, or a value is out of range.
    OutOfReachError
        If the missile does not reach the point, or not on this shape.
    """
    shape = find_word(shape, SHAPES, "shape")
    check_apogee(shape, apogee_m)
    aiming = _prepared(catalog, name, launch, launch_altitude_m)
    arc = _aimed(aiming, target, shape, apogee_m)
    if arc.status != "ok":
        raise OutOfReachError(arc.explanation)
    band = intercept_band(catalog)
    return FlightStudy(
        missile=catalog.key("missile", name),
        launch=launch,
        target=target,
        shape=shape,
        aiming=aiming,
        arc=arc,
        flown=fly_aimed(aiming, arc, band=band.ends_m, tolerance=_TOLERANCE_M),
        band=band,
    )


def fan_of(
    catalog: Catalog,
    name: str,
    launch: Coordinates,
    target: Coordinates,
    *,
    launch_altitude_m: float | None = None,
) -> FanStudy:
    """Fly a missile of the catalogue to an aim point on every shape that it has.

    Parameters
    ----------
    catalog, name, launch, target, launch_altitude_m
        See :func:`fly_missile_to`.

    Returns
    -------
    FanStudy
        The flights, and why there are no others.

    Raises
    ------
    OutOfReachError
        If the missile reaches the point on no shape.
    """
    aiming = _prepared(catalog, name, launch, launch_altitude_m)
    arcs = {shape: _aimed(aiming, target, shape, None) for shape in SHAPES}
    key = catalog.key("missile", name)
    band = intercept_band(catalog)
    flights = {
        shape: FlightStudy(
            missile=key,
            launch=launch,
            target=target,
            shape=shape,
            aiming=aiming,
            arc=arc,
            flown=fly_aimed(aiming, arc, band=band.ends_m, tolerance=_TOLERANCE_M),
            band=band,
        )
        for shape, arc in arcs.items()
        if arc.status == "ok"
    }
    if not flights:
        raise OutOfReachError(f"{aiming.missile.name} reaches that point on no shape")
    return FanStudy(
        missile=key,
        launch=launch,
        target=target,
        aiming=aiming,
        arcs=arcs,
        flights=flights,
        band=band,
    )


def intercept_band(catalog: Catalog) -> InterceptBand:
    """Take the altitudes of the THAAD interceptor from a catalogue.

    Parameters
    ----------
    catalog : Catalog
        Where its rows are.

    Returns
    -------
    InterceptBand
        Its nominal lowest and highest altitude.
    """
    row = catalog.interceptor(_INTERCEPTOR)
    return InterceptBand(
        interceptor=row.title,
        lowest_m=row.lowest_altitude.value,
        highest_m=row.highest_altitude.value,
    )


def _prepared(catalog: Catalog, name: str, place: Coordinates, altitude_m: float | None) -> Aiming:
    launch = LaunchPoint(
        latitude=radians(place.latitude_deg),
        longitude=radians(place.longitude_deg),
        altitude=place.altitude if altitude_m is None else altitude_m,
    )
    return prepare_aiming(missile_design(name, catalog), launch)


def _aimed(aiming: Aiming, to: Coordinates, shape: str, apogee_m: float | None) -> AimedArc:
    latitude, longitude = radians(to.latitude_deg), radians(to.longitude_deg)
    return aim(aiming, latitude, longitude, shape, apogee_m=apogee_m, tolerance=_TOLERANCE_M)
