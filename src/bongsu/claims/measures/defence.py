"""Whom the battery protects, and how much of its radar's range that needs."""

from dataclasses import replace
from math import degrees, sqrt

import numpy as np
import xarray as xr

from bongsu.catalog.lookup import find_word
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import ALTITUDES_KM, NOMINAL, AbsentError, Case, Found, labelled
from bongsu.claims.measures.radar import GREATEST, LEAST
from bongsu.claims.where import Where
from bongsu.errors import InputError, OutOfReachError
from bongsu.geography.counting import statement
from bongsu.geography.outlines import WGS84, area_km2, country, country_name
from bongsu.geography.population import SEOUL
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Coordinates
from bongsu.studies.engagement.plan import PlanStudy, plan_fire, read_arrival
from bongsu.studies.footprint.numbers import counted, met, reached, share_within_reach
from bongsu.studies.footprint.sector import sector_coverage
from bongsu.studies.footprint.together import reduced, share_together
from bongsu.studies.radar.need import detection_range, radar_need
from bongsu.studies.radar.view.sites import radar_views
from bongsu.studies.sites import best_sets
from bongsu.words import OVERS, Weight, in_words, number_of
from bongsu.words.said import Said, Share, in_turn, said

KEPT = 0.99
"""Share of the people that the needed range must keep. [1]"""
COARSER = 3.0
"""Side of the cells for that over the scenario's. [1]"""
COARSEST_KM = 100.0
"""Largest side of a cell that scenarios allow. [km]"""
FEWEST_ACROSS = 3.0
"""Cells across a small country, however coarse. [1]"""
LEAST_REACHED = 0.01
"""Flights that reach fewer of the people are left out of worst cases. [1]"""
FIRST_SHOT = 1.0
"""Shots that count as a defence where a reading does not say another number. [1]"""
TOGETHER = "0 s"
"""Time between the launches of a raid where a reading does not say another."""


def people_share(
    case: Case, *, threats: str, missile: str = "", shots: float = FIRST_SHOT
) -> Found:
    """Measure the share of the people threatened whom shots can defend, per site.

    Parameters
    ----------
    case : Case
    threats : str
        How flights (missile, launch area and shape) count: ``best`` or ``worst``, the one most or
        least favourable; ``every``, ``average`` or ``any``, together, place by place.
    missile : str
        Only flights of this missile; all by default.
    shots : float
        Shots that must be possible at a place. [1]

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not counted, or the missile is no threat of the scenario.
    """
    return _share(case, _played(case, missile, shots), threats, "people")


def area_share(case: Case, *, threats: str, missile: str = "", shots: float = FIRST_SHOT) -> Found:
    """Measure the share of the territory within a missile's reach that shots can defend, per site.

    Parameters
    ----------
    case : Case
    threats, missile, shots
        See :func:`people_share`.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the missile is no threat of the scenario.
    """
    return _share(case, _played(case, missile, shots), threats, "area")


def people_defended(
    case: Case, *, threats: str, missile: str = "", shots: float = FIRST_SHOT
) -> Found:
    """Count the people whom shots can defend, per site.

    Parameters
    ----------
    case : Case
    threats, missile, shots
        See :func:`people_share`.

    Returns
    -------
    Found
        People, in millions.

    Raises
    ------
    AbsentError
        If the people of the region are not counted, or the missile is no threat of the scenario.
    """
    data = _played(case, missile, shots)
    _check_people(case, data)
    if threats in OVERS:
        people = reduced(data, threats)["people_defended"]
        return _together(case, people.values / 1e6, threats, data)
    inside = (met(data) * data["cell_people"]).sum("cell") / 1e6
    return _over_flights(case, inside.where(_reach_enough(data)), threats)


def people_share_against(case: Case, *, threats: str, missile: str, scenario: str) -> Found:
    """Measure the share against a missile of another scenario alone.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst``: its flight (launch area and shape) most or least favourable.
    missile, scenario : str
        Missile, and the built-in scenario whose threats say how it flies.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not counted.
    """
    share = _by_flight(case, case.footprint_against(missile, scenario), "people")
    return _over_flights(case, share, threats)


