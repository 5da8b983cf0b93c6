"""The queue: newest of a topic, turns, nothing starved, nothing unbounded."""

import time
from threading import Condition, Event

import pytest

from bongsu.server import messages
from bongsu.server.queue import MOST_CLIENTS, MOST_WAITING, Queue

PATIENCE_S = 20.0


class Engine:
    """Answers with what was asked, when it is let to."""

    def __init__(self):
        self.begun = []
        self.go = Event()
        self.on = Event()

    def answers(self, request, wanted):
        self.begun.append(request.id)
        self.on.set()
        while not self.go.wait(0.001):
            if not wanted():
                yield messages.Dropped(id=request.id)
                return
        yield messages.Failed(id=request.id, error="input", message="an answer")


class Told:
    """Takes answers, and waits for them."""

    def __init__(self):
        self.answers = []
        self._came = Condition()

    def __call__(self, answer):
        with self._came:
            self.answers.append((answer.id, answer.kind))
            self._came.notify_all()

    def until(self, count):
        with self._came:
            assert self._came.wait_for(lambda: len(self.answers) >= count, PATIENCE_S)
            return [*self.answers]


def asked(number, topic=""):
    return messages.DescribeRequest(id=number, topic=topic)


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def queue(engine):
    made = Queue(engine)
    made.start()
    yield made
    engine.go.set()
    made.close()
    assert made.ended(PATIENCE_S)


def held(queue, engine, client, told, number=1, topic="held"):
    """Ask something whose answer waits for the engine to be let go."""
    queue.ask(client, asked(number, topic), told)
    assert engine.on.wait(PATIENCE_S)


def test_lanes_that_wait_do_not_wake_each_other(queue, engine, monkeypatch):
    engine.go.set()
    client, told = queue.connect(), Told()
    looked = []
    look = queue._next
    monkeypatch.setattr(queue, "_next", lambda lane: looked.append(lane) or look(lane))
    for number in range(1, 4):
        queue.ask(client, asked(number, f"{number}"), told)
    told.until(3)
    time.sleep(0.2)
    # each lane is woken by what is asked and by each answer, and by nothing else
    assert len(looked) < 30


def test_the_newest_of_a_topic_replaces_those_that_wait(queue, engine):
    client, told = queue.connect(), Told()
    held(queue, engine, client, told)
    for number in (2, 3, 4):
        queue.ask(client, asked(number, "map"), told)
    assert told.until(2) == [(2, "dropped"), (3, "dropped")]
    engine.go.set()
    assert told.until(4)[2:] == [(1, "error"), (4, "error")]
    assert engine.begun == [1, 4]


def test_one_that_is_begun_is_left_for_a_newer_one(queue, engine):
    client, told = queue.connect(), Told()
    held(queue, engine, client, told, topic="map")
    queue.ask(client, asked(2, "map"), told)
    assert told.until(1) == [(1, "dropped")]


def test_one_that_took_the_place_of_another_is_not_left(queue, engine):
    client, told = queue.connect(), Told()
    held(queue, engine, client, told, topic="map")
    queue.ask(client, asked(2, "map"), told)
    told.until(1)
    while engine.begun != [1, 2]:
        engine.on.wait(0.001)
    queue.ask(client, asked(3, "map"), told)
    engine.go.set()
    assert told.until(3) == [(1, "dropped"), (2, "error"), (3, "error")]


def test_clients_take_turns(queue, engine):
    first, second = queue.connect(), queue.connect()
    told = Told()
    held(queue, engine, first, told)
    for number in range(2, 7):
        queue.ask(first, asked(number, f"topic {number}"), told)
    queue.ask(second, asked(100), told)
    engine.go.set()
    told.until(7)
    assert engine.begun[:3] == [1, 100, 2] or engine.begun[:3] == [1, 2, 100]


def test_another_client_does_not_drop_what_is_begun(queue, engine):
    first, second = queue.connect(), queue.connect()
    told = Told()
    held(queue, engine, first, told, topic="map")
    queue.ask(second, asked(2, "map"), told)
    engine.go.set()
    assert told.until(2) == [(1, "error"), (2, "error")]


def test_what_waits_and_what_is_begun_can_be_cancelled(queue, engine):
    client, told = queue.connect(), Told()
    held(queue, engine, client, told)
    queue.ask(client, asked(2), told)
    queue.ask(client, messages.CancelRequest(id=3, of=2), told)
    queue.ask(client, messages.CancelRequest(id=4, of=1), told)
    queue.ask(client, messages.CancelRequest(id=5, of=77), told)
    told.until(3)
    assert sorted(told.answers) == [(1, "dropped"), (2, "dropped"), (5, "error")]


