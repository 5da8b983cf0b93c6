"""What kinds that break a file have in common."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.attack.changes import change
from tools.attack.texts import changed
from tools.attack.trees import Tree, yaml_text

_TEXT_CHANGED = 0.2
"""Share of the files whose text is changed as well. [1]"""


def chance_of(kind: str, seed: int, index: int) -> random.Random:
    """Give what draws a case.

    Parameters
    ----------
    kind : str
        Name of the kind.
    seed, index : int
        From which the case is drawn. [1]

    Returns
    -------
    random.Random
        The same for the same words, anywhere.
    """
    return random.Random(f"{kind} {seed} {index}")


def with_mistakes(
    tree: Tree,
    chance: random.Random,
    *,
    first: Callable[[Tree, random.Random], str] = change,
    others: tuple[bytes, ...] = (),
) -> tuple[bytes, list[str]]:
    """Write a file with one or two mistakes in what it says, and at times one in its text.

    Parameters
    ----------
    tree : dict or list
        What would be right; changed in place.
    chance : random.Random
        What draws.
    first : callable, optional
        Makes the first mistake.
    others : tuple of bytes, optional
        Right files, one of which may be taken where the text is changed.

    Returns
    -------
    bytes
        Content of the file.
    list of str
        What was done.
    """
    done = [mistake(tree, chance) for mistake in (first, change)[: chance.choice((1, 1, 2))]]
    text = yaml_text(tree).encode("utf-8", "surrogatepass")
    if chance.random() < _TEXT_CHANGED:
        text, what = changed(chance.choice((text, *others)), chance)
        done.append(what)
    return text, done
