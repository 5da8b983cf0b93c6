"""The one look-up of names: how they are compared, and what is said when one is not found.

A name is found in any case, with or without spaces, hyphens, underscores, points and accents, in
Latin letters or in Hangul, by key, title or alias. Nothing here knows what has names; see
:mod:`bongsu.catalog.names`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bongsu.errors import InputError, shortened

# letters that a word shares with the beginning, or with any part, of a longer one to be close
_LEAST_BEGINNING, _LEAST_PART = 3, 4
_MOST_OFFERED = 5
# as many as are listed in full when none is close
_SHORT_LIST, _FEW_NAMES = 12, 6
# letters of a close word one of which may be wrong
_LETTERS_PER_ERROR = 4
_LONGEST_COMPARED = 80

_Word = TypeVar("_Word", bound=str)


class Name(NamedTuple):
    """What something is called.

    Attributes
    ----------
    kind : str
        What it is, such as ``missile`` or ``country``.
    key : str
        How files, scenarios and results call it.
    title : str
        How tables, sentences and pictures call it.
    korean : str
        The same in Korean; empty where there is no such name.
    aliases : tuple of str
        Other names and spellings.
    offered_for : tuple of str
        Names that mean something else, beside which this one is offered.
    """

    kind: str
    key: str
    title: str
    korean: str = ""
    aliases: tuple[str, ...] = ()
    offered_for: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """Title, with the key in brackets where it reads otherwise."""
        return self.title if self.title == self.key else f"{self.title} ({self.key})"


class Match(NamedTuple):
    """What a word means.

    Attributes
    ----------
    name : Name
        What was found.
    others : tuple of Name
        What else people may mean by the word.
    """

    name: Name
    others: tuple[Name, ...] = ()


@lru_cache(maxsize=20_000)
def normalised(text: str) -> str:
    """Reduce a name to what counts when names are compared.

    Parameters
    ----------
    text : str
        As written.

    Returns
    -------
    str
        Letters and digits only, without case or accents, in the compatibility decomposition of
        Unicode, so that a syllable of Hangul is equal in every form of writing it.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def find(word: str, groups: Iterable[Sequence[Name]], what: str) -> Match:
    """Find what a word means.

    A key counts before titles, and titles before aliases; an earlier group before a later one.

    Parameters
    ----------
    word : str
        As written.
    groups : iterable of sequence of Name
        What it may mean, what is asked for first; later ones are only made when they are needed.
    what : str
        What is looked for, for the message.

    Returns
    -------
    Match
        The one thing that it means.

    Raises
    ------
    InputError
        If it means nothing, with names close to it; or several things, with all of them.
    """
    if not isinstance(word, str):
        raise InputError(f"{shortened(word)} is no name: write the {what} as text")
    wanted = normalised(word)
    seen = []
    for group in groups:
        seen.append(group)
        for name in group:
            if name.key == word:
                return Match(name)
        if not wanted:
            continue
        for spellings in (_by_key, _by_title, _by_alias):
            found = [name for name in group if wanted in map(normalised, spellings(name))]
            if len(found) == 1:
                others = (n for n in group if wanted in map(normalised, n.offered_for))
                return Match(found[0], tuple(others))
            if found:
                listed = "; ".join(name.described for name in found)
                raise InputError(f"{word!r} is the name of several: {listed}; say which")
    raise InputError(f"there is no {what} {word!r}{close_names(word, seen)}")


def word_among(word: object, known: Iterable[_Word]) -> _Word | None:
    """Find which of a few fixed words is meant, such as shapes or rules of fire.

    Parameters
    ----------
    word : object
        As written.
    known : iterable of str
        The words, as results have them.

    Returns
    -------
    str or None
        The one that reads alike without case, spaces and hyphens; none for anything else.
    """
    if not isinstance(word, str):
        return None
    wanted = normalised(word)
    return next((one for one in known if normalised(one) == wanted), None)


