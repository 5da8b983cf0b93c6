"""Scenario files of format 1 in the words they used before."""

import re

import pytest

from bongsu.scenario import ScenarioError, built_in_text, dump_scenario, parse_scenario
from bongsu.scenario.parts.earlier_words import EARLIER

TODAY = built_in_text("korea-2016").replace(
    "site: seongju-golf-course\n",
    "site: {name: hill, latitude_deg: 36.05, longitude_deg: 128.22, altitude: 600 m}\n",
    1,
)
WORDS = {new: old for words in EARLIER.values() for old, new in words.items()}


def earlier(text=TODAY):
    for new, old in WORDS.items():
        text = re.sub(rf"\b{new}:", f"{old}:", text)
    return text


def test_a_file_in_earlier_words_is_the_same_scenario():
    assert all(f"{old}:" in earlier() for old in WORDS.values())
    before, today = parse_scenario(earlier()), parse_scenario(TODAY)
    assert before == today
    assert before.hash() == today.hash()
    written = dump_scenario(before)
    assert "boresight:" in written
    assert not any(re.search(rf"\b{old}:", written) for old in WORDS.values())


@pytest.mark.parametrize(("new", "old"), WORDS.items())
def test_both_words_at_once_are_refused(new, old):
    text = re.sub(rf"\b{new}: ([\d.]+( deg)?)", rf"{new}: \1, {old}: \1", TODAY)
    text = text.replace("boresight: 340 deg, azimuth: 340 deg ", "boresight: 340 deg ", 1)
    assert text != TODAY
    with pytest.raises(ScenarioError, match=f"{old} is the earlier word for {new}"):
        parse_scenario(text)


def test_a_mistake_is_named_in_the_words_of_the_file():
    line = next(n for n, text in enumerate(earlier().splitlines(), 1) if "azimuth: 340" in text)
    column = earlier().splitlines()[line - 1].index("340") + 1
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(earlier().replace("azimuth: 340 deg", "azimuth: 999 deg"), "old.yaml")
    assert str(caught.value).startswith(f"old.yaml:{line}:{column}: batteries.0.radar.azimuth: 999")


def test_the_azimuth_of_a_skyline_is_no_earlier_word():
    skyline = "skyline: [{boresight: 1 deg, elevation: 2 deg}]"
    text = TODAY.replace("mode: terminal\n", f"mode: terminal\n      {skyline}\n", 1)
    with pytest.raises(ScenarioError, match=r"skyline\.0\.boresight: there is no such key"):
        parse_scenario(text)
