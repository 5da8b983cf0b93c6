"""How a radar's time is shared between search and tracks, and when it is used up."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import xarray as xr

from bongsu.engagement.searching import battery_search
from bongsu.errors import InputError
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.search.plan import SearchPlan
from bongsu.physics.radar.search.time_budget import TimeBudget
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label


@dataclass(frozen=True, kw_only=True)
class RadarLoad:
    """A radar's time as its scenario sets it up, before any track is held.

    Attributes
    ----------
    mode : str
        Mode of operation.
    design : RadarDesign
    plan : SearchPlan
        How it searches.
    budget : TimeBudget
        What the fence takes and what is left.
    """

    mode: str
    design: RadarDesign
    plan: SearchPlan
    budget: TimeBudget

    @property
    def beams(self) -> int:
        """Beams of the fence [1]."""
        return self.plan.fence.beams(self.design)

    @property
    def most_tracks(self) -> int:
        """Tracks that take all of the time, with none left for search [1]."""
        all_time = TimeBudget(
            search_share=0.0,
            overhead_share=self.budget.overhead_share,
            track_dwell_s=self.budget.track_dwell_s,
            track_interval_s=self.budget.track_interval_s,
            held_share=self.budget.held_share,
        )
        return all_time.capacity

    def search_range_m(self, cross_section_m2: float) -> float:
        """Range on boresight at which one visit of the fence reaches the ratio needed.

        Parameters
        ----------
        cross_section_m2 : float
            Mean radar cross-section, positive. [m²]

        Returns
        -------
        float
            Slant range; that of the full dwell times the fourth root of the share of its time. [m]
        """
        share = self.plan.fence.dwell_s / self.design.dwell_s
        return float(self.design.range_on_boresight(cross_section_m2) * share**0.25)


def radar_load(scenario: Scenario) -> RadarLoad:
    """Share out the time of the radar of a scenario's first battery.

    Parameters
    ----------
    scenario : Scenario
        The setting: the mode; the length of a look at a track and the time between two, which are
        the rows ``track-dwell`` of the radar's mode and ``track-interval`` of the battery.

    Returns
    -------
    RadarLoad
        The shares.

    Raises
    ------
    InputError
        If the fence cannot be searched in its frame time, or a look is not shorter than the time
        between two.
    """
    battery = scenario.battery()
    design, plan = battery_search(scenario, battery, tracks_held=0)
    return RadarLoad(mode=battery.radar.mode, design=design, plan=plan, budget=plan.budget(design))


def radar_budget(scenario: Scenario, load: RadarLoad, tracks: Sequence[int]) -> xr.Dataset:
    """What is left for search and for each track when a radar holds many.

    Parameters
    ----------
    scenario : Scenario
        For the attributes.
    load : RadarLoad
        The radar's time.
    tracks : sequence of int
        Numbers of tracks, not negative. [1]

    Returns
    -------
    xarray.Dataset
        Over ``favour`` (what keeps its pace: search or track) and ``tracks``: ``search_share``,
        ``track_share``, ``idle_share`` of the time; ``track_interval_s``; ``frame_s``, infinite
        where no time is left for search; ``fence_to_firm_s``, the mean time from
        entering the fence to a
        firm track of an object that every look detects; while it is confirmed, the looks at it and
        at the tracks share what search leaves.

    Raises
    ------
    InputError
        If a number is negative or there is none.
    """
    count = np.asarray(tracks, int)
    if count.size == 0 or count.min() < 0:
        raise InputError("numbers of tracks must be given, none of them negative")
    budget, fence, rule = load.budget, load.plan.fence, load.plan.confirmation
    free = 1.0 - budget.overhead_share - budget.held_share
    whole = np.full(count.shape, min(budget.search_share, free))
    left = np.array([budget.search_share_with(int(n)) for n in count])
    stretched = np.array([budget.interval_with(int(n)) for n in count])
    # tracks that would take more than all of the time are looked at less often whatever is favoured
    kept = np.broadcast_to(
        np.maximum(
            budget.track_interval_s, count * budget.track_dwell_s / free if free > 0.0 else inf
        ),
        count.shape,
    )
    # search is favoured, then tracks
    search, interval = np.stack([whole, left]), np.stack([stretched, kept])
    with np.errstate(divide="ignore", invalid="ignore"):
        used = np.where(count > 0, count * budget.track_dwell_s / interval, 0.0)
        frame = np.where(search > 0.0, fence.frame_s * budget.search_share / search, inf)
    used = np.minimum(used, free - search)
    confirm = np.array(
        [
            [
                rule.needed
                * rule.interval_s
                * budget.stretch_while_confirming(rule.time_share, int(n), search_keeps_pace=keeps)
                for n in count
            ]
            for keeps in (True, False)
        ]
    )
    words = {
        "search_share": (search, "share of the time for search", "1"),
        "track_share": (used, "share of the time for tracks", "1"),
        "idle_share": (
            free - search - used,
            "share of the time not used",
            "1",
        ),
        "track_interval_s": (interval, "time between two looks at a track", "s"),
        "frame_s": (frame, "time to search the whole fence", "s"),
        "fence_to_firm_s": (
            0.5 * frame + confirm,
            "from entering the fence to a firm track",
            "s",
        ),
    }
    found = xr.Dataset(
        {
            name: (("favour", "tracks"), values, label(text, unit))
            for name, (values, text, unit) in words.items()
        },
        coords={
            "favour": ("favour", ["search", "track"], {"long_name": "what keeps its pace"}),
            "tracks": ("tracks", count, {"long_name": "objects held in track", "units": "1"}),
        },
        attrs=provenance(scenario).attributes()
        | {
            "title": "The radar's time between search and tracks",
            "mode": load.mode,
            "beams": load.beams,
            "overhead_share": budget.overhead_share,
            "held_share": budget.held_share,
            "capacity": budget.capacity,
            "history": "bongsu.studies.radar.budget.radar_budget",
        },
    )
    return conventional(found, "The radar's time between search and tracks")
