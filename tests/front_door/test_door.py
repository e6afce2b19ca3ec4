"""What the shipped proxy does by itself: names, ciphers, sizes, its own pages, what it logs."""

import gzip
import json
import re
import socket
import ssl
import tempfile
from pathlib import Path

import pytest

from tests.faults.web_server import PHONE
from tests.faults.workers import wait_for
from tests.front_door import nginx
from tests.front_door.guest import Guest
from webapp.local.ports import free_port
from webapp.web.messages_vi import MESSAGES

pytestmark = [pytest.mark.proxy, pytest.mark.real_time]

MB = 1024 * 1024
FORM = {"Content_Type": "multipart/form-data; boundary=limit"}


def hands_shaken(house, name="localhost", **limits):
    context = ssl.create_default_context(cafile=str(house.proxy.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])
    for limit, version in limits.items():
        setattr(context, limit, version)
    plain = socket.create_connection(("127.0.0.1", house.proxy.port), timeout=10)
    with plain, context.wrap_socket(plain, server_hostname=name) as shaken:
        return shaken.version(), shaken.selected_alpn_protocol()


def test_hands_are_shaken_with_modern_protocols_only(house):
    assert hands_shaken(house) == ("TLSv1.3", "h2")
    assert hands_shaken(house, maximum_version=ssl.TLSVersion.TLSv1_2)[0] == "TLSv1.2"
    with pytest.warns(DeprecationWarning, match="TLSv1"), pytest.raises(ssl.SSLError):
        hands_shaken(
            house,
            minimum_version=ssl.TLSVersion.TLSv1,
            maximum_version=ssl.TLSVersion.TLSv1_1,
        )


def test_another_name_gets_no_certificate_and_no_page(house):
    with pytest.raises(ssl.SSLError):
        hands_shaken(house, "other.example")
    assert house.guest().get("/dang-nhap", Host="other.example").status == 421


def test_whoever_comes_without_tls_is_sent_over(house):
    with socket.create_connection(("127.0.0.1", house.proxy.http_port), timeout=10) as plain:
        plain.sendall(b"GET /o/k1/?a=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        said = plain.recv(2000).decode()
    assert said.startswith("HTTP/1.1 301")
    assert f"Location: {house.proxy.url}/o/k1/?a=1\r\n" in said


def test_what_is_a_bit_too_large_is_answered_by_the_application(house, cast):
    answer = house.guest().ask("POST", "/dang-nhap", b"x" * (10 * MB + 1000), **FORM)
    assert answer.status == 413
    assert 'class="brand"' in answer.text


def test_what_is_far_too_large_is_answered_with_the_same_sentence(house):
    answer = house.guest().ask("POST", "/dang-nhap", b"x" * (30 * MB), **FORM)
    assert answer.status == 413
    assert "Retry-After" not in answer.headers
    assert 'class="brand"' not in answer.text
    said = MESSAGES["page.too_large"].format(most=10, most_words=1)
    assert said in re.sub(r"</p>\s*<p>", " ", answer.text)


def test_pages_are_packed_by_the_application_alone(house, cast):
    """It hides their length (BREACH): its padding is the name of a file inside."""
    pages = [house.guest().get("/dang-nhap", Accept_Encoding="gzip") for _ in range(5)]
    assert {page.headers["Content-Encoding"] for page in pages} == {"gzip"}
    assert {page.body[3] & 8 for page in pages} == {8}
    assert len({len(page.body) for page in pages}) > 1
    assert "Content-Encoding" not in house.guest().get("/dang-nhap").headers


def test_static_files_are_kept_by_the_proxy_and_pages_are_not(house, cast):
    guest = house.guest()
    page = guest.get("/dang-nhap")
    assert page.headers["Cache-Control"] == "no-store"
    (sheet,) = re.findall(r'href="(/static/[^"]+/theme\.css)"', page.text)
    packed = guest.get(sheet, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(packed.body) == guest.get(sheet).body
    kept = list((house.proxy.folder / "run" / "static").rglob("*"))
    assert any(sheet.encode() in file.read_bytes() for file in kept if file.is_file())


@pytest.mark.parametrize("before", ["/moi/", "//moi/", "/%6Doi/", "/MOI/"])
def test_no_key_and_no_query_is_logged(house, cast, before):
    path, began = f"{before}7.Secret", len(house.proxy.said())
    house.guest().get(f"{path}?tim=Hidden", Referer="https://localhost/moi/7.Secret")
    house.guest().ask("POST", path, b"x" * (13 * MB), **FORM)

    def lines():
        return [json.loads(line) for line in house.proxy.said()[began:].splitlines() if "{" in line]

    # A line of an earlier request may still come between.
    def both():
        by_status = {line["status"]: line for line in lines()}
        return by_status.keys() >= {404, 413} and (by_status[404], by_status[413])

    first, second = wait_for(both, 10, "a line of each")
    assert "Secret" not in house.proxy.said()
    assert "Hidden" not in house.proxy.said()
    assert (first["path"], first["address"], first["method"]) == ("/moi/-", "127.0.0.1", "GET")
    assert second["path"] == "/moi/-"


def test_every_address_with_a_key_is_known_to_the_log(app):
    with_keys = {rule.rule for rule in app.url_map.iter_rules() if "token" in rule.arguments}
    assert with_keys == {"/moi/<token>", "/moi/<token>/tiep-tuc"}


def test_the_page_of_an_absent_application_names_the_phone():
    nginx.require()
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="house-") as folder,
        nginx.before(free_port(), port, Path(folder)) as proxy,
    ):
        guest = Guest(port, proxy.certificate, "127.0.0.1")
        answer = guest.get("/o/k1/?tim=Hidden")
        assert answer.status == 502
        assert "Hệ thống tạm thời gián đoạn" in answer.text
        assert PHONE in answer.text
        assert answer.headers["Retry-After"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"
        wait_for(lambda: '"path":"/o/k1/"' in proxy.said(), 10, "a line")
        assert "Hidden" not in proxy.said()
        # The page itself has no address.
        assert guest.get("/-/tam-dung.html").status == 404
