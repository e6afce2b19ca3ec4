"""Every address of the service with a sample for each of its parts.

An address with a part that has no sample here stops the matrix.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from webapp.reports.outline import Section

#: The table whose row a part of an address names.
ROW_OF = {
    "report_id": "self_reports",
    "meeting_id": "meetings",
    "weakness_id": "weaknesses",
    "member_id": "memberships",
    "commitment_id": "commitments",
    "notice_id": "notices",
    "item_id": "agenda_items",
    "opinion_id": "opinions",
    "volunteer_id": "volunteers",
    "turn_id": "turns",
    "request_id": "turn_requests",
    "grant_id": "role_grants",
    "status_id": "membership_statuses",
    "invitation_id": "invitations",
    "arrival_id": "arrivals",
    "departure_id": "departures",
    "commitment_item_id": "commitment_items",
    "import_id": "member_imports",
    "carried_id": "carried_threads",
    "period_id": "blocked_periods",
    "nomination_id": "nominations",
}
#: Parts that name no row.
PLAIN = {
    "month": "2026-11",
    "year": 2026,
    "number": 1,
    "section": Section.COMMITMENTS.value,
    "step": "submit",
    "wish": "xin-thoi",
    "direction": "up",
    "measure": "members",
    "kind": "party_branch",
    "category": "official",
    # A code, as those who stand above K1 may ask for it; see `test_units_from_elsewhere.py`.
    "unit": "k1",
}
UNKNOWN = 987_654_321


def inside(app: Flask) -> list[Rule]:
    """The addresses of organizations."""
    return [rule for rule in app.url_map.iter_rules() if "organization" in rule.arguments]


def parts(rule: Rule, ids: Mapping[str, int], *, unknown: bool = False) -> dict[str, Any]:
    """A value for each part of an address but the organization."""
    values: dict[str, Any] = {}
    for name in rule.arguments - {"organization"}:
        if name in ROW_OF:
            values[name] = UNKNOWN if unknown else ids[ROW_OF[name]]
        else:
            values[name] = PLAIN[name]
    return values


def names_a_row(rule: Rule) -> bool:
    """Whether an address names a row of a tenant."""
    return bool(rule.arguments & set(ROW_OF))


def requests_to(rule: Rule, code: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Method and address for each way of calling a rule in an organization."""
    _host, address = rule.build({"organization": code, **values}) or ("", "")
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        yield method, address
