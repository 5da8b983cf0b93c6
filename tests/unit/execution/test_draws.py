"""Studies over draws are kept, continued and computed elsewhere as raids are."""

from pathlib import Path

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.execution.run import Unwatched, run_in_memory, run_in_store
from bongsu.execution.store import open_store
from bongsu.execution.work import LocalExecutor, compute_numbers, open_run
from bongsu.scenario import built_in_text, load_scenario, parse_raid
from bongsu.studies.epistemic.figures import figures_for
from bongsu.studies.epistemic.metrics import Condition
from bongsu.studies.epistemic.sampling import Rows, drawn_rows
from bongsu.studies.epistemic.sensitivity import SensitivityStudy
from bongsu.studies.epistemic.uncertainty import UncertaintyStudy
from bongsu.studies.raid.played import RaidStudy

KOREA = load_scenario()
ONE = KOREA.only(missile="nodong", launch_area="hwangju", shape="minimum-energy")
TWO = parse_raid(
    "{format: 1, name: two, title: Two, waves: [{missile: nodong, count: 2, "
    "launch_areas: [hwangju], targets: [busan]}]}",
    KOREA,
)
STUDIES = {
    "a number": lambda: UncertaintyStudy.of(KOREA, "detection-range"),
    "a footprint": lambda: UncertaintyStudy.of(ONE.at_spacing(100.0), "people-share"),
    "a raid": lambda: UncertaintyStudy.of(KOREA, "raid-leakers", raid=TWO, replications=10),
    "flights": lambda: UncertaintyStudy.of(
        ONE, "apogee", target=KOREA.place("target", "busan"), flights=True
    ),
    "what decides": lambda: SensitivityStudy.of(
        ONE, "shots", target=KOREA.place("target", "busan"), draws=16, single_rows=True
    ),
    "what decides, held": lambda: SensitivityStudy.of(
        KOREA, "detection-range", draws=16, held=figures_for(KOREA)
    ),
}


# of each group that moves one of the numbers, so that few are exchanged
KEPT = ("losses", "kill-probability", "classify-time", "reentry-vehicle.area", "payload-mass")


@pytest.fixture(autouse=True)
def few_rows(monkeypatch):
    def few(*asked, **options):
        rows = drawn_rows(*asked, **options)
        kept = [paths for paths in rows.movers if any(path.endswith(KEPT) for path in paths)]
        return Rows(scenario=rows.scenario, movers=tuple(kept))

    monkeypatch.setattr("bongsu.studies.epistemic.inquiry.drawn_rows", few)


def same(one, other):
    return one.keys() == other.keys() and all(
        np.array_equal(one[name], other[name], equal_nan=True) for name in one
    )


@pytest.mark.parametrize("name", STUDIES)
def test_chunks_that_another_machine_computes_are_those_of_one_run(name, tmp_path) -> None:
    """It has the folder of the run and nothing else."""
    study = STUDIES[name]()
    whole = run_in_memory(study, 16, Unwatched())
    with open_store(tmp_path / "run", study, 16, chunk_size=6, say=print):
        pass
    assert [done.computed for done in compute_numbers(tmp_path / "run", [2, 0])] == [True, True]
    with open_store(tmp_path / "run", STUDIES[name](), 16, resume=True, say=print) as store:
        assert [chunk.first for chunk in store.missing()] == [6]
        found = run_in_store(study, store, LocalExecutor(), Unwatched())
    assert same(found, whole)
    assert study.dataset(found).identical(study.dataset(whole))
    assert study.headline(found) == study.headline(whole)


def test_more_draws_extend_fewer(tmp_path) -> None:
    number, decides = STUDIES["a number"](), STUDIES["what decides"]()
    for place, study, more in (("a", number, 64), ("b", decides, 32)):
        computed = []
        for count in (16, more):
            with open_store(
                tmp_path / place, study, count, chunk_size=8, resume=True, say=print
            ) as store:
                computed.append(len(store.missing()))
                found = run_in_store(study, store, LocalExecutor(), Unwatched())
        assert computed == [2, (more - 16) // 8]
        assert same(found, run_in_memory(study, more, Unwatched()))


def test_another_question_is_refused_in_the_same_folder(tmp_path) -> None:
    with open_store(tmp_path, STUDIES["a number"](), 16, say=print):
        pass
    other = {
        "metric is detection-range there and area-in-view here": UncertaintyStudy.of(
            KOREA, "area-in-view"
        ),
        "scenario hash is": UncertaintyStudy.of(KOREA.moved("daegu"), "detection-range"),
        "kind of study is uncertainty there and sensitivity here": STUDIES["what decides"](),
        "weights is ['cited', 'uniform'] there and ['cited'] here": UncertaintyStudy.of(
            KOREA, "detection-range", weights=("cited",)
        ),
    }
    for message, study in other.items():
        with (
            pytest.raises(InputError) as refused,
            open_store(tmp_path, study, 16, resume=True, say=print),
        ):
            pass
        assert message in str(refused.value)
    # what is held against the number is told afterwards
    held = UncertaintyStudy.of(KOREA, "detection-range", condition=Condition(">=", 600.0))
    with open_store(tmp_path, held, 16, resume=True, say=print):
        pass


@pytest.fixture
def own(tmp_path):
    """A scenario with a catalogue file of its own."""
    file = tmp_path / "home" / "own.yaml"
    file.parent.mkdir()
    file.write_text(
        "battery: {thaad-battery: {kill-probability: {value: 0.5, low: 0.4, high: 0.6, "
        "source: own-notes, quality: U}}}\n"
        "references: {own-notes: {author: A. N. Other, title: Notes, year: 2016, "
        "url: 'https://example.org', read: true}}\n",
        encoding="utf-8",
    )
    text = built_in_text("korea-2016") + "\ncatalogue_files: [own.yaml]\n"
    scenario = file.parent / "scenario.yaml"
    scenario.write_text(text, encoding="utf-8")
    return load_scenario(scenario), file


def test_catalogue_files_travel_with_the_run(own, tmp_path) -> None:
    scenario, file = own
    for place, study in (
        ("raid", RaidStudy.of(scenario, TWO)),
        ("draws", UncertaintyStudy.of(scenario, "detection-range")),
    ):
        with open_store(tmp_path / place, study, 32, chunk_size=16, say=print):
            pass
        whole = run_in_memory(study, 32, Unwatched())
        file.rename(file.with_suffix(".gone"))
        _, again = open_run(tmp_path / place)
        found = again.merge(again.compute(first, first + 16) for first in (0, 16))
        file.with_suffix(".gone").rename(file)
        assert same(found, whole)
        assert again.scenario_hash == study.scenario_hash != KOREA.hash()


def test_a_file_of_people_that_differs_where_a_chunk_is_computed_is_refused(tmp_path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("latitude,longitude,people\n36.0,128.0,1000\n", encoding="utf-8")
    study = UncertaintyStudy.of(KOREA.with_people_from(str(people)), "detection-range")
    with open_store(tmp_path / "run", study, 16, say=print):
        pass
    people.write_text("latitude,longitude,people\n36.0,128.0,2000\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds something else here"):
        open_run(Path(tmp_path / "run"))
