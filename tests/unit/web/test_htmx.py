"""Page or piece, from one place."""

import pytest

from tests.web.look.demo import Desk, make
from webapp.web import htmx

HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser():
    return make(Desk()).test_client()


@pytest.mark.parametrize(
    ("headers", "is_piece"),
    [
        ({}, False),
        (HTMX, True),
        (HTMX | {"HX-Boosted": "true"}, False),
        (HTMX | {"HX-History-Restore-Request": "true"}, False),
    ],
)
def test_a_piece_goes_only_to_those_who_swap_one(browser, headers, is_piece):
    answer = browser.get("/mau-don", headers=headers)
    assert ("<html" not in answer.text) is is_piece
    assert "HX-Request" in answer.headers["Vary"]


def test_a_refused_form_comes_back_with_422_either_way(browser):
    for headers in ({}, HTMX):
        answer = browser.post("/mau-don", headers=headers, data={"full_name": "Lê Thị Bích Hạnh"})
        assert answer.status_code == 422
        assert "Lê Thị Bích Hạnh" in answer.text
        assert "Hãy ghi lý do." in answer.text


def test_a_done_act_answers_the_piece_and_its_notice(browser):
    answer = browser.post("/nhac", headers=HTMX)
    assert answer.text.count('id="task-2"') == 1
    assert '<div id="notices" hx-swap-oob="innerHTML">' in answer.text
    assert "Đã nhắc." in answer.text


def test_without_htmx_a_done_act_goes_back_and_tells_it_there(browser):
    answer = browser.post("/nhac")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Đã nhắc." in browser.get("/").text


def test_an_act_that_leads_elsewhere_moves_htmx_as_well(browser):
    assert browser.post("/bao-cao/gui").status_code == 303
    answer = browser.post("/bao-cao/gui", headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/")


def test_a_visitor_is_sent_to_sign_in_and_back():
    app = make(Desk())
    with app.test_request_context("/o/k1/bao-cao/7?muc=2"):
        answer = htmx.ask_to_sign_in()
        assert answer.location == "/dang-nhap?next=%2Fo%2Fk1%2Fbao-cao%2F7%3Fmuc%3D2"


def test_htmx_gets_a_header_instead_of_a_redirect_it_would_swap():
    app = make(Desk())
    headers = HTMX | {"HX-Current-URL": "http://localhost/bao-cao?muc=2"}
    with app.test_request_context("/bao-cao/luu", method="POST", headers=headers):
        answer = htmx.ask_to_sign_in()
        assert answer.status_code == 401
        assert answer.headers["HX-Redirect"] == "/dang-nhap?next=%2Fbao-cao%3Fmuc%3D2"


@pytest.mark.parametrize("claimed", ["http://evil.example/bao-cao", "", "http://[", "//x"])
def test_the_page_htmx_claims_to_be_on_is_not_believed(claimed):
    app = make(Desk())
    headers = HTMX | {"HX-Current-URL": claimed}
    with app.test_request_context("/bao-cao/luu", method="POST", headers=headers):
        assert htmx.current_page() == "/"


def test_after_an_act_the_way_back_is_a_page_that_exists():
    app = make(Desk())
    with app.test_request_context("/mau-don", method="POST"):
        assert htmx.current_page() == "/mau-don"
    with app.test_request_context("/bao-cao/gui", method="POST"):
        assert htmx.current_page() == "/"


def test_a_poll_without_news_answers_nothing():
    with make(Desk()).test_request_context("/"):
        assert htmx.unchanged().status_code == 204
