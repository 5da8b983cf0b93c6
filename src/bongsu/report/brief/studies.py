"""Studies behind the verdicts as one tree: content of results.nc, made without drawing anything."""

import re
from collections.abc import Mapping

import xarray as xr

from bongsu.claims.case import Cases
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional


def results_tree(cases: Cases) -> xr.DataTree:
    """Studies behind the verdicts, one group per case and study.

    Parameters
    ----------
    cases : Cases
        With their studies done.

    Returns
    -------
    xarray.DataTree
        For ``results.nc``; its root lists the groups.
    """
    studies: dict[str, xr.Dataset] = {}
    for case in cases.asked:
        # names of groups are letters, digits and underscores (CF 2.3)
        folder = re.sub(r"\W+", "_", case.name.replace("-", "_"))
        for name, study in case.studies.items():
            studies[f"{folder}/{name.replace(' ', '-')}"] = study
    return xr.DataTree.from_dict({"/": _contents(studies, cases.nominal.scenario)} | studies)


def _contents(studies: Mapping[str, xr.Dataset], scenario: Scenario) -> xr.Dataset:
    """What a file of studies holds, for its root: opened alone, the root would be empty."""
    listed = xr.Dataset(
        {
            "group_path": (
                "study",
                list(studies),
                {"long_name": "group of the file: case and study"},
            ),
            "group_title": (
                "study",
                [str(study.attrs["title"]) for study in studies.values()],
                {"long_name": "what the group holds"},
            ),
        },
        attrs=provenance(scenario).attributes()
        | {
            "history": "bongsu.report.brief.studies.results_tree",
            "comment": "Studies lie in groups: open one with its group_path, or all as a tree.",
        },
    )
    return conventional(listed, f"Studies behind the brief: {scenario.title}")
