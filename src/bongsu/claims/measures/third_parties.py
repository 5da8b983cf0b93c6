"""What the battery can do about missiles that are not aimed at the protected region."""

from collections.abc import Sequence
from dataclasses import replace
from math import degrees
from typing import NamedTuple

import numpy as np
import xarray as xr

from bongsu.catalog.lookup import find_word
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import OBJECTS, AbsentError, Case, Found, check_known
from bongsu.claims.where import Where
from bongsu.engagement.batteries import fire_unit
from bongsu.physics.fire.control import engage_flight
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario.pointing import boresights
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.missiles.other_flights import distance_from_reach
from bongsu.studies.radar.added_view import view_added
from bongsu.studies.radar.view.station import radar_view
from bongsu.words import CROSS_SECTION_MODELS, number_of
from bongsu.words.said import said

#: Boresights tried for the radar when it is free to turn. [deg]
FREE_BORESIGHTS_DEG = tuple(30.0 * step for step in range(12))
FREE, HELD = "free", "held"
"""Whether the radar may face anywhere, or holds every launch area of the scenario's threats."""
HELD_BORESIGHTS = 3
"""Boresights tried across those that hold every launch area: both ends and the middle. [1]"""


def shots(case: Case, *, group: str, targets: list[str] | None = None) -> Found:
    """Count arcs of a group that come within reach, per site.

    An arc that enters the interceptor's reach counts, whatever the radar sees and however late: no
    arc outside the reach can be shot at under any doctrine.

    Parameters
    ----------
    case : Case
    group : str
        ``intercontinental`` or ``theatre``.
    targets : list of str, optional
        Places that these missiles fly to instead of those of the scenario.

    Returns
    -------
    Found
        Arcs within reach. [1]
    """
    arcs = _arcs(case, group, targets)
    gaps = case.once(
        _of_arcs("distances from reach", group, targets),
        lambda: [distance_from_reach(place, arcs) for place in case.places],
    )
    counts, remarks = [], []
    for gap in gaps:
        nearest = int(np.argmin(gap))
        counts.append(float((gap <= 0.0).sum()))
        if not np.isfinite(gap[nearest]):
            remarks.append(
                said(
                    "none of {arcs} passes through the altitude band",
                    arcs=number_of(len(arcs), "arc"),
                )
            )
            continue
        named = {
            "arcs": number_of(len(arcs), "arc"),
            "title": arcs[nearest].title,
            "distance": abs(gap[nearest]) / 1e3,
        }
        remarks.append(
            said(
                "of {arcs}; the nearest, {title}, passes {distance:,.0f} km outside reach", **named
            )
            if gap[nearest] > 0.0
            else said(
                "of {arcs}; the nearest, {title}, enters reach by {distance:,.0f} km", **named
            )
        )
    return _by_site(case, np.array(counts), remarks, _named_arcs(arcs))


def shots_played(case: Case, *, group: str, targets: list[str] | None = None) -> Found:
    """Count arcs of a group at which the battery has a shot, per site.

    The engagement is played: the radar, facing as it does at the site, must see the missile in
    time, and the interceptor must arrive in its altitude band.

    Parameters
    ----------
    case : Case
    group : str
        ``intercontinental`` or ``theatre``.
    targets : list of str, optional
        Places that these missiles fly to instead of those of the scenario.

    Returns
    -------
    Found
        Arcs with a shot. [1]
    """
    arcs = _arcs(case, group, targets)

    def played() -> list[list[str]]:
        """Titles of the arcs with a shot, for each site."""
        kernels = [fire_unit(place).kernel for place in case.places]
        return [
            [arc.title for arc in arcs if engage_flight(kernel, arc).feasible] for kernel in kernels
        ]

    counts, remarks = [], []
    with_a_shot = case.once(_of_arcs("arcs with a shot", group, targets), played)
    for place, hit in zip(case.places, with_a_shot, strict=True):
        counts.append(float(len(hit)))
        remarks.append(
            said(
                "facing {azimuth:.0f}°, of {arcs}: {titles}",
                azimuth=place.boresight_deg(),
                arcs=number_of(len(arcs), "arc"),
                titles="; ".join(hit) or "none",
            )
        )
    found = _by_site(case, np.array(counts), remarks, _named_arcs(arcs))
    return Found(
        values=found.values,
        labels=found.labels,
        remarks=found.remarks,
        where=[
            Where(
                site=one.site, flight=one.flight, mode=one.mode, boresight_deg=place.boresight_deg()
            )
            for one, place in zip(found.where, case.places, strict=True)
        ],
    )


