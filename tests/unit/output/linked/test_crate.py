"""The folder of a brief is an RO-Crate, and its command makes it again."""

import hashlib
import json
import re
import shlex
import shutil

import netCDF4
import pytest
from tools.attack.kinds.small import CLAIM, brief_scenario

from bongsu.__main__ import main
from bongsu.report.brief.pdf import BROWSERS
from bongsu.scenario import load_scenario

DATES = re.compile(rb"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}")
# of the page, in which a date stands
SIZES = re.compile(rb'("sha256": "[0-9a-f]{64}"|"contentSize": "\d+")')


def run(*words):
    with pytest.raises(SystemExit) as left:
        main([*words])
    assert left.value.code == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("crate")
    (place / "tiny.yaml").write_text(brief_scenario(grid_spacing_km=100), encoding="utf-8")
    (place / "half.yaml").write_text(CLAIM, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        run("brief", "tiny.yaml", "--claims", "half.yaml", "--draws", "0", "-o", "first")
    return place


@pytest.fixture(scope="module")
def graph(folder):
    text = (folder / "first" / "ro-crate-metadata.json").read_text(encoding="utf-8")
    return {node["@id"]: node for node in json.loads(text)["@graph"]}


def references(value):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_it_follows_the_specification_and_the_profile(folder, graph):
    document = json.loads((folder / "first" / "ro-crate-metadata.json").read_text("utf-8"))
    assert document["@context"] == "https://w3id.org/ro/crate/1.3/context"
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert graph["ro-crate-metadata.json"]["conformsTo"]["@id"].endswith("/ro/crate/1.3")
    root = graph["./"]
    assert root["conformsTo"]["@id"].endswith("/ro/wfrun/process/0.6")
    assert {"name", "description", "datePublished", "license"} <= set(root)
    run_ = graph[root["mentions"]["@id"]]
    assert run_["@type"] == "CreateAction"
    assert graph[run_["instrument"]["@id"]]["@type"] == "SoftwareApplication"


def test_every_reference_within_it_leads_somewhere(graph):
    outside = {"https://w3id.org/ro/crate/1.3"}
    assert set(references(list(graph.values()))) - set(graph) == outside


def test_it_names_every_file_beside_it_with_its_hash(folder, graph):
    files = {node["@id"] for node in graph.values() if node["@type"] == "File"}
    there = {path.name for path in (folder / "first").iterdir()}
    assert there == {*files, "ro-crate-metadata.json"}
    assert {one["@id"] for one in graph["./"]["hasPart"]} == files
    for name in files:
        content = (folder / "first" / name).read_bytes()
        assert graph[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert graph[name]["contentSize"] == str(len(content))


def test_it_carries_version_hashes_and_sources(folder, graph):
    scenario = load_scenario(folder / "tiny.yaml")
    assert graph["#scenario_hash"]["value"] == scenario.hash()
    assert graph["#catalog_hash"]["value"] == scenario.catalog.digest
    assert len(graph["#catalogue"]["description"].split()) > 10
    # what was tested lies in it, and is what was asked for
    assert load_scenario(folder / "first" / "tested-scenario.yaml").hash() == scenario.hash()


def test_its_command_makes_the_same_bytes_again_dates_apart(folder, graph, monkeypatch):
    command = shlex.split(graph["#run"]["description"])
    assert command[0] == "bongsu"
    monkeypatch.chdir(folder)
    run(*command[1:], "-o", "second")
    for path in sorted((folder / "first").iterdir()):
        first, second = path.read_bytes(), (folder / "second" / path.name).read_bytes()
        if path.name == "brief.html":
            first, second = DATES.sub(b"", first), DATES.sub(b"", second)
        elif path.name == "ro-crate-metadata.json":
            first, second = (SIZES.sub(b"", DATES.sub(b"", one)) for one in (first, second))
        assert first == second, path.name


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no browser that prints")
def test_a_printed_page_is_one_of_its_files(folder, monkeypatch):
    monkeypatch.chdir(folder)
    run("brief", "tiny.yaml", "--claims", "half.yaml", "--draws", "0", "--pdf", "-o", "printed")
    printed = (folder / "printed" / "brief.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    text = (folder / "printed" / "ro-crate-metadata.json").read_text("utf-8")
    graph = {node["@id"]: node for node in json.loads(text)["@graph"]}
    assert graph["brief.pdf"]["sha256"] == hashlib.sha256(printed).hexdigest()
    assert shlex.split(graph["#run"]["description"])[-1] == "--pdf"


@pytest.mark.peers
def test_the_reference_library_reads_it(folder, graph):
    pytest.importorskip("rocrate")
    from rocrate.rocrate import ROCrate

    crate = ROCrate(folder / "first")
    assert crate.metadata.version == "1.3"
    assert {one.id for one in crate.data_entities} == {
        part["@id"] for part in graph["./"]["hasPart"]
    }
    assert crate.root_dataset["mentions"]["instrument"]["name"] == "bongsu"


@pytest.mark.filterwarnings("ignore")
def test_the_compliance_checker_finds_nothing_in_any_group(folder, tmp_path):
    pytest.importorskip(
        "compliance_checker", reason="on Linux its units are compiled for x86-64 alone"
    )
    from compliance_checker.runner import CheckSuite, ComplianceChecker

    CheckSuite.load_all_available_checkers()
    with netCDF4.Dataset(folder / "first" / "results.nc") as root:
        groups = ["/", *root["group_path"][:]]
        assert len(groups) > 1
        for number, path in enumerate(groups):
            alone = tmp_path / f"{number}.nc"
            copied(root[path] if path != "/" else root, alone)
            report = tmp_path / f"{number}.json"
            ComplianceChecker.run_checker(
                str(alone),
                ["cf:1.11"],
                0,
                "strict",
                output_filename=str(report),
                output_format="json",
            )
            told = json.loads(report.read_text("utf-8"))["cf:1.11"]
            found = [
                message
                for priority in ("high_priorities", "medium_priorities", "low_priorities")
                for check in told[priority]
                for message in check["msgs"]
            ]
            assert found == [], path


def copied(group, path):
    """Write one group as a file of its own, attribute by attribute."""
    with netCDF4.Dataset(path, "w") as alone:
        alone.setncatts({name: group.getncattr(name) for name in group.ncattrs()})
        for name, dimension in group.dimensions.items():
            alone.createDimension(name, len(dimension))
        for name, variable in group.variables.items():
            given = {key: variable.getncattr(key) for key in variable.ncattrs()}
            fill = given.pop("_FillValue", None)
            made = alone.createVariable(name, variable.dtype, variable.dimensions, fill_value=fill)
            made.setncatts(given)
            made[:] = variable[:]
