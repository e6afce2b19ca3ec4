"""Random walks through all acts of all people: what must hold whatever they do."""

import random

import pytest

from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.reports import queries, readable_report
from webapp.reports.outline import Written
from webapp.reports.rules import STEPS, ReportState
from webapp.reports.service import NewRemark

MOVES = {(at, to) for (at, _), (_, to) in STEPS.items()}
#: Handing in at once starts the report on the way.
MOVES |= {(ReportState.ASSIGNED, ReportState.SUBMITTED)}


def acts(number):
    text = Written({"commitments": f"Lần {number}.", "remedies": "", "present": "Sẽ sửa."})
    remark = NewRemark(None, f"Ý kiến {number}.", asks_supplement=True)
    return {
        "save": lambda desk: desk.save(text),
        "submit": lambda desk: desk.submit(text),
        "file": lambda desk: desk.file(text),
        "take_back": lambda desk: desk.take_back(),
        "remark": lambda desk: desk.remark(remark),
        "return_": lambda desk: desk.return_(remark),
        "accept": lambda desk: desk.accept(),
        "skip_review": lambda desk: desk.skip_review("Lý do."),
        "release": lambda desk: desk.release(),
        "present": lambda desk: desk.present(),
        "conclude": lambda desk: desk.conclude(),
    }


def frozen_texts(scope, report):
    versions = [v for v in readable_report.readable_versions(scope, report) if v.is_frozen]
    return {n: said.sections for n, said in readable_report.in_words(scope, versions).items()}


@pytest.mark.parametrize("seed", range(4))
def test_walks_stay_in_the_table_and_frozen_texts_never_change(cast, desk, seed):
    chance = random.Random(seed)
    people = (cast.mai, cast.hung, cast.lan, cast.binh)
    desks = {person.full_name: desk(person) for person in people}
    own, report = desks[cast.mai.full_name], cast.report
    db.session.add(report)
    kept, before = {}, report.state
    for number in range(60):
        who = chance.choice(list(desks))
        name, act = chance.choice(list(acts(number).items()))
        words = queries.latest_version(own.scope, report.id)
        was = (words.number, words.revision)
        try:
            act(desks[who])
            db.session.commit()
        except DomainError:
            db.session.rollback()
        latest = queries.latest_version(own.scope, report.id)
        state, before = before, report.state
        assert report.state is state or (state, report.state) in MOVES
        now_kept = frozen_texts(own.scope, report)
        assert kept.items() <= now_kept.items()
        kept = now_kept
        if name in ("save", "submit", "file") and (latest.number, latest.revision) != was:
            is_entry = latest.entered_for and latest.written_by == cast.lan.member_id
            assert who == cast.mai.full_name or is_entry
