"""A remedy that was reported, perhaps for the member, is the member's to take back."""

import pytest

from tests.cast import NOW
from tests.service.followups.test_threads import history, point_out, trail
from webapp.audit.events import AuditEvent
from webapp.core.errors import RuleBroken
from webapp.followups import service
from webapp.followups.rules import WeaknessState


def test_a_remedy_reported_for_a_member_is_theirs_to_take_back_until_it_is_confirmed(
    cast, scope_of
):
    lan, mai, hung = scope_of(cast.lan), scope_of(cast.mai), scope_of(cast.hung)
    weakness = point_out(lan, cast.mai)
    service.report_remedy(lan, weakness, "Đã phát biểu.", now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.take_back(hung, weakness, now=NOW)
    assert broken.value.code == "weakness.step_not_yours"
    service.take_back(mai, weakness, now=NOW)
    assert weakness.state is WeaknessState.OPEN
    assert trail()[-1].event is AuditEvent.REMEDY_TAKEN_BACK
    assert not history(lan, weakness)[-1].entered_for
    service.confirm(hung, weakness, now=NOW)
    with pytest.raises(RuleBroken) as over:
        service.take_back(mai, weakness, now=NOW)
    assert over.value.code == "weakness.step_not_open"
