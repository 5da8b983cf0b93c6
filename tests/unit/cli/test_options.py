"""Options of every command: whole numbers, numbers, places that begin with a minus sign."""

import dataclasses
import re
import typing

import pytest
from cyclopts import App, CycloptsError

from bongsu.cli.app import app
from bongsu.cli.options.values import number, whole
from bongsu.errors import InputError
from bongsu.scenario.parts.places import parse_point

NEEDED = {
    ("arc", "fly"): [
        word
        for name in ("latitude", "longitude", "altitude", "v-east", "v-north", "v-up")
        for word in (f"--{name}", "1")
    ],
    ("missile", "fly"): ["nodong", "--from", "38,125", "--to", "35,129"],
    ("missile", "fan"): ["nodong", "--from", "38,125", "--to", "35,129"],
    ("battery", "timeline"): ["--missile", "nodong", "--from", "38,125", "--to", "35,129"],
    ("battery", "plan"): ["--threat", "nodong:hwangju:busan"],
    ("radar", "track"): ["--missile", "nodong", "--from", "38,125", "--to", "35,129"],
    ("raid", "ideal"): ["--missiles", "20", "--interceptors", "24"],
    ("run", "job-script"): ["kept"],
    ("study", "sensitivity"): ["--metric", "people-share"],
    ("study", "uncertainty"): ["--metric", "people-share"],
    ("catalog", "show"): ["nodong"],
    ("claim", "show"): ["earnest-orientation"],
    ("claim", "test"): ["guam"],
    ("protect",): ["Seoul"],
    ("sees",): ["Beijing"],
    ("scenario", "new"): ["a.yaml"],
}
PLACES = {"site", "from", "to", "towards"}


def commands(parent: App = app, path: tuple[str, ...] = ()):
    for name in parent:
        if name.startswith("-"):
            continue
        child = parent[name]
        if child.default_command is not None:
            yield (*path, name), child
        else:
            yield from commands(child, (*path, name))


def kinds_in(hint):
    inside = [kind for part in typing.get_args(hint) for kind in kinds_in(part)]
    return [hint, *inside] if isinstance(hint, type) else inside


def options(wanted):
    for path, command in commands():
        for argument in command.assemble_argument_collection():
            keyword = argument.field_info.kind is argument.field_info.KEYWORD_ONLY
            if keyword and argument.name != "*" and wanted(argument.name[2:], argument.hint):
                yield pytest.param(path, argument.name, id=" ".join((*path, argument.name)))


def words_of(path, option, value):
    needed = NEEDED.get(path, [])
    if option in needed:
        at = needed.index(option)
        needed = needed[:at] + needed[at + 2 :]
    return [*path, *needed, option, value]


def read(words):
    return app.parse_args(words, exit_on_error=False, print_error=False)


WHOLE = list(options(lambda _, hint: int in kinds_in(hint)))
NUMBERS = list(options(lambda _, hint: float in kinds_in(hint)))
PLACED = list(options(lambda name, _: name in PLACES))


def test_every_command_is_looked_at():
    assert len(dict(commands())) >= 25
    assert len(WHOLE) >= 9
    assert len(NUMBERS) >= 30
    assert len(PLACED) >= 14


@pytest.mark.parametrize("value", ["1.5", "1e2", "nan", "", "0x10", "1_0", "9" * 4301])
@pytest.mark.parametrize(("path", "option"), WHOLE)
def test_a_whole_number_option_takes_whole_numbers(path, option, value):
    with pytest.raises((CycloptsError, InputError), match="is not a whole number") as refused:
        read(words_of(path, option, value))
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(("path", "option"), WHOLE)
def test_a_whole_number_is_taken_as_it_is(path, option):
    _, bound, _ = read(words_of(path, option, "3"))
    assert 3 in given(bound)


def given(bound):
    """What a command gets, groups of options and lists laid flat."""
    values = [
        value
        for one in bound.arguments.values()
        for value in (vars(one).values() if dataclasses.is_dataclass(one) else [one])
    ]
    return [v for value in values for v in (value, *_items(value))]


def _items(value):
    return value if isinstance(value, list | tuple) else ()


