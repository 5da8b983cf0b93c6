"""Any valid scenario survives being written; no file, however broken, gives a traceback."""

import random
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.catalog import load_catalog
from bongsu.catalog.rows.units import format_quantity
from bongsu.errors import InputError
from bongsu.scenario import built_in_text, dump_scenario, parse_scenario
from bongsu.scenario.models import Scenario

CATALOG = load_catalog()
NAMES = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=60
)


def quantity(dimension, low, high):
    return st.floats(low, high).map(lambda value: format_quantity(value, dimension))


def some(kind):
    return st.sampled_from(CATALOG.keys(kind))


def place(kind, low=-500, high=9e3):
    coordinates = st.fixed_dictionaries(
        {
            "name": NAMES,
            "latitude_deg": st.floats(-90, 90),
            "longitude_deg": st.floats(-180, 180),
            "altitude": quantity("m", low, high),
        }
    )
    return some(kind) | coordinates


def places(kind, *heights):
    """Some places of different names."""
    return st.lists(
        place(kind, *heights),
        min_size=1,
        max_size=3,
        unique_by=lambda spot: spot if isinstance(spot, str) else spot["name"],
    )


def missile_of(flights):
    return flights["missile"]


RADAR = st.fixed_dictionaries(
    {"boresight": quantity("rad", -6, 6)},
    optional={
        "tilt": quantity("rad", -0.1, 1.5),
        "skyline": st.lists(st.integers(0, 359), unique=True, max_size=4).map(
            lambda angles: [
                {"azimuth": f"{angle} deg", "elevation": "3 deg"} for angle in sorted(angles)
            ]
        ),
    },
)
DOCTRINE = st.fixed_dictionaries(
    {"rule": st.just("salvo")},
    optional={
        "salvo": st.integers(1, 8),
        # inside the altitude band of every interceptor of the catalogue, at any level
        "keep_out_altitude": quantity("m", 0, 1.4e4),
        "ceiling": quantity("m", 1e5, 1e6),
        "kill_probability": quantity("1", 0, 1),
        "detect_to_launch": quantity("s", 0, 3600),
        "clock_start": quantity("s", 0, 3600),
    },
)
BATTERY = st.fixed_dictionaries(
    {"name": NAMES, "type": some("battery"), "site": place("site"), "radar": RADAR},
    optional={
        "launchers": st.lists(
            st.fixed_dictionaries(
                {"count": st.integers(1, 100)}, optional={"east": quantity("m", -3e5, 3e5)}
            ),
            max_size=3,
        ),
        "doctrine": DOCTRINE,
    },
)
SHAPES = st.lists(
    st.sampled_from(["full-burn-lofted", "full-burn-depressed"]), unique=True, min_size=1
)
FLIGHTS = {
    "missile": some("missile"),
    # as high as a missile can start
    "launch_areas": places("launch-area", 0, 6e3),
    "shapes": SHAPES,
}
NUMBERS = [path for path, row in CATALOG.rows().items() if hasattr(row, "low")]
SCENARIOS = st.fixed_dictionaries(
    {
        "format": st.just(1),
        "name": NAMES,
        "title": TEXTS,
        "date": st.dates().map(str),
        "region": st.fixed_dictionaries(
            {
                "country": st.sampled_from(["KOR", "JPN", "PRK"]),
                "grid_spacing": quantity("m", 500, 1e5),
            }
        ),
        "batteries": st.lists(
            BATTERY, min_size=1, max_size=3, unique_by=lambda battery: battery["name"]
        ),
        "threats": st.lists(
            st.fixed_dictionaries(FLIGHTS), min_size=1, max_size=3, unique_by=missile_of
        ),
    },
    optional={
        "description": TEXTS,
        "candidate_sites": st.lists(some("site"), unique=True, max_size=4),
        "other_flights": st.lists(
            st.fixed_dictionaries(
                {
                    **FLIGHTS,
                    "group": st.sampled_from(["intercontinental", "theatre"]),
                    "targets": places("target"),
                }
            ),
            max_size=2,
            unique_by=missile_of,
        ),
        "uncertainty": st.dictionaries(
            st.sampled_from(NUMBERS), st.sampled_from(["low", "high", "nominal"]), max_size=4
        ),
        "seed": st.integers(0, 2**63 - 1),
    },
)


@settings(max_examples=60)
@given(SCENARIOS, st.booleans())
def test_a_scenario_survives_being_written(content, defaults):
    scenario = Scenario.model_validate(content)
    again = parse_scenario(dump_scenario(scenario, defaults=defaults))
    assert again == scenario
    assert again.hash() == scenario.hash()


TEXT = built_in_text("korea-2016")
JUNK = (*string.printable, "\t", "\x00", "é", "한", "- ", ": ", "{", "[", "&a ", "*a", "!!x ", "? ")


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_no_broken_file_gives_a_traceback(chance):
    assert verdict(broken(TEXT, chance)).strip()


def verdict(text: str) -> str:
    """Say whether a text holds; anything but an InputError passes through."""
    try:
        return parse_scenario(text).hash()
    except InputError as error:
        return str(error)


def broken(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        length = chance.choice((0, 1, 1, 5, 40))
        text = text[:at] + chance.choice(JUNK) * chance.randint(0, 3) + text[at + length :]
    lines = text.splitlines(keepends=True)
    if chance.random() < 0.5:
        first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
    return "".join(lines)


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=8,
    ),
    st.sampled_from(sorted(Scenario.model_fields)),
)
def test_no_wrong_type_gives_a_traceback(value, field):
    import json

    lines = [line for line in TEXT.split("\n") if not line.startswith("#")]
    text = "\n".join(lines).replace(f"\n{field}:", "\nseed_:", 1)
    text += f"\n{json.dumps(field)}: {json.dumps(value)}\n"
    assert verdict(text).strip()
