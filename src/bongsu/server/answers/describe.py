"""What there is to choose from: scenarios, entries of the catalogue, cities, words, limits."""

from collections.abc import Mapping

from bongsu.catalog import Catalog
from bongsu.front.deployment import Deployment
from bongsu.geography.populated_places import listed_places
from bongsu.report.language import name_of, translation
from bongsu.server import messages
from bongsu.server.answers.parts import city, listed_place, row_number
from bongsu.studies.epistemic.metrics import METRICS
from bongsu.version import __version__
from bongsu.words import (
    CELL_REASONS,
    CROSS_SECTION_MODELS,
    MODES,
    OVERS,
    RULES,
    SHAPE_WITH_LIFT,
    SHAPES,
    Shape,
)

_MOST_CITIES = 120
_FEWEST_PEOPLE = 250_000
_COUNTRIES = ("KOR", "PRK", "JPN", "CHN", "RUS", "TWN", "MNG")


def describe(
    request: messages.DescribeRequest,
    scenarios: Mapping[str, Deployment],
    kinds: tuple[str, ...],
    limits: Mapping[str, int],
) -> messages.DescribeAnswer:
    """Say what the engine has.

    Parameters
    ----------
    request : messages.DescribeRequest
    scenarios : mapping of str to Deployment
        By key.
    kinds : tuple of str
        Requests that are answered.
    limits : mapping of str to int
        Sizes beyond which a request is refused. [as named]

    Returns
    -------
    messages.DescribeAnswer
        The same for each page.
    """
    catalog = next(iter(scenarios.values())).catalog
    return messages.DescribeAnswer(
        id=request.id,
        protocol=messages.PROTOCOL,
        version=__version__,
        kinds=kinds,
        scenarios=tuple(
            messages.NamedMessage(key=key, title=one.title, korean=translation(one.title, "ko"))
            for key, one in scenarios.items()
        ),
        missiles=tuple(_missile(catalog, key) for key in catalog.keys("missile")),
        cross_sections=tuple(
            messages.NamedCrossSection(
                key=name.key,
                title=name.title,
                korean=name.korean,
                area=row_number(catalog, catalog.cross_section(name.key).area),
            )
            for name in catalog.names("cross-section")
        ),
        launch_areas=_places(catalog, "launch-area"),
        sites=_places(catalog, "site"),
        targets=_places(catalog, "target"),
        cities=_cities(),
        shapes=SHAPES,
        modes=MODES,
        rules=RULES,
        cross_section_models=CROSS_SECTION_MODELS,
        overs=OVERS,
        reasons=CELL_REASONS,
        metrics=tuple(
            messages.NamedMetric(
                key=key,
                title=one.title,
                korean=translation(one.title, "ko"),
                unit=one.unit,
                is_count=one.is_count,
                of_footprint=one.of_footprint,
                of_one_flight=one.of_one_flight,
                of_raid=one.of_raid,
                of_place=one.of_place,
            )
            for key, one in METRICS.items()
        ),
        limits=dict(limits),
    )


def _missile(catalog: Catalog, key: str) -> messages.NamedMissile:
    entry = catalog.missile(key)
    shapes: tuple[Shape, ...] = SHAPES
    if entry.lift_to_drag is not None:
        shapes = (SHAPE_WITH_LIFT,)
    elif entry.cut_off.value == "not-possible":
        shapes = tuple(one for one in SHAPES if one.startswith("full-burn"))
    return messages.NamedMissile(
        key=key,
        title=entry.title,
        korean=entry.korean,
        shapes=shapes,
        published_range=row_number(catalog, entry.published_range),
    )


def _places(catalog: Catalog, kind: str) -> tuple[messages.NamedPlaceMessage, ...]:
    return tuple(listed_place(catalog, kind, name) for name in catalog.names(kind))


def _cities() -> tuple[messages.NamedPlaceMessage, ...]:
    """Largest populated places about Korea."""
    near = [
        place
        for place in listed_places()
        if place.country in _COUNTRIES and place.people >= _FEWEST_PEOPLE
    ]
    # every country about Korea has its largest, however many another one has
    share = _MOST_CITIES // 4
    chosen = [
        place
        for country in _COUNTRIES
        for place in sorted(
            (one for one in near if one.country == country), key=lambda one: -one.people
        )[: share if country in ("KOR", "PRK", "JPN", "CHN") else share // 5]
    ]
    return tuple(
        city(place, name_of("populated-place", place.code, "ko"))
        for place in sorted(chosen, key=lambda one: -one.people)
    )
