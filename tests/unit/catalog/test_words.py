"""Fixed words, such as shapes: found in any spelling, suggested only when they are close."""

import pytest

from bongsu.catalog.lookup import close_words, find_word, normalised, suggest, word_among
from bongsu.errors import InputError
from bongsu.words import (
    ADMINISTRATIVE_LEVELS,
    FAVOURS,
    GRAVITY_MODELS,
    LEVELS,
    MODES,
    OVERS,
    REFRACTIONS,
    RULES,
    SHAPES,
    WEIGHTS,
    in_words,
)

KINDS = [
    SHAPES, OVERS, WEIGHTS, MODES, RULES, LEVELS, FAVOURS, REFRACTIONS, GRAVITY_MODELS,
    ADMINISTRATIVE_LEVELS,
]  # fmt: skip


@pytest.mark.parametrize("words", KINDS, ids=lambda words: words[0])
def test_every_word_is_found_in_any_spelling(words):
    for word in words:
        for written in (word, word.upper(), in_words(word).title(), f" {word.replace('-', '_')} "):
            assert find_word(written, words, "word") == word
    assert len({normalised(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["", "up", None, 3, ["lofted"], b"lofted"])
def test_what_is_no_word_is_refused_with_all_of_them(word):
    assert word_among(word, SHAPES) is None
    with pytest.raises(
        InputError, match=r"there is no shape .*: use one of minimum-energy, lofted"
    ):
        find_word(word, SHAPES, "shape")


def test_a_word_is_suggested_only_if_it_is_close():
    assert close_words("loftd", SHAPES).startswith("; close names: 'lofted'")
    assert close_words("high", SHAPES) == ""


def test_a_number_is_not_a_misspelt_code():
    assert suggest("340", ["34011", "3401", "341"]) == "; there are 34011, 3401, 341"
    assert "korea-2016" in suggest("2016", ["korea-2016", "x", *map(str, range(20))])
