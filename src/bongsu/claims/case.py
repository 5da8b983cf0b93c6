"""One set of parameters under which every claim is measured, with its studies computed once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import TypeVar, cast

import numpy as np
import xarray as xr

from bongsu.claims.corners import Levels, corners
from bongsu.claims.where import BEST, EVERY, OWN, Where
from bongsu.engagement.fire_plan import DRAWS
from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.other_flights import other_arcs
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario, load_scenario
from bongsu.scenario.parts.flights import Threat
from bongsu.studies.footprint.play import footprints, part_of
from bongsu.studies.radar.view.sites import held_boresights, radar_views
from bongsu.studies.radar.view.station import station
from bongsu.words import Level

Result = TypeVar("Result")

NOMINAL, LEAST, GREATEST = "nominal", "least", "greatest"
OBJECTS = ("reentry-vehicle", "boosting-missile")
ALTITUDES_KM = (50.0, 100.0, 300.0)
FEW_OUTCOMES = 250
"""Outcomes of a raid in a draw and along a curve of a picture. [1]"""
MIXED_OUTCOMES = 1000
"""Outcomes of a raid with a row at an end of its own, all else nominal. [1]"""


class AbsentError(InputError):
    """A reading asks for what the scenario does not have, such as a mode or a group of flights."""


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario under one choice of its uncertain parameters.

    Attributes
    ----------
    name : str
        ``nominal``, or what is different.
    scenario : Scenario
        With that choice applied.
    like : Case, optional
        A case whose flights are flown as here: it differs in rows of the defence alone.
    outcomes : int
        Outcomes drawn of each raid. [1]
    only : frozenset of str or None
        Sites to compare with the battery's own; all candidates by default.
    alike : list of Case
        Cases of the same scenario: what one that compares all candidates has computed is read
        there.
    """

    name: str
    scenario: Scenario
    like: "Case | None" = None
    outcomes: int = DRAWS
    only: frozenset[str] | None = None
    alike: "list[Case]" = field(default_factory=list)
    _done: dict[str, object] = field(default_factory=dict)
    _flown: FlownPlans = field(default_factory=FlownPlans)

    def once(self, name: str, compute: Callable[[], Result]) -> Result:
        """Compute a study the first time it is asked for.

        Parameters
        ----------
        name : str
            What identifies the study within the case.
        compute : callable
            Makes it.

        Returns
        -------
        object
            The study's result.
        """
        if name not in self._done:
            self._done[name] = compute()
        return cast("Result", self._done[name])

    @property
    def studies(self) -> dict[str, xr.Dataset]:
        """Studies that were asked for so far, by name, in the order of their names."""
        return {
            name: done for name, done in sorted(self._done.items()) if isinstance(done, xr.Dataset)
        }

    @property
    def kept(self) -> dict[str, xr.Dataset | AbsentError]:
        """What was computed and is worth bringing from one process to another."""
        return {
            name: done
            for name, done in self._done.items()
            if isinstance(done, xr.Dataset | AbsentError)
        }

    def keep(self, done: Mapping[str, xr.Dataset | AbsentError]) -> None:
        """Take over what another process has computed of this case.

        Parameters
        ----------
        done : mapping of str to xarray.Dataset or AbsentError
            From :attr:`kept`.
        """
        self._done.update(done)

    @cached_property
    def places(self) -> tuple[Scenario, ...]:
        """The scenario with the first battery on its own site, then on the other candidates."""
        own = self.own_site
        others = []
        for candidate in self.scenario.candidate_sites:
            site = self.scenario.place("site", candidate).name
            if site != own and (self.only is None or site in self.only):
                others.append(self.scenario.moved(candidate))
        return (self.scenario, *others)

    @property
    def own_site(self) -> str:
        """Site on which the scenario's first battery stands."""
        return self.scenario.place("site", self.scenario.battery().site).name

    @property
    def sites(self) -> tuple[str, ...]:
        """Names of the sites compared: the battery's own, then the other candidates."""
        return tuple(one.place("site", one.battery().site).name for one in self.places)

    @property
    def site_titles(self) -> tuple[str, ...]:
        """What people read for these sites."""
        return tuple(one.place("site", one.battery().site).title for one in self.places)

    @cached_property
    def modes(self) -> tuple[str, ...]:
        """Modes of operation that the radar of the first battery has."""
        return tuple(station(self.scenario).designs)

    def in_mode(self, mode: str) -> Scenario:
        """Put the radar of the first battery into a mode.

        Parameters
        ----------
        mode : str
            Mode of the radar.

        Returns
        -------
        Scenario
            With the radar in it.

        Raises
        ------
        AbsentError
            If the radar has no such mode.
        """
        try:
            return self.scenario.in_mode(mode)
        except InputError as error:
            raise AbsentError(str(error)) from None

    @property
    def boresights(self) -> xr.Dataset:
        """Boresights that hold every launch area, from each site.

        As :func:`bongsu.studies.radar.view.sites.held_boresights` says it.
        """
        return self.once("held boresights", lambda: held_boresights(self.places))

    def views(self, mode: str, radar: str = "") -> xr.Dataset:
        """What the radar sees in one of its modes, held on the launch areas of the threats.

        Parameters
        ----------
        mode : str
            Mode of the radar.
        radar : str
            Separate radar of the scenario from whose site it looks; from each site that is compared
            by default.

        Returns
        -------
        xarray.Dataset
            As :func:`bongsu.studies.radar.view.sites.radar_views` says it.

        Raises
        ------
        AbsentError
            If the scenario has no separate radar of that name, or the radar no such mode.
        """
        name, places = "radar views", self.places
        if radar:
            known = {one.name: one for one in self.scenario.radars}
            if radar not in known:
                raise AbsentError(
                    f"the scenario has no separate radar {radar!r}; it has "
                    f"{', '.join(known) or 'none'}"
                )
            name = f"{name} of {radar}"
            places = (self.scenario.moved(known[radar].site),)
        check_known("mode", mode, self.modes)
        return self.once(
            f"{name} {mode}",
            lambda: radar_views(places, objects=OBJECTS, altitudes_km=ALTITUDES_KM, modes=(mode,)),
        )

    @property
    def footprint(self) -> xr.Dataset:
        """Whom the battery protects from each site; see docs/methods/footprint.md."""
        return self._footprint("footprint", "")

    def footprint_of(self, municipalities: str) -> xr.Dataset:
        """Whom the battery protects of some municipalities from each site.

        Parameters
        ----------
        municipalities : str
            Start of their code.

        Returns
        -------
        xarray.Dataset
            The footprint of the whole region where it is known, else of these alone.
        """
        if "footprint" in self._done:
            return self.footprint
        return self._footprint(f"footprint of municipalities {municipalities}", municipalities)

    def _footprint(self, name: str, municipalities: str) -> xr.Dataset:
        def made() -> xr.Dataset:
            for other in self.alike:
                if other.only is None and name in other.studies:
                    return part_of(other.studies[name], self.places)
            return footprints(self.places, flown=self.flown, municipalities=municipalities)

        return self.once(name, made)

    def footprint_against(self, missile: str, scenario: str) -> xr.Dataset:
        """Whom the battery protects from each site from a missile of another scenario.

        Parameters
        ----------
        missile : str
            Key of the missile.
        scenario : str
            Built-in scenario whose threats say from where and on which shapes it flies.

        Returns
        -------
        xarray.Dataset
            See docs/methods/footprint.md.
        """
        threat = threat_of(missile, scenario)
        return self.once(
            f"footprint against {missile} of {scenario}",
            lambda: footprints(
                tuple(one.with_threats(threat) for one in self.places), flown=self.flown
            ),
        )

    @property
    def flown(self) -> FlownPlans:
        """Flights of the threats to the aim points of footprints."""
        return self._flown if self.like is None else self.like.flown

    def other_arcs(
        self, group: str | None = None, targets: Sequence[str] | None = None
    ) -> list[SampledFlight]:
        """Arcs of others that are not aimed at the protected region.

        Parameters
        ----------
        group : str, optional
            Only those of one group; all by default.
        targets : sequence of str, optional
            To these places instead of those of the scenario.

        Returns
        -------
        list of SampledFlight
            With what radars see of them in this case.
        """
        if targets is not None:
            return self.once(
                f"other flights, {group}, to {', '.join(targets)}",
                lambda: other_arcs(self.scenario, group, targets, flown=self.flown)[0],
            )
        arcs = self.once("other flights", lambda: other_arcs(self.scenario, flown=self.flown)[0])
        return [arc for arc in arcs if group in (None, arc.group)]


