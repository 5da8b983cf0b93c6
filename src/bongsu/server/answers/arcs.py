"""Flights as arcs: those of others, and the setting's own to some places."""

from collections.abc import Callable

from bongsu.engagement.other_flights import other_arcs
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import fly_one
from bongsu.errors import InputError, OutOfReachError
from bongsu.front.deployment import Deployment
from bongsu.physics.radar.design import RadarTuple
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.report.language import translation
from bongsu.scenario import Coordinates
from bongsu.server import messages
from bongsu.server.answers.parts import origin_of
from bongsu.server.answers.timeline import arc
from bongsu.server.settings import place_of
from bongsu.studies.radar.view.station import radar_view

MOST_OWN = 200
"""Flights of the setting that come. [1]"""


def arcs(
    request: messages.ArcsRequest, deployment: Deployment, progress: Callable[[int], object]
) -> messages.ArcsAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.ArcsRequest
    deployment : Deployment
        What its setting stands for.
    progress : callable
        Called now and then; what it raises ends the work.

    Returns
    -------
    messages.ArcsAnswer
        Of all groups of the scenario's other flights, and of its own to the places asked for.

    Raises
    ------
    InputError
        If there is no such place, or too many flights go there.
    """
    flown, missing = other_arcs(deployment)
    radar = radar_view(deployment).radar()
    plans = flight_plans(deployment) if request.targets else []
    targets = [deployment.place("target", place_of(one)) for one in request.targets]
    if len(plans) * len(targets) > MOST_OWN:
        raise InputError(
            f"{len(plans)} flights to {len(targets)} places are too many at once; the most is "
            f"{MOST_OWN}: choose a missile or fewer places"
        )
    own = []
    for target in targets:
        for plan in plans:
            progress(1)
            try:
                own.append(_own(deployment, plan, target, radar))
            except OutOfReachError as error:
                missing.append(f"{plan.title} to {target.title}: {error}")
    return messages.ArcsAnswer(
        id=request.id,
        arcs=tuple(_arc(one, radar, title=one.title, group=one.group) for one in flown),
        own=tuple(own),
        missing=tuple(missing),
        provenance=origin_of(deployment),
    )


def _own(
    deployment: Deployment, plan: FlightPlan, target: Coordinates, radar: RadarTuple
) -> messages.OtherArc:
    flown = fly_one(deployment, plan, target.latitude_deg, target.longitude_deg, target=target.name)
    title = f"{plan.title}, {plan.launch_area.title} to {target.title}"
    return _arc(flown, radar, title=title, group=plan.shape)


def _arc(flown: SampledFlight, radar: RadarTuple, *, title: str, group: str) -> messages.OtherArc:
    return messages.OtherArc(
        title=title,
        title_korean=translation(title, "ko"),
        group=group,
        missile=flown.missile,
        target=flown.target,
        arc=arc(flown),
        sights_s=tuple((float(begin), float(end)) for begin, end in flown.sights(radar)),
    )
