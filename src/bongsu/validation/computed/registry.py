"""The computations that rows of published figures name."""

from collections.abc import Callable, Mapping
from typing import Final

from bongsu.validation.computed import (
    check_cases,
    coverage,
    engagements,
    flights,
    programs,
    radar,
)

COMPUTATIONS: Final[Mapping[str, Callable[..., float | str]]] = {
    "altitude-at-commitment": engagements.altitude_at_commitment_km,
    "altitude-at-latest-launch": engagements.altitude_at_latest_launch_km,
    "batteries-needed": coverage.batteries_needed,
    "best-pair-share": coverage.best_pair_share,
    "check-case": check_cases.farthest_outside_m,
    "distance": coverage.distance_km,
    "engagements-before-reload": engagements.engagements_before_reload,
    "farthest-range": flights.farthest_km,
    "farthest-time-beyond-free-flight": flights.farthest_time_beyond_s,
    "fastest-target": engagements.fastest_target_mach,
    "flight": flights.flown_figure,
    "free-flight-time": flights.free_flight_s,
    "greatest-speed": flights.greatest_speed_mach,
    "hours-to-change-mode": radar.hours_to_change_mode,
    "killed": engagements.killed,
    "launch-of-may-2017": radar.launch_of_may_2017,
    "least-energy-apogee": flights.least_energy_apogee_km,
    "lofted-speed": flights.lofted_speed_mach,
    "lofted-time": flights.lofted_time_s,
    "lowest-apogee": flights.lowest_apogee_km,
    "lower-tier": engagements.seoul_by_the_lower_tier_only,
    "mean-share": coverage.mean_share,
    "next-shot": engagements.next_shot,
    "opening-of-sight": radar.opening_km,
    "per-warhead": engagements.per_warhead,
    "program": programs.program_result,
    "radar-range": radar.range_km,
    "scaled-radar-range": radar.scaled_range_km,
    "sector": coverage.in_sector,
    "share-of-sites": coverage.share_of_sites,
    "shots-at-missiles-bound-for-america": engagements.shots_at_missiles_bound_for_america,
    "strategic-diameter": coverage.strategic_diameter_km,
    "time-beyond-free-flight": flights.beyond_free_flight_s,
    "verdict": engagements.verdict,
}
"""Name in the files of rows, and what computes it."""