def test_a_client_that_asks_for_too_much_at_once_is_told(queue, engine):
    client, told = queue.connect(), Told()
    held(queue, engine, client, told)
    for number in range(MOST_WAITING + 1):
        queue.ask(client, asked(100 + number, f"topic {number}"), told)
    assert told.until(1) == [(100 + MOST_WAITING, "error")]


def test_there_is_an_end_to_clients(queue):
    numbers = [queue.connect() for _ in range(MOST_CLIENTS + 1)]
    assert numbers[-1] is None
    queue.disconnect(numbers[0])
    assert queue.connect() is not None


def test_nobody_is_answered_after_leaving(queue, engine):
    gone, stays = queue.connect(), queue.connect()
    told, other = Told(), Told()
    held(queue, engine, gone, told)
    queue.ask(gone, asked(2), told)
    queue.disconnect(gone)
    queue.ask(stays, asked(3), other)
    engine.go.set()
    assert other.until(1) == [(3, "error")]
    assert told.answers == []


def test_what_waits_is_dropped_at_the_end(engine):
    queue = Queue(engine)
    queue.start()
    client, told = queue.connect(), Told()
    held(queue, engine, client, told)
    queue.ask(client, asked(2), told)
    queue.close()
    assert sorted(told.until(2)) == [(1, "dropped"), (2, "dropped")]


def test_what_is_asked_for_beforehand_waits_for_clients(engine):
    queue = Queue(engine, [asked(900)])
    queue.start()
    assert engine.on.wait(PATIENCE_S)
    assert queue.left_beforehand == 1
    client, told = queue.connect(), Told()
    queue.ask(client, asked(1), told)
    while engine.begun != [900, 1]:
        engine.on.wait(0.001)
    engine.go.set()
    assert told.until(1) == [(1, "error")]
    while queue.left_beforehand:
        engine.on.wait(0.001)
    assert engine.begun == [900, 1, 900]
    queue.close()


class Lanes:
    """Answers a study when it is let to, everything else at once."""

    def __init__(self):
        self.go = Event()
        self.begun = Event()

    def answers(self, request, wanted):
        if request.kind == "claims":
            self.begun.set()
            while not self.go.wait(0.001):
                if not wanted():
                    yield messages.Dropped(id=request.id)
                    return
        yield messages.Failed(id=request.id, error="input", message="an answer")


@pytest.fixture
def lanes():
    engine = Lanes()
    queue = Queue(engine)
    queue.start()
    yield engine, queue
    engine.go.set()
    queue.close()
    assert queue.ended(PATIENCE_S)


STUDY = messages.ClaimsRequest(id=1, setting={})


def test_a_drag_does_not_wait_for_a_study(lanes):
    engine, queue = lanes
    client, told = queue.connect(), Told()
    queue.ask(client, STUDY, told)
    assert engine.begun.wait(PATIENCE_S)
    for number in (2, 3):
        queue.ask(client, asked(number, "map"), told)
        assert (number, "error") in told.until(number - 1)
    engine.go.set()
    assert told.until(3)[-1] == (1, "error")


def test_a_short_study_does_not_wait_for_a_long_one(lanes):
    engine, queue = lanes
    client, other, told = queue.connect(), queue.connect(), Told()
    queue.ask(client, STUDY, told)
    assert engine.begun.wait(PATIENCE_S)
    queue.ask(other, messages.RangeRequest(id=2, setting={}), told)
    assert told.until(1) == [(2, "error")]


def test_a_study_ends_however_much_is_dragged(lanes):
    engine, queue = lanes
    client, told, dragged = queue.connect(), Told(), Told()
    engine.go.set()

    def drag(answer):
        dragged(answer)
        queue.ask(client, asked(answer.id + 1, "map"), drag)

    drag(messages.Dropped(id=10))
    queue.ask(client, STUDY, told)
    assert told.until(1) == [(1, "error")]
    assert len(dragged.until(2)) > 1
    queue.disconnect(client)


def test_a_study_is_cancelled_while_something_else_is_answered(lanes):
    engine, queue = lanes
    client, told = queue.connect(), Told()
    queue.ask(client, STUDY, told)
    assert engine.begun.wait(PATIENCE_S)
    queue.ask(client, messages.CancelRequest(id=2, of=1), told)
    assert told.until(1) == [(1, "dropped")]


def test_what_is_answered_afterwards_keeps_nobody_waiting():
    engine = Lanes()
    queue = Queue(engine, [asked(900)], [STUDY])
    queue.start()
    assert engine.begun.wait(PATIENCE_S)
    assert queue.left_beforehand == 0
    client, told = queue.connect(), Told()
    queue.ask(client, asked(2), told)
    assert told.until(1) == [(2, "error")]
    # a study that somebody asks for goes before it
    queue.ask(client, STUDY.model_copy(update={"id": 3}), told)
    engine.go.set()
    assert told.until(2)[-1] == (3, "error")
    queue.close()
    assert queue.ended(PATIENCE_S)
