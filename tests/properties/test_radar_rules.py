"""Rules that hold for any radar: more of what helps never sees less; time is spent once."""

from dataclasses import replace
from math import radians

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.engagement.factory import radar_design
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.radar.detection import detection_probability
from bongsu.physics.radar.field_of_regard import boresight_of, half_width_of
from bongsu.physics.radar.kernels.signal import in_field_of_regard, signal_to_noise
from bongsu.physics.radar.search.confirmation import Confirmation
from bongsu.physics.radar.search.fence import Fence
from bongsu.physics.radar.search.time_budget import TimeBudget
from bongsu.physics.radar.site import on_site

TERMINAL = radar_design("an-tpy-2", "terminal")
FACTORS = st.floats(1.0, 50.0)
SHARES = st.floats(0.0, 1.0)
CHANCES = st.floats(0.0, 1.0)


@given(
    section=st.floats(1e-4, 100.0),
    factor=FACTORS,
    name=st.sampled_from(
        ["average_power_w", "aperture_m2", "dwell_s", "noise_factor", "losses", "required_snr"]
    ),
)
def test_range_follows_the_fourth_root(section: float, factor: float, name: str) -> None:
    power = {"aperture_m2": 2.0, "average_power_w": 1.0, "dwell_s": 1.0}.get(name, -1.0)
    other = replace(TERMINAL, **{name: factor * getattr(TERMINAL, name)})
    ratio = other.range_on_boresight(section) / TERMINAL.range_on_boresight(section)
    assert ratio == pytest.approx(factor ** (power / 4.0))


@given(
    azimuth=st.floats(0.0, 360.0),
    elevation=st.floats(-5.0, 90.0),
    wider=st.floats(0.0, 20.0),
    lower=st.floats(0.0, 5.0),
)
@settings(max_examples=60)
def test_a_wider_field_never_loses_a_direction(
    azimuth: float, elevation: float, wider: float, lower: float
) -> None:
    where = {"latitude": radians(36.0), "longitude": radians(128.2), "altitude": 600.0}
    other = replace(
        TERMINAL,
        sector_half_angle=TERMINAL.sector_half_angle + radians(wider),
        elevation_floor=TERMINAL.elevation_floor - radians(lower),
    )
    site = np.array(geodetic_to_ecef(*where.values()))
    east, north, up = map(np.array, east_north_up_axes(where["latitude"], where["longitude"]))
    a, e = radians(azimuth), radians(elevation)
    point = site + 3e5 * (np.cos(e) * (np.sin(a) * east + np.cos(a) * north) + np.sin(e) * up)
    seen = [
        signal_to_noise(
            on_site(design, **where, boresight=0.0, refraction="straight"),
            *map(float, point),
            1.0,
        )
        for design in (TERMINAL, other)
    ]
    assert seen[1] >= seen[0]


@given(
    azimuth=st.floats(-180.0, 180.0),
    elevation=st.floats(5.1, 89.9),
    tilt=st.floats(-10.0, 90.0),
    scan=st.floats(10.0, 90.0),
    half_sector=st.floats(10.0, 180.0),
)
@settings(max_examples=300)
def test_half_width_is_the_rule_of_the_kernel(
    azimuth: float, elevation: float, tilt: float, scan: float, half_sector: float
) -> None:
    where = {"latitude": radians(36.0), "longitude": radians(128.2), "altitude": 600.0}
    design = replace(
        TERMINAL, tilt=radians(tilt), scan_limit=radians(scan),
        sector_half_angle=radians(half_sector),
    )  # fmt: skip
    radar = on_site(design, **where, boresight=radians(300.0), refraction="straight")
    site = np.array(radar.site)
    east, north, up = map(np.array, radar.axes)
    a, e = radians(300.0 + azimuth), radians(elevation)
    point = site + 3e5 * (np.cos(e) * (np.sin(a) * east + np.cos(a) * north) + np.sin(e) * up)
    seen = in_field_of_regard(radar, *map(float, point))
    half_width = design.half_width_at(e)
    assert half_width_of(radar, e) == pytest.approx(half_width, abs=1e-6)
    assert boresight_of(radar) == pytest.approx(radians(300.0 - 360.0))
    if radians(abs(azimuth)) < half_width - 1e-6:
        assert seen
    elif half_sector >= scan and radians(abs(azimuth)) > half_width + 1e-6:
        # a narrower limit across the face leaves a second part behind the zenith
        assert not seen


