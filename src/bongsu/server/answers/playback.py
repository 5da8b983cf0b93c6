"""An engagement, or one replication of a raid, on a clock."""

from math import degrees, isfinite

from bongsu.errors import InputError
from bongsu.front.answers.engagement.playback import (
    Ellipses,
    Happening,
    Path,
    Playback,
    PlayedInterceptor,
    PlayedMissile,
    engagement_playback,
    raid_playback,
)
from bongsu.front.deployment import Deployment
from bongsu.scenario import parse_raid
from bongsu.scenario.provenance import Provenance, provenance
from bongsu.server import messages
from bongsu.server.answers.parts import bilingual, named_place, told
from bongsu.server.answers.timeline import arc, play
from bongsu.server.messages import Array
from bongsu.studies.raid.played import RaidStudy


def playback(request: messages.PlaybackRequest, deployment: Deployment) -> messages.PlaybackAnswer:
    """Answer a request.

    Parameters
    ----------
    request : messages.PlaybackRequest
    deployment : Deployment
        What its setting stands for.

    Returns
    -------
    messages.PlaybackAnswer
        Of the flight to a target, or of a raid where there is no target.

    Raises
    ------
    InputError
        If there is no raid, it is too large to be shown, it holds mistakes, or a battery cannot
        fire.
    OutOfReachError
        If a missile does not reach what it is aimed at.
    """
    if request.target is not None:
        timeline = play(deployment, request.flight, request.target, battery=request.setting.battery)
        return _message(request, engagement_playback(timeline), provenance(deployment), 1)
    fired = None if request.raid is None else parse_raid(request.raid, deployment)
    study = RaidStudy.of(deployment, fired, seed=request.seed)
    count = len(study.raid.missiles())
    if count > messages.MOST_MISSILES_PLAYED:
        raise InputError(
            f"a raid of {count} missiles is too large to be played back; the most is "
            f"{messages.MOST_MISSILES_PLAYED}"
        )
    played = raid_playback(study, request.replication)
    return _message(request, played, study.provenance(), messages.MOST_REPLICATIONS)


def _message(
    request: messages.PlaybackRequest, played: Playback, origin: Provenance, replications: int
) -> messages.PlaybackAnswer:
    return messages.PlaybackAnswer(
        id=request.id,
        of="raid" if request.target is None else "engagement",
        title=bilingual(played.title),
        sentence=bilingual(played.sentence),
        begins_s=played.begins_s,
        ends_s=played.ends_s,
        arcs=tuple(arc(one) for one in played.flights),
        missiles=tuple(_missile(played, one) for one in played.missiles),
        launchers=tuple(
            messages.PlayedLauncherMessage(
                battery=played.units[one.battery].name,
                latitude_deg=degrees(one.stand.latitude),
                longitude_deg=degrees(one.stand.longitude),
                interceptors=one.stand.interceptors_each,
            )
            for one in played.launchers
        ),
        interceptors=tuple(_interceptor(played, one) for one in played.interceptors),
        tracks=tuple(_track(one) for one in played.tracks),
        events=tuple(_event(played, one) for one in played.events),
        leakers=played.leakers,
        replications=replications,
        provenance=told(origin),
    )


def _missile(played: Playback, one: PlayedMissile) -> messages.PlayedMissileMessage:
    catalog = played.scenario.catalog
    return messages.PlayedMissileMessage(
        missile=one.plan.missile,
        title=one.plan.title,
        title_korean=catalog.missile(one.plan.missile).korean,
        launch_area=named_place(catalog, one.plan.launch_area),
        target=named_place(catalog, one.target),
        shape=one.plan.shape,  # type: ignore[arg-type]
        arc=one.flight,
        launch_s=one.launch_s if isfinite(one.launch_s) else None,
        ends_s=one.ends_s if isfinite(one.ends_s) else None,
        fate=one.fate,
    )


def _interceptor(played: Playback, one: PlayedInterceptor) -> messages.PlayedInterceptorMessage:
    return messages.PlayedInterceptorMessage(
        missile=one.missile,
        battery=played.units[one.battery].name,
        launcher=one.launcher,
        round=one.round_number,
        launch_s=one.launch_s,
        ends_s=one.ends_s,
        arc=_path(one.path),
        p_kill=one.p_kill,
        outcome=one.outcome,
    )


def _path(path: Path) -> messages.ArcMessage:
    return messages.ArcMessage(
        **{name: Array.of(values, "f4") for name, values in path._asdict().items()}
    )


def _track(one: Ellipses) -> messages.PlayedTrack:
    return messages.PlayedTrack(
        arc=one.flight,
        time_s=Array.of(one.time_s, "f4"),
        major_m=Array.of(one.major_m, "f4"),
        minor_m=Array.of(one.minor_m, "f4"),
        direction_deg=Array.of(one.direction_deg, "f4"),
        vertical_m=Array.of(one.vertical_m, "f4"),
    )


def _event(played: Playback, one: Happening) -> messages.PlayedEvent:
    return messages.PlayedEvent(
        time_s=one.time_s,
        event=one.what,
        missile=one.missile,
        interceptor=one.interceptor,
        launcher=one.launcher,
        battery="" if one.battery is None else played.units[one.battery].name,
        latitude_deg=one.latitude_deg,
        longitude_deg=one.longitude_deg,
        altitude_m=one.altitude_m,
    )