def people_share_with(case: Case, *, threats: str, missile: str, scenario: str) -> Found:
    """Measure the share with a missile of another scenario among the threats.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst``: the flight (missile, launch area and shape) most or least favourable.
    missile, scenario : str
        Missile, and the built-in scenario whose threats say how it flies.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not counted.
    """
    own = _by_flight(case, case.footprint, "people")
    added = _by_flight(case, case.footprint_against(missile, scenario), "people")
    return _over_flights(case, _both(own, added), threats)


def share_of_best_sites(
    case: Case, *, batteries: float, threats: str, shots: float = FIRST_SHOT
) -> Found:
    """Measure the share of the people threatened whom batteries on the best sites can defend.

    Parameters
    ----------
    case : Case
    batteries : float
        How many, each alone on a candidate site. [1]
    threats : str
        ``every``, ``average`` or ``any``: how flights count together, place by place.
    shots : float
        Shots that must be possible at a place. [1]

    Returns
    -------
    Found
        One share. [1]

    Raises
    ------
    AbsentError
        If the people are not counted, or there are not as many sites.
    """
    data = _played(case, "", shots)
    _check_people(case, data)
    sets = best_sets(data, "people", find_word(threats, OVERS, "way of counting flights"))
    count = int(batteries)
    if count > sets.sizes["batteries"]:
        raise AbsentError(f"the scenario has {number_of(sets.sizes['batteries'], 'site')}")
    chosen = sets.sel(batteries=count)
    words = _flights_together(threats, data)
    return Found(
        values=np.array([float(chosen["people_share_within_reach"])]),
        labels=(_chosen_titles(case, chosen),),
        remarks=(words,),
        where=(_where(case, " and ".join(_chosen(chosen)) or None, words),),
    )


def batteries_needed(case: Case, *, share: float, threats: str, shots: float = FIRST_SHOT) -> Found:
    """Count the batteries on candidate sites that defend a share of the people threatened.

    Parameters
    ----------
    case : Case
    share : float
        Of the people whom some flight reaches. [1]
    threats : str
        ``every``, ``average`` or ``any``: how flights count together, place by place.
    shots : float
        Shots that must be possible at a place. [1]

    Returns
    -------
    Found
        The number; one more than there are sites where all of them together do not.

    Raises
    ------
    AbsentError
        If the people are not counted.
    """
    data = _played(case, "", shots)
    _check_people(case, data)
    sets = best_sets(data, "people", find_word(threats, OVERS, "way of counting flights"))
    shares = sets["people_share_within_reach"].values
    enough = np.flatnonzero(shares >= share)
    words = _flights_together(threats, data)
    if enough.size:
        chosen = sets.isel(batteries=int(enough[0]))
        number = float(chosen["batteries"])
        sites = " and ".join(_chosen(chosen))
        remark = said("{sites}, {flights}", sites=_chosen_titles(case, chosen), flights=words)
    else:
        number, sites = float(len(case.sites) + 1), " and ".join(case.sites)
        remark = said(
            "all {sites} together defend {share}, {flights}",
            sites=number_of(len(case.sites), "site"),
            share=Share(shares[-1]),
            flights=words,
        )
    return Found(
        values=np.array([number]),
        labels=("best sites",),
        remarks=(remark,),
        where=(_where(case, sites, words),),
    )


def _chosen_titles(case: Case, chosen: xr.Dataset) -> str:
    titles = dict(zip(case.sites, case.site_titles, strict=True))
    *first, last = [titles[name] for name in _chosen(chosen)] or ["no site"]
    return said("{first} and {second}", first=in_turn(first), second=last) if first else last


def _chosen(chosen: xr.Dataset) -> list[str]:
    """Keys of the sites of a set."""
    held = np.asarray(chosen["chosen"].values, dtype=bool)
    return [str(name) for name in chosen["site"].values[held]]


