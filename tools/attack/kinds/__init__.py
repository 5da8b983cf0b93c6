"""What is attacked, one module for each kind; each draws a case from its seed and index."""

from collections.abc import Callable

from tools.attack.case import Case
from tools.attack.kinds import (
    catalogues,
    claims,
    command_lines,
    environments,
    moments,
    outputs,
    scenarios,
    studies,
)

KINDS: dict[str, Callable[[str, int, int], Case]] = {
    "scenarios": scenarios.draw,
    "catalogues": catalogues.draw,
    "claims": claims.draw,
    "claim-parameters": claims.draw_parameter,
    "command-lines": command_lines.draw,
    "studies": studies.draw,
    "outputs": outputs.draw,
    "environments": environments.draw,
    "moments": moments.draw,
}
