"""Whoever is slow or silent keeps the proxy waiting, and nobody else."""

from contextlib import ExitStack

import pytest

from tests.faults.workers import wait_for

pytestmark = [pytest.mark.proxy, pytest.mark.real_time]

#: More than the image has threads, by far.
MANY = 60
BODY = (
    b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail="
)


def hold(stack, guest, said, *, encrypted=True):
    connection = stack.enter_context(guest.connect(encrypted=encrypted))
    if said:
        connection.sendall(said)
    return connection


@pytest.mark.parametrize(
    ("said", "encrypted"),
    [(b"", False), (b"", True), (b"GET /dang-nhap HTTP/1.1\r\nHost: local", True), (BODY, True)],
    ids=["silent", "silent after TLS", "half a header", "half a body"],
)
def test_sixty_who_hold_a_connection_hold_up_nobody(house, cast, said, encrypted):
    with ExitStack() as stack:
        for number in range(MANY):
            slow = house.guest(f"127.0.1.{number % 3 + 1}")
            hold(stack, slow, said, encrypted=encrypted)
        guest = house.guest("127.0.0.2")
        for _ in range(5):
            assert guest.get("/dang-nhap").status == 200
        # The same network may go on too.
        assert house.guest("127.0.1.1").get("/dang-nhap").status == 200


def test_one_address_has_a_hundred_requests_answered_at_once_and_no_more(house, cast):
    greedy, guest = house.guest("127.0.1.9"), house.guest("127.0.0.2")
    with ExitStack() as stack:
        held = [hold(stack, greedy, BODY) for _ in range(100)]

        def refused_while_they_go_on():
            for connection in held:
                connection.sendall(b"x")
            answer = greedy.get("/dang-nhap")
            return answer if answer.status == 429 else None

        refused = wait_for(refused_while_they_go_on, 15, "a refusal")
        assert "quá nhiều yêu cầu" in refused.text
        assert guest.get("/dang-nhap").status == 200
    wait_for(lambda: greedy.get("/dang-nhap").status == 200, 10, "room again")
