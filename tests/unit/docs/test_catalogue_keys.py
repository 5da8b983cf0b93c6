"""The tables of keys in the page on the catalogue are those of its classes."""

from tools.catalogue_keys import HEADING, PAGE, page_part


def test_the_tables_of_keys_are_those_that_are_written():
    assert HEADING + PAGE.read_text(encoding="utf-8").split(HEADING)[1] == page_part()
