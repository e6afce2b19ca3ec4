"""A letter that only looks like one of ours is named beside its box, wherever a name is typed."""

import re

import pytest
from sqlalchemy import func, select

from tests.web.accounts.test_members import LIST, SON
from tests.web.admin.test_operator import HERE as OPERATOR
from tests.web.admin.test_operator import NEW
from tests.web.organizations.test_settings import save
from tests.web.transfers.test_transfers import OUT, leaving
from tests.web.units.test_opening import PAGE as OPENING
from tests.web.units.test_opening import TYPED
from webapp.accounts.models import Membership
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.organizations.models import Organization

SAID = "Chữ “Ð” chỉ trông giống chữ trong tiếng Việt. Hãy gõ lại là “Đ”."
FOREIGN = "Không dùng được chữ “Щ”."


def written():
    """How much there is of what a name can be given to, and of what is remembered."""
    tables = (Membership, Organization, AuditEntry)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


PLACES = [
    ("lan", f"{LIST}/them", "full_name", SON),
    ("van", f"{OPERATOR}/them", "name", NEW | {"kind": "committee", "parent": ""}),
    ("duc", OPENING, "name", TYPED),
    ("duc", OPENING, "chair_name", TYPED),
    ("lan", None, "destination_name", OUT),
]


@pytest.mark.parametrize(("typed", "said"), [("Ðơn vị Một", SAID), ("Щ An", FOREIGN)])
@pytest.mark.parametrize(("who", "address", "field", "form"), PLACES)
def test_the_letter_is_named_beside_the_box_and_nothing_is_written(
    cast, as_, who, address, field, form, typed, said
):
    client, before = as_(getattr(cast, who)), written()
    answer = client.post(address or leaving(cast.binh), data={**form, field: typed})
    assert answer.status_code == 422
    error = re.search(rf'id="{field}-error"[^>]*>(.*?)</p>', answer.text, re.DOTALL)[1]
    assert said in error
    assert f'value="{typed}"' in answer.text
    assert written() == before


def test_the_letter_is_named_beside_a_setting_too(cast, as_):
    answer = save(as_(cast.lan), meeting_place="Ðiểm trường")
    assert answer.status_code == 422
    assert SAID in answer.text
    assert db.session.get_one(Organization, cast.k1.id).settings == {}


OLD = "Ðỗ Văn Ｃũ"


@pytest.fixture
def old(cast):
    """Bình has been kept for years under a name that nobody could give today."""
    member = db.session.scalars(
        select(Membership).where(Membership.id == cast.binh.member_id)
    ).one()
    member.full_name = OLD
    db.session.commit()
    return {
        "was_full_name": OLD, "full_name": OLD, "was_email": "binh@example.vn", "was_phone": "",
        "was_joined_on": "2020-01-01", "email": "binh@example.vn", "joined_on": "2020-01-01",
    }  # fmt: skip


def test_a_name_kept_before_stays_and_everything_else_can_be_changed(cast, as_, old):
    address = f"{LIST}/{cast.binh.member_id}/sua"
    assert OLD in as_(cast.lan).get(LIST).text
    assert as_(cast.lan).post(address, data=old | {"phone": "0912345678"}).status_code == 303
    kept = db.session.get_one(Membership, (cast.k1.id, cast.binh.member_id))
    assert (kept.full_name, kept.phone) == (OLD, "0912345678")


def test_a_kept_name_is_no_way_round_for_another(cast, as_, old):
    address, other = f"{LIST}/{cast.binh.member_id}/sua", "Ðỗ Văn Mới"
    for change in ({"full_name": other}, {"full_name": other, "was_full_name": other}):
        answer = as_(cast.lan).post(address, data=old | change)
        assert answer.status_code in (409, 422)
    kept = db.session.get_one(Membership, (cast.k1.id, cast.binh.member_id))
    assert kept.full_name == OLD


def test_a_setting_kept_before_does_not_stand_in_the_way_of_another(cast, as_):
    unit = db.session.get_one(Organization, cast.k1.id)
    unit.settings = {"meeting_place": "Ðiểm trường"}
    db.session.commit()
    answer = save(as_(cast.lan), meeting_day="5", meeting_place="Ðiểm trường")
    assert answer.status_code == 303
    assert db.session.get_one(Organization, cast.k1.id).settings["meeting_day"] == 5
