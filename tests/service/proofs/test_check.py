"""The check of a trail: whole after real acts, and every forgery is found and named."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from tests.simulation.forging import CHANGES
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.followups import service as followups
from webapp.followups.models import Weakness
from webapp.proofs import chain, queries, wording
from webapp.proofs.sealed_kinds import SEALED


def sealed():
    facts = db.session.scalars(select(AuditEntry.facts)).all()
    return [key for one in facts for key in one.get("sealed", {})]


def test_after_real_acts_everything_is_whole(lived):
    check = queries.verify(lived)
    assert (check.is_whole, check.faults) == (True, ())
    assert check.entries == check.position > 30


def test_every_kind_of_final_words_was_sealed(lived):
    kinds = {key.partition(":")[0] for key in sealed()}
    assert kinds == set(SEALED)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_forgery_is_found_and_named(lived, forger, change):
    for seed in range(3):
        forger.keep()
        assert change.act(forger, lived.organization_id, Random(seed)), "nothing to forge"
        check = queries.verify(lived)
        assert not check.is_whole
        for fault in check.faults:
            assert "None" not in wording.in_vietnamese(fault) + wording.in_english(fault)
        forger.put_back(lived.organization_id)
        assert queries.verify(lived).is_whole


def test_what_is_written_meanwhile_neither_waits_nor_confuses(lived, monkeypatch):
    look, written = chain.wrong_end, []

    def write_and_look(connection, scope, end):
        weakness = db.session.scalars(select(Weakness)).one()
        due_on = clock.today() + timedelta(days=30)
        followups.reopen(scope, weakness, "Lại thấy.", due_on=due_on, now=clock.now())
        db.session.commit()
        written.append(weakness.id)
        return look(connection, scope, end)

    monkeypatch.setattr(chain, "wrong_end", write_and_look)
    before = queries.verify(lived)
    assert (before.is_whole, written) == (True, [1])
    monkeypatch.undo()
    assert queries.verify(lived).entries == before.entries + 1
