"""Missiles of others, not aimed at the protected region: who sees them, who reaches them."""

from collections.abc import Sequence
from math import nan, radians

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu import __version__
from bongsu.engagement.batteries import fire_unit, separate_radar
from bongsu.engagement.plans import aiming_at
from bongsu.errors import InputError
from bongsu.physics.aim.aiming import aim
from bongsu.physics.fire.kernels.nearest_reach import distance_beyond_reach
from bongsu.physics.flight.single import fly
from bongsu.physics.radar.kernels.sight import fill_row_snr
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.radar.views import station

FloatArray = NDArray[np.float64]


def other_arcs(scenario: Scenario) -> tuple[list[SampledFlight], list[str]]:
    """Fly all arcs of the scenario's other flights.

    Parameters
    ----------
    scenario : Scenario
        The setting.

    Returns
    -------
    list of SampledFlight
        Arcs that exist.
    list of str
        A sentence for each that does not: out of the missile's reach, or no such shape.
    """
    arcs, missing = [], []
    for flights in scenario.other_flights:
        for area in flights.launch_areas:
            start = scenario.place("launch-area", area)
            aiming = aiming_at(scenario, flights.missile, start)
            for target in flights.targets:
                end = scenario.place("target", target)
                for shape in flights.shapes:
                    answer = aim(
                        aiming,
                        radians(end.latitude_deg),
                        radians(end.longitude_deg),
                        shape,
                        apogee_m=flights.apogee,
                    )
                    if answer.status != "ok":
                        missing.append(f"{start.name} to {end.name}: {answer.reason}")
                        continue
                    flight = fly(
                        aiming.missile,
                        aiming.launch,
                        azimuth=answer.azimuth,
                        loft=answer.loft,
                        cutoff=answer.cutoff_s,
                        environment=aiming.environment,
                        sample_step=scenario.numerics.sample_step,
                    )
                    arcs.append(
                        SampledFlight(
                            samples=flight.samples,
                            burnout_time_s=flight.burnout_time_s,
                            powered_cross_section_m2=nan,
                            cross_section_m2=nan,
                            apogee_m=flight.apogee_m,
                            apogee_time_s=flight.apogee_time_s,
                            missile=flights.missile,
                            launch=start.name,
                            target=end.name,
                            shape=shape,
                            group=flights.group,
                        )
                    )
    return arcs, missing


def signals(radar: RadarTuple, samples: FloatArray) -> FloatArray:
    """Signal-to-noise ratio of a square metre at the samples of arcs.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (n, 7)
        Samples of one arc, or of several one after the other. [s, m, m/s]

    Returns
    -------
    ndarray, shape (n,)
        Ratio, 0 outside the field of regard. [1/m²]
    """
    ratios = np.empty(len(samples))
    fill_row_snr(radar, samples, ratios)
    return ratios


