"""Claims that are asked for: of a user's file, or of those that come with the package."""

from collections.abc import Sequence
from pathlib import Path

from bongsu.catalog.documents import read_file
from bongsu.catalog.lookup import suggest
from bongsu.claims.claim import Claim, built_in_claims, read_claims
from bongsu.claims.measures.registry import mistakes
from bongsu.errors import InputError
from bongsu.geography.outlines import country_name


def chosen_claims(
    claims: str | Path | Sequence[str] | None = None, *, country: str
) -> tuple[Claim, ...]:
    """Read the claims that were asked for.

    Parameters
    ----------
    claims : str, pathlib.Path or sequence of str, optional
        A user's file; or identifiers of claims that come with the package; by default those about
        the country.
    country : str
        Country that the scenario is about, by its ISO 3166-1 alpha-3 code.

    Returns
    -------
    tuple of Claim
        In the order of the file, or as asked for.

    Raises
    ------
    InputError
        If the file cannot be read, there is no such claim, or none about the country.
    """
    if isinstance(claims, str | Path):
        return tuple(load_claims(Path(claims)))
    known = {claim.id: claim for claim in built_in_claims()}
    if claims is None:
        about = tuple(claim for claim in known.values() if claim.country in (None, country))
        if not about:
            raise InputError(
                f"no claim about {country_name(country)} comes with the package: give claims of "
                "its own with --claims"
            )
        return about
    for name in claims:
        if name not in known:
            raise InputError(f"there is no claim {name!r}{suggest(name, known)}")
    return tuple(known[name] for name in claims)


def load_claims(path: Path) -> list[Claim]:
    """Read claims of a user's file.

    Parameters
    ----------
    path : pathlib.Path
        YAML file in the format of the built-in one.

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
    for position, claim in enumerate(claims):
        for number, reading in enumerate(claim.readings):
            for where, sentence in mistakes(reading):
                steps: list[str | int] = [position, "readings", number, *where]
                path_shown = ".".join(map(str, steps[1:]))
                raise InputError(f"{root.find(steps)}: {path_shown}: {sentence}")
    return claims
