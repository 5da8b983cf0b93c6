"""The measures that readings of claims may name, with units and what they rest on."""

import inspect
from collections.abc import Callable, Iterator
from math import pi
from typing import Final, NamedTuple

from bongsu.catalog.lookup import suggest
from bongsu.catalog.names import country_code
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import Case, Found, threat_of
from bongsu.claims.claim import Reading
from bongsu.claims.measures import defence as measures_defence
from bongsu.claims.measures import flights as measures_flights
from bongsu.claims.measures import radar as measures_radar
from bongsu.claims.measures import records as measures_records
from bongsu.claims.measures import third_parties as measures_third_parties
from bongsu.claims.measures.studies import asked_of_readings
from bongsu.claims.parameters import check_parameter
from bongsu.claims.where import SITE_RULES
from bongsu.errors import InputError
from bongsu.scenario import Scenario
from bongsu.studies.engagement.plan import read_arrival
from bongsu.studies.epistemic.metrics import METRICS, Metric

Value = str | float | list[str]


class Measure(NamedTuple):
    """Something that can be measured in a case.

    Attributes
    ----------
    compute : callable
        Takes a case and the parameters of the reading.
    unit : str
        SI unit of thresholds in files; ``1`` for counts and shares.
    shown_in : str
        Unit of the numbers that `compute` gives.
    scale : float
        How many of the SI unit one of `shown_in` is.
    rests_on : tuple of str
        Kinds of catalogue entries that the number depends on.
    words : str
        What is measured, as it goes on after the number and its unit; the number's name where
        `named`.
    named : bool
        Whether the words are a name, which stands before the number.
    """

    compute: Callable[..., Found]
    unit: str
    shown_in: str
    scale: float
    rests_on: tuple[str, ...]
    words: str
    named: bool = False

    @property
    def takes(self) -> tuple[str, ...]:
        """Parameters of a reading."""
        return tuple(self._taken)

    @property
    def needs(self) -> tuple[str, ...]:
        """Parameters without a default."""
        none = inspect.Parameter.empty
        return tuple(name for name, one in self._taken.items() if one.default is none)

    @property
    def _taken(self) -> dict[str, inspect.Parameter]:
        parameters = inspect.signature(self.compute).parameters
        return dict(list(parameters.items())[1:])


DEGREE: Final = pi / 180.0
_RADAR = ("radar", "cross-section", "site", "launch-area")
_DEFENCE = (*_RADAR, "interceptor", "battery", "missile", "drag-table")

