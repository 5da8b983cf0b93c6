"""How the commands on raids say how many of something there were."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.cli.terminal.tables import print_table

if TYPE_CHECKING:
    from bongsu.cli.schemas.raid import CountDistribution
    from bongsu.physics.raid.tally import Tally

_COLUMNS = ("mean", "95 % interval", "P(none)", "95 % interval", "5 %", "median", "95 %")


def distribution(tally: "Tally") -> "CountDistribution":
    """Lay a number out for JSON.

    Parameters
    ----------
    tally : Tally
        How often each number occurred.

    Returns
    -------
    CountDistribution
        Mean, probability of none, quantiles, with their intervals.
    """
    from bongsu.physics.raid.tally import QUANTILES

    low, high = tally.mean_interval()
    p0_low, p0_high = tally.share_interval(0)
    return {
        "mean": tally.mean,
        "low": low,
        "high": high,
        "p0": tally.share(0),
        "p0_low": p0_low,
        "p0_high": p0_high,
        "quantiles": {
            f"{level:g}": number for level, number in zip(QUANTILES, tally.quantiles(), strict=True)
        },
    }


def print_counts(tallies: "Mapping[str, Tally]", *, title: str) -> None:
    """Print numbers of the same replications for people.

    Parameters
    ----------
    tallies : mapping
        By what they count; at least one.
    title : str
        Line above.
    """
    replications = next(iter(tallies.values())).replications
    print_table(
        ("number of", *_COLUMNS),
        [(name, *_cells(tally)) for name, tally in tallies.items()],
        title=title,
        caption=f"{replications:,} replications; quantiles: not exceeded in that share of them",
    )


def _cells(tally: "Tally") -> tuple[object, ...]:
    return (
        tally.mean,
        interval(tally.mean_interval()),
        tally.share(0),
        interval(tally.share_interval(0)),
        *tally.quantiles((0.05, 0.5, 0.95)),
    )


def interval(ends: tuple[float, float]) -> str:
    """Write an interval for people.

    Parameters
    ----------
    ends : tuple of float
        Lower and upper end. [1]

    Returns
    -------
    str
        Both with five digits.
    """
    return f"{ends[0]:.5g} to {ends[1]:.5g}"
