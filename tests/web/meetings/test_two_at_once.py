"""Two people act at the very same moment: one succeeds, the other is told and loses nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.service.meetings.room import STARTS
from tests.web.meetings.test_index import NEW, filled
from webapp.core.db import db
from webapp.meetings.models import Attendance, Conclusion, Meeting, Opinion


@pytest.fixture
def both(app, room):
    """`both(a, b)`: two browsers send a form each at once; the answers in the order of status."""

    def send(*posts):
        db.session.commit()
        barrier = Barrier(len(posts))

        def one(post):
            client, address, data = post
            with app.app_context():
                barrier.wait(timeout=20)
                return client.post(address, data=data)

        with ThreadPoolExecutor(len(posts)) as pool:
            answers = list(pool.map(one, posts))
        db.session.expire_all()
        return sorted(answers, key=lambda answer: answer.status_code)

    return send


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_month_is_called_once(as_, room, both):
    first, second = both(
        (as_(room.cast.lan), NEW, filled(room, topic="Của Lan")),
        (as_(room.cast.dung), NEW, filled(room, topic="Của Dũng")),
    )
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Của " in second.text
    assert count(Meeting) == 1


def test_a_meeting_is_opened_once(as_, room, here, both):
    room.call()
    room.travel(STARTS)
    answers = both(
        (as_(room.cast.lan), here("/bat-dau"), {}),
        (as_(room.cast.dung), here("/bat-dau"), {}),
    )
    assert [answer.status_code for answer in answers] in ([303, 409], [303, 422])
    assert count(Attendance) == 0


def test_all_are_marked_once(as_, room, here, both):
    room.call().open(all_present=False)
    answers = both(*((as_(who), here("/co-mat-ca"), {}) for who in (room.cast.lan, room.cast.hung)))
    assert {answer.status_code for answer in answers} == {303}
    assert count(Attendance) == 5


def test_a_report_is_concluded_once(as_, room, here, both):
    room.call().open().present()
    address = here(f"/ket-luan/{room.report_id}")
    first, second = both(
        (as_(room.cast.lan), address, {"text": "Kết luận của Lan."}),
        (as_(room.cast.dung), address, {"text": "Kết luận của Dũng."}),
    )
    assert first.status_code == 303
    assert second.status_code in (409, 422)
    assert "Kết luận của " in second.text
    assert count(Conclusion) == 1


def test_a_double_tap_that_arrives_at_once_is_kept_once(as_, room, here, both):
    room.call().open().present()
    clerk = room.cast.hung
    data = {
        "report_id": str(room.report_id),
        "speaker_id": str(room.cast.binh.member_id),
        "text": "Cần nói rõ hơn.",
        "idempotency_key": "tapped-twice",
    }
    address = here("/ghi-y-kien")
    answers = both((as_(clerk), address, data), (as_(clerk), address, data))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count(Opinion) == 1


def test_opinions_of_two_are_both_kept(as_, room, here, both):
    room.call().open().present()
    known = room.meeting.revision
    data = {"report_id": str(room.report_id), "text": "Cần nói rõ hơn."}
    answers = both(
        (as_(room.cast.binh), here("/y-kien"), data),
        (as_(room.cast.hung), here("/y-kien"), data),
    )
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (count(Opinion), room.meeting.revision) == (2, known + 2)
