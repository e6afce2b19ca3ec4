"""Let the invented members register, amend, note, look back, and take over what is left."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from webapp.accounts.scope import Scope
from webapp.admin.demo import sample_texts
from webapp.admin.demo.founding import Cast
from webapp.admin.demo.report_writing import at
from webapp.commitments import form_template, queries, service
from webapp.commitments.models import Commitment
from webapp.commitments.rules import IN_FORCE, Outcome
from webapp.commitments.service import Judged, Wanted
from webapp.commitments.service.item_rows import as_wanted
from webapp.core import clock

#: By their place in the unit: whose registration was amended, and whose amendment waits.
_AMENDED, _WAITS = 3, 4
#: The last ones of each unit have not registered.
_FORGETFUL = 2
#: So many write notes on their progress.
_NOTED = 6


def register(cast: Cast, year: int, today: date, rng: Random) -> None:
    """Nearly everybody looks back on last year, registers in January, and is confirmed."""
    for position, member in enumerate(cast.members[:-_FORGETFUL]):
        _look_back(member, year - 1, Random(position))  # noqa: S311 - the same story every time
        sent = min(at(date(year, 1, rng.randint(6, 24)), 20), at(today, 0))
        kept = _hand_in(member, year, sent, rng)
        confirmed = sent + timedelta(days=4)
        if confirmed > clock.now():
            continue
        with clock.stopped(confirmed):
            service.confirm(cast.reviewer_of(member.member_id), kept, now=confirmed)
        if year == today.year and position < _NOTED:
            _note(member, kept, today)
        if year == today.year and position in (_AMENDED, _WAITS):
            _amend(cast, member, kept, today, decided=position == _AMENDED)


def _hand_in(member: Scope, year: int, sent: datetime, rng: Random) -> Commitment:
    """Three items, besides those left from the year before."""
    headings = form_template.form_of(member.organization, member).headings
    with clock.stopped(sent):
        left = [as_wanted(item) for item in queries.items_of(member, member.member_id or 0, year)]
        items = [
            Wanted(text, measure, date(year, rng.choice((6, 9, 12)), 25), heading)
            for (text, measure), heading in zip(
                rng.sample(sample_texts.COMMITMENTS, 3), headings, strict=False
            )
        ]
        begun = queries.find(member, member.member_id or 0, year)
        kept = service.save(
            member,
            member.member_id or 0,
            year,
            [*left, *items],
            based_on=begun.revision if begun else 0,
            now=sent,
        )
        service.submit(member, kept, now=sent)
    return kept


def _look_back(member: Scope, year: int, rng: Random) -> None:
    """In December the member says how far each item has come, and takes over what is left."""
    found = queries.find(member, member.member_id or 0, year)
    if found is None or found.state not in IN_FORCE:
        return
    moment = at(date(year, 12, 20), 19)
    said = {
        item.id: rng.choice(sample_texts.OUTCOMES)
        for item in queries.items_of(member, member.member_id or 0, year)
    }
    judged = {key: Judged(Outcome(outcome), text) for key, (outcome, text) in said.items()}
    with clock.stopped(moment):
        service.assess(member, found, judged, based_on=found.revision, now=moment)
        if any(one.outcome is not Outcome.DONE for one in judged.values()):
            service.take_over(member, found, now=moment)


def _note(member: Scope, kept: Commitment, today: date) -> None:
    first = queries.items_of(member, member.member_id or 0, kept.year)[0]
    for months, text in enumerate(sample_texts.PROGRESS):
        day = today - timedelta(days=30 * (len(sample_texts.PROGRESS) - months))
        if day.year == kept.year:
            moment = at(day, 20)
            with clock.stopped(moment):
                service.note(member, kept, first.id, text, day, now=moment)


def _amend(cast: Cast, member: Scope, kept: Commitment, today: date, *, decided: bool) -> None:
    """The last item is said otherwise; the branch has confirmed it, or will."""
    items = [as_wanted(i) for i in queries.items_of(member, member.member_id or 0, kept.year)]
    changed = replace(items[-1], text=sample_texts.AMENDED, measure="")
    asked = at(today - timedelta(days=12 if decided else 3), 20)
    with clock.stopped(asked):
        version = service.propose(
            member,
            kept,
            [*items[:-1], changed],
            sample_texts.WHY_AMENDED,
            based_on=kept.revision,
            now=asked,
        )
    if decided:
        moment = asked + timedelta(days=3)
        with clock.stopped(moment):
            service.confirm_amendment(cast.reviewer_of(member.member_id), version, now=moment)
