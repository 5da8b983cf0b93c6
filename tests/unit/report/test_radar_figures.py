"""Figures of a flight in view, its track, and a slice of the view: what they show."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.__main__ import main
from bongsu.catalog import load_catalog
from bongsu.engagement.threats import one_plan
from bongsu.report.radar.aspect import aspect_figure
from bongsu.report.radar.range import needs_figure
from bongsu.report.radar.sky import sky_figure
from bongsu.report.radar.track import range_height_figure, track_figure
from bongsu.scenario import Coordinates
from bongsu.studies.radar.aspect import cross_sections_by_aspect
from bongsu.studies.radar.range import radar_range
from bongsu.studies.radar.track import flight_in_view
from bongsu.studies.radar.view.own import view_profile
from bongsu.studies.radar.view.station import radar_view


@pytest.fixture(scope="module")
def found(korea):
    launch = Coordinates.model_construct(
        name="launch point", latitude_deg=38.7, longitude_deg=126.1, altitude=0.0
    )
    plan = one_plan(korea, "nodong", launch, "minimum-energy")
    return flight_in_view(korea, plan, 35.1, 129.05)


def test_aspect_figure_has_a_panel_for_each_object():
    catalog = load_catalog()
    answer = radar_range("an-tpy-2", "terminal", cross_section_m2=0.01, catalog=catalog)
    found = cross_sections_by_aspect(catalog, answer)
    figure = aspect_figure(found, "AN/TPY-2")
    panels = figure.axes
    assert [axes.get_title(loc="left") for axes in panels] == list(found["object_title"].values)
    for axes, key in zip(panels, found["object"].values, strict=True):
        line, constant = axes.get_lines()
        shown = found["cross_section_m2"].sel(object=key, level="nominal")
        assert line.get_ydata() == pytest.approx(shown.values)
        assert constant.get_ydata()[0] == float(found["constant_m2"].sel(object=key))
        (scale,) = axes.child_axes
        ticks_km = [float(text.get_text().replace(",", "")) for text in scale.get_yticklabels()]
        assert ticks_km == sorted(ticks_km)
        assert len(ticks_km) >= 3
    assert panels[0].get_ylim() == panels[-1].get_ylim()


def test_track_figure_shows_signal_errors_and_shrinking_ellipses(found):
    signal, errors, ellipses = track_figure(found).axes
    line = signal.get_lines()[0]
    seen = found.snr > 0.0
    assert np.nanmax(line.get_ydata()) == pytest.approx(10.0 * np.log10(found.snr.max()))
    assert np.isnan(line.get_ydata()[~seen]).all()
    labels = [text.get_text() for text in errors.get_legend().get_texts()]
    assert labels == ["launch point", "impact point", "intercept point", "position now"]
    widths = [np.hypot(*curve.get_data()).max() for curve in ellipses.get_lines()[:-1]]
    assert widths == sorted(widths, reverse=True)
    last = np.flatnonzero(found.history.updated)[-1]
    assert widths[-1] == pytest.approx(
        found.impact.containing(0.9) * found.impact.major_m[last] / 1e3, rel=1e-3
    )
    errors.figure.canvas.draw()
    powers = [label.get_text() for label in errors.get_yticklabels()]
    assert {"0.01", "0.1", "1", "10"} <= set(powers)
    for axes in (signal, errors, ellipses):
        assert "[" in axes.get_xlabel()
        assert "[" in axes.get_ylabel()


def test_the_sky_shows_the_field_and_the_arc_through_it(found):
    sky, _ = sky_figure(found).axes
    [field] = sky.collections
    shown = ~np.ma.getmaskarray(field.get_array()).reshape(90, 360)
    # rows from the zenith down: the elevation floor, the boresight, and nothing behind the zenith
    assert shown[84, int(found.view.boresight_deg)]
    assert not shown[85:].any()
    behind = int(found.view.boresight_deg + 180.0) % 360
    assert not shown[1:, behind].any()
    # as wide at the horizon side as the design says
    half_width = np.degrees(found.view.design.half_width_at(np.radians(10.5)))
    assert shown[79].sum() == pytest.approx(2.0 * half_width, abs=2.0)
    arc, seen = sky.get_lines()[1:3]
    assert np.isfinite(seen.get_xdata()).sum() < np.isfinite(arc.get_xdata()).sum()
    at = np.flatnonzero(np.isfinite(seen.get_xdata()))[0]
    assert found.time_s[at] == pytest.approx(found.first_sight_s, abs=0.5)
    said = [text.get_text() for text in sky.figure.legends[0].get_texts()]
    assert any(text.startswith("burnout, ") for text in said)
    assert any(text.startswith("first sight, ") for text in said)
    assert "tilted 30°" in sky.figure.get_suptitle()


def test_the_sky_of_a_flight_that_is_never_seen(korea, found):
    bare = replace(found, snr=np.zeros_like(found.snr))
    assert len(sky_figure(bare).axes) == 2


def test_track_figure_without_a_track(found):
    bare = replace(found, history=None, impact=None, launch=None)
    assert len(track_figure(bare).axes) == 1


def test_slice_shows_floor_and_each_object(korea):
    view = radar_view(korea)
    sections = {"small": 0.01, "large": 1.0}
    profile = view_profile(view, 1.0)
    axes = range_height_figure(profile, sections).axes[0]
    small, large, floor = axes.get_lines()
    assert floor.get_label() == "elevation floor, 5°"
    ranges, heights = profile["ground_range_km"].values, profile["altitude_km"].values
    signal, needed = profile["snr_per_m2"].values, profile.attrs["required_snr"]
    for line, section in ((small, 0.01), (large, 1.0)):
        distance, height = line.get_data()
        drawn = np.isfinite(distance) & np.isfinite(height)
        columns = np.searchsorted(ranges, distance[drawn])
        rows = np.searchsorted(heights, height[drawn])
        assert rows.size > 50
        enough = signal * section >= needed
        assert enough[rows, columns].all()
        # more distance ends it on the way up, more height overhead
        assert not (enough[rows, columns + 1] & enough[rows + 1, columns]).any()
        # it has no gap between the farthest and what is overhead
        assert distance[drawn][-1] == ranges[0]
        assert rows.max() == np.flatnonzero(enough.any(axis=1)).max()
    # nothing is seen below the floor
    below = heights[:, None] < profile["floor_km"].values[None, :] - 2.0
    assert (signal[below] == 0.0).all()


def test_what_a_range_takes():
    answer = radar_range("an-tpy-2", "terminal", cross_section_m2=0.01)
    axes = needs_figure(answer, {"warhead": 0.01}, 2000.0).axes[0]
    lines = {
        text.get_text(): line for text, line in zip(axes.texts, axes.get_lines(), strict=False)
    }
    section, dwell = lines["2,000 km"].get_data()
    again = radar_range(
        "an-tpy-2", "terminal", cross_section_m2=float(section[100]), dwell_s=float(dwell[100])
    )
    assert again.range_km == pytest.approx(2000.0)
    # the band reaches from the least to the most that the rows leave open
    band = axes.collections[0].get_paths()[0].vertices
    low, high = answer.needed_cross_section_m2(2000.0)[1:]
    at_dwell = band[:, 0] * band[:, 1] / answer.design.dwell_s
    assert at_dwell.min() == pytest.approx(low, rel=1e-6)
    assert at_dwell.max() == pytest.approx(high, rel=1e-6)


def test_commands_write_them(tmp_path, capsys):
    slice_, track, sky = (tmp_path / name for name in ("slice.png", "track.png", "sky.png"))
    coarse, needs = tmp_path / "coarse.yaml", tmp_path / "needs.png"
    for arguments in (
        ("scenario", "new", coarse),
        ("radar", "range", "--target-range", 2000, "--figure", needs),
        ("radar", "coverage", coarse, "--altitude", 100, "--profile", slice_),
        ("radar", "track", "--missile", "nodong", "--from", "38.7,126.1", "--to", "35.1,129.05",
         "--figure", track, "--sky", sky),
    ):  # fmt: skip
        if arguments[1] == "coverage":
            text = coarse.read_text()
            if "radar_grid" not in text:
                coarse.write_text(text.replace("numerics:\n", "numerics:\n  radar_grid: 2 deg\n"))
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        assert exit_.value.code == 0, capsys.readouterr().err
    for file in (slice_, track, sky, needs):
        assert file.read_bytes().startswith(b"\x89PNG")
