"""``bongsu study metrics``: the numbers that can be asked for over draws."""

from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.scenario.provenance import Provenance


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
            }
            for name, metric in METRICS.items()
        ]
        print_json({"metrics": listed}, Provenance())
        return
    print_table(
        ("metric", "unit", "of one flight", "what it is"),
        [
            (name, metric.unit, "yes" if metric.of_one_flight else "no", metric.title)
            for name, metric in METRICS.items()
        ],
        caption="Those of one flight want --missile, --from, --shape and --to.",
    )
