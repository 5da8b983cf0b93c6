"""How fast draws of all cited rows are answered, and what decides is found.

    uv run python benchmarks/draws.py --json

times, warm and on all cores, 1,024 draws of the share of people defended over about 2,500 aim
points against one missile on one shape (`footprint_draws_s`), the same with the rows of the missile
drawn, so that every draw is flown anew (`footprint_redrawn_s`), and the Shapley effects of eight
groups on the same share over the scenario's own grid (`shapley_s`), each once. Processor time,
which other work on the machine moves less, stands beside (`..._processor_s`).
"""

import argparse
import json
import time

import xarray as xr

from bongsu.execution.run import run_here
from bongsu.physics.numerics.threads import core_count
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.sensitivity import SensitivityStudy
from bongsu.studies.epistemic.uncertainty import UncertaintyStudy

SPACING_KM = 11.0
"""About 2,500 cells of South Korea. [km]"""


def timed(
    study: UncertaintyStudy | SensitivityStudy, count: int
) -> tuple[float, float, xr.Dataset]:
    """Seconds by the clock and of the processor in which a study is answered, and its answer."""
    start, processor = time.perf_counter(), time.process_time()
    found = study.dataset(run_here(study, count, folder=None, say=print))
    return time.perf_counter() - start, time.process_time() - processor, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--pairs", type=int, default=64)
    asked = parser.parse_args()
    korea = load_scenario("korea-2016")
    one = korea.only(missile="nodong", launch_area="hwangju", shape="minimum-energy")
    fine = one.at_spacing(SPACING_KM)
    share = "people-share"
    for flights in (False, True):
        timed(UncertaintyStudy.of(one, share, weights=("cited",), flights=flights), 16)
    made: dict[str, float] = {
        "cores": core_count(),
        "draws": asked.draws,
        "aim_points": len(fine.region.protected().grid),
    }
    for name, flights in (("footprint_draws", False), ("footprint_redrawn", True)):
        study = UncertaintyStudy.of(fine, share, weights=("cited",), flights=flights)
        made[f"{name}_s"], made[f"{name}_processor_s"], _ = timed(study, asked.draws)
    decides = SensitivityStudy.of(one, share, draws=asked.pairs)
    wall, processor, found = timed(decides, decides.pairs)
    made |= {
        "pairs": decides.pairs,
        "groups": found.sizes["group"],
        "runs": int(found.attrs["runs"]),
        "shapley_aim_points": len(one.region.protected().grid),
        "shapley_s": wall,
        "shapley_processor_s": processor,
    }
    if asked.json:
        print(json.dumps(made, indent=2))
    else:
        for name, value in made.items():
            print(f"{name:28} {value:,.6g}")


if __name__ == "__main__":
    main()
