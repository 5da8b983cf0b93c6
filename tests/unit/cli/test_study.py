"""``bongsu study``: what is printed, written and refused."""

import pytest
import xarray as xr

FLIGHT = ("--missile", "nodong", "--from", "hwangju", "--shape", "minimum-energy")
RANGE = ("study", "uncertainty", "--metric", "detection-range", "--draws", "16")


def test_metrics_are_listed(answer) -> None:
    names = [one["name"] for one in answer("study", "metrics")["metrics"]]
    assert {"people-share", "detection-range", "area-in-view", "margin"} <= set(names)


def test_an_answer_names_its_weights_and_shows_both(answer) -> None:
    found = answer(*RANGE, "--condition", ">= 600")
    assert (found["weights"], found["conditioned"]) == ("cited", False)
    kinds = [(one["weights"], one["conditioned"]) for one in found["conventions"]]
    assert kinds == [("cited", False), ("cited", True), ("uniform", False), ("uniform", True)]
    assert found["quantiles"] == found["conventions"][0]["quantiles"]
    low, middle, high = (found["probability"][key] for key in ("low", "value", "high"))
    assert 0.0 <= low <= middle <= high <= 1.0
    assert found["nominal"] == pytest.approx(868.9, abs=1.0)


def test_options_change_what_comes_first(answer) -> None:
    held = answer(*RANGE, "--conditioned", "--weights", "uniform")
    assert (held["weights"], held["conditioned"]) == ("uniform", True)
    assert {one["weights"] for one in held["conventions"]} == {"uniform"}
    assert held["figures"][0]["source"] == "han-2017"
    assert held["probability"] is None


def test_files_are_written(bongsu, tmp_path) -> None:
    made = [tmp_path / name for name in ("a.nc", "b.png", "c.svg")]
    words = ("--metric", "people-share", "--draws", "16", "--spacing", "100", *FLIGHT)
    code, _, err = bongsu(
        "study", "uncertainty", *words, "--output", made[0], "--figure", made[1], "--map", made[2]
    )
    assert code == 0, err
    with xr.open_dataset(made[0]) as written:
        assert written["p_defended"].sizes["cell"] > 10
    assert made[1].read_bytes().startswith(b"\x89PNG")
    assert "<svg" in made[2].read_text(encoding="utf-8")


def test_what_decides_is_printed_and_drawn(bongsu, tmp_path) -> None:
    figure, output = tmp_path / "s.png", tmp_path / "s.nc"
    words = ("--metric", "detection-range", "--draws", "32", "--condition", ">= 1000", "--rows")
    code, out, err = bongsu("study", "sensitivity", *words, "--figure", figure, "--output", output)
    assert code == 0, err
    assert "none found" in out
    assert "Single rows" in out
    assert figure.read_bytes().startswith(b"\x89PNG")
    with xr.open_dataset(output) as written:
        assert float(written["shapley"].sum()) == pytest.approx(1.0)


def test_shares_add_up_and_nothing_chosen_is_ranked(answer) -> None:
    found = answer("study", "sensitivity", "--metric", "detection-range", "--draws", "16")
    assert sum(one["shapley"] for one in found["groups"]) == pytest.approx(1.0)
    assert [one["shapley"] for one in found["groups"]] == sorted(
        (one["shapley"] for one in found["groups"]), reverse=True
    )
    kinds = {path.split(".")[0] for one in found["groups"] for path in one["rows"]}
    assert kinds == {"radar", "cross-section", "battery", "interceptor"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--metric", "weather"), "there is no metric 'weather'"),
        (("--metric", "detection-range", "--condition", "high"), "comparison and a number"),
        (("--metric", "detection-range", "--draws", "0"), "between 1 and"),
        (("--metric", "detection-range", "--weights", "equal"), "weights"),
        (("--metric", "detection-range", "--to", "busan"), "leave the place out"),
        (("--metric", "margin", "--to", "busan"), "choose one missile"),
        (("--metric", "margin", *FLIGHT), "say to which"),
        (("--metric", "detection-range", "--map", "m.png"), "is none"),
    ],
)
def test_mistakes_are_one_sentence(bongsu, words, message) -> None:
    code, out, err = bongsu("study", "uncertainty", *words)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.strip().splitlines()) == 1