def places_share(
    case: Case,
    *,
    places: list[str],
    threats: str,
    missile: str = "",
    shots: float = FIRST_SHOT,
) -> Found:
    """Measure the share of named places, such as bases, that shots can defend, per site.

    A place stands for the cell of the grid that is nearest to it.

    Parameters
    ----------
    case : Case
    places : list of str
        Targets of the catalogue.
    threats, missile, shots
        See :func:`people_share`; ``average`` is over all flights and the places that they reach.

    Returns
    -------
    Found
        Shares of the places that a flight reaches. [1]

    Raises
    ------
    AbsentError
        If no flight reaches any of the places, or the missile is no threat of the scenario.
    """
    data = _played(case, missile, shots)
    spots = [case.scenario.place("target", name) for name in places]
    cells = xr.DataArray([_nearest(data, spot) for spot in spots], dims="place")
    within, defended = reached(data).isel(cell=cells), met(data).isel(cell=cells)
    if not bool(within.any()):
        raise AbsentError("no flight of the scenario reaches any of these places")
    titles = np.array([spot.title for spot in spots])
    if threats in ("best", "worst"):
        share = defended.sum("place") / within.sum("place").where(within.any("place"))
        return _over_flights(case, share, threats)
    values, remarks = [], []
    for site in data["site"].values:
        here, met_here = within.sel(site=site), defended.sel(site=site)
        every = ((met_here == here).all("flight") & here.any("flight")).values
        some = met_here.any("flight").values
        counted_as = {
            "every": every.sum() / here.any("flight").sum(),
            "any": some.sum() / here.any("flight").sum(),
            "average": met_here.sum() / here.sum(),
        }
        values.append(float(counted_as[threats]))
        remarks.append(
            said(
                "against every flight: {every}; against some: {some}",
                every=", ".join(titles[every]) or "none",
                some=", ".join(titles[some & ~every]) or "none",
            )
        )
    words = _flights_together(threats, data)
    return Found(
        values=np.array(values),
        labels=case.site_titles,
        remarks=remarks,
        where=[_where(case, site, words) for site in case.sites],
    )


def _nearest(data: xr.Dataset, spot: Coordinates) -> int:
    """Index of the cell whose centre is nearest to a place."""
    latitude, longitude = data["latitude"].values, data["longitude"].values
    _, _, distance = WGS84.inv(
        longitude,
        latitude,
        np.full_like(longitude, spot.longitude_deg),
        np.full_like(latitude, spot.latitude_deg),
    )
    return int(np.argmin(distance))


def sector_share(case: Case, *, of: str, front: str, rear: str, half_angle: str) -> Found:
    """Measure the share of the country inside a plain sector, per site.

    The sector is what was printed of the battery's reach, whatever flies: farther to the front than
    to the rear. It faces as the radar does.

    Parameters
    ----------
    case : Case
    of : {'people', 'area'}
        What is counted.
    front, rear : str
        Reach within the half angle of the facing, and elsewhere; with units.
    half_angle : str
        Half the opening of the front, with its unit.

    Returns
    -------
    Found
        Shares of the whole country. [1]

    Raises
    ------
    AbsentError
        If the country is not South Korea.
    """
    region = case.scenario.region
    if region.country != "KOR":
        raise AbsentError("sectors are counted over the municipalities of South Korea")
    values, remarks, where = [], [], []
    for place in case.places:
        site, azimuth = place.place("site", place.battery().site), place.boresight_deg()
        found = sector_coverage(
            site.latitude_deg,
            site.longitude_deg,
            [azimuth],
            front_m=parse_quantity(front, "m"),
            rear_m=parse_quantity(rear, "m"),
            half_angle_deg=degrees(parse_quantity(half_angle, "rad")),
        )
        values.append(float(found[f"{of}_share"].values[0]))
        remarks.append(
            said(
                "{front} to the front, {rear} elsewhere, facing {azimuth:.0f}°",
                front=front,
                rear=rear,
                azimuth=azimuth,
            )
        )
        where.append(Where(site=site.name, boresight_deg=azimuth))
    return Found(values=np.array(values), labels=case.site_titles, remarks=remarks, where=where)


