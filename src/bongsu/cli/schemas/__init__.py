"""Shapes of the JSON that the commands print, and JSON Schema of each."""

import ast
import inspect
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import is_typeddict

from bongsu.errors import InputError
from bongsu.scenario.parts.fields import Model

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

DOCUMENTS: Final[dict[str, str]] = {
    "arc fly": "missile:ArcDocument",
    "battery footprint": "footprint:FootprintDocument",
    "battery plan": "battery:PlanDocument",
    "battery reach": "battery:ReachDocument",
    "battery record": "battery:RecordDocument",
    "battery sites": "footprint:SitesDocument",
    "battery timeline": "battery:TimelineDocument",
    "battery verdicts": "battery:VerdictsDocument",
    "brief": "catalog:BriefDocument",
    "catalog list": "catalog:ListDocument",
    "catalog show": "catalog:ShowDocument",
    "catalog sources": "catalog:SourcesDocument",
    "claim list": "catalog:ClaimsDocument",
    "claim show": "catalog:ClaimDocument",
    "claim test": "catalog:BriefDocument",
    "compare": "questions:ScenariosDocument",
    "missile fan": "missile:FanDocument",
    "missile fly": "missile:FlyDocument",
    "missile lofted": "missile:LoftedDocument",
    "missile tests": "missile:TestsDocument",
    "protect": "questions:ProtectDocument",
    "radar budget": "radar:BudgetDocument",
    "radar compare": "radar:CompareDocument",
    "radar coverage": "radar:CoverageDocument",
    "radar range": "radar:RadarRangeDocument",
    "radar switch": "radar:SwitchDocument",
    "radar track": "radar:TrackDocument",
    "raid ideal": "raid:IdealRaidDocument",
    "raid run": "raid:RaidDocument",
    "raid show": "raid:RaidShownDocument",
    "run status": "raid:RunStatusDocument",
    "scenario check": "catalog:CheckDocument",
    "scenario show": "catalog:ScenarioDocument",
    "sees": "questions:SeesDocument",
    "study metrics": "study:MetricsDocument",
    "study sensitivity": "study:SensitivityDocument",
    "study uncertainty": "study:UncertaintyDocument",
    "validate": "validation:ScorecardDocument",
}
"""Command, and module and class of what it prints."""
# a command that prints something else for several sites
_OTHERWISE: Final = {"battery footprint": "footprint:FootprintsDocument"}
_STRICT: Final = ConfigDict(extra="forbid")


def json_schema(command: str) -> dict[str, Any]:
    """Describe the JSON that a command prints.

    Parameters
    ----------
    command : str
        Its words, such as ``battery footprint``.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Raises
    ------
    InputError
        If there is no such command, or it prints no JSON.
    """
    if command not in DOCUMENTS:
        raise InputError(f"there is no command {command!r} with JSON; `bongsu schema` lists them")
    kind = _load(DOCUMENTS[command])
    if command in _OTHERWISE:
        kind = kind | _load(_OTHERWISE[command])
    made = TypeAdapter(kind).json_schema(mode="serialization")
    if command in _OTHERWISE:
        made["description"] = "Area and people that the batteries defend, of one site or several."
    return {"$schema": DIALECT, "title": f"bongsu {command} --json"} | _described(made)


def file_name(command: str) -> str:
    """Name the file that holds the schema of a command.

    Parameters
    ----------
    command : str
        Its words.

    Returns
    -------
    str
        For example ``battery-footprint.json``.
    """
    return f"{command.replace(' ', '-')}.json"


def _load(place: str) -> Any:  # noqa: ANN401
    module, name = place.split(":")
    home = import_module(f"{__name__}.{module}")
    for kind in vars(home).values():
        if is_typeddict(kind):
            kind.__pydantic_config__ = _STRICT
    return getattr(home, name)


def _described(made: dict[str, Any]) -> dict[str, Any]:
    """Say what each key means, in place of titles that only repeat its name."""
    kinds = made.pop("$defs", {})
    described = {name: _object(name, kind) for name, kind in kinds.items()}
    whole = _object(made.pop("title", ""), made)
    return {**whole, **({"$defs": described} if described else {})}


def _object(name: str, kind: dict[str, Any]) -> dict[str, Any]:
    text, _, listed = kind.get("description", "").partition("\n\nAttributes\n----------\n")
    meanings = _meanings().get(name) or _inherited_meanings(name) | _listed_meanings(listed)
    told = {key: value for key, value in kind.items() if key not in ("title", "description")}
    if "properties" in told:
        told["properties"] = {
            key: {
                **({"description": meanings[key]} if key in meanings else {}),
                **{k: v for k, v in value.items() if k not in ("title", "description")},
            }
            for key, value in told["properties"].items()
        }
    return {**({"description": " ".join(text.split())} if text else {}), **told}


def _inherited_meanings(name: str) -> dict[str, str]:
    """What the keys mean that a part of a scenario has from the part it is made from."""
    found: dict[str, str] = {}
    for kind in (k for k in Model.__subclasses__() if name in {s.__name__ for s in _below(k)}):
        text = inspect.getdoc(kind) or ""
        found |= _listed_meanings(text.partition("\n\nAttributes\n----------\n")[2])
    return found


def _below(kind: type[Model]) -> set[type[Model]]:
    children: list[type[Model]] = kind.__subclasses__()
    return {kind}.union(*(_below(child) for child in children))


def _listed_meanings(text: str) -> dict[str, str]:
    """Read the section on attributes of a class of the package."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(" : ")[0].split(",")]
        else:
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip()
    return found


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """What each key of each typed dictionary here means: the text that stands under it."""
    found: dict[str, dict[str, str]] = {}
    for module in ("common", *sorted({place.split(":")[0] for place in DOCUMENTS.values()})):
        source = inspect.getsource(import_module(f"{__name__}.{module}"))
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                own = found.setdefault(node.name, {})
                for base in node.bases:
                    own |= found.get(ast.unparse(base), {})
                for field, text in pairwise(node.body):
                    if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                        own[ast.unparse(field.target)] = ast.literal_eval(text.value)
    return found
