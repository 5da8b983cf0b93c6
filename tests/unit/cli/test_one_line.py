"""Questions that are answered in one sentence."""

import pytest


@pytest.fixture
def seoul(answer):
    return answer("protect", "서울", "--missile", "nodong", "--from", "hwangju")


def test_the_sentence_says_number_range_site_and_date(seoul):
    for part in (
        "THAAD battery at Seongju golf course against Nodong",
        f"{100 * seoul['defended_average']:.0f} % of the 9.9 million people of Seoul",
        "over the cited uncertainty the share is",
        "30 April 2016",
    ):
        assert part in seoul["sentence"]
    assert seoul["low"] <= seoul["defended_average"] <= seoul["high"]
    assert seoul["defended_every"] <= seoul["defended_average"]
    assert "scenario korea-2016" in seoul["citation"]
    assert (seoul["place"], seoul["site"]) == ("Seoul", "seongju-golf-course")


def test_an_option_changes_the_answer(seoul, answer):
    words = ("protect", "Seoul", "--missile", "nodong", "--from", "hwangju", "--site", "wonju")
    moved = answer(*words)
    assert moved["site"] == "wonju"
    assert moved["defended_average"] != seoul["defended_average"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("protect", "Bejing"), 2, "there is no place 'Bejing'; close names: Beijing, China"),
        (("protect", "Beijing"), 2, "Beijing lies in China, outside the map of people"),
        (("protect", "Goseong"), 2, "'Goseong' is the name of several"),
        (
            ("protect", "Jeju", "--missile", "scud-b", "--from", "kaesong"),
            3,
            "Jeju is out of reach",
        ),
        (("protect", "Seoul", "--missile", "nodon"), 2, "nodong"),
        (("sees", "Suzhou"), 2, "'Suzhou' is the name of several"),
        (("sees", "91,0"), 2, "latitude 91 must lie between -90 and 90 degrees"),
        (("sees", "Beijing", "--from", "Seongjoo"), 2, "close names"),
    ],
)
def test_a_mistake_gets_one_sentence(bongsu, words, code, told):
    left, out, err = bongsu(*words)
    assert (left, out) == (code, "")
    assert told in err
    assert err.count("\n") == 1


def test_a_map_is_written_on_request(bongsu, tmp_path):
    file = tmp_path / "seen.png"
    left, out, _ = bongsu("sees", "Beijing", "-o", str(file))
    assert left == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    assert out.startswith("Above Beijing, 1,122 km from Seongju golf course")


def test_the_most_favourable_direction_is_told_beside_the_own(answer):
    seen = answer("sees", "Beijing")["seen"]
    assert {one["facing"] for one in seen} == {
        "scenario",
        "place",
        "nearest-held",
        "farthest-held",
    }
    assert {one["mode"] for one in seen} == {"terminal", "forward-based"}
    for one in seen:
        if one["nominal"]:
            assert one["widest"]["lowest_km"] <= one["nominal"]["lowest_km"]
            assert one["widest"]["highest_km"] >= one["nominal"]["highest_km"]