def _both(own: xr.DataArray, added: xr.DataArray) -> xr.DataArray:
    """The flights of one footprint, then those of the other."""
    return xr.concat([own, added], dim="flight", coords="minimal", compat="override")


def _played(case: Case, missile: str, shots: float) -> xr.Dataset:
    """The footprint of all sites, for some flights and a number of shots."""
    return _flown_by(missile, case, case.footprint, shots)


def _flown_by(missile: str, case: Case, data: xr.Dataset, shots: float) -> xr.Dataset:
    """A footprint for the flights of a missile, or for all, and a number of shots."""
    if missile:
        key = case.scenario.catalog.key("missile", missile)
        flown = data["missile"].values == key
        if not flown.any():
            known = ", ".join(dict.fromkeys(str(one) for one in data["missile"].values))
            raise AbsentError(f"the scenario has no threat {missile!r}; it has {known}")
        data = data.isel(flight=flown)
    return data.assign_attrs(required_shots=int(shots))


def _share(case: Case, data: xr.Dataset, threats: str, of: Weight) -> Found:
    """Share of what is threatened, by the most or least favourable flight or all together."""
    if of == "people":
        _check_people(case, data)
    if threats in OVERS:
        return _together(case, share_together(data, threats, of), threats, data)
    return _over_flights(case, _by_flight(case, data, of), threats)


def _together(case: Case, values: FloatArray, threats: str, data: xr.Dataset) -> Found:
    words = _flights_together(threats, data)
    return Found(
        values=np.asarray(values, dtype=float),
        labels=case.site_titles,
        remarks=[words] * len(case.sites),
        where=[_where(case, site, words) for site in case.sites],
    )


def _flights_together(threats: str, data: xr.Dataset) -> str:
    flights = number_of(data.sizes["flight"], "flight")
    if threats == "every":
        return said("every one of {flights} that reaches a place", flights=flights)
    if threats == "average":
        return said("mean of {flights}, place by place", flights=flights)
    return said("any of {flights} that reaches a place", flights=flights)


def _where(case: Case, site: str | None, flight: str) -> Where:
    return Where(site=site, flight=flight, mode=case.scenario.battery().radar.mode)


def _check_people(case: Case, data: xr.Dataset) -> None:
    if counted(data) != "people":
        raise AbsentError(
            f"the people of {country_name(case.scenario.region.country)} are not counted"
        )


def _reach_enough(data: xr.Dataset) -> xr.DataArray:
    """Flights that reach so many of the people that they count as the worst."""
    enough: xr.DataArray = data["people_within_reach"] >= LEAST_REACHED * float(
        data["cell_people"].sum()
    )
    return enough


def _by_flight(case: Case, data: xr.Dataset, of: Weight) -> xr.DataArray:
    """Share defended over site and flight, where the flight reaches enough."""
    if of == "people":
        _check_people(case, data)
        enough = _reach_enough(data)
    else:
        enough = data["area_within_reach_km2"] >= LEAST_REACHED * float(data["cell_area_km2"].sum())
    share: xr.DataArray = share_within_reach(data, of).where(enough)
    return share


def seoul_share(case: Case, *, threats: str, missile: str = "") -> Found:
    """Measure the share of Seoul's people whom a shot can defend, per site.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst`` flight, or ``average`` of all.
    missile : str
        Only flights of this missile; all by default.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not those of the census of South Korea.
    """
    region = case.scenario.region
    if region.people_key != "census":
        raise AbsentError(
            "the districts of Seoul are those of the census of South Korea; the people of "
            f"{country_name(region.country)} here are {statement(region.people_key)}"
        )
    data = _flown_by(missile, case, case.footprint_of(SEOUL), FIRST_SHOT)
    share = seoul_by_flight(data)
    if threats == "average":
        return _together(case, share.mean("flight").values, threats, data)
    return _over_flights(case, share, threats)


