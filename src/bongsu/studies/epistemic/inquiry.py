"""A number that is asked over draws of cited rows, with all that is asked about it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from math import sqrt
from typing import Any, Self

import numpy as np

from bongsu.engagement.plans import flight_plans
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.raid.tally import exact_interval
from bongsu.scenario import Coordinates, Flights, Raid, Scenario, packed_scenario, unpacked_scenario
from bongsu.scenario.provenance import Provenance, provenance
from bongsu.studies.epistemic.figures import PublishedFigure
from bongsu.studies.epistemic.metrics import METRICS, About, Condition, Metric, one_flight
from bongsu.studies.epistemic.raids import REPLICATIONS, RaidInDraws
from bongsu.studies.epistemic.sampling import Rows, drawn_rows

_NORMAL = 1.96
# what a core needs, about
_CHUNK_MS = 2_000.0
_CHANGED_MS, _PLACE_MS, _MISSILE_MS = 0.35, 0.011, 1.2e-4
# to fly an arc costs as much as to play it three times
_FLOWN_FOR, _FLOWN_ANEW = 32, 4
_MOST_OF_A_CHUNK = 4_096


@dataclass(frozen=True, kw_only=True, eq=False)
class Inquiry:
    """A number, and all that is asked about it.

    Attributes
    ----------
    scenario : Scenario
        With the nominal values.
    metric : str
        Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
    flights : bool
        Whether rows of the missiles are drawn too.
    target : Coordinates, optional
        Where the flight aims, or the place of a raid that is asked about.
    raid : Raid, optional
        What is fired; the scenario's own by default, if the metric is about a raid.
    replications : int
        Of a raid in each draw. [1]
    held : tuple of PublishedFigure
        Published figures that draws are held against.

    Raises
    ------
    InputError
        If the metric is about one flight and there are several or no place, about none and there is
        one, or about a raid and there is none, and the like.
    OutOfReachError
        If a missile of the raid does not reach what it is aimed at.
    """

    scenario: Scenario
    metric: str
    flights: bool = False
    target: Coordinates | None = None
    raid: Raid | None = None
    replications: int = REPLICATIONS
    held: tuple[PublishedFigure, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what the metric does not answer, before anything is computed."""
        asked, place = self.number, self.target is not None
        if asked.of_one_flight:
            one_flight(self.scenario)
            if not place:
                raise InputError(f"{self.metric} is about a flight to a place: say to which")
        elif asked.of_place:
            if not place:
                raise InputError(
                    f"{self.metric} is about a place that the raid is aimed at: say which"
                )
        elif place:
            raise InputError(f"{self.metric} is about no single flight: leave the place out")
        if self.raid is not None and not asked.of_raid:
            raise InputError(f"{self.metric} is about no raid: leave the raid out")
        about = self.about
        if asked.of_place and about.raid is not None and self.target is not None:
            about.raid.asset(self.target)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """Make a question again from what :meth:`spec` gave.

        Parameters
        ----------
        spec : mapping
            With that, and perhaps more.

        Returns
        -------
        Inquiry
            An equal one.
        """
        scenario = unpacked_scenario(spec)
        context = {"catalog": scenario.catalog}
        target, waves = spec["target"], spec["waves"]
        return cls(
            scenario=scenario,
            metric=spec["metric"],
            flights=spec["flights"],
            target=None if target is None else Coordinates.model_validate(target, context=context),
            raid=None if waves is None else Raid.model_validate({"waves": waves}, context=context),
            replications=spec["replications"],
            held=tuple(PublishedFigure(**figure) for figure in spec["figures"]),
        )

    def spec(self) -> dict[str, Any]:
        """Say all that an equal question is made from on another machine.

        Returns
        -------
        dict
            What JSON knows, and no more.
        """
        raid = self.about.raid
        return {
            **packed_scenario(self.scenario),
            "metric": self.metric,
            "flights": self.flights,
            "target": None if self.target is None else self.target.model_dump(mode="json"),
            "waves": None if raid is None else raid.study.raid.model_dump(mode="json")["waves"],
            "replications": self.replications,
            # where a user wrote them is another place on another machine
            "figures": [asdict(replace(figure, mark="")) for figure in self.held],
        }

    @property
    def number(self) -> Metric:
        """The number that is asked for."""
        return METRICS[self.metric]

    @cached_property
    def about(self) -> About:
        """What the number is about, beside the scenario."""
        if not self.number.of_raid:
            return About(self.target)
        raid = RaidInDraws.of(self.scenario, self.raid, replications=self.replications)
        return About(self.target, raid)

    @property
    def flown(self) -> Sequence[Flights]:
        """What flies."""
        raid = self.about.raid
        return self.scenario.threats if raid is None else raid.study.raid.waves

    @cached_property
    def rows(self) -> Rows:
        """What is drawn."""
        return drawn_rows(self.scenario, flights=self.flights, flown=self.flown)

    @cached_property
    def origin(self) -> Provenance:
        """Where answers come from: the scenario, with how its people are counted or the raid."""
        raid = self.about.raid
        if raid is not None:
            return raid.study.provenance()
        return provenance(self.scenario, people=self.number.counts_people)

    @property
    def scenario_hash(self) -> str:
        """Fingerprint of the scenario, and of the raid if there is one."""
        raid = self.about.raid
        return self.scenario.hash() if raid is None else raid.study.scenario_hash

    def nominal(self) -> float:
        """Answer with nominal values.

        Returns
        -------
        float
            The number. [unit of the metric]
        """
        return float(self.number.compute([self.scenario], self.about).values[0])

    def attributes(self) -> dict[str, Any]:
        """Give what a dataset says of the question.

        Returns
        -------
        dict
            Its attributes.
        """
        raid = self.about.raid
        return self.origin.attributes() | {
            "metric": self.metric,
            "metric_title": self.number.title,
            "unit": self.number.unit,
            "flights_drawn": int(self.flights),
            "target": self.target.title if self.target else "",
            "raid": raid.study.title if raid else "",
            "replications": raid.replications if raid else 0,
            "figures": " ".join(figure.name for figure in self.held),
        }

    def scenarios_of_chunk(self) -> int:
        """Count the changed scenarios that a core answers in about two seconds.

        Returns
        -------
        int
            At least 1. A footprint has at least 32 where flights are kept: its arcs are flown once
            for all. [1]
        """
        cost_ms = _CHANGED_MS + self.number.cost_ms
        kept = self.number.of_footprint and not self.flights
        if self.number.of_footprint:
            places = len(self.scenario.region.protected().grid)
            anew = 1 if kept else _FLOWN_ANEW
            cost_ms += _PLACE_MS * places * len(flight_plans(self.scenario)) * anew
        if self.about.raid is not None:
            cost_ms += _MISSILE_MS * self.replications * len(self.about.raid.study.raid.missiles())
        fits = min(int(_CHUNK_MS / cost_ms), _MOST_OF_A_CHUNK)
        return max(fits, _FLOWN_FOR if kept else 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class InquiryStudy:
    """A study of a number over draws; what is common to all of them.

    Attributes
    ----------
    inquiry : Inquiry
        The number, and all that is asked about it.
    """

    inquiry: Inquiry

    @property
    def seed(self) -> int:
        """Of everything that is drawn by lot [1]."""
        return self.inquiry.scenario.seed

    @property
    def scenario_hash(self) -> str:
        """Fingerprint of the scenario, and of the raid if there is one."""
        return self.inquiry.scenario_hash


def so_far(values: FloatArray, condition: Condition | None, unit: str) -> str:
    """Say what draws so far say, as if they were independent.

    Parameters
    ----------
    values : numpy.ndarray of float64, shape (n,)
        The number in each. [unit]
    condition : Condition or None
        Whose probability is asked.
    unit : str
        Of the number.

    Returns
    -------
    str
        The probability, or the mean, with a 95 % interval.
    """
    symbol = "" if unit == "1" else f" {unit}"
    if condition is not None:
        met = int(condition.holds(values).sum())
        low, high = exact_interval(met, len(values))
        return f"P({condition}{symbol}) {met / len(values):.3f} ({low:.3f} to {high:.3f})"
    told = values[~np.isnan(values)]
    if told.size < 2:
        return ""
    half = _NORMAL * float(told.std(ddof=1)) / sqrt(told.size)
    mean = float(told.mean())
    return f"mean {mean:.4g} ({mean - half:.4g} to {mean + half:.4g}){symbol}"