def added_view(
    scenario: Scenario,
    arcs: Sequence[SampledFlight],
    *,
    objects: Sequence[str],
    modes: Sequence[str],
    boresights_deg: Sequence[float],
    sites: Sequence[str | Coordinates],
) -> xr.Dataset:
    """Time in view of other arcs, and what a new radar adds to those elsewhere.

    Parameters
    ----------
    scenario : Scenario
        The setting; its separate radars are those already there.
    arcs : sequence of SampledFlight
        From :func:`other_arcs`.
    objects : sequence of str
        Cross-sections of the catalogue.
    modes : sequence of str
        Modes of the new radar.
    boresights_deg : sequence of float
        Boresights of the new radar. [deg]
    sites : sequence
        Where it stands.

    Returns
    -------
    xarray.Dataset
        ``existing_s`` over ``object`` and ``arc``: in view of any radar already there;
        ``new_s``, ``added_s`` over ``site``, ``mode``, ``boresight_deg``, ``object``,
        ``arc``: in view of the new one, and of the new one only.

    Raises
    ------
    InputError
        If there is nothing to compute.
    """
    if not (arcs and objects and modes and boresights_deg and sites):
        raise InputError("an added view needs an arc, an object, a mode, a boresight and a site")
    cross_sections_m2 = {name: scenario.catalog.cross_section(name).area.value for name in objects}
    existing = [separate_radar(scenario, radar) for radar in scenario.radars]
    samples = np.concatenate([arc.samples.array for arc in arcs])
    starts = np.cumsum([0, *(len(arc.samples) for arc in arcs[:-1])])
    steps = np.array([arc.samples.step_s for arc in arcs])
    visible = [np.concatenate([arc.visible_as(name) for arc in arcs]) for name in objects]

    def seen(radar: RadarTuple) -> NDArray[np.bool_]:
        """Whether one dwell is enough: object and sample."""
        ratios = signals(radar, samples)
        return np.array(
            [
                (cross_sections_m2[name] * ratios >= radar.required_snr) & shown
                for name, shown in zip(objects, visible, strict=True)
            ]
        )

    def by_arc(mask: NDArray[np.bool_]) -> FloatArray:
        """Seconds of each arc."""
        return np.asarray(steps * np.add.reduceat(mask, starts, axis=-1, dtype=float))

    before = np.zeros((len(objects), len(samples)), bool)
    for radar in existing:
        before |= seen(radar)
    shape = (len(sites), len(modes), len(boresights_deg), len(objects), len(arcs))
    new, added = np.zeros(shape), np.zeros(shape)
    for s, site in enumerate(sites):
        place = station(scenario, site)
        for m, mode in enumerate(modes):
            for a, boresight_deg in enumerate(boresights_deg):
                now = seen(place.facing(mode, radians(boresight_deg)))
                new[s, m, a] = by_arc(now)
                added[s, m, a] = by_arc(now & ~before)
    outer = ("site", "mode", "boresight_deg", "object", "arc")
    seconds = {"units": "s"}
    return xr.Dataset(
        {
            "existing_s": (
                ("object", "arc"),
                by_arc(before),
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
            "site": [scenario.place("site", site).name for site in sites],
            "mode": list(modes),
            "boresight_deg": (
                "boresight_deg",
                list(boresights_deg),
                {"long_name": "direction the new radar faces", "units": "degree"},
            ),
            "object": list(objects),
            "arc": [arc.name for arc in arcs],
            "group": ("arc", [arc.group for arc in arcs]),
        },
        attrs={
            "title": "Other flights in view",
            "scenario": scenario.name,
            "scenario_hash": scenario.hash(),
            "bongsu_version": __version__,
            "seed": scenario.seed,
            "history": "bongsu.studies.missiles.other_flights.added_view",
            "existing": ", ".join(radar.name for radar in scenario.radars),
        },
    )


def distance_from_reach(
    scenario: Scenario, arcs: Sequence[SampledFlight], site: str | Coordinates
) -> FloatArray:
    """How near each arc comes to the interceptor's reach, whatever the radar sees and when.

    Parameters
    ----------
    scenario : Scenario
        The setting; its first battery is put on the site.
    arcs : sequence of SampledFlight
        From :func:`other_arcs`.
    site : str or Coordinates
        Where the battery stands.

    Returns
    -------
    ndarray, shape (len(arcs),)
        Least ground distance between the arc, while it is inside the altitude band, and the edge
        of the reach at its altitude; negative inside the reach, infinite when the arc is never in
        the band. [m]
    """
    unit = fire_unit(scenario, site=site)
    lowest, highest = unit.interceptor.lowest_altitude_m, unit.interceptor.highest_altitude_m
    band = (float(lowest), float(highest))
    launchers = unit.kernel.launchers
    return np.array(
        [
            distance_beyond_reach(launchers, unit.kernel.reach, arc.samples.array, *band)
            for arc in arcs
        ]
    )
