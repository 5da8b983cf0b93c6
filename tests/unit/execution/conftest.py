"""A small study, and runs of it in a folder."""

import numpy as np
import pytest

from bongsu.execution.run import run_in_store
from bongsu.execution.store import open_store
from bongsu.execution.work import LocalExecutor
from bongsu.physics.raid.ideal import IdealRaid
from bongsu.studies.raid.ideal import IdealRaidStudy

COUNT, SIZE = 2_500, 1_000


class Notes:
    """Whoever watches, and what was told."""

    looks = True

    def __init__(self):
        self.found_at_start, self.done, self.headlines, self.sentences = 0, 0, [], []

    def found(self, count):
        self.found_at_start += count

    def advance(self, count):
        self.done += count

    def headline(self, text):
        self.headlines.append(text)


@pytest.fixture
def study():
    raid = IdealRaid(missiles=6, interceptors=8, kill_probability=0.6)
    return IdealRaidStudy(raid=raid, seed=3)


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def kept(study, notes):
    """Compute a run that is kept in a folder, or continue it."""

    def run(folder, count=COUNT, *, size=None, of=study, resume=True, executor=None):
        with open_store(
            folder, of, count, chunk_size=size, resume=resume, say=notes.sentences.append
        ) as store:
            return run_in_store(of, store, executor or LocalExecutor(), notes)

    return run


@pytest.fixture
def same(study):
    """Whether a result is, bit for bit, that of computing it at once."""

    def compare(found, count=COUNT, of=study):
        whole = of.compute(0, count)
        assert found.keys() == whole.keys()
        return all(np.array_equal(found[name], whole[name]) for name in whole)

    return compare


@pytest.fixture
def files():
    """Content of the chunks of a run."""

    def read(folder):
        return {path.name: path.read_bytes() for path in folder.glob("chunk-*.npz")}

    return read
