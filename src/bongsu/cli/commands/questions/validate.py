"""``bongsu validate``: published figures computed again, and which come out."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.progress import progress_bar
from bongsu.cli.terminal.tables import print_table
from bongsu.output import check_directory


def validate(
    *row: str,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    json: JsonFlag = False,
) -> None:
    """Compute published figures again, and say which come out and why the others do not.

    Parameters
    ----------
    row
        Identifiers of figures, such as T01 or KCNA-GUAM; all by default, which takes about a
        minute.
    output
        Directory for scorecard.json, scorecard.md and credibility.md; made if it does not exist.
    json
        Print JSON for machines.
    """
    from bongsu.front.scorecard import FILES, validate
    from bongsu.validation.rows import published_rows

    if output is not None:
        check_directory(output, FILES)
    with progress_bar("published figures", len(row) or len(published_rows())) as advance:
        found = validate(row or None, lambda _id: advance(1))
    if output is not None:
        found.save(output)
    if json:
        print_json(found.document, found.provenance)
        return
    print_table(
        ("id", "published", "here", "outcome", "reason"),
        [
            (
                one["id"],
                one["published_in_words"],
                one["ours_in_words"],
                one["outcome"] + (", as it must" if one["must_fail"] else ""),
                one["reason"],
            )
            for one in found.document["rows"]
        ],
        title=found.sentence(),
        caption="What each source allows, and what an agreement does not show: --json.",
    )
    if output is not None:
        for name in FILES:
            print(output / name)
