"""The process refuses to start on settings that can't be meant."""

import pytest
import trustme

from webapp.core.config import BadSetting, Environment, read
from webapp.core.mail_settings import MailTls

GOOD = {
    "SECRET_KEY": "k" * 32,
    "DATABASE_URL": "postgresql+psycopg://app_rw@db/so",
    "REDIS_URL": "redis://broker/0",
    "BASE_URL": "https://so.example",
}


def test_what_is_given_is_read_with_its_type():
    settings = read(GOOD | {"APP_ENV": "local", "SMTP_PORT": "2525", "SMTP_TLS": "implicit"})
    assert settings.app_env is Environment.LOCAL
    assert settings.smtp_port == 2525
    assert settings.smtp_tls is MailTls.IMPLICIT


def test_production_is_what_nobody_named():
    assert read(GOOD).app_env is Environment.PRODUCTION


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_what_is_needed_must_be_there(missing):
    with pytest.raises(BadSetting, match=missing):
        read({name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize(
    "nonsense",
    [
        {"SECRET_KEY": "short"},
        {"DATABASE_URL": "sqlite:///so.db"},
        {"APP_ENV": "staging"},
        {"HTMX_SOURCE": "elsewhere"},
        {"SMTP_PORT": "many"},
        {"SMTP_PORT": "²"},
        {"TRUSTED_PROXIES": "6"},
        {"TRUSTED_PROXIES": "-1"},
        {"TRUSTED_PROXIES": "yes"},
        {"TRUSTED_PROXIES": "10.0.0.1"},
        {"BASE_URL": "http://so.example"},
        *({"SMTP_TLS": word} for word in ("1", "0", "yes", "true", "STARTTLS", "ssl", "starttls ")),
        *({"SMTP_PORT": port} for port in ("0", "65536", "-1", "٢٥")),
        *({"SMTP_HOST": host} for host in ("smtp://mail", "mail:587", "a b", "máy", " ")),
        {"HEALTH_TOKEN": "short"},
        {"HEALTH_TOKEN": "ổ" * 30},
        {"SMTP_USER": "so"},
        {"SMTP_PASSWORD": "secret"},
        {"SMTP_USER": "so", "SMTP_PASSWORD": "mật khẩu"},
        {"SMTP_CA_FILE": "/nowhere/ca.pem"},
        {"SMTP_CA_FILE": __file__},
        *({"MAIL_FROM": sender} for sender in ("so", "Sổ <so@example.vn>", "a@b@c", "a@b, c@d")),
    ],
)
def test_nonsense_stops_the_start(nonsense):
    with pytest.raises(BadSetting):
        read(GOOD | nonsense)


def test_mail_is_secret_on_its_way_unless_somebody_says_otherwise():
    assert read(GOOD | {"SMTP_HOST": "mail.example"}).smtp_tls is MailTls.STARTTLS


@pytest.mark.parametrize(
    "host", ["mail.example", "10.0.0.5", "localhost.example", "::2", "128.0.0.1"]
)
def test_production_sends_nothing_in_clear_text_to_another_machine(host):
    open_mail = {"SMTP_HOST": host, "SMTP_TLS": "none"}
    with pytest.raises(BadSetting, match="clear text"):
        read(GOOD | open_mail)
    for place in ("local", "test"):
        assert read(GOOD | open_mail | {"APP_ENV": place}).smtp_tls is MailTls.NONE


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1"])
def test_a_mail_server_on_this_machine_may_be_told_in_clear_text(host):
    assert read(GOOD | {"SMTP_HOST": host, "SMTP_TLS": "none"}).smtp_host == host


@pytest.mark.parametrize("place", Environment)
def test_a_password_never_travels_in_clear_text(place):
    signing_in = {"SMTP_USER": "so", "SMTP_PASSWORD": "p", "SMTP_TLS": "none", "APP_ENV": place}
    with pytest.raises(BadSetting, match="SMTP_PASSWORD"):
        read(GOOD | signing_in | {"SMTP_HOST": "localhost"})


def test_what_is_refused_is_said_without_the_secrets():
    with pytest.raises(BadSetting) as refusal:
        read(GOOD | {"SMTP_USER": "so", "SMTP_PASSWORD": "hush", "SMTP_TLS": "none"})
    assert "hush" not in str(refusal.value)


def test_the_ca_of_an_inner_mail_server_is_a_file_with_certificates(tmp_path):
    file = tmp_path / "ca.pem"
    trustme.CA().cert_pem.write_to_path(file)
    assert read(GOOD | {"SMTP_CA_FILE": str(file)}).smtp_ca_file == str(file)


def test_cookies_are_bound_to_the_host_where_the_address_is_secure():
    flask = read(GOOD).for_flask()
    assert flask["SESSION_COOKIE_NAME"] == "__Host-so"
    assert flask["SESSION_COOKIE_SECURE"] is True
