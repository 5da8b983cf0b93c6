"""Any valid scenario survives being written; no file, however broken, gives a traceback."""

import random
import string
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.catalog import load_catalog
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.errors import InputError
from bongsu.scenario import built_in_text, dump_scenario, parse_scenario
from bongsu.scenario.models import Scenario
from bongsu.scenario.parts.places import read_place
from bongsu.scenario.parts.problems import written_names

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


def as_it_flies(flights):
    """A missile with lift has the depressed arc alone."""
    if CATALOG.missile(flights["missile"]).lift_to_drag is None:
        return flights
    return flights | {"shapes": ["full-burn-depressed"]}


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
            st.fixed_dictionaries(FLIGHTS).map(as_it_flies),
            min_size=1,
            max_size=3,
            unique_by=missile_of,
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
            ).map(as_it_flies),
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


def turned(battery, catalog):
    battery["radar"] = battery["radar"] | {"boresight": "179.5 deg"}


def pinned(battery, catalog):
    """The catalogue's number written down stays where the catalogue moves."""
    count = int(catalog.battery(battery["type"]).launchers.value)
    battery["launchers"] = [] if battery.get("launchers") else [{"count": count}]


def nudged(place, kind, catalog):
    """A place a metre higher."""
    if isinstance(place, str):
        place = at(place, kind, catalog)
    height = parse_quantity(place["altitude"], "m")
    return place | {"altitude": format_quantity(height + 1.0, "m")}


def at(name, kind, catalog):
    """Coordinates of a place of the catalogue, under another name."""
    found = read_place(catalog, kind, name).place
    return {
        "name": "elsewhere",
        "latitude_deg": found.latitude_deg,
        "longitude_deg": found.longitude_deg,
        "altitude": format_quantity(found.altitude, "m"),
    }


def lifted(content, catalog):
    battery = content["batteries"][-1]
    battery["site"] = nudged(battery["site"], "site", catalog)


def started_higher(content, catalog):
    areas = content["threats"][0]["launch_areas"]
    areas[-1] = nudged(areas[-1], "launch-area", catalog)


def another_candidate(content, catalog):
    kept = content.get("candidate_sites", [])
    content["candidate_sites"] = [*kept, next(k for k in catalog.keys("site") if k not in kept)]


def another_spacing(content, catalog):
    spacing = parse_quantity(content["region"]["grid_spacing"], "m")
    content["region"]["grid_spacing"] = format_quantity(5e4 if spacing != 5e4 else 4e4, "m")


def another_salvo(content, catalog):
    doctrine = content["batteries"][0].setdefault("doctrine", {"rule": "salvo"})
    doctrine["salvo"] = doctrine.get("salvo", 2) % 8 + 1


def another_object(content, catalog):
    threat = content["threats"][0]
    before = threat.get("cross_section")
    threat["cross_section"] = "spent-stage" if before != "spent-stage" else "body"


def another_seed(content, catalog):
    content["seed"] = content.get("seed", 0) ^ 1


def one_threat_more(content, catalog):
    threat = deepcopy(content["threats"][0])
    before = threat.get("cross_section")
    # the same flight twice is refused
    threat["cross_section"] = "spent-stage" if before != "spent-stage" else "body"
    content["threats"].append(threat)


OTHERS = (
    lambda content, catalog: turned(content["batteries"][0], catalog),
    lambda content, catalog: pinned(content["batteries"][0], catalog),
    lifted,
    started_higher,
    another_candidate,
    another_spacing,
    another_salvo,
    another_object,
    another_seed,
    one_threat_more,
)


@settings(max_examples=60)
@given(SCENARIOS)
def test_no_two_inputs_share_a_hash(content):
    found = [Scenario.model_validate(content).hash()]
    for change in OTHERS:
        other = deepcopy(content)
        change(other, CATALOG)
        found.append(Scenario.model_validate(other).hash())
    assert len(set(found)) == len(OTHERS) + 1


@settings(max_examples=60)
@given(SCENARIOS)
def test_what_things_are_called_does_not_enter_the_hash(content):
    scenario = Scenario.model_validate(content)
    other = deepcopy(content) | {"name": "another", "title": "T", "date": "1999-12-31"}
    for number, battery in enumerate(other["batteries"]):
        battery["name"] = f"battery-{number}"
        battery["site"] = renamed(battery["site"], "site", scenario.catalog)
    for kind in ("threats", "other_flights"):
        for flights in other.get(kind, []):
            flights["launch_areas"] = all_renamed(
                flights["launch_areas"], "launch-area", scenario.catalog
            )
    for flights in other.get("other_flights", []):
        flights["targets"] = all_renamed(flights["targets"], "target", scenario.catalog)
    assert Scenario.model_validate(other).hash() == scenario.hash()


def renamed(place, kind, catalog, name="elsewhere"):
    """The same place under another name, where the catalogue with its levels has it."""
    return (at(place, kind, catalog) if isinstance(place, str) else place) | {"name": name}


def all_renamed(places, kind, catalog):
    return [renamed(place, kind, catalog, f"elsewhere-{i}") for i, place in enumerate(places)]


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
    st.sampled_from(sorted(written_names(Scenario))),
)
def test_no_wrong_type_gives_a_traceback(value, field):
    import json

    lines = [line for line in TEXT.split("\n") if not line.startswith("#")]
    text = "\n".join(lines).replace(f"\n{field}:", "\nseed_:", 1)
    text += f"\n{json.dumps(field)}: {json.dumps(value)}\n"
    assert verdict(text).strip()
