"""One act for each event of power over a name: done for Bình of K1, through the real service."""

from datetime import date, timedelta

from sqlalchemy import delete

from tests.as_owner import from_outside
from tests.cast import NOW, begin_report
from tests.service.commitments.year import in_force, items
from tests.service.transfers.moving import TODAY
from webapp.audit.events import AuditEvent as Event
from webapp.commitments import service as commitments
from webapp.commitments.rules import Outcome
from webapp.commitments.service import Judged, Wanted
from webapp.core import tenancy
from webapp.core.db import db
from webapp.followups import service as threads
from webapp.followups.rules import WeaknessSource
from webapp.plans import service as plans
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import Turn
from webapp.plans.requests.rules import RequestKind
from webapp.plans.rules import TurnSource
from webapp.reports import queries
from webapp.reports import requests as turn_requests
from webapp.reports import service as reports
from webapp.reports.models import ReportVersion
from webapp.reports.outline import Written
from webapp.reports.requests import Wish
from webapp.reports.rules import BasedOn, ReportState

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
FULL = Written({"commitments": "Giữ đúng giờ.", "remedies": "", "present": "Còn ngại góp ý."})
NEW_PASSWORD = "con duong xua em di"
LATER = NOW + timedelta(days=8)
FAMILY = "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"


def absence(at):
    days = (DECEMBER, DECEMBER + timedelta(days=9))
    return plans.tell_absence(at.lan, at.member.id, days, AbsenceKind.AWAY, now=NOW)


def absence_ended(at):
    plans.end_absence(at.lan, absence(at).id, now=NOW)


def offered(at):
    plans.enter_offer(at.lan, at.member.id, date(2027, 2, 1), now=NOW)


def report_of(at):
    """Bình's report of the month, of which nothing is written yet."""
    report = begin_report(at.cast.binh, state=ReportState.ASSIGNED)
    tenancy.bind(at.cast.k1.id)
    db.session.add(report)
    db.session.flush()
    from_outside(delete(ReportVersion).where(ReportVersion.report_id == report.id))
    return report


def entered(at):
    report = report_of(at)
    reports.save(at.lan, report, FULL, BasedOn(), now=NOW)
    return report


def submitted(at):
    report = entered(at)
    latest = queries.latest_version(at.lan, report.id)
    reports.submit(at.lan, report, FULL, latest.token, now=NOW)
    return report


def taken_back(at):
    reports.take_back(at.lan, submitted(at), now=NOW)


def filed_for(at):
    report = submitted(at)
    latest = queries.latest_version(at.hung, report.id)
    reports.accept(at.hung, report, version=latest.number, now=NOW)
    reports.present(at.lan, report, now=NOW)
    reports.conclude(at.lan, report, now=NOW)
    latest = queries.latest_version(at.lan, report.id)
    reports.file(at.lan, report, FULL, latest.token, now=NOW)
    return report


def settled(at):
    reports.elapse(at.nobody, filed_for(at), now=LATER)


def unfiled(at):
    reports.unfile(at.lan, filed_for(at), now=NOW)


def registered(at):
    wanted = [Wanted("Đúng giờ")]
    return commitments.save(at.lan, at.member.id, 2026, wanted, based_on=0, now=NOW)


def handed_in(at):
    commitments.submit(at.lan, registered(at), now=NOW)


def in_the_year(at):
    return in_force(at.binh, at.hung, "Đúng giờ", "Đọc sách")


def amended(at):
    commitment, wanted = in_the_year(at), [Wanted("Việc khác")]
    revision = commitment.revision
    return commitments.propose(at.lan, commitment, wanted, "Đổi việc", based_on=revision, now=NOW)


def amendment_undone(at):
    commitments.take_back_amendment(at.lan, amended(at), now=NOW)


def noted(at):
    commitment = in_the_year(at)
    item = items(at.binh)[0]
    commitments.note(at.lan, commitment, item.id, "Đã đọc hai bài.", TODAY, now=NOW)


def assessed(at):
    commitment = in_the_year(at)
    commitments.open_assessment(at.hung if at.hung.leads else at.lan, 2026, now=NOW)
    said = {items(at.binh)[0].id: Judged(Outcome.NOT_DONE, "Chưa xong.")}
    commitments.assess(at.lan, commitment, said, based_on=commitment.revision, now=NOW)
    return commitment


def carried_over(at):
    commitments.take_over(at.lan, assessed(at), now=NOW.replace(month=12))


def thread(at):
    return threads.point_out(
        at.hung,
        at.member.id,
        source=WeaknessSource.MEETING,
        wording="Còn đi muộn",
        pointed_out_on=TODAY,
        now=NOW,
    )


def promised(at):
    threads.promise(at.lan, thread(at), "Sẽ đi đúng giờ.", now=NOW)


def remedied(at):
    threads.report_remedy(at.lan, thread(at), "Đã đi đúng giờ.", now=NOW)


def remedy_undone(at):
    weakness = thread(at)
    threads.report_remedy(at.lan, weakness, "Đã đi đúng giờ.", now=NOW)
    threads.take_back(at.lan, weakness, now=NOW)


def turn_of(at, person, month):
    turn = Turn(
        organization_id=at.cast.k1.id,
        member_id=person.member_id,
        month=month,
        source=TurnSource.ASSIGNED,
        assigned_at=NOW,
    )
    db.session.add(turn)
    db.session.flush()
    return turn


def asked(at):
    turn = turn_of(at, at.cast.binh, JANUARY)
    db.session.refresh(turn, ["member"])
    return turn_requests.ask(at.lan, turn, Wish(RequestKind.DECLINE, "Trùng lịch trực."), now=NOW)


def swap_asked_of_him(at):
    """Hùng asks to swap with Bình."""
    turn = turn_of(at, at.cast.hung, JANUARY)
    other = turn_of(at, at.cast.binh, date(2027, 2, 1))
    db.session.refresh(turn, ["member"])
    wish = Wish(RequestKind.SWAP, "Trùng lịch trực.", other_turn_id=other.id)
    request = turn_requests.ask(at.hung, turn, wish, now=NOW)
    db.session.refresh(request, ["member", "other"])
    return request


def agreed(at):
    turn_requests.agree(at.lan, swap_asked_of_him(at), now=NOW)


def disagreed(at):
    turn_requests.disagree(at.lan, swap_asked_of_him(at), now=NOW)


PLAYED = {
    Event.ABSENCE_TOLD: absence,
    Event.ABSENCE_ENDED: absence_ended,
    Event.VOLUNTEERED: offered,
    Event.REPORT_ENTERED_FOR: entered,
    Event.REPORT_SUBMITTED: submitted,
    Event.REPORT_TAKEN_BACK: taken_back,
    Event.REPORT_FILED_FOR: filed_for,
    Event.REPORT_FILED: settled,
    Event.REPORT_UNFILED: unfiled,
    Event.COMMITMENT_CHANGED: registered,
    Event.COMMITMENT_SUBMITTED: handed_in,
    Event.AMENDMENT_PROPOSED: amended,
    Event.AMENDMENT_TAKEN_BACK: amendment_undone,
    Event.COMMITMENT_NOTED: noted,
    Event.COMMITMENT_ASSESSED: assessed,
    Event.COMMITMENT_TAKEN_OVER: carried_over,
    Event.WEAKNESS_CHANGED: promised,
    Event.REMEDY_REPORTED: remedied,
    Event.REMEDY_TAKEN_BACK: remedy_undone,
    Event.TURN_REQUESTED: asked,
    Event.TURN_REQUEST_AGREED: agreed,
    Event.TURN_REQUEST_DISAGREED: disagreed,
}
