"""What is finished is never lost, and what is not as it was written never counts."""

import json
from dataclasses import replace

import pytest

from bongsu import version
from bongsu.errors import InputError
from bongsu.execution import manifest, work
from bongsu.execution.build import build_digest
from bongsu.execution.chunks import ChunkRecord
from bongsu.execution.manifest import NAME, read_manifest
from bongsu.execution.run import run_in_memory
from bongsu.execution.status import run_status
from bongsu.execution.store import locked, open_store
from bongsu.execution.work import LocalExecutor, compute_numbers, open_run

SIZE = 1_000
NAMES = ["chunk-0-1000.npz", "chunk-1000-2000.npz", "chunk-2000-2500.npz"]


class EndsAfter(LocalExecutor):
    """An executor that Ctrl-C ends behind some chunks."""

    def __init__(self, chunks):
        self.chunks = chunks

    def finished(self, *arguments):
        for number, record in enumerate(super().finished(*arguments)):
            if number == self.chunks:
                raise KeyboardInterrupt
            yield record


class MustNotCompute(LocalExecutor):
    def finished(self, folder, study, chunks, advance):
        assert not chunks
        return iter(())


@pytest.mark.parametrize("size", [1, 7, 400, 2_500, 10_000])
def test_chunks_of_any_size_give_the_same_bits(kept, same, tmp_path, size):
    count = 60 if size == 1 else 2_500
    assert same(kept(tmp_path / "run", count, size=size), count)


def test_a_run_without_a_folder_gives_the_same_bits(study, notes, same):
    assert same(run_in_memory(study, 2_500, notes))
    assert notes.done == 2_500
    assert notes.headlines[-1] == study.headline(study.compute(0, 2_500))


@pytest.mark.parametrize("ended_after", [0, 1, 2])
def test_an_ended_run_is_continued_to_the_same_bits(
    kept, same, files, notes, tmp_path, ended_after
):
    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path / "ended", size=SIZE, executor=EndsAfter(ended_after))
    assert notes.found_at_start == 0
    assert same(kept(tmp_path / "ended"))
    assert notes.found_at_start == ended_after * SIZE
    kept(tmp_path / "whole", size=SIZE)
    assert files(tmp_path / "ended") == files(tmp_path / "whole")
    assert notes.sentences == []


def test_a_longer_run_extends_a_shorter_one(kept, same, files, notes, tmp_path):
    folder = tmp_path / "run"
    kept(folder, 2_500, size=SIZE)
    before = {name: (folder / name).stat().st_ino for name in NAMES}
    assert same(kept(folder, 25_000), 25_000)
    assert notes.found_at_start == 2_000
    assert {name: (folder / name).stat().st_ino for name in NAMES} == before
    kept(tmp_path / "long", 25_000, size=SIZE)
    assert files(folder).items() - files(tmp_path / "long").items() == {
        (NAMES[2], (folder / NAMES[2]).read_bytes())
    }
    # and back
    assert same(kept(folder, 2_500, executor=MustNotCompute()), 2_500)
    assert same(kept(folder, 1_500), 1_500)


def cut(path):
    path.write_bytes(path.read_bytes()[:-100])


def grow(path):
    path.write_bytes(path.read_bytes() + b"\0")


def alter(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path):
    path.write_bytes(b"")


def remove(path):
    path.unlink()


@pytest.mark.parametrize("harm", [cut, grow, alter, empty, remove])
def test_a_chunk_that_is_not_as_it_was_written_is_computed_again(
    kept, same, files, notes, tmp_path, harm
):
    folder = tmp_path / "run"
    kept(folder, size=SIZE)
    before = files(folder)
    harm(folder / NAMES[1])
    found = run_status(folder)
    assert (found.finished, found.changed) == (1_500, (NAMES[1],))
    assert same(kept(folder))
    assert notes.sentences == [f"{folder}: missing or changed, and computed again: {NAMES[1]}"]
    assert files(folder) == before
    assert same(kept(folder, executor=MustNotCompute()))


def test_a_chunk_that_changes_during_the_run_is_no_part_of_its_result(
    kept, same, study, notes, tmp_path
):
    folder = tmp_path / "run"
    kept(folder, size=SIZE)
    with open_store(folder, study, 2_500, resume=True, say=notes.sentences.append) as store:
        alter(folder / NAMES[0])
        with pytest.raises(InputError, match=rf"{NAMES[0]} was changed while the run went on"):
            study.merge(store.parts())
    assert same(kept(folder))


