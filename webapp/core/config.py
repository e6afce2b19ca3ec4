"""The settings, read once from the environment, typed and checked."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from webapp.core import mail_settings
from webapp.core.mail_settings import MailTls

_SENDER = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


class Environment(StrEnum):
    """Where this process runs."""

    LOCAL = "local"
    TEST = "test"
    PRODUCTION = "production"


#: More are a typing error, and a trusted proxy that doesn't exist lets visitors forge addresses.
MOST_PROXIES = 5


class BadSetting(Exception):
    """A setting is missing or makes no sense; the process must not start."""

    may_be_logged = True


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides; see the table in the README."""

    secret_key: str
    database_url: str
    redis_url: str
    app_env: Environment = Environment.PRODUCTION
    migration_database_url: str = ""
    base_url: str = "http://localhost:8000"
    htmx_source: str = "cdn"
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: MailTls = MailTls.STARTTLS
    #: The CA that made the certificate of an inner mail server; the system's store where empty.
    smtp_ca_file: str = ""
    #: How long the mail server may take to answer a whole message: RFC 5321, section 4.5.3.2.6.
    #: A client that hangs up earlier sends the same mail again and again.
    mail_patience_seconds: int = 600
    mail_from: str = "khong-tra-loi@localhost"
    mail_lease_seconds: int = 120
    log_level: str = "INFO"
    support_phone: str = ""
    #: /readyz tells details to requests with this token; to nobody while it is empty.
    health_token: str = ""
    trusted_proxies: int = 0
    pool_size: int = 5
    #: Signs the checkpoints of trails; without it none are made.
    checkpoint_key: str = ""

    def for_flask(self) -> dict[str, object]:
        """The same settings under the names Flask and its extensions read."""
        secure = self.base_url.startswith("https://")
        return {
            **{field.name.upper(): getattr(self, field.name) for field in fields(self)},
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "pool_size": self.pool_size,
                # The connection used last already has planned statements.
                "pool_use_lifo": True,
                "connect_args": {"connect_timeout": 5},
            },
            "SECURE_COOKIES": secure,
            "SESSION_COOKIE_NAME": "__Host-so" if secure else "so",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "MAX_CONTENT_LENGTH": 10 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "MAX_FORM_PARTS": 5_000,
            "WTF_CSRF_TIME_LIMIT": None,
            "BOOTSTRAP_SERVE_LOCAL": True,
        }


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises BadSetting."""
    known = {field.name: field for field in fields(Settings)}
    given = {name: environ[name.upper()] for name in known if environ.get(name.upper())}
    for name in ("secret_key", "database_url", "redis_url"):
        if name not in given:
            raise BadSetting(f"{name.upper()} is not set; see the configuration table in README.md")
    typed: dict[str, Any] = {name: _typed(name, known[name].type, v) for name, v in given.items()}
    settings = Settings(**typed)
    _refuse_nonsense(settings)
    return settings


def _typed(name: str, kind: object, value: str) -> object:
    if kind is int:
        if not (value.isascii() and value.isdigit()):
            raise BadSetting(f"{name.upper()} must be a whole number, not {value!r}")
        return int(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if value not in list(kind):
            raise BadSetting(f"{name.upper()} must be one of {', '.join(kind)}, not {value!r}")
        return kind(value)
    return value


def _refuse_nonsense(settings: Settings) -> None:
    if settings.htmx_source not in ("cdn", "local"):
        raise BadSetting("HTMX_SOURCE must be cdn or local")
    if not settings.database_url.startswith("postgresql"):
        raise BadSetting("DATABASE_URL must name a PostgreSQL database")
    if settings.trusted_proxies > MOST_PROXIES:
        raise BadSetting(f"TRUSTED_PROXIES must be a number from 0 to {MOST_PROXIES}")
    if len(settings.secret_key) < 32:
        raise BadSetting("SECRET_KEY must have at least 32 characters")
    if settings.checkpoint_key and len(settings.checkpoint_key) < 32:
        raise BadSetting("CHECKPOINT_KEY must have at least 32 characters")
    if 0 < len(settings.health_token) < 24 or not settings.health_token.isascii():
        raise BadSetting("HEALTH_TOKEN must have at least 24 letters, digits or signs")
    if settings.app_env is Environment.PRODUCTION and not settings.base_url.startswith("https://"):
        raise BadSetting("BASE_URL must start with https:// in production")
    _refuse_unsafe_mail(settings)


def _refuse_unsafe_mail(settings: Settings) -> None:
    wrong = mail_settings.complaint(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_tls,
        may_be_open=settings.app_env is not Environment.PRODUCTION,
    )
    if wrong:
        raise BadSetting(wrong)
    if not (settings.mail_from.isascii() and _SENDER.fullmatch(settings.mail_from)):
        raise BadSetting(f"MAIL_FROM must be an address alone, not {settings.mail_from!r}")
    if settings.smtp_ca_file:
        try:
            mail_settings.trust(settings.smtp_ca_file)
        except OSError as reason:
            raise BadSetting(
                f"SMTP_CA_FILE must be a file with certificates, which {settings.smtp_ca_file!r} "
                f"is not: {reason.strerror or reason}"
            ) from reason
