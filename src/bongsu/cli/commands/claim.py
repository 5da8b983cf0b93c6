"""``bongsu claim``: the claims as data, and claims of one's own."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from bongsu.catalog.lookup import Name, find
from bongsu.claims.claim import Claim, Reading, built_in_claims
from bongsu.cli.options.values import Flag, JsonFlag, Whole, name_of
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.output import Kind, check_outputs, text_file, write_outputs
from bongsu.scenario.provenance import Provenance

if TYPE_CHECKING:
    from bongsu.front.answers.brief import BriefResult

_CLAIMS = Kind("a file of claims", (".yaml", ".yml"))

app = App(name="claim", help="Write, list, show and test claims.", help_format="plaintext")


@app.command
def new(file: Path, *, measure: str | None = None, force: Flag = False) -> None:
    """Write a claim to start from, with comments; it can be tested as it is.

    Parameters
    ----------
    file
        File to write, ending in .yaml; its name becomes the claim's id.
    measure
        What its reading measures; the share of the people defended by default.
    force
        Write over an existing file.

    Raises
    ------
    InputError
        If the file cannot be written or there is no such measure.
    """
    from bongsu.claims.template import DEFAULT, claim_template

    check_outputs((file, _CLAIMS))
    if file.exists() and not force:
        raise InputError(f"{file}: there is such a file already; --force writes over it")
    name = name_of(file, "claim")
    text = claim_template(name, file.name, measure or DEFAULT)
    write_outputs([(file, text_file(text))], Provenance())
    sys.stdout.write(f"{file}: claim {name}; next: bongsu claim test {file}\n")


@app.command(name="list")
def list_claims(scenario: str | None = None, *, json: JsonFlag = False) -> None:
    """List the claims that come with the package, of one scenario or all of them.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario: only claims that are tested in it.
    json
        Print JSON for machines.

    Raises
    ------
    InputError
        If the scenario cannot be used, or no claim comes with the package about it.
    """
    claims = built_in_claims() if scenario is None else _of(scenario)
    if json:
        print_json({"claims": [claim.model_dump(mode="json") for claim in claims]}, Provenance())
        return
    print_table(
        ("claim", "who", "said", "asserts"),
        [(claim.id, claim.who, claim.date.isoformat(), claim.assertion) for claim in claims],
    )


@app.command
def show(
    name: str,
    *,
    file: Annotated[Path | None, Parameter(name=["--file", "--claims"])] = None,
    json: JsonFlag = False,
) -> None:
    """Show one claim with its readings.

    Parameters
    ----------
    name
        Its id.
    file
        File of claims of your own, instead of those that come with the package.
    json
        Print JSON for machines.

    Raises
    ------
    InputError
        If there is no such claim, or the file cannot be read.
    """
    from bongsu.claims.load import load_claims

    claims = {claim.id: claim for claim in (load_claims(file) if file else built_in_claims())}
    names = [Name("claim", claim.id, claim.id) for claim in claims.values()]
    claim = claims[find(name, [names], "claim").name.key]
    if json:
        print_json(claim.model_dump(mode="json"), Provenance())
        return
    print(f"{claim.who}, {claim.date:%-d %B %Y}: {claim.assertion}\n{claim.question}")
    for source in claim.sources:
        print(f"  {source.publisher}, {source.date}: {source.url}")
    if claim.readings:
        print_table(
            ("reading", "measure", "held to"),
            [
                (reading.name, reading.measure, f"{reading.comparison} {_threshold(reading)}")
                for reading in claim.readings
            ],
        )
    if claim.not_testable_because:
        print(claim.not_testable_because)


@app.command(name="test")
def measure_claims(
    file: Path,
    *,
    scenario: str = "korea-2016",
    draws: Whole = 0,
    json: JsonFlag = False,
) -> None:
    """Check a file of claims, measure every reading in a scenario, and say what holds.

    Parameters
    ----------
    file
        File of claims, such as `bongsu claim new` writes.
    scenario
        Scenario file or name of a built-in scenario.
    draws
        How many times every number is computed with all parameters of the defence drawn by lot.
    json
        Print JSON for machines: the same as claims.json of a brief.

    Raises
    ------
    InputError
        With file, line and column, if something in the file is missing, unknown or there twice, or
        no measure answers it; or if the scenario cannot be used.
    """
    from bongsu.front.deployment import load

    found = load(scenario).brief(claims=file, draws=draws)
    if json:
        print_json(found.document, found.provenance)
        return
    _print(found)


def _threshold(reading: Reading) -> str:
    """Threshold as a file writes it, without a point where it is whole."""
    written = reading.threshold
    return f"{written:g}" if isinstance(written, float) else written


def _of(scenario: str) -> tuple[Claim, ...]:
    """Claims that are tested in a scenario."""
    from bongsu.claims.load import chosen_claims
    from bongsu.scenario import load_scenario

    return chosen_claims(scenario=load_scenario(scenario))


def _print(found: "BriefResult") -> None:
    from bongsu.report.brief.chances import drawn_share
    from bongsu.words.quantities import quantity_text, range_text

    print(found.sentence())
    for result in found.results:
        print(f"\n{result.claim.id}: {result.verdict}. {result.claim.assertion}")
        if drawn_share(result.chance):
            print(f"Every reading holds in {drawn_share(result.chance)}.")
        if result.claim.not_testable_because:
            print(result.claim.not_testable_because)
        columns = ["reading", "nominal", "over the uncertainty", "held to", "verdict"]
        rows = []
        for one in result.readings:
            measured = one.measurement
            row = [
                one.reading.name,
                quantity_text(measured.nominal, measured.unit),
                range_text(measured.low, measured.high, measured.unit),
                f"{one.reading.comparison} {quantity_text(one.threshold, measured.unit)}",
                str(one.verdict),
            ]
            rows.append([*row, drawn_share(one.chance)] if result.chance else row)
        if rows:
            print_table([*columns, "holds in"] if result.chance else columns, rows)
        for one in result.readings:
            if one.measurement.detail:
                print(f"  {one.reading.name}: {one.measurement.detail}")
