"""Scripts with which a cluster's own queue computes the chunks of a run, without Dask."""

from __future__ import annotations

import json
import re
import shlex
import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from bongsu.execution.manifest import NAME
from bongsu.execution.study import chunk_count
from bongsu.execution.work import open_run


@dataclass(frozen=True)
class _Array:
    """Chunks dealt out to the tasks of a job array."""

    manifest: Path
    name: str
    tasks: int
    each: int
    last: int

    def numbers(self, index: str) -> str:
        """Numbers of the chunks of a task, in the words of a shell."""
        first = f"{index} * {self.each}"
        end = f"{first} + {self.each - 1}"
        return f"$(seq $(({first})) $(({end} < {self.last} ? {end} : {self.last})))"


def slurm_script(folder: Path, tasks: int) -> str:
    """Write a script for SLURM.

    Parameters
    ----------
    folder : pathlib.Path
        Of a run, on a disk that all nodes share.
    tasks : int
        Tasks at most. [1]

    Returns
    -------
    str
        For ``sbatch``.

    Raises
    ------
    InputError
        If there is no run in the folder.
    """
    array = _array(folder, tasks)
    command = f"{shlex.quote(sys.executable)} -m bongsu run chunk"
    return f"""#!/bin/bash
#SBATCH --job-name={array.name}
#SBATCH --array=0-{array.tasks - 1}
#SBATCH --cpus-per-task=1
#SBATCH --output=/dev/null
#SBATCH --error={_pattern(array.manifest.parent)}/slurm-%A_%a.log
set -euo pipefail
export BONGSU_THREADS="${{SLURM_CPUS_PER_TASK:-1}}"
exec {command} {shlex.quote(str(array.manifest))} {array.numbers("SLURM_ARRAY_TASK_ID")}
"""


def kubernetes_manifest(folder: Path, tasks: int, image: str, claim: str) -> str:
    """Write a Job for Kubernetes with indexed completion.

    Parameters
    ----------
    folder : pathlib.Path
        Of a run, as it is seen in a pod: the claim is mounted on the folder above it.
    tasks : int
        Pods at most. [1]
    image : str
        Container image with this version of the package.
    claim : str
        PersistentVolumeClaim whose volume holds the folder.

    Returns
    -------
    str
        For ``kubectl apply -f -``.

    Raises
    ------
    InputError
        If there is no run in the folder.
    """
    array = _array(folder, tasks)
    command = (
        f"exec bongsu run chunk {shlex.quote(str(array.manifest))} "
        f"{array.numbers('JOB_COMPLETION_INDEX')}"
    )
    return f"""apiVersion: batch/v1
kind: Job
metadata:
  name: {array.name}
spec:
  completionMode: Indexed
  completions: {array.tasks}
  parallelism: {array.tasks}
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: bongsu
          image: {json.dumps(image)}
          command: ["/bin/sh", "-c", {json.dumps(command)}]
          env:
            - name: BONGSU_THREADS
              value: "1"
          resources:
            requests: {{cpu: "1"}}
          volumeMounts:
            - name: runs
              mountPath: {json.dumps(str(array.manifest.parent.parent))}
      volumes:
        - name: runs
          persistentVolumeClaim:
            claimName: {json.dumps(claim)}
"""


def _array(folder: Path, tasks: int) -> _Array:
    found, _ = open_run(folder)
    chunks = chunk_count(found.count, found.header.chunk_size)
    each = ceil(chunks / min(tasks, chunks))
    return _Array(
        manifest=folder.resolve() / NAME,
        name=re.sub(r"[^a-z0-9]+", "-", f"bongsu-{found.header.kind}"),
        tasks=ceil(chunks / each),
        each=each,
        last=chunks - 1,
    )


def _pattern(folder: Path) -> str:
    """Write a folder as SLURM's file patterns take it."""
    return str(folder).replace("\\", "\\\\").replace("%", "%%")
