"""A page in a language: sentences, names, numbers and dates as its readers write them.

English is what the package is written in. What another language says for an English sentence stands
in ``data`` beside this module, and for the texts of the claims in the data of the claims, each
under the English text: when that changes, its translation is missing, and not wrong. Names stand
with what they name: in the catalogue, and of populated places in the geography.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, cast

from markupsafe import Markup, escape

from bongsu.catalog import KINDS, Catalog, load_catalog
from bongsu.catalog.documents import read_document
from bongsu.catalog.lookup import Name, suggest
from bongsu.catalog.names import countries, municipal_names, municipalities, provinces
from bongsu.errors import InputError
from bongsu.geography.populated_places import listed_places
from bongsu.words import LanguageCode, in_words
from bongsu.words.quantities import quantity_text, range_text
from bongsu.words.said import Millions, Said, Share

_TRANSLATIONS: Final = (
    ("bongsu.report", "korean.yaml"),
    ("bongsu.report", "korean-answers.yaml"),
    ("bongsu.report", "korean-comparison.yaml"),
    ("bongsu.claims", "korean.yaml"),
    ("bongsu.claims", "korean-debate-2016.yaml"),
    ("bongsu.claims", "korean-elsewhere.yaml"),
)
_NAMED_KINDS: Final = (
    "site", "launch-area", "target", "missile", "radar", "interceptor", "battery", "cross-section",
)  # fmt: skip
_NAMED_OUTSIDE: Final = ("country", "province", "municipality", "populated-place")
_NAMES_IN_TURN: Final = re.compile(r"(.+?), (.+) to (.+)")
"""How a flight is called: a missile, where it starts and where it ends."""
_COUNT: Final = re.compile(r"([\d,]+) ([a-z ]+)$")
_MEASURED: Final = re.compile(
    r"-?[\d,.]+(?:e[+-]?\d+)? (km|m|s|kg|km²|m²|%|km/s|m/s|kN|W|kW|MW|MHz|GHz|dB)$"
)
_PARTICLE: Final = re.compile(r"(\S)(을\(를\)|은\(는\)|이\(가\)|와\(과\))")
_AFTER_CONSONANT: Final[Mapping[str, tuple[str, str]]] = {
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "와(과)": ("과", "와"),
}
# numerals that end on a consonant as they are read: 영, 일, 삼, 육, 칠, 팔
_CLOSED_NUMERALS: Final = "013678"
_FIRST_SYLLABLE, _FINALS = 0xAC00, 28
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_NO_BREAK: Final = "\u00a0"
_MYRIAD: Final = 1e4
# a count of people is rounded to ten thousands from so many on
_IN_MYRIADS: Final = 1e6
_COUNTED: Final[Mapping[str, str]] = {
    "people": "{}명",
    "person": "{}명",
    "arcs": "궤도 {}개",
    "arc": "궤도 {}개",
    "missiles": "{}발",
    "missile": "{}발",
    "sites": "{}곳",
    "site": "{}곳",
    "flights": "비행 {}개",
    "flight": "비행 {}개",
    "shots": "{}발",
    "shot": "{}발",
    "batteries": "포대 {}개",
    "battery": "포대 {}개",
    "launch areas": "발사 지역 {}곳",
    "launch area": "발사 지역 {}곳",
    "changes": "다른 점 {}개",
    "change": "다른 점 {}개",
    "verdicts turn": "판정 {}건이 바뀜",
    "verdict turns": "판정 {}건이 바뀜",
    "times": "{}배",
    "s": "{}초",
    "°": "{}도",
    "%": "{}%",
}


class English(str):
    """A text that stands in English on a page in another language, marked as such."""

    __slots__ = ()

    def __html__(self) -> str:
        """Mark it for browsers and screen readers."""
        return f'<span lang="en">{escape(str(self))}</span>'


class Language:
    """How a page speaks.

    Parameters
    ----------
    code : {'en', 'ko'}
        Language.

    Attributes
    ----------
    code : {'en', 'ko'}
        As given, for the ``lang`` attribute.
    missing : set of str
        English texts that were asked for and have no translation.
    """

    def __init__(self, code: LanguageCode = "en") -> None:
        self.code = code
        self.missing: set[str] = set()

    @property
    def english(self) -> bool:
        """Whether it is the language of the package."""
        return self.code == "en"

    def say(self, template: str, **values: object) -> str:
        """Say a sentence.

        Parameters
        ----------
        template : str
            The English sentence with its values in braces, written out where it is called.
        **values : object
            What stands for the braces, already in the language if it is text.

        Returns
        -------
        str
            In the language; in English, marked as such, where there is no translation.
        """
        return self._filled(template, values)

    def text(self, english: str) -> str:
        """Say a text of another part of the package.

        Parameters
        ----------
        english : str
            A sentence, or a :class:`~bongsu.words.said.Said` one, which is translated part by part.

        Returns
        -------
        str
            In the language; in English, marked as such, where there is no translation.
        """
        if self.english:
            return str(english)
        counted = _COUNT.match(english)
        if counted and counted[2] in _COUNTED:
            return _COUNTED[counted[2]].format(counted[1])
        if _MEASURED.match(english):
            return _korean_number(english)
        if not _LATIN_WORD.search(english):
            return str(english)
        if isinstance(english, Said):
            values = {name: self._value(value) for name, value in english.values.items()}
            return self._filled(english.template, values)
        alone = _alone(english)
        if alone:
            return alone
        named = _NAMES_IN_TURN.match(english)
        if named and all(part in _names() for part in named.groups()):
            missile, start, end = (_names()[part] for part in named.groups())
            return f"{missile}, {start}→{end}"
        parts = english.split(", ")
        if len(parts) > 1 and all(part in _names() for part in parts):
            return ", ".join(_names()[part] for part in parts)
        if _HANGUL.search(english):  # a user's claims may be written in Korean
            return str(english)
        return self._untranslated(english)

    def listed(self, texts: Sequence[str]) -> str:
        """List texts that are in the language already.

        Parameters
        ----------
        texts : sequence of str
            At least one.

        Returns
        -------
        str
            Separated by commas, with "and" before the last in English.
        """
        if not self.english:
            return ", ".join(texts)
        *first, last = texts
        return f"{', '.join(first)} and {last}" if first else last

    def quantity(self, value: float, unit: str) -> str:
        """Write a number with its unit.

        Parameters
        ----------
        value : float
            Number in the unit. [any]
        unit : str
            Unit, as in :func:`bongsu.words.quantities.quantity_text`.

        Returns
        -------
        str
            Such as ``58 %`` or ``2,010만 명``.
        """
        return self._in_units(value, value, unit)

    def range(self, low: float, high: float, unit: str) -> str:
        """Write a range with its unit once.

        Parameters
        ----------
        low, high : float
            Ends. [any]
        unit : str
            Unit, as in :func:`bongsu.words.quantities.quantity_text`.

        Returns
        -------
        str
            Such as ``54 to 61 %`` or ``54~61%``.
        """
        return self._in_units(low, high, unit)

    def measured(self, number: str) -> str:
        """Say a number that is written with its unit.

        Parameters
        ----------
        number : str
            In English, such as ``0.1 s``.

        Returns
        -------
        str
            Such as ``0.1초``.
        """
        return number if self.english else _korean_number(number)

    def between(self, low: str, high: str) -> str:
        """Say a range of two numbers that are written with their units.

        Parameters
        ----------
        low, high : str
            In English, such as ``1 s``.

        Returns
        -------
        str
            With the unit once where both have it, such as ``1 to 10 s`` or ``1~10초``; one number
            where both read the same.
        """
        if low == high:
            return self.measured(low)
        number, unit = _split(low)
        last, other = _split(high)
        if self.english:
            return (
                f"{number} to {high}" if unit == other and "°" not in unit else f"{low} to {high}"
            )
        if _COUNTED.get(unit, unit) == _COUNTED.get(other, other):
            return _with_unit(f"{number}~{last}", unit)
        return f"{_korean_number(low)}~{_korean_number(high)}"

    def date(self, day: date) -> str:
        """Write a day.

        Parameters
        ----------
        day : datetime.date
            Of a statement or a computation.

        Returns
        -------
        str
            Such as ``29 April 2016`` or ``2016년 4월 29일``.
        """
        if self.english:
            return f"{day:%-d %B %Y}"
        return f"{day.year}년 {day.month}월 {day.day}일"

    def _in_units(self, low: float, high: float, unit: str) -> str:
        if self.english:
            return range_text(low, high, unit).replace(" ", _NO_BREAK)
        if unit == "million people":
            return self._in_units(1e6 * low, 1e6 * high, "people")
        if unit in ("people", "person") and max(abs(low), abs(high)) >= _IN_MYRIADS:
            ends = [f"{end / _MYRIAD:,.0f}" for end in (low, high)]
            return f"{ends[0] if ends[0] == ends[1] else '~'.join(ends)}만 명"
        return self.between(quantity_text(low, unit), quantity_text(high, unit))

    def _value(self, value: object) -> object:
        if isinstance(value, Millions):
            return f"{value.real / _MYRIAD:,.0f}만"
        if isinstance(value, Share):
            return self.quantity(float(value), "1")
        return self.text(value) if isinstance(value, str) else value

    def _filled(self, template: str, values: Mapping[str, object]) -> str:
        if self.english:
            return template.format(**values)
        found = sentences().get(template)
        if found is not None:
            return with_particles(found.format(**values))
        if not _LATIN_WORD.search(re.sub(r"\{[^}]*\}", "", template)):
            return template.format(**values)
        return self._untranslated(template, template.format(**values))

    def _untranslated(self, key: str, shown: str | None = None) -> English:
        self.missing.add(str(key))
        return English(key if shown is None else shown)


def plain(text: str) -> str:
    """Take a text without the mark of its language, for an attribute of a tag.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same letters.
    """
    return str.__str__(text) if isinstance(text, Markup) else "".join(text)


def with_particles(text: str) -> str:
    """Choose between the two forms of Korean particles.

    Parameters
    ----------
    text : str
        With both forms where a value stands before them, such as ``을(를)``.

    Returns
    -------
    str
        With the form that goes with the letter before it.

    Examples
    --------
    >>> with_particles("노동을(를), 화성-12을(를), 재진입체을(를)")
    '노동을, 화성-12를, 재진입체를'
    """
    return _PARTICLE.sub(
        lambda found: found[1] + _AFTER_CONSONANT[found[2]][0 if _closed(found[1]) else 1], text
    )


def _alone(english: str) -> str:
    """Name or sentence under an English text, or under the same with a capital; else empty."""
    for text in (english, english[:1].upper() + english[1:]):
        found = _names().get(text) or sentences().get(text)
        if found:
            return found
    return ""


def _closed(letter: str) -> bool:
    """Whether a letter ends on a consonant as it is read."""
    if _HANGUL.match(letter):
        return (ord(letter) - _FIRST_SYLLABLE) % _FINALS != 0
    return letter in _CLOSED_NUMERALS


def _korean_number(english: str) -> str:
    """Give a number with an English unit the unit's Korean name."""
    if english == "no value":
        return "값 없음"
    for words, korean in (("under ", "{} 미만"), ("over ", "{} 초과")):
        if english.startswith(words):
            return korean.format(_korean_number(english.removeprefix(words)))
    return _with_unit(*_split(english))