def seoul_by_flight(data: xr.Dataset) -> xr.DataArray:
    """Share of the people of Seoul defended.

    Parameters
    ----------
    data : xarray.Dataset
        Footprint.

    Returns
    -------
    xarray.DataArray
        Over site and flight. [1]
    """
    inside = np.array([str(name).startswith(SEOUL) for name in data["municipality"].values])
    people = data["municipality_people"].values * inside
    defended = data["municipality_people_share"] * xr.DataArray(people, dims="municipality")
    share: xr.DataArray = defended.sum("municipality") / people.sum()
    return share


def _over_flights(case: Case, share: xr.DataArray, threats: str) -> Found:
    largest = threats == "best"
    filled = share.fillna(-1.0 if largest else np.inf)
    chosen = filled.argmax("flight") if largest else filled.argmin("flight")
    flights = []
    for index in chosen.values:
        flight = share.isel(flight=int(index))
        flights.append(
            said(
                "{missile} from {launch_area}, {shape}",
                missile=flight["missile_title"].item(),
                launch_area=flight["launch_area_title"].item(),
                shape=in_words(flight["shape"].item()),
            )
        )
    return Found(
        values=share.isel(flight=chosen).values.astype(float),
        labels=case.site_titles,
        remarks=flights,
        where=[
            _where(case, site, flight) for site, flight in zip(case.sites, flights, strict=True)
        ],
    )


def leakers_expected(
    case: Case, *, raid: float, flight: str = "", spacing: str = TOGETHER
) -> Found:
    """Expect how many of a raid get through the fire that the scenario's batteries plan.

    Parameters
    ----------
    case : Case
    raid : float
        Missiles in the raid, 1 to 48. [1]
    flight : str
        What each of them flies, MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE; by default the first
        threat of the scenario, at the battery's own site.
    spacing : str
        Time between two launches, with its unit; all at once by default.

    Returns
    -------
    Found
        Expected number that get through.

    Raises
    ------
    AbsentError
        If the missile does not reach the place.
    """
    flight = flight or flight_at_own_site(case)
    words = said(
        "{raid:g} of {flight}, {launched}", raid=raid, flight=flight, launched=launched(spacing)
    )
    where = (_where(case, case.own_site, words),)
    try:
        study = raid_plan(case, int(raid), flight, parse_quantity(spacing, "s"))
    except AbsentError:
        raise
    except InputError:
        # at an end of the uncertainty a battery may be unable to fire
        if case.name == NOMINAL:
            raise
        return Found(
            values=np.array([raid]),
            labels=(case.site_titles[0],),
            remarks=(said("no battery can fire: all arrive"),),
            where=where,
        )
    unit = study.units[0]
    remark = said(
        "{magazine} interceptors, {doctrine}, {guided} guided at once, radar time for {engaged} at "
        "once, {interval:g} s between their launches: {spent:.1f} expected to be fired at "
        "{raid:g} missiles, {launched}",
        magazine=unit.magazine,
        doctrine=case.scenario.battery().doctrine.rule,
        guided=unit.fire_control.guided_at_once,
        engaged=number_of(unit.engaged_at_once, "missile"),
        interval=unit.fire_control.launch_interval_s,
        spent=float(study.plan.spent.sum()),
        raid=raid,
        launched=launched(spacing),
    )
    return Found(
        values=np.array([study.plan.leakers_expected]),
        labels=(unit.site.title,),
        remarks=(remark,),
        where=where,
    )


def launched(spacing: str) -> Said:
    """Say how far apart the missiles of a raid are launched.

    Parameters
    ----------
    spacing : str
        Time between two launches, with its unit.

    Returns
    -------
    Said
        Such as ``10 s apart``.

    Raises
    ------
    InputError
        If it is no time.
    """
    if parse_quantity(spacing, "s") == 0.0:
        return said("all at once")
    return said("{spacing} apart", spacing=spacing)


