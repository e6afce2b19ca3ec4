"""Whether the service answers, asked the way a load balancer asks."""

import http.client
import time

from webapp.local.run_settings import RunSettings
from webapp.local.supervisor import Supervisor

_SECONDS = 60


def wait_until_ready(settings: RunSettings, supervisor: Supervisor) -> str:
    """Wait for /readyz to say 200; returns its complaint after a minute, or an empty text."""
    until = time.monotonic() + _SECONDS
    while (complaint := _complaint(settings)) and time.monotonic() < until:
        supervisor.refuse_dead()
        time.sleep(0.1)
    return complaint


def _complaint(settings: RunSettings) -> str:
    anywhere = settings.host in ("0.0.0.0", "::")  # noqa: S104
    connection = http.client.HTTPConnection(
        "127.0.0.1" if anywhere else settings.host, settings.port, timeout=5
    )
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        text = answer.read(500).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return f"no answer ({error})"
    finally:
        connection.close()
    return "" if answer.status == 200 else f"status {answer.status}: {text}"
