"""What a battery can do about one flight, second by second."""

from math import degrees

import numpy as np

from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.errors import ArgumentError
from bongsu.front.deployment import Deployment
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.report.language import translation
from bongsu.server import messages
from bongsu.server.answers.parts import known, named_place, number, origin_of, step_number
from bongsu.server.messages import Array
from bongsu.server.settings import place_of
from bongsu.studies.engagement.timeline import Timeline
from bongsu.studies.engagement.timeline import timeline as timeline_of


def timeline(request: messages.TimelineRequest, deployment: Deployment) -> messages.TimelineAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.TimelineRequest
    deployment : Deployment
        What its setting stands for.

    Returns
    -------
    messages.TimelineAnswer
        The flight, the steps of fire control, and the shots or the first reason without one.

    Raises
    ------
    InputError
        If a name cannot be used or there is no such flight.
    OutOfReachError
        If the missile does not reach the target on its shape.
    """
    study = play(deployment, request.flight, request.target, battery=request.setting.battery)
    found, catalog = study.engagement, deployment.catalog
    missing = study.shortfall.sentence if study.shortfall else ""
    radar = study.unit.kernel.radar
    return messages.TimelineAnswer(
        id=request.id,
        heading=study.heading,
        heading_korean=translation(study.heading, "ko"),
        sentence=study.sentence,
        sentence_korean=translation(study.sentence, "ko"),
        reason=found.reason,
        missing=missing,
        missing_korean=translation(missing, "ko") if missing else "",
        margin=number(found.margin_s, "s"),
        margin_distance=number(found.margin_m / 1e3, "km"),
        p_defend=number(study.p_defend, "1"),
        arc=arc(study.flight),
        signal_to_noise=Array.of(study.flight.signals(radar), "f4"),
        required_signal_to_noise=radar.required_snr,
        sights_s=tuple((float(begin), float(end)) for begin, end in study.sights),
        events=tuple(
            messages.Moment(
                name=one.name,
                time_s=one.time_s,
                latitude_deg=one.latitude_deg,
                longitude_deg=one.longitude_deg,
                altitude_m=one.altitude_m,
            )
            for one in study.events
        ),
        steps=tuple(
            messages.FireStep(
                name=one.name,
                duration=step_number(
                    catalog,
                    one.duration_s,
                    one.low_s,
                    one.high_s,
                    one.row,
                    one.quality,
                    one.sources,
                ),
                begins_s=known(one.begins_s),
                ends_s=known(one.ends_s),
            )
            for one in study.steps
        ),
        shots=_shots(study),
        target=named_place(catalog, study.target),
        provenance=origin_of(deployment),
    )


def play(
    deployment: Deployment,
    flight: int,
    target: str | messages.Spot,
    *,
    battery: str | None = None,
) -> Timeline:
    """Play one of the flights of a deployment at a place.

    Parameters
    ----------
    deployment : Deployment
    flight : int
        Which of its flights. [1]
    target : str or messages.Spot
        Where it aims.
    battery : str, optional
        Name of the battery; the first by default.

    Returns
    -------
    Timeline
        The flight and the engagement.

    Raises
    ------
    InputError
        If a name cannot be used or there is no such flight.
    OutOfReachError
        If the missile does not reach the target on its shape.
    """
    plan = chosen_flight(deployment, flight)
    return timeline_of(
        deployment,
        missile=plan.missile,
        launch=plan.launch_area,
        target=place_of(target),
        shape=plan.shape,
        apogee_m=plan.apogee_m,
        battery=battery,
    )


def chosen_flight(deployment: Deployment, flight: int) -> FlightPlan:
    """Take one of the flights of a deployment.

    Parameters
    ----------
    deployment : Deployment
    flight : int
        Its place in the list. [1]

    Returns
    -------
    FlightPlan
        The flight.

    Raises
    ------
    InputError
        If there are fewer.
    """
    plans = flight_plans(deployment)
    if flight >= len(plans):
        raise ArgumentError("flight", f" must be a number from 0 to {len(plans) - 1}, not {flight}")
    return plans[flight]


def arc(flight: SampledFlight) -> messages.ArcMessage:
    """Give a flight by its samples.

    Parameters
    ----------
    flight : SampledFlight

    Returns
    -------
    messages.ArcMessage
        Where it is when.
    """
    latitude, longitude, altitude_m = flight.samples.geodetic
    return messages.ArcMessage(
        time_s=Array.of(flight.samples.time_s, "f4"),
        latitude_deg=Array.of(np.degrees(latitude), "f4"),
        longitude_deg=Array.of(np.degrees(longitude), "f4"),
        altitude_m=Array.of(altitude_m, "f4"),
    )


def _shots(study: Timeline) -> tuple[messages.ShotFired, ...]:
    made = []
    for shot in study.engagement.shots:
        stand = study.unit.launchers[shot.launcher]
        latitude, longitude, altitude_m = study.flight.samples.geodetic_at(shot.intercept_s)
        made.append(
            messages.ShotFired(
                round=shot.round_number,
                launch_s=shot.launch_s,
                intercept_s=shot.intercept_s,
                launch_latitude_deg=degrees(stand.latitude),
                launch_longitude_deg=degrees(stand.longitude),
                latitude_deg=degrees(latitude),
                longitude_deg=degrees(longitude),
                altitude_m=float(altitude_m),
                p_kill=shot.kill_probability,
            )
        )
    return tuple(made)
