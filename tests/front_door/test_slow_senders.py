"""Whoever is slow or silent keeps the proxy waiting, and nobody else."""

from contextlib import ExitStack

import pytest

from tests.faults.workers import wait_for
from tests.front_door.load import SILENT, held

pytestmark = [pytest.mark.proxy, pytest.mark.real_time]

#: More than the image has threads, by far.
MANY = 60


@pytest.mark.parametrize("kind", SILENT)
def test_sixty_who_hold_a_connection_hold_up_nobody(house, cast, kind):
    with held(house, kind, MANY):
        guest = house.guest("127.0.0.2")
        for _ in range(5):
            assert guest.get("/dang-nhap").status == 200
        # The same network may go on too.
        assert house.guest("127.0.1.1").get("/dang-nhap").status == 200


def test_one_address_has_a_hundred_requests_answered_at_once_and_no_more(house, cast):
    greedy, guest = house.guest("127.0.1.9"), house.guest("127.0.0.2")
    with ExitStack() as stack:
        connections = [stack.enter_context(greedy.connect()) for _ in range(100)]
        for connection in connections:
            connection.sendall(SILENT["half a body"][0])

        def refused_while_they_go_on():
            for connection in connections:
                connection.sendall(b"x")
            answer = greedy.get("/dang-nhap")
            return answer if answer.status == 429 else None

        refused = wait_for(refused_while_they_go_on, 15, "a refusal")
        assert "quá nhiều yêu cầu" in refused.text
        assert guest.get("/dang-nhap").status == 200
    wait_for(lambda: greedy.get("/dang-nhap").status == 200, 10, "room again")
