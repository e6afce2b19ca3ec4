"""Drafts of forms: kept by their writer alone, beside each other, and gone once sent."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import NOW
from tests.service.side_by_side import Play, side_by_side
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.texts.models import Text, TextKind
from webapp.unsent import queries, rules, service
from webapp.unsent.models import UnsentForm
from webapp.unsent.rules import Base

ADDRESS = "/o/k1/buoi-hop/3/ket-luan/7"
KEY = "a" * 22


@pytest.fixture
def lan(cast, scope_of):
    return scope_of(cast.lan)


def keep(author, words, base, at=NOW, address=ADDRESS):
    return service.keep(author, address, base, [("text", words)], now=at)


def kept(author):
    return [draft.typed[0][1] for draft in queries.at(author, [ADDRESS])]


def texts_left():
    return db.session.scalar(select(func.count()).where(Text.kind == TextKind.UNSENT))


def test_each_save_goes_on_from_the_one_before(lan):
    base = keep(lan, "Một.", Base(KEY))
    assert base == Base(KEY, 1)
    assert keep(lan, "Một, hai.", base) == Base(KEY, 2)
    assert (kept(lan), texts_left()) == (["Một, hai."], 1)


def test_the_same_words_on_the_same_base_are_the_same_save(lan):
    first = [keep(lan, "Một.", Base(KEY)) for _ in range(3)]
    assert first == [Base(KEY, 1)] * 3
    second = [keep(lan, "Hai.", Base(KEY, 1)) for _ in range(3)]
    assert second == [Base(KEY, 2)] * 3
    assert (kept(lan), texts_left()) == (["Hai."], 1)


def test_two_pages_of_one_draft_never_overwrite_each_other(lan):
    base = keep(lan, "Chung.", Base(KEY))
    keep(lan, "Thẻ một.", base)
    beside = keep(lan, "Thẻ hai.", base, at=NOW + timedelta(minutes=1))
    assert beside.key != KEY
    assert kept(lan) == ["Thẻ hai.", "Thẻ một."]


def test_nobody_else_finds_it(cast, lan, scope_of):
    hung = scope_of(cast.hung)
    keep(lan, "Của Lan.", Base(KEY))
    assert kept(hung) == []
    assert keep(hung, "Của Hùng.", Base(KEY)) == Base(KEY, 1)
    assert (kept(lan), kept(hung)) == (["Của Lan."], ["Của Hùng."])


def test_once_sent_it_is_gone_and_a_save_on_its_way_comes_too_late(lan):
    base = keep(lan, "Một.", Base(KEY))
    service.let_go(lan, ADDRESS, base, now=NOW)
    assert (kept(lan), texts_left()) == ([], 0)
    assert keep(lan, "Một, hai.", base) is None
    assert keep(lan, "Một, hai.", Base(KEY)) is None
    assert (kept(lan), texts_left()) == ([], 0)


def test_a_form_sent_before_its_first_save_is_not_kept_afterwards(lan):
    service.let_go(lan, ADDRESS, Base(KEY), now=NOW)
    assert keep(lan, "Muộn.", Base(KEY)) is None
    assert kept(lan) == []


def test_a_save_and_the_act_at_the_same_moment_leave_nothing_behind(cast, app, lan):
    base = keep(lan, "Một.", Base(KEY))
    db.session.commit()
    plays = (
        Play(lan, lambda: None, lambda _scope, _seen: keep(lan, "Một, hai.", base)),
        Play(lan, lambda: None, lambda _s, _seen: service.let_go(lan, ADDRESS, base, now=NOW)),
    )
    for _ in range(5):
        assert side_by_side(app, *plays) == [None, None]
    assert (kept(lan), texts_left()) == ([], 0)


def test_nobody_keeps_more_than_anybody_could_be_writing(lan):
    for n in range(rules.MOST):
        keep(lan, "Một.", Base(f"{n:022d}"))
    with pytest.raises(RuleBroken) as broken:
        keep(lan, "Một nữa.", Base(KEY))
    assert broken.value.code == "unsent.too_many"
    assert keep(lan, "Vẫn viết tiếp được.", Base(f"{0:022d}", 1)) == Base(f"{0:022d}", 2)


def test_after_a_month_without_a_word_it_is_removed_and_counted(lan):
    keep(lan, "Cũ.", Base(KEY), at=NOW - timedelta(days=31))
    keep(lan, "Mới.", Base("b" * 22), at=NOW - timedelta(days=29))
    service.let_go(lan, ADDRESS, Base("c" * 22), now=NOW - timedelta(days=2))
    assert service.forget_old(lan, now=NOW) == (1, 1)
    assert (kept(lan), texts_left()) == (["Mới."], 1)
    assert db.session.scalar(select(func.count(UnsentForm.id))) == 1
