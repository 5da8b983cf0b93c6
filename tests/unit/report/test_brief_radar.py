"""The brief's map of a radar: it is the radar that the claim is about."""

import pytest

from bongsu.claims.case import Cases
from bongsu.claims.claim import claims_of_set
from bongsu.claims.load import countries_of
from bongsu.report.brief.figures.drawn import draw, has_content
from bongsu.report.brief.figures.sheet import Sheet
from bongsu.report.language import Language
from bongsu.scenario import built_in_text, load_scenario


@pytest.fixture(scope="module")
def middle_east(tmp_path_factory):
    coarse = tmp_path_factory.mktemp("scenario") / "coarse.yaml"
    text = built_in_text("middle-east-radars-2012")
    coarse.write_text(text.replace("numerics:\n", "numerics:\n  radar_grid: 2 deg\n"), "utf-8")
    return Cases(load_scenario(coarse))


def readings():
    return claims_of_set("middle-east-radars")[0].readings


def test_a_claim_about_a_separate_radar_has_a_map_from_its_site(middle_east):
    plate = draw("radar-views", middle_east, Sheet(language=Language()), readings())
    assert plate.caption.startswith("From Kurecik, facing 57° to 151° from north")
    assert [panel.title for panel in plate.panels] == [
        "Forward-based mode: a warhead, 100 km up",
        "Forward-based mode: a missile in boost, 100 km up",
    ]
    assert "Ankara" in plate.panels[0].svg


def test_a_scenario_without_that_radar_has_no_map_of_it():
    korea = Cases(load_scenario("korea-2016"))
    assert not has_content("radar-views", korea, readings())
    assert has_content("radar-views", korea)


def test_claims_about_the_host_of_a_radar_are_about_the_scenario(middle_east):
    assert countries_of(middle_east.nominal.scenario) == {"ARE", "ISR", "TUR"}