_OWN: dict[str, Measure] = {
    "sites-that-hold-all-launch-areas": Measure(
        measures_radar.sites_that_hold_all,
        "1",
        "sites",
        1.0,
        ("radar", "site", "launch-area"),
        "from which some boresight holds every launch area",
    ),
    "boresights-that-hold-all-launch-areas": Measure(
        measures_radar.boresights_that_hold_all,
        "rad",
        "deg",
        DEGREE,
        ("radar", "site", "launch-area"),
        "of turn over which the radar holds every launch area",
    ),
    "foreign-area-in-view": Measure(
        measures_radar.foreign_area_in_view,
        "m2",
        "km²",
        1e6,
        _RADAR,
        "of the countries in view, at one of the boresights that hold every launch area",
    ),
    "share-of-foreign-view": Measure(
        measures_radar.share_of_foreign_view,
        "1",
        "1",
        1.0,
        _RADAR,
        "of the area in view is over the one country, at one of those boresights",
    ),
    "share-of-country-in-view": Measure(
        measures_radar.share_of_country_in_view,
        "1",
        "1",
        1.0,
        _RADAR,
        "of the country's territory in view, at one of those boresights",
    ),
    "detection-range": Measure(
        measures_radar.range_of_detection,
        "m",
        "km",
        1e3,
        ("radar", "cross-section"),
        "of range on boresight, by one dwell",
    ),
    "stacked-range-factor": Measure(
        measures_radar.stacked_range_factor,
        "1",
        "times",
        1.0,
        ("radar", "cross-section"),
        "the range of one radar, for several put together to one",
    ),
    "lowest-height-seen": Measure(
        measures_radar.lowest_height_seen,
        "m",
        "km",
        1e3,
        ("radar", "site"),
        "of height, from which an object so far away rises above the elevation floor",
    ),
    "elevation-of-horizon": Measure(
        measures_radar.horizon_elevation,
        "rad",
        "deg",
        DEGREE,
        (),
        "of elevation, under which the hill stands",
    ),
    "shots-at-third-party-missiles": Measure(
        measures_third_parties.shots,
        "1",
        "arcs",
        1.0,
        (*_DEFENCE, "target"),
        "that enter the interceptor's reach, at any time of their flight",
    ),
    "shots-played-at-third-party-missiles": Measure(
        measures_third_parties.shots_played,
        "1",
        "arcs",
        1.0,
        (*_DEFENCE, "target"),
        "at which the battery has a shot when the engagement is played",
    ),
    "added-track-time": Measure(
        measures_third_parties.added_track_time,
        "s",
        "s",
        1.0,
        (*_RADAR, "missile", "target", "drag-table"),
        "in view that the radars already there do not have, greatest over arcs and boresights",
    ),
    "added-track-share": Measure(
        measures_third_parties.added_track_share,
        "1",
        "1",
        1.0,
        (*_RADAR, "missile", "target", "drag-table"),
        "of the arcs, on which so much time in view is added",
    ),
    "people-share-defended": Measure(
        measures_defence.people_share,
        "1",
        "1",
        1.0,
        _DEFENCE,
        "of the people threatened, at whose place a shot is possible",
    ),
    "people-share-defended-against": Measure(
        measures_defence.people_share_against,
        "1",
        "1",
        1.0,
        _DEFENCE,
        "of the people threatened by the one missile, at whose place a shot is possible",
    ),
    "people-share-defended-with": Measure(
        measures_defence.people_share_with,
        "1",
        "1",
        1.0,
        _DEFENCE,
        "of the people threatened, at whose place a shot is possible",
    ),
    "people-defended": Measure(
        measures_defence.people_defended,
        "1",
        "million people",
        1e6,
        _DEFENCE,
        "at whose place a shot is possible",
    ),
    "area-share-defended": Measure(
        measures_defence.area_share,
        "1",
        "1",
        1.0,
        _DEFENCE,
        "of the territory threatened, in which a shot is possible",
    ),
    "seoul-share-defended": Measure(
        measures_defence.seoul_share,
        "1",
        "1",
        1.0,
        _DEFENCE,
        "of the people of Seoul's 25 districts, at whose place a shot is possible",
    ),
    "places-share-defended": Measure(
        measures_defence.places_share,
        "1",
        "1",
        1.0,
        (*_DEFENCE, "target"),
        "of the places named, at which a shot is possible",
    ),
    "share-of-best-sites": Measure(
        measures_defence.share_of_best_sites,
        "1",
        "1",
        1.0,
        _DEFENCE,
        "of the people threatened, whom batteries on the best sites can defend",
    ),
    "batteries-needed": Measure(
        measures_defence.batteries_needed,
        "1",
        "batteries",
        1.0,
        _DEFENCE,
        "on candidate sites, with which that share of the people is defended",
    ),
    "sector-share": Measure(
        measures_defence.sector_share,
        "1",
        "1",
        1.0,
        ("site",),
        "of the country, inside the plain sector",
    ),
    "leakers-expected": Measure(
        measures_defence.leakers_expected,
        "1",
        "missiles",
        1.0,
        _DEFENCE,
        "of a raid expected to arrive under the fire that the batteries plan",
    ),
    "shots": Measure(
        measures_flights.shots_possible,
        "1",
        "shots",
        1.0,
        (*_DEFENCE, "target"),
        "at the one flight",
    ),
    "altitude-at-first-launch": Measure(
        measures_flights.altitude_at_first_launch,
        "m",
        "km",
        1e3,
        (*_DEFENCE, "target"),
        "of height of the missile when the first interceptor can leave",
    ),
    "altitude-at-latest-launch": Measure(
        measures_flights.altitude_at_latest_launch,
        "m",
        "km",
        1e3,
        (*_DEFENCE, "target"),
        "of height of the missile when a launch can wait no longer",
    ),
    "apogee": Measure(
        measures_flights.apogee,
        "m",
        "km",
        1e3,
        ("missile", "drag-table", "launch-area", "target"),
        "of height at the apogee of the one flight",
    ),
    "flight-time-gap": Measure(
        measures_flights.flight_time_gap,
        "s",
        "s",
        1.0,
        ("missile", "drag-table", "launch-area"),
        "between the time stated and that of the flight",
    ),
    "arc-time": Measure(
        measures_flights.arc_time,
        "s",
        "s",
        1.0,
        (),
        "of free fall over that range and apogee",
    ),
    "radar-range-surplus": Measure(
        measures_defence.range_surplus,
        "m",
        "km",
        1e3,
        _DEFENCE,
        "of range on boresight beyond what the defence needs, for the same object",
    ),
    "radar-range-ratio": Measure(
        measures_defence.range_ratio,
        "1",
        "times",
        1.0,
        _DEFENCE,
        "the range that the defence needs, on boresight and for the same object",
    ),
    "foreign-area-beyond-need": Measure(
        measures_defence.foreign_area_beyond_need,
        "m2",
        "km²",
        1e6,
        _DEFENCE,
        "of the countries in view that the range the defence needs would not show",
    ),
    "share-of-loads": Measure(
        measures_records.share_of_loads,
        "1",
        "1",
        1.0,
        ("battery",),
        "of the interceptors that full batteries hold, that were spent",
    ),
    "share-of-tests": Measure(
        measures_records.share_of_tests,
        "1",
        "1",
        1.0,
        (),
        "of the tests that count, that hit",
    ),
    "chance-that-all-hit": Measure(
        measures_records.chance_that_all_hit,
        "1",
        "1",
        1.0,
        (),
        "is the probability that each of the next shots hits",
    ),
}

