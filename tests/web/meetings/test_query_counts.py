"""The pages of a meeting ask the same number of questions for 10 and for 100 members."""

import pytest
from sqlalchemy import insert

from tests.cast import JOINED
from tests.conftest import HTMX
from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.core import clock
from webapp.core.db import db
from webapp.meetings import queries as meetings
from webapp.meetings import service
from webapp.meetings.models import Opinion
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def grow(room, members):
    """More members, each with an opinion; all of them present."""
    here = room.lan.organization_id
    rows = [
        {"full_name": f"Người Số {n}", "sort_key": f"{n:04d}", "search_text": str(n)}
        for n in range(members)
    ]
    common = {"organization_id": here, "joined_on": JOINED}
    made = insert(Membership).values([row | common for row in rows]).returning(Membership.id)
    ids = list(db.session.scalars(made))
    for member_id in ids:
        key = {"organization_id": here, "member_id": member_id}
        db.session.add(MembershipStatus(status=MemberStatus.OFFICIAL, from_on=JOINED, **key))
        text_id = texts.keep(room.lan, TextKind.OPINION, "Cần nói rõ hơn.")
        db.session.add(
            Opinion(
                organization_id=here,
                meeting_id=room.meeting_id,
                report_id=room.report_id,
                speaker_id=member_id,
                recorded_by=room.lan.member_id,
                text_id=text_id,
                at=clock.now(),
            )
        )
    db.session.flush()
    service.mark_rest_present(room.lan, room.meeting, now=clock.now())


PAGES = [
    ("binh", "", {}, 10),
    ("lan", "/dieu-hanh", {}, 10),
    ("lan", "/dieu-hanh?v=0", HTMX, 10),
    ("binh", "/dien-bien", {}, 10),
    ("binh", "/dien-bien?v=0", HTMX, 10),
    ("hung", "/diem-danh", {}, 10),
    ("binh", "/trich-bien-ban", {}, 10),
    ("lan", "/ket-luan/{report}", {}, 12),
]


@pytest.mark.parametrize(("name", "path", "headers", "most"), PAGES)
def test_the_number_of_questions_does_not_grow(
    as_, room, here, queries, record_property, name, path, headers, most
):
    room.call().open().present()
    client = as_(getattr(room.cast, name))
    address = here(path.format(report=room.report_id))
    asked_for = []
    for members in (10, 90):
        grow(room, members)
        client.get(address, headers=headers)
        with queries() as asked:
            page = client.get(address, headers=headers)
        assert page.status_code == 200
        asked_for.append(asked.count)
    record_property(f"queries of meeting{path} ({name})", asked_for[1])
    assert asked_for[0] == asked_for[1]
    assert asked_for[1] <= most
    assert len(meetings.roll_of(room.lan, room.meeting)) == 105


def test_the_list_of_a_year_too(as_, room, queries):
    room.call()
    client = as_(room.cast.lan)
    client.get("/o/k1/buoi-hop")
    with queries() as asked:
        client.get("/o/k1/buoi-hop")
    assert asked.count <= 8
