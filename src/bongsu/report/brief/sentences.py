"""What was measured for a reading, in a sentence that stands without its table."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

from bongsu.catalog import Catalog
from bongsu.catalog.names import country_code, lower_first
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.claim import Reading
from bongsu.claims.measures.defence import TOGETHER, launched
from bongsu.claims.measures.registry import MEASURES
from bongsu.geography.outlines import country_name
from bongsu.report.language import Language
from bongsu.words import in_words

SENTENCES: Final[Mapping[str, str]] = {
    "sites-that-hold-all-launch-areas": "Sites from which the radar can keep every launch area in "
    "view at once: {value}.",
    "foreign-area-in-view": "While it keeps every launch area in view, the radar sees {object} at "
    "{altitude} over {value} of {countries} ({mode}).",
    "share-of-foreign-view": "Of the land of {countries} over which it sees {object} at "
    "{altitude}, {value} is in {country} ({mode}).",
    "boresights-that-hold-all-launch-areas": "The radar can be turned by {value} and still keep "
    "every launch area in view.",
    "shots-played-at-third-party-missiles": "Flights of {group} at which the battery has a shot "
    "when the engagement is played: {value}.",
    "added-track-share": "The radar adds so much view of {object} on {value} of the flights "
    "({mode}).",
    "places-share-defended": "A shot is possible at {value} of the bases and ports named.",
    "shots-at-third-party-missiles": "Flights of {group} that come within reach of the "
    "interceptor, whenever it is fired: {value}.",
    "added-track-time": "The radar adds {value} of view of {object} to what the radars "
    "already there have ({mode}).",
    "area-share-defended": "A shot is possible over {value} of the territory under threat.",
    "people-share-defended": "A shot is possible where {value} of the people under threat live.",
    "people-share-defended-against": "Against the {missile}, a shot is possible where {value} of "
    "the people under its threat live.",
    "people-share-defended-with": "With the {missile} among the threats, a shot is possible where "
    "{value} of the people under threat live.",
    "seoul-share-defended": "A shot is possible where {value} of the people of Seoul live.",
    "leakers-expected": "Of {raid:g} missiles launched {launched}, {value} can be expected to "
    "arrive.",
    "radar-range-surplus": "The radar sees {value} farther than the defence needs ({mode}).",
    "radar-range-ratio": "The radar's range is {value} the range that the defence needs ({mode}).",
    "foreign-area-beyond-need": "The range beyond need shows {object} at {altitude} over {value} "
    "of {countries} ({mode}).",
    "share-of-country-in-view": "While it keeps every launch area in view, the radar sees {object} "
    "at {altitude} over {value} of {country} ({mode}).",
    "detection-range": "On boresight, one dwell detects {object} out to {value} ({mode}).",
    "stacked-range-factor": "Put together, the radars see {value} as far as one of them.",
    "lowest-height-seen": "So far away, an object rises above the elevation floor at a height of "
    "{value} ({mode}).",
    "elevation-of-horizon": "The hill stands {value} above the horizontal.",
    "people-defended": "A shot is possible where {value} live.",
    "share-of-best-sites": "On the best sites {batteries:g} batteries can defend {value} of "
    "the people under threat.",
    "batteries-needed": "To defend {share} of the people under threat it takes {value} on the "
    "candidate sites.",
    "sector-share": "The plain sector holds {value} of the {of}.",
    "shots": "{flight}: the battery has {value}.",
    "apogee": "{flight}: the apogee is {value}.",
    "altitude-at-first-launch": "{flight}: the first interceptor can leave when the missile is "
    "{value} high.",
    "altitude-at-latest-launch": "{flight}: the last launch that is in time comes when the missile "
    "is {value} high.",
    "flight-time-gap": "The time of flight differs by {value} from the time stated.",
    "arc-time": "Free fall over that range and apogee takes {value}.",
    "share-of-loads": "{spent:g} interceptors are {value} of what full batteries hold.",
    "share-of-tests": "Of the tests that count, {value} hit.",
    "chance-that-all-hit": "The probability that each of the next {shots:g} shots hits is {value}.",
}
"""By measure. What of a reading a sentence may name: see :func:`measured`."""
_OF: Final[Mapping[str, str]] = {"area": "territory", "people": "people"}


def measured(
    reading: Reading, value: float, unit: str, catalog: Catalog, language: Language
) -> str:
    """Say what was measured for a reading.

    Parameters
    ----------
    reading : Reading
        What was asked.
    value : float
        The number; not a number where there is none. [unit]
    unit : str
        As the measure shows it; "1" for a share.
    catalog : Catalog
        Names what the reading names.
    language : Language
        Of the page.

    Returns
    -------
    str
        One sentence.
    """
    if value != value:
        return language.say("The scenario does not have what this reading asks for.")
    number = language.quantity(value, unit)
    template = SENTENCES.get(reading.measure, "")
    if reading.measure == "people-share-defended" and "missile" in reading.parameters:
        template = SENTENCES["people-share-defended-against"]
    named = _named(reading, catalog, language) | {"value": number}
    # a reading may leave out what a measure takes as the scenario has it
    if not template or not _fields(template) <= named.keys():
        kind = MEASURES[reading.measure]
        if kind.named:
            name = language.text(kind.words[:1].upper() + kind.words[1:])
            return language.say("{name}: {value}.", name=name, value=number)
        words = language.text(kind.words)
        return language.say("{value} {words}.", value=number, words=words)
    return language.say(template, **named)


def _fields(template: str) -> set[str]:
    """What a sentence names."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _flight(written: str, catalog: Catalog, language: Language) -> str:
    """Name a flight that is written as missile, launch area, target and shape of the arc."""
    flight, _, _ = written.partition("@")
    missile, start, end, *shape = flight.split(":")

    def title(kind: str, name: str) -> str:
        known = name in catalog.keys(kind)
        return language.text(catalog.entry(kind, name).title if known else name)

    return language.say(
        "{missile}, {shape}, from {start} to {end}",
        missile=title("missile", missile),
        shape=language.text(in_words(shape[0] if shape else "minimum-energy")),
        start=title("launch-area", start),
        end=title("target", end),
    )