_UNITS: Final = {"1": ("1", 1.0), "km": ("m", 1e3), "km2": ("m2", 1e6), "s": ("s", 1.0)}
"""Units of metrics: that of thresholds in files, and how many of it one of them is."""


def _of_studies(name: str, metric: Metric) -> Measure:
    """Take a metric of the studies over draws as a measure."""
    unit, scale = _UNITS[metric.unit]
    shown_in = metric.unit.replace("km2", "km²")
    of_place = metric.of_one_flight or metric.of_place
    return Measure(
        asked_of_readings(name),
        unit,
        "" if metric.is_count else shown_in,
        scale,
        (*_DEFENCE, "target") if of_place else _DEFENCE,
        metric.title,
        named=True,
    )


MEASURES: dict[str, Measure] = {
    # a measure with the name of a metric gives the same number, and can be asked for more
    **{name: _of_studies(name, metric) for name, metric in METRICS.items()},
    **_OWN,
}


def known_measure(name: str) -> Measure:
    """Look a measure up.

    Parameters
    ----------
    name : str
        One of `MEASURES`.

    Returns
    -------
    Measure
        The measure.

    Raises
    ------
    InputError
        If there is none; suggests the nearest name.
    """
    if name not in MEASURES:
        raise InputError(f"there is no measure {name!r}{suggest(name, MEASURES)}")
    return MEASURES[name]


