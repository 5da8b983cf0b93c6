"""A claim to start from: a commented file that is read and measured as it is."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bongsu.claims.claim import Parameter, Reading, Threshold, built_in_claims
from bongsu.claims.measures.registry import MEASURES, known_measure
from bongsu.claims.verdicts import Comparison

DEFAULT: Final = "people-share-defended"
"""Measure of a template unless another is asked for."""

_ASKED: Final[Mapping[str, Parameter]] = {"flight": "nodong:hwangju:busan", "place": "busan"}
_RAID: Final[Mapping[str, Parameter]] = {
    "raid": 10.0,
    "flight": "nodong:hwangju:busan",
    "spacing": "10 s",
}
_THRESHOLDS: Final[Mapping[str, Threshold]] = {
    "1": 0.5,
    "m": "500 km",
    "m2": "100000 km2",
    "s": "60 s",
}

_HEAD = """\
# A claim as data. `bongsu claim test {file}` checks this file and measures it;
# `bongsu brief --claims {file}` makes a page of it. Change every line that says "your".
- id: {id}
  who: your person, and their office
  date: {today}                # when it was said
  assertion: Your assertion, in your own words.
  sources:                         # where it was reported, at least one
    - {{publisher: your newspaper, date: {today}, url: "https://example.org/your-report"}}
  question: Your assertion as a question that a number can answer?
  # country: KOR                   # whose defence it is about, ISO 3166-1 alpha-3
  # A vague claim has several readings; it holds if all of them do.
  readings:
    - name: Your reading in words
"""
_TAIL = """\
      because: Your reason why this is a way to read the claim.
  # A claim that no model can decide has `readings: []` and `not_testable_because: ...` instead.

# Measures that a reading may name, with the unit of the threshold:
"""


def claim_template(name: str, file: str, measure: str = DEFAULT) -> str:
    """Write a claim to start from.

    Parameters
    ----------
    name : str
        Its id: small letters, digits and hyphens.
    file : str
        Name of the file, for the comments.
    measure : str
        One of the measures that readings name.

    Returns
    -------
    str
        YAML with comments; its reading is an :func:`example`.

    Raises
    ------
    InputError
        If there is no such measure.
    """
    kind = known_measure(measure)
    example = example_of(measure)
    lines = [f"      measure: {measure}  # {kind.words}"]
    if example.parameters:
        lines.append("      parameters:")
        lines += [f"        {key}: {_yaml(value)}" for key, value in example.parameters.items()]
    lines += [
        f"      comparison: {example.comparison}  # at least, at most, more than, less than",
        f"      threshold: {example.threshold}",
    ]
    known = [
        f"#   {key}: {one.words}" + ("" if one.shown_in == "1" else f" [{one.shown_in}]")
        for key, one in MEASURES.items()
    ]
    head = _HEAD.format(file=file, id=name, today=date(2016, 4, 30).isoformat())
    return head + "\n".join(lines) + "\n" + _TAIL + "\n".join(known) + "\n"


def example_of(measure: str) -> Reading:
    """Show how a measure is asked for.

    Parameters
    ----------
    measure : str
        One of the measures that readings name.

    Returns
    -------
    Reading
        The first of a built-in claim with this measure; of a number of the studies that no claim
        asks for, one about a flight or a raid of Nodongs from Hwangju at Busan where it needs one.
    """
    kind = known_measure(measure)
    for claim in built_in_claims():
        for reading in claim.readings:
            if reading.measure == measure:
                return reading
    asked = {name: value for name, value in _ASKED.items() if name in kind.needs}
    if "replications" in kind.takes:
        asked.update(_RAID)
    return Reading(
        name=kind.words,
        measure=measure,
        parameters=asked,
        comparison=Comparison.AT_LEAST,
        threshold=_THRESHOLDS[kind.unit],
        because="An example of how to ask.",
    )


def _yaml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and ":" in text else text
