"""No hand meets a limit: what the fastest people do in a month, and real requests at their pace."""

from collections import deque
from itertools import chain

import pytest
from limits import parse

from webapp.web.limits import GROUPS

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
WORKING_DAYS = 22


def every(seconds, times, *, begin=0.0):
    return [begin + seconds * number for number in range(times)]


def writing(tabs):
    """An hour of typing in several tabs, each saving 1.5 s after every pause."""
    return sorted(chain.from_iterable(every(1.5, 2_400, begin=n * 0.2) for n in range(tabs)))


#: What the fastest person does on one day, in seconds since it began: an hour of it is enough, as
#: no limit looks further back.
DAYS = {
    "autosave": writing(6),
    # Typing without a pause for ten minutes, where a piece is asked for three times a second.
    "search": every(1 / 3, 1_800),
    # A paper every three seconds.
    "export": every(3, 1_200),
    # Three acts a minute, a file a minute, for an hour.
    "import": every(20, 180),
    # The check of the log read through and asked for again, every five seconds for ten minutes.
    "check": every(5, 120),
    # A name every fifteen seconds, for an hour.
    "invitations": every(15, 240),
    # Three hundred people at one meeting, behind one address, who open a link, go on and join.
    "links": every(0.2, 900),
}
#: How many do so at the same time in one organization.
TOGETHER = {"autosave": 8, "search": 8, "export": 8, "check": 4, "import": 2, "invitations": 3}


def most_within(window, moments):
    """The largest number of moments in any stretch of that length."""
    inside, most = deque(), 0
    for moment in moments:
        inside.append(moment)
        while inside[0] <= moment - window:
            inside.popleft()
        most = max(most, len(inside))
    return most


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_month_of_the_fastest_person_stays_below_the_limit(group):
    allowed = parse(group.person)
    month = [day * DAY + moment for day in range(WORKING_DAYS) for moment in DAYS[group.name]]
    assert most_within(allowed.get_expiry(), month) <= allowed.amount
    if group.organization:
        allowed = parse(group.organization)
        at_once = most_within(allowed.get_expiry(), DAYS[group.name]) * TOGETHER[group.name]
        assert at_once <= allowed.amount


@pytest.mark.real_time
def test_an_hour_of_the_chair_by_hand_is_answered_throughout(visit, cast):
    client = visit(cast.lan)
    answers = [
        client.post("/o/k1/dang-viet", data={"for": "/o/k1/y-kien", "text": f"{number}"})
        for number in range(60)
    ]
    answers += [client.get(f"/o/k1/thanh-vien?tim={letter}") for letter in "nguyễn thị hạnh" * 3]
    answers += [client.get("/o/k1/thanh-vien/ban-in") for _ in range(20)]
    answers += [client.post("/o/k1/thanh-vien/phieu-moi", data={}) for _ in range(20)]
    answers += [client.post("/o/k1/thanh-vien/nhap", data={}) for _ in range(20)]
    assert 429 not in {answer.status_code for answer in answers}
