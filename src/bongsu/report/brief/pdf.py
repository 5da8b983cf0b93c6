"""The brief on paper: printed to PDF by a browser of the machine."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from bongsu.errors import InputError
from bongsu.output import text_file
from bongsu.scenario.provenance import Provenance

BROWSERS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
"""Commands that print a page, the first that is installed is used."""
_LONGEST_S: Final = 300.0


def browser() -> str:
    """Find a browser that prints.

    Returns
    -------
    str
        Its path.

    Raises
    ------
    InputError
        If none of `BROWSERS` is installed.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise InputError(
            f"--pdf needs a browser that prints: install one of {', '.join(BROWSERS)}, or print "
            "brief.html yourself"
        )
    return found


def print_page(html: str, pdf: Path, provenance: Provenance) -> None:
    """Print a page.

    Parameters
    ----------
    html : str
        The page.
    pdf : pathlib.Path
        Where the PDF is written.
    provenance : Provenance
        Where the numbers of the page come from.

    Raises
    ------
    InputError
        If there is no browser, or it does not print.
    """
    command = browser()
    with tempfile.TemporaryDirectory(prefix="bongsu-") as folder:
        page = Path(folder) / "brief.html"
        text_file(html)(page, provenance)
        try:
            subprocess.run(
                [
                    command,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--no-pdf-header-footer",
                    f"--user-data-dir={folder}/profile",
                    f"--print-to-pdf={pdf}",
                    page.as_uri(),
                ],
                capture_output=True,
                check=True,
                timeout=_LONGEST_S,
            )
        except (subprocess.SubprocessError, OSError):
            raise InputError(f"{command} did not print the page") from None
    if not pdf.exists():
        raise InputError(f"{command} did not print the page")
