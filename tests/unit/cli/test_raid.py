"""``bongsu raid`` and ``bongsu run``: what is asked, what is answered, what is refused."""

import json

import pytest

RAID = ("raid", "ideal", "--missiles", "20", "--interceptors", "24", "--replications", "20000")
SHOT = ("--kill-probability", "0.8")


def test_the_answer_of_a_raid_without_geometry(answer):
    found = answer(*RAID, *SHOT, "--seed", "7")
    assert (found["replications"], found["seed"]) == (20_000, 7)
    assert found["provenance"]["seed"] == 7
    leakers, spent = found["leakers"], found["interceptors_spent"]
    # max(0, 20 - Bin(24, 0.8)); six standard errors
    assert leakers["mean"] == pytest.approx(1.2162, abs=0.065)
    assert leakers["p0"] == pytest.approx(0.45988, abs=0.022)
    assert leakers["low"] < leakers["mean"] < leakers["high"]
    assert leakers["p0_low"] < leakers["p0"] < leakers["p0_high"]
    assert leakers["high"] - leakers["low"] == pytest.approx(2 * 1.96 * 1.48 / 20_000**0.5, rel=0.1)
    assert [*leakers["quantiles"]] == ["0.05", "0.25", "0.5", "0.75", "0.95"]
    assert leakers["quantiles"]["0.5"] == 1
    assert spent["quantiles"]["0.95"] == 24
    assert spent["p0"] == 0.0
    assert 0.0 < spent["p0_high"] < 2e-4


CHANGES = [
    ("--missiles", "19"),
    ("--interceptors", "25"),
    ("--kill-probability", "0.81"),
    ("--rule", "salvo"),
    ("--rule", "salvo", "--salvo", "1"),
    ("--rule", "evenly"),
    ("--rule", "Uncoordinated"),
    ("--tracking-probability", "0.9"),
    ("--tracking-probability", "0.9", "--tracking-common"),
    ("--record", "12/15"),
    ("--record", "12/15", "--prior", "jeffreys"),
    ("--seed", "2"),
    ("--replications", "20001"),
]


def test_every_option_changes_the_answer(answer):
    told = {}
    for changed in ((), *CHANGES):
        words = {"--missiles": "20", "--interceptors": "24", "--replications": "20000"}
        if "--record" not in changed:
            words["--kill-probability"] = "0.8"
        given = [word for word in changed if word != "--tracking-common"]
        flags = [*changed[len(given) :]]
        words |= dict(zip(given[::2], given[1::2], strict=True))
        found = answer("raid", "ideal", *(w for pair in words.items() for w in pair), *flags)
        told[changed] = json.dumps([found["leakers"], found["interceptors_spent"]])
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "give either --kill-probability or --record HITS/TRIALS"),
        ((*SHOT, "--record", "1/2"), "give either --kill-probability or --record HITS/TRIALS"),
        ((*SHOT, "--prior", "jeffreys"), "--prior is of --record, the test record that it stands"),
        (("--record", "3/2"), "--record must have at most as many hits as trials: 3/2"),
        (("--record", "3"), "--record is HITS/TRIALS, such as 15/15, not '3'"),
        (
            ("--kill-probability", "1.5"),
            "--kill-probability must be a probability from 0 to 1, not",
        ),
        ((*SHOT, "--salvo", "3"), "--salvo is of the rule salvo, not of shoot-look-shoot"),
        ((*SHOT, "--rule", "salvo", "--salvo", "0"), "--salvo must be a whole number from 1 to"),
        ((*SHOT, "--tracking-probability", "-1"), "--tracking-probability must be a probability"),
        ((*SHOT, "--seed", "-1"), "--seed must be 0 to 4294967295, not -1"),
        ((*SHOT, "--resume"), "--resume needs --store, the folder of the run"),
        ((*SHOT, "--prepare"), "--prepare needs --store, the folder of the run"),
        ((*SHOT, "--chunk-size", "5"), "--chunk-size needs --store, the folder of the run"),
        ((*SHOT, "--patience", "5"), "--patience needs --cluster"),
        ((*SHOT, "--cluster", "local:0"), "--cluster must be local:N with 1 to 1024 workers, or"),
        ((*SHOT, "--cluster", "tcp://a:1"), "--cluster tcp://a:1 needs --store, a folder that its"),
    ],
)
def test_what_is_no_raid_is_refused(bongsu, options, sentence):
    code, out, err = bongsu(*RAID, *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"bongsu: {sentence}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--missiles", "0", "--missiles must be a whole number from 1 to 10000, not 0"),
        ("--missiles", "1000000000", "--missiles must be a whole number from 1 to 10000"),
        ("--interceptors", "-1", "--interceptors must be a whole number from 0 to 10000, not -1"),
        ("--replications", "0", "--replications must be 1 to 1,000,000,000,000, not 0"),
    ],
)
def test_counts_have_limits(bongsu, option, value, sentence):
    words = {"--missiles": "20", "--interceptors": "24", option: value}
    code, _, err = bongsu("raid", "ideal", *SHOT, *(w for pair in words.items() for w in pair))
    assert code == 2
    assert sentence in err


