"""What several pages of registrations need."""

from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.commitments import form_template, history, queries, rules, service, versions
from webapp.commitments.forms import Choices, ReasonForm
from webapp.commitments.models import Commitment
from webapp.commitments.queries import Item
from webapp.commitments.rules import CommitmentState
from webapp.commitments.versions import VersionState
from webapp.core import clock
from webapp.followups import queries as followups
from webapp.web import htmx


def address(member_id: int, year: int) -> str:
    """Where a registration is read by the visitor."""
    if member_id == g.scope.member_id:
        return url_for(".mine", nam=year)
    return url_for(".show", member_id=member_id, year=year)


def moved(commitment: Commitment, notice: str) -> ResponseReturnValue:
    """Go to the registration after an act on it."""
    return htmx.moved(address(commitment.member_id, commitment.year), notice=notice)


def heading(member_id: int, year: int) -> dict[str, Any]:
    """Whose registration of which year it is.

    Raises NotVisible for members whose registration the visitor may not read.
    """
    commitment = queries.find(g.scope, member_id, year)
    member = queries.member_of(g.scope, member_id, clock.today())
    return {
        "member_id": member_id,
        "member_name": member.full_name,
        "is_own": member_id == g.scope.member_id,
        "year": year,
        "commitment": commitment,
        "state": commitment.state if commitment else CommitmentState.DRAFT,
        "amended_at": queries.amended_at(g.scope, commitment) if commitment else None,
        "revision": commitment.revision if commitment else 0,
        "year_form": form_template.form_of(g.scope.organization, member),
        "back_to": address(member_id, year),
        "today": clock.today(),
    }


def registration(member_id: int, year: int) -> dict[str, Any]:
    """What the page of one registration shows besides its form."""
    context = heading(member_id, year)
    commitment, today = context["commitment"], clock.today()
    held = service.capacities_of(g.scope, member_id, today)
    kept = history.versions_of(g.scope, commitment) if commitment else []
    in_force = context["state"] in rules.IN_FORCE
    newest = kept[-1] if kept else None
    waiting = next((one for one in kept if one.state is VersionState.PROPOSED), None)
    opened = queries.opened_on(g.scope, year) if in_force else None
    return context | {
        "steps": rules.open_steps(context["state"], held),
        "registered": queries.items_of(g.scope, member_id, year) if commitment else [],
        "notes": history.notes_of(g.scope, commitment) if in_force else {},
        "return_reason": history.return_reason(g.scope, commitment) if commitment else "",
        "versions": kept,
        # The newest amendment, if the committee did not agree to it.
        "last_returned": newest if newest and newest.state is VersionState.RETURNED else None,
        "waiting": waiting,
        "decisions": versions.open_decisions(held) if waiting else frozenset(),
        "changes": _changes(kept, waiting),
        "may_assess": rules.may_assess(year, today, opened),
    }


def _changes(
    kept: list[history.VersionRow], waiting: history.VersionRow | None
) -> list[versions.Compared] | None:
    """What the proposed version changes in the one in force; none where one can't be read."""
    if waiting is None:
        return []
    found = [one for one in kept if one.state is VersionState.IN_FORCE]
    if any(one.is_damaged for one in (waiting, *found[-1:])):
        return None
    return versions.compare(found[-1].items if found else (), waiting.items)


def reason_page(
    member_id: int, year: int, amendment: int | None, form: ReasonForm, status: int
) -> ResponseReturnValue:
    """The form in which the committee gives back a registration, or an amendment of this number."""
    context = heading(member_id, year)
    page = render_template("commitments/give_back.html", form=form, number=amendment, **context)
    return page, status


def choices(context: dict[str, Any], items: list[Item]) -> Choices:
    """What may be chosen in a row, including what stored rows chose before."""
    linked = {one.id: one.wording for one in followups.open_for(g.scope, context["member_id"])}
    linked |= {one.weakness_id: one.weakness for one in items if one.weakness_id}
    headings = [*context["year_form"].headings, *(one.heading for one in items)]
    return Choices([one for one in dict.fromkeys(headings) if one], linked)