@pytest.mark.parametrize("value", ["ten", "1,5", "9" * 500 + "x"])
@pytest.mark.parametrize(("path", "option"), NUMBERS)
def test_a_number_option_takes_numbers(path, option, value):
    if option in ("--from", "--to", "--towards"):
        value = f"{value},1,2"
    with pytest.raises((CycloptsError, InputError), match=r"number|float|place") as refused:
        read(words_of(path, option, value))
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(("path", "option"), PLACED)
def test_a_place_may_begin_with_a_minus_sign(path, option):
    _, bound, _ = read(words_of(path, option, "-36,128"))
    assert "-36,128" in given(bound)


def test_limits_are_said():
    for parameter, text, words in (
        (whole(0, 2**63 - 1), "-1", "between 0 and 9,223,372,036,854,775,807"),
        (whole(high=10), "11", "of at most 10"),
        (number(-360.0, 360.0, "degrees"), "361", "between -360 and 360 degrees"),
        (number(high=600.0, unit="s"), "1e308", "of at most 600 s"),
    ):
        token = type("Token", (), {"value": text})
        with pytest.raises(InputError, match=words):
            parameter.converter(int, [token])


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "nan,1", "91,0", "0,361", "x" * 1000])
def test_what_is_no_place_is_refused_briefly(text):
    with pytest.raises(InputError) as refused:
        parse_point(text)
    assert len(str(refused.value)) < 200


BAD_VALUES = ("0", "-1", "nan", "1e308")
# values that each option takes; what is computed with them is tested elsewhere
TAKEN = {
    "--altitude": {"0"},
    "--boresight": {"0", "-1"},
    "--check": {"0"},
    "--clock-start": {"0"},
    "--detect-to-launch": {"0"},
    "--draws": {"0"},
    "--intercept": {"0"},
    "--interceptors": {"0"},
    "--kill-probability": {"0"},
    "--latitude": {"0", "-1"},
    "--launch-altitude": {"0"},
    "--longitude": {"0", "-1"},
    "--samples": {"0"},
    "--port": {"0"},
    "--seed": {"0"},
    "--site-altitude": {"0", "-1"},
    "--tracking-probability": {"0"},
    "--tracks": {"0"},
    "--tracks-held": {"0"},
    "--v-east": {"0", "-1"},
    "--v-north": {"0", "-1"},
    "--v-up": {"0", "-1"},
    ("battery", "reach", "--launch-altitude"): {"0", "-1"},
}
# what else must be there for a value to be looked at
BESIDE = {
    ("battery", "timeline"): ["--shape", "lofted"],
    ("battery", "footprint"): ["--missile", "nodong", "--spacing", "100"],
    ("battery", "sites"): ["--spacing", "100", "--site", "daegu", "--site", "wonju"],
    ("missile", "fly"): ["--shape", "lofted"],
    ("missile", "lofted"): ["hwasong-15", "--range", "900", "--apogee", "4000"],
    ("radar", "track"): ["--shape", "lofted"],
    ("raid", "ideal"): ["--kill-probability", "0.8"],
}
IDENTIFIER = re.compile(r"\b[a-z]+\d*(_[a-z0-9]+)+\b|\b[A-Za-z]+(Error|Options)\b|\bNone\b")


def bad_numbers():
    for case in {(case.values[0], case.values[1]): case for case in WHOLE + NUMBERS}:
        path, option = case
        taken = TAKEN.get((*path, option), TAKEN.get(option, set()))
        for value in BAD_VALUES:
            if value not in taken:
                yield pytest.param(path, option, value, id=" ".join((*path, option, value)))


def bad_words(path, option, value):
    given = [*NEEDED.get(path, []), *BESIDE.get(path, [])]
    if option in given:
        at = given.index(option)
        del given[at : at + 2]
    return [*path, *given, option, value]


BAD_NUMBERS = list(bad_numbers())


def test_every_numeric_option_has_bad_values():
    looked_at = {(case.values[0], case.values[1]) for case in BAD_NUMBERS}
    assert looked_at == {(case.values[0], case.values[1]) for case in WHOLE + NUMBERS}
    assert len(BAD_NUMBERS) > 150


@pytest.mark.parametrize(("path", "option", "value"), BAD_NUMBERS)
def test_a_bad_number_is_refused_by_the_name_of_its_option(bongsu, path, option, value):
    code, out, err = bongsu(*bad_words(path, option, value))
    assert (code, out) == (2, ""), err
    assert err.startswith("bongsu: ")
    assert err.count("\n") == 1, err
    assert re.search(rf"{option}\b(?!-)", err), err
    assert not IDENTIFIER.search(err), err
