"""Volumes for a globe: what a radar sees, and where interceptors can be."""

from collections.abc import Callable
from math import degrees
from typing import Final

import numpy as np

from bongsu.catalog import Catalog, Quantity
from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.factory import seen_without_flight_m2
from bongsu.front.deployment import Deployment
from bongsu.geography.outlines import WGS84
from bongsu.physics.interceptor.launchers import LauncherSite
from bongsu.physics.radar.field_of_regard import half_width_of
from bongsu.server import messages
from bongsu.server.answers.coverage import outline
from bongsu.server.answers.parts import named_place, number, origin_of, row_number
from bongsu.server.messages import Array
from bongsu.studies.radar.view.own import view_map
from bongsu.studies.radar.view.station import radar_view

_HEIGHTS: Final = 33
_DIRECTIONS: Final = 73  # the first again at the end


def volume(
    request: messages.VolumeRequest, deployment: Deployment, progress: Callable[[int], object]
) -> messages.VolumeAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.VolumeRequest
    deployment : Deployment
        What its setting stands for.
    progress : callable
        Called now and then; what it raises ends the work.

    Returns
    -------
    messages.VolumeAnswer
        Of the radar of the first battery.

    Raises
    ------
    InputError
        If there is no such cross-section.
    """
    view, battery = radar_view(deployment), deployment.battery()
    name = deployment.catalog.key("cross-section", request.cross_section)
    area_m2 = seen_without_flight_m2(deployment, name)
    tilt = view.design.tilt if battery.radar.tilt is None else battery.radar.tilt
    layers = []
    for altitude_km in sorted(set(request.altitudes_km)):
        found = view_map(view, altitudes_km=[altitude_km], cross_section_m2=area_m2)
        progress(1)
        seen = found["seen"].sel(task="detect", altitude_km=altitude_km).values > 0.0
        range_km, directions = found["ground_range_km"].values, found["azimuth_deg"].values
        some = seen.any(axis=1)
        last = seen.shape[1] - 1 - seen[:, ::-1].argmax(axis=1)
        layers.append(
            messages.VolumeLayer(
                altitude_km=altitude_km,
                detected=outline(found, "detect", altitude_km),
                tracked=outline(found, "track", altitude_km),
                directions_deg=Array.of(directions, "f4"),
                nearest_km=Array.of(np.where(some, range_km[seen.argmax(axis=1)], np.nan), "f4"),
                farthest_km=Array.of(np.where(some, range_km[last], np.nan), "f4"),
            )
        )
    return messages.VolumeAnswer(
        id=request.id,
        radar=named_place(deployment.catalog, deployment.place("site", battery.site)),
        boresight_deg=deployment.boresight_deg(battery.name),
        tilt_deg=degrees(tilt),
        sector_half_width_deg=degrees(half_width_of(view.radar(), 0.0)),
        layers=tuple(layers),
        provenance=origin_of(deployment),
    )


def reach(request: messages.ReachRequest, deployment: Deployment) -> messages.ReachAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.ReachRequest
    deployment : Deployment
        What its setting stands for.

    Returns
    -------
    messages.ReachAnswer
        Of each group of launchers of each battery.

    Raises
    ------
    InputError
        If a battery cannot fire.
    """
    return messages.ReachAnswer(
        id=request.id,
        launchers=tuple(
            _reach(unit, stand, deployment)
            for unit in fire_units(deployment)
            for stand in unit.launchers
        ),
        provenance=origin_of(deployment),
    )


def _reach(
    unit: FireUnit, stand: LauncherSite, deployment: Deployment
) -> messages.ReachOfLaunchers:
    rules, table = unit.kernel.fire_control, unit.kernel.reach
    battery = next(one for one in deployment.batteries if one.name == unit.name)
    catalog = deployment.catalog
    entry = catalog.interceptor(catalog.battery(battery.type).interceptor.value)
    altitude_m = np.linspace(rules.lowest_altitude_m, rules.highest_altitude_m, _HEIGHTS)
    rows = table.lowest_altitude_m + table.altitude_step_m * np.arange(table.limit_m.size)
    range_m = np.interp(altitude_m, rows, table.limit_m)
    range_m = np.where(range_m > 0.0, range_m, np.nan)
    here = degrees(stand.latitude), degrees(stand.longitude)
    azimuth_deg = np.linspace(0.0, 360.0, _DIRECTIONS)
    shape = _HEIGHTS, _DIRECTIONS
    longitude, latitude, _ = WGS84.fwd(
        np.full(shape, here[1]),
        np.full(shape, here[0]),
        np.broadcast_to(azimuth_deg, shape),
        np.broadcast_to(range_m[:, None], shape),
    )
    return messages.ReachOfLaunchers(
        battery=unit.name,
        latitude_deg=here[0],
        longitude_deg=here[1],
        altitude_m=stand.altitude,
        lowest=_bound(rules.lowest_altitude_m, entry.lowest_altitude, catalog),
        highest=_bound(rules.highest_altitude_m, entry.highest_altitude, catalog),
        altitude_km=Array.of(altitude_m / 1e3, "f4"),
        range_km=Array.of(range_m / 1e3, "f4"),
        rim_latitude_deg=Array.of(latitude, "f4"),
        rim_longitude_deg=Array.of(longitude, "f4"),
    )


def _bound(value_m: float, row: Quantity, catalog: Catalog) -> messages.Number:
    """A row of the interceptor, unless the doctrine is narrower."""
    return row_number(catalog, row) if value_m == row.value else number(value_m / 1e3, "km")