def test_a_manifest_cut_anywhere_costs_at_most_what_it_held(kept, same, files, tmp_path):
    folder = tmp_path / "run"
    kept(folder, 60, size=20)
    before, whole = files(folder), (folder / NAME).read_bytes()
    first = whole.index(b"\n") + 1
    for end in range(first, len(whole), 23):
        (folder / NAME).write_bytes(whole[:end])
        assert same(kept(folder, 60), 60)
        assert files(folder) == before
        content = (folder / NAME).read_bytes()
        assert content.startswith(whole[: whole.rfind(b"\n", 0, end) + 1])
        assert all(json.loads(line) for line in content.splitlines())
    for end in (0, 1, first - 1):
        (folder / NAME).write_bytes(whole[:end])
        with pytest.raises(InputError, match="first line does not say what the run computes"):
            kept(folder, 60)
        assert (folder / NAME).read_bytes() == whole[:end]


def test_a_line_that_was_damaged_does_not_count(kept, same, notes, tmp_path):
    folder = tmp_path / "run"
    kept(folder, size=SIZE)
    lines = (folder / NAME).read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"first"', b'"furst"')
    lines.insert(4, b'{"first":0,"last":1000,"file":"../elsewhere","bytes":1,"sha256":""}\n')
    (folder / NAME).write_bytes(b"".join(lines))
    assert same(kept(folder))
    assert notes.found_at_start == 1_500
    assert notes.sentences == [f"{folder / NAME}: lines 4, 5 cannot be read and do not count"]


def test_another_run_in_the_same_folder_is_refused(kept, study, tmp_path, monkeypatch):
    folder = tmp_path / "run"
    kept(folder, size=SIZE)
    before = (folder / NAME).read_bytes()
    more = replace(study, raid=replace(study.raid, missiles=7))
    cases = [
        ({"of": more}, "missiles is 6 there and 7 here"),
        ({"of": replace(study, seed=4)}, "seed is 3 there and 4 here"),
        ({"of": replace(study, raid=replace(study.raid, record=(2.0, 1.0)))}, "record is none th"),
        ({"size": 999}, "size of chunks is 1000 there and 999 here"),
    ]
    for options, difference in cases:
        with pytest.raises(InputError, match=f"holds another run: {difference}"):
            kept(folder, **options)
    with monkeypatch.context() as patched:
        patched.setattr(type(study), "scenario_hash", "abc")
        with pytest.raises(InputError, match="scenario hash is none there and abc here"):
            kept(folder)
    with monkeypatch.context() as patched:
        patched.setattr(manifest, "__version__", "9.9")
        with pytest.raises(InputError, match=r"version of bongsu is .+ there and 9\.9 here"):
            kept(folder)
        patched.setattr(work, "__version__", "9.9")
        with pytest.raises(InputError, match="results of two versions are not mixed"):
            open_run(folder)
    with monkeypatch.context() as patched:
        patched.setattr(manifest, "build_digest", lambda: "other")
        with pytest.raises(InputError, match=r"build of bongsu is [0-9a-f]{16} there and other"):
            kept(folder)
        patched.setattr(work, "build_digest", lambda: "other")
        with pytest.raises(
            InputError, match=r"\(build other\): results of two versions are not mi"
        ):
            open_run(folder)
    with monkeypatch.context() as patched:
        patched.setattr(type(study), "kind", "other")
        with pytest.raises(InputError, match="kind of study is ideal-raid there and other here"):
            kept(folder)
    assert (folder / NAME).read_bytes() == before


def test_what_is_computed_cannot_be_changed_in_the_manifest(kept, tmp_path):
    folder = tmp_path / "run"
    kept(folder, size=SIZE)
    path = folder / NAME
    path.write_bytes(path.read_bytes().replace(b'"missiles": 6', b'"missiles": 5', 1))
    with pytest.raises(InputError, match="first line was changed after it was written"):
        kept(folder)


def test_a_run_that_is_there_is_continued_only_if_one_says_so(kept, tmp_path):
    kept(tmp_path / "run", size=SIZE, resume=False)
    with pytest.raises(InputError, match=r"there is a run in .+ already: --resume continues it"):
        kept(tmp_path / "run", size=SIZE, resume=False)


