"""Raids as files: what they say, and what is refused of them."""

from collections import Counter

import pytest

from bongsu.errors import InputError
from bongsu.scenario import dump_scenario, load_raid, load_scenario, parse_raid, parse_scenario

KOREA = load_scenario("korea-2016")
WAVE = "missile: nodong, launch_areas: [hwangju], targets: [busan]"
HEAD = "format: 1\nname: small\ntitle: A small raid\n"


def raid_of(*waves: str):
    lines = "".join(f"  - {{{wave}}}\n" for wave in waves)
    return parse_raid(f"{HEAD}waves:\n{lines}", KOREA, "raid.yaml")


def test_launches_are_spread_evenly():
    raid = raid_of(f"{WAVE}, count: 5, first_launch: 10 s, last_launch: 2 min", WAVE)
    assert [one.launch_s for one in raid.missiles()] == [10.0, 37.5, 65.0, 92.5, 120.0, 0.0]
    assert [one.wave for one in raid.missiles()] == [0, 0, 0, 0, 0, 1]


def test_all_at_once_where_no_last_launch_is_given():
    assert {one.launch_s for one in raid_of(f"{WAVE}, count: 3, first_launch: 7 s").missiles()} == {
        7.0
    }


@pytest.mark.parametrize(("areas", "targets", "shapes"), [(2, 2, 1), (2, 3, 2), (3, 3, 2)])
def test_every_flight_comes_as_often_as_any_other(areas, targets, shapes):
    places = ("hwangju", "wonsan", "sinpo")[:areas]
    aims = ("busan", "daegu", "seoul")[:targets]
    forms = ("minimum-energy", "lofted")[:shapes]
    number = areas * targets * shapes
    raid = raid_of(
        f"missile: nodong, launch_areas: [{', '.join(places)}], targets: [{', '.join(aims)}], "
        f"shapes: [{', '.join(forms)}], count: {2 * number}"
    )
    flights = Counter((one.launch_area, one.target, one.shape) for one in raid.missiles())
    assert len(flights) == number
    assert set(flights.values()) == {2}


def test_an_aim_point_has_any_name_of_a_place():
    (wave,) = raid_of(
        'missile: nodong, launch_areas: [hwangju], targets: [대구, Busan, "37.5,127"]'
    ).waves
    assert wave.targets[:2] == ("daegu", "busan")
    assert (wave.targets[2].latitude_deg, wave.targets[2].longitude_deg) == (37.5, 127.0)


@pytest.mark.parametrize(
    ("waves", "sentence"),
    [
        (["missile: nodong, launch_areas: [hwangju], targets: []"], "the list is empty"),
        ([f"{WAVE}, count: 0"], "waves.0.count: 0 is not between 1 and 1000"),
        ([f"{WAVE}, count: 1000000000"], "1000000000 is not between 1 and 1000"),
        ([f"{WAVE}, count: 600", f"{WAVE}, count: 600"], "1200 missiles together; 1000 is"),
        ([f"{WAVE}, first_launch: 9 s, last_launch: 5 s"], "last_launch, 5 s, is before"),
        ([f"{WAVE}, last_launch: 2 d"], "waves.0.last_launch"),
        ([f"{WAVE}, reliability: 1.01"], "waves.0.reliability: 1.01 is not between 0 and 1"),
        ([f"{WAVE}, launch_spread: -1 s"], "waves.0.launch_spread: -1 s is not between"),
        ([WAVE.replace("busan", "busa")], "there is no target 'busa'; close names: Busan"),
        ([WAVE.replace("busan", "busan, busan")], "'busan' is listed twice"),
        ([WAVE.replace("nodong", "nodon")], "waves.0.missile: there is no missile 'nodon'"),
    ],
)
def test_what_is_refused(waves, sentence):
    with pytest.raises(InputError, match=r"^raid\.yaml:\d+:\d+: waves") as refused:
        raid_of(*waves)
    assert sentence in str(refused.value)


def test_no_wave_at_all():
    with pytest.raises(InputError, match="waves: the list is empty"):
        parse_raid(f"{HEAD}waves: []\n", KOREA)


def test_a_launch_below_the_ground_is_refused_with_its_place():
    sunk = "{name: pit, latitude_deg: 39, longitude_deg: 126, altitude: -300 m}"
    with pytest.raises(InputError, match=r"waves\.0\.launch_areas\.0: a missile cannot start"):
        raid_of(f"missile: nodong, launch_areas: [{sunk}], targets: [busan]")


def test_there_is_no_such_file(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.yaml: there is no such file"):
        load_raid(tmp_path / "nothing.yaml", KOREA)


def with_raid(wave: str = WAVE):
    return parse_scenario(f"{dump_scenario(KOREA)}raid:\n  waves:\n  - {{{wave}}}\n")


def test_a_scenario_may_have_a_raid():
    scenario = with_raid(f"{WAVE}, count: 3")
    assert scenario.own_raid is not None
    assert len(scenario.own_raid.missiles()) == 3
    assert parse_scenario(dump_scenario(scenario)) == scenario
    assert scenario.moved("daegu").own_raid == scenario.own_raid
    assert ("target", "busan") in scenario.entries()


def test_what_a_raid_says_enters_the_hash():
    assert KOREA.hash() != with_raid().hash() != with_raid(f"{WAVE}, count: 2").hash()
    assert with_raid().hash() == with_raid(WAVE.replace("busan", "부산")).hash()


def test_a_raid_of_a_scenario_is_checked_with_its_place():
    with pytest.raises(InputError, match=r"scenario:\d+:\d+: raid\.waves\.0\.count: 0 is not"):
        with_raid(f"{WAVE}, count: 0")
