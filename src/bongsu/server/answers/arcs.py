"""Flights of others, and whether the radar sees them."""

from bongsu.engagement.other_flights import other_arcs
from bongsu.front.deployment import Deployment
from bongsu.server import messages
from bongsu.server.answers.parts import origin_of
from bongsu.server.answers.timeline import arc
from bongsu.studies.radar.view.station import radar_view


def arcs(request: messages.ArcsRequest, deployment: Deployment) -> messages.ArcsAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.ArcsRequest
    deployment : Deployment
        What its setting stands for.

    Returns
    -------
    messages.ArcsAnswer
        Of all groups of the scenario's other flights.
    """
    flown, missing = other_arcs(deployment)
    radar = radar_view(deployment).radar()
    return messages.ArcsAnswer(
        id=request.id,
        arcs=tuple(
            messages.OtherArc(
                title=one.title,
                title_korean="",
                group=one.group,
                missile=one.missile,
                target=one.target,
                arc=arc(one),
                sights_s=tuple((float(begin), float(end)) for begin, end in one.sights(radar)),
            )
            for one in flown
        ),
        own=(),
        missing=tuple(missing),
        provenance=origin_of(deployment),
    )
