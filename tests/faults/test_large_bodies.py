"""What is too large is answered with a page, not with a connection that breaks."""

import pytest

from tests.faults.web_server import serving

pytestmark = [pytest.mark.faults, pytest.mark.real_time]

MB = 1024 * 1024
SIZES = {"10 MB - 1": 10 * MB - 1, "10 MB + 1": 10 * MB + 1, "11 MB": 11 * MB, "30 MB": 30 * MB}
MULTIPART = "multipart/form-data; boundary=limit"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def web(servers, databases, tmp_path_factory):
    log = tmp_path_factory.mktemp("web") / "web.log"
    with serving(databases.app_url, databases.redis_url, log) as server:
        yield server


def urlencoded(size):
    return b"email=" + b"x" * (size - 6)


def multipart(size, name=b'name="file"; filename="a.xlsx"'):
    before = b"--limit\r\nContent-Disposition: form-data; " + name + b"\r\n\r\n"
    after = b"\r\n--limit--\r\n"
    return before + b"x" * (size - len(before) - len(after)) + after


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_form_of_any_size_is_answered_with_how_much_is_allowed(web, size):
    status, _headers, page = web.ask("/dang-nhap", urlencoded(size), Content_Type=FORM)
    assert status == 413
    assert "tối đa 10 MB" in page
    assert "phần chữ tối đa 1 MB" in page
    assert "</html>" in page


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_file_of_any_size_is_answered(web, size):
    status, _headers, page = web.ask("/dang-nhap", multipart(size), Content_Type=MULTIPART)
    assert status == (400 if size < 10 * MB else 413)
    assert "</html>" in page


@pytest.mark.parametrize("over", [0, 1, 1000])
def test_words_at_the_limit_are_taken_and_beyond_it_answered(web, over):
    in_parts = multipart(MB + 200 + over, b'name="email"')
    for sent, kind in ((urlencoded(MB + 1 + over), FORM), (in_parts, MULTIPART)):
        status, _headers, page = web.ask("/dang-nhap", sent, Content_Type=kind)
        assert status == (400 if kind == FORM and not over else 413)
        assert "</html>" in page


@pytest.mark.parametrize(
    ("address", "headers", "expected"),
    [
        ("/khong-co", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("/khong-co", {}, 404),
        ("/healthz", {}, 405),
    ],
)
def test_whatever_is_refused_unread_is_answered(web, address, headers, expected):
    for body, kind in ((urlencoded(9 * MB), FORM), (multipart(30 * MB), MULTIPART)):
        status, _headers, page = web.ask(address, body, Content_Type=kind, **headers)
        assert status in (expected, 413)
        assert "</html>" in page


def test_what_is_larger_than_anything_is_not_read_to_its_end(web):
    with web.connect() as connection:
        connection.sendall(
            b"POST /khong-co HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
        )
        assert connection.recv(200).startswith(b"HTTP/1.1 404")
