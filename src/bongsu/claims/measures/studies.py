"""Numbers of the studies over draws, as measures: any metric can be asked by a reading."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeVar

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import AbsentError, Case, Found
from bongsu.claims.measures.defence import TOGETHER, flight_at_own_site, launched
from bongsu.claims.where import OF_ALL_SITES, Where
from bongsu.errors import InputError, OutOfReachError
from bongsu.scenario import Raid, Scenario
from bongsu.scenario.parts.flights import Threat
from bongsu.studies.engagement.plan import Arrival, read_arrival
from bongsu.studies.epistemic.metrics import METRICS, About, Metric, MetricValues
from bongsu.studies.epistemic.raids import REPLICATIONS, RaidInDraws
from bongsu.words import in_words
from bongsu.words.said import Said, said

Result = TypeVar("Result")

OWN_RAID: Final = 0.0
"""In place of a number of missiles: the raid of the scenario. [1]"""


class FlightsMeant(NamedTuple):
    """Which flights a number is about.

    Attributes
    ----------
    key : str
        As files name them; empty for all of the scenario, or none.
    words : str
        As people read it.
    """

    key: str
    words: str


def asked_of_readings(name: str) -> Callable[..., Found]:
    """Make a metric of the studies a measure of a case.

    Parameters
    ----------
    name : str
        One of :data:`bongsu.studies.epistemic.metrics.METRICS`.

    Returns
    -------
    callable
        Takes a case and the parameters of a reading: `flight` for a metric of one flight; `raid`,
        `flight`, `spacing`, `replications` and, where it is of one place, `place` for one of a
        raid; else `missile`, `launch_area` and `shape`, which keep some of the threats. [unit of
        the metric]
    """
    metric = METRICS[name]
    if metric.of_place:
        return partial(_of_place_in_raid, name, metric)
    if metric.of_raid:
        return partial(_of_raid, name, metric)
    if metric.of_one_flight:
        return partial(_of_flight, name, metric)
    return partial(_of_defence, name, metric)


def _of_defence(
    name: str,
    metric: Metric,
    case: Case,
    *,
    missile: str = "",
    launch_area: str = "",
    shape: str = "",
) -> Found:
    """Ask for a number at every site compared, against some of the threats."""
    kept = {"missile": missile, "launch_area": launch_area, "shape": shape}
    asked = {option: value for option, value in kept.items() if value}

    def scenarios() -> list[Scenario]:
        # one that compares the candidate sites itself is of the battery's own
        places = (case.scenario,) if name in OF_ALL_SITES else case.places
        return [place.only(**asked) for place in places]

    mode = case.scenario.battery().radar.mode
    remark = said("all flights of the scenario") if metric.of_footprint else f"{mode} mode"
    kept_words = ", ".join(asked.values())
    return _at_sites(
        name, metric, case, scenarios, About(), FlightsMeant(kept_words, kept_words or remark)
    )


def _of_flight(name: str, metric: Metric, case: Case, *, flight: str) -> Found:
    """Ask for a number of one flight, with the battery at every site compared."""
    try:
        one = read_arrival(case.scenario, flight)
    except InputError as error:
        raise AbsentError(f"{flight}: {error}") from None

    def scenarios() -> list[Scenario]:
        threat = Threat.model_validate(_flights(one), context={"catalog": case.scenario.catalog})
        return [place.with_threats(threat) for place in case.places]

    flown = FlightsMeant(flight, _in_words(case.scenario, one))
    return _at_sites(name, metric, case, scenarios, About(target=one.target), flown)


def _of_raid(
    name: str,
    metric: Metric,
    case: Case,
    *,
    raid: float = OWN_RAID,
    flight: str = "",
    spacing: str = TOGETHER,
    replications: float = REPLICATIONS,
) -> Found:
    """Ask for a number of a raid at the batteries where they stand."""
    return _raided(name, metric, case, (raid, flight, spacing, replications))


def _of_place_in_raid(
    name: str,
    metric: Metric,
    case: Case,
    *,
    place: str,
    raid: float = OWN_RAID,
    flight: str = "",
    spacing: str = TOGETHER,
    replications: float = REPLICATIONS,
) -> Found:
    """Ask for a number of one place that a raid is aimed at."""
    return _raided(name, metric, case, (raid, flight, spacing, replications), place)


def _raided(
    name: str,
    metric: Metric,
    case: Case,
    asked: tuple[float, str, str, float],
    place: str = "",
) -> Found:
    """Play a raid of equal flights, or the scenario's own, at the batteries."""
    count, flight, spacing, replications = asked
    own = count == OWN_RAID
    flight = flight if flight or own else flight_at_own_site(case)
    if own:
        one = None
        words = key = said("the scenario's own raid")
    else:
        one = _or_absent(lambda: read_arrival(case.scenario, flight))
        named = {"raid": count, "launched": launched(spacing)}
        key = said("{raid:g} of {flight}, {launched}", flight=flight, **named)
        words = said(
            "{raid:g} missiles, {launched}: {flight}",
            flight=_in_words(case.scenario, one),
            **named,
        )

    def values() -> MetricValues:
        fired = None if one is None else _equal_flights(case.scenario, int(count), one, spacing)
        about = About(
            target=case.scenario.place("target", place) if place else None,
            raid=RaidInDraws.of(case.scenario, fired, replications=int(replications)),
        )
        return metric.compute([case.scenario], about)

    found = _or_absent(
        lambda: case.once(f"{name} of {key}, {place}, {replications:g} times", values)
    )
    played = said("{raid}, played {number:,.0f} times", raid=words, number=replications)
    return Found(
        values=found.values,
        labels=(case.site_titles[0],),
        remarks=(words if found.outcomes is None else played,),
        where=(Where(site=case.own_site, flight=key, mode=case.scenario.battery().radar.mode),),
    )


