"""The sides of the field of regard on a map of one height are where the kernel ends it."""

from math import radians

import numpy as np
import pytest

from bongsu.geography.outlines import WGS84
from bongsu.physics.radar.signals import signals_at
from bongsu.studies.radar.view.edges import field_edges_deg
from bongsu.studies.radar.view.station import radar_view

HEIGHTS_KM = np.array([50.0, 100.0])
RANGES_M = np.array([30e3, 80e3, 150e3, 250e3, 400e3, 900e3])


def signals(view, azimuth_deg, height_km):
    """Signal of a square metre at these directions, one for each distance."""
    site = view.station
    longitude, latitude, _ = WGS84.fwd(
        np.full(RANGES_M.size, np.degrees(site.longitude)),
        np.full(RANGES_M.size, np.degrees(site.latitude)),
        azimuth_deg,
        RANGES_M,
    )
    heights = np.full(RANGES_M.size, 1e3 * height_km)
    return signals_at(view.radar(), np.radians(latitude), np.radians(longitude), heights)


@pytest.mark.parametrize("tilt_deg", [20.0, 30.0, 45.0])
def test_inside_the_edge_there_is_a_signal_and_outside_none(korea, tilt_deg):
    view = radar_view(korea.tilted(tilt_deg))
    edges = field_edges_deg(view, RANGES_M, HEIGHTS_KM)
    assert np.isfinite(edges).any()
    for height_km, row in zip(HEIGHTS_KM, edges, strict=True):
        drawn = np.isfinite(row)
        for side in (-1.0, 1.0):
            inside = signals(
                view, view.boresight_deg + side * (np.nan_to_num(row) - 1.0), height_km
            )
            outside = signals(
                view, view.boresight_deg + side * (np.nan_to_num(row) + 1.0), height_km
            )
            assert (inside[drawn] > 0.0).all()
            assert (outside[drawn] == 0.0).all()


def test_there_is_no_edge_below_the_floor_nor_where_all_is_in_view(korea):
    view = radar_view(korea.tilted(60))
    overhead, below = field_edges_deg(view, np.array([10e3, 2000e3]), np.array([100.0]))[0]
    assert np.isnan(overhead)
    assert view.design.half_width_at(radians(84.0)) == pytest.approx(np.pi)
    assert np.isnan(below)
