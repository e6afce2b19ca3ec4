"""/o/<code>/nhat-ky/kiem-tra, /moc-kiem-tra and the files for the check without the service."""

import json
import re

import pytest
from sqlalchemy import select

from tests.conftest import HTMX
from tests.simulation.sealed_life import live_once
from webapp.audit import queries as trail
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.organizations.models import Organization
from webapp.proofs import signed_checkpoint

LOG = "/o/k1/nhat-ky"
CHECK, POINTS = f"{LOG}/kiem-tra", f"{LOG}/moc-kiem-tra"
FILES = (f"{LOG}/nhat-ky.jsonl", f"{LOG}/verify_checkpoint.py")


@pytest.fixture(scope="module")
def kept_life():
    return []


@pytest.fixture
def lived(cast, scope_of, moment, slate, kept_life):
    live_once(kept_life, slate, cast, scope_of, moment)
    return cast


def plain(page):
    return " ".join(re.sub("<[^>]+>", " ", page.text).split())


def chosen(cast):
    tenancy.bind(cast.k1.id)
    return db.session.get_one(Organization, cast.k1.id).settings.get("checkpoint_mail")


def test_a_whole_trail_is_called_whole_with_its_head_and_the_key(app, lived, as_, scope_of):
    page = as_(lived.hung).get(CHECK)
    assert "Chuỗi nhật ký nguyên vẹn: 41 việc" in plain(page)
    assert trail.head(scope_of(lived.lan)).hash.hex()[:16] in page.text
    assert (
        signed_checkpoint.public_key(signed_checkpoint.key_of(app.config["CHECKPOINT_KEY"]))
        in page.text
    )


def test_changed_words_are_named_and_never_shown(lived, as_, forger):
    forger.spoil("lời bị sửa", "id IN (SELECT text_id FROM conclusions)")
    for headers in ({}, HTMX):
        page = as_(lived.lan).get(CHECK, headers=headers)
        assert "1 điểm không khớp" in plain(page)
        assert "Kết luận của chủ trì (mã 1) không còn như lúc được ghi ở việc thứ" in plain(page)
        assert "kết luận báo cáo" in plain(page) or "Phạm Thị Mai" in plain(page)
        assert "lời bị sửa" not in page.text
        assert "nghiêm túc" not in page.text


def test_a_cut_end_is_named(lived, as_, forger):
    forger.run(
        "DELETE FROM audit_entries WHERE position > 39 AND organization_id = %(org)s",
        org=lived.k1.id,
    )
    page = as_(lived.lan).get(CHECK)
    assert "từng có đến việc thứ 41, nay chỉ còn đến việc thứ 39" in plain(page)


def test_many_faults_are_counted_and_some_named(lived, as_, forger):
    forger.run(
        "UPDATE audit_entries SET at = at + interval '1 s' WHERE organization_id = %(org)s",
        org=lived.k1.id,
    )
    page = as_(lived.lan).get(CHECK)
    assert "41 điểm không khớp" in plain(page)
    assert "Và 21 điểm nữa." in plain(page)


@pytest.mark.parametrize("who", ["mai", "khanh", "oanh", "van", "phuc", None])
def test_nobody_else_checks_or_takes_anything_home(cast, as_, who):
    client = as_(getattr(cast, who) if who else None)
    for address in (CHECK, POINTS, *FILES):
        assert client.get(address).status_code in (404, 401, 302, 303)
    client.post(POINTS, data={"email": "ke@example.vn", "based_on": ""})
    assert chosen(cast) is None


@pytest.mark.parametrize("who", ["lan", "dung"])
def test_whoever_leads_chooses_the_address_and_the_committee_is_told(cast, as_, who):
    client = as_(getattr(cast, who))
    answer = client.post(POINTS, data={"email": "Luu@example.vn", "based_on": ""})
    assert (answer.status_code, answer.location) == (303, POINTS)
    assert chosen(cast) == "luu@example.vn"
    assert 'value="luu@example.vn"' in client.get(POINTS).text
    told = set(db.session.scalars(select(Notice.recipient_id)))
    committee = {cast.lan.member_id, cast.dung.member_id, cast.hung.member_id}
    assert told == committee - {getattr(cast, who).member_id}
    entry = db.session.scalars(select(AuditEntry)).one()
    assert "Nơi nhận mốc kiểm tra nhật ký: giá trị chung → luu@example.vn" in plain(client.get(LOG))
    assert entry.actor_id == getattr(cast, who).member_id


def test_the_committee_sees_where_they_go_and_can_t_choose(cast, as_):
    as_(cast.lan).post(POINTS, data={"email": "luu@example.vn", "based_on": ""})
    hung = as_(cast.hung)
    assert "được gửi tới luu@example.vn" in plain(hung.get(POINTS))
    answer = hung.post(POINTS, data={"email": "", "based_on": "luu@example.vn"})
    assert answer.status_code == 404
    assert chosen(cast) == "luu@example.vn"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"email": "khong phai", "based_on": ""}, 422),
        ({"email": "luu@example.vn", "based_on": "cu@example.vn"}, 409),
    ],
)
def test_what_can_t_be_kept_is_said_and_stays_in_the_form(cast, as_, data, status):
    page = as_(cast.lan).post(POINTS, data=data)
    assert page.status_code == status
    assert data["email"] in page.text
    assert chosen(cast) is None
    assert db.session.scalars(select(AuditEntry)).all() == []


def test_the_trail_goes_home_as_lines_without_words(lived, as_):
    answer = as_(lived.hung).get(FILES[0])
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert len(lines) == 41
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="nhat-ky-k1-')
    assert "nghiêm túc" not in answer.text
    script = as_(lived.hung).get(FILES[1])
    assert script.text.startswith('"""Kiểm tra nhật ký của Sổ sinh hoạt')


@pytest.mark.parametrize(
    "paper",
    ["buoi-hop/1/trich-bien-ban", "bao-cao/{report}/ban-in", "theo-doi/1/qua-trinh/ban-in"],
)
def test_papers_say_where_the_trail_stood(lived, as_, scope_of, paper):
    report = lived.__dict__["report_id"]
    page = as_(lived.lan).get(f"/o/k1/{paper.format(report=report)}")
    assert page.status_code == 200
    head = trail.head(scope_of(lived.lan))
    assert f"Nhật ký đến việc thứ {head.position}, mã {head.groups}." in plain(page)
    assert re.fullmatch(r"([0-9a-f]{4} ){3}[0-9a-f]{4}", head.groups)
