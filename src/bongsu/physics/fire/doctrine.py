"""Rules of fire: how many shots, when to look, and who shoots at what."""

from dataclasses import dataclass
from math import inf
from typing import Self

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray, IntArray

_MANY_ROUNDS = 100


@dataclass(frozen=True, kw_only=True)
class FireDoctrine:
    """Rules under which a battery fires at one threat.

    Attributes
    ----------
    name : str
        What people call it.
    first_salvo : int
        Interceptors fired before the first look. [1]
    later_salvo : int
        Interceptors fired after each later look. [1]
    rounds : int
        Most rounds of fire; a round ends with a look. [1]
    lowest_altitude_m : float
        Hold fire for intercepts below: a keep-out altitude. [m]
    highest_altitude_m : float
        Hold fire for intercepts above, for instance until air has stripped debris off. [m]
    """

    name: str
    first_salvo: int = 1
    later_salvo: int = 1
    rounds: int = 1
    lowest_altitude_m: float = 0.0
    highest_altitude_m: float = inf

    def __post_init__(self) -> None:
        """Refuse rules that never fire."""
        for field in ("first_salvo", "later_salvo", "rounds"):
            if getattr(self, field) < 1:
                raise InputError(f"doctrine {self.name}: {field} must be at least 1")
        if not self.lowest_altitude_m < self.highest_altitude_m:
            raise InputError(
                f"doctrine {self.name}: it holds fire below {self.lowest_altitude_m / 1e3:g} km "
                f"and above {self.highest_altitude_m / 1e3:g} km, which leaves nothing"
            )

    @classmethod
    def named(cls, name: str, *, salvo: int = 2) -> Self:
        """One of the usual doctrines.

        Parameters
        ----------
        name : str
            ``salvo``, ``shoot-look-shoot`` or ``shoot-shoot-look``.
        salvo : int
            Interceptors of the salvo doctrine. [1]

        Returns
        -------
        FireDoctrine
            The rules.

        Raises
        ------
        InputError
            If the name is none of these.
        """
        if name == "salvo":
            return cls(name=name, first_salvo=salvo)
        if name == "shoot-look-shoot":
            return cls(name=name, rounds=_MANY_ROUNDS)
        if name == "shoot-shoot-look":
            return cls(name=name, first_salvo=2, later_salvo=2, rounds=_MANY_ROUNDS)
        raise InputError(
            f"doctrine {name!r} is not known; use salvo, shoot-look-shoot or shoot-shoot-look"
        )


def share_threats(first_intercept_s: FloatArray, capacity: IntArray) -> IntArray:
    """Give each threat to one battery.

    Each threat goes to the battery with the earliest feasible intercept. Where that asks more of a
    battery than it can take, the threats are assigned together: as many as possible are engaged,
    and among those assignments the sum of intercept times is least.

    Parameters
    ----------
    first_intercept_s : ndarray, shape (threats, batteries)
        Time of the earliest feasible intercept; not a number where there is none. [s]
    capacity : ndarray, shape (batteries,)
        Threats each battery can take. [1]

    Returns
    -------
    ndarray, shape (threats,)
        Index of the battery, -1 for none. [1]

    References
    ----------
    .. [1] R. Burkard, M. Dell'Amico, S. Martello, "Assignment Problems", SIAM, 2009, chapter 4
       (linear sum assignment).
    """
    times = np.where(np.isfinite(first_intercept_s), first_intercept_s, inf)
    chosen = np.where(np.isfinite(times).any(axis=1), times.argmin(axis=1), -1)
    asked = np.bincount(chosen[chosen >= 0], minlength=times.shape[1])
    if (asked <= capacity).all():
        return chosen.astype(np.int64)
    # a battery is as many columns as it can take threats; none needs more than all of them
    slots = np.repeat(np.arange(times.shape[1]), np.minimum(capacity, times.shape[0]))
    if slots.size == 0:
        return np.full(times.shape[0], -1, dtype=np.int64)
    cost = times[:, slots]
    finite = np.isfinite(cost)
    # one threat left out costs more than any sum of times
    left_out = (np.abs(cost[finite]).sum() + 1.0) if finite.any() else 1.0
    # takes long to load, and few raids ask more of a battery than it can take
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(np.where(finite, cost, left_out))
    answer = np.full(times.shape[0], -1, dtype=np.int64)
    engaged = finite[rows, columns]
    answer[rows[engaged]] = slots[columns[engaged]]
    return answer