@given(
    snr=st.floats(0.01, 1e3), more=FACTORS, swerling=st.sampled_from([0, 1, 3]),
    exponent=st.floats(-10.0, -2.0),
)  # fmt: skip
def test_detection_rises_with_signal_and_false_alarms(
    snr: float, more: float, swerling: int, exponent: float
) -> None:
    false_alarm = 10.0**exponent
    chance = detection_probability(snr, false_alarm, swerling)
    assert false_alarm * (1.0 - 1e-9) <= chance <= 1.0
    assert detection_probability(more * snr, false_alarm, swerling) >= chance * (1.0 - 1e-12)
    assert detection_probability(snr, min(2.0 * false_alarm, 0.5), swerling) >= chance


@given(chances=st.lists(CHANCES, min_size=1, max_size=12), data=st.data())
def test_confirmation_is_a_probability(chances: list[float], data: st.DataObject) -> None:
    needed = data.draw(st.integers(1, len(chances)))
    rule = Confirmation(needed=needed, looks=len(chances), interval_s=1.0, dwell_s=0.1)
    outcome = rule.outcomes(np.array(chances))
    assert (outcome >= 0.0).all()
    assert outcome.sum() <= 1.0 + 1e-12
    assert (outcome[: needed - 1] == 0.0).all()
    # one detection fewer is never less likely
    if needed > 1:
        easier = replace(rule, needed=needed - 1).outcomes(np.array(chances))
        assert easier.sum() >= outcome.sum() - 1e-12


@given(
    search=SHARES, overhead=SHARES, held=SHARES, tracks=st.integers(0, 10_000),
    dwell=st.floats(1e-4, 1.0), rate=st.floats(1.0, 100.0),
)  # fmt: skip
def test_no_time_is_spent_twice(
    search: float, overhead: float, held: float, tracks: int, dwell: float, rate: float
) -> None:
    budget = TimeBudget(
        search_share=search, overhead_share=overhead, held_share=held, track_dwell_s=dwell,
        track_interval_s=rate * dwell,
    )  # fmt: skip
    if search + overhead + held <= 1.0:
        used = tracks * dwell / budget.interval_with(tracks)
        assert used <= budget.track_share + 1e-9
    left = budget.search_share_with(tracks)
    assert 0.0 <= left <= search
    if left > 0.0:
        assert left + overhead + held + tracks / rate <= 1.0 + 1e-9


@given(
    rows=st.integers(1, 6), half_width=st.floats(5.0, 60.0), spacing=st.floats(0.5, 2.0),
    wider=st.floats(1.0, 2.0),
)  # fmt: skip
@settings(max_examples=40)
def test_a_larger_fence_has_no_fewer_beams(
    rows: int, half_width: float, spacing: float, wider: float
) -> None:
    fence = Fence(
        bottom=radians(5.0), rows=rows, half_width=radians(half_width), spacing=spacing,
        frame_s=2.0, dwell_s=0.003,
    )  # fmt: skip
    beams = fence.beams(TERMINAL)
    assert replace(fence, rows=rows + 1).beams(TERMINAL) > beams
    wide = min(wider * half_width, 90.0)
    assert replace(fence, half_width=radians(wide)).beams(TERMINAL) >= beams
    assert replace(fence, spacing=spacing / wider).beams(TERMINAL) >= beams