def _of_arcs(name: str, group: str, targets: Sequence[str] | None) -> str:
    """Name what is found once for some arcs, however many readings ask for it."""
    return f"{name}, {group}, {'own targets' if targets is None else ', '.join(targets)}"


def _by_site(
    case: Case, values: FloatArray, remarks: Sequence[str], flight: str, mode: str | None = None
) -> Found:
    return Found(
        values=values,
        labels=case.site_titles,
        remarks=remarks,
        where=[
            Where(site=site, flight=flight, mode=mode or case.scenario.battery().radar.mode)
            for site in case.sites
        ],
    )


def _named_arcs(arcs: Sequence[SampledFlight]) -> str:
    return said("any of {arcs}", arcs=number_of(len(arcs), "arc"))


def added_track_time(
    case: Case, *, object_key: str, mode: str, boresight: str = FREE, cross_sections: str = ""
) -> Found:
    """Measure the time in view of intercontinental arcs that existing radars do not have.

    Parameters
    ----------
    case : Case
    object_key : str
        Cross-section of the catalogue; ``boosting-missile`` shows until burnout, others after it.
    mode : str
        Mode of the new radar.
    boresight : {'free', 'held'}
        Whether it may face anywhere, or holds every launch area of the scenario's threats.
    cross_sections : {'constant', 'by-aspect'}
        Model of what a radar sees of an object; the scenario's own by default.

    Returns
    -------
    Found
        Greatest time over arcs and boresights. [s]
    """
    seconds = _added_seconds(case, object_key, mode, boresight, cross_sections)
    number = len(seconds.titles)
    values, remarks, where = [], [], []
    for site, boresight_deg, table in zip(
        case.sites, seconds.boresight_deg, seconds.added_s, strict=True
    ):
        if np.isnan(table).all():
            values.append(np.nan)
            remarks.append("no boresight holds every launch area")
            where.append(Where(site=site, mode=mode, object_key=object_key))
            continue
        way, arc = np.unravel_index(int(np.nanargmax(table)), table.shape)
        title, azimuth = seconds.titles[arc], float(boresight_deg[way])
        values.append(float(table[way, arc]))
        arcs = number_of(number, "arc")
        if table[way, arc] <= 0.0:
            remarks.append(said("on none of {arcs}", arcs=arcs))
            any_arc = said("any of {arcs}", arcs=arcs)
            where.append(Where(site=site, flight=any_arc, mode=mode, object_key=object_key))
            continue
        remarks.append(
            said(
                "on {title}, facing {azimuth:.0f}°, of {arcs}",
                title=title,
                azimuth=azimuth,
                arcs=arcs,
            )
        )
        where.append(
            Where(
                site=site,
                flight=title,
                mode=mode,
                object_key=object_key,
                boresight_deg=azimuth,
            )
        )
    return Found(values=np.array(values), labels=case.site_titles, remarks=remarks, where=where)