def find_word(word: object, known: Iterable[_Word], what: str) -> _Word:
    """Find which of a few fixed words is meant, or refuse.

    Parameters
    ----------
    word : object
        As written.
    known : iterable of str
        The words, as results have them.
    what : str
        What they are, for the message.

    Returns
    -------
    str
        See :func:`word_among`.

    Raises
    ------
    InputError
        If it is none of them; lists them, and what is close.
    """
    words = list(known)
    found = word_among(word, words)
    if found is None:
        raise InputError(
            f"there is no {what} {shortened(word)}: use one of {', '.join(words)}"
            f"{close_words(word, words)}"
        )
    return found


def close_words(word: object, known: Iterable[str]) -> str:
    """List the words close to one that does not exist, where all are listed anyway.

    Parameters
    ----------
    word : object
        As written.
    known : iterable of str
        What exists.

    Returns
    -------
    str
        ``"; close names: 'x', 'y'"``, or nothing when none is close.
    """
    hint = suggest(str(word), known)
    return hint if hint.startswith("; close") else ""


def close_names(word: str, groups: Sequence[Sequence[Name]]) -> str:
    """List the names close to a word that means nothing.

    Parameters
    ----------
    word : str
        As written.
    groups : sequence of sequence of Name
        What there is, what is asked for first.

    Returns
    -------
    str
        ``"; close names: ..."``, closest first, or all names when there are few, or nothing.
    """
    near: list[tuple[float, int, int, str]] = []
    for rank, group in enumerate(groups):
        closest = min(near)[0] if near else float("inf")
        # of another kind only what is closer than all of the kinds asked for before it
        near += [
            (min(found), rank, position, name.described)
            for position, name in enumerate(group)
            if (found := [d for s in _spellings(name) if (d := _distance(word, s)) is not None])
            and min(found) < closest
        ]
    if near:
        offered = list(dict.fromkeys(described for *_, described in sorted(near)))
        return f"; close names: {', '.join(offered[:_MOST_OFFERED])}"
    first = groups[0] if groups else ()
    few = 0 < len(first) <= _FEW_NAMES
    return f"; there are {', '.join(name.described for name in first)}" if few else ""


def suggest(word: str, known: Iterable[str]) -> str:
    """List the words close to one that does not exist.

    Parameters
    ----------
    word : str
        As written.
    known : iterable of str
        What exists.

    Returns
    -------
    str
        ``"; close names: 'x', 'y'"``, or all words when there are few, or nothing.
    """
    names, text = list(known), str(word)
    near = [(d, p, n) for p, n in enumerate(names) if (d := _distance(text, n)) is not None]
    if near:
        offered = [repr(name) for *_, name in sorted(near)[:_MOST_OFFERED]]
        return f"; close names: {', '.join(offered)}"
    return f"; there are {', '.join(names)}" if 0 < len(names) <= _SHORT_LIST else ""


def _by_key(name: Name) -> tuple[str, ...]:
    return (name.key,)


def _by_title(name: Name) -> tuple[str, ...]:
    return name.title, name.korean


def _by_alias(name: Name) -> tuple[str, ...]:
    return name.aliases


def _spellings(name: Name) -> tuple[str, ...]:
    return tuple(s for s in (name.key, name.title, name.korean, *name.aliases) if s)


def _distance(word: str, name: str) -> float | None:
    """How far a word is from a name, below 1 when letters are wrong; None when it is not close."""
    a, b = normalised(word), normalised(name)
    longer = max(len(a), len(b))
    if not a or not b or longer > _LONGEST_COMPARED:
        return None
    if a.isdigit() and b.isdigit():
        return None  # numbers and codes are not misspelt names
    allowed = max(1, round(longer / _LETTERS_PER_ERROR))
    if min(len(a), len(b)) > 1 and abs(len(a) - len(b)) <= allowed:
        wrong = _wrong_letters(a, b)
        if wrong <= allowed:
            return wrong / longer
    short, long = sorted((a, b), key=len)
    begins = len(short) >= _LEAST_BEGINNING and long.startswith(short)
    if begins or (len(short) >= _LEAST_PART and short in long):
        return 2.0 - len(short) / longer
    return None


def _wrong_letters(a: str, b: str) -> int:
    """Letters to insert, drop, change or swap with their neighbour to make one word the other."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
