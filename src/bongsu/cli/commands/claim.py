"""``bongsu claim``: the claims as data."""

from cyclopts import App

from bongsu.catalog.lookup import Name, find
from bongsu.claims.claim import built_in_claims
from bongsu.cli.options.values import JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.scenario.provenance import Provenance

app = App(name="claim", help="List and show the claims as data.", help_format="plaintext")


@app.command(name="list")
def list_claims(*, json: JsonFlag = False) -> None:
    """List the claims that come with the package.

    Parameters
    ----------
    json : bool
        Print JSON for machines.
    """
    claims = built_in_claims()
    if json:
        print_json({"claims": [claim.model_dump(mode="json") for claim in claims]}, Provenance())
        return
    print_table(
        ("claim", "who", "said", "asserts"),
        [(claim.id, claim.who, claim.date.isoformat(), claim.assertion) for claim in claims],
    )


@app.command
def show(name: str, *, json: JsonFlag = False) -> None:
    """Show one claim with its readings.

    Parameters
    ----------
    name : str
        Its short name.
    json : bool
        Print JSON for machines.

    Raises
    ------
    InputError
        If there is no such claim.
    """
    claims = {claim.id: claim for claim in built_in_claims()}
    names = [Name("claim", claim.id, claim.id) for claim in claims.values()]
    claim = claims[find(name, [names], "claim").name.key]
    if json:
        print_json(claim.model_dump(mode="json"), Provenance())
        return
    print(f"{claim.who}, {claim.date:%-d %B %Y}: {claim.assertion}\n{claim.question}")
    for source in claim.sources:
        print(f"  {source.publisher}, {source.date}: {source.url}")
    print_table(
        ("reading", "measure", "held to"),
        [
            (reading.name, reading.measure, f"{reading.comparison} {reading.threshold}")
            for reading in claim.readings
        ],
    )
    if claim.not_testable_because:
        print(claim.not_testable_because)
