"""A closed unit is read and nothing in it is written, whatever the address."""

from threading import Thread

import pytest

from tests.cast import NOW
from tests.conftest import HTMX
from tests.tenancy.addresses import inside, parts, requests_to
from tests.tenancy.planted import plant
from tests.tenancy.test_outsiders import fingerprint
from webapp.accounts.invitations import inviting, opened_link
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.organizations.models import Organization
from webapp.units.queries import get_below
from webapp.units.service import close


@pytest.fixture
def closed(cast):
    """K1 with a row in every table, closed today."""
    ids = plant(cast)
    db.session.get_one(Organization, cast.k1.id).closed_on = NOW.date()
    db.session.commit()
    return ids


def test_every_write_is_refused_with_one_sentence(app, as_, cast, closed, databases):
    before, refused, client = fingerprint(databases, cast.k1.id), 0, as_(cast.lan)
    for rule in inside(app):
        for method, address in requests_to(rule, "k1", parts(rule, closed)):
            if method == "GET":
                continue
            answer = client.open(address, method=method)
            told = "Tổ chức đã kết thúc hoạt động ngày 16/11/2026." in answer.text
            assert (answer.status_code, told) == (422, True), address
            refused += 1
    assert refused > 50
    assert fingerprint(databases, cast.k1.id) == before


def test_by_htmx_the_sentence_stands_above_the_page(as_, cast, closed):
    answer = as_(cast.mai).post(f"/o/k1/theo-doi/{closed['weaknesses']}/hua", headers=HTMX)
    assert answer.status_code == 422
    assert 'id="problem"' in answer.text


def test_everybody_still_reads_what_they_could_read(as_, cast, closed):
    for path in ("", "ke-hoach", "theo-doi", "buoi-hop", "thanh-vien", "nhat-ky", "thiet-lap"):
        page = as_(cast.lan).get(f"/o/k1/{path}")
        assert page.status_code == 200, path
        assert "Nội dung chỉ để xem." in page.text
    report = f"/o/k1/bao-cao/{closed['self_reports']}"
    assert as_(cast.hung).get(report).status_code == 200
    assert as_(cast.khanh).get(report).status_code == 404


def test_it_is_no_longer_offered_after_signing_in(as_, cast, closed):
    page = as_(cast.mai).get("/toi").text
    assert page.index("Tổ công đoàn Khối hành chính") < page.index("Chi bộ Khoa Khám bệnh")
    assert "đã kết thúc hoạt động ngày 16/11/2026, chỉ đọc" in page


def test_an_invitation_into_it_opens_nothing(cast, closed, scope_of):
    token = inviting.token_of(cast.k1.id, "whatever")
    with pytest.raises(NotVisible):
        opened_link.find(token, NOW)


def test_an_open_unit_is_written_in_as_ever(as_, cast):
    answer = as_(cast.lan).post("/o/k1/thong-bao/da-doc")
    assert "kết thúc hoạt động" not in answer.text


def test_a_write_that_came_in_while_the_unit_was_closing_is_refused(app, as_, cast, scope_of):
    client, duc, answers = as_(cast.lan), scope_of(cast.duc), []

    def write():
        with app.app_context():
            answers.append(client.post("/o/k1/bat-dau/xong"))

    tenancy.bind(duc.organization_id)
    close(duc, get_below(duc, "k1"), clock.today(), "Quyết định 15", now=NOW)
    beside = Thread(target=write)
    beside.start()
    beside.join(0.5)
    assert answers == []
    db.session.commit()
    beside.join(10)
    assert [answer.status_code for answer in answers] == [422]
