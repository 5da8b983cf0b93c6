"""``bongsu battery record``: what flight tests allow to say about the next shot."""

from dataclasses import asdict

from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.scenario.provenance import Provenance


def record(*, json: JsonFlag = False) -> None:
    """Show the flight-test record of the interceptor with its uncertainty, by period.

    Parameters
    ----------
    json
        Print JSON for machines.
    """
    from bongsu.catalog.records.interceptor_tests import interceptor_tests
    from bongsu.studies.engagement.shot_record import shot_records

    found = shot_records()
    if json:
        sources = tuple(sorted({test.source for test in interceptor_tests()}))
        print_json({"periods": [asdict(period) for period in found]}, Provenance(sources=sources))
        return
    print_table(
        ("period", "hits", "next shot hits", "95 %, flat prior", "95 %, Wilson"),
        [
            (
                period.period,
                f"{period.hits} of {period.attempts}",
                f"{period.next_shot:.2f}",
                f"{period.laplace[0]:.2f} to {period.laplace[1]:.3f}",
                f"{period.wilson[0]:.2f} to {period.wilson[1]:.3f}",
            )
            for period in found
        ],
        title="Intercept attempts of the THAAD interceptor",
        caption="Tests are not war: targets, times and places were known in most of them.",
    )
