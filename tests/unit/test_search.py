"""Search fences, the radar's time, and how soon a track is firm."""

from dataclasses import replace
from math import cos, inf, isnan, pi, radians, sin

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.fence_crossing import fence_crossing
from bongsu.physics.radar import RadarDesign
from bongsu.physics.search import Confirmation, Fence, TimeBudget

DESIGN = RadarDesign(
    wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81.0e3, duty=0.2,
    pulse_s=1.0e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
    sector_half_angle=radians(60.0), elevation_floor=radians(3.0), tilt=radians(20.0),
    bandwidth_hz=1.0e8,
)  # fmt: skip
FENCE = Fence(
    bottom=radians(5.0), rows=3, half_width=radians(45.0), spacing=1.0, frame_s=2.0, dwell_s=0.005
)
RULE = Confirmation(needed=3, looks=5, interval_s=0.5)
BUDGET = TimeBudget(search_share=0.5, overhead_share=0.1, track_dwell_s=0.02, track_interval_s=1.0)
SITE = radians(36.0), radians(128.2)


def climb(speed: float = 1500.0, distance: float = 400e3) -> np.ndarray:
    """Straight up, north of the radar, from the ground."""
    point = SITE[0] + distance / 6.36e6, SITE[1]
    start = np.array(geodetic_to_ecef(*point, 0.0))
    up = np.array(east_north_up_axes(*point)[2])
    times = np.arange(0.0, 200.0, 1.0)
    return np.column_stack(
        [times, start + speed * times[:, None] * up, np.tile(speed * up, (times.size, 1))]
    )


def cross(fence: Fence = FENCE, section: float = 1.0, rule: Confirmation = RULE, **flight: float):
    radar = DESIGN.at(
        latitude=SITE[0], longitude=SITE[1], altitude=0.0, boresight_azimuth=0.0,
        refraction="straight",
    )  # fmt: skip
    return fence_crossing(
        radar, DESIGN, fence, rule, climb(**flight),
        cross_section_m2=section, false_alarm=1e-6, swerling=1,
    )  # fmt: skip


def test_beams_of_a_row_on_boresight_elevation() -> None:
    # without tilt the cosines of a low row run over sin(azimuth) alone
    flat = replace(DESIGN, tilt=0.0)
    fence = replace(FENCE, bottom=0.0, rows=1)
    width = 2.0 * sin(fence.half_width) / flat.beam_widths[0]
    assert fence.beams(flat) == pytest.approx(width, abs=2)


def test_beams_follow_rows_width_and_spacing() -> None:
    beams = FENCE.beams(DESIGN)
    assert replace(FENCE, rows=6).beams(DESIGN) == pytest.approx(2 * beams, rel=0.05)
    assert replace(FENCE, spacing=0.5).beams(DESIGN) == pytest.approx(2 * beams, rel=0.05)
    assert replace(FENCE, half_width=radians(20.0)).beams(DESIGN) < 0.6 * beams


def test_rows_stack_to_the_top() -> None:
    assert FENCE.row_elevation(DESIGN, 0) > FENCE.bottom
    step = FENCE.row_elevation(DESIGN, 2) - FENCE.row_elevation(DESIGN, 1)
    assert FENCE.top(DESIGN) == pytest.approx(FENCE.bottom + 3 * step)
    assert step == pytest.approx(DESIGN.beam_widths[1] / cos(DESIGN.tilt - FENCE.bottom))


def test_time_share_is_beams_times_dwell_over_frame() -> None:
    share = FENCE.time_share(DESIGN)
    assert share == pytest.approx(FENCE.beams(DESIGN) * 0.005 / 2.0)
    assert replace(FENCE, frame_s=1.0).time_share(DESIGN) == pytest.approx(2 * share)


