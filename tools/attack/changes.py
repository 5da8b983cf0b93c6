"""Changes of a tree: one of its values, or the structure about it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

from tools.attack.trees import Path, Raw, Tree, get, leaves, places, put
from tools.attack.values import scaled, wrong

_MANY = 60


def _any(tree: Tree, chance: random.Random) -> Path:
    return chance.choice(list(places(tree)))


def _leaf(tree: Tree, chance: random.Random) -> Path:
    return chance.choice(leaves(tree) or list(places(tree)))


def _in(tree: Tree, chance: random.Random, kind: type) -> Path | None:
    found = [path for path in places(tree) if isinstance(get(tree, path), kind)]
    return chance.choice([(), *found] if isinstance(tree, kind) else found or [None])


def _wrong(tree: Tree, chance: random.Random) -> str:
    path = _leaf(tree, chance) if chance.random() < 0.8 else _any(tree, chance)
    value, kind = wrong(chance)
    put(tree, path, value)
    return f"{_shown(path)}: a wrong {kind}"


def _scaled(tree: Tree, chance: random.Random) -> str:
    path = _leaf(tree, chance)
    put(tree, path, scaled(get(tree, path), chance))
    return f"{_shown(path)}: another size"


def _missing(tree: Tree, chance: random.Random) -> str:
    path = _any(tree, chance)
    del get(tree, path[:-1])[path[-1]]
    return f"{_shown(path)}: left out"


def _renamed(tree: Tree, chance: random.Random) -> str:
    path = _in(tree, chance, dict)
    if path is None or not get(tree, path):
        return _wrong(tree, chance)
    inside = get(tree, path)
    key = chance.choice(list(inside))
    other = chance.choice((
        f"{key}s", str(key)[:-1], str(key).upper(), str(key).replace("_", "-"),
        str(key).replace("-", "_"), Raw(wrong(chance)[0]), "", "name", "<<", " ",
    ))  # fmt: skip
    inside[other] = inside.pop(key)
    return f"{_shown((*path, key))}: called otherwise"


def _extra(tree: Tree, chance: random.Random) -> str:
    path = _in(tree, chance, dict)
    if path is None:
        return _wrong(tree, chance)
    elsewhere = _any(tree, chance)
    get(tree, path)[str(elsewhere[-1])] = copy.deepcopy(get(tree, elsewhere))
    return f"{_shown(path)}: a key more"


def _swapped(tree: Tree, chance: random.Random) -> str:
    one, two = _leaf(tree, chance), _leaf(tree, chance)
    first, second = get(tree, one), get(tree, two)
    put(tree, one, second)
    put(tree, two, first)
    return f"{_shown(one)} and {_shown(two)}: swapped"


def _list(tree: Tree, chance: random.Random) -> str:
    path = _in(tree, chance, list)
    if not path:
        return _wrong(tree, chance)
    items = get(tree, path)
    what = chance.choice(("doubled", "emptied", "many", "reversed", "one"))
    if not items or what == "emptied":
        items.clear()
    elif what == "doubled":
        items.append(copy.deepcopy(chance.choice(items)))
    elif what == "many":
        items.extend(copy.deepcopy(chance.choice(items)) for _ in range(_MANY))
    elif what == "reversed":
        items.reverse()
    else:
        put(tree, path, items[0])
    return f"{_shown(path)}: {what}"


def _wrapped(tree: Tree, chance: random.Random) -> str:
    path = _any(tree, chance)
    value = get(tree, path)
    put(tree, path, [value] if chance.random() < 0.5 else {"value": value})
    return f"{_shown(path)}: wrapped"


def _anchored(tree: Tree, chance: random.Random) -> str:
    one, two = _leaf(tree, chance), _leaf(tree, chance)
    put(tree, one, Raw(f"&x {get(tree, one)}"))
    put(tree, two, Raw("*x"))
    return f"{_shown(one)} and {_shown(two)}: anchor and alias"


def _shown(path: Path) -> str:
    return ".".join(str(step)[:40] for step in path) or "all"


CHANGES: tuple[Callable[[Any, random.Random], str], ...] = (
    _wrong, _wrong, _wrong, _scaled, _scaled, _missing, _renamed, _extra, _swapped, _list, _wrapped,
    _anchored,
)  # fmt: skip


def change(tree: Tree, chance: random.Random) -> str:
    """Change a tree in one way, in place.

    Parameters
    ----------
    tree : dict or list
        Content of a file; not empty.
    chance : random.Random
        What draws.

    Returns
    -------
    str
        What was done.
    """
    if not list(places(tree)):
        return "nothing is left to change"
    return chance.choice(CHANGES)(tree, chance)
