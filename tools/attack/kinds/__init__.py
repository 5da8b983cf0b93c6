"""What is attacked, one module for each kind; each draws a case from its seed and index."""

from collections.abc import Callable

from tools.attack.case import Case
from tools.attack.kinds import (
    briefs,
    catalogues,
    claims,
    command_lines,
    environments,
    moments,
    outputs,
    raids,
    scenarios,
    studies,
)

KINDS: dict[str, Callable[[str, int, int], Case]] = {
    "scenarios": scenarios.draw,
    "catalogues": catalogues.draw,
    "claims": claims.draw,
    "claim-parameters": claims.draw_parameter,
    "command-lines": command_lines.draw,
    "raids": raids.draw,
    "studies": studies.draw,
    "briefs": briefs.draw,
    "outputs": outputs.draw,
    "environments": environments.draw,
    "moments": moments.draw,
}

USUAL_COUNT = 200
"""Cases of a kind where neither a count nor a time is asked for. [1]"""

FEWER: dict[str, int] = {"briefs": 10}
"""The same for kinds whose cases take long. [1]"""
