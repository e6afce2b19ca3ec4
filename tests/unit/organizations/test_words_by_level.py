"""A trade union has two levels that meet, with offices of their own."""

from webapp.accounts.rules import Role
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of
from webapp.web.wording import label


def test_a_group_is_led_by_its_own_heads():
    group = words_of(OrganizationKind.UNION_GROUP)
    assert (group.unit, group.head, group.deputy) == ("tổ công đoàn", "tổ trưởng", "tổ phó")
    assert "ban chấp hành" not in {group.committee, group.committee_member}
    assert label(Role.CHAIR, group) == "tổ trưởng"


def test_a_section_has_a_committee_and_a_chairperson():
    section = words_of(OrganizationKind.UNION)
    assert (section.unit, section.committee) == ("công đoàn bộ phận", "ban chấp hành")
    assert (section.head, section.deputy) == ("chủ tịch", "phó chủ tịch")


def test_both_are_offered_where_a_unit_is_opened(app):
    with app.test_request_context("/"):
        names = {kind: label(kind) for kind in OrganizationKind}
    assert names[OrganizationKind.UNION] == "công đoàn bộ phận"
    assert names[OrganizationKind.UNION_GROUP] == "tổ công đoàn"
