"""Scripts for the queues of clusters: what a shell and a parser of YAML make of them."""

import os
import re
import subprocess
import sys

import dask_jobqueue
import pytest
from ruamel.yaml import YAML

from bongsu.execution.jobs import kubernetes_manifest, slurm_script
from bongsu.execution.store import open_store

COUNT = 2_500
# chunks, tasks at most, tasks
DEALT = [(1, 1000, 1), (3, 1000, 3), (25, 10, 9), (2500, 1000, 834)]


@pytest.fixture
def prepared(study, notes, tmp_path):
    def make(chunks, name="a run"):
        folder = tmp_path / name
        with open_store(
            folder, study, COUNT, chunk_size=-(-COUNT // chunks), say=notes.sentences.append
        ):
            return folder

    return make


@pytest.fixture
def computed(tmp_path):
    """Run a script whose interpreter only writes down what it is asked for."""
    said = tmp_path / "said"
    stub = tmp_path / "bongsu"
    stub.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{said}"\n')
    stub.chmod(0o755)

    def run(shell, script, variable, tasks):
        found = []
        for index in sorted({0, 1, tasks // 2, tasks - 1} & {*range(tasks)}):
            said.unlink(missing_ok=True)
            path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
            environment = os.environ | {variable: str(index), "PATH": path}
            subprocess.run([shell, "-c", script], env=environment, check=True)
            found.append((index, said.read_text().splitlines()))
        return found

    return run, stub


def expected(chunks, tasks, index):
    each = -(-chunks // tasks)
    return [str(number) for number in range(index * each, min((index + 1) * each, chunks))]


@pytest.mark.parametrize(("chunks", "most", "tasks"), DEALT)
def test_a_job_array_of_slurm_computes_each_chunk_once(prepared, computed, chunks, most, tasks):
    folder = prepared(chunks, "it's 100 % a run")
    script = slurm_script(folder, most)
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=True).returncode == 0
    lines = script.splitlines()
    assert lines[0] == "#!/bin/bash"
    options = dict(re.findall(r"^#SBATCH --([\w-]+)=(.*)$", script, re.MULTILINE))
    assert options["array"] == f"0-{tasks - 1}"
    assert options["job-name"] == "bongsu-ideal-raid"
    assert options["cpus-per-task"] == "1"
    assert "100 %% a run/slurm-%A_%a.log" in options["error"]
    run, stub = computed
    stubbed = script.replace(f"{sys.executable} -m bongsu", str(stub))
    for index, words in run("bash", stubbed, "SLURM_ARRAY_TASK_ID", tasks):
        manifest = str(folder / "manifest.jsonl")
        assert words == ["run", "chunk", manifest, *expected(chunks, tasks, index)]


@pytest.mark.parametrize(("chunks", "most", "tasks"), DEALT)
def test_a_job_of_kubernetes_computes_each_chunk_once(prepared, computed, chunks, most, tasks):
    folder = prepared(chunks)
    text = kubernetes_manifest(folder, most, "registry.example/bongsu:1", "runs")
    job = YAML(typ="safe").load(text)
    assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job")
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", job["metadata"]["name"])
    spec = job["spec"]
    assert spec["completionMode"] == "Indexed"
    assert spec["completions"] == spec["parallelism"] == tasks
    pod = spec["template"]["spec"]
    assert pod["restartPolicy"] == "OnFailure"
    (container,) = pod["containers"]
    assert container["image"] == "registry.example/bongsu:1"
    (mount,), (volume,) = container["volumeMounts"], pod["volumes"]
    assert mount["name"] == volume["name"]
    assert mount["mountPath"] == str(folder.parent)
    assert volume["persistentVolumeClaim"] == {"claimName": "runs"}
    assert container["env"] == [{"name": "BONGSU_THREADS", "value": "1"}]
    shell, flag, script = container["command"]
    assert flag == "-c"
    run, _ = computed
    for index, words in run(shell, script, "JOB_COMPLETION_INDEX", tasks):
        manifest = str(folder / "manifest.jsonl")
        assert words == ["run", "chunk", manifest, *expected(chunks, tasks, index)]


@pytest.mark.peers
def test_the_job_of_kubernetes_fits_the_schema_of_kubernetes(prepared):
    validate = pytest.importorskip("kubernetes_validate")
    text = kubernetes_manifest(prepared(25), 10, "registry.example/bongsu:1", "runs")
    job = YAML(typ="safe").load(text)
    for version in ("1.28", validate.latest_version()):
        validate.validate(job, version, strict=True)
    job["spec"]["completionsMode"] = "Indexed"
    with pytest.raises(validate.ValidationError, match="completionsMode"):
        validate.validate(job, version, strict=True)


def test_the_cluster_of_dask_jobqueue_that_the_page_shows_starts_workers_of_one_thread():
    with dask_jobqueue.SLURMCluster(
        cores=1,
        processes=1,
        memory="2GB",
        walltime="01:00:00",
        shared_temp_directory="/scratch",
        # the usual port of its page may be taken by a test beside this one
        scheduler_options={"dashboard_address": ":0"},
    ) as cluster:
        script = cluster.job_script()
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=True).returncode == 0
    assert re.search(r"^#SBATCH --cpus-per-task=1$", script, re.MULTILINE)
    assert re.search(r"^#SBATCH -t 01:00:00$", script, re.MULTILINE)
    assert re.search(r"-m distributed\.cli\.dask_worker tcp://\S+ .*--nthreads 1\b", script)
