"""What radars see of an object is the scenario's to say, and every study that sees one follows."""

import numpy as np
import pytest

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import (
    cross_section,
    cross_section_without_flight_m2,
    seen_in_flight,
    seen_without_flight_m2,
)
from bongsu.engagement.plans import one_plan
from bongsu.errors import InputError
from bongsu.physics.radar.kernels.aspect import (
    constant_cross_section,
    half_spheroids,
    mean_over_attitudes,
)
from bongsu.scenario import Coordinates
from bongsu.studies.epistemic.draws import uncertain_rows
from bongsu.studies.radar.aspect import cross_sections_by_aspect
from bongsu.studies.radar.need import detection_range
from bongsu.studies.radar.range import radar_range
from bongsu.studies.radar.track import flight_in_view
from bongsu.studies.side_by_side import first_of
from bongsu.words import CROSS_SECTION_MODELS

ONLY_AREA = """
cross-section:
  drum:
    title: Drum
    area: {value: 1 m2, low: 1 m2, high: 1 m2, source: wu-2016, quality: B}
"""
SIDE = "    side: {value: 2 m2, low: 2 m2, high: 2 m2, source: wu-2016, quality: B}\n"


def followed(scenario):
    launch = Coordinates.model_construct(
        name="launch point", latitude_deg=38.7, longitude_deg=126.1, altitude=0.0
    )
    plan = one_plan(scenario, "nodong", launch, "minimum-energy")
    return flight_in_view(scenario, plan, 35.1, 129.05)


def test_the_default_follows_the_aspect_and_one_number_can_be_chosen(korea):
    assert korea.numerics.cross_section_model == "by-aspect"
    entry = korea.catalog.cross_section("body")
    rows = (entry.nose_on.value, entry.side.value, entry.rear.value)
    assert seen_in_flight(korea, "body") == half_spheroids(*rows)
    assert seen_without_flight_m2(korea, "body") == entry.area.value
    constant = korea.with_cross_sections("constant")
    assert seen_in_flight(constant, "body") == constant_cross_section(entry.area.value)


def test_a_track_follows_the_aspect(korea):
    constant, turning = (followed(korea.with_cross_sections(m)) for m in ("constant", "by-aspect"))
    boosting = constant.time_s < constant.flight.burnout_time_s
    assert set(constant.cross_section_m2[~boosting]) == {0.01}
    assert set(constant.cross_section_m2[boosting]) == {1.0}
    assert (turning.aspect_deg == constant.aspect_deg).all()
    ratio = turning.cross_section_m2 / constant.cross_section_m2
    assert turning.snr == pytest.approx(ratio * constant.snr)
    # it comes down south of the radar and shows it the side and the rear at the end
    assert ratio[~boosting].max() > 3.0
    assert ratio[~boosting].min() >= 1.0
    assert turning.aspect_deg.max() > 90.0
    together = np.isin(turning.history.time, constant.history.time)
    assert turning.history.position_error_m[together][-1] < constant.history.position_error_m[-1]


def test_where_there_is_no_flight_the_row_says_of_which_aspect(korea):
    found = {
        model: seen_without_flight_m2(korea.with_cross_sections(model), "reentry-vehicle")
        for model in CROSS_SECTION_MODELS
    }
    assert found == {
        "constant": 0.01, "by-aspect": 0.01, "nose-on": 0.01, "side": 0.3, "rear": 0.1
    }  # fmt: skip
    ranges = [
        detection_range(korea.with_cross_sections(model), "reentry-vehicle")
        for model in ("nose-on", "rear", "side")
    ]
    assert np.array(ranges) / ranges[0] == pytest.approx([1.0, 10.0**0.25, 30.0**0.25])


def test_what_tumbles_shows_its_mean() -> None:
    shape = cross_section("spent-stage", "by-aspect")
    assert shape.nose_slope == shape.rear_slope == 0.0
    entry = load_catalog().cross_section("spent-stage")
    assert entry.nose_on.value < shape.side_m2 < entry.side.value
    assert mean_over_attitudes(shape) == pytest.approx(shape.side_m2)


def test_only_the_rows_in_use_are_uncertain(korea):
    def rows(model):
        paths = uncertain_rows(korea.with_cross_sections(model))
        return {path.rsplit(".", 1)[1] for path in paths if path.startswith("cross-section.body.")}

    assert rows("constant") == {"area"}
    # maps and ranges take the area
    assert rows("by-aspect") == {"area", "nose-on", "side", "rear"}
    assert rows("side") == {"side"}


def test_scenarios_side_by_side_share_the_model(korea):
    with pytest.raises(InputError, match="numerics"):
        first_of([korea, korea.with_cross_sections("side")])
    assert korea.with_cross_sections("side").hash() != korea.hash()


def test_a_model_that_does_not_exist(korea):
    with pytest.raises(InputError, match="no cross-section model 'sideways'"):
        korea.with_cross_sections("sideways")


def test_an_object_without_the_rows(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(ONLY_AREA)
    catalog = load_catalog([path])
    assert cross_section_without_flight_m2("drum", "by-aspect", catalog) == 1.0
    assert cross_section("drum", "by-aspect", catalog) == constant_cross_section(1.0)
    assert cross_section("drum", "rear", catalog) == constant_cross_section(1.0)
    path.write_text(ONLY_AREA + SIDE)
    with pytest.raises(InputError, match=r"cross-section\.drum has no row nose-on"):
        cross_section("drum", "by-aspect", load_catalog([path]))
    with pytest.raises(InputError, match=r"cross-section\.drum has no row rear"):
        cross_section("drum", "rear", load_catalog([path]))
    shown = cross_sections_by_aspect(catalog, radar_range("an-tpy-2", "terminal",
        cross_section_m2=0.01, catalog=catalog,
    ))  # fmt: skip
    assert "drum" not in shown["object"]


def test_the_picture_shows_rows_and_ranges():
    catalog = load_catalog()
    answer = radar_range("an-tpy-2", "terminal", cross_section_m2=0.01, catalog=catalog)
    found = cross_sections_by_aspect(catalog, answer)
    warhead = found.sel(object="reentry-vehicle", level="nominal")
    assert warhead["cross_section_m2"].sel(aspect_deg=[0, 90, 180]).values == pytest.approx(
        [0.01, 0.3, 0.1]
    )
    assert float(warhead["range_km"].sel(aspect_deg=0)) == pytest.approx(answer.range_km)
    low, high = (found["cross_section_m2"].sel(level=level) for level in ("low", "high"))
    assert (low < found["cross_section_m2"].sel(level="nominal")).all()
    assert (found["cross_section_m2"].sel(level="nominal") < high).all()