def _named(reading: Reading, catalog: Catalog, language: Language) -> dict[str, object]:
    """What a reading asks, in words."""
    asked = reading.parameters
    found: dict[str, object] = {}
    if "object_key" in asked:
        title = catalog.entry("cross-section", str(asked["object_key"])).title
        found["object"] = f"a {lower_first(title)}" if language.english else language.text(title)
    if "altitude" in asked:
        altitude_km = parse_quantity(str(asked["altitude"]), "m") / 1e3
        found["altitude"] = language.say("{height:g} km", height=altitude_km)
    if "mode" in asked:
        found["mode"] = language.text(f"{asked['mode']} mode")
    if "group" in asked:
        found["group"] = language.text(f"{asked['group']} missiles")
    if "country" in asked:
        found["country"] = language.text(country_name(country_code(str(asked["country"]))))
    if "countries" in asked and isinstance(asked["countries"], list):
        codes = [country_code(name) for name in asked["countries"]]
        found["countries"] = language.listed([language.text(country_name(c)) for c in codes])
    if "missile" in asked:
        found["missile"] = language.text(catalog.entry("missile", str(asked["missile"])).title)
    if "flight" in asked:
        found["flight"] = _flight(str(asked["flight"]), catalog, language)
    if "of" in asked:
        found["of"] = language.text(_OF[str(asked["of"])])
    if "share" in asked:
        found["share"] = language.quantity(float(str(asked["share"])), "1")
    for name in ("batteries", "spent", "shots"):
        if name in asked:
            found[name] = asked[name]
    if "raid" in asked:
        found["raid"] = asked["raid"]
        found["launched"] = language.text(launched(str(asked.get("spacing", TOGETHER))))
    return found