def test_a_folder_with_other_files_is_left_alone(kept, tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match=r"holds other files, such as letter\.txt, and no run"):
        kept(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(InputError, match="is a file, not a folder"):
        kept(tmp_path / "letter.txt")


def test_what_a_killed_run_left_half_written_is_removed(kept, same, tmp_path):
    folder = tmp_path / "run"
    kept(folder, size=SIZE)
    (folder / f".{NAMES[0]}-0123456789ab.part").write_bytes(b"PK")
    assert same(kept(folder))
    assert not list(folder.glob(".*"))


def test_one_process_at_a_time(kept, study, notes, tmp_path):
    folder = tmp_path / "run"
    with open_store(folder, study, 2_500, say=notes.sentences.append):
        with pytest.raises(InputError, match=r"another run is at work in .+ \(process \d+ on "):
            kept(folder)
        with pytest.raises(InputError, match="another run is at work"):
            list(compute_numbers(folder, [0]))
        assert run_status(folder).finished == 0
    kept(folder)


def test_processes_of_a_job_array_work_side_by_side(kept, same, files, study, notes, tmp_path):
    folder = tmp_path / "run"
    with open_store(folder, study, 2_500, chunk_size=SIZE, say=notes.sentences.append) as store:
        assert [tuple(chunk) for chunk in store.missing()] == [
            (0, 1000),
            (1000, 2000),
            (2000, 2500),
        ]
    with locked(folder, shared=True):
        assert [done.computed for done in compute_numbers(folder, [2, 0])] == [True, True]
        with pytest.raises(InputError, match="another run is at work"):
            kept(folder)
    assert [done.computed for done in compute_numbers(folder, [0])] == [False]
    cut(folder / NAMES[0])
    assert [done.computed for done in compute_numbers(folder, [0, 1])] == [True, True]
    assert run_status(folder).finished == 2_500
    assert same(kept(folder, executor=MustNotCompute()))
    assert not list(folder.glob("*.record"))
    assert set(files(folder)) == set(NAMES)
    assert len(read_manifest(folder).records) == 3


@pytest.mark.parametrize("number", [-1, 3])
def test_a_chunk_that_is_not_there_is_refused(kept, tmp_path, number):
    kept(tmp_path / "run", size=SIZE)
    with pytest.raises(InputError, match=rf"number must be 0 to 2, not {number}"):
        list(compute_numbers(tmp_path / "run", [0, number]))


def test_word_of_a_chunk_is_believed_only_if_its_file_is_sound(kept, same, study, tmp_path, notes):
    folder = tmp_path / "run"
    with open_store(folder, study, 2_500, chunk_size=SIZE, say=notes.sentences.append):
        pass
    list(compute_numbers(folder, [0, 1]))
    alter(folder / NAMES[0])
    (folder / f"{NAMES[1]}.record").write_bytes(b'{"first"')
    assert same(kept(folder))
    assert notes.found_at_start == 0


def test_there_is_no_run_where_there_is_none(tmp_path):
    for question in (run_status, open_run, read_manifest):
        with pytest.raises(InputError, match="there is no run in"):
            question(tmp_path)


def test_a_record_is_some_hundred_bytes(kept, tmp_path):
    """It is all that comes back from a worker."""
    kept(tmp_path / "run", size=SIZE)
    records = read_manifest(tmp_path / "run").records
    assert all(isinstance(record, ChunkRecord) for record in records.values())
    assert max(len(manifest.record_line(record)) for record in records.values()) < 300


def test_a_build_is_another_where_a_file_differs(monkeypatch, tmp_path):
    (tmp_path / "__pycache__").mkdir()
    source, data, compiled = (
        tmp_path / name for name in ("version.py", "data.yaml", "__pycache__/a.pyc")
    )
    for file in (source, data, compiled):
        file.write_text("1")
    digests = []
    with monkeypatch.context() as patched:
        patched.setattr(version, "__file__", str(source))
        for file in (source, data, compiled, source):
            # past the memory of a process, in which no file changes
            digests.append(build_digest.__wrapped__())
            file.write_text("2")
    assert len({*digests[:3]}) == 3
    assert digests[3] == digests[2]
