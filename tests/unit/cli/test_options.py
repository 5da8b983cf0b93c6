"""Options of every command: whole numbers, numbers, places that begin with a minus sign."""

import inspect
import typing

import pytest
from cyclopts import App, CycloptsError, Parameter

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
    ("catalog", "show"): ["nodong"],
    ("claim", "show"): ["earnest-orientation"],
    ("scenario", "new"): ["a.yaml"],
}
PLACES = {"site", "from", "to", "towards"}


def commands(parent: App = app, path: tuple[str, ...] = ()):
    for name in parent:
        if name.startswith("-"):
            continue
        child = parent[name]
        if child.default_command is not None:
            yield (*path, name), child.default_command
        else:
            yield from commands(child, (*path, name))


def kinds_in(hint):
    inside = [kind for part in typing.get_args(hint) for kind in kinds_in(part)]
    return [hint, *inside] if isinstance(hint, type) else inside


def word_of(name, hint):
    """The option of a parameter: the name that its annotation gives, else its own."""
    for mark in typing.get_args(hint):
        if isinstance(mark, Parameter) and mark.name:
            return mark.name[0]
        if typing.get_args(mark) and (inner := word_of("", mark)) != "--":
            return inner
    return f"--{name.rstrip('_').replace('_', '-')}"


def options(wanted):
    for path, function in commands():
        hints = typing.get_type_hints(function)
        written = typing.get_type_hints(function, include_extras=True)
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind is parameter.KEYWORD_ONLY and wanted(name.rstrip("_"), hints[name]):
                yield pytest.param(path, word_of(name, written[name]), id=f"{path} {name}")


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
    assert 3 in [v for value in bound.arguments.values() for v in (value, *_items(value))]


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
    given = [v for value in bound.arguments.values() for v in (value, *_items(value))]
    assert "-36,128" in given or (-36.0, 128.0) in given


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