def _equal_flights(scenario: Scenario, count: int, one: Arrival, spacing: str) -> Raid:
    """A raid of missiles that all fly the same, one after the other."""
    wave = {
        **_flights(one),
        "targets": [one.target],
        "count": count,
        "last_launch": f"{parse_quantity(spacing, 's') * (count - 1)!r} s",
    }
    return Raid.model_validate({"waves": [wave]}, context={"catalog": scenario.catalog})


def _flights(one: Arrival) -> dict[str, object]:
    """What a threat, or a wave of a raid, of one flight has."""
    return {"missile": one.missile, "launch_areas": [one.launch], "shapes": [one.shape]}


def _in_words(scenario: Scenario, one: Arrival) -> Said:
    return said(
        "{missile}, {shape}, from {start} to {end}",
        missile=scenario.catalog.entry("missile", one.missile).title,
        shape=in_words(one.shape),
        start=one.launch.title,
        end=one.target.title,
    )


def _at_sites(
    name: str,
    metric: Metric,
    case: Case,
    scenarios: Callable[[], Sequence[Scenario]],
    about: About,
    flown: FlightsMeant,
) -> Found:
    """Ask for the number of the scenarios, one for each site."""
    values = _or_absent(
        lambda: case.once(
            f"{name} of {flown.key or 'the scenario'}",
            lambda: metric.compute(scenarios(), about).values,
        )
    )
    mode = case.scenario.battery().radar.mode
    return Found(
        values=values,
        labels=case.site_titles[: len(values)],
        remarks=[flown.words] * len(values),
        where=[
            Where(site=site, flight=flown.key or None, mode=mode)
            for site in case.sites[: len(values)]
        ],
    )


def _or_absent(compute: Callable[[], Result]) -> Result:
    """Compute; what a metric refuses is a question that the scenario does not answer."""
    try:
        return compute()
    except (InputError, OutOfReachError) as error:
        raise AbsentError(str(error)) from None
