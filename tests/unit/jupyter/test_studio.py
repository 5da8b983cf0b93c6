"""A studio answers its view as a server answers a page, and gives back what stands on the map."""

import subprocess
import sys
import threading
from queue import Queue

import msgpack
import pytest

import bongsu
from bongsu.jupyter import studio as module
from bongsu.server import messages
from bongsu.server.engine import Engine
from bongsu.server.packing import pack

PATIENCE_S = 120.0
FLIGHTS = {"missile": "nodong", "shapes": ["minimum-energy"], "launch_areas": ["hwangju"]}


@pytest.fixture(scope="module")
def korea():
    return bongsu.load("korea-2016")


@pytest.fixture(scope="module")
def opened(korea, tmp_path_factory):
    """A studio whose view is this test: what it was sent, in order."""
    with pytest.MonkeyPatch.context() as patch:
        view = tmp_path_factory.mktemp("view") / "view.js"
        view.write_text("export default {}\n", encoding="utf-8")
        patch.setattr(module, "VIEW", view)
        made = korea.studio()
        sent = Queue()
        patch.setattr(made, "send", lambda content, buffers=None: sent.put((content, buffers)))
        names = {"bongsu-answers", "bongsu-short-studies", "bongsu-long-studies"}
        answering = [one for one in threading.enumerate() if one.name in names]
        yield made, sent
        made.close()
        for thread in answering:
            thread.join(PATIENCE_S)
    assert len(answering) == len(names)
    assert not any(thread.is_alive() for thread in answering)


def asked(opened, **request):
    """Send what a view sends, and wait for what it gets."""
    studio, sent = opened
    studio._handle_custom_msg("ask", [memoryview(msgpack.packb(request))])
    content, [packed] = sent.get(timeout=PATIENCE_S)
    assert content == "answer"
    return msgpack.unpackb(packed)


def test_the_answer_is_that_of_the_page(korea, opened):
    request = {"kind": "footprint", "id": 7, "aim_points": 50}
    request["setting"] = {"scenario": korea.name, "flights": FLIGHTS, "site": "daegu"}
    found = asked(opened, **request)
    [page] = Engine({korea.name: korea}).answers(messages.REQUESTS.validate_python(request))
    page.took_ms = found["took_ms"]
    assert found == msgpack.unpackb(pack(page))


def test_it_begins_with_the_missile_of_the_page(korea, opened):
    studio, _ = opened
    assert studio.setting == {"scenario": "korea-2016", "flights": {"missile": "nodong"}}
    assert studio.scenario.hash() == korea.only(missile="nodong").hash()


def test_what_stands_on_the_map_is_read_back_with_the_hash_of_the_answer(korea, opened):
    studio, _ = opened
    setting = {
        "scenario": "korea-2016",
        "flights": FLIGHTS,
        "site": {"latitude_deg": 35.9, "longitude_deg": 128.6},
    }
    studio.set_state({"setting": setting})
    answer = asked(opened, kind="open", id=8, setting=setting)
    assert studio.scenario.hash() == answer["provenance"]["scenario_hash"]
    moved = korea.only(missile="nodong", shape="minimum-energy", launch_area="hwangju")
    assert studio.scenario.hash() == moved.moved((35.9, 128.6)).hash()


def test_a_setting_that_does_not_hold_is_refused_in_a_sentence(opened):
    studio, _ = opened
    before = studio.setting
    for wrong, sentence in (
        ({"mdoe": "terminal"}, "setting: mdoe"),
        ({"site": "atlantis"}, "atlantis"),
    ):
        with pytest.raises(bongsu.InputError, match=sentence):
            studio.setting = wrong
    assert studio.setting == before


def test_the_borders_are_those_of_the_package(opened):
    studio, sent = opened
    studio._handle_custom_msg("borders", [])
    content, [packed] = sent.get(timeout=PATIENCE_S)
    assert content == "borders"
    assert b'"Topology"' in packed[:200]


def test_a_broken_message_is_answered_and_the_studio_lives(opened):
    studio, sent = opened
    for broken in ([], [memoryview(b"\xc1")]):
        studio._handle_custom_msg("ask", broken)
        answer = msgpack.unpackb(sent.get(timeout=PATIENCE_S)[1][0])
        assert (answer["kind"], answer["error"]) == ("error", "message")
    assert asked(opened, kind="describe", id=9)["id"] == 9


def test_a_missile_or_a_language_that_there_is_not_is_refused(korea, opened):
    with pytest.raises(bongsu.InputError, match="nodon"):
        korea.studio(missile="nodon")
    with pytest.raises(bongsu.InputError, match="language"):
        korea.studio(language="fr")


def test_a_view_that_is_not_built_is_told(korea, opened, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "VIEW", tmp_path / "view.js")
    with pytest.raises(bongsu.InputError, match="not built"):
        korea.studio()


def test_without_the_extra_one_sentence_says_what_to_install():
    program = (
        "import sys; sys.modules['anywidget'] = None\n"
        "import bongsu\n"
        "try: bongsu.load().studio()\n"
        "except bongsu.InputError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == (
        "a studio needs anywidget, which is not installed: pip install 'bongsu[jupyter]'"
    ), done.stderr
