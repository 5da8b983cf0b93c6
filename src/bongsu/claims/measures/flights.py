"""One flight: how high and how long it flies, and what the battery can do about it."""

from collections.abc import Callable

import numpy as np

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import AbsentError, Case, Found
from bongsu.claims.where import Where
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84
from bongsu.physics.flight.kepler import arc_from_range_and_apogee
from bongsu.scenario import Scenario
from bongsu.studies.engagement.plan import Arrival, read_arrival
from bongsu.studies.engagement.timeline import Timeline, timeline
from bongsu.words import in_words
from bongsu.words.said import said

MODEL, REPORTED = "model", "reported"
"""From detection to first motion: the scenario's own steps, or the total that the catalogue has
from reports (row ``reported-detect-to-fire``)."""
TIMED = ("shots", "altitude-at-first-launch", "altitude-at-latest-launch")
"""Measures that are read off the timeline of a flight at a site."""


def shots_possible(case: Case, *, flight: str, duration: str = MODEL) -> Found:
    """Count the shots that the battery has at one flight, per site.

    Parameters
    ----------
    case : Case
    flight : str
        MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    duration : {'model', 'reported'}
        How long it takes from detection to first motion.

    Returns
    -------
    Found
        Shots. [1]

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no such name.
    """
    return _per_site(case, flight, duration, lambda one: float(len(one.engagement.shots)))


def altitude_at_first_launch(case: Case, *, flight: str, duration: str = MODEL) -> Found:
    """Measure how high the missile is when the first interceptor can leave, per site.

    Parameters
    ----------
    case : Case
    flight : str
        MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    duration : {'model', 'reported'}
        How long it takes from detection to first motion.

    Returns
    -------
    Found
        Height; none without a shot. [km]

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no such name.
    """
    return _per_site(case, flight, duration, lambda one: one.altitude_at_first_launch_m / 1e3)


def altitude_at_latest_launch(case: Case, *, flight: str, duration: str = MODEL) -> Found:
    """Measure how high the missile is when a launch can wait no longer, per site.

    Parameters
    ----------
    case : Case
    flight : str
        MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    duration : {'model', 'reported'}
        How long it takes from detection to first motion.

    Returns
    -------
    Found
        Height; none without a shot. [km]

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no such name.
    """
    return _per_site(case, flight, duration, lambda one: one.altitude_at_latest_launch_m / 1e3)


def apogee(case: Case, *, flight: str) -> Found:
    """Measure how high one flight goes.

    Parameters
    ----------
    case : Case
    flight : str
        MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.

    Returns
    -------
    Found
        Height of its apogee. [km]

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no such name.
    """
    played = timelines(case, flight, MODEL)[0]
    altitude_km = played.flight.apogee_m / 1e3
    return Found(
        values=np.array([altitude_km]),
        labels=(played.plan.title,),
        remarks=(
            said(
                "{shape}, from {start} to {end}",
                shape=in_words(played.plan.shape),
                start=played.plan.launch_area.title,
                end=played.target.title,
            ),
        ),
        where=(Where(flight=flight, altitude_km=altitude_km),),
    )


