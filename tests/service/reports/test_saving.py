"""Saving: which version changes, which one follows, and who is refused."""

import pytest

from tests.service.reports.conftest import FULL
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.reports import queries, readable_report
from webapp.reports.outline import Written
from webapp.reports.rules import BasedOn, ReportState

OTHER = Written({"commitments": "Bản khác.", "remedies": "", "present": "Bản khác."})


def _said(scope, report):
    """What each version says, by its number."""
    return readable_report.in_words(scope, readable_report.readable_versions(scope, report))


def test_a_save_changes_the_version_being_written_and_counts(mai, cast, events):
    saved = mai.save(OTHER)
    assert saved.token == BasedOn(1, 2)
    assert _said(mai.scope, cast.report)[1] == OTHER
    assert events() == []


def test_the_first_save_starts_the_report(desk, cast, assigned, events):
    saved = desk(cast.binh, assigned).save()
    assert (saved.token, assigned.state) == (BasedOn(1, 1), ReportState.DRAFTING)
    assert events() == [AuditEvent.REPORT_STARTED]


def test_a_stale_save_is_refused_with_the_newest_token_and_changes_nothing(mai, cast):
    mai.save(OTHER)
    with pytest.raises(StaleEdit) as stale:
        mai.save(FULL, based_on=BasedOn(1, 1))
    assert stale.value.facts["token"] == BasedOn(1, 2)
    db.session.rollback()
    assert queries.latest_version(mai.scope, cast.report.id).number == 1


def test_a_save_that_began_from_nothing_is_stale_once_something_is_there(mai):
    with pytest.raises(StaleEdit):
        mai.save(based_on=BasedOn())


def test_after_a_freeze_the_next_version_follows_and_the_frozen_one_stays(mai, hung, cast, say):
    mai.submit()
    hung.return_(say("Nêu thêm việc cụ thể."))
    saved = mai.save(OTHER)
    assert saved.token == BasedOn(2, 1)
    assert _said(mai.scope, cast.report)[1].sections == FULL.sections
    assert queries.latest_version(mai.scope, cast.report.id).based_on == 1


@pytest.mark.parametrize("state", ["submitted", "accepted", "presented", "filed", "postponed"])
def test_a_report_on_its_way_is_not_written(mai, cast, state):
    cast.report.state = ReportState(state)
    db.session.commit()
    with pytest.raises(RuleBroken) as broken:
        mai.save(OTHER)
    assert broken.value.code == "report.step_not_open"
    assert broken.value.facts["state"] == state


def test_too_long_sections_are_refused_by_name(mai):
    limit = mai.scope.settings.section_limit
    with pytest.raises(RuleBroken) as broken:
        mai.save(Written({"present": "a" * (limit + 3)}))
    assert broken.value.field == "section-present"
    assert broken.value.facts["faults"][0].facts == {"limit": limit, "over": 3}


def test_a_version_beyond_the_largest_size_is_refused(mai):
    answers = {str(number): "ế" * 9_000 for number in range(10)}
    with pytest.raises(RuleBroken) as broken:
        mai.save(Written({}, answers))
    assert broken.value.code == "report.too_large"


@pytest.mark.parametrize("name", ["hung", "binh"])
def test_nobody_else_writes_a_members_report(desk, cast, name):
    with pytest.raises(NotVisible):
        desk(getattr(cast, name)).save(OTHER)


def test_a_chair_enters_for_a_member_who_has_not_begun_and_it_is_marked(
    desk, cast, assigned, events
):
    lan = desk(cast.lan, assigned)
    lan.save()
    lan.save(OTHER)
    version = queries.latest_version(lan.scope, assigned.id)
    assert (version.number, version.revision) == (1, 2)
    assert (version.entered_for, version.written_by) == (True, cast.lan.member_id)
    assert events() == [AuditEvent.REPORT_STARTED, AuditEvent.REPORT_ENTERED_FOR]


def test_a_chair_cannot_write_over_what_the_member_is_writing(lan, cast):
    with pytest.raises(RuleBroken) as broken:
        lan.save(OTHER)
    assert broken.value.code == "report.author_writes"


def test_a_member_goes_on_from_the_entry_in_a_version_of_their_own(desk, cast, assigned):
    desk(cast.lan, assigned).save()
    binh = desk(cast.binh, assigned)
    assert binh.save(OTHER).token == BasedOn(2, 1)
    versions = readable_report.readable_versions(binh.scope, assigned)
    assert [(v.number, v.entered_for, v.is_frozen) for v in versions] == [
        (2, False, False),
        (1, True, True),
    ]
    with pytest.raises(RuleBroken):
        desk(cast.lan, assigned).save()


def test_a_chair_may_enter_the_supplement_of_a_returned_report(mai, hung, lan, say):
    mai.submit()
    hung.return_(say("Nêu thêm."))
    assert lan.save(OTHER).token == BasedOn(2, 1)
