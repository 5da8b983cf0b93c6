"""Claims that are asked for: of a user's file, or of those that come with the package."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from bongsu.catalog.documents import read_file
from bongsu.catalog.lookup import suggest
from bongsu.claims.claim import (
    ARTICLE,
    SETS,
    Claim,
    Reading,
    built_in_claims,
    check_together,
    claims_of_set,
    read_claims,
)
from bongsu.claims.measures.registry import mistakes, unknown_names
from bongsu.errors import InputError
from bongsu.scenario import Scenario

SETS_OF_SCENARIOS: Final[Mapping[str, str]] = {
    "korea-2016": ARTICLE,
    "korea-2019": "korea-2019",
    "guam-2013": "guam",
    "middle-east-radars-2012": "middle-east-radars",
}
"""Claims that a built-in scenario is tested with unless others are asked for."""
EVERY_SCENARIO: Final = "every-scenario"
"""Questions about footprint, coverage and raid, where no statement is about the country."""


def chosen_claims(
    claims: str | Path | Sequence[str] | None = None, *, scenario: Scenario
) -> tuple[Claim, ...]:
    """Read the claims that were asked for.

    Parameters
    ----------
    claims : str, pathlib.Path or sequence of str, optional
        A user's file, or the name of a set that comes with the package; or identifiers of claims
        that come with it; by default those of the scenario.
    scenario : Scenario
        What they are tested in. A scenario of the user has the first set that is about its country.

    Returns
    -------
    tuple of Claim
        In the order of the file, or as asked for. Where no set is about the country, questions
        about footprint, coverage and raid that nobody uttered.

    Raises
    ------
    InputError
        If the file cannot be read, or there is no such claim.
    """
    if isinstance(claims, str | Path):
        path = Path(claims)
        if str(claims) in SETS and not path.exists():
            return claims_of_set(str(claims))
        return tuple(load_claims(path, scenario))
    if claims is None:
        return _own_claims(scenario)
    known = {claim.id: claim for claim in built_in_claims()}
    for name in claims:
        if name not in known:
            raise InputError(f"there is no claim {name!r}{suggest(name, known)}")
    return tuple(known[name] for name in claims)


def _own_claims(scenario: Scenario) -> tuple[Claim, ...]:
    """Claims of a scenario: those of its name, else the first about its country."""
    if scenario.name in SETS_OF_SCENARIOS:
        return claims_of_set(SETS_OF_SCENARIOS[scenario.name])
    for name in SETS:
        about = [one for one in claims_of_set(name) if one.country == scenario.region.country]
        if about:
            return tuple(about)
    return claims_of_set(EVERY_SCENARIO)


def countries_of(scenario: Scenario) -> frozenset[str]:
    """Countries whose claims a scenario can test.

    Parameters
    ----------
    scenario : Scenario
        Any.

    Returns
    -------
    frozenset of str
        ISO 3166-1 alpha-3 codes: the country that is defended, and those in which its separate
        radars stand, as far as the catalogue has their sites.
    """
    sites = scenario.catalog.keys("site")
    listed = (one.site for one in scenario.radars)
    hosts = (scenario.catalog.place("site", site).country for site in listed if site in sites)
    return frozenset({scenario.region.country, *hosts})


def load_claims(path: Path, scenario: Scenario | None = None) -> list[Claim]:
    """Read claims of a user's file.

    Parameters
    ----------
    path : pathlib.Path
        YAML file in the format of the built-in one.
    scenario : Scenario, optional
        What they are tested in: every name in a reading must mean something there.

    Returns
    -------
    list of Claim
        In the order of the file.

    Raises
    ------
    InputError
        With file, line and column, if something is missing, unknown or there twice, or a reading
        asks what no measure answers.
    """
    root = read_file(path)
    claims = read_claims(root)
    places = {claim.id: root.find([position]) for position, claim in enumerate(claims)}
    check_together(claims, lambda claim_id: f"{places[claim_id]}: claim")
    for position, claim in enumerate(claims):
        for number, reading in enumerate(claim.readings):
            for where, sentence in _wrong(reading, scenario):
                steps: list[str | int] = [position, "readings", number, *where]
                path_shown = ".".join(map(str, steps[1:]))
                raise InputError(f"{root.find(steps)}: {path_shown}: {sentence}")
    return claims


def _wrong(reading: Reading, scenario: Scenario | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Mistakes of a reading first; without any, names that the scenario does not know."""
    found = list(mistakes(reading))
    if not found and scenario is not None:
        found = list(unknown_names(reading, scenario))
    yield from found