def flight_time_gap(
    case: Case, *, missile: str, launch_area: str, shape: str, ground_range: str, stated: str
) -> Found:
    """Compare a stated time of flight with that of an arc towards the battery.

    Parameters
    ----------
    case : Case
    missile : str
        Missile of the catalogue.
    launch_area : str
        Where it starts.
    shape : str
        Shape of its arc.
    ground_range : str
        How far it flies towards the battery's own site, with its unit.
    stated : str
        The time that was stated, with its unit.

    Returns
    -------
    Found
        Difference without its sign. [s]

    Raises
    ------
    AbsentError
        If the missile does not fly so far on this shape, or the scenario knows no such name.
    """
    scenario = case.scenario
    stated_s, range_m = parse_quantity(stated, "s"), parse_quantity(ground_range, "m")
    try:
        start = scenario.place("launch-area", launch_area)
        towards = scenario.place("site", case.own_site)
        azimuth, _, _ = WGS84.inv(
            start.longitude_deg, start.latitude_deg, towards.longitude_deg, towards.latitude_deg
        )
        longitude, latitude, _ = WGS84.fwd(
            start.longitude_deg, start.latitude_deg, azimuth, range_m
        )
        plan = one_plan(scenario, missile, start, shape)
        flown = fly_one(scenario, plan, float(latitude), float(longitude), target="")
    except InputError as error:
        raise AbsentError(f"{missile} from {launch_area}: {error}") from None
    time_s = flown.duration_s
    words = said(
        "{missile} from {start}, {shape}, {range:,.1f} km",
        missile=plan.title,
        start=start.title,
        shape=in_words(shape),
        range=range_m / 1e3,
    )
    return Found(
        values=np.array([abs(time_s - stated_s)]),
        labels=(start.title,),
        remarks=(
            said(
                "{flight}: {time:,.0f} s, stated {stated:,.0f} s",
                flight=words,
                time=time_s,
                stated=stated_s,
            ),
        ),
        where=(Where(flight=words, altitude_km=flown.apogee_m / 1e3),),
    )


def arc_time(_case: Case, *, ground_range: str, apogee: str) -> Found:
    """Measure how long an arc lasts that falls freely from start to end.

    Nothing that is driven up from rest and slowed by air on its way down is faster on the same
    range over the same apogee.

    Parameters
    ----------
    _case : Case
        Not looked at: the arc is the statement's own.
    ground_range, apogee : str
        Of the arc, with units.

    Returns
    -------
    Found
        Time. [s]
    """
    range_m, apogee_m = parse_quantity(ground_range, "m"), parse_quantity(apogee, "m")
    arc = arc_from_range_and_apogee(range_m, apogee_m)
    words = said(
        "{range:,.1f} km over an apogee of {apogee:,.1f} km",
        range=range_m / 1e3,
        apogee=apogee_m / 1e3,
    )
    return Found(
        values=np.array([arc.time_s]),
        labels=("free fall",),
        remarks=(words,),
        where=(Where(flight=words, altitude_km=apogee_m / 1e3),),
    )


def timelines(case: Case, flight: str, duration: str) -> list[Timeline]:
    """Play a flight against the battery on each site.

    Parameters
    ----------
    case : Case
    flight : str
        MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    duration : {'model', 'reported'}
        How long it takes from detection to first motion.

    Returns
    -------
    list of Timeline
        One for each site of the case.

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no such name.
    """
    try:
        arrival = read_arrival(case.scenario, flight)
        return case.once(
            f"timelines of {flight}, {duration}",
            lambda: [_played(place, arrival, duration) for place in case.places],
        )
    except InputError as error:
        raise AbsentError(f"{flight}: {error}") from None


def _per_site(case: Case, flight: str, duration: str, number: Callable[[Timeline], float]) -> Found:
    """Take a number of the flight as it is played against the battery on each site."""
    played = timelines(case, flight, duration)
    return Found(
        values=np.array([number(one) for one in played]),
        labels=case.site_titles,
        remarks=[one.sentence for one in played],
        where=_where(case, flight),
    )


def _played(place: Scenario, arrival: Arrival, duration: str) -> Timeline:
    if duration == REPORTED:
        reported = place.catalog.battery(place.battery().type).reported_detect_to_fire
        if reported is None:
            raise AbsentError("no total from detection to fire is reported of the battery")
        place = place.with_doctrine(detect_to_launch_s=reported.value)
    return timeline(
        place,
        missile=arrival.missile,
        launch=arrival.launch,
        target=arrival.target,
        shape=arrival.shape,
    )


def _where(case: Case, flight: str) -> list[Where]:
    mode = case.scenario.battery().radar.mode
    return [Where(site=site, flight=flight, mode=mode) for site in case.sites]
