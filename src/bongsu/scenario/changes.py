"""What the verbs of a scenario share: reading their arguments, and saying what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING

from bongsu.catalog.lookup import Name, close_names, word_among
from bongsu.errors import InputError, shortened
from bongsu.scenario.parts.places import degrees_of
from bongsu.scenario.parts.problems import ChangeError
from bongsu.words import SHAPES

if TYPE_CHECKING:
    from bongsu.scenario.facts import ScenarioFacts
    from bongsu.scenario.parts.flights import Flights, Threat
    from bongsu.scenario.parts.places import Coordinates


def written(value: object, unit: str) -> str:
    """Write a value as a file has it.

    Parameters
    ----------
    value : object
        A number in the unit, or what has its own unit already.
    unit : str
        Such as ``km``.

    Returns
    -------
    str
        A quantity, for a model to check.
    """
    if isinstance(value, str):
        return value
    if not isinstance(value, bool) and isinstance(value, Real):
        number = repr(float(value))
    else:
        number = repr(value)
    return f"{number.removesuffix('.0')} {unit}"


def placed(to: Coordinates | tuple[float, float]) -> dict[str, object]:
    """Write a place as a file has it.

    Parameters
    ----------
    to : Coordinates or (float, float)
        Coordinates, or latitude and longitude at altitude 0. [deg]

    Returns
    -------
    dict
        The same, for a model to check.
    """
    if isinstance(to, tuple):
        latitude, longitude = degrees_of(to)
        return {
            "name": f"{latitude!r},{longitude!r}",
            "latitude_deg": latitude,
            "longitude_deg": longitude,
            "altitude": "0 m",
        }
    return to.model_dump(mode="json")


def kept_threats(
    scenario: ScenarioFacts,
    *,
    missile: str | Sequence[str] | None,
    shape: str | Sequence[str] | None,
    launch_area: str | Sequence[str] | None,
) -> list[dict[str, object]]:
    """Choose among the threats of a scenario.

    Parameters
    ----------
    scenario : ScenarioFacts
    missile, shape, launch_area : str, sequence of str or None
        What is kept; everything when none.

    Returns
    -------
    list of dict
        The threats that are left, as a file has them.

    Raises
    ------
    InputError
        If something asked for is not among them, or not together with the rest.
    """
    asked = {"missile": missile, "shape": shape, "launch_area": launch_area}
    for argument, names in asked.items():
        _check_names(argument, names)
    wanted = {
        argument: None
        if names is None
        else tuple(
            _key(scenario, argument, name)
            for name in ((names,) if isinstance(names, str) else names)
        )
        for argument, names in asked.items()
    }
    flown = [
        {"missile": threat.missile, "shape": one, "launch_area": name_of(area)}
        for threat in scenario.threats
        for one in threat.shapes
        for area in threat.launch_areas
    ]
    left = [
        flight
        for flight in flown
        if all(names is None or flight[key] in names for key, names in wanted.items())
    ]
    for argument, names in wanted.items():
        if names is not None and not names:
            raise ChangeError("only", argument, "the list is empty; it needs at least one name")
    for there in (flown, left):
        for argument in ("missile", "shape", "launch_area"):
            for name in wanted[argument] or ():
                if all(flight[argument] != name for flight in there):
                    raise _not_flown(scenario, argument, name, flown, wanted)
    return [
        _part(threat, *parts) for threat in scenario.threats if (parts := _shared(threat, wanted))
    ]


def _check_names(argument: str, names: object) -> None:
    """Refuse what is neither a name nor several."""
    several = names if isinstance(names, Sequence | set | frozenset) else (names,)
    if names is not None and not all(isinstance(name, str) for name in several):
        word = argument.replace("_", " ")
        raise ChangeError("only", argument, f"{shortened(names)} is not the name of a {word}")


def _key(scenario: ScenarioFacts, argument: str, name: str) -> str:
    """Key of a missile, shape or launch area by any of its names; other words stay as they are."""
    if argument == "shape":
        return word_among(name, SHAPES) or name
    try:
        return scenario.catalog.key(argument.replace("_", "-"), name)
    except InputError:
        return name  # the user's own coordinates, or a name that no flight has


def _not_flown(
    scenario: ScenarioFacts,
    argument: str,
    name: str,
    flown: Sequence[Mapping[str, str]],
    wanted: Mapping[str, tuple[str, ...] | None],
) -> ChangeError:
    """What to say of a name that no flight has, or none of those that the others leave."""
    others = {key: n for key, n in wanted.items() if n is not None and key != argument}
    beside = [flight for flight in flown if all(flight[key] in n for key, n in others.items())]
    known = [
        _named(scenario, argument, key)
        for key in dict.fromkeys(flight[argument] for flight in beside or flown)
    ]
    word = argument.replace("_", " ")
    these = " and ".join(
        f"the {key.replace('_', ' ')} {', '.join(_named(scenario, key, n).title for n in names)}"
        for key, names in others.items()
    )
    where = f" with {these}" if others and beside else ""
    missing = _named(scenario, argument, name)
    asked = repr(name) if missing.title == name else missing.described
    hint = close_names(name, [known])
    return ChangeError(
        "only",
        argument,
        f"no flight{where} in the scenario {scenario.name} has the {word} {asked}"
        f"{hint if hint.startswith('; close') else ''}; they have "
        f"{', '.join(one.described for one in known)}",
    )


def _named(scenario: ScenarioFacts, argument: str, key: str) -> Name:
    """What a missile, shape or launch area is called; other words stand for themselves."""
    kind = argument.replace("_", "-")
    own = {
        area.name: area.title
        for threat in scenario.threats
        for area in threat.launch_areas
        if not isinstance(area, str)
    }
    if argument == "launch_area" and key in own:
        return Name(kind, key, own[key])
    if argument != "shape" and key in scenario.catalog.keys(kind):
        return scenario.catalog.find(kind, key).name
    return Name(kind, key, key)


def _shared(
    threat: Threat, wanted: Mapping[str, tuple[str, ...] | None]
) -> tuple[list[str], list[str | Coordinates]] | None:
    """Shapes and launch areas of a threat that are kept; None when nothing is."""
    missiles, shapes, areas = (wanted[key] for key in ("missile", "shape", "launch_area"))
    if missiles is not None and threat.missile not in missiles:
        return None
    some = [one for one in threat.shapes if shapes is None or one in shapes]
    starts = [area for area in threat.launch_areas if areas is None or name_of(area) in areas]
    return (list(some), starts) if some and starts else None


def _part(
    threat: Flights, shapes: Iterable[str], areas: Iterable[str | Coordinates]
) -> dict[str, object]:
    """A threat with some of its shapes and launch areas, as a file has it."""
    content = threat.model_dump(mode="json")
    content |= {
        "shapes": list(shapes),
        "launch_areas": [area if isinstance(area, str) else placed(area) for area in areas],
    }
    if not {"lofted", "depressed"} & set(shapes):
        content["apogee"] = None
    return content


def name_of(place: str | Coordinates) -> str:
    """What results call a place of a scenario.

    Parameters
    ----------
    place : str or Coordinates
        As the scenario has it.

    Returns
    -------
    str
        Its name.
    """
    return place if isinstance(place, str) else place.name
