"""Two people act at the same moment over connections of their own: exactly one succeeds."""

import pytest

from tests.service.reports.conftest import FULL
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.db import db
from webapp.reports import queries, service
from webapp.reports.outline import Written
from webapp.reports.rules import BasedOn, ReportState
from webapp.reports.service import NewRemark

OTHER = Written({"commitments": "Bản khác.", "remedies": "", "present": "Bản khác."})


@pytest.fixture
def together(app):
    """Run acts side by side on one report; returns how each ended, in order."""

    def run(report_id, *acts):
        def look_as(scope):
            return lambda: queries.get_report(scope, report_id, Permission.REPORT_SEE)

        plays = [Play(scope, look_as(scope), act) for scope, act in acts]
        return how_each_ended(side_by_side(app, *plays))

    return run


def saves(written, based_on):
    return lambda scope, report: service.save(scope, report, written, based_on, now=clock.now())


def submits(based_on):
    return lambda scope, report: service.submit(scope, report, FULL, based_on, now=clock.now())


def accepts(scope, report):
    service.accept(scope, report, version=1, now=clock.now())


def remarks(scope, report):
    said = [NewRemark(None, "Đã đọc.")]
    service.remark(scope, report, said, version=1, now=clock.now())


def takes_back(scope, report):
    service.take_back(scope, report, now=clock.now())


def test_of_two_saves_based_on_the_same_version_one_is_kept(together, mai, cast):
    db.session.commit()
    start = BasedOn(1, 1)
    me = mai.scope
    ends = together(cast.report.id, (me, saves(FULL, start)), (me, saves(OTHER, start)))
    assert sorted(ends, key=str) == [409, "done"]
    assert queries.latest_version(me, cast.report.id).token == BasedOn(1, 2)


def test_of_two_first_saves_one_begins_the_report(together, desk, cast, assigned):
    me = desk(cast.binh, assigned).scope
    db.session.commit()
    acts = [(me, saves(FULL, BasedOn())), (me, saves(OTHER, BasedOn()))]
    ends = together(assigned.id, *acts)
    assert sorted(ends, key=str) == [409, "done"]
    assert queries.latest_version(me, assigned.id).token == BasedOn(1, 1)


def test_of_two_who_agree_one_is_the_one_who_agreed(together, mai, hung, lan, cast):
    mai.submit()
    db.session.commit()
    ends = together(cast.report.id, (hung.scope, accepts), (lan.scope, accepts))
    assert sorted(ends, key=str) == [409, "done"]
    assert cast.report.state is ReportState.ACCEPTED


def test_a_save_beside_handing_in_is_kept_before_or_refused(together, mai, cast):
    db.session.commit()
    start, me = BasedOn(1, 1), mai.scope
    ends = together(cast.report.id, (me, submits(start)), (me, saves(OTHER, start)))
    assert ends.count("done") == 1
    assert 409 in ends
    latest = queries.latest_version(me, cast.report.id)
    assert latest.is_frozen == (cast.report.state is ReportState.SUBMITTED)


def test_a_remark_and_taking_back_exclude_each_other(together, mai, hung, cast):
    mai.submit()
    db.session.commit()
    ends = together(cast.report.id, (hung.scope, remarks), (mai.scope, takes_back))
    assert ends in (["done", 422], [409, "done"], ["done", 409])


def test_handing_in_twice_hands_in_once(together, mai, cast, events):
    db.session.commit()
    start, me = BasedOn(1, 1), mai.scope
    ends = together(cast.report.id, (me, submits(start)), (me, submits(start)))
    assert sorted(ends, key=str) == [409, "done"]
    assert events() == ["report_submitted"]
