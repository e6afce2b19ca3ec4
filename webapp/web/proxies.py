"""Whose address a request comes from, where proxies stand between people and this process.

What a proxy says of a visitor stands in headers anybody can send. As many of them as there are
trusted proxies are believed, counted from the last; with none, they mean nothing.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask) -> None:
    """Put it around the application; the host is the one asked for, never one from a header."""
    trusted = app.config.get("TRUSTED_PROXIES", 0)
    if trusted:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=0, x_port=0, x_prefix=0
        )
