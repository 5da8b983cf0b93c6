"""A deployment: a scenario that is loaded, changed by its verbs, and asked."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Protocol

from bongsu.claims.draws.count import OF_A_BRIEF
from bongsu.errors import InputError
from bongsu.scenario import Scenario, built_in_scenarios, load_raid, load_scenario, parse_scenario

if TYPE_CHECKING:
    from bongsu.engagement.plans import FlightPlan
    from bongsu.front.answers.brief import BriefResult
    from bongsu.front.answers.draws import SensitivityResult, UncertaintyResult
    from bongsu.front.answers.engagement.plan import PlanResult
    from bongsu.front.answers.engagement.reach import ReachResult
    from bongsu.front.answers.engagement.timeline import TimelineResult
    from bongsu.front.answers.footprint import FootprintResult
    from bongsu.front.answers.protection import ProtectionResult
    from bongsu.front.answers.radar.coverage import CoverageResult
    from bongsu.front.answers.radar.sight import SightResult
    from bongsu.front.answers.radar.track import TrackResult
    from bongsu.front.answers.raid import IdealRaidResult, RaidResult
    from bongsu.front.answers.sites import SitesResult
    from bongsu.scenario import Coordinates, Raid
    from bongsu.scenario.parts.places import Spot
    from bongsu.studies.epistemic.figures import PublishedFigure
    from bongsu.words import Convention, IdealRule, LanguageCode, Over, Prior, Shape

ALTITUDES_KM = (50.0, 100.0, 300.0)
"""Heights at which coverage is told unless others are asked for. [km]"""
_PARTS = 3  # missile, launch and target


def load(source: str | Path = "korea-2016") -> Deployment:
    """Load a deployment.

    Parameters
    ----------
    source : str or pathlib.Path
        Name of one that comes with the package, in any spelling, or a YAML file.

    Returns
    -------
    Deployment
        Checked, and ready to be changed and asked.

    Raises
    ------
    InputError
        If there is no such file, or with every mistake in it: file, line, column, and what would
        be right.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.load("Korea 2016").batteries[0].site
    'seongju-golf-course'
    """
    return load_scenario(source, Deployment)


def parse(text: str) -> Deployment:
    """Read a deployment from text.

    Parameters
    ----------
    text : str
        YAML, as in a scenario file.

    Returns
    -------
    Deployment
        Checked, and ready to be changed and asked.

    Raises
    ------
    InputError
        As for :func:`load`.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.parse('''
    ... format: 1
    ... name: mine
    ... title: One battery at Daegu
    ... date: 2016-04-30
    ... region: {country: South Korea, grid_spacing: 60 km}
    ... batteries: [{name: one, type: thaad-battery, site: daegu, radar: {boresight: 340 deg}}]
    ... threats: [{missile: nodong, launch_areas: [hwangju], shapes: [minimum-energy]}]
    ... ''').title
    'One battery at Daegu'
    """
    return parse_scenario(text, kind=Deployment)


def scenarios() -> list[str]:
    """List the deployments that come with the package.

    Returns
    -------
    list of str
        Names for :func:`load`.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.scenarios()
    ['guam-2013', 'korea-2016', 'korea-2019', 'middle-east-radars-2012', 'two-tiers-2016']
    """
    return built_in_scenarios()


def ideal_raid(
    missiles: int,
    interceptors: int,
    *,
    kill_probability: float | None = None,
    record: tuple[int, int] | None = None,
    prior: Prior = "uniform",
    rule: IdealRule = "shoot-look-shoot",
    salvo: int = 2,
    tracking_probability: float = 1.0,
    tracking_common: bool = False,
    replications: int = 100_000,
    seed: int = 1,
) -> IdealRaidResult:
    """Ask what becomes of a raid without geometry: one magazine and a rule of fire.

    Parameters
    ----------
    missiles : int
        Missiles of the raid, 1 to 10000. [1]
    interceptors : int
        Interceptors of the magazine, 0 to 10000. [1]
    kill_probability : float, optional
        That one interceptor kills the missile it is fired at. [1]
    record : tuple of (int, int), optional
        Hits and trials of a test record in its place: each replication draws a kill probability
        that the record allows. [1]
    prior : {'uniform', 'jeffreys'}
        What was known before the record.
    rule : {'shoot-look-shoot', 'salvo', 'evenly', 'uncoordinated'}
        Rule of fire.
    salvo : int
        Interceptors at each missile, of the rule ``salvo``. [1]
    tracking_probability : float
        That a missile is tracked at all; none is fired at one that is not. [1]
    tracking_common : bool
        All missiles are tracked or none, instead of each by itself.
    replications : int
        How often it is played, 1 to 10^12. [1]
    seed : int
        Of the random numbers, 0 to 4294967295. [1]

    Returns
    -------
    IdealRaidResult
        Leakers and interceptors spent.

    Raises
    ------
    InputError
        If a number is out of its range, or not one of kill probability and record is given.

    Examples
    --------
    >>> import bongsu
    >>> found = bongsu.ideal_raid(20, 20, record=(15, 15), rule="salvo", salvo=1)
    >>> round(found.p_none(), 1)  # 0.44: not the 0.30 of putting the mean in
    0.4
    """
    from bongsu.catalog.lookup import find_word
    from bongsu.execution.run import run_here
    from bongsu.front.answers.raid import IdealRaidResult
    from bongsu.physics.fire.kill_probability import record_beta
    from bongsu.physics.raid.ideal import IdealRaid
    from bongsu.studies.raid.ideal import IdealRaidStudy
    from bongsu.studies.raid.replications import check_replications
    from bongsu.words import IDEAL_RULES

    if (kill_probability is None) is (record is None):
        raise InputError("an ideal raid needs either kill_probability or record, (hits, trials)")
    check_replications(replications)
    raid = IdealRaid(
        missiles=missiles,
        interceptors=interceptors,
        kill_probability=1.0 if kill_probability is None else kill_probability,
        record=None if record is None else record_beta(*record, prior),
        rule=find_word(rule, IDEAL_RULES, "rule"),
        salvo=salvo,
        tracking_probability=tracking_probability,
        tracking_common=tracking_common,
    )
    study = IdealRaidStudy(raid=raid, seed=seed)
    merged = run_here(study, replications, folder=None, say=_warn)
    return IdealRaidResult(study, study.tallies(merged))


class Deployment(Scenario):
    """A scenario that is asked: whom it protects, what it sees, when it can shoot.

    It never changes. The verbs of a scenario give another one - ``moved``, ``facing``, ``only``,
    ``with_threats``, ``with_doctrine``, ``with_launchers``, ``cued``, ``in_mode``, ``tilted``,
    ``searching``, ``at_spacing``, ``with_people_from``, ``with_cross_sections``,
    ``with_parameter``, ``with_levels``, ``with_radar_limit``, ``at_candidates`` - and the questions
    below give answers that show, draw and save themselves. A place is any name of one in English or
    Korean, ``"LAT,LON"``, or latitude and longitude in degrees.

    Examples
    --------
    >>> import bongsu
    >>> busan = bongsu.load("korea-2016").moved(to="부산", facing="threats")
    >>> busan.batteries[0].site.title, round(busan.boresight_deg())
    ('Busan', 343)
    """

    def footprint(self, *, required_shots: int = 1) -> FootprintResult:
        """Ask whom the batteries protect: every threat to every place of the region.

        Parameters
        ----------
        required_shots : int
            Shots that make a place count as defended. [1]

        Returns
        -------
        FootprintResult
            Shares, people, maps.

        Raises
        ------
        InputError
            If a battery cannot fire, or the grid does not fit the region.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="Nodong", launch_area="Hwangju")
        >>> found = korea.at_spacing(60).footprint()
        >>> 0.1 < found.p_defended(over="average") < 0.9
        True
        """
        from bongsu.front.answers.footprint import FootprintResult
        from bongsu.studies.footprint.play import footprint

        return FootprintResult(self, footprint(self, required_shots=required_shots))

    def protect(self, place: Spot, *, draws: int = 0) -> ProtectionResult:
        """Ask whether one place is protected, for an answer of one sentence.

        Parameters
        ----------
        place : str, Coordinates or (float, float)
            Any name of a province, city, municipality, district, place of the catalogue or
            populated place of the scenario's country; or where it lies. [deg]
        draws : int
            How many times all rows of the defence are drawn by lot. [1]

        Returns
        -------
        ProtectionResult
            The share of its people for whom a shot is possible, with its range, flight by flight.

        Raises
        ------
        InputError
            If there is no such place, several have the name, it lies outside the country whose
            people are counted, or a battery cannot fire.
        OutOfReachError
            If no flight reaches it.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="Nodong", launch_area="Hwangju")
        >>> found = nodong.protect("서울")
        >>> found.defended_every
        0.0
        >>> 0 < found.defended_average < 0.3
        True
        """
        from bongsu.front.answers.protection import protection

        return protection(self, place, draws=draws)

    def sees(self, place: Spot, *, draws: int = 0) -> SightResult:
        """Ask what the first battery's radar sees above a place, for an answer of one sentence.

        Parameters
        ----------
        place : str, Coordinates or (float, float)
            Any place on the Earth by name, or where it lies. [deg]
        draws : int
            How many times all rows of the defence are drawn by lot. [1]

        Returns
        -------
        SightResult
            Heights by mode, direction and object, with their range; distance and horizon.

        Raises
        ------
        InputError
            If there is no such place, or several have the name.

        Examples
        --------
        >>> import bongsu
        >>> beijing = bongsu.load("korea-2016").sees("Beijing")
        >>> beijing.row("terminal", "scenario", "reentry-vehicle").nominal.seen
        False
        >>> beijing.row("forward-based", "place", "reentry-vehicle").nominal.seen
        True
        """
        from bongsu.front.answers.radar.sight import sees

        return sees(self, place, draws=draws)

    def coverage(
        self,
        *,
        altitudes_km: Sequence[float] = ALTITUDES_KM,
        objects: Sequence[str] = ("reentry-vehicle",),
    ) -> CoverageResult:
        """Ask over whose territory one look of the first battery's radar sees what.

        Parameters
        ----------
        altitudes_km : sequence of float
            Altitudes of the objects above the ellipsoid, 0 to 100,000. [km]
        objects : sequence of str
            Cross-sections of the catalogue, by any of their names.

        Returns
        -------
        CoverageResult
            Areas by country, and maps.

        Raises
        ------
        InputError
            If there is no object or no height, one does not exist, or is out of range.

        Examples
        --------
        >>> import bongsu
        >>> view = bongsu.load("korea-2016").coverage(altitudes_km=[100])
        >>> view.area_km2("North Korea") > 0
        True
        """
        from bongsu.front.answers.radar.coverage import CoverageResult

        return CoverageResult(self, altitudes_km, objects)

    def timeline(
        self,
        *,
        launch: Spot,
        target: Spot,
        missile: str | None = None,
        shape: Shape = "minimum-energy",
        apogee_km: float | None = None,
        battery: str | None = None,
    ) -> TimelineResult:
        """Ask what a battery can do about one flight, second by second.

        Parameters
        ----------
        launch, target : str, Coordinates or (float, float)
            Where it flies from and to. [deg]
        missile : str, optional
            Any name of a missile; by default the only one among the threats.
        shape : str
            Shape of the arc.
        apogee_km : float, optional
            Of a lofted or depressed arc; by default that of the threat that flies it, else 2 and
            0.6 times that of minimum energy. [km]
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        TimelineResult
            Shots, or the first reason why there is none, and what was missing.

        Raises
        ------
        InputError
            If a name or value cannot be used, or no missile is named and there are several.
        OutOfReachError
            If the missile does not reach the target, or not on this shape.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.timeline(launch="hwangju", target="Busan").shots
        2
        """
        from bongsu.front.answers.engagement.timeline import TimelineResult
        from bongsu.studies.engagement.timeline import timeline

        study = timeline(
            self,
            missile=self._missile(missile),
            launch=launch,
            target=target,
            shape=shape,
            apogee_m=None if apogee_km is None else 1e3 * apogee_km,
            battery=battery,
        )
        return TimelineResult(study)

    def track(
        self,
        *,
        launch: Spot,
        target: Spot,
        missile: str | None = None,
        shape: Shape = "minimum-energy",
        apogee_km: float | None = None,
    ) -> TrackResult:
        """Ask how the first battery's radar sees and tracks one flight.

        Parameters
        ----------
        launch, target, missile, shape, apogee_km
            See :func:`Deployment.timeline`.

        Returns
        -------
        TrackResult
            Time in view, signal, and how well impact and launch points are known.

        Raises
        ------
        InputError
            If a name or value cannot be used, no missile is named and there are several, or the
            radar has no time left.
        OutOfReachError
            If the missile does not reach the target, or not on this shape.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.track(launch="hwangju", target="Busan").in_view_s() > 60
        True
        """
        from bongsu.front.answers.radar.track import TrackResult
        from bongsu.studies.radar.track import flight_in_view

        end = self.place("target", target)
        plan = self._plan(missile, self.place("launch-area", launch), shape, apogee_km)
        study = flight_in_view(self, plan, end.latitude_deg, end.longitude_deg, target=end.name)
        return TrackResult(self, study)

    def reach(
        self, interceptor: str | None = None, *, launch_altitude_m: float = 0.0
    ) -> ReachResult:
        """Ask where an interceptor can be, how soon and how fast.

        Parameters
        ----------
        interceptor : str, optional
            Any name of one; that of the first battery by default.
        launch_altitude_m : float
            Altitude of the launcher. [m]

        Returns
        -------
        ReachResult
            Least times of flight and speeds over ground range and altitude.

        Raises
        ------
        InputError
            If it does not exist or cannot fly.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").reach().farthest_km(60) > 100
        True
        """
        from bongsu.front.answers.engagement.reach import ReachResult
        from bongsu.studies.engagement.reach import interceptor_reach

        own = self.catalog.battery(self.batteries[0].type).interceptor.value
        name = self.catalog.key("interceptor", interceptor or own)
        with self.blaming("interceptor", name):
            study = interceptor_reach(
                name, catalog=self.catalog, launch_altitude_m=launch_altitude_m
            )
        return ReachResult(self.catalog, study)

    def sites(self, *places: Spot, over: Over = "average", required_shots: int = 1) -> SitesResult:
        """Ask from which site one battery protects most, and from which several do together.

        Parameters
        ----------
        *places : str, Coordinates or (float, float)
            Sites, at least two; the candidates of the scenario by default. [deg]
        over : {'average', 'every', 'any'}
            How flights count together.
        required_shots : int
            Shots that make a place count as defended. [1]

        Returns
        -------
        SitesResult
            The sites side by side, the best pairs, and the best sets.

        Raises
        ------
        InputError
            If there are not two sites, or the scenario has several batteries.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> sites = korea.at_spacing(60).sites("daegu", "wonju")
        >>> sites.p_defended("Daegu") > 0
        True
        """
        from bongsu.front.answers.sites import SitesResult
        from bongsu.studies.footprint.play import footprints
        from bongsu.studies.sites import check_comparable

        asked = tuple(self.moved(place) for place in places) or self.at_candidates()
        check_comparable(asked)
        return SitesResult(asked, footprints(asked, required_shots=required_shots), over)

    def plan(self, *missiles: str | tuple[str, Spot, Spot]) -> PlanResult:
        """Ask who fires what and when at a few missiles.

        Parameters
        ----------
        *missiles : str or (str, Spot, Spot)
            Each as missile, launch and target; or in one word as on the command line,
            ``"nodong:hwangju:busan:depressed@30"``: MISSILE:FROM:TO, with :SHAPE and @SECONDS of
            its launch if wanted. 1 to 48 of them. [deg]

        Returns
        -------
        PlanResult
            Shots, survival, interceptors spent.

        Raises
        ------
        InputError
            If there is no missile or too many, a name cannot be used, or a battery cannot fire.
        OutOfReachError
            If a missile does not reach its target on its shape.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016")
        >>> plan = korea.plan(("Nodong", "Hwangju", "Busan"), "nodong:hwangju:busan:depressed@30")
        >>> round(plan.interceptors_spent(), 2)
        2.12
        """
        from bongsu.front.answers.engagement.plan import PlanResult
        from bongsu.studies.engagement.plan import arrival, plan_fire, read_arrival

        for one in missiles:
            if not isinstance(one, str) and len(one) != _PARTS:
                raise InputError(f"{one} in a plan: give a missile, its launch and its target")
        arrivals = [
            read_arrival(self, one) if isinstance(one, str) else arrival(self, *one)
            for one in missiles
        ]
        return PlanResult(plan_fire(self, arrivals))

    def raid(
        self,
        raid: str | Path | Raid | None = None,
        *,
        replications: int = 100_000,
        seed: int = 1,
        store: str | Path | None = None,
    ) -> RaidResult:
        """Ask what becomes of many missiles at once, by chance, again and again.

        Parameters
        ----------
        raid : str, pathlib.Path or Raid, optional
            A raid file, or what :func:`bongsu.scenario.parse_raid` gives; the scenario's own by
            default.
        replications : int
            How often it is played, 1 to 10^12. [1]
        seed : int
            Of the random numbers, 0 to 4294967295. [1]
        store : str or pathlib.Path, optional
            Folder in which finished chunks are kept: an ended run is continued, a longer one
            extends it, to the same bits.

        Returns
        -------
        RaidResult
            Leakers, interceptors spent, survival of what is aimed at, exhaustion.

        Raises
        ------
        InputError
            If there is no raid, or it holds mistakes, a number is out of its range, a battery
            cannot fire, or the folder cannot be used.
        OutOfReachError
            If a missile does not reach what it is aimed at on its shape.

        Examples
        --------
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: four, title: Four at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 4}]}",
        ...     korea,
        ... )
        >>> korea.raid(raid, replications=1000).leakers()
        4.0
        """
        from bongsu.execution.run import run_here
        from bongsu.front.answers.raid import RaidResult
        from bongsu.studies.raid.played import RaidStudy
        from bongsu.studies.raid.replications import check_replications

        check_replications(replications)
        study = RaidStudy.of(self, self._fired(raid), seed=seed)
        study.check()
        folder = None if store is None else Path(store)
        merged = run_here(study, replications, folder=folder, say=_warn)
        return RaidResult(study.outcome(merged))

    def brief(
        self,
        output: str | Path | None = None,
        *,
        claims: str | Path | Sequence[str] | None = None,
        draws: int = OF_A_BRIEF,
        language: LanguageCode = "en",
    ) -> BriefResult:
        """Test public claims in this deployment.

        Parameters
        ----------
        output : str or pathlib.Path, optional
            Directory for the page and its numbers; nothing is written by default.
        claims : str, pathlib.Path or sequence of str, optional
            File of claims, or the name of a set that comes with the package; or some of those that
            come with it, by their identifiers; by default those of the scenario.
        draws : int
            How many times, under each convention of weights, every number is computed with all
            parameters of the defence drawn by lot; dear ones fewer times; 0 leaves draws out. [1]
        language : {'en', 'ko'}
            Of the page.

        Returns
        -------
        BriefResult
            Verdicts and what they rest on.

        Raises
        ------
        InputError
            If the claims or the directory cannot be used.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> tested = korea.at_spacing(60).brief(claims=["earnest-keeps-safe"], draws=0)
        >>> str(tested.verdicts()["earnest-keeps-safe"])
        'depends'
        """
        from bongsu.claims.evaluate import evaluate
        from bongsu.claims.load import chosen_claims
        from bongsu.front.answers.brief import FILES, BriefResult, load_writers
        from bongsu.output import check_directory

        if output is not None:
            check_directory(Path(output), FILES)
        meanwhile = None if output is None else partial(load_writers, language)
        tested = chosen_claims(claims, scenario=self)
        results, cases = evaluate(tested, self, draws=draws, meanwhile=meanwhile)
        command = f"Deployment.brief() in Python: {self.name}, hash {self.hash()[:12]}"
        made = BriefResult(self, results, cases, command=command, language=language)
        if output is not None:
            made.save(output)
        return made

    def studio(self, *, missile: str | None = None, language: LanguageCode = "en") -> StudioView:
        """Open the map of the page in a notebook, where the deployment is changed by hand.

        Battery, launchers and boresight are dragged, missile, site and mode are chosen, and the
        answer follows, computed in this process. Needs the extra ``bongsu[jupyter]``.

        Parameters
        ----------
        missile : str, optional
            Any name of the missile whose flights are shown first; by default the Nodong where it is
            a threat, else the first threat.
        language : {'en', 'ko'}
            Of the view.

        Returns
        -------
        StudioView
            A widget that the notebook shows; its `scenario` is the deployment as it then stands.

        Raises
        ------
        InputError
            If the extra is not installed, there is no such missile, the view is not built, or too
            many studios are open.

        Examples
        --------
        >>> import bongsu
        >>> studio = bongsu.load("korea-2016").studio()  # doctest: +SKIP
        >>> studio.scenario.footprint().p_defended(over="average")  # doctest: +SKIP
        """
        try:
            # what shows a deployment stands above it, so that it is found by its name
            opened = resolve_name("bongsu.jupyter.studio:studio")
        except ModuleNotFoundError as error:
            if error.name != "anywidget":
                raise
            raise InputError(
                "a studio needs anywidget, which is not installed: pip install 'bongsu[jupyter]'"
            ) from None
        shown: StudioView = opened(self, missile=missile, language=language)
        return shown

    def uncertainty(
        self,
        metric: str,
        *,
        condition: str | None = None,
        draws: int = 1024,
        weights: Sequence[Convention] = ("cited", "uniform"),
        conditioned: bool = False,
        figures: str | Path | None = None,
        flights: bool = False,
        target: Spot | None = None,
        raid: str | Path | Raid | None = None,
        replications: int = 1024,
        store: str | Path | None = None,
    ) -> UncertaintyResult:
        """Ask for a number over draws of all cited rows.

        Parameters
        ----------
        metric : str
            Such as ``people-share`` or ``detection-range``; `bongsu study metrics` lists them.
        condition : str, optional
            Whose probability is asked, such as ``">= 0.5"``, in the unit of the metric.
        draws : int
            How many; rounded up to a power of two. [1]
        weights : sequence of {'cited', 'uniform'}
            Weights of the values of a row; the first is that of the headline.
        conditioned : bool
            Whether the headline weighs draws by published figures.
        figures : str or pathlib.Path, optional
            A file of figures to hold draws against, in place of those that come with the package;
            the headline then weighs draws by them.
        flights : bool
            Whether mass, thrust, drag and pitch of the missiles are drawn too.
        target : str, Coordinates or (float, float), optional
            Where the flight aims, if the metric is about one, or which place, for one of a place
            that a raid is aimed at. [deg]
        raid : str, pathlib.Path or Raid, optional
            What is fired, for a metric of a raid; the scenario's own by default.
        replications : int
            How often the raid is played in each draw. [1]
        store : str or pathlib.Path, optional
            Folder in which finished draws are kept: an ended run is continued, more draws extend
            it, to the same bits.

        Returns
        -------
        UncertaintyResult
            Quantiles, probabilities, and of a footprint a map.

        Raises
        ------
        InputError
            If a name, number or file cannot be used, or no published figure holds for the battery.
        OutOfReachError
            If a missile of the raid does not reach what it is aimed at.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016")
        >>> found = korea.uncertainty("detection-range", condition=">= 600", draws=64)
        >>> found.probability() > 0.5
        True
        """
        from bongsu.catalog.lookup import find_word
        from bongsu.execution.run import run_here
        from bongsu.front.answers.draws import UncertaintyResult
        from bongsu.studies.epistemic.metrics import metric_name, read_condition
        from bongsu.studies.epistemic.sampling import whole_draws
        from bongsu.studies.epistemic.uncertainty import UncertaintyStudy
        from bongsu.words import CONVENTIONS

        if not weights:
            raise InputError("uncertainty needs weights")
        study = UncertaintyStudy.of(
            self,
            metric_name(metric),
            condition=None if condition is None else read_condition(condition),
            weights=[find_word(one, tuple(CONVENTIONS), "weights") for one in weights],
            flights=flights,
            target=None if target is None else self.place("target", target),
            raid=self._fired(raid),
            replications=replications,
            held=self._held(conditioned, figures),
        )
        folder = None if store is None else Path(store)
        found = study.dataset(run_here(study, whole_draws(draws), folder=folder, say=_warn))
        held = conditioned or figures is not None
        return UncertaintyResult(found, study.inquiry.origin, conditioned=held)

    def sensitivity(
        self,
        metric: str,
        *,
        condition: str | None = None,
        draws: int = 64,
        weights: Convention = "cited",
        conditioned: bool = False,
        figures: str | Path | None = None,
        flights: bool = False,
        single_rows: bool = False,
        target: Spot | None = None,
        raid: str | Path | Raid | None = None,
        replications: int = 1024,
        store: str | Path | None = None,
    ) -> SensitivityResult:
        """Ask what decides a number: which groups of uncertain rows its variance turns on.

        Launch areas, aim points, shapes and raids are chosen, not uncertain: they are not ranked.

        Parameters
        ----------
        metric, condition, figures, flights, target, raid, replications, store
            See :meth:`Deployment.uncertainty`; with a condition its verdict is explained.
        conditioned : bool
            Whether draws are held against published figures; groups that move the same figure then
            count as one.
        draws : int
            Pairs of draws; rounded up to a power of two. [1]
        weights : {'cited', 'uniform'}
            Weights of the values of a row.
        single_rows : bool
            Whether the parts of single rows are estimated too.

        Returns
        -------
        SensitivityResult
            Shapley effects with intervals, curves by row, rules in words.

        Raises
        ------
        InputError
            If a name or number cannot be used.

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.load("korea-2016").sensitivity("detection-range", draws=16)
        >>> round(sum(found.table()["shapley"]), 9)
        1.0
        """
        from bongsu.catalog.lookup import find_word
        from bongsu.execution.run import run_here
        from bongsu.front.answers.draws import SensitivityResult
        from bongsu.studies.epistemic.metrics import metric_name, read_condition
        from bongsu.studies.epistemic.sensitivity import SensitivityStudy
        from bongsu.words import CONVENTIONS

        study = SensitivityStudy.of(
            self,
            metric_name(metric),
            draws=draws,
            condition=None if condition is None else read_condition(condition),
            weights=find_word(weights, tuple(CONVENTIONS), "weights"),
            flights=flights,
            single_rows=single_rows,
            target=None if target is None else self.place("target", target),
            raid=self._fired(raid),
            replications=replications,
            held=self._held(conditioned, figures) if conditioned or figures is not None else (),
        )
        folder = None if store is None else Path(store)
        found = study.dataset(run_here(study, study.pairs, folder=folder, say=_warn))
        return SensitivityResult(found, study.inquiry.origin)

    def _fired(self, raid: str | Path | Raid | None) -> Raid | None:
        """A raid, or that of a file."""
        return load_raid(raid, self) if isinstance(raid, str | Path) else raid

    def _held(self, conditioned: bool, figures: str | Path | None) -> list[PublishedFigure]:
        """Figures that draws are held against: the user's own, or those of the package."""
        from bongsu.studies.epistemic.figures import figures_for, own_figures

        if figures is not None:
            return own_figures(self, Path(figures))
        found = figures_for(self)
        if conditioned and not found:
            raise InputError("conditioned: no published figure holds for this radar in its mode")
        return found

    def _missile(self, name: str | None) -> str:
        """Key of a missile; of the only one among the threats when none is named."""
        if name is not None:
            return self.catalog.key("missile", name)
        known = list(dict.fromkeys(threat.missile for threat in self.threats))
        if len(known) > 1:
            raise InputError(
                f"missile: the scenario {self.name} has {len(known)}: say which of "
                f"{', '.join(known)}"
            )
        return known[0]

    def _plan(
        self, missile: str | None, launch: Coordinates, shape: str, apogee_km: float | None
    ) -> FlightPlan:
        from bongsu.engagement.plans import one_plan

        apogee_m = None if apogee_km is None else 1e3 * apogee_km
        return one_plan(self, self._missile(missile), launch, shape, apogee_m=apogee_m)


class StudioView(Protocol):
    """A widget that shows a deployment on the map.

    Examples
    --------
    >>> import bongsu
    >>> studio = bongsu.load("korea-2016").studio()  # doctest: +SKIP
    """

    @property
    def scenario(self) -> Deployment:
        """The deployment as it now stands on the map."""
        ...

    def close(self) -> None:
        """Take the view away; nobody answers it any more.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").studio().close()  # doctest: +SKIP
        """
        ...


def _warn(sentence: str) -> None:
    warnings.warn(sentence, stacklevel=2)
