"""One writer for every file: checked before computing, whole or not at all."""

import ast
import errno
import json
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure
from zarr.storage import ZipStore

import bongsu
from bongsu.errors import InputError
from bongsu.output import (
    DATASET,
    FEATURES,
    FIGURE,
    TABLE,
    check_directory,
    check_outputs,
    dataset_file,
    features_file,
    figure_file,
    json_file,
    table_file,
    text_file,
    write_outputs,
)
from bongsu.scenario import load_scenario
from bongsu.scenario.provenance import Provenance, provenance

PACKAGE = Path(bongsu.__file__).parent
ORIGIN = Provenance(
    scenario="here", scenario_hash="1a2b3c4d5e", catalog_hash="ff", seed=7, sources=("b", "a c")
)
ROOT = os.geteuid() == 0


def drawn():
    figure = Figure(figsize=(4, 3), layout="constrained")
    axes = figure.subplots()
    for number in range(3):
        axes.plot([1, 2], [3, number], label=f"line {number}")
    figure.legend(loc="outside lower left", ncols=2)
    return figure


def failing(path, _provenance):
    path.write_text("half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


# before computing


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("a.gif", FIGURE, "a figure ends in .png, .svg or .pdf"),
        ("a", TABLE, "a table ends in .csv"),
        ("nowhere/a.nc", DATASET, "cannot write in"),
        ("a.zip", DATASET, "a dataset ends in .nc or .zarr.zip"),
        ("folder.csv", TABLE, "it is a directory"),
        (f"{'x' * 300}.csv", TABLE, "File name too long"),
        ("file.csv/a.csv", TABLE, "Not a directory"),
        ("loop.csv", TABLE, "Too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(tmp_path, name, kind, words):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file.csv").touch()
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    before = names_in(tmp_path)
    with pytest.raises(InputError, match=words) as refused:
        check_outputs((tmp_path / name, kind))
    assert "\n" not in str(refused.value)
    assert names_in(tmp_path) == before


@pytest.mark.skipif(ROOT, reason="the superuser may write everywhere")
def test_permissions_are_asked_before_computing(tmp_path):
    folder = tmp_path / "shut"
    folder.mkdir()
    (tmp_path / "old.csv").write_text("old")
    (tmp_path / "old.csv").chmod(0o444)
    folder.chmod(0o555)
    with pytest.raises(InputError, match=r"cannot write in .*shut: Permission denied"):
        check_outputs((folder / "a.csv", TABLE))
    with pytest.raises(InputError, match=r"old\.csv: Permission denied"):
        check_outputs((tmp_path / "old.csv", TABLE))


def test_a_full_disk_is_found_before_computing(tmp_path, monkeypatch):
    def full(_path, _content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left on device"):
        check_outputs((tmp_path / "a.csv", TABLE))
    assert names_in(tmp_path) == []


def test_two_outputs_are_never_one_file(tmp_path):
    (tmp_path / "a.json").touch()
    (tmp_path / "b.geojson").symlink_to("a.json")
    (tmp_path / "c.json").hardlink_to(tmp_path / "a.json")
    for other in ("b.geojson", "c.json", "../" + tmp_path.name + "/a.json"):
        with pytest.raises(InputError, match="are the same file"):
            check_outputs((tmp_path / "a.json", FEATURES), (tmp_path / other, FEATURES))
    check_outputs((Path("/dev/null"), FIGURE), (Path("/dev/null"), TABLE))


def test_an_output_is_never_an_input(tmp_path):
    (tmp_path / "mine.json").write_text("{}")
    (tmp_path / "link.json").symlink_to("mine.json")
    with pytest.raises(InputError, match="is read as well"):
        check_outputs(
            (tmp_path / "link.json", FEATURES), inputs=("korea-2016", tmp_path / "mine.json")
        )
    with pytest.raises(InputError, match="is read as well"):
        check_directory(tmp_path, ["mine.json"], inputs=[tmp_path / "mine.json"])


def test_an_input_that_no_file_can_be_called_is_left_to_its_reader(tmp_path):
    check_outputs((tmp_path / "a.png", FIGURE), inputs=("a\0.yaml",))
    with pytest.raises(InputError, match="there is no such file"):
        load_scenario("a\0.yaml")


def test_a_backend_that_does_not_exist_is_said_before_computing(tmp_path):
    code = (
        "import sys, pathlib, bongsu.output as o\n"
        "o.check_outputs((pathlib.Path(sys.argv[1]), o.FIGURE))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.png")],
        env={**os.environ, "MPLBACKEND": "nonsense"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "InputError: figures cannot be drawn with MPLBACKEND=nonsense" in found.stderr


# writing


def test_links_are_followed_and_modes_kept(tmp_path):
    (tmp_path / "link.html").symlink_to("real.html")
    old = os.umask(0o077)
    try:
        write_outputs([(tmp_path / "link.html", text_file("one"))], ORIGIN)
    finally:
        os.umask(old)
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "one"
    assert stat.S_IMODE((tmp_path / "real.html").stat().st_mode) == 0o600
    (tmp_path / "real.html").chmod(0o640)
    write_outputs([(tmp_path / "link.html", text_file("two"))], ORIGIN)
    assert (tmp_path / "real.html").read_text() == "two"
    assert stat.S_IMODE((tmp_path / "real.html").stat().st_mode) == 0o640


def test_a_pipe_is_written_plainly(tmp_path):
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    heard = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    check_outputs((pipe, FEATURES))
    write_outputs([(pipe, json_file({"a": 1}))], ORIGIN)
    reader.join()
    assert json.loads(heard[0])["a"] == 1
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names_in(tmp_path) == ["pipe.json"]


def test_standard_output_is_written_through_its_own_descriptor(tmp_path):
    code = (
        "from pathlib import Path; from bongsu.output import *\n"
        "from bongsu.scenario.provenance import Provenance\n"
        "print('before'); t = Path('/dev/stdout'); check_outputs((t, TABLE))\n"
        "write_outputs([(t, text_file('content\\n'))], Provenance()); print('after')"
    )
    with (tmp_path / "out").open("w") as stream:
        subprocess.run([sys.executable, "-c", code], stdout=stream, check=True)
    assert (tmp_path / "out").read_text() == "before\ncontent\nafter\n"


def test_a_set_appears_whole_or_not_at_all(tmp_path):
    (tmp_path / "a.html").write_text("old")
    with pytest.raises(InputError, match=r"cannot write .*b\.html: No space left on device"):
        write_outputs(
            [(tmp_path / "a.html", text_file("new")), (tmp_path / "b.html", failing)], ORIGIN
        )
    assert names_in(tmp_path) == ["a.html"]
    assert (tmp_path / "a.html").read_text() == "old"


def test_a_rename_that_fails_puts_back_what_was_there(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_text("old")
    real = Path.replace

    def replace(self, goal):
        if Path(goal).name == "c.html" and not self.name.endswith(".kept"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, goal)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(InputError, match=r"c\.html"):
        write_outputs(
            [(tmp_path / f"{name}.html", text_file("new")) for name in ("a", "b", "c")], ORIGIN
        )
    assert names_in(tmp_path) == ["a.html"]
    assert (tmp_path / "a.html").read_text() == "old"


def test_a_new_directory_appears_with_all_its_files(tmp_path):
    folder = tmp_path / "deep" / "brief"
    check_directory(folder, ["a.html", "b.json"])
    assert names_in(tmp_path) == []
    with pytest.raises(InputError):
        write_outputs(
            [(folder / "a.html", text_file("x")), (folder / "b.json", failing)],
            ORIGIN,
            directory=folder,
        )
    assert names_in(tmp_path) == []
    made = [(folder / "a.html", text_file("x")), (folder / "b.json", json_file({}))]
    write_outputs(made, ORIGIN, directory=folder)
    assert names_in(folder) == ["a.html", "b.json"]
    (folder / "mine.txt").touch()
    write_outputs(made, ORIGIN, directory=folder)
    assert names_in(folder) == ["a.html", "b.json", "mine.txt"]
    assert names_in(tmp_path) == ["deep"]
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE((tmp_path / "deep").stat().st_mode)
    with pytest.raises(InputError, match="is a file, not a directory"):
        check_directory(folder / "mine.txt", ["a"])


ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SLOW = """
import signal, sys, time
from pathlib import Path
# tests in the background, or under nohup, hand down signals that are ignored
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
from bongsu.output import write_outputs, text_file
from bongsu.scenario.provenance import Provenance

def slow(path, _provenance):
    path.write_text("half")
    print("writing", flush=True)
    time.sleep(60)

folder = Path(sys.argv[1])
write_outputs([(folder / "a.html", text_file("x")), (folder / "b.html", slow)], Provenance())
"""


def writing(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout.readline() == b"writing\n"
    return process


@pytest.mark.parametrize("number", ENDS)
def test_an_end_by_signal_leaves_nothing(tmp_path, number):
    process = writing(tmp_path)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode in (128 + number, -number)
    assert names_in(tmp_path) == []


ASKED = """
import os, shutil, signal, sys
from pathlib import Path
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
from bongsu.output.staging import stage

owner, name = {"made": (Path, "mkdir"), "removed": (shutil, "rmtree")}[sys.argv[2]]
real = getattr(owner, name)

def asked(*words, **options):
    setattr(owner, name, real)
    if name == "mkdir":
        real(*words, **options)
    os.kill(os.getpid(), int(sys.argv[3]))
    if name == "rmtree":
        real(*words, **options)

setattr(owner, name, asked)
with stage(Path(sys.argv[1])):
    pass
"""


@pytest.mark.parametrize("moment", ["made", "removed"])
@pytest.mark.parametrize("number", ENDS)
def test_an_end_by_signal_while_the_directory_is_made_or_removed(tmp_path, moment, number):
    words = [str(tmp_path), moment, str(int(number))]
    ended = subprocess.run([sys.executable, "-c", ASKED, *words], capture_output=True, check=False)
    assert ended.returncode in (128 + number, -number)
    assert names_in(tmp_path) == []


def test_what_a_killed_run_left_goes_with_the_next_and_a_living_one_stays(tmp_path):
    killed, living = writing(tmp_path), writing(tmp_path)
    killed.kill()
    killed.communicate()
    assert len(names_in(tmp_path)) == 2
    write_outputs([(tmp_path / "c.html", text_file("x"))], ORIGIN)
    assert len(names_in(tmp_path)) == 2
    living.terminate()
    living.communicate()
    assert names_in(tmp_path) == ["c.html"]


KILLED = """
import os, signal, sys
from pathlib import Path
from bongsu.output import write_outputs, text_file
from bongsu.scenario.provenance import Provenance

real, count = getattr(Path, sys.argv[1]), 0

def killed(self, *rest, **options):
    global count
    count += 1
    if count > int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, *rest, **options)

setattr(Path, sys.argv[1], killed)
write_outputs([(Path(name), text_file("new")) for name in sys.argv[3:]], Provenance())
"""


def contents(folder, names):
    return {n: (folder / n).read_text() if (folder / n).exists() else None for n in names}


@pytest.mark.parametrize("next_in", ["one", "two"])
@pytest.mark.parametrize(
    ("step", "before"),
    # replaced are the record of the set, then its files; the record is unlinked last
    [*(("replace", number) for number in range(5)), ("unlink", 0)],
)
def test_a_set_is_whole_again_after_a_kill_between_renames(tmp_path, step, before, next_in, capsys):
    names = ["one/a.html", "two/b.html", "one/c.html", "two/d.html"]
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one" / "mine.txt").write_text("mine")
    for name in names[:3]:
        (tmp_path / name).write_text("old")
    old = contents(tmp_path, names)
    words = [step, str(before), *(str(tmp_path / name) for name in names)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    found = contents(tmp_path, names)
    whole = dict.fromkeys(names, "new")
    assert (found == whole) == (step == "unlink")
    torn = found not in (old, whole)
    assert torn == (before > 1)
    wanted = old if torn else found
    write_outputs([(tmp_path / next_in / "next.html", text_file("x"))], ORIGIN)
    assert contents(tmp_path, names) == wanted
    assert ("an earlier run was ended while it wrote" in capsys.readouterr().err) == torn
    other = {"one": "two", "two": "one"}[next_in]
    write_outputs([(tmp_path / other / "next.html", text_file("x"))], ORIGIN)
    assert names_in(tmp_path / "one") == ["a.html", "c.html", "mine.txt", "next.html"]
    assert names_in(tmp_path / "two") == [
        "b.html", *(["d.html"] if step == "unlink" else []), "next.html"
    ]  # fmt: skip
    assert contents(tmp_path, names) == wanted


def test_what_came_after_a_kill_stays(tmp_path):
    names = ["a.html", "b.html", "c.html", "d.html"]
    for name in names:
        (tmp_path / name).write_text("old")
    words = ["unlink", "0", *(str(tmp_path / name) for name in names)]
    subprocess.run([sys.executable, "-c", KILLED, *words], check=False)
    (tmp_path / "other").write_text("other")
    (tmp_path / "other").replace(tmp_path / "b.html")
    (tmp_path / "c.html").unlink()
    (tmp_path / "d.html").write_text("edited")
    write_outputs([(tmp_path / "e.html", text_file("x"))], ORIGIN)
    assert names_in(tmp_path) == ["a.html", "b.html", "d.html", "e.html"]
    assert list(contents(tmp_path, names).values()) == ["old", "other", None, "edited"]


def test_a_set_outlives_an_interrupt_between_renames(tmp_path, monkeypatch):
    real = Path.replace

    def replace(self, goal):
        signal.raise_signal(signal.SIGINT)
        return real(self, goal)

    monkeypatch.setattr(Path, "replace", replace)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_outputs([(tmp_path / name, text_file("new")) for name in ("a", "b")], ORIGIN)
    finally:
        signal.signal(signal.SIGINT, before)
    assert contents(tmp_path, ["a", "b"]) == {"a": "new", "b": "new"}
    assert names_in(tmp_path) == ["a", "b"]


# where it comes from


def test_json_and_geojson_say_where_they_come_from(tmp_path):
    collection = {"type": "FeatureCollection", "features": [{"p": float("nan")}]}
    write_outputs(
        [
            (tmp_path / "a.json", json_file({"x": np.float64("inf")})),
            (tmp_path / "b.geojson", features_file(collection)),
        ],
        ORIGIN,
    )
    a = json.loads((tmp_path / "a.json").read_text())
    b = json.loads((tmp_path / "b.geojson").read_text())
    assert a == {"x": None, "provenance": ORIGIN.plain()}
    assert b["type"] == "FeatureCollection"
    assert b["features"] == [{"p": None}]
    assert b["provenance"]["sources"] == ["b", "a c"]


def test_a_table_says_it_in_its_last_columns(tmp_path):
    write_outputs([(tmp_path / "a.csv", table_file([{"x": 1, "y": "ö, ä"}]))], ORIGIN)
    heading, row = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert heading == "x,y,scenario,scenario_hash,catalog_hash,bongsu_version,seed,sources"
    assert row == f'1,"ö, ä",here,1a2b3c4d5e,ff,{bongsu.__version__},7,b a c'


def test_netcdf_says_it_in_its_attributes(tmp_path):
    data = xr.Dataset({"a": ("x", [1.0, 2.0])})
    tree = xr.DataTree.from_dict({"one/two": data})
    write_outputs(
        [
            (tmp_path / "a.nc", dataset_file(data)),
            (tmp_path / "b.nc", dataset_file(tree, packed=True)),
        ],
        ORIGIN,
    )
    with xr.open_dataset(tmp_path / "a.nc") as stored:
        assert stored.attrs["scenario_hash"] == "1a2b3c4d5e"
        assert stored.attrs["sources"] == "b a c"
    with xr.open_datatree(tmp_path / "b.nc") as stored:
        assert stored.attrs["seed"] == 7
        assert stored["one/two"]["a"].encoding["zlib"] is True
    assert data.attrs == {}


def test_a_tree_is_written_as_xarray_writes_it(tmp_path):
    first = xr.Dataset(
        {
            "seen": (
                ("x", "y"),
                np.array([[True, False, True], [False, False, True]]),
                {"a": "m²"},
            ),
            "share": ("x", [0.5, np.nan], {"units": "1"}),
            "count": ("y", np.arange(3, dtype=np.int16)),
            "name": ("x", ["서울", "Seoul"]),
        },
        {"x": ("x", [1.5, 2.5]), "title": ("x", ["one", "two"]), "mode": "terminal"},
        {"title": "first"},
    )
    tree = xr.DataTree.from_dict({"/": first[["count"]], "one/two": first, "one/three": first})
    write_outputs([(tmp_path / "a.nc", dataset_file(tree, packed=True))], ORIGIN)
    tree.attrs |= ORIGIN.attributes()
    packing = {"zlib": True, "complevel": 1, "shuffle": False}
    packed = {group.path: dict.fromkeys(group.data_vars, packing) for group in tree.leaves}
    tree.to_netcdf(tmp_path / "b.nc", engine="netcdf4", encoding=packed)
    with xr.open_datatree(tmp_path / "a.nc") as ours, xr.open_datatree(tmp_path / "b.nc") as theirs:
        xr.testing.assert_identical(ours, theirs)
        for group in tree.groups:
            for name, variable in theirs[group].variables.items():
                # as text, for a fill value is not a number
                told = {**variable.encoding, "source": ""}
                assert str({**ours[group].variables[name].encoding, "source": ""}) == str(told)


def test_zarr_is_one_file_that_says_it_in_its_attributes(tmp_path):
    data = xr.Dataset({"a": ("x", [1.0, 2.0]), "word": ("x", ["one", "two"])})
    tree = xr.DataTree.from_dict({"one/two": data})
    made = [
        (tmp_path / "a.zarr.zip", dataset_file(data)),
        (tmp_path / "b.zarr.zip", dataset_file(tree)),
    ]
    write_outputs(made, ORIGIN)
    assert names_in(tmp_path) == ["a.zarr.zip", "b.zarr.zip"]
    first = (tmp_path / "a.zarr.zip").read_bytes()
    with ZipStore(tmp_path / "a.zarr.zip", mode="r") as store:
        stored = xr.open_zarr(store, consolidated=False).load()
    assert stored.attrs["scenario_hash"] == "1a2b3c4d5e"
    xr.testing.assert_equal(stored, data)
    with ZipStore(tmp_path / "b.zarr.zip", mode="r") as store:
        stored = xr.open_datatree(store, engine="zarr", consolidated=False).load()
    assert stored.attrs["seed"] == 7
    xr.testing.assert_equal(stored["one/two"].to_dataset(), data)
    # no clock in it
    write_outputs(made, ORIGIN)
    assert (tmp_path / "a.zarr.zip").read_bytes() == first


def test_without_zarr_its_files_are_refused_beforehand(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zarr", None)
    with pytest.raises(InputError, match=r"pip install 'bongsu\[zarr\]'"):
        check_outputs((tmp_path / "a.zarr.zip", DATASET))


def test_a_netcdf_on_a_full_disk_is_a_sentence(tmp_path, monkeypatch):
    def refused(*_arguments, **_options):
        raise RuntimeError("NetCDF: HDF error")

    monkeypatch.setattr(xr.Dataset, "to_netcdf", refused)
    made = [(tmp_path / "a.nc", dataset_file(xr.Dataset()))]
    with pytest.raises(InputError, match=r"cannot write a\.nc: NetCDF: HDF error"):
        write_outputs(made, ORIGIN)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_figure_says_it_in_its_metadata_and_is_the_same_bytes(tmp_path, suffix):
    for name in ("a", "b"):
        write_outputs([(tmp_path / f"{name}.{suffix}", figure_file(drawn()))], ORIGIN)
    first, second = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("a", "b"))
    assert first == second
    assert b"1a2b3c4d5e" in first
    assert b"bongsu" in first


def test_a_figure_says_it_below_everything_and_is_left_as_it_was(tmp_path):
    from PIL import Image

    figure = drawn()
    write_outputs([(tmp_path / "with.png", figure_file(figure))], ORIGIN)
    assert figure.texts == []
    write_outputs([(tmp_path / "again.png", figure_file(figure))], ORIGIN)
    assert (tmp_path / "with.png").read_bytes() == (tmp_path / "again.png").read_bytes()
    whole = np.asarray(Image.open(tmp_path / "with.png").convert("L"))
    dark = np.flatnonzero((whole < 200).any(axis=1))
    # the foot is a line of its own, apart from the legend above it
    gaps = np.flatnonzero(np.diff(dark) > 1)
    foot = dark[gaps[-1] + 1 :]
    assert 6 <= foot.size <= 14
    assert whole[foot].min() > 100
    assert whole[dark[gaps[-1]] - 5 : dark[gaps[-1]] + 1].min() < 220


def test_one_rule_for_where_results_come_from():
    scenario = load_scenario()
    found = provenance(scenario)
    assert found.scenario_hash == scenario.hash()
    assert found.seed == scenario.seed
    cited = {source for row in scenario.rows() for source in row.sources}
    assert set(found.sources) == cited
    assert list(found.sources) == sorted(cited)
    assert found.line().startswith(f"bongsu {bongsu.__version__} · scenario korea-2016 · ")
    assert found.scenario_hash[:8] in found.line()
    assert found.attributes()["sources"].split(" ") == list(found.sources)
    assert Provenance().attributes() == {"bongsu_version": bongsu.__version__, "sources": ""}


def test_nothing_else_in_the_package_makes_a_file():
    makers = {"savefig", "to_netcdf", "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile"}
    makers |= {"to_csv", "to_json", "to_parquet", "to_zarr", "imsave", "tofile"}
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).as_posix()
        # the compile cache keeps no results, the guard reports faults of the package, and files
        # that Numba is told to write are tried beforehand
        jit = "physics/numerics/jit"
        others = ("guard/ends.py", f"{jit}/store.py", f"{jit}/settings.py")
        if inside.startswith("output/") or inside in others:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            modes = [a.value for a in ast.walk(node) if isinstance(a, ast.Constant)]
            opens = name == "open" and any(
                isinstance(m, str) and set(m) & set("wax+") and len(m) <= 3 for m in modes
            )
            if name in makers or opens:
                found.append(f"{inside}:{node.lineno} {name}")
    assert found == []


@pytest.mark.parametrize("name", ["mine.html", "mine.JSON", "mine.png"])
def test_a_file_is_no_directory_for_several(tmp_path, name):
    with pytest.raises(InputError, match=r"several files, a\.html, b\.json: name a dir"):
        check_directory(tmp_path / name, ["a.html", "b.json"])
    check_directory(tmp_path / "version-1.2", ["a.html", "b.json"])
