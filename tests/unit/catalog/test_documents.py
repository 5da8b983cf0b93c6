"""Whatever is wrong with a YAML file is said with the place where it is."""

from pathlib import Path

import pytest

from bongsu.catalog.documents import read_document, read_file
from bongsu.errors import InputError


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: 1\nb: \x07x\n", "f:2:4: this is not YAML: the character U+0007 is not used in it"),
        ("a: 1\nb: \x00", "f:2:4: this is not YAML: the character U+0000 is not used in it"),
        ("a: \ufffe\n", "f:1:4: this is not YAML: the character U+FFFE is not used in it"),
        ("a: " + "[" * 5000, "f:1:33: nested deeper than 30 levels"),
        ("a: 1\nb: " + "{a: " * 3000, "f:2:120: nested deeper than 30 levels"),
        ("a: &x 1\nb: &x 2\n", "f:1:4: anchors and aliases are not used here; write the value out"),
        ("a: " + "[" * 31 + "]" * 31, "f:1:34: nested deeper than 30 levels"),
    ],
)
def test_what_is_not_yaml_has_a_place(text, sentence):
    with pytest.raises(InputError) as refused:
        read_document(text, "f")
    assert str(refused.value) == sentence


def test_bytes_that_are_not_utf8_have_a_place(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes("a: 1\né: ".encode() + b"\xff\n")
    with pytest.raises(InputError) as refused:
        read_file(file)
    assert str(refused.value) == f"{file}:2:4: this is not UTF-8 text"


def test_a_name_that_no_file_has_is_refused():
    with pytest.raises(InputError, match="embedded null"):
        read_file(Path("\0.yaml"))
