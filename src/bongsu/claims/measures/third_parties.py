"""What the battery can do about missiles that are not aimed at the protected region."""

import numpy as np
import xarray as xr

from bongsu.claims.case import OBJECTS, AbsentError, Case, Found, labelled
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.missiles.other_flights import distance_from_reach
from bongsu.studies.radar.added_view import added_view
from bongsu.words import MODES, number_of

#: Boresights tried for the radar when it is free to turn. [deg]
FREE_BORESIGHTS_DEG = tuple(30.0 * step for step in range(12))


def shots(case: Case, *, group: str) -> Found:
    """Count arcs of a group that come within reach, per site.

    An arc that enters the interceptor's reach counts, whatever the radar sees and however late: no
    arc outside the reach can be shot at under any doctrine.

    Parameters
    ----------
    case : Case
    group : str
        ``intercontinental`` or ``theatre``.

    Returns
    -------
    Found
        Arcs within reach. [1]
    """
    arcs = _group(case, group)
    counts, remarks = [], []
    for place in case.places:
        gap = distance_from_reach(place, arcs)
        nearest = int(np.argmin(gap))
        counts.append(float((gap <= 0.0).sum()))
        if np.isfinite(gap[nearest]):
            remarks.append(
                f"of {number_of(len(arcs), 'arc')}; the nearest, {arcs[nearest].title}, "
                f"{'passes' if gap[nearest] > 0 else 'enters reach by'} "
                f"{abs(gap[nearest]) / 1e3:,.0f} km{' outside reach' if gap[nearest] > 0 else ''}"
            )
        else:
            remarks.append(
                f"none of {number_of(len(arcs), 'arc')} passes through the altitude band"
            )
    return Found(values=np.array(counts), labels=case.site_titles, remarks=remarks)


def added_track_time(case: Case, *, object_key: str, mode: str) -> Found:
    """Measure the time in view of intercontinental arcs that existing radars do not have.

    Parameters
    ----------
    case : Case
    object_key : str
        Cross-section of the catalogue; ``boosting-missile`` shows until burnout, others after it.
    mode : str
        Mode of the new radar, free to turn.

    Returns
    -------
    Found
        Greatest time over arcs and boresights. [s]
    """
    arcs = _group(case, "intercontinental")
    seconds = labelled(added(case)["added_s"], object=object_key, mode=mode)
    seconds = seconds.isel(arc=seconds["group"].values == "intercontinental")
    flat = seconds.stack(way=("boresight_deg", "arc"))
    best = flat.argmax("way")
    remarks = []
    for site, position in zip(case.sites, best.values, strict=True):
        chosen = flat.isel(way=int(position))
        remarks.append(
            f"on {chosen['arc_title'].item()}, facing {chosen['boresight_deg'].item():.0f}°, of "
            f"{number_of(len(arcs), 'arc')}"
            if float(chosen.sel(site=site)) > 0.0
            else f"on none of {number_of(len(arcs), 'arc')}"
        )
    return Found(values=flat.max("way").values, labels=case.site_titles, remarks=remarks)


def added(case: Case) -> xr.Dataset:
    """Time in view of all other arcs in a case.

    Parameters
    ----------
    case : Case

    Returns
    -------
    xarray.Dataset
        As of :func:`bongsu.studies.radar.added_view.added_view`, with ``site``, ``mode`` and
        ``boresight_deg`` (boresights tried) in place of ``radar``.
    """
    return case.once("added track", lambda: _added(case))


def _added(case: Case) -> xr.Dataset:
    found = added_view(
        [
            working.facing(azimuth)
            for place in case.places
            for working in map(place.in_mode, MODES)
            for azimuth in FREE_BORESIGHTS_DEG
        ],
        case.other_arcs,
        objects=OBJECTS,
    )
    ways = ("site", "mode", "boresight_deg")
    sizes = (len(case.places), len(MODES), len(FREE_BORESIGHTS_DEG))
    by_way = {
        name: (
            (*ways, "object", "arc"),
            found[name].values.reshape(*sizes, *found[name].shape[1:]),
            found[name].attrs,
        )
        for name in ("new_s", "added_s")
    }
    words = {name: found[name].attrs for name in ("site", "site_title", "mode", "boresight_deg")}
    made = xr.Dataset(
        {"existing_s": found["existing_s"].variable, **by_way},
        {
            "site": ("site", list(case.sites), words["site"]),
            "site_title": ("site", list(case.site_titles), words["site_title"]),
            "mode": ("mode", list(MODES), words["mode"]),
            "boresight_deg": ("boresight_deg", list(FREE_BORESIGHTS_DEG), words["boresight_deg"]),
            **{name: found[name].variable for name in KEPT_COORDINATES},
        },
        found.attrs | provenance(case.scenario).attributes(),
    )
    return conventional(made, str(found.attrs["title"]))


KEPT_COORDINATES = ("object", "object_title", "arc", "arc_title", "group")
"""What the views of single set-ups and the whole have in common."""


def _group(case: Case, group: str) -> list[SampledFlight]:
    arcs = [arc for arc in case.other_arcs if arc.group == group]
    if not arcs:
        raise AbsentError(f"the scenario has no other flights of the group {group}")
    return arcs
