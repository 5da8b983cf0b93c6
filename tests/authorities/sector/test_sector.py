"""Two ways of counting in the plain sector; its figures are rows C03 and C05 of the scorecard."""

import numpy as np

from bongsu.studies.footprint.sector import sector_coverage


def test_cutting_the_cells_differs_only_by_municipalities_on_the_edge():
    """The two counts may differ by no more than live in the municipalities on the edge."""
    facings = np.arange(310.0, 361.0, 5.0).tolist()
    study = sector_coverage(
        35.92, 128.29, facings, front_m=200e3, rear_m=100e3, half_angle_deg=60.0
    )
    difference = study["people"] - study["people_by_centroid"]
    assert (np.abs(difference) <= study["people_on_the_edge"]).all()
