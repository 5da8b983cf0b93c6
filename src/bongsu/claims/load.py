"""Claims of a user's file, each reading held against the measures."""

from pathlib import Path

from bongsu.catalog.documents import read_file
from bongsu.claims.claim import Claim, read_claims
from bongsu.claims.measures.registry import mistakes
from bongsu.errors import InputError


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
