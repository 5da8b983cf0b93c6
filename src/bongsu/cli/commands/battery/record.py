"""``bongsu battery record``: what flight tests allow to say about the next shot."""

from dataclasses import asdict
from pathlib import Path

from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs
from bongsu.scenario.provenance import Provenance
from bongsu.words import RECORD_READINGS

_NEXT_SHOTS = 20


def record(*, figure: Path | None = None, json: JsonFlag = False) -> None:
    """Show the flight-test record of the interceptor with its uncertainty, by period and by rule.

    Parameters
    ----------
    figure
        Draw the probability that a missile is destroyed against the shots at it, with and without
        what shots share, into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.catalog.records.interceptor_tests import interceptor_tests
    from bongsu.studies.engagement.shot_record import counted_records, shot_records

    check_outputs((figure, FIGURE))
    found, counted = shot_records(), counted_records(_NEXT_SHOTS)
    read = {test.source for test in interceptor_tests()} | {one.source for one in counted}
    origin = Provenance(sources=tuple(sorted(read)))
    if figure is not None:
        from bongsu.report.engagement.record import record_figure

        write_outputs([(figure, figure_file(record_figure()))], origin)
    if json:
        rules = [asdict(one) for one in counted]
        print_json({"periods": [asdict(one) for one in found], "counting_rules": rules}, origin)
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
    print_table(
        ("rule", "tests", "hits", *RECORD_READINGS),
        [
            (
                one.rule,
                one.title,
                f"{one.hits} of {one.attempts}",
                *(f"{one.all_hit[prior]:.3f}" for prior in RECORD_READINGS),
            )
            for one in counted
        ],
        title=f"Probability that {_NEXT_SHOTS} of the next {_NEXT_SHOTS} shots hit, by prior",
        caption="Which tests count is a rule; plugged-in takes one number for what is not known.",
    )
