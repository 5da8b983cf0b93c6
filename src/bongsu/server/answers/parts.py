"""Parts that several answers have: numbers with their rows, places, where it all comes from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from bongsu.catalog import Catalog, Quantity
from bongsu.catalog.lookup import Name
from bongsu.catalog.names import row_words
from bongsu.catalog.rows.units import in_unit_of
from bongsu.engagement.plans import FlightPlan
from bongsu.geography.populated_places import ListedPlace
from bongsu.report.brief.assumptions import row_named
from bongsu.report.language import English, Language, translation
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.provenance import Provenance, provenance
from bongsu.server import messages
from bongsu.words import Quality

_KINDS_OF_PLACES = ("site", "launch-area", "target")


def number(value: float, unit: str) -> messages.Number:
    """Give a number that was computed.

    Parameters
    ----------
    value : float
        The number; not a number where there is none. [unit]
    unit : str
        ``1`` for counts, shares and probabilities.

    Returns
    -------
    messages.Number
        Without a row.
    """
    return messages.Number(value=known(value), unit=unit)


def bilingual(text: str) -> messages.Bilingual:
    """Say a text of the package in both languages.

    Parameters
    ----------
    text : str
        In English, as the package says it.

    Returns
    -------
    messages.Bilingual
        The Korean one is empty where there is no translation.
    """
    return messages.Bilingual(en=str(text), ko=translation(text, "ko"))


def told_in_both(say: Callable[[Language], str]) -> messages.Bilingual:
    """Say in both languages what a brief says.

    Parameters
    ----------
    say : callable
        Says it in a language.

    Returns
    -------
    messages.Bilingual
        The Korean one is empty where there is no translation.
    """
    korean = say(Language("ko"))
    return messages.Bilingual(
        en=str(say(Language("en"))), ko="" if isinstance(korean, English) else str(korean)
    )


def row_title(path: str, catalog: Catalog) -> messages.Bilingual:
    """Name a row with what it belongs to.

    Parameters
    ----------
    path : str
        Of the row.
    catalog : Catalog
        Where it is.

    Returns
    -------
    messages.Bilingual
        As a brief names it.
    """
    return told_in_both(lambda language: row_named(path, catalog, language))


def words_in_korean(path: str) -> str:
    """Say in Korean what a row is.

    Parameters
    ----------
    path : str
        Of the row.

    Returns
    -------
    str
        Empty where a part of it has no translation.
    """
    parts = [translation(part, "ko") for part in row_words(path).split(", ")]
    return ", ".join(parts) if all(parts) else ""


def known(value: float) -> float | None:
    """Leave out what is no number.

    Parameters
    ----------
    value : float
        Any. [any]

    Returns
    -------
    float or None
        None where it is infinite or not a number. [as the value]
    """
    return float(value) if math.isfinite(value) else None


def row_number(catalog: Catalog, row: Quantity) -> messages.Number:
    """Give a row of the catalogue with its range and source, in the unit of its file.

    Parameters
    ----------
    catalog : Catalog
        Knows the sources.
    row : Quantity

    Returns
    -------
    messages.Number
        With its path.
    """
    value, low, high = (
        in_unit_of(row.written, one, row.unit) for one in (row.value, row.low, row.high)
    )
    return messages.Number(
        value=value[0],
        unit=value[1] or "1",
        low=low[0],
        high=high[0],
        row=row.path,
        quality=row.quality,
        source=cited(catalog, row.sources),
    )


def cited(catalog: Catalog, sources: Iterable[str]) -> str:
    """Say whom a row cites.

    Parameters
    ----------
    catalog : Catalog
        Knows the sources.
    sources : iterable of str
        Keys of references, or words of a user.

    Returns
    -------
    str
        Author, title and year of each.
    """
    return "; ".join(
        catalog.references[key].citation if key in catalog.references else key for key in sources
    )


def step_number(
    catalog: Catalog,
    value: float,
    low: float,
    high: float,
    row: str,
    quality: str,
    sources: Iterable[str],
) -> messages.Number:
    """Give a duration with what is cited for it.

    Parameters
    ----------
    catalog : Catalog
        Knows the sources.
    value, low, high : float
        The duration and its range; not a number where there is none. [s]
    row : str
        Where it is from.
    quality : str
        Of the row; empty where it has none.
    sources : iterable of str
        Keys of references.

    Returns
    -------
    messages.Number
        In seconds.
    """
    letter: Quality | None = quality if quality in ("A", "B", "C", "D", "U") else None  # type: ignore[assignment]
    return messages.Number(
        value=known(value),
        unit="s",
        low=known(low),
        high=known(high),
        row=row,
        quality=letter,
        source=cited(catalog, sources) or None,
    )


def named_place(catalog: Catalog, place: Coordinates) -> messages.NamedPlaceMessage:
    """Name a place of a scenario.

    Parameters
    ----------
    catalog : Catalog
        Knows what it is called in Korean.
    place : Coordinates
        Where it is.

    Returns
    -------
    messages.NamedPlaceMessage
        With its title.
    """
    korean = next(
        (
            catalog.entries[kind][place.name].korean
            for kind in _KINDS_OF_PLACES
            if place.name in catalog.entries[kind]
        ),
        "",
    )
    return messages.NamedPlaceMessage(
        key=place.name,
        title=place.title,
        korean=korean,
        latitude_deg=place.latitude_deg,
        longitude_deg=place.longitude_deg,
        altitude_m=place.altitude,
    )


def listed_place(catalog: Catalog, kind: str, name: Name) -> messages.NamedPlaceMessage:
    """Name a place of the catalogue.

    Parameters
    ----------
    catalog : Catalog
        Has it.
    kind : {'site', 'launch-area', 'target'}
        Of what kind.
    name : Name
        What it is called.

    Returns
    -------
    messages.NamedPlaceMessage
        With its country.
    """
    entry = catalog.place(kind, name.key)
    return messages.NamedPlaceMessage(
        key=name.key,
        title=name.title,
        korean=name.korean,
        latitude_deg=entry.latitude.degrees,
        longitude_deg=entry.longitude.degrees,
        altitude_m=entry.height.value,
        country=entry.country,
    )


def city(place: ListedPlace, korean: str) -> messages.NamedPlaceMessage:
    """Name a populated place.

    Parameters
    ----------
    place : ListedPlace
        As GeoNames lists it.
    korean : str
        What it is called in Korean; empty where that is not known.

    Returns
    -------
    messages.NamedPlaceMessage
        With its people.
    """
    return messages.NamedPlaceMessage(
        key=place.code,
        title=place.name,
        korean=korean,
        latitude_deg=place.latitude_deg,
        longitude_deg=place.longitude_deg,
        country=place.country,
        people=place.people,
    )


def open_flight(scenario: Scenario, plan: FlightPlan) -> messages.OpenFlight:
    """Say what flies.

    Parameters
    ----------
    scenario : Scenario
        Whose flight it is.
    plan : FlightPlan
        One of those that the scenario's threats fly.

    Returns
    -------
    messages.OpenFlight
        In names.
    """
    threat = next(one for one in scenario.threats if one.missile == plan.missile)
    return messages.OpenFlight(
        missile=plan.missile,
        missile_title=plan.title,
        launch_area=named_place(scenario.catalog, plan.launch_area),
        shape=plan.shape,  # type: ignore[arg-type]
        cross_section=scenario.cross_section_of(threat),
    )


def origin_of(scenario: Scenario, *, people: bool = False) -> messages.ProvenanceMessage:
    """Say where the numbers of a scenario come from.

    Parameters
    ----------
    scenario : Scenario
        What was computed.
    people : bool
        Whether people are counted in it.

    Returns
    -------
    messages.ProvenanceMessage
        As files carry it.
    """
    return told(provenance(scenario, people=people))


def told(origin: Provenance) -> messages.ProvenanceMessage:
    """Put where numbers come from into a message.

    Parameters
    ----------
    origin : Provenance
        As files carry it.

    Returns
    -------
    messages.ProvenanceMessage
        The same.
    """
    digest = origin.scenario_hash
    return messages.ProvenanceMessage(
        scenario=origin.scenario or "",
        scenario_title=origin.scenario_title or "",
        scenario_hash=digest if isinstance(digest, str) else " ".join(digest or ()),
        bongsu_version=origin.bongsu_version,
        seed=origin.seed,
        people_from=origin.people_from,
        sources=origin.sources,
        # where sources are to be found is another sentence on a page than in a terminal
        line=replace(origin, sources=()).line(),
        citation=origin.citation(),
    )
