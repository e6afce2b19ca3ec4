"""What is believed of a visitor, by how many proxies are trusted."""

import pytest
from flask import Flask, request

from webapp.web import proxies


def seen(trusted, **headers):
    app = Flask(__name__)
    app.config["TRUSTED_PROXIES"] = trusted
    app.add_url_rule("/", "who", lambda: f"{request.remote_addr} {request.url}")
    proxies.init_app(app)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get("/", headers=named).text


@pytest.mark.parametrize(
    ("trusted", "forwarded", "believed"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.1, 198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_as_many_entries_are_believed_as_proxies_are_trusted(trusted, forwarded, believed):
    assert seen(trusted, X_Forwarded_For=forwarded) == f"{believed} http://localhost/"


def test_the_scheme_is_the_proxys_word_and_the_host_never():
    claims = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example"}
    claims |= {
        "X_Forwarded_Prefix": "/a",
        "X_Forwarded_Port": "99",
        "Forwarded": "host=evil.example",
    }
    assert seen(1, **claims) == "127.0.0.1 https://localhost/"
    assert seen(0, **claims) == "127.0.0.1 http://localhost/"
