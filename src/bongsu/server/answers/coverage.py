"""Over whose territory a radar sees."""

import xarray as xr

from bongsu.engagement.factory import seen_without_flight_m2
from bongsu.front.answers.radar.coverage import CoverageResult
from bongsu.front.deployment import Deployment
from bongsu.geography.grid import OTHER_LAND, SEA, land_name
from bongsu.report.language import name_of, translation
from bongsu.server import messages
from bongsu.server.answers.parts import number, told
from bongsu.server.messages import Array
from bongsu.studies.radar.view.outline import outline_of
from bongsu.studies.radar.view.own import view_map
from bongsu.studies.radar.view.station import radar_view


def coverage(request: messages.CoverageRequest, deployment: Deployment) -> messages.CoverageAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.CoverageRequest
    deployment : Deployment
        What its setting stands for.

    Returns
    -------
    messages.CoverageAnswer
        Of the radar of the first battery.

    Raises
    ------
    InputError
        If there is no such cross-section.
    """
    result = played(deployment, request.altitude_km, request.cross_section)
    area_m2 = seen_without_flight_m2(deployment, result.objects[0])
    fine = view_map(
        radar_view(deployment), altitudes_km=[request.altitude_km], cross_section_m2=area_m2
    )
    at = result.data.sel(task="detect").isel(object=0, altitude_km=0)
    countries = [
        messages.CountrySeen(
            code=str(code),
            title=land_name(str(code)),
            korean=name_of("country", str(code), "ko"),
            area=number(float(area), "km2"),
            share=number(float(share), "1"),
        )
        for code, area, share in zip(
            at["country"].values, at["area_km2"].values, at["area_share"].values, strict=True
        )
        if area > 0.0 and code not in (SEA, OTHER_LAND)
    ]
    sentence = result.sentence()
    return messages.CoverageAnswer(
        id=request.id,
        sentence=sentence,
        sentence_korean=translation(sentence, "ko"),
        detected=outline(fine, "detect", request.altitude_km),
        tracked=outline(fine, "track", request.altitude_km),
        countries=tuple(sorted(countries, key=lambda one: -(one.area.value or 0.0))),
        provenance=told(result.provenance),
    )


def played(deployment: Deployment, altitude_km: float, cross_section: str) -> CoverageResult:
    """Ask a deployment what its radar sees at one height.

    Parameters
    ----------
    deployment : Deployment
    altitude_km : float
        The height. [km]
    cross_section : str
        What is looked at.

    Returns
    -------
    CoverageResult
        As the front door gives it.

    Raises
    ------
    InputError
        If there is no such cross-section.
    """
    return CoverageResult(deployment, [altitude_km], [cross_section])


def outline(found: xr.Dataset, task: str, altitude_km: float) -> messages.OutlineMessage:
    """Give the edge of what a radar sees at one height.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.radar.view.own.view_map`.
    task : {'detect', 'track'}
        Whether one look detects the object, or a track of it is kept.
    altitude_km : float
        One of its heights. [km]

    Returns
    -------
    messages.OutlineMessage
        Polygons.
    """
    drawn = outline_of(found, task, altitude_km)
    return messages.OutlineMessage(
        latitude_deg=Array.of(drawn.latitude_deg, "f4"),
        longitude_deg=Array.of(drawn.longitude_deg, "f4"),
        ring_starts=Array.of(drawn.ring_starts, "u4"),
        polygon_starts=Array.of(drawn.polygon_starts, "u4"),
    )
