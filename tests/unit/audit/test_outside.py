"""How somebody who acts on an organization from outside is kept and read."""

import pytest

from webapp.audit.actors import ActorKind, Outside, outside_of

NAME, PLACE = "Mai Hữu Đức", "Đảng bộ Bệnh viện"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ActorKind.OPERATOR, "Người vận hành: Mai Hữu Đức"),
        (ActorKind.SUPERIOR, "Cấp trên: Mai Hữu Đức, Đảng bộ Bệnh viện"),
        (ActorKind.OTHER_UNIT, "Mai Hữu Đức, Đảng bộ Bệnh viện"),
        (ActorKind.VISITOR, "Người chưa đăng nhập, ở Mai Hữu Đức"),
    ],
)
def test_each_kind_of_outsider_is_read_in_its_own_words(kind, said):
    assert str(Outside(kind, NAME, PLACE)) == said


@pytest.mark.parametrize("kind", ActorKind)
def test_what_an_entry_keeps_leads_back_to_the_same_person(kind):
    outside = Outside(kind, NAME, PLACE)
    assert outside_of({"outside": outside.kept(), "month": "2026-11-01"}) == outside


def test_an_entry_keeps_plain_words_that_any_reader_of_the_trail_understands():
    kept = Outside(ActorKind.OPERATOR, NAME).kept()
    assert kept == {"kind": "operator", "name": NAME, "organization": ""}
    assert type(kept["kind"]) is str


def test_an_entry_without_an_outsider_names_nobody():
    assert outside_of({"month": "2026-11-01"}) is None


def test_a_kind_that_nobody_knows_is_not_taken_for_another():
    with pytest.raises(ValueError, match="stranger"):
        outside_of({"outside": {"kind": "stranger", "name": NAME, "organization": ""}})