def test_no_published_figure_for_another_radar_is_said(bongsu, tmp_path) -> None:
    scenario = tmp_path / "other.yaml"
    scenario.write_text(
        "format: 1\nname: other\ntitle: Other\ndate: 2016-04-30\n"
        "region: {country: South Korea, grid_spacing: 60 km}\n"
        "batteries: [{name: one, type: patriot-battery, site: daegu, "
        "radar: {boresight: 340 deg}}]\n"
        "threats: [{missile: nodong, launch_areas: [hwangju], shapes: [minimum-energy]}]\n",
        encoding="utf-8",
    )
    code, _, err = bongsu(
        "study", "uncertainty", scenario, "--metric", "detection-range", "--conditioned"
    )
    assert code == 2
    assert "no published figure holds" in err


RAID = (
    "{format: 1, name: two, title: Two at Busan, waves: [{missile: nodong, count: 2, "
    "launch_areas: [hwangju], targets: [busan]}]}"
)


def test_a_raid_over_draws_says_what_is_not_known_and_what_is_chance(answer, tmp_path) -> None:
    file, table = tmp_path / "two.yaml", tmp_path / "draws.csv"
    file.write_text(RAID, encoding="utf-8")
    words = ("--raid", file, "--draws", "16", "--replications", "100", "--weights", "cited")
    found = answer(
        "study",
        "uncertainty",
        "--metric",
        "raid-leakers",
        *words,
        "--conditioned",
        "--table",
        table,
    )
    assert found["raid"].startswith("Two at Busan on ")
    assert found["replications"] == 100
    loops = found["loops"]
    assert loops["share_between"] == pytest.approx(
        loops["between"] / (loops["between"] + loops["within"])
    )
    assert set(loops["quantiles"]) == {"0.05", "0.25", "0.5", "0.75", "0.95"}
    assert [one["loops"] is None for one in found["conventions"]] == [False, False]
    [warning] = found["warnings"]
    assert "16 draws are worth" in warning
    lines = table.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 17
    assert lines[0].startswith("weights,draw,value,importance,")


def test_sensitivity_is_held_against_figures(answer, tmp_path) -> None:
    table = tmp_path / "groups.csv"
    asked = ("study", "sensitivity", "--metric", "detection-range", "--draws", "16")
    found = answer(*asked, "--conditioned", "--table", table)
    assert (found["conditioned"], found["figures"]) == (True, ["terminal-range-2017"])
    assert found["groups"][0]["name"] == "radar-sensitivity+cross-section"
    assert 600.0 < found["mean"] < 850.0
    assert len(table.read_text(encoding="utf-8").splitlines()) == 1 + len(found["groups"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--metric", "raid-leakers"), "has no raid of its own"),
        (
            ("--metric", "raid-leakers", "--raid", "two.yaml", "--replications", "1"),
            "2 to 1,000,000",
        ),
        (("--metric", "raid-survival", "--raid", "two.yaml"), "say which"),
        (("--metric", "detection-range", "--raid", "two.yaml"), "about no raid"),
        (("--metric", "detection-range", "--figures", "bad.yaml"), "bad.yaml:1:29: one: "),
        (("--metric", "detection-range", "--figures", "none.yaml"), "no such file"),
        (("--metric", "detection-range", "--table", "two.yaml"), "table"),
    ],
)
def test_a_question_that_does_not_fit_is_one_sentence(
    bongsu, tmp_path, monkeypatch, words, sentence
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two.yaml").write_text(RAID, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(
        "one: {metric: detection-range, value: far, tolerance: 1, source: a}", encoding="utf-8"
    )
    code, out, err = bongsu("study", "uncertainty", *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1
