"""The data migration: paths of stored notices become addresses that lead to the same pages."""

from importlib import import_module

import pytest
from sqlalchemy import create_engine, text

from webapp.core import tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices.link_address import path_to
from webapp.notices.models import Notice

MIGRATION = import_module("migrations.versions.20261130_2101_paths_of_notices")

STORED = {
    "/o/k1/": Address("home.show"),
    "/o/k1/ban-giao": Address("handover.show"),
    "/o/k1/bao-cao/7": Address("reports.show", {"report_id": 7}),
    "/o/k1/bao-cao/7/viet": Address("reports.edit", {"report_id": 7}),
    "/o/k1/buoi-hop/7": Address("meetings.show", {"meeting_id": 7}),
    "/o/k1/chuyen-de/2026-01": Address("thematic.show", {"month": "2026-01"}),
    "/o/k1/dang-ky?nam=2026": Address("commitments.mine", {"nam": 2026}),
    "/o/k1/dang-ky/7/2026": Address("commitments.show", {"member_id": 7, "year": 2026}),
    "/o/k1/doi-luot/7": Address("exchanges.show", {"request_id": 7}),
    "/o/k1/doi-luot/luot/7": Address("exchanges.turn", {"turn_id": 7}),
    "/o/k1/don-vi/k-2": Address("units.show", {"unit": "k-2"}),
    "/o/k1/ke-hoach": Address("plans.show"),
    "/o/k1/ke-hoach?nam=2026#month-2026-01": Address("plans.show", {"nam": 2026}, "month-2026-01"),
    "/o/k1/ke-hoach/bao-vang": Address("plans.absences"),
    "/o/k1/ke-hoach/2026-01": Address("plans.month", {"month": "2026-01"}),
    "/o/k1/nguoi-dung-dau": Address("nominations.show"),
    "/o/k1/nhat-ky/moc-kiem-tra": Address("proofs.checkpoints"),
    "/o/k1/phan-cong/2026-01": Address("assigning.show", {"month": "2026-01"}),
    "/o/k1/thanh-vien/chuyen-den": Address("transfers.index"),
    "/o/k1/thanh-vien/chuyen-den/7": Address("transfers.arrival", {"arrival_id": 7}),
    "/o/k1/thanh-vien/nhap/7": Address("imports.show", {"import_id": 7}),
    "/o/k1/theo-doi": Address("followups.index"),
    "/o/k1/theo-doi/7": Address("followups.show", {"weakness_id": 7}),
    "/o/k1/tu-don-vi-cu": Address("units.carried_threads"),
    "/o/k1/thong-bao": Address("notices.inbox"),
    "/o/k2/": Address("home.show", {"organization": "k2"}),
    "/toi": Address("accounts.profile"),
    "": None,
}
#: Nothing of this kind was ever written; it leads to the inbox.
UNKNOWN = ("/o/k1/bao-cao/7/khac", "/o/k1/bao-cao/x", "https://foreign.vn", "//foreign.vn/x", "x")


@pytest.fixture
def migrated(cast, databases, monkeypatch, tell):
    """Store notices with these paths, run the migration, and return the addresses in order."""

    class Operations:
        def __init__(self, connection):
            self.get_bind = lambda: connection

        def execute(self, statement):
            self.get_bind().execute(text(statement))

    def run(paths):
        for number, path in enumerate(paths):
            tell(cast.mai, subject=f"report:{number}", link=None)
            found = db.session.query(Notice).filter_by(subject=f"report:{number}")
            found.update({"link": path})
        db.session.commit()
        engine = create_engine(databases.migrate_url)
        with engine.begin() as connection:
            connection.execute(text("SET ROLE app_owner"))
            monkeypatch.setattr(MIGRATION, "op", Operations(connection))
            MIGRATION.upgrade()
        engine.dispose()
        db.session.expire_all()
        with tenancy.tenant(cast.k1.id):
            rows = db.session.query(Notice).filter_by(channel="app").order_by(Notice.id)
            return [row.leads_to for row in rows]

    return run


def test_every_path_that_was_written_leads_to_the_same_page(migrated):
    addresses = migrated(STORED)
    assert addresses == list(STORED.values())
    paths = [path_to(address, "k1") for address in addresses]
    assert paths == [path or "/o/k1/thong-bao" for path in STORED]


def test_any_other_path_leads_to_the_inbox(migrated):
    assert migrated(UNKNOWN) == [Address("notices.inbox")] * len(UNKNOWN)
