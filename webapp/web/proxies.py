"""The address a request comes from, behind TRUSTED_PROXIES proxies.

A proxy names the visitor in headers that anybody can send. Only the last ones are believed, as many
as there are trusted proxies.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask) -> None:
    """Wrap the application; the host is never read from a proxy's header."""
    trusted = app.config.get("TRUSTED_PROXIES", 0)
    if trusted:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=0, x_port=0, x_prefix=0
        )