@cache
def threat_of(missile: str, scenario: str) -> Threat:
    """Threat of a built-in scenario.

    Parameters
    ----------
    missile : str
        Key of a missile.
    scenario : str
        Name of the scenario.

    Returns
    -------
    Threat
        From where and on which shapes it flies there.

    Raises
    ------
    InputError
        If the scenario has no such threat.
    """
    flown = {threat.missile: threat for threat in load_scenario(scenario).threats}
    if missile not in flown:
        raise InputError(f"{scenario} has no threat {missile!r}; it has {', '.join(flown)}")
    return flown[missile]


class Cases:
    """Cases of a scenario, each with its studies computed once, whichever measures ask for it.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    named : frozenset of str
        Sites that readings name, beside the battery's own.
    flown : FlownPlans, optional
        Flights that were flown before.

    Attributes
    ----------
    nominal : Case
        All parameters at their values.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        named: frozenset[str] = frozenset(),
        flown: FlownPlans | None = None,
    ) -> None:
        self.nominal = Case(NOMINAL, scenario, _flown=flown or FlownPlans())
        self._named = named
        self._made: dict[tuple[frozenset[tuple[str, Level]], bool], Case] = {}
        self._alike: dict[frozenset[tuple[str, Level]], list[Case]] = {}

    def of(self, measure: str, *, compared: bool = False) -> dict[str, Case]:
        """Nominal case of a measure, and the ends of the cited uncertainty for it.

        Parameters
        ----------
        measure : str
            One of the measures that readings name, such as ``people-share-defended``.
        compared : bool
            Whether all candidate sites are compared at the ends too, not only those named.

        Returns
        -------
        dict of str to Case
            ``nominal``; ``least`` and ``greatest`` with all rows that move the measure one way at
            the ends that make it small and great; and for every row that moves it now up, now down,
            the two cases in which it stands at an end with those of its statement, all else
            nominal.
        """
        found = corners(self.nominal.scenario, measure)
        cases = {
            NOMINAL: self.nominal,
            LEAST: self._at(f"{LEAST} {measure}", found.least, compared),
            GREATEST: self._at(f"{GREATEST} {measure}", found.greatest, compared),
        }
        for name, levels in found.singles.items():
            cases[name] = self._at(name, levels, compared, outcomes=MIXED_OUTCOMES)
        return cases

    def _at(self, name: str, levels: Levels, compared: bool, *, outcomes: int = DRAWS) -> Case:
        if not levels:
            return self.nominal
        at_ends = frozenset(levels.items())
        key = at_ends, compared
        if key not in self._made:
            alike = self._alike.setdefault(at_ends, [])
            made = Case(
                f"{name} at all sites" if compared else name,
                alike[0].scenario if alike else self.nominal.scenario.with_levels(levels),
                like=self.nominal,
                outcomes=outcomes,
                only=None if compared else self._named,
                alike=alike,
            )
            alike.append(made)
            self._made[key] = made
        return self._made[key]

    @property
    def asked(self) -> tuple[Case, ...]:
        """Cases that were asked for so far, the nominal one first."""
        return (self.nominal, *self._made.values())


def labelled(data: xr.DataArray, **labels: object) -> xr.DataArray:
    """Take what a study found for some labels.

    Parameters
    ----------
    data : xarray.DataArray
        From a study.
    **labels : object
        Coordinate to label, or list of labels.

    Returns
    -------
    xarray.DataArray
        The part.

    Raises
    ------
    AbsentError
        If the study has no such label, for instance a mode that the radar does not have.
    """
    for name, wanted in labels.items():
        known = data[name].values.tolist()
        for label in wanted if isinstance(wanted, list) else [wanted]:
            check_known(name, label, known)
    return data.sel(labels)


def check_known(name: str, label: object, known: Collection[object]) -> None:
    """Refuse a label that a study does not have.

    Parameters
    ----------
    name : str
        Of what, for the message.
    label : object
        What is asked for.
    known : collection
        What there is.

    Raises
    ------
    AbsentError
        If it is not among them.
    """
    if label not in known:
        shown = ", ".join(str(item) for item in islice(known, 20))
        raise AbsentError(f"the scenario has no {name} {label!r} here; there are {shown}")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a measure gives: one number per site, or one in all.

    Attributes
    ----------
    values : ndarray
        One value per label; not a number where the question does not arise. [unit of the measure]
    labels : sequence of str
        Title of the site, or what else the values belong to.
    remarks : sequence of str
        For each value, where and how it was found.
    where : sequence of Where
        For each value, its conditions.
    """

    values: FloatArray
    labels: Sequence[str]
    remarks: Sequence[str]
    where: Sequence[Where]

    def pick(self, sites: str, own: str, *, larger: bool) -> int | None:
        """Position of the value that a reading asks for.

        Parameters
        ----------
        sites : str
            ``own``: of the scenario's own site; ``best`` or ``every``: of the site most, or least,
            favourable to the reading; else a site by its key. Several values of a named site, such
            as one for each object, stand for the least favourable of them.
        own : str
            Key of the scenario's own site.
        larger : bool
            Whether larger values favour the reading.

        Returns
        -------
        int or None
            Index into the values; None if none is a number: the question does not arise there.

        Raises
        ------
        AbsentError
            If the site is none of those compared.
        """
        values = np.asarray(self.values, dtype=float)
        if sites not in (BEST, EVERY):
            named = own if sites == OWN else sites
            there = np.array([one.site in (None, named) for one in self.where])
            if not there.any():
                known = ", ".join(dict.fromkeys(str(one.site) for one in self.where))
                raise AbsentError(f"the scenario has no candidate site {named!r}; it has {known}")
            values = np.where(there, values, np.nan)
        if np.isnan(values).all():
            return None
        return int(np.nanargmax(values) if (sites == BEST) == larger else np.nanargmin(values))