def added_track_share(
    case: Case,
    *,
    object_key: str,
    mode: str,
    longer_than: str,
    boresight: str = FREE,
    cross_sections: str = "",
) -> Found:
    """Measure on how many intercontinental arcs a new radar adds more than some time in view.

    Parameters
    ----------
    case : Case
    object_key : str
        Cross-section of the catalogue; ``boosting-missile`` shows until burnout, others after it.
    mode : str
        Mode of the new radar.
    longer_than : str
        Time that must be exceeded, with its unit.
    boresight : {'free', 'held'}
        Whether it may face anywhere, or holds every launch area of the scenario's threats.
    cross_sections : {'constant', 'by-aspect'}
        Model of what a radar sees of an object; the scenario's own by default.

    Returns
    -------
    Found
        Share of the arcs at the boresight where it is greatest. [1]
    """
    seconds = _added_seconds(case, object_key, mode, boresight, cross_sections)
    least_s = parse_quantity(longer_than, "s")
    number = len(seconds.titles)
    values, remarks, where = [], [], []
    for site, boresight_deg, table in zip(
        case.sites, seconds.boresight_deg, seconds.added_s, strict=True
    ):
        if np.isnan(table).all():
            values.append(np.nan)
            remarks.append("no boresight holds every launch area")
            where.append(Where(site=site, mode=mode, object_key=object_key))
            continue
        counts = (table > least_s).sum(axis=1)
        way = int(np.argmax(counts))
        azimuth = float(boresight_deg[way])
        values.append(float(counts[way]) / number)
        remarks.append(
            said(
                "{count} of {arcs}, facing {azimuth:.0f}°",
                count=int(counts[way]),
                arcs=number_of(number, "arc"),
                azimuth=azimuth,
            )
        )
        where.append(
            Where(
                site=site,
                flight=said("all of {arcs}", arcs=number_of(number, "arc")),
                mode=mode,
                object_key=object_key,
                boresight_deg=azimuth,
            )
        )
    return Found(values=np.array(values), labels=case.site_titles, remarks=remarks, where=where)


class _Ways(NamedTuple):
    """Time that a radar adds, over all ways in which it may face.

    Attributes
    ----------
    added_s : numpy.ndarray of float64
        Over site, way and arc; before these are chosen, also over mode and object. [s]
    boresight_deg : numpy.ndarray of float64
        Over site and way. [deg]
    titles : tuple of str
        Of the arcs.
    """

    added_s: FloatArray
    boresight_deg: FloatArray
    titles: tuple[str, ...]


def _added_seconds(
    case: Case, object_key: str, mode: str, boresight: str, cross_sections: str
) -> _Ways:
    """Seconds on intercontinental arcs that show an object, in a mode."""
    _arcs(case, "intercontinental", None)
    check_known("object", object_key, OBJECTS)
    check_known("mode", mode, case.modes)
    every = case.once(
        f"{_study('added track, every way', case, cross_sections)}, {boresight}",
        lambda: _every_way(case, boresight, cross_sections),
    )
    chosen = every.added_s[:, case.modes.index(mode), :, OBJECTS.index(object_key)]
    return every._replace(added_s=chosen)


def _every_way(case: Case, boresight: str, cross_sections: str) -> _Ways:
    """Seconds on intercontinental arcs, over site, mode, way to face, object and arc."""
    studies = [_added_held(case, cross_sections)]
    boresight_deg = studies[0]["boresight_deg"].values
    if boresight == FREE:
        # whoever may face anywhere may also face as if held
        studies.insert(0, added(case, cross_sections))
        free_deg = np.tile(FREE_BORESIGHTS_DEG, (len(boresight_deg), 1))
        boresight_deg = np.concatenate([free_deg, boresight_deg], axis=1)
    far = studies[0]["group"].values == "intercontinental"
    return _Ways(
        np.concatenate([one["added_s"].values for one in studies], axis=2)[..., far],
        boresight_deg,
        tuple(map(str, studies[0]["arc_title"].values[far])),
    )


