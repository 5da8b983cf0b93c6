"""Studies over draws that are computed at once, in memory."""

import xarray as xr

from bongsu.execution.run import Unwatched, run_in_memory
from bongsu.scenario import Scenario
from bongsu.studies.epistemic.sampling import whole_draws
from bongsu.studies.epistemic.sensitivity import SensitivityStudy
from bongsu.studies.epistemic.uncertainty import UncertaintyStudy


def uncertainty(scenario: Scenario, metric: str, *, draws: int, **asked) -> xr.Dataset:
    """Ask for a number over draws."""
    count = whole_draws(draws)
    study = UncertaintyStudy.of(scenario, metric, **asked)
    return study.dataset(run_in_memory(study, count, Unwatched()))


def sensitivity(scenario: Scenario, metric: str, **asked) -> xr.Dataset:
    """Ask what decides a number."""
    study = SensitivityStudy.of(scenario, metric, **asked)
    return study.dataset(run_in_memory(study, study.pairs, Unwatched()))
