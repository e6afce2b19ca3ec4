"""The pages of thematic sessions: /chuyen-de and /chuyen-de/<month>."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.canary import mark
from tests.cast import NOW, join
from tests.conftest import HTMX
from tests.service.plans.agreed import agree
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.plans.models import PlanMonth
from webapp.thematic import queries, service
from webapp.thematic.models import ThematicMaterial, ThematicSession
from webapp.thematic.rules import Link

HERE = "/o/k1/chuyen-de/2027-01"
JANUARY = date(2027, 1, 1)


@pytest.fixture
def lan(cast, scope_of):
    return scope_of(cast.lan)


@pytest.fixture
def arranged(cast, lan):
    ids = [cast.binh.member_id]
    service.arrange(lan, JANUARY, f"Nêu gương {mark('k1')}", ids, based_on=0, now=NOW)
    db.session.commit()


def rows(*materials):
    return {
        f"materials-{number}-{name}": value
        for number, pair in enumerate(materials)
        for name, value in zip(("title", "address"), pair, strict=True)
    }


def revision_in(page):
    return re.search(r'name="revision" type="hidden" value="(\d+)"', page.text)[1]


def test_the_quarters_of_a_year_tell_what_each_session_lacks(as_, cast, arranged):
    page = as_(cast.mai).get("/o/k1/chuyen-de?nam=2027")
    assert page.status_code == 200
    assert "chuẩn bị: Hoàng Thanh Bình · còn thiếu: câu hỏi thảo luận" in page.text
    assert page.text.count("còn thiếu: chủ đề, người chuẩn bị, câu hỏi thảo luận") == 3
    assert "Chọn tháng trong kế hoạch" not in page.text


def test_a_quarter_without_a_session_says_so(as_, cast):
    october = {"month": date(2026, 10, 1), "kind": "reports"}
    db.session.add(PlanMonth(organization_id=cast.k1.id, **october))
    page = as_(cast.lan).get("/o/k1/chuyen-de")
    assert page.text.count("Quý này chưa có sinh hoạt chuyên đề.") == 1
    assert "Chọn tháng trong kế hoạch" in page.text


def test_a_unit_that_meets_once_a_quarter_is_told_how_to_combine(as_, cast):
    page = as_(cast.chi).get("/o/cd/chuyen-de?nam=2027")
    assert page.text.count("thì thành buổi kết hợp") == 4


@pytest.mark.parametrize("year", ["abc", "0001", "9999", ""])
def test_any_year_answers(as_, cast, year):
    assert as_(cast.lan).get(f"/o/k1/chuyen-de?nam={year}").status_code == 200


def test_a_member_reads_and_a_preparer_writes(as_, cast, arranged, lan):
    service.prepare(
        lan, JANUARY, "Làm gì?", [Link("Bài", "https://x.vn/a?b=1&c")], based_on=1, now=NOW
    )
    seen = as_(cast.mai).get(HERE)
    assert "Làm gì?" in seen.text
    assert 'href="https://x.vn/a?b=1&amp;c" target="_blank" rel="noopener noreferrer' in seen.text
    assert "/chuan-bi" not in seen.text
    assert "/chuan-bi" in as_(cast.binh).get(HERE).text


def test_a_month_without_a_session_leads_to_its_plan(as_, cast):
    page = as_(cast.lan).get("/o/k1/chuyen-de/2027-02")
    assert "không có sinh hoạt chuyên đề" in page.text
    assert "/o/k1/ke-hoach/2027-02" in page.text


def test_the_chair_arranges_from_the_form(as_, cast):
    client = as_(cast.lan)
    form = client.get(f"{HERE}/phan-cong")
    assert "Lý Hồng Phúc" not in form.text
    data = {"topic": "Tiết kiệm", "preparer_ids": [cast.mai.member_id, cast.binh.member_id]}
    answer = client.post(f"{HERE}/phan-cong", data=data | {"revision": revision_in(form)})
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    assert "Phạm Thị Mai" in client.get(HERE).text
    assert AuditEvent.THEMATIC_ARRANGED in db.session.scalars(select(AuditEntry.event)).all()


def test_an_agreed_plan_asks_for_the_reason_beside_its_box(as_, cast):
    agree(cast.k1.id, 2027)
    data = {"topic": "Chủ đề đang viết", "revision": "0"}
    answer = as_(cast.lan).post(f"{HERE}/phan-cong", data=data, headers=HTMX)
    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "Chủ đề đang viết" in answer.text
    assert 'id="reason-error"' in answer.text
    assert db.session.scalars(select(ThematicSession)).all() == []


def test_the_preparer_saves_questions_and_materials(as_, cast, arranged):
    client = as_(cast.binh)
    form = client.get(f"{HERE}/chuan-bi")
    data = {"questions": "Một?\r\nHai?", "revision": revision_in(form)}
    data |= rows(("Bài một", " https://x.vn/1 "), ("", ""), ("Bài hai", "http://y.vn"))
    assert client.post(f"{HERE}/chuan-bi", data=data).status_code == 303
    found = db.session.execute(select(ThematicMaterial.title, ThematicMaterial.address)).all()
    assert found == [("Bài một", "https://x.vn/1"), ("Bài hai", "http://y.vn")]


def test_a_wrong_address_is_said_beside_it_and_everything_typed_is_kept(as_, cast, arranged):
    data = {"questions": "Câu hỏi đang viết", "revision": "1"}
    data |= rows(("Bài", "javascript:alert(1)"), ("", "https://x.vn"))
    answer = as_(cast.binh).post(f"{HERE}/chuan-bi", data=data, headers=HTMX)
    assert answer.status_code == 422
    assert "Câu hỏi đang viết" in answer.text
    assert 'value="javascript:alert(1)"' in answer.text
    assert 'id="materials-0-address-error"' in answer.text
    assert 'id="materials-1-title-error"' in answer.text
    assert db.session.scalars(select(ThematicMaterial)).all() == []


def test_rows_are_added_without_saving_and_without_losing_anything(as_, cast, arranged):
    data = {"questions": "Đang viết", "revision": "0", "them": "tai-lieu"} | rows(("Bài", ""))
    answer = as_(cast.binh).post(f"{HERE}/chuan-bi", data=data)
    assert answer.status_code == 200
    assert "Đang viết" in answer.text
    assert revision_in(answer) == "0"
    assert 'name="materials-1-title"' in answer.text
    assert db.session.scalars(select(ThematicSession.revision)).all() == [1]


def test_of_two_who_prepare_the_second_keeps_what_was_typed(as_, cast, arranged, lan):
    first, second = as_(cast.binh), as_(cast.hung)
    data = {"revision": "1", "questions": "Của Bình"}
    assert first.post(f"{HERE}/chuan-bi", data=data).status_code == 303
    answer = second.post(f"{HERE}/chuan-bi", data=data | {"questions": "Của Hùng"})
    assert answer.status_code == 409
    assert "Của Hùng" in answer.text
    assert "vừa được sửa ở nơi khác" in answer.text
    again = {"revision": revision_in(answer), "questions": "Của Hùng"}
    assert second.post(f"{HERE}/chuan-bi", data=again).status_code == 303
    session = queries.session_of(lan, JANUARY)
    assert queries.prepared(lan, session).questions == "Của Hùng"


def test_a_conclusion_waits_for_the_meeting(as_, cast, arranged):
    data = {"text": "Kết luận đang viết", "revision": "1"}
    answer = as_(cast.lan).post(f"{HERE}/ket-luan", data=data)
    assert answer.status_code == 422
    assert "Kết luận đang viết" in answer.text
    assert "sau khi buổi sinh hoạt chuyên đề kết thúc" in answer.text


def test_pages_of_those_who_may_not_look_absent(as_, cast, arranged):
    for person, pages in (
        (cast.mai, ("phan-cong", "chuan-bi", "ket-luan")),
        (cast.hung, ("phan-cong", "ket-luan")),
        (cast.khanh, ("", "phan-cong", "chuan-bi", "ket-luan")),
    ):
        client = as_(person)
        for page in pages:
            assert client.get(f"{HERE}/{page}".rstrip("/")).status_code == 404
            if page:
                assert client.post(f"{HERE}/{page}").status_code == 404
    assert as_(cast.lan).get("/o/k1/chuyen-de/2027-13").status_code == 404


def test_the_year_asks_the_same_of_the_database_for_more_sessions(as_, cast, lan, queries):
    client = as_(cast.mai)
    client.get("/o/k1/chuyen-de?nam=2027")
    with queries() as few:
        client.get("/o/k1/chuyen-de?nam=2027")
    for month in (1, 4, 7, 10):
        ids = [join(cast.k1, f"Người Thứ {month}{n}", None, None) for n in range(5)]
        service.arrange(lan, date(2027, month, 1), "Chủ đề", ids, based_on=0, now=NOW)
    db.session.commit()
    with queries() as many:
        client.get("/o/k1/chuyen-de?nam=2027")
    assert many.count == few.count <= 7


def test_the_preparer_s_first_screen_asks_for_the_questions_until_they_are_there(
    as_, cast, arranged, lan
):
    duty = "Chuẩn bị sinh hoạt chuyên đề tháng 1/2027"
    assert duty in as_(cast.binh).get("/o/k1/").text
    assert f"{HERE}/chuan-bi" in as_(cast.binh).get("/o/k1/").text
    assert duty not in as_(cast.mai).get("/o/k1/").text
    service.prepare(lan, JANUARY, "Một?", [], based_on=1, now=NOW)
    assert duty not in as_(cast.binh).get("/o/k1/").text
