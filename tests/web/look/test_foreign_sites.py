"""A page of another site may write nothing here, learns nothing, and changes no sign-in."""

import pytest
from werkzeug.datastructures import Headers

from tests.conftest import mark_in
from tests.tenancy.addresses import PLAIN, ROW_OF
from webapp.core.db import db
from webapp.web.security import is_foreign

HOST = "so.example.vn"
#: What browsers say of a page of another site.
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.vn"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost:9999"},
)
OWN = ({"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null"}, {})


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": f"https://{HOST}"}, True),
        ({"Sec-Fetch-Site": "nonsense"}, True),
        ({"Origin": f"https://{HOST}"}, False),
        ({"Origin": f"https://{HOST}.evil.example"}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
def test_where_a_request_comes_from(headers, foreign):
    assert is_foreign(Headers(headers), HOST) is foreign


def writes(app):
    """Every address that takes a write, with something in each part."""
    samples = {"organization": "k1", "token": "1-x", **PLAIN, **dict.fromkeys(ROW_OF, 1)}
    for rule in app.url_map.iter_rules():
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            parts = {name: samples.get(name, 1) for name in rule.arguments}
            yield rule.build(parts)[1]


def test_every_address_refuses_it_before_anything_is_read(app, cast, as_, queries, record_property):
    lan, addresses, wrong = as_(cast.lan), sorted(set(writes(app))), []
    typed = {"full_name": "Kẻ Lạ Mặt", "typed_by": mark_in(lan.get("/o/k1/")), "text": "Lời lạ"}
    with queries() as asked:
        for address in addresses:
            for headers in FOREIGN:
                answer = lan.post(address, data=typed, headers=headers)
                echoed = "Lạ" in answer.text or "Lời lạ" in answer.text or mark_in(answer)
                if answer.status_code != 403 or echoed or "Set-Cookie" in answer.headers:
                    wrong.append((address, headers, answer.status_code))
    record_property("foreign writes", f"{len(addresses) * len(FOREIGN)}, accepted {len(wrong)}")
    assert wrong == []
    assert len(addresses) > 100
    assert asked.count == 0


def test_the_page_says_so_in_vietnamese_and_the_sign_in_stays(cast, as_):
    lan = as_(cast.lan)
    page = lan.post("/o/k1/thanh-vien/them", data={"full_name": "x"}, headers=FOREIGN[0])
    assert "Yêu cầu này đến từ một trang khác nên không được thực hiện." in page.text
    assert "Nguyễn Thị Lan" not in page.text
    assert lan.get("/o/k1/").status_code == 200


@pytest.mark.parametrize("headers", OWN)
def test_ones_own_pages_go_on_working(cast, as_, headers):
    db.session.commit()
    assert as_(cast.lan).post("/o/k1/thong-bao/da-doc", headers=headers).status_code == 303
