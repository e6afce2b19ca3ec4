"""Turn the address of a page into a path, when it is drawn or sent."""

from flask import current_app

from webapp.core.addresses import Address


def path_of(address: Address, organization: str) -> str:
    """The path of a page in the organization of a code, also outside of a request.

    Raises `werkzeug.routing.BuildError` where no such page is.
    """
    adapter = current_app.url_map.bind("")
    path = adapter.build(address.endpoint, {"organization": organization, **address.values})
    return f"{path}#{address.anchor}" if address.anchor else path