def _with_unit(number: str, unit: str) -> str:
    """Write a unit after a number, or what is counted about it."""
    return _COUNTED.get(unit, f"{{}}{unit}").format(number)


def _split(text: str) -> tuple[str, str]:
    """Number and unit of an English text."""
    found = re.fullmatch(r"(-?[\d,.]+(?:e[+-]?\d+)?)\s*(.*)", text)
    return (found[1], found[2]) if found else (text, "")


@cache
def sentences() -> Mapping[str, str]:
    """Read what pages say in Korean.

    Returns
    -------
    mapping of str to str
        Korean sentences by the English ones.
    """
    found: dict[str, str] = {}
    for package, file in _TRANSLATIONS:
        written = files(package).joinpath("data", file).read_text(encoding="utf-8")
        listed = cast("list[dict[str, str]]", read_document(written, file).plain())
        found |= {" ".join(one["en"].split()): " ".join(one["ko"].split()) for one in listed}
    return found


def name_of(kind: str, key: str, lang: LanguageCode, catalog: Catalog | None = None) -> str:
    """Say what something is called.

    Parameters
    ----------
    kind : str
        A kind of the catalogue, such as ``missile`` or ``launch-area``; ``country``, ``province``,
        ``municipality`` or ``populated-place``.
    key : str
        As results call it: the key of an entry, the ISO 3166-1 alpha-3 code of a country, the code
        of Statistics Korea, or the number in GeoNames.
    lang : {'en', 'ko'}
        Language.
    catalog : Catalog, optional
        Has the entries; the one that comes with the package by default.

    Returns
    -------
    str
        The name; empty where there is none in the language.

    Raises
    ------
    InputError
        If there is no such kind, or nothing of that kind has the key.

    Examples
    --------
    >>> name_of("missile", "nodong", "ko"), name_of("province", "11", "en")
    ('노동', 'Seoul')
    """
    if kind in KINDS:
        entry = (catalog or load_catalog()).entry(kind, key)
        return entry.title if lang == "en" else entry.korean
    if kind not in _NAMED_OUTSIDE:
        kinds = (*KINDS, *_NAMED_OUTSIDE)
        raise InputError(f"there is no kind of names {kind!r}{suggest(kind, kinds)}")
    found = _named(kind).get(key)
    if found is None:
        raise InputError(f"there is no {in_words(kind)} {key!r}")
    return found.title if lang == "en" else found.korean


