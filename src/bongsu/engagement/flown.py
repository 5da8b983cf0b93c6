"""Flights that are kept: what starts and aims alike is flown once."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike

from bongsu.engagement.plans import FlightPlan
from bongsu.engagement.threats import FlownPlan, aim_and_fly, fly_one
from bongsu.errors import OutOfReachError
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario

Progress = Callable[[int], object]
MOST_BYTES = 614_000_000
"""Memory that kept flights may take where nobody says another number. [bytes]"""
MOST_SINGLE = 1000
"""Single flights that are kept; one takes about 0.1 MB. [1]"""
_Key = tuple[object, ...]


class FlownPlans:
    """Flights that were flown, the least recently used of which are let go.

    A flight depends on the missile, its launch area, its shape and where it is aimed, and not on
    the batteries: scenarios that differ in these alone may share one. Radars may see the same
    flights otherwise in each.

    Parameters
    ----------
    most_bytes : int
        Memory that flights to sets of points may take; what does not fit is flown again each time.
        [bytes]
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[_Key, FlownPlan] = OrderedDict()
        self._single: OrderedDict[_Key, tuple[FlightPlan, SampledFlight | str]] = OrderedDict()
        self._lock = Lock()

    @property
    def taken_bytes(self) -> int:
        """Memory that flights to sets of points take [bytes]."""
        return sum(one.flights.nbytes for one in self._kept.values())

    def parts(
        self,
        scenario: Scenario,
        plans: Sequence[FlightPlan],
        latitude_deg: ArrayLike,
        longitude_deg: ArrayLike,
        *,
        progress: Progress | None = None,
    ) -> Iterator[list[FlownPlan]]:
        """Aim plans at points and fly those that were not flown, part by part.

        What does not fit ends a part: whoever plays a part before the next holds little memory.

        Parameters
        ----------
        scenario : Scenario
            Supplies the numerics.
        plans : sequence of FlightPlan
            What flies.
        latitude_deg, longitude_deg : array_like, shape (n,)
            Aim points. [deg]
        progress : callable, optional
            Called with the number of flights just finished; what it raises ends the work, and what
            was flown until then is kept.

        Yields
        ------
        list of FlownPlan
            The next plans, with their own cross-sections.
        """
        points = np.stack([latitude_deg, longitude_deg]).tobytes()
        used: set[_Key] = set()
        waiting: list[FlownPlan] = []
        for plan in plans:
            key = (*_start(scenario, plan), points)
            flown = self._get(key)
            if flown is None:
                flown = aim_and_fly(scenario, plan, latitude_deg, longitude_deg, progress=progress)
            used.add(key)
            waiting.append(flown.of_plan(plan))
            if not self._put(key, flown, used):
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def fly_one(
        self,
        scenario: Scenario,
        plan: FlightPlan,
        latitude_deg: float,
        longitude_deg: float,
        *,
        target: str | None = None,
    ) -> SampledFlight:
        """Fly a plan at one point as :func:`bongsu.engagement.threats.fly_one` does, once.

        Parameters
        ----------
        scenario, plan, latitude_deg, longitude_deg, target
            See :func:`bongsu.engagement.threats.fly_one`.

        Returns
        -------
        SampledFlight
            The flight, and what radars see of it.

        Raises
        ------
        OutOfReachError
            If the missile does not reach the point, or not on this shape.
        """
        place = latitude_deg, longitude_deg
        key = (*_start(scenario, plan), plan.missile, plan.launch_area.name, *place, target)
        with self._lock:
            found = self._single.get(key)
            if found is not None:
                self._single.move_to_end(key)
        if found is None:
            found = plan, self._flown_once(scenario, plan, *place, target)
            with self._lock:
                self._single[key] = found
                if len(self._single) > MOST_SINGLE:
                    self._single.popitem(last=False)
        _, known = found
        if isinstance(known, str):
            raise OutOfReachError(known)
        return replace(
            known,
            powered_cross_section=plan.powered_cross_section,
            cross_section=plan.cross_section,
        )

    @staticmethod
    def _flown_once(
        scenario: Scenario,
        plan: FlightPlan,
        latitude_deg: float,
        longitude_deg: float,
        target: str | None,
    ) -> SampledFlight | str:
        """The flight, or why there is none."""
        try:
            return fly_one(scenario, plan, latitude_deg, longitude_deg, target=target)
        except OutOfReachError as error:
            return str(error)

    def _get(self, key: _Key) -> FlownPlan | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _put(self, key: _Key, flown: FlownPlan, used: set[_Key]) -> bool:
        """Keep flights in the place of those that are not used now; tell whether they fit."""
        wanted = flown.flights.nbytes
        with self._lock:
            if key in self._kept:
                return True
            room = self._most_bytes - self.taken_bytes
            for old in [one for one in self._kept if one not in used]:
                if room >= wanted:
                    break
                room += self._kept.pop(old).flights.nbytes
            if room < wanted:
                return False
            self._kept[key] = flown
            return True


def _start(scenario: Scenario, plan: FlightPlan) -> _Key:
    """What flights depend on besides where they are aimed."""
    numerics = scenario.numerics
    # equal missiles at one place share one table, which what is kept holds for its number to last
    flown = id(plan.aiming), plan.shape, plan.apogee_m
    return (*flown, numerics.flight_tolerance, numerics.sample_step)