def mistakes(reading: Reading) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find what of a reading no measure answers.

    Parameters
    ----------
    reading : Reading

    Yields
    ------
    tuple of str
        Where in the reading.
    str
        What is wrong, and what would be right.
    """
    try:
        kind = known_measure(reading.measure)
    except InputError as error:
        yield ("measure",), str(error)
        return
    known = {*kind.takes, "sites"}
    sound = True
    missing = [name for name in kind.needs if name not in reading.parameters]
    if missing:
        yield ("parameters",), f"the measure {reading.measure} needs {', '.join(missing)}"
    for name, value in reading.parameters.items():
        if name not in known:
            hint = suggest(name, sorted(known))
            yield ("parameters", name), f"the measure {reading.measure} takes no {name!r}{hint}"
            continue
        try:
            check_parameter(reading.measure, name, value)
        except InputError as error:
            sound = False
            yield ("parameters", name), str(error)
    reach = [reading.parameters.get(name) for name in ("front", "rear")]
    if sound and None not in reach:
        front_m, rear_m = (parse_quantity(one, "m") for one in reach)
        if rear_m > front_m:
            yield ("parameters", "rear"), f"{reach[1]!r} is not at most the reach in front"
    named = [reading.parameters.get(name) for name in ("missile", "scenario")]
    if sound and all(isinstance(name, str) for name in named):
        try:
            threat_of(*map(str, named))
        except InputError as error:
            yield ("parameters", "missile"), str(error)
    try:
        parse_quantity(reading.threshold, kind.unit)
    except InputError as error:
        yield ("threshold",), str(error)


def unknown_names(reading: Reading, scenario: Scenario) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find names in a reading that mean nothing where it is tested.

    What a scenario does not have, such as another radar or candidate site, is not among them: a
    reading of it is not testable there.

    Parameters
    ----------
    reading : Reading
        One without :func:`mistakes`.
    scenario : Scenario
        Whose catalogue knows the names.

    Yields
    ------
    tuple of str
        Where in the reading.
    str
        What is wrong, and close names.
    """
    for name, value in reading.parameters.items():
        for one in value if isinstance(value, list) else [value]:
            try:
                _known_name(scenario, name, one)
            except InputError as error:
                yield ("parameters", name), str(error)


def _known_name(scenario: Scenario, parameter: str, written: str | float) -> None:
    """Look a name up as the measure will."""
    kind = _KINDS_OF_NAMES.get(parameter)
    if parameter == "flight":
        read_arrival(scenario, str(written))
    elif parameter == "sites" and written in SITE_RULES:
        return
    elif kind in ("site", "launch-area", "target"):
        scenario.place(kind, str(written))
    elif kind is not None:
        scenario.catalog.key(kind, str(written))


_KINDS_OF_NAMES: Final = {
    "object_key": "cross-section",
    "missile": "missile",
    "sites": "site",
    "launch_area": "launch-area",
    "place": "target",
    "places": "target",
    "targets": "target",
}
"""Kind of entry that a parameter names."""


def measure(name: str, case: Case, parameters: dict[str, Value]) -> Found:
    """Measure something in a case.

    Parameters
    ----------
    name : str
        One of `MEASURES`.
    case : Case
    parameters : dict
        What the reading asks; ``sites`` is left to the caller.

    Returns
    -------
    Found
        Numbers in the unit that the measure shows.

    Raises
    ------
    InputError
        If there is no such measure, or it does not take these parameters.
    """
    kind = known_measure(name)
    asked = {key: value for key, value in parameters.items() if key != "sites"}
    known = kind.takes
    if not set(kind.needs) <= set(asked) <= set(known):
        raise InputError(
            f"the measure {name} takes {', '.join(known) or 'no parameters'}, "
            f"not {', '.join(asked) or 'none'}"
        )
    return kind.compute(case, **{key: _key_of(case, key, value) for key, value in asked.items()})


def _key_of(case: Case, parameter: str, written: Value) -> Value:
    """Keys of countries and objects that a claim names in any way."""
    if parameter == "object_key":
        return case.scenario.catalog.key("cross-section", str(written))
    if parameter == "country":
        return country_code(str(written))
    if parameter == "countries" and isinstance(written, list):
        return [country_code(name) for name in written]
    return written
