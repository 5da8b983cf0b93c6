"""How fast draws of all cited rows are answered, and what decides is found.

    uv run python benchmarks/draws.py --json

times, warm and on all cores, 1,024 draws of the share of people defended over about 2,500 aim
points against one missile on one shape (`footprint_draws_s`), and the Shapley effects of eight
groups on the same share over the scenario's own grid (`shapley_s`), each once.
"""

import argparse
import json
import time

from bongsu.physics.numerics.threads import core_count
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.sensitivity import sensitivity
from bongsu.studies.epistemic.uncertainty import uncertainty

SPACING_KM = 11.0
"""About 2,500 cells of South Korea. [km]"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--pairs", type=int, default=64)
    asked = parser.parse_args()
    korea = load_scenario("korea-2016")
    one = korea.only(missile="nodong", launch_area="hwangju", shape="minimum-energy")
    fine = one.at_spacing(SPACING_KM)
    uncertainty(one, "people-share", draws=16, weights=("cited",))
    start = time.perf_counter()
    uncertainty(fine, "people-share", draws=asked.draws, weights=("cited",))
    drawn = time.perf_counter()
    found = sensitivity(one, "people-share", draws=asked.pairs)
    made = {
        "cores": core_count(),
        "draws": asked.draws,
        "aim_points": len(fine.region.protected().grid),
        "footprint_draws_s": drawn - start,
        "pairs": asked.pairs,
        "groups": found.sizes["group"],
        "runs": int(found.attrs["runs"]),
        "shapley_aim_points": len(one.region.protected().grid),
        "shapley_s": time.perf_counter() - drawn,
    }
    if asked.json:
        print(json.dumps(made, indent=2))
    else:
        for name, value in made.items():
            print(f"{name:22} {value:,.6g}")


if __name__ == "__main__":
    main()
