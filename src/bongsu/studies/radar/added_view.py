"""What a radar adds to the view that radars elsewhere have of other flights."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr

from bongsu.catalog.names import own_title
from bongsu.engagement.batteries import separate_radar
from bongsu.engagement.factory import seen_in_flight
from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.design import RadarTuple
from bongsu.physics.radar.sampled_flight import CrossSectionTuple, SampledFlight
from bongsu.physics.radar.signals import cross_sections_along, signals_along
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.radar.view.station import RadarView, radar_view


def added_view(
    scenarios: Sequence[Scenario], arcs: Sequence[SampledFlight], *, objects: Sequence[str]
) -> xr.Dataset:
    """Time in view of other arcs, and what a new radar adds to those elsewhere.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one; the radar of the first battery of each is the new one, set up in some way.
        Their separate radars, the same in all of them, are those already there.
    arcs : sequence of SampledFlight
        From :func:`other_arcs`.
    objects : sequence of str
        Cross-sections of the catalogue.

    Returns
    -------
    xarray.Dataset
        ``existing_s`` over ``object`` and ``arc``: in view of any radar already there;
        ``new_s``, ``added_s`` over ``radar`` (one for each scenario), ``object``,
        ``arc``: in view of the new one, and of the new one only.

    Raises
    ------
    InputError
        If there is nothing to compute, or the scenarios differ in the radars already there.
    """
    if not (scenarios and arcs and objects):
        raise InputError("an added view needs a scenario, an arc and an object")
    first = scenarios[0]
    if any(one.radars != first.radars for one in scenarios):
        raise InputError("the radars already there must be the same in all scenarios")
    found = view_added(first, [radar_view(one) for one in scenarios], arcs, objects=objects)
    found.attrs |= provenance(*scenarios).attributes()
    return found


def view_added(
    scenario: Scenario,
    views: Sequence[RadarView],
    arcs: Sequence[SampledFlight],
    *,
    objects: Sequence[str],
) -> xr.Dataset:
    """Time in view of other arcs as of :func:`added_view`, of set-ups of one radar.

    Parameters
    ----------
    scenario : Scenario
        Whose separate radars are already there.
    views : sequence of RadarView
        The new radar, set up in some ways; at least one.
    arcs : sequence of SampledFlight
        At least one.
    objects : sequence of str
        Cross-sections of the catalogue; at least one.

    Returns
    -------
    xarray.Dataset
        See :func:`added_view`; without its provenance.
    """
    before, new, added = _seconds(
        [separate_radar(scenario, radar) for radar in scenario.radars],
        [view.radar() for view in views],
        arcs,
        {name: seen_in_flight(scenario, name) for name in objects},
    )
    outer = ("radar", "object", "arc")
    seconds = {"units": "s"}
    found = xr.Dataset(
        {
            "existing_s": (
                ("object", "arc"),
                before,
                seconds | {"long_name": "time in view of the radars already there"},
            ),
            "new_s": (
                outer,
                new,
                seconds | {"long_name": "time in view of the new radar"},
            ),
            "added_s": (
                outer,
                added,
                seconds | {"long_name": "time in view of the new radar only"},
            ),
        },
        coords={
            "site": (
                "radar",
                [view.station.name for view in views],
                {"long_name": "site of the new radar"},
            ),
            "site_title": (
                "radar",
                [view.station.title for view in views],
                {"long_name": "title of the site"},
            ),
            "mode": ("radar", [view.mode for view in views], {"long_name": "mode of operation"}),
            "boresight_deg": (
                "radar",
                [view.boresight_deg for view in views],
                {"long_name": "direction the new radar faces", "units": "degree"},
            ),
            "object": ("object", list(objects), {"long_name": "what is looked at"}),
            "object_title": (
                "object",
                [scenario.catalog.cross_section(name).title for name in objects],
                {"long_name": "title of the object"},
            ),
            "arc": ("arc", [arc.name for arc in arcs], {"long_name": "flight"}),
            "arc_title": ("arc", [arc.title for arc in arcs], {"long_name": "title of the arc"}),
            "group": ("arc", [arc.group for arc in arcs], {"long_name": "group of flights"}),
        },
        attrs={
            "title": "Other flights in view",
            "history": "bongsu.studies.radar.added_view.added_view",
            "existing": ", ".join(radar.name for radar in scenario.radars),
            "existing_titles": ", ".join(own_title(radar.name) for radar in scenario.radars),
        },
    )
    return conventional(found, "Other flights in view")


def _seconds(
    existing: Sequence[RadarTuple],
    new: Sequence[RadarTuple],
    arcs: Sequence[SampledFlight],
    cross_sections: Mapping[str, CrossSectionTuple],
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Time in view: of any existing radar, of each new one, and of that one only."""
    samples = np.concatenate([arc.samples.array for arc in arcs])
    starts = np.cumsum([0, *(len(arc.samples) for arc in arcs[:-1])])
    steps = np.array([arc.samples.step_s for arc in arcs])
    visible = [np.concatenate([arc.visible_as(name) for arc in arcs]) for name in cross_sections]
    # what an object shows depends on where a radar stands, not on how it is set up
    shows: dict[Vector, list[FloatArray]] = {}
    for radar in (*existing, *new):
        if radar.site not in shows:
            shows[radar.site] = [
                cross_sections_along(radar, samples, one) for one in cross_sections.values()
            ]

    def seen(radar: RadarTuple) -> BoolArray:
        """Whether one dwell is enough: object and sample."""
        ratios = signals_along(radar, samples)
        return np.array(
            [
                (areas_m2 * ratios >= radar.required_snr) & shown
                for areas_m2, shown in zip(shows[radar.site], visible, strict=True)
            ]
        )

    def by_arc(mask: BoolArray) -> FloatArray:
        """Seconds of each arc."""
        return np.asarray(steps * np.add.reduceat(mask, starts, axis=-1, dtype=float))

    before = np.zeros((len(cross_sections), len(samples)), bool)
    for radar in existing:
        before |= seen(radar)
    now = [seen(radar) for radar in new]
    return (
        by_arc(before),
        np.array([by_arc(mask) for mask in now]),
        np.array([by_arc(mask & ~before) for mask in now]),
    )
