"""The process refuses to start on settings that can't be meant."""

import pytest

from webapp.core.config import BadSetting, Environment, read

GOOD = {
    "SECRET_KEY": "k" * 32,
    "DATABASE_URL": "postgresql+psycopg://app_rw@db/so",
    "REDIS_URL": "redis://broker/0",
    "BASE_URL": "https://so.example",
}


def test_what_is_given_is_read_with_its_type():
    settings = read(GOOD | {"APP_ENV": "local", "SMTP_PORT": "2525", "SMTP_TLS": "yes"})
    assert settings.app_env is Environment.LOCAL
    assert settings.smtp_port == 2525
    assert settings.smtp_tls is True


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
    ],
)
def test_nonsense_stops_the_start(nonsense):
    with pytest.raises(BadSetting):
        read(GOOD | nonsense)


def test_cookies_are_bound_to_the_host_where_the_address_is_secure():
    flask = read(GOOD).for_flask()
    assert flask["SESSION_COOKIE_NAME"] == "__Host-so"
    assert flask["SESSION_COOKIE_SECURE"] is True