def flight_at_own_site(case: Case) -> str:
    """Name what the first threat of the scenario flies at the battery itself.

    Parameters
    ----------
    case : Case

    Returns
    -------
    str
        MISSILE:FROM:TO:SHAPE with coordinates.

    Raises
    ------
    AbsentError
        If the scenario has no threat.
    """
    scenario = case.scenario
    if not scenario.threats:
        raise AbsentError("the scenario has no threat")
    threat, site = scenario.threats[0], scenario.place("site", scenario.battery().site)
    start = scenario.place("launch-area", threat.launch_areas[0])
    places = [f"{one.latitude_deg:.4f},{one.longitude_deg:.4f}" for one in (start, site)]
    return ":".join([threat.missile, *places, threat.shapes[0]])


def raid_plan(
    case: Case, raid: int, flight: str, spacing_s: float, *, outcomes: int | None = None
) -> PlanStudy:
    """Plan the fire of the batteries, where they stand, at a raid of equal flights.

    Parameters
    ----------
    case : Case
    raid : int
        Missiles. [1]
    flight : str
        What each of them flies, MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    spacing_s : float
        Time between two launches. [s]
    outcomes : int, optional
        Outcomes drawn of the raid; those of the case by default. [1]

    Returns
    -------
    PlanStudy
        The plan.

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no missile, place or shape of
        such a name: which it knows is not known when a claim is read.
    """
    try:
        first = read_arrival(case.scenario, flight)
    except InputError as error:
        raise AbsentError(f"{flight}: {error}") from None
    arrivals = [replace(first, launch_s=spacing_s * number) for number in range(raid)]
    drawn = case.outcomes if outcomes is None else outcomes
    try:
        return case.once(
            f"raid of {raid}, {flight}, {spacing_s:g} s apart, {drawn} outcomes",
            lambda: plan_fire(case.scenario, arrivals, outcomes=drawn),
        )
    except OutOfReachError as error:
        raise AbsentError(f"{flight}: {error}") from None


def need(case: Case) -> xr.Dataset:
    """Detection ranges that the defence needs, at the battery's own site, on a coarse grid.

    Parameters
    ----------
    case : Case

    Returns
    -------
    xarray.Dataset
        See :func:`bongsu.studies.radar.need.radar_need`.

    Raises
    ------
    AbsentError
        If nobody is defended, or the people of the region are not counted.
    """
    found = case.once("radar need", lambda: _need_or_why_not(case))
    if isinstance(found, AbsentError):
        raise found
    return found


def has_need(case: Case) -> bool:
    """Say whether there is a range that the defence needs.

    Parameters
    ----------
    case : Case

    Returns
    -------
    bool
        False where nobody is defended, or the people of the region are not counted.
    """
    try:
        need(case)
    except AbsentError:
        return False
    return True


def _need_or_why_not(case: Case) -> xr.Dataset | AbsentError:
    """Kept like the study, so that what cannot be answered is not asked again."""
    region = case.scenario.region
    own_km, side_km = region.grid_spacing / 1e3, sqrt(area_km2(country(region.country)))
    spacing_km = max(own_km, min(COARSER * own_km, COARSEST_KM, side_km / FEWEST_ACROSS))
    coarse = case.scenario.at_spacing(spacing_km)
    try:
        return radar_need(coarse, keep=KEPT, flown=case.flown)
    except InputError as error:
        return AbsentError(str(error))


def range_surplus(case: Case, *, mode: str, object_key: str = "") -> Found:
    """Measure how far the radar sees beyond what the defence needs, object by object.

    Parameters
    ----------
    case : Case
    mode : str
        Mode of the radar.
    object_key : str
        Only against this object; against each that the radar sees of the threats by default.

    Returns
    -------
    Found
        Range of detection less the range needed against the object. [km]
    """
    return _own_and_needed(case, mode, object_key, np.subtract)


