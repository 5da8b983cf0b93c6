"""A claim to start from: a commented file that is read and measured as it is."""

from datetime import date
from typing import Final

from bongsu.claims.claim import Reading, built_in_claims
from bongsu.claims.measures.registry import MEASURES, known_measure
from bongsu.errors import InputError

DEFAULT: Final = "people-share-defended"
"""Measure of a template unless another is asked for."""

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
        YAML with comments; its reading is that of a built-in claim with this measure.

    Raises
    ------
    InputError
        If there is no such measure, or no built-in claim shows how to ask for it.
    """
    kind = known_measure(measure)
    example = _example(measure)
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


def _example(measure: str) -> Reading:
    for claim in built_in_claims():
        for reading in claim.readings:
            if reading.measure == measure:
                return reading
    raise InputError(f"no claim that comes with the package shows how to ask for {measure}")


def _yaml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and ":" in text else text
