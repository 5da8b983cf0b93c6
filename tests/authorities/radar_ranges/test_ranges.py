"""What lies behind rows R01 to R08 of the scorecard: what it takes to see that far."""

from dataclasses import replace
from math import acos, degrees

import pytest

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import radar_design
from bongsu.studies.radar.range import radar_range

WARHEAD_M2 = 0.01


def range_km(mode: str = "terminal", section: float = WARHEAD_M2, dwell: float = 0.1) -> float:
    return radar_range("an-tpy-2", mode, cross_section_m2=section, dwell_s=dwell).range_km


def test_lewis_postol_needs_a_combined_9_3_db() -> None:
    # the figures that were read or recalled, typed in here; the unknown product is what is solved
    wavelength, area, efficiency, power, snr, dwell = 0.03, 9.2, 0.8, 81e3, 20.0, 0.1
    noise = 1.380649e-23 * 290.0 * snr * 870e3**4
    product = power * dwell * area**2 * efficiency**2 * WARHEAD_M2
    product /= 4.0 * 3.141592653589793 * wavelength**2 * noise
    design = radar_design("an-tpy-2", "terminal")
    assert design.noise_factor * design.losses == pytest.approx(product, rel=0.02)
    assert product == pytest.approx(10**0.93, rel=0.02)


def test_national_academies_figure_needs_a_longer_look_or_another_object(published) -> None:
    # drawn in a figure without parameters, so what can be said is what it takes
    drawn = published["nas-figure"]
    answer = radar_range("an-tpy-2", "terminal", cross_section_m2=WARHEAD_M2)
    # not even with every cited row at its better end, for a warhead in 0.1 s
    assert answer.high_km < drawn.value
    assert answer.needed_dwell_s(drawn.value)[0] == pytest.approx(0.89, abs=0.01)
    assert answer.needed_cross_section_m2(drawn.value)[0] == pytest.approx(0.089, abs=0.001)
    # a look of a second, as forward-based mode has it, comes to it
    assert drawn.holds(range_km(dwell=1.0))
    # two stacked arrays would then see 1.68 times as far, not twice
    two = radar_range(
        "an-tpy-2", "terminal", cross_section_m2=WARHEAD_M2, dwell_s=1.0, arrays=2
    ).range_km
    assert two < published["nas-stacked"].low


def test_terminal_mode_claim_is_inside_what_the_rows_leave_open(published) -> None:
    answer = radar_range("an-tpy-2", "terminal", cross_section_m2=WARHEAD_M2)
    claim = published["terminal"]
    assert answer.low_km < claim.low < claim.high < answer.high_km
    # it is below the range on boresight: the scan loss alone brings it there within the sector
    exponent = answer.design.scan_exponent
    first, last = (
        degrees(acos((edge / answer.range_km) ** (4.0 / exponent)))
        for edge in (claim.high, claim.low)
    )
    assert 20.0 < first < last < degrees(answer.design.scan_limit)


def test_forward_mode_claim_needs_more_than_a_warhead_or_a_longer_look(published) -> None:
    answer = radar_range("an-tpy-2", "forward-based", cross_section_m2=WARHEAD_M2)
    claim = published["forward"]
    assert answer.range_km < claim.low  # not reproduced by the nominal rows
    assert claim.high < answer.high_km
    for edge in (claim.low, claim.high):
        section = answer.needed_cross_section_m2(edge)[0]
        dwell = answer.needed_dwell_s(edge)[0]
        assert range_km("forward-based", section, answer.design.dwell_s) == pytest.approx(edge)
        assert range_km("forward-based", WARHEAD_M2, dwell) == pytest.approx(edge)
    # a body or a stage of the catalogue is more than enough
    body = load_catalog().cross_section("body").area
    assert body.low > answer.needed_cross_section_m2(claim.high)[0] > WARHEAD_M2


def test_ends_are_corners() -> None:
    answer = radar_range("an-tpy-2", "terminal", cross_section_m2=WARHEAD_M2)
    low = high = 1.0
    for effect in answer.effects:
        assert effect.low_km <= answer.range_km <= effect.high_km
        low *= effect.low_km / answer.range_km
        high *= effect.high_km / answer.range_km
    # the equation is a product of powers, so the corner is the product of the single effects
    assert answer.low_km == pytest.approx(low * answer.range_km)
    assert answer.high_km == pytest.approx(high * answer.range_km)


def test_losses_matter_as_the_equation_says() -> None:
    design = radar_design("an-tpy-2", "terminal")
    doubled = replace(design, losses=2.0 * design.losses)
    ratio = doubled.range_on_boresight(WARHEAD_M2) / design.range_on_boresight(WARHEAD_M2)
    assert ratio == pytest.approx(0.5**0.25)
