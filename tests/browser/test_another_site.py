"""A page of another site, in a real browser, tries to have somebody added as chair."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from webapp.accounts.models import Membership
from webapp.core.db import db

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

FIELDS = {"full_name": "Kẻ Lạ Mặt", "email": "la@evil.example", "status": "official"}


@pytest.fixture
def trap(base: str) -> Iterator[str]:
    """A page elsewhere with a form that sends itself to this service."""
    inputs = "".join(f'<input name="{n}" value="{v}">' for n, v in FIELDS.items())
    html = (
        f'<!doctype html><meta charset="utf-8"><form method="post" '
        f'action="{base}/o/k1/thanh-vien/them">{inputs}<input name="role" value="chair"></form>'
        "<script>document.forms[0].submit()</script>"
    )

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Another host name is another site to a browser; both are this machine.
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("is_in", [True, False])
def test_the_foreign_form_is_refused_and_nothing_of_it_stays(cast, visit, trap, is_in):
    page = visit(cast.lan if is_in else None)
    page.goto("/o/k1/" if is_in else "/dang-nhap")
    cookies = page.context.cookies()
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.goto(trap)
    assert sent.value.status == 403
    expect(page.locator("h1")).to_have_text("Chưa thực hiện được")
    assert "Lạ" not in page.content()
    assert page.locator("form").count() == 0
    assert page.context.cookies() == cookies
    if is_in:
        page.goto("/o/k1/")
        expect(page.locator("body")).to_contain_text("Nguyễn Thị Lan")
    db.session.rollback()
    added = select(func.count()).where(Membership.full_name == FIELDS["full_name"])
    assert db.session.scalar(added) == 0
