"""Text in figures as it was written: no markup, and letters that the fonts at hand can draw.

Names come from catalogues and scenario files, so a title may hold dollar signs, backslashes or
Hangul. Hangul is drawn with a Korean font where one is installed and romanised elsewhere.
"""

import unicodedata
from functools import cache
from typing import Final

import matplotlib.figure
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, NullFormatter

from bongsu.output.pictures import picture_bytes
from bongsu.scenario.provenance import Provenance

LATIN_FONT: Final = "DejaVu Sans"
"""Font of all figures; it comes with matplotlib."""

KOREAN_FONTS: Final = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "NanumBarunGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "UnDotum",
    "Baekmuk Dotum",
    "Noto Sans CJK JP",
)
"""Fonts with Hangul, the first that is installed is used."""

_NOTEBOOK_DPI: Final = 110.0

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_MEDIALS, _FINALS_COUNT = 21, 28
_INITIAL: Final = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
)  # fmt: skip
_MEDIAL: Final = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
# before a consonant or at the end, and before a vowel
_FINAL: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_LINKED: Final = (
    "", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m",
    "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", "h",
)  # fmt: skip
_SILENT_INITIAL: Final = 11
_RIEUL_INITIAL, _RIEUL_FINAL = 5, 8


class Figure(matplotlib.figure.Figure):
    """A figure that draws every text as it was written, and shows itself in a notebook.

    Attributes
    ----------
    provenance : Provenance or None
        Where it comes from, for a line at its foot in a notebook.

    Notes
    -----
    Before each drawing markup is switched off in all its texts, and letters without a glyph are
    replaced; see :func:`drawable`.
    """

    provenance: Provenance | None = None

    def _repr_png_(self) -> bytes:
        return picture_bytes(self, "png", self.provenance, dpi=_NOTEBOOK_DPI)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the figure.

        Parameters
        ----------
        renderer : matplotlib.backend_bases.RendererBase
            What draws.
        """
        for text in self.findobj(Text):
            assert isinstance(text, Text)
            text.set_parse_math(False)
            written = text.get_text()
            if not written.isascii() or not written.isprintable():
                text.set_text(drawable(written))
        super().draw(renderer)


@cache
def korean_font() -> str | None:
    """Find a font with Hangul.

    Returns
    -------
    str or None
        Name of the first of `KOREAN_FONTS` that is installed.
    """
    installed = {font.name for font in fontManager.ttflist}
    return next((name for name in KOREAN_FONTS if name in installed), None)


def font_families() -> list[str]:
    """List the fonts of figures; a letter that one lacks is taken from the next.

    Returns
    -------
    list of str
        The Latin font, and a Korean one if there is any.
    """
    korean = korean_font()
    return [LATIN_FONT] if korean is None else [LATIN_FONT, korean]


def drawable(text: str) -> str:
    """Replace what the fonts at hand cannot draw.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Hangul without a font is romanised, another letter without a glyph is its base letter or a
        question mark, control characters other than line breaks are spaces.
    """
    known = _glyphs(tuple(font_families()))
    if all(ord(letter) in known or letter == "\n" for letter in text):
        return text
    if any(_is_syllable(letter) and ord(letter) not in known for letter in text):
        text = romanised(text)
    return "".join(_replaced(letter, known) for letter in text)


def romanised(text: str) -> str:
    """Write Hangul in Latin letters, syllable by syllable.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Runs of Hangul in the Revised Romanization of 2000, each with a capital; a final moves to a
        vowel that follows, other changes of sound between syllables are not written.

    References
    ----------
    .. [1] National Institute of Korean Language, "Romanization of Korean", notice 2000-8 of the
       Ministry of Culture and Tourism, 2000.
    """
    written: list[str] = []
    for index, letter in enumerate(text):
        if not _is_syllable(letter):
            written.append(letter)
            continue
        initial, medial, final = _parts(letter)
        before = _parts(text[index - 1])[2] if index and _is_syllable(text[index - 1]) else None
        after = (
            _parts(text[index + 1])[0]
            if index + 1 < len(text) and _is_syllable(text[index + 1])
            else None
        )
        first = "l" if initial == _RIEUL_INITIAL and before == _RIEUL_FINAL else _INITIAL[initial]
        last = _LINKED[final] if after == _SILENT_INITIAL else _FINAL[final]
        latin = first + _MEDIAL[medial] + last
        written.append(latin.capitalize() if before is None else latin)
    return "".join(written)


def plain_log_ticks(axis: Axis) -> None:
    """Write the powers of ten of a logarithmic axis as numbers.

    Parameters
    ----------
    axis : matplotlib.axis.Axis
        The axis; matplotlib writes powers as markup.
    """
    axis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,.10g}"))
    axis.set_minor_formatter(NullFormatter())


def _is_syllable(letter: str) -> bool:
    return _FIRST_SYLLABLE <= ord(letter) <= _LAST_SYLLABLE


def _parts(syllable: str) -> tuple[int, int, int]:
    """Numbers of the initial, medial and final of a syllable (Unicode 15, section 3.12)."""
    index = ord(syllable) - _FIRST_SYLLABLE
    vowel, final = divmod(index, _FINALS_COUNT)
    return (*divmod(vowel, _MEDIALS), final)


def _replaced(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known or letter == "\n":
        return letter
    if unicodedata.category(letter).startswith(("C", "Z")):
        return " "
    plain = unicodedata.normalize("NFKD", letter)
    return plain if all(ord(part) in known for part in plain) else "?"


@cache
def _glyphs(families: tuple[str, ...]) -> frozenset[int]:
    """Code points that some of the fonts can draw."""
    paths = (findfont(FontProperties(family=[family])) for family in families)
    return frozenset(code for path in paths for code in get_font(path).get_charmap())