def test_dask_that_is_not_installed_is_said(bongsu, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    code, _, err = bongsu(*RAID, *SHOT, "--cluster", "local:2")
    assert code == 2
    assert "--cluster needs Dask, which is not installed: pip install 'bongsu[cluster]'" in err


def test_a_run_that_is_kept_answers_as_one_that_is_not(bongsu, answer, tmp_path):
    whole = answer(*RAID, *SHOT)
    kept = (*RAID, *SHOT, "--store", tmp_path / "run")
    assert answer(*kept, "--chunk-size", "3000") == whole
    code, out, err = bongsu(*kept)
    assert (code, out) == (2, "")
    assert err.endswith("already: --resume continues it\n")
    assert answer(*kept, "--resume") == whole
    status = answer("run", "status", tmp_path / "run")
    assert (status["chunks"], status["finished_chunks"], status["changed"]) == (7, 7, [])
    code, out, _ = bongsu("run", "status", tmp_path / "run" / "manifest.jsonl")
    assert code == 0
    assert "20,000 of 20,000" in out


def test_a_figure_of_a_raid_is_drawn(bongsu, tmp_path):
    code, out, err = bongsu(*RAID, *SHOT, "--figure", tmp_path / "raid.svg")
    assert (code, err) == (0, "")
    assert "20 missiles, 24 interceptors, shoot-look-shoot" in out
    assert (tmp_path / "raid.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")
    many = ("--missiles", "900", "--interceptors", "800", "--replications", "200")
    code, _, err = bongsu("raid", "ideal", *many, *SHOT, "--figure", tmp_path / "raid.png")
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("status",), "there is no run in"),
        (("chunk",), "name the number of a chunk; the first is 0"),
        (("chunk", "0"), "there is no run in"),
        (("job-script", "--slurm"), "there is no run in"),
        (("job-script",), "choose either --slurm or --kubernetes"),
        (("job-script", "--slurm", "--kubernetes"), "choose either --slurm or --kubernetes"),
        (("job-script", "--slurm", "--image", "x"), "--image and --claim are for --kubernetes"),
        (("job-script", "--kubernetes"), "--kubernetes needs --image and --claim"),
    ],
)
def test_what_no_run_can_answer_is_refused(bongsu, tmp_path, words, sentence):
    code, out, err = bongsu("run", words[0], tmp_path, *words[1:])
    assert (code, out) == (2, "")
    assert sentence in err


def test_a_number_that_no_chunk_has_is_refused(bongsu, tmp_path):
    kept = (*RAID, *SHOT, "--store", tmp_path / "run", "--chunk-size", "10000", "--prepare")
    assert bongsu(*kept)[0] == 0
    code, _, err = bongsu("run", "chunk", tmp_path / "run", "2")
    assert code == 2
    assert err == "bongsu: number must be 0 to 1, not 2\n"
    code, out, _ = bongsu("run", "chunk", tmp_path / "run", "1")
    assert (code, out) == (0, "chunk-10000-20000.npz: computed\n")
    code, out, _ = bongsu("run", "chunk", tmp_path / "run", "1")
    assert (code, out) == (0, "chunk-10000-20000.npz: there already\n")
