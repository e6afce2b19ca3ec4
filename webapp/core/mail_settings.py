"""Settings of the mail server: how the connection is encrypted, and what is refused."""

import ipaddress
import re
import ssl
from enum import StrEnum

_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")


class MailTls(StrEnum):
    """How the connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, where nobody can listen in."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def complaint(
    host: str, port: int, user: str, password: str, tls: MailTls, *, may_be_open: bool
) -> str:
    """What is wrong with the settings of the mail server, as a sentence; empty when nothing is.

    `may_be_open` lets mail go to any host in clear text, outside of production.
    """
    if not _is_host(host):
        return f"SMTP_HOST must be the name or address of a host alone, not {host!r}"
    if not 0 < port < 65536:
        return f"SMTP_PORT must be a number from 1 to 65535, not {port}"
    if bool(user) != bool(password):
        return "SMTP_USER and SMTP_PASSWORD are given together or not at all"
    if not (user + password).isascii():
        return "SMTP_USER and SMTP_PASSWORD may hold unaccented letters, digits and signs alone"
    if tls is not MailTls.NONE:
        return ""
    if user:
        return "SMTP_USER and SMTP_PASSWORD need SMTP_TLS=starttls or SMTP_TLS=implicit"
    if not may_be_open and not is_loopback(host):
        return (
            f"SMTP_TLS=none would send mail in clear text to {host}: in production it must be "
            "starttls or implicit, unless the mail server is on this machine"
        )
    return ""


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(_HOST.fullmatch(host))
    return True


def trust(ca_file: str) -> ssl.SSLContext:
    """A context that verifies host name and certificate, by one CA or else the system's store.

    Raises OSError, such as ssl.SSLError, where the file can't be read or has no certificate.
    """
    return ssl.create_default_context(cafile=ca_file or None)
