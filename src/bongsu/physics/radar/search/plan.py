"""How a radar searches, confirms and shares its time between both and its tracks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from bongsu.errors import InputError
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.search.confirmation import Confirmation
from bongsu.physics.radar.search.fence import Fence
from bongsu.physics.radar.search.time_budget import TimeBudget, TrackGroup
from bongsu.words import Favour
from bongsu.words.said import Share

if TYPE_CHECKING:
    from bongsu.physics.radar.detection import Swerling


@dataclass(frozen=True, kw_only=True)
class SearchPlan:
    """How a radar searches, confirms and shares its time.

    Parameters
    ----------
    fence : Fence
        What is searched.
    confirmation : Confirmation
        What makes a track firm.
    false_alarm : float
        Probability of false alarm of one look. [1]
    swerling : {0, 1, 3}
        How the cross-section fluctuates from look to look.
    overhead_share : float
        Share of the time that neither search nor track gets. [1]
    track_dwell_s, track_interval_s : float
        Length of a look at a tracked object, and the time between two as wished. [s]
    held : tuple of TrackGroup, optional
        Objects tracked at rates of their own.

    Raises
    ------
    InputError
        If the probability of false alarm is not inside (0, 1).
    """

    fence: Fence
    confirmation: Confirmation
    false_alarm: float
    swerling: Swerling
    overhead_share: float
    track_dwell_s: float
    track_interval_s: float
    held: tuple[TrackGroup, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 < self.false_alarm < 1.0:
            raise InputError("the probability of false alarm must lie inside (0, 1)")

    def budget(self, design: RadarDesign) -> TimeBudget:
        """Divide the radar's time.

        Parameters
        ----------
        design : RadarDesign

        Returns
        -------
        TimeBudget
            Between the fence, tracks and the rest.

        Raises
        ------
        InputError
            If the fence alone, or tracks with rates of their own, take more than the time there is.
        """
        share = self.fence.time_share(design)
        if share > 1.0 - self.overhead_share:
            raise InputError(
                f"a fence of {self.fence.beams(design)} beams of {1e3 * self.fence.dwell_s:g} ms "
                f"each cannot be searched in {self.fence.frame_s:g} s: it takes {Share(share)} of "
                f"the radar's time, and {Share(1.0 - self.overhead_share)} are there"
            )
        held = sum(group.time_share for group in self.held)
        if held > 1.0 - self.overhead_share:
            raise InputError(
                f"tracks with rates of their own take {Share(held)} of the radar's time, and "
                f"{Share(1.0 - self.overhead_share)} are there"
            )
        return TimeBudget(
            search_share=share,
            overhead_share=self.overhead_share,
            track_dwell_s=self.track_dwell_s,
            track_interval_s=self.track_interval_s,
            held_share=held,
        )

    def loaded(self, design: RadarDesign, tracks: int, favour: Favour) -> SearchPlan:
        """The plan as it works out when the radar holds tracks.

        Parameters
        ----------
        design : RadarDesign
        tracks : int
            Objects in track, not negative. [1]
        favour : {"search", "track"}
            What keeps its pace when there is not time for both.

        Returns
        -------
        SearchPlan
            With rarer looks at tracks, or with a longer frame, and with rarer looks at an object
            that is confirmed where they would take more than is left. Tracks with rates of their
            own keep them.

        Raises
        ------
        InputError
            If the number is negative, the fence cannot be searched even without tracks, or nothing
            is left for what is not favoured.
        """
        if tracks < 0:
            raise InputError(f"the number of tracks must not be negative, not {tracks}")
        budget = self.budget(design)
        if favour == "search":
            interval = budget.interval_with(tracks)
            if interval == inf:
                raise InputError(
                    "search and the tracks with rates of their own leave no time for others"
                )
            return replace(
                self,
                track_interval_s=interval,
                confirmation=self._confirming(budget, tracks, search_keeps_pace=True),
            )
        left = budget.search_share_with(tracks)
        if left == 0.0:
            raise InputError(f"with {tracks} objects in track no time is left for search")
        stretched = self.fence.frame_s * budget.search_share / left
        return replace(
            self,
            fence=replace(self.fence, frame_s=stretched),
            confirmation=self._confirming(budget, tracks, search_keeps_pace=False),
        )

    def _confirming(
        self, budget: TimeBudget, tracks: int, *, search_keeps_pace: bool
    ) -> Confirmation:
        rule = self.confirmation
        stretch = budget.stretch_while_confirming(
            rule.time_share, tracks, search_keeps_pace=search_keeps_pace
        )
        if stretch == inf:
            raise InputError(
                "search and the tracks with rates of their own leave no time to confirm a detection"
            )
        return replace(rule, interval_s=stretch * rule.interval_s)
