"""``bongsu serve``: the page, in a browser on this machine."""

import sys
from typing import Annotated

from cyclopts import Parameter

from bongsu.cli.options.values import whole


def serve(
    scenario: str | None = None,
    *,
    port: Annotated[int, whole(0, 65535)] | None = None,
    host: str = "127.0.0.1",
    browser: Annotated[bool, Parameter(negative="--no-browser")] = True,
) -> None:
    """Open a page on which a battery can be moved and the answers follow.

    The server answers this machine alone, and only the page that it serves. Ctrl-C ends it.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario, to be opened first.
    port
        Port to listen on, 0 to 65535; 0 for any that is free, and by default 8765, or any where
        that is taken.
    host
        Address to listen on. Beyond 127.0.0.1 others on the network reach the server: it then asks
        for a token, which the printed address holds.
    browser
        Open a browser.
    """
    from bongsu.guard.signals import end_at_once
    from bongsu.server.start import serve as run

    def say(sentence: str) -> None:
        sys.stdout.write(f"bongsu: {sentence}\n")
        sys.stdout.flush()

    if not run(scenario, host=host, port=port, browser=browser, say=say):
        end_at_once(0)
