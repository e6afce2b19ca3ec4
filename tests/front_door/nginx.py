"""The proxy as it is shipped, on ports of this machine, with a certificate made for one run."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faults.web_server import PHONE
from tests.faults.workers import ROOT, wait_for
from webapp.local.ports import free_port

SHIPPED = ROOT / ".proxy"
#: Debian keeps nginx where an ordinary user does not look.
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


def missing() -> list[str]:
    """The programs that are not here."""
    return [name for name in ("nginx", "envsubst") if shutil.which(name, path=_PATH) is None]


def require() -> None:
    """Without them the test is skipped loudly, or fails where they are required."""
    if missing():
        if os.environ.get("REQUIRE_PROXY") == "1":
            pytest.fail(f"{missing()} required here (REQUIRE_PROXY=1) and not found")
        pytest.skip(f"NO PROXY: {missing()} not found, so nothing went through the real proxy")


class Proxy:
    """One nginx before one web server; ended by its process id."""

    def __init__(self, web_port: int, port: int, folder: Path) -> None:
        self.port, self.http_port, self.folder = port, free_port(), folder
        self.certificate = make_certificate(folder)
        # Started as root its workers are somebody else, who must get to their files.
        folder.chmod(0o755)
        environment = {
            "PATH": _PATH,
            "BASE_URL": self.url,
            "WEB": f"127.0.0.1:{web_port}",
            "TLS": str(folder),
            "RUN": str(folder / "run"),
            "SUPPORT_PHONE": PHONE,
            "LISTEN_HTTP": f"127.0.0.1:{self.http_port}",
            "LISTEN_HTTPS": f"127.0.0.1:{port}",
        }
        with (folder / "nginx.log").open("ab") as said:
            self.process = subprocess.Popen(
                ["sh", str(SHIPPED / "start")], env=environment, stdout=said, stderr=said
            )

    @property
    def url(self) -> str:
        """Where people find the service."""
        return f"https://localhost:{self.port}"

    def said(self) -> str:
        """Everything it has logged."""
        return (self.folder / "nginx.log").read_text()

    def wait(self) -> None:
        """Return when it listens."""
        wait_for(self._listens, 20, f"listening of nginx: {self.said()}")

    def _listens(self) -> bool:
        assert self.process.poll() is None, self.said()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)


def make_certificate(folder: Path) -> Path:
    """A key and a certificate for `localhost` that nobody else trusts; returns the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, no_password = serialization.Encoding.PEM, serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, form, no_password))
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    return folder / "fullchain.pem"


@contextmanager
def before(web_port: int, port: int, folder: Path) -> Iterator[Proxy]:
    """The shipped proxy before a web server, until the end of the block."""
    proxy = Proxy(web_port, port, folder)
    try:
        proxy.wait()
        yield proxy
    finally:
        proxy.stop()