def translation(text: str, lang: LanguageCode) -> str:
    """Say a text of the package in a language, where it can be said.

    Parameters
    ----------
    text : str
        A sentence or a title in English, or a :class:`~bongsu.words.said.Said` one.
    lang : {'en', 'ko'}
        Language.

    Returns
    -------
    str
        In the language; empty where there is no translation.

    Examples
    --------
    >>> translation("not testable", "ko"), translation("Nobody translated this.", "ko")
    ('검증 불가', '')
    """
    found = Language(lang).text(text)
    return "" if isinstance(found, English) else str(found)


@cache
def _named(kind: str) -> Mapping[str, Name]:
    """Names outside the catalogue, by what results call them."""
    if kind == "country":
        return countries()
    if kind == "province":
        return provinces()
    if kind == "municipality":
        return {code: one.name for code, one in municipalities().items()}
    return {
        place.code: Name(kind, place.code, place.name, place.korean) for place in listed_places()
    }


@cache
def _names() -> Mapping[str, str]:
    """Korean names of what has a title in English: entries of the catalogue, places, countries."""
    catalogue = load_catalog()
    named = [
        *(name for kind in _NAMED_KINDS for name in catalogue.names(kind)),
        *countries().values(),
        *provinces().values(),
        *municipal_names(),
        *_named("populated-place").values(),
    ]
    written = {alias: name.korean for name in countries().values() for alias in name.aliases}
    return written | {name.title: name.korean for name in reversed(named) if name.korean}