def test_what_search_takes_is_not_there_for_tracks() -> None:
    assert BUDGET.capacity == 20
    assert replace(BUDGET, search_share=0.7).capacity == 10
    assert replace(BUDGET, search_share=0.9).capacity == 0
    assert replace(BUDGET, search_share=0.95).interval_with(1) == inf


def test_saturation() -> None:
    assert BUDGET.interval_with(20) == 1.0
    assert BUDGET.interval_with(40) == pytest.approx(2.0)
    assert BUDGET.search_share_with(20) == pytest.approx(0.5)
    assert BUDGET.search_share_with(30) == pytest.approx(0.3)
    assert BUDGET.search_share_with(45) == 0.0
    # nothing is spent twice
    for tracks in range(0, 46, 5):
        used = tracks * 0.02 + BUDGET.search_share_with(tracks) + 0.1
        assert used <= 1.0 + 1e-12


def test_confirmation_against_all_outcomes() -> None:
    chance = 0.6
    outcomes = (np.arange(32)[:, None] >> np.arange(5)) & 1
    weight = np.prod(np.where(outcomes == 1, chance, 1 - chance), axis=1)
    sums = outcomes.cumsum(axis=1)
    good = sums[:, -1] >= 3
    assert RULE.probability(chance) == pytest.approx(weight[good].sum())
    third = (sums >= 3).argmax(axis=1) + 1
    mean = (weight * third)[good].sum() / weight[good].sum() * 0.5
    assert RULE.mean_time_s(chance) == pytest.approx(mean)
    assert RULE.mean_time_s(1.0) == pytest.approx(1.5)


def test_a_large_object_is_found_half_a_frame_after_entering() -> None:
    found = cross(section=1e4)
    assert found.detected == pytest.approx(1.0, abs=1e-3)
    assert found.detect_s - found.enter_s == pytest.approx(0.5 * FENCE.frame_s, abs=0.02)
    assert found.delay_s == pytest.approx(1.0 + 1.5, abs=0.05)
    assert found.confirmed == pytest.approx(1.0, abs=1e-3)


def test_it_enters_where_the_geometry_says() -> None:
    found = cross()
    across, radius = 400e3 / 6.36e6, 6.37e6
    height = radius * (cos(radians(5.0)) / cos(radians(5.0) + across) - 1.0)
    assert found.enter_s * 1500.0 == pytest.approx(height, rel=0.01)
    assert found.leave_s > found.enter_s


def test_a_small_object_slips_through() -> None:
    chances = [cross(section=section).detected for section in (1e-6, 1e-3, 1e-2, 1.0)]
    assert chances == sorted(chances)
    assert chances[0] < 0.05
    assert chances[-1] > 0.99


def test_frame_and_speed_matter() -> None:
    slow = cross(replace(FENCE, frame_s=8.0), section=1.0)
    fast = cross(section=1.0)
    assert slow.delay_s > fast.delay_s
    assert len(fast.visits) > 2 * len(slow.visits)
    assert len(cross(speed=3000.0).visits) < len(fast.visits)


def test_beside_the_fence() -> None:
    found = cross(replace(FENCE, bottom=radians(80.0)))
    assert isnan(found.enter_s)
    assert found.detected == 0.0
    assert found.visits.size == 0


@pytest.mark.parametrize(
    "change",
    [{"rows": 0}, {"spacing": 0.0}, {"frame_s": -1.0}, {"half_width": inf}, {"bottom": pi}],
)
def test_bad_fences(change: dict[str, float]) -> None:
    with pytest.raises(InputError):
        replace(FENCE, **change)  # type: ignore[arg-type]


def test_bad_budgets_and_rules() -> None:
    with pytest.raises(InputError):
        replace(BUDGET, search_share=1.2)
    with pytest.raises(InputError):
        replace(BUDGET, track_dwell_s=2.0)
    with pytest.raises(InputError):
        Confirmation(needed=3, looks=2, interval_s=1.0)
    with pytest.raises(InputError):
        Confirmation(needed=1, looks=2, interval_s=0.0)
