"""Search fences, the radar's time, and how soon a track is firm."""

from dataclasses import replace
from math import cos, inf, isnan, pi, radians, sin

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.samples import Samples
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.aspect import constant_cross_section
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.search.confirmation import Confirmation
from bongsu.physics.radar.search.crossing import fence_crossing
from bongsu.physics.radar.search.fence import Fence
from bongsu.physics.radar.search.plan import SearchPlan
from bongsu.physics.radar.search.time_budget import TimeBudget
from bongsu.physics.radar.site import on_site

DESIGN = RadarDesign(
    wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81.0e3, duty=0.2,
    pulse_s=1.0e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
    sector_half_angle=radians(60.0), elevation_floor=radians(3.0), tilt=radians(20.0),
    bandwidth_hz=1.0e8,
)  # fmt: skip
FENCE = Fence(
    bottom=radians(5.0), rows=3, half_width=radians(45.0), spacing=1.0, frame_s=2.0, dwell_s=0.005
)
RULE = Confirmation(needed=3, looks=5, interval_s=0.5, dwell_s=0.005)
BUDGET = TimeBudget(search_share=0.5, overhead_share=0.1, track_dwell_s=0.02, track_interval_s=1.0)
PLAN = SearchPlan(
    fence=FENCE, confirmation=RULE, false_alarm=1e-6, swerling=1, overhead_share=0.1,
    track_dwell_s=0.02, track_interval_s=1.0,
)  # fmt: skip
SITE = radians(36.0), radians(128.2)


def confirmed(rule: Confirmation, detection: float) -> float:
    """Probability that the looks confirm, each detecting alike."""
    return float(rule.outcomes(np.full(rule.looks, detection)).sum())


def climb(speed: float = 1500.0, distance: float = 400e3, section: float = 1.0) -> SampledFlight:
    """Straight up, north of the radar, from the ground."""
    point = SITE[0] + distance / 6.36e6, SITE[1]
    start = np.array(geodetic_to_ecef(*point, 0.0))
    up = np.array(east_north_up_axes(*point)[2])
    times = np.arange(0.0, 200.0, 1.0)
    rows = [times, start + speed * times[:, None] * up, np.tile(speed * up, (times.size, 1))]
    return SampledFlight(
        samples=Samples(np.column_stack(rows)),
        burnout_time_s=0.0, powered_cross_section=constant_cross_section(0.0),
        cross_section=constant_cross_section(section),
        apogee_m=speed * times[-1], apogee_time_s=times[-1],
        missile="rocket", launch_area="pad", target="zenith", shape="vertical",
    )  # fmt: skip


def cross(fence: Fence = FENCE, section: float = 1.0, rule: Confirmation = RULE, **flight: float):
    radar = on_site(DESIGN,
        latitude=SITE[0], longitude=SITE[1], altitude=0.0, boresight=0.0,
        refraction="straight",
    )  # fmt: skip
    plan = replace(PLAN, fence=fence, confirmation=rule)
    return fence_crossing(radar, DESIGN, plan, climb(section=section, **flight))


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


@pytest.mark.parametrize(
    ("look_s", "tracks", "keeps", "engaged"),
    [
        (0.1, 0, True, 4),  # 0.4 of the time, a tenth each
        (0.1, 5, True, 3),  # five tracks of 0.02 each
        (0.2, 0, True, 2),
        (1.0, 0, True, 1),  # looked at more rarely
        (0.1, 0, False, 8),  # nine would leave none for search
        (0.1, 1000, False, 1),
    ],
)
def test_engaged_missiles_pay_for_their_looks(look_s, tracks, keeps, engaged) -> None:
    assert BUDGET.engaged_at_once(look_s, tracks, search_keeps_pace=keeps) == engaged


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
    assert confirmed(RULE, chance) == pytest.approx(weight[good].sum())
    third = (sums >= 3).argmax(axis=1)
    confirming = [weight[good & (third == look)].sum() for look in range(5)]
    assert RULE.outcomes(np.full(5, chance)) == pytest.approx(confirming)


def test_a_large_object_is_found_half_a_frame_after_entering() -> None:
    found = cross(section=1e4)
    assert found.detected == pytest.approx(1.0, abs=1e-3)
    assert found.detect_s - found.enter_s == pytest.approx(0.5 * FENCE.frame_s, abs=0.02)
    assert found.delay_s == pytest.approx(1.0 + 1.5, abs=0.06)
    assert found.firm == pytest.approx(1.0, abs=1e-3)


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


