"""Published verdicts on single engagements, under the conditions that a row names."""

from functools import cache
from typing import Final

from bongsu.engagement.batteries import fire_unit
from bongsu.errors import OutOfReachError
from bongsu.physics.fire.kill_probability import (
    KillProbability,
    laplace_estimate,
    laplace_interval,
    required_per_warhead,
    wilson_interval,
)
from bongsu.scenario import Coordinates, Scenario, load_scenario
from bongsu.studies.engagement.timeline import Timeline, timeline
from bongsu.validation.computed.flights import SOUND_AT_THE_GROUND_M_S

SHOT: Final = "a shot"
"""Said where the battery has one."""
NO_SHOT: Final = "no shot"
"""Said where it has none, whatever the reason."""

_SCENARIO = "korea-2016"
_LOWER = "lower-pyeongtaek"


@cache
def played(
    missile: str,
    launch: str,
    target: str,
    site: str,
    shape: str = "minimum-energy",
    apogee_km: float | None = None,
    detect_to_launch_s: float | None = None,
    clock_start_s: float | None = None,
) -> Timeline:
    """Play one missile against the battery at a site, its radar facing the launch.

    Parameters
    ----------
    missile, launch, target, site : str
        Keys of the catalogue; the target also as "latitude, longitude" in degrees.
    shape : str
        Shape of the arc.
    apogee_km : float, optional
        Of a lofted arc. [km]
    detect_to_launch_s : float, optional
        In place of the catalogue's steps. [s]
    clock_start_s : float, optional
        Earliest time after the missile's launch at which that clock starts. [s]

    Returns
    -------
    Timeline
        Second by second.
    """
    scenario = load_scenario(_SCENARIO).moved(site, facing=launch)
    return timeline(
        scenario.with_doctrine(detect_to_launch_s=detect_to_launch_s, clock_start_s=clock_start_s),
        missile=missile,
        launch=launch,
        target=_place(target),
        shape=shape,
        apogee_m=None if apogee_km is None else 1e3 * apogee_km,
    )


def _place(target: str) -> str | tuple[float, float]:
    latitude, comma, longitude = target.partition(",")
    return (float(latitude), float(longitude)) if comma else target


def verdict(
    missile: str,
    launch: str,
    target: str,
    site: str,
    shape: str = "minimum-energy",
    apogee_km: float | None = None,
    detect_to_launch_s: float | None = None,
) -> str:
    """Say whether there is a shot.

    Parameters
    ----------
    missile, launch, target, site, shape, apogee_km, detect_to_launch_s
        See :func:`played`.

    Returns
    -------
    str
        ``a shot`` or ``no shot``.
    """
    found = played(missile, launch, target, site, shape, apogee_km, detect_to_launch_s)
    return SHOT if found.engagement.feasible else NO_SHOT


def altitude_at_commitment_km(
    missile: str, launch: str, target: str, site: str, detect_to_launch_s: float
) -> float:
    """Altitude of the missile when the battery can fire, on the arc of least energy.

    Parameters
    ----------
    missile, launch, target, site, detect_to_launch_s
        See :func:`played`.

    Returns
    -------
    float
        With the clock from detection. [km]
    """
    found = played(missile, launch, target, site, detect_to_launch_s=detect_to_launch_s)
    return found.altitude_at_m(found.engagement.committed_s) / 1e3


def altitude_at_latest_launch_km(missile: str, launch: str, target: str, site: str) -> float:
    """Altitude of the missile at the last moment for a shot, on the arc of least energy.

    Parameters
    ----------
    missile, launch, target, site
        See :func:`played`.

    Returns
    -------
    float
        Its height. [km]
    """
    return played(missile, launch, target, site).altitude_at_latest_launch_m / 1e3


def seoul_by_the_lower_tier_only() -> str:
    """Say which tier has a shot at a Scud-B from Kaesong to Seoul.

    Returns
    -------
    str
        ``lower tier only`` if none of the candidate sites has one and a Patriot-class battery in
        the south of Seoul has; else which have.
    """
    korea = load_scenario(_SCENARIO)
    upper = [site for site in korea.candidate_sites if _stops_a_scud(korea.moved(site))]
    south = Coordinates.model_validate(
        {"name": "south-seoul", "latitude_deg": 37.50, "longitude_deg": 126.95, "altitude": "50 m"}
    )
    tiers = load_scenario("two-tiers-2016").moved(south, facing="kaesong", battery=_LOWER)
    lower = _stops_a_scud(tiers, battery=_LOWER)
    if lower and not upper:
        return "lower tier only"
    return f"lower tier: {lower}; upper tier from {', '.join(map(str, upper)) or 'nowhere'}"


def _stops_a_scud(scenario: Scenario, battery: str | None = None) -> bool:
    found = timeline(scenario, missile="scud-b", launch="kaesong", target="seoul", battery=battery)
    return found.engagement.feasible


def shots_at_missiles_bound_for_america() -> float:
    """Count the arcs of others' intercontinental missiles at which the battery has a shot.

    Returns
    -------
    float
        Over their launch areas, targets, and full burns both depressed and lofted. [1]
    """
    korea = load_scenario(_SCENARIO)
    shots = 0
    for flights in korea.other_flights:
        if flights.group != "intercontinental":
            continue
        for launch in flights.launch_areas:
            for target in flights.targets:
                for shape in ("full-burn-depressed", "full-burn-lofted"):
                    try:
                        found = timeline(
                            korea,
                            missile=flights.missile,
                            launch=launch,
                            target=target,
                            shape=shape,
                        )
                    except OutOfReachError:
                        continue
                    shots += found.engagement.feasible
    return float(shots)


def per_warhead(probability: float, warheads: float) -> float:
    """Probability wanted of each engagement so that none of several warheads leaks.

    Parameters
    ----------
    probability, warheads : float
        That none leaks, and how many there are. [1]

    Returns
    -------
    float
        For each warhead. [1]
    """
    return required_per_warhead(probability, int(warheads))


def killed(probability: float, shots: float) -> float:
    """Probability that some of several shots kills.

    Parameters
    ----------
    probability, shots : float
        Of one shot, and how many there are. [1]

    Returns
    -------
    float
        Of all. [1]
    """
    return KillProbability(reliability=probability).defend(int(shots))


def engagements_before_reload(salvo: float) -> float:
    """Count the missiles that a full magazine meets.

    Parameters
    ----------
    salvo : float
        Interceptors at each. [1]

    Returns
    -------
    float
        Missiles. [1]
    """
    return float(fire_unit(load_scenario(_SCENARIO)).magazine // int(salvo))


def next_shot(hits: float, trials: float, figure: str) -> float:
    """What a test record says of the next shot.

    Parameters
    ----------
    hits, trials : float
        The record. [1]
    figure : str
        ``expected`` by the rule of succession; ``least`` or ``most``, of 95 % by a flat prior and
        by Wilson, whichever is farther out.

    Returns
    -------
    float
        Probability that it hits. [1]
    """
    record = int(hits), int(trials)
    if figure == "expected":
        return laplace_estimate(*record)
    ends = laplace_interval(*record), wilson_interval(*record)
    return min(low for low, _ in ends) if figure == "least" else max(high for _, high in ends)


def fastest_target_mach(end: str) -> float:
    """Fastest target of the catalogue's battery, in speeds of sound at the ground.

    Parameters
    ----------
    end : str
        ``value`` or ``high``.

    Returns
    -------
    float
        A row of the catalogue. [1]
    """
    row = load_scenario(_SCENARIO).catalog.battery("thaad-battery").highest_target_speed
    return (row.value if end == "value" else row.high) / SOUND_AT_THE_GROUND_M_S