def added(case: Case, cross_sections: str = "") -> xr.Dataset:
    """Time in view of all other arcs in a case, with the radar free to turn.

    Parameters
    ----------
    case : Case
    cross_sections : str
        Model of what a radar sees of an object; the scenario's own by default.

    Returns
    -------
    xarray.Dataset
        As of :func:`bongsu.studies.radar.added_view.view_added`, with ``site``, ``mode`` and
        ``boresight_deg`` (boresights tried) in place of ``radar``.
    """
    ways = np.tile(FREE_BORESIGHTS_DEG, (len(case.places), 1))
    return case.once(
        _study("added track", case, cross_sections),
        lambda: _added(case, cross_sections, ways, "boresight_deg"),
    )


def _added_held(case: Case, cross_sections: str) -> xr.Dataset:
    """The same with the radar on boresights that hold every launch area, by ``direction``."""
    return case.once(
        _study("added track held", case, cross_sections),
        lambda: _added(case, cross_sections, _held_ways_deg(case), "direction"),
    )


def _held_ways_deg(case: Case) -> FloatArray:
    """Boresights that hold every launch area, for each site; none where no such one is."""
    held = [boresights(place) for place in case.places]
    return np.array(
        [
            [degrees(azimuth) for azimuth in one.spread(HELD_BORESIGHTS)]
            if one is not None and one.first != one.last
            else [np.nan if one is None else degrees(one.middle)] * HELD_BORESIGHTS
            for one in held
        ]
    )


def _study(name: str, case: Case, cross_sections: str) -> str:
    """Name a study; the scenario's own model is the same whether a reading names it or not."""
    own = case.scenario.numerics.cross_section_model
    return name if cross_sections in ("", own) else f"{name} {cross_sections}"


def _added(case: Case, cross_sections: str, ways_deg: FloatArray, way: str) -> xr.Dataset:
    """Time in view for each site, mode and boresight; none at a site without a boresight."""
    places = [
        place.with_cross_sections(find_word(cross_sections, CROSS_SECTION_MODELS, "model"))
        if cross_sections
        else place
        for place in case.places
    ]
    found = view_added(
        places[0],
        [
            replace(view, boresight_deg=float(azimuth))
            for place, azimuths in zip(places, np.nan_to_num(ways_deg), strict=True)
            for view in (radar_view(place.in_mode(mode)) for mode in case.modes)
            for azimuth in azimuths
        ],
        case.other_arcs(),
        objects=OBJECTS,
    )
    dimensions = ("site", "mode", way)
    sizes = (len(places), len(case.modes), ways_deg.shape[1])
    nowhere = np.isnan(ways_deg)[:, None, :, None, None]
    by_way = {
        name: (
            (*dimensions, "object", "arc"),
            np.where(nowhere, np.nan, found[name].values.reshape(*sizes, *found[name].shape[1:])),
            found[name].attrs,
        )
        for name in ("new_s", "added_s")
    }
    words = {name: found[name].attrs for name in ("site", "site_title", "mode", "boresight_deg")}
    facing = (
        ("boresight_deg", ways_deg[0], words["boresight_deg"])
        if way == "boresight_deg"
        else (("site", way), ways_deg, words["boresight_deg"])
    )
    made = xr.Dataset(
        {"existing_s": found["existing_s"].variable, **by_way},
        {
            "site": ("site", list(case.sites), words["site"]),
            "site_title": ("site", list(case.site_titles), words["site_title"]),
            "mode": ("mode", list(case.modes), words["mode"]),
            "boresight_deg": facing,
            **{name: found[name].variable for name in KEPT_COORDINATES},
        },
        found.attrs | provenance(places[0]).attributes(),
    )
    return conventional(made, str(found.attrs["title"]))


KEPT_COORDINATES = ("object", "object_title", "arc", "arc_title", "group")
"""What the views of single set-ups and the whole have in common."""


def _arcs(case: Case, group: str, targets: Sequence[str] | None) -> list[SampledFlight]:
    """Arcs of a group, to its own targets or to others."""
    arcs = case.other_arcs(group, targets)
    if not arcs:
        raise AbsentError(f"the scenario has no other flights of the group {group}")
    return arcs
