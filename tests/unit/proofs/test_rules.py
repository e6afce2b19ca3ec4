"""Seals follow each other in one way only; sentences there are for everything that can be found."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

import webapp  # noqa: F401 - all tables are known once every part is
from webapp.core.db import Base
from webapp.proofs import wording
from webapp.proofs.rules import Fault, FaultKind, Mark, Standing, compare, standing
from webapp.proofs.sealed_kinds import LEFT_OPEN, SEALED
from webapp.texts.digests import digest
from webapp.texts.service import Salted


def test_a_thing_is_sealed_once():
    assert standing([Mark(3, "a")], releasable=False) == Standing("a", 3)
    assert standing([Mark(3, "a"), Mark(5, "a")], releasable=False) == Standing("a", 3)
    assert standing([Mark(5, "b"), Mark(3, "a")], releasable=False) == Standing("a", 3, 5)


def test_only_some_kinds_are_let_go_and_sealed_anew():
    marks = [Mark(3, "a"), Mark(5, None), Mark(5, "b")]
    assert standing(marks, releasable=True) == Standing("b", 5)
    assert standing(marks, releasable=False).wrong_at == 5
    assert standing([Mark(3, "a"), Mark(5, None)], releasable=True) == Standing(None, None)


def test_only_words_of_before_digests_are_let_go_unsealed_and_once():
    assert standing([Mark(5, None)], releasable=True) == Standing(None, None)
    assert standing([Mark(5, None), Mark(5, "b")], releasable=True) == Standing("b", 5)
    assert standing([Mark(5, None)], releasable=False).wrong_at == 5
    assert standing([Mark(5, None), Mark(7, None)], releasable=True).wrong_at == 7
    again = [Mark(3, "a"), Mark(5, None), Mark(7, None)]
    assert standing(again, releasable=True).wrong_at == 7


@pytest.mark.parametrize(
    ("said", "found", "kinds"),
    [
        (Standing("a", 3), "a", []),
        (Standing("a", 3), "b", [FaultKind.WORDS_CHANGED]),
        (Standing("a", 3), None, [FaultKind.WORDS_GONE]),
        (Standing(None, None), "a", [FaultKind.WORDS_UNRECORDED]),
        (None, "a", [FaultKind.WORDS_UNRECORDED]),
        (Standing(None, None), None, []),
        (Standing("a", 3, 7), "a", [FaultKind.SEALED_AGAIN]),
    ],
)
def test_the_trail_and_the_words_are_compared_both_ways(said, found, kinds):
    assert [fault.kind for fault in compare("opinion:1", said, found)] == kinds


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_its_sentences(kind):
    fault = Fault(kind, 3, 5, thing="opinion:12", day="2026-11-30")
    for said in (wording.in_vietnamese(fault), wording.in_english(fault)):
        assert said.endswith(".")
        assert "{" not in said
        assert "None" not in said


def test_every_sealed_kind_has_a_name_and_none_is_left_over():
    assert set(wording.THINGS) == set(SEALED)
    assert "không rõ loại" in wording.in_vietnamese(Fault(FaultKind.WORDS_GONE, 3, thing="x:1"))


def columns_that_refer_to_texts():
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for reference in table.foreign_key_constraints
        if reference.referred_table.name == "texts"
        for column in reference.columns
        if column.name != "organization_id"
    }


def test_every_text_is_sealed_once_final_or_left_open_for_a_reason(app):
    sealed = {
        f"{kind.model.__tablename__}.{name}" for kind in SEALED.values() for name in kind.words
    }
    assert sealed | set(LEFT_OPEN) == columns_that_refer_to_texts()
    assert not sealed & set(LEFT_OPEN)


def test_everything_a_sealed_row_says_is_in_its_digest_or_goes_on_changing(app):
    changing = {
        "opinion": {"set_aside_at", "set_aside_by", "set_aside_reason_id"},
        "weakness": {"state", "due_on", "asked_due_on", "helper_id", "closed_on"},
        # The topic stands in the plan; its column here is read no more.
        "minutes": {"topic", "revision"},
    }
    for kind in SEALED.values():
        if kind.releasable:
            continue
        columns = {column.name for column in kind.model.__table__.columns}
        covered = {"organization_id", "id", *kind.facts, *kind.words}
        loose = columns - covered
        assert loose == changing.get(kind.name, set()), f"{kind.name}: cover it in seals.py"


def test_a_digest_is_of_the_words_with_their_salt_and_place():
    at = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    salted = {"text_id": Salted(b"\x01", "Nội dung")}
    form = [
        "nen-mong seal 1",
        2,
        "opinion",
        7,
        {"at": at.isoformat()},
        {"text_id": ["01", "Nội dung"]},
    ]
    written = json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()
    made = digest(2, "opinion", 7, {"at": at}, salted)
    assert made == hashlib.sha256(written).hexdigest()
    hanoi = at.astimezone(timezone(timedelta(hours=7)))
    assert digest(2, "opinion", 7, {"at": hanoi}, salted) == made
    others = [
        digest(3, "opinion", 7, {"at": at}, salted),
        digest(2, "remark", 7, {"at": at}, salted),
        digest(2, "opinion", 8, {"at": at}, salted),
        digest(2, "opinion", 7, {"at": at}, {"text_id": Salted(b"\x02", "Nội dung")}),
        digest(2, "opinion", 7, {"at": at}, {"text_id": Salted(b"\x01", "Nội dung.")}),
        digest(2, "opinion", 7, {}, salted),
    ]
    assert len({made, *others}) == 7
