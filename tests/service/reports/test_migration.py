"""What the migration makes of reports that are there already: the days they were due on."""

from datetime import date

import psycopg

from tests.service.proofs.test_migration import _migrate

_BEFORE = "e40b7c19d5a2"
_REPORT = (
    "WITH turn AS ("
    "INSERT INTO turns (organization_id, member_id, month, source, state, assigned_at)"
    " VALUES (%(here)s, %(member)s, %(month)s, 'assigned', 'standing', now()) RETURNING id)"
    " INSERT INTO self_reports"
    " (organization_id, turn_id, member_id, month, state, first_submitted_at)"
    " SELECT %(here)s, id, %(member)s, %(month)s, 'drafting', %(sent)s FROM turn"
)


def test_each_report_gets_the_days_of_its_meeting(servers):
    urls = servers.clone_database("days_before")
    _migrate(urls, "downgrade", _BEFORE)
    with psycopg.connect(urls.superuser_url.replace("+psycopg", "")) as before:
        above, here, weekly = [
            row[0]
            for row in before.execute(
                "INSERT INTO organizations (kind, code, name, opened_on, settings) VALUES"
                " ('committee', 'db', 'DB', '2020-01-01', '{\"draft_due_days\": 10}'),"
                " ('party_branch', 'k1', 'K1', '2020-01-01', '{\"meeting_day\": 31}'),"
                " ('party_branch', 'k2', 'K2', '2020-01-01',"
                ' \'{"meeting_week": 5, "meeting_weekday": 4}\') RETURNING id'
            )
        ]
        for unit in (here, weekly):
            before.execute(
                "UPDATE organizations SET parent_id = %s, path = %s WHERE id = %s",
                (above, f"{above}/{unit}/", unit),
            )
            (member,) = before.execute(
                "INSERT INTO memberships (organization_id, full_name, sort_key, search_text,"
                " joined_on) VALUES (%s, 'Mai', 'mai', 'mai', '2020-01-01') RETURNING id",
                (unit,),
            ).fetchone()
            who = {"here": unit, "member": member}
            before.execute(_REPORT, who | {"month": date(2026, 2, 1), "sent": None})
            before.execute(_REPORT, who | {"month": date(2026, 4, 1), "sent": date(2026, 4, 2)})
        before.execute(
            "INSERT INTO plan_months (organization_id, month, kind, meeting_on)"
            " VALUES (%s, '2026-04-01', 'reports', '2026-04-20')",
            (here,),
        )
    _migrate(urls, "upgrade")
    with psycopg.connect(urls.superuser_url.replace("+psycopg", "")) as after:
        found = after.execute(
            "SELECT draft_on, committee_on, supplement_on, final_on, draft_judged_on,"
            " final_judged_on FROM self_reports ORDER BY organization_id, month"
        ).fetchall()
    assert [row[0] for row in found] == [
        date(2026, 2, 18),
        date(2026, 4, 10),
        date(2026, 2, 17),
        date(2026, 4, 14),
    ]
    assert found[1] == (
        date(2026, 4, 10),
        date(2026, 4, 15),
        date(2026, 4, 17),
        date(2026, 4, 27),
        date(2026, 4, 10),
        None,
    )
    assert found[0][4:] == (None, None)
