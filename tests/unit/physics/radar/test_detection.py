"""Approximations of detection against the exact integrals."""

from math import exp, inf, log, log10, sqrt

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.radar.detection import (
    detection_probability,
    required_snr,
    threshold,
)
from bongsu.physics.radar.integration import noncoherent_loss

# false alarm and looks over the ranges that Shnidman states
CORNERS = [(1e-9, 100), (1e-6, 10), (1e-3, 1)]


# looks that share one draw of the cross-section: Shnidman's K
SHNIDMAN_K = {0: inf, 1: 1.0, 3: 2.0}


def decibel(ratio: float) -> float:
    return 10.0 * log10(ratio)


def albersheim(detection: float, false_alarm: float, looks: int = 1) -> float:
    """Ratio that a steady object needs.

    W. J. Albersheim, "A closed-form approximation to Robertson's detection characteristics",
    Proc. IEEE 69:839, 1981. Stated to hold within 0.2 dB for a linear detector, detection 0.1 to
    0.9, false alarm 1e-7 to 1e-3 and up to 8096 looks.
    """
    a = log(0.62 / false_alarm)
    b = log(detection / (1.0 - detection))
    total = log10(a + 0.12 * a * b + 1.7 * b)
    decibels = -5.0 * log10(looks) + (6.2 + 4.54 / sqrt(looks + 0.44)) * total
    return float(10.0 ** (0.1 * decibels))


def shnidman(detection: float, false_alarm: float, swerling: int, looks: int = 1) -> float:
    """Ratio that a fluctuating object needs.

    D. A. Shnidman, "Determination of required SNR values", IEEE Trans. Aerospace and Electronic
    Systems 38:1059-1064, 2002, eqs. (3)-(14). Stated to hold within 0.5 dB for detection 0.1 to
    0.99, false alarm 1e-9 to 1e-3 and up to 100 looks.
    """
    alpha = 0.0 if looks < 40 else 0.25
    eta = sqrt(-0.8 * log(4.0 * false_alarm * (1.0 - false_alarm)))
    eta += float(np.sign(detection - 0.5)) * sqrt(
        max(-0.8 * log(4.0 * detection * (1.0 - detection)), 0.0)
    )
    x = eta * (eta + 2.0 * sqrt(0.5 * looks + (alpha - 0.25)))
    k = SHNIDMAN_K[swerling]
    c1 = (((17.7006 * detection - 18.4496) * detection + 14.5339) * detection - 3.525) / k
    tail = 27.31 * detection - 25.14
    bend = (detection - 0.8) * (0.7 * log(1e-5 / false_alarm) + (2.0 * looks - 20.0) / 80.0)
    c2 = (exp(tail) + bend) / k
    decibels = c1 if detection <= 0.872 else c1 + c2
    return float(10.0 ** (0.1 * decibels) * x / looks)


@pytest.mark.parametrize("looks", [1, 8, 100, 2000])
@pytest.mark.parametrize("false_alarm", [1e-7, 1e-5, 1e-3])
@pytest.mark.parametrize("detection", [0.3, 0.5, 0.7, 0.9])
def test_albersheim_in_the_middle_of_its_range(
    detection: float, false_alarm: float, looks: int
) -> None:
    """0.2 dB is stated for a linear detector; a square-law one differs by up to 0.1 dB more."""
    exact = required_snr(detection, false_alarm, 0, looks)
    assert decibel(albersheim(detection, false_alarm, looks) / exact) == pytest.approx(0.0, abs=0.3)


@pytest.mark.parametrize("swerling", [0, 1, 3])
@pytest.mark.parametrize(("false_alarm", "looks"), CORNERS)
@pytest.mark.parametrize("detection", [0.3, 0.5, 0.8, 0.9])
def test_shnidman_in_the_middle_of_its_range(
    detection: float, false_alarm: float, looks: int, swerling: int
) -> None:
    exact = required_snr(detection, false_alarm, swerling, looks)  # type: ignore[arg-type]
    approximate = shnidman(detection, false_alarm, swerling, looks)
    assert decibel(approximate / exact) == pytest.approx(0.0, abs=0.6)


def test_approximations_at_the_ends_of_their_ranges() -> None:
    """What their authors state, 0.2 and 0.5 dB, does not hold there."""
    steady = decibel(albersheim(0.1, 1e-3) / required_snr(0.1, 1e-3, 0))
    assert -4.2 < steady < -3.9
    for swerling, most in ((0, 0.5), (1, 1.1), (3, 0.7)):
        errors = [
            abs(
                decibel(
                    shnidman(detection, false_alarm, swerling, looks)
                    / required_snr(detection, false_alarm, swerling, looks)  # type: ignore[arg-type]
                )
            )
            for detection in (0.1, 0.99)
            for false_alarm, looks in CORNERS
        ]
        assert max(errors) < most
        assert swerling == 0 or max(errors) > 0.5


@pytest.mark.parametrize("swerling", [0, 1, 3])
@pytest.mark.parametrize("looks", [1, 4])
def test_probability_against_drawn_noise(swerling: int, looks: int) -> None:
    """The integrals against a simulated square-law detector."""
    generator = np.random.default_rng(7)
    count, snr, false_alarm = 200_000, 6.0, 1e-3
    if swerling == 0:
        power = np.full(count, snr)
    else:
        shape = 1.0 if swerling == 1 else 2.0
        power = generator.gamma(shape, snr / shape, count)
    noise = generator.normal(size=(count, looks, 2)) * np.sqrt(0.5)
    noise[:, :, 0] += np.sqrt(power)[:, None]
    detected = np.mean((noise**2).sum(axis=(1, 2)) > threshold(false_alarm, looks))
    exact = detection_probability(snr, false_alarm, swerling, looks)  # type: ignore[arg-type]
    assert detected == pytest.approx(exact, abs=4.0 * 0.5 / np.sqrt(count))


def test_limits() -> None:
    assert detection_probability(0.0, 1e-4, 1) == 1e-4
    assert detection_probability(1e6, 1e-4, 0, 3) == pytest.approx(1.0)
    # Swerling 1, one look: the textbook's P_FA ** (1 / (1 + snr))
    assert detection_probability(9.0, 1e-6, 1) == pytest.approx(1e-6**0.1)
    assert noncoherent_loss(1, 20.0) == 1.0


@pytest.mark.parametrize("looks", [5, 20, 100])
def test_loss_of_adding_after_detection(looks: int) -> None:
    one = required_snr(0.9, 1e-6, 0, 1)
    exact = looks * required_snr(0.9, 1e-6, 0, looks) / one
    assert decibel(noncoherent_loss(looks, one) / exact) == pytest.approx(0.0, abs=0.3)


def test_fluctuation_costs_signal() -> None:
    steady, slow, mixed = (required_snr(0.9, 1e-6, case) for case in (0, 1, 3))  # type: ignore[arg-type]
    assert steady < mixed < slow


@pytest.mark.parametrize(
    "call",
    [
        lambda: required_snr(1.0, 1e-6, 0),
        lambda: required_snr(0.9, 0.0, 1),
        lambda: required_snr(0.9, 1e-6, 2),  # type: ignore[arg-type]
        lambda: threshold(1e-6, 0),
        lambda: detection_probability(-1.0, 1e-6, 0),
        lambda: required_snr(1e-7, 1e-6, 0),
        lambda: noncoherent_loss(0, 20.0),
    ],
)
def test_bad_input(call: object) -> None:
    with pytest.raises(InputError):
        call()  # type: ignore[operator]
