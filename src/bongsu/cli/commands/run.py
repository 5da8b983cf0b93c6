"""``bongsu run``: long runs that are kept in a folder, and job arrays that compute their chunks."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from bongsu.cli.options.values import Flag, JsonFlag, whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.scenario.provenance import Provenance

app = App(name="run", help="Long runs: how far they are, and job arrays for their chunks.")

# SLURM's `MaxArraySize` is 1001 where nobody has changed it
_TASKS = 1000


@app.command
def chunk(manifest: Path, *number: Annotated[int, whole(0, 10**12)]) -> None:
    """Compute chunks of a run, as a task of a job array does.

    Parameters
    ----------
    manifest
        Manifest of the run, or its folder.
    number
        Numbers of the chunks, from 0.
    """
    from bongsu.execution.work import compute_numbers

    if not number:
        raise InputError("name the number of a chunk; the first is 0")
    for done in compute_numbers(_folder(manifest), number):
        word = "computed" if done.computed else "there already"
        sys.stdout.write(f"{done.record.file}: {word}\n")
        sys.stdout.flush()


@app.command
def status(store: Path, *, json: JsonFlag = False) -> None:
    """Say how far a run is, and whether its files are as they were written.

    Parameters
    ----------
    store
        Folder of the run, or its manifest.
    json
        Print JSON for machines.
    """
    from bongsu.execution.status import run_status
    from bongsu.execution.study import REPLICATIONS

    found = run_status(_folder(store))
    header = found.header
    if json:
        result = {
            "kind": header.kind,
            "replications": found.count,
            "finished": found.finished,
            "chunk_size": header.chunk_size,
            "chunks": found.chunks,
            "finished_chunks": found.finished_chunks,
            "changed": list(found.changed),
            "bytes": found.bytes,
            "spec_sha256": header.spec_sha256,
        }
        origin = Provenance(
            scenario_hash=header.scenario_hash,
            bongsu_version=header.bongsu_version,
            seed=header.seed,
        )
        print_json(result, origin)
        return
    called = REPLICATIONS[header.kind]
    rows = [
        (called, f"{found.finished:,} of {found.count:,}"),
        ("chunks", f"{found.finished_chunks:,} of {found.chunks:,}"),
        (f"{called} of a chunk", f"{header.chunk_size:,}"),
        ("bytes", f"{found.bytes:,}"),
        ("missing or changed files", ", ".join(found.changed) or "none"),
        ("seed", str(header.seed)),
        ("version of bongsu", header.bongsu_version),
        ("scenario hash", header.scenario_hash or "no scenario"),
        ("computes", header.spec_sha256),
    ]
    print_table(("quantity", "value"), rows, title=f"{store}: {header.kind}")


@app.command(name="job-script")
def job_script(
    store: Path,
    *,
    slurm: Flag = False,
    kubernetes: Flag = False,
    tasks: Annotated[int, whole(1, 100_000)] = _TASKS,
    image: Annotated[str | None, Parameter(name="--image")] = None,
    claim: Annotated[str | None, Parameter(name="--claim")] = None,
) -> None:
    """Print what makes a cluster's own queue compute the chunks of a run.

    Parameters
    ----------
    store
        Folder of a run that was prepared, on a disk that all nodes share.
    slurm
        A job array for `sbatch`.
    kubernetes
        A Job with indexed completion for `kubectl apply -f -`.
    tasks
        Tasks at most, each of which computes some chunks. [1]
    image
        Container image with this version of bongsu, for Kubernetes.
    claim
        PersistentVolumeClaim whose volume holds the folder, for Kubernetes.
    """
    from bongsu.execution.jobs import kubernetes_manifest, slurm_script

    if slurm is kubernetes:
        raise InputError("choose either --slurm or --kubernetes")
    folder = _folder(store)
    if slurm:
        if image is not None or claim is not None:
            raise InputError("--image and --claim are for --kubernetes")
        sys.stdout.write(slurm_script(folder, tasks))
        return
    if image is None or claim is None:
        raise InputError("--kubernetes needs --image and --claim")
    sys.stdout.write(kubernetes_manifest(folder, tasks, image, claim))


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent
