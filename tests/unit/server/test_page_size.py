"""What the built page weighs in a wheel."""

import zlib
from pathlib import Path

import pytest

from bongsu import server
from bongsu.server.app import is_built

PAGE = Path(server.__file__).parent / "page"


def packed(*patterns):
    """Size of files as a wheel packs them [bytes]."""
    files = {path for pattern in patterns for path in PAGE.glob(pattern) if path.is_file()}
    return sum(len(zlib.compress(path.read_bytes(), 6)) for path in files)


@pytest.mark.skipif(not is_built(), reason="the page is not built: see docs/develop/page.md")
def test_the_globe_weighs_little_and_is_no_part_of_what_is_loaded_first():
    globe = packed("cesium/**/*", "assets/globe-*")
    assert 500_000 < globe < 1_200_000
    assert packed("index.html", "assets/index-*") < 150_000
