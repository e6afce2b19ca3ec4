"""Paths of addresses, made when a page is drawn or a mail is sent."""

from flask import current_app

from webapp.core.addresses import Address


def path_of(address: Address, organization: str) -> str:
    """The path of a page in the organization with a code, also outside of a request.

    An address that names an organization keeps it. Raises LookupError where there is no such page.
    """
    pages, values = current_app.url_map, dict(address.values)
    if pages.is_endpoint_expecting(address.endpoint, "organization"):
        values.setdefault("organization", organization)
    path = pages.bind("").build(address.endpoint, values)
    return f"{path}#{address.anchor}" if address.anchor else path
