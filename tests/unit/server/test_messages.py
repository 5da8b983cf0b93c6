"""Messages: what holds of them all, and the types that the page compiles."""

import numpy as np
import pytest
from pydantic import ValidationError
from tools import protocol

from bongsu.server import messages
from bongsu.server.packing import pack, read


def test_the_types_of_the_page_are_those_of_the_models():
    assert protocol.FILE.read_text(encoding="utf-8") == protocol.typescript()


def test_every_request_and_answer_is_among_the_types():
    text = protocol.typescript()
    for union in (messages.REQUESTS, messages.ANSWERS):
        for one in union.json_schema()["oneOf"]:
            name = one["$ref"].rsplit("/", 1)[-1].removesuffix("Message")
            assert f"export interface {name} {{" in text
            assert f"  | {name}" in text


@pytest.mark.parametrize("dtype", ["f4", "f8", "i4", "u1", "u2", "u4"])
def test_an_array_keeps_its_numbers(dtype):
    values = np.arange(6).reshape(2, 3)
    packed = messages.Array.of(values, dtype)
    assert packed.shape == (2, 3)
    assert len(packed.data) == 6 * int(dtype[1])
    assert np.array_equal(packed.numbers(), values)


def test_an_array_is_little_endian_whatever_came_in():
    packed = messages.Array.of(np.array([1.0], dtype=">f4"), "f4")
    assert packed.data == b"\x00\x00\x80\x3f"


@pytest.mark.parametrize(
    "change",
    [
        {"aim_point": 300},
        {"setting": {"sites": "daegu"}},
        {"setting": {"tilt_deg": float("nan")}},
        {"setting": {"site": {"latitude_deg": 91.0, "longitude_deg": 0.0}}},
        {"aim_points": 10**9},
        {"id": -1},
        {"id": False},
        {"id": "5"},
        {"by_flight": "yes"},
        {"setting": {"tilt_deg": "30"}},
        {"setting": {"parameters": {"battery.thaad-battery.plan-time": True}}},
        {"setting": {"doctrine": {"salvo": True}}},
    ],
)
def test_what_is_unknown_or_out_of_bounds_is_refused(change):
    with pytest.raises(ValidationError):
        messages.REQUESTS.validate_python({"kind": "footprint", "id": 1, "setting": {}} | change)


def test_the_schema_asks_for_the_kind_of_a_message():
    schema = messages.REQUESTS.json_schema()
    kinds = [one["$ref"].rsplit("/", 1)[-1] for one in schema["oneOf"]]
    assert [name for name in kinds if "kind" not in schema["$defs"][name]["required"]] == []


def test_a_request_survives_the_wire():
    request = messages.FootprintRequest(
        id=7, setting=messages.Setting(site=messages.Spot(latitude_deg=36.0, longitude_deg=128.0))
    )
    assert read(pack(request)) == request


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (None, "binary frames"),
        (b"\xc1", "not MessagePack"),
        (b"\x93\x01\x02", "not MessagePack"),
        (b"\x91" * 2000 + b"\x01", "not MessagePack"),
        (b"\x01", "dictionary"),
        (b"\x81\xa4kind\xa4what", "does not match any"),
        (b"\x00" * (messages.MOST_MESSAGE_BYTES + 1), "at most 1,000,000 bytes"),
    ],
)
def test_what_is_no_message_is_answered_in_a_sentence(packed, said):
    answer = read(packed)
    assert answer.error == "message"
    assert said in answer.message


def test_a_wrong_message_is_answered_under_its_number():
    answer = read(b"\x82\xa2id\x05\xa4kind\xa9footprint")
    assert (answer.id, answer.message) == (5, "footprint.setting: Field required")
