"""``bongsu brief``: test the claims of a scenario and write the page."""

from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.output import JsonFlag, print_json, print_table, to_json, write_atomically
from bongsu.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bongsu.claims.evaluate import ClaimResult

_STUDIES = 15  # five studies in three cases, for the bar alone


def brief(
    scenario: str = "korea-2016",
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = Path("brief"),
    claims: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Test the claims in a scenario; write brief.html, claims.json and results.nc.

    Parameters
    ----------
    scenario : str
        Name of a built-in scenario, or a scenario file.
    output : pathlib.Path
        Directory for the files; made if it does not exist.
    claims : pathlib.Path, optional
        File of claims to test instead of the seven of the article of 30 April 2016.
    json : bool
        Print the content of claims.json instead of the table.

    Raises
    ------
    InputError
        If the scenario, the claims or the directory cannot be used.
    """
    from bongsu.claims.claim import built_in_claims, load_claims
    from bongsu.claims.evaluate import evaluate
    from bongsu.report.brief.content import brief_content, claims_document, results_tree
    from bongsu.report.brief.page import render_brief
    from bongsu.scenario import load_scenario

    setting = load_scenario(scenario)
    tested = built_in_claims() if claims is None else tuple(load_claims(claims))
    if output.exists() and not output.is_dir():
        raise InputError(f"{output} is a file, not a directory")
    with _progress("Testing claims") as told:
        results, cases = evaluate(tested, setting, told)
        told("drawing")
        content = brief_content(
            results, cases, command=f"bongsu brief {scenario}" if scenario else "bongsu brief"
        )
        page = render_brief(content)
    document = claims_document(results, setting)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the directory {output}: {error.strerror}") from None
    tree = results_tree(cases)
    # a higher level takes half as long again for 2 % less
    packing = {"zlib": True, "complevel": 1, "shuffle": False}
    packed = {group.path: dict.fromkeys(group.data_vars, packing) for group in tree.leaves}
    write_atomically(
        output / "results.nc",
        lambda path: tree.to_netcdf(path, engine="netcdf4", encoding=packed),
    )
    write_atomically(
        output / "claims.json", lambda path: path.write_text(to_json(document), encoding="utf-8")
    )
    write_atomically(output / "brief.html", lambda path: path.write_text(page, encoding="utf-8"))
    if json:
        print_json(document)
        return
    _print(results, setting.title)
    for name in ("brief.html", "claims.json", "results.nc"):
        print(output / name)


def _print(results: "list[ClaimResult]", title: str) -> None:
    rows = []
    for result in results:
        parts = [f"{reading.verdict}: {reading.reading.name}" for reading in result.readings]
        because = result.claim.not_testable_because or ""
        rows.append((result.claim.id, str(result.verdict), "\n".join(parts) or because))
    print_table(("claim", "verdict", "readings"), rows, title=title)


@contextmanager
def _progress(description: str) -> "Iterator[Callable[[str], object]]":
    """Show which study was done last on a terminal; stay quiet elsewhere."""
    from bongsu.cli.output import progress_bar

    with progress_bar(description, _STUDIES) as advance, nullcontext():
        yield lambda _name: advance(1)
