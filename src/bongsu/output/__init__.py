"""The one way in which bongsu makes files: checked before computing, whole or not at all.

``check_outputs`` refuses, before anything is computed, what cannot be written; ``write_outputs``
writes the files of one run together, each with where its content comes from.
"""

from bongsu.output.contents import (
    bytes_file,
    dataset_file,
    features_file,
    figure_file,
    json_file,
    parquet_file,
    rows_file,
    table_file,
    text_file,
)
from bongsu.output.files import Write, write_outputs
from bongsu.output.targets import (
    DATASET,
    FEATURES,
    FIGURE,
    ROWS,
    SCENARIO,
    TABLE,
    Kind,
    check_directory,
    check_outputs,
)

__all__ = [
    "DATASET",
    "FEATURES",
    "FIGURE",
    "ROWS",
    "SCENARIO",
    "TABLE",
    "Kind",
    "Write",
    "bytes_file",
    "check_directory",
    "check_outputs",
    "dataset_file",
    "features_file",
    "figure_file",
    "json_file",
    "parquet_file",
    "rows_file",
    "table_file",
    "text_file",
    "write_outputs",
]
