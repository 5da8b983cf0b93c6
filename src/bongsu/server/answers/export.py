"""Files, as the command line and the front door write them."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bongsu.errors import ArgumentError
from bongsu.front.answers.engagement.timeline import TimelineResult
from bongsu.front.answers.footprint import FootprintResult
from bongsu.front.answers.result import Result
from bongsu.front.deployment import Deployment
from bongsu.scenario import dump_scenario
from bongsu.server import messages
from bongsu.server.answers.coverage import played as coverage_played
from bongsu.server.answers.footprint import Footprints
from bongsu.server.answers.timeline import play as timeline_played
from bongsu.studies.raid.template import raid_template

_MEDIA_TYPES: Final = {
    "yaml": "application/yaml",
    "geojson": "application/geo+json",
    "csv": "text/csv",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
}


def export(
    request: messages.ExportRequest,
    deployment: Deployment,
    footprints: Footprints,
    progress: Callable[[int], object],
) -> messages.ExportAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.ExportRequest
    deployment : Deployment
        What its setting stands for.
    footprints : Footprints
        Plays them.
    progress : callable
        Called now and then; what it raises ends the work.

    Returns
    -------
    messages.ExportAnswer
        A file with where it comes from in it.

    Raises
    ------
    InputError
        If there is no such file of what is asked for, or it cannot be computed.
    OutOfReachError
        If the missile of a timeline does not reach its target.
    """
    name = f"{deployment.name}-{request.of}.{request.format}"
    if request.of in ("scenario", "raid"):
        if request.format != "yaml":
            raise ArgumentError("format", f": a {request.of} is written as yaml")
        if request.of == "raid":
            scenario = f"{deployment.name}.yaml"
            text = raid_template(deployment, name="my-raid", file=name, source=scenario)
        else:
            name, text = f"{deployment.name}.yaml", dump_scenario(deployment)
        content = text.encode()
    elif request.format == "yaml":
        raise ArgumentError("format", f": a {request.of} is not written as yaml")
    else:
        content = _saved(_result(request, deployment, footprints, progress), request.format)
    return messages.ExportAnswer(
        id=request.id, name=name, media_type=_MEDIA_TYPES[request.format], content=content
    )


def _result(
    request: messages.ExportRequest,
    deployment: Deployment,
    footprints: Footprints,
    progress: Callable[[int], object],
) -> Result:
    if request.of == "coverage":
        return coverage_played(deployment, request.altitude_km, request.cross_section)
    if request.of == "timeline":
        if request.target is None:
            raise ArgumentError("target", ": a timeline needs one")
        battery = request.setting.battery
        return TimelineResult(
            timeline_played(deployment, request.flight, request.target, battery=battery)
        )
    played = footprints.play(deployment, request.aim_points, request.required_shots, progress)
    return FootprintResult(played.scenario, played.dataset())


def _saved(result: Result, ending: messages.Format) -> bytes:
    """Let the answer write itself, where nobody else looks, and take what it wrote."""
    with TemporaryDirectory() as folder:
        return result.save(Path(folder) / f"answer.{ending}").read_bytes()
