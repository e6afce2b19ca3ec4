"""A body nobody read is read to its end, unless it is too much or takes too long."""

import socket
import time
from io import BytesIO

import pytest

from webapp.web.unread_body import MOST_BYTES, Draining


def refusing(_environ, _start_response):
    return [b"no"]


def greedy(environ, _start_response):
    return [environ["wsgi.input"].read()]


class Endless:
    """A sender that never stops."""

    def __init__(self):
        self.read_bytes = 0

    def read(self, size):
        self.read_bytes += size
        return b"x" * size


def environ_of(stream, **more):
    return {"wsgi.input": stream} | more


def test_what_was_left_is_read():
    stream = BytesIO(b"x" * 1_000_000)
    environ = environ_of(stream, CONTENT_LENGTH="1000000")
    assert Draining(refusing)(environ, None) == [b"no"]
    assert stream.tell() == 1_000_000


def test_nothing_is_asked_for_beyond_the_end_of_the_body():
    stream = BytesIO(b"x" * 10 + b"the next request")
    Draining(refusing)(environ_of(stream, CONTENT_LENGTH="10"), None)
    assert stream.tell() == 10


def test_what_was_read_is_not_asked_for_again():
    stream = BytesIO(b"abc and the next request")
    environ = environ_of(stream, CONTENT_LENGTH="3")
    stream.read = lambda size=-1: BytesIO.read(stream, 3)
    assert Draining(greedy)(environ, None) == [b"abc"]
    assert stream.tell() == 3


@pytest.mark.parametrize("length", ["", "0", "-1", "much", str(MOST_BYTES + 1)])
def test_nothing_is_read_without_a_length_that_may_be(length):
    stream = BytesIO(b"x" * 100)
    Draining(refusing)(environ_of(stream, CONTENT_LENGTH=length), None)
    assert stream.tell() == 0


def test_chunks_without_an_end_are_read_up_to_a_bound():
    stream = Endless()
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    Draining(refusing)(environ_of(stream, **chunked), None)
    assert stream.read_bytes == MOST_BYTES


def test_a_sender_that_takes_its_time_is_listened_to_for_a_bounded_time():
    ours, theirs = socket.socketpair()
    with ours, theirs, ours.makefile("rb") as stream:
        theirs.sendall(b"a little")
        environ = environ_of(stream, CONTENT_LENGTH="1000", **{"gunicorn.socket": ours})
        began = time.monotonic()
        assert Draining(refusing, most_seconds=0.2)(environ, None) == [b"no"]
        assert time.monotonic() - began < 5
        ours.sendall(b"the answer")
        assert theirs.recv(10) == b"the answer"


def test_a_sender_that_is_gone_stops_nothing():
    class Gone:
        def read(self, _size):
            raise ConnectionResetError

    assert Draining(refusing)(environ_of(Gone(), CONTENT_LENGTH="9"), None) == [b"no"]
