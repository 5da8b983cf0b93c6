"""``bongsu study metrics``: the numbers that can be asked for over draws."""

from typing import TYPE_CHECKING

from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.scenario.provenance import Provenance

if TYPE_CHECKING:
    from bongsu.studies.epistemic.metrics import Metric


def metrics(*, json: JsonFlag = False) -> None:
    """List the numbers that studies over draws can be asked for.

    Parameters
    ----------
    json
        Print JSON for machines.
    """
    from bongsu.studies.epistemic.metrics import METRICS

    if json:
        listed = [
            {
                "name": name,
                "title": metric.title,
                "unit": metric.unit,
                "of_one_flight": metric.of_one_flight,
                "of_footprint": metric.of_footprint,
                "of_raid": metric.of_raid,
            }
            for name, metric in METRICS.items()
        ]
        print_json({"metrics": listed}, Provenance())
        return
    print_table(
        ("metric", "unit", "of", "what it is"),
        [(name, metric.unit, _of(metric), metric.title) for name, metric in METRICS.items()],
        caption="Those of a flight want --missile, --from, --shape and --to; those of a raid want "
        "--raid, or a scenario with one; those of a footprint have a --map.",
    )


def _of(metric: "Metric") -> str:
    kinds = {
        "flight": metric.of_one_flight,
        "footprint": metric.of_footprint,
        "raid, place": metric.of_place,
        "raid": metric.of_raid,
    }
    return next((kind for kind, meant in kinds.items() if meant), "defence")
