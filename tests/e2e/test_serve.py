"""The server as a page meets it: a real process, a real socket, a clean end."""

import json
import signal
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import msgpack
import pytest
from tools.attack.sockets import broken_messages, hostile_paths
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

SETTING = {
    "flights": {
        "missile": "nodong",
        "shapes": ["minimum-energy"],
        "launch_areas": ["hwangju"],
    }
}
PATIENCE_S = 300.0


@pytest.fixture(scope="module")
def server():
    """A server on a free port; its address."""
    command = [sys.executable, "-m", "bongsu", "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        said = process.stdout.readline()
        assert said.startswith("bongsu: the page is at http://127.0.0.1:")
        yield process, said.split()[5].removeprefix("http://").rstrip("/")
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, err) == (0, "")
        assert out.endswith("bongsu: the server has ended\n")


@pytest.fixture
def talk(server):
    """Ask and wait for the answer, over one WebSocket."""
    _, address = server
    with connect(f"ws://{address}/engine", max_size=None) as socket:

        def asked(packed):
            socket.send(packed)
            return msgpack.unpackb(socket.recv(timeout=PATIENCE_S))

        yield asked


def got(address, path, **headers):
    request = Request(f"http://{address}{path}", headers=headers)
    try:
        with urlopen(request, timeout=PATIENCE_S) as found:
            return found.status, found.read()
    except HTTPError as error:
        return error.code, b""


def test_a_page_asks_and_is_answered(talk):
    request = {"kind": "timeline", "id": 1, "setting": SETTING, "target": "Busan"}
    answer = talk(msgpack.packb(request))
    assert (answer["kind"], answer["id"], answer["reason"]) == ("timeline", 1, "feasible")
    assert len(answer["arc"]["time_s"]["data"]) == 4 * answer["arc"]["time_s"]["shape"][0]


def test_broken_messages_are_answered_and_the_connection_lives(talk):
    for packed in broken_messages(seed=0, count=200):
        answer = talk(packed)
        assert (answer["kind"], answer["error"]) == ("error", "message"), packed
    assert talk(msgpack.packb({"kind": "describe", "id": 9}))["id"] == 9


def test_the_same_messages_go_as_json(server):
    _, address = server
    body = json.dumps({"kind": "describe", "id": 3}).encode()
    request = Request(
        f"http://{address}/api/ask", data=body, headers={"content-type": "application/json"}
    )
    with urlopen(request, timeout=PATIENCE_S) as found:
        assert json.load(found)["id"] == 3
    status, page = got(address, "/openapi.json")
    assert status == 200
    assert set(json.loads(page)["paths"]) == {"/api/ask", "/api/health"}
    assert got(address, "/api/ask")[0] == 405


def test_no_path_leaves_the_folder_of_the_page(server):
    _, address = server
    for path in hostile_paths():
        status, content = got(address, path)
        assert status in (400, 404), path
        assert b"import" not in content


def test_another_page_may_not_talk(server):
    _, address = server
    with (
        pytest.raises(InvalidStatus),
        connect(f"ws://{address}/engine", origin="http://example.org"),
    ):
        pass
    assert got(address, "/", Origin="http://example.org")[0] == 403
    assert got(address, "/", Host="example.org")[0] == 403


def test_it_says_when_it_is_ready(server):
    _, address = server
    end = time.monotonic() + PATIENCE_S
    while not json.loads(got(address, "/api/health")[1])["ready"]:
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "99999"], "--port: 99999 is not a whole number between 0 and 65,535"),
        (["--host", "no.such.host.invalid"], "127.0.0.1 is the one that nobody else reaches"),
        (["nowhere.yaml"], "there is no such file or built-in scenario"),
    ],
)
def test_what_cannot_be_served_is_said(bongsu, words, said):
    code, _, err = bongsu("serve", "--no-browser", *words)
    assert code == 2
    assert said in err