def test_a_failed_confirmation_is_not_the_end() -> None:
    # looks so short that most confirmations fail; a wide fence gives further chances
    weak = replace(RULE, needed=4, looks=4, dwell_s=0.002)
    wide = replace(FENCE, rows=30)
    found = cross(wide, section=0.1, rule=weak)
    assert 0.0 < found.firm < found.detected
    # one confirmation after one detection, at the same chances, would do less
    chance = confirmed(weak, float(found.detection.max()))
    assert found.firm > 1.2 * found.detected * chance
    assert cross(section=0.1, rule=weak).firm < found.firm


def test_crossing_against_drawn_looks() -> None:
    # the same rules played out look by look, visit by visit, with drawn detections
    rule = replace(RULE, needed=3, looks=4, dwell_s=0.003)
    fence = replace(FENCE, rows=12)
    found = cross(fence, section=0.1, rule=rule)
    radar = on_site(DESIGN,
        latitude=SITE[0], longitude=SITE[1], altitude=0.0, boresight=0.0,
        refraction="straight",
    )  # fmt: skip
    flight, generator = climb(section=0.1), np.random.default_rng(5)

    def detects(time: float, dwell: float) -> bool:
        mean = dwell / DESIGN.dwell_s * flight.signal_at(radar, time)
        return bool(generator.random() < 1e-6 ** (1.0 / (1.0 + mean)))  # Swerling 1, one look

    seen, firm = [], []
    for _ in range(600):
        time = found.enter_s + generator.random() * fence.frame_s
        first = None
        while time < found.leave_s:
            if not detects(time, fence.dwell_s):
                time += fence.frame_s
                continue
            first = time if first is None else first
            looks = time + rule.interval_s * np.arange(1, 5)
            hits = np.cumsum([detects(float(at), rule.dwell_s) for at in looks])
            if hits[-1] >= 3:
                firm.append(float(looks[np.argmax(hits >= 3)]))
                break
            while time < looks[-1]:
                time += fence.frame_s
        if first is not None:
            seen.append(first)
    assert len(seen) / 600 == pytest.approx(found.detected, abs=0.06)
    assert len(firm) / 600 == pytest.approx(found.firm, abs=0.06)
    assert np.mean(seen) == pytest.approx(found.detect_s, abs=0.3)
    assert np.mean(firm) == pytest.approx(found.firm_s, abs=0.3)


def test_load_makes_looks_rarer_or_frames_longer() -> None:
    plan = replace(PLAN, fence=replace(FENCE, rows=1))
    budget = plan.budget(DESIGN)
    assert budget.search_share == pytest.approx(plan.fence.time_share(DESIGN))
    many = budget.capacity + 5
    assert plan.loaded(DESIGN, budget.capacity, "search") == plan
    rarer = plan.loaded(DESIGN, many, "search")
    assert rarer.track_interval_s == pytest.approx(many * 0.02 / budget.track_share)
    assert rarer.fence == plan.fence
    # the looks that confirm a detection share what is left with those at the tracks
    stretch = rarer.confirmation.interval_s / RULE.interval_s
    spent = (many * 0.02 + RULE.dwell_s / RULE.interval_s) / stretch
    assert stretch > 1.0
    assert spent == pytest.approx(budget.track_share)
    longer = plan.loaded(DESIGN, many, "track")
    assert longer.track_interval_s == 1.0
    # the shares of the stretched fence, the tracks and the rest make up the whole
    used = longer.fence.time_share(DESIGN) + many * 0.02 + 0.1
    assert used == pytest.approx(1.0)


def test_under_power_it_is_larger() -> None:
    crosser = replace(
        climb(section=1e-6), powered_cross_section=constant_cross_section(1.0), burnout_time_s=60.0
    )
    radar = on_site(DESIGN,
        latitude=SITE[0], longitude=SITE[1], altitude=0.0, boresight=0.0,
        refraction="straight",
    )  # fmt: skip
    powered = fence_crossing(radar, DESIGN, PLAN, crosser)
    dark = fence_crossing(radar, DESIGN, PLAN, replace(crosser, burnout_time_s=0.0))
    assert dark.detected < 0.05 < 0.9 < powered.detected


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
        Confirmation(needed=3, looks=2, interval_s=1.0, dwell_s=0.1)
    with pytest.raises(InputError):
        Confirmation(needed=1, looks=2, interval_s=0.0, dwell_s=0.1)
    with pytest.raises(InputError, match="cannot be searched"):
        replace(PLAN, fence=replace(FENCE, frame_s=0.1)).budget(DESIGN)
    with pytest.raises(InputError, match="negative"):
        PLAN.loaded(DESIGN, -1, "search")
    with pytest.raises(InputError, match="no time is left for search"):
        replace(PLAN, fence=replace(FENCE, rows=1)).loaded(DESIGN, 1000, "track")
    with pytest.raises(InputError, match="false alarm"):
        replace(PLAN, false_alarm=0.0)
