"""Small drawings of the brief: a shape per verdict, and a range against its threshold."""

import math
from typing import Final

from bongsu.words import Verdict

_SHAPES: Final = {
    Verdict.HOLDS: '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3l2.3 2.4 4.5-5.1"/>',
    Verdict.DOES_NOT_HOLD: '<rect x="1.5" y="1.5" width="13" height="13"/>'
    '<path class="cut" d="M5 5l6 6M11 5l-6 6"/>',
    Verdict.DEPENDS: '<path class="hollow" d="M8 1.2L14.8 8 8 14.8 1.2 8z"/>'
    '<path d="M8 1.2V14.8L1.2 8z"/>',
    Verdict.NOT_TESTABLE: '<circle class="hollow dashed" cx="8" cy="8" r="6.4"/>',
}
_WIDTH: Final = 160.0
_PAD: Final = 6.0


def verdict_mark(verdict: Verdict) -> str:
    """Shape that stands for a verdict beside its word, so that colour is never needed.

    Parameters
    ----------
    verdict : Verdict

    Returns
    -------
    str
        Inline SVG, hidden from screen readers, which read the word.
    """
    shape = _SHAPES[verdict]
    return (
        f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>'
    )


def range_mark(value: float, low: float, high: float, threshold: float, unit: str) -> str:
    """Bar from low to high with a dot at the nominal value and a line at the threshold.

    Parameters
    ----------
    value, low, high : float
        Nominal number and its range. [any]
    threshold : float
        What the number is held to. [any]
    unit : str
        Unit; a share ("1") is drawn from 0 to 100 per cent. [any]

    Returns
    -------
    str
        Inline SVG, hidden from screen readers, which read the numbers; "" if there is no number.
    """
    if not all(map(math.isfinite, (value, low, high, threshold))):
        return ""
    left, right = scale_ends(low, high, threshold, unit)

    def at(number: float) -> float:
        return _PAD + (_WIDTH - 2 * _PAD) * (number - left) / (right - left)

    return (
        f'<svg class="range" viewBox="0 0 {_WIDTH:.0f} 22" aria-hidden="true" focusable="false">'
        f'<path class="axis" d="M{_PAD} 11H{_WIDTH - _PAD}"/>'
        f'<path class="span" d="M{at(low):.1f} 11H{at(high):.1f}"/>'
        f'<path class="limit" d="M{at(threshold):.1f} 2V20"/>'
        f'<circle class="nominal" cx="{at(value):.1f}" cy="11" r="4.2"/></svg>'
    )


def likelihood_mark(share: float, low: float, high: float) -> str:
    """Line from 0 to 1 with a dot at a likelihood, a bar over its interval, and a tick at a half.

    Parameters
    ----------
    share, low, high : float
        How likely, and the ends of the interval. [1]

    Returns
    -------
    str
        Inline SVG, hidden from screen readers, which read the number.
    """
    at, left, right = (_PAD + (_WIDTH - 2 * _PAD) * end for end in (share, low, high))
    middle = _WIDTH / 2
    return (
        f'<svg class="likelihood" viewBox="0 0 {_WIDTH:.0f} 16" aria-hidden="true" '
        f'focusable="false"><path class="axis" d="M{_PAD} 8H{_WIDTH - _PAD}M{_PAD} 3V13M{middle} '
        f'4V12M{_WIDTH - _PAD} 3V13"/><path class="span" d="M{left:.1f} 8H{right:.1f}"/>'
        f'<circle class="nominal" cx="{at:.1f}" cy="8" r="4.6"/></svg>'
    )


def share_mark(share: float) -> str:
    """Bar of a share of the whole.

    Parameters
    ----------
    share : float
        Of the whole. [1]

    Returns
    -------
    str
        Inline SVG, hidden from screen readers, which read the number.
    """
    return (
        f'<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false"><rect width="{100.0 * share:.1f}" height="10"/></svg>'
    )


def scale_ends(low: float, high: float, threshold: float, unit: str) -> tuple[float, float]:
    """Ends of the scale of a range mark.

    Parameters
    ----------
    low, high : float
        Range of the number. [any]
    threshold : float
        What the number is held to. [any]
    unit : str
        Unit; a share ("1") within 0 and 1 is drawn on all of it.

    Returns
    -------
    tuple of float
        Left and right end, which hold all three numbers. [any]
    """
    if unit == "1" and low >= 0.0 and high <= 1.0 and 0.0 <= threshold <= 1.0:
        return 0.0, 1.0
    left, right = min(0.0, low, threshold), max(0.0, high, threshold)
    if left == right:
        return left, left + 1.0
    return left, left + 1.15 * (right - left)