def range_ratio(case: Case, *, mode: str, object_key: str = "") -> Found:
    """Measure how many times farther the radar sees than the defence needs, object by object.

    Parameters
    ----------
    case : Case
    mode : str
        Mode of the radar.
    object_key : str
        Only against this object; against each that the radar sees of the threats by default.

    Returns
    -------
    Found
        Range of detection over the range needed against the object. [1]
    """
    return _own_and_needed(case, mode, object_key, np.divide)


def _own_and_needed(case: Case, mode: str, object_key: str, compared: np.ufunc) -> Found:
    """Compare ranges of the radar with the ranges needed against the same objects, in km."""
    found = need(case)
    if object_key:
        found = found.isel(object=[str(key) == object_key for key in found["object"].values])
        if not found.sizes["object"]:
            raise AbsentError(f"the radar sees no {object_key} of the scenario's threats")
    setting = case.in_mode(mode)
    keys = [str(key) for key in found["object"].values]
    own = np.array([detection_range(setting, key) / 1e3 for key in keys])
    needed = found["needed_km"].values
    titles = [str(title) for title in found["object_title"].values]
    remarks = [
        said(
            "detected at {seen:,.0f} km on boresight, the defence needs {least:,.0f} km",
            seen=seen,
            least=least,
        )
        for seen, least in zip(own, needed, strict=True)
    ]
    site = str(found.attrs["site_title"])
    return Found(
        values=compared(own, needed),
        labels=[f"{site}, {title}" for title in titles],
        remarks=remarks,
        where=[
            Where(site=case.own_site, mode=mode, object_key=key, flight="all flights that show it")
            for key in keys
        ],
    )


def _needed_against(found: xr.Dataset, object_key: str) -> float:
    """Range needed against an object or, where no threat shows it, against any. [km]."""
    needed = found["needed_km"]
    if object_key in found["object"].values:
        own = float(needed.sel(object=object_key))
        if not np.isnan(own):
            return own
    return float(needed.max())


def foreign_area_beyond_need(
    case: Case,
    *,
    countries: list[str],
    altitude: str,
    object_key: str,
    mode: str,
    boresight: str = LEAST,
) -> Found:
    """Measure the territory in view that the range needed against an object would not show.

    Parameters
    ----------
    case : Case
    countries : list of str
        Whose territory, ISO codes.
    altitude : str
        Height of the object, with its unit.
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.
    boresight : {'least', 'greatest'}
        Which of the boresights that hold every launch area.

    Returns
    -------
    Found
        Difference. [km²]
    """
    found = need(case)
    scenario = case.in_mode(mode)
    needed_km = _needed_against(found, object_key)
    altitude_km = parse_quantity(altitude, "m") / 1e3

    heights = tuple(sorted({*ALTITUDES_KM, altitude_km}))

    def views() -> tuple[xr.Dataset, xr.Dataset]:
        """What is in view with the own range, and with the needed one."""
        own, needed = (
            radar_views([setting], objects=(object_key,), altitudes_km=heights, modes=(mode,))
            for setting in (scenario, scenario.with_radar_limit(needed_km))
        )
        return own, needed

    name = f"view beyond need, {mode}, {object_key}, {heights} km"
    both = case.once(name, views)
    own, needed = (
        labelled(view["area_km2"], country=countries, altitude_km=altitude_km)
        .sum("country")
        .squeeze(drop=True)
        for view in both
    )
    facing = both[0]["boresight_deg"].values[0]
    beyond = (own - needed).values
    index = int(np.argmax(beyond) if boresight == GREATEST else np.argmin(beyond))
    remark = said(
        "facing {azimuth:.0f}°: {own:,.0f} km² in view, {needed:,.0f} km² with the range needed, "
        "{range:,.0f} km",
        azimuth=float(facing[index]),
        own=float(own[index]),
        needed=float(needed[index]),
        range=needed_km,
    )
    return Found(
        values=np.array([float(beyond[index])]),
        labels=(str(found.attrs["site_title"]),),
        remarks=(remark,),
        where=(
            Where(
                site=case.own_site,
                mode=mode,
                altitude_km=altitude_km,
                object_key=object_key,
                boresight_deg=float(facing[index]),
            ),
        ),
    )
