"""What every result says of its origin: scenario, hash, version, seed."""

from bongsu import __version__
from bongsu.scenario import Scenario


def provenance(*scenarios: Scenario) -> dict[str, str | int | list[str]]:
    """Attributes that every result carries.

    Parameters
    ----------
    *scenarios : Scenario
        What was computed.

    Returns
    -------
    dict
        Scenario's name, hash, version and seed; the hash of each where there are several.
    """
    first, hashes = scenarios[0], [scenario.hash() for scenario in scenarios]
    return {
        "scenario": first.name,
        "scenario_hash": hashes[0] if len(hashes) == 1 else hashes,
        "bongsu_version": __version__,
        "seed": first.seed,
    }
