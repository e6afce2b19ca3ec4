"""Turn the address of a page into a path, when it is drawn or sent."""

from flask import current_app

from webapp.core.addresses import Address


def path_of(address: Address, organization: str) -> str:
    """The path of a page in the organization of a code, also outside of a request.

    An address that names an organization itself keeps it. Raises LookupError where no such page is.
    """
    pages, values = current_app.url_map, dict(address.values)
    if pages.is_endpoint_expecting(address.endpoint, "organization"):
        values.setdefault("organization", organization)
    path = pages.bind("").build(address.endpoint, values)
    return f"{path}#{address.anchor}" if address.anchor else path
