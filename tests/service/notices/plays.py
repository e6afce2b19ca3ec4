"""One act for each event of power over an account: over Bình of K1, through the real service."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.as_owner import change_account
from tests.cast import NOW
from tests.service.nominations.seats import shut_out
from tests.service.transfers.moving import OUTSIDE, TODAY, receive, to
from webapp.accounts.invitations import accepting, opened_link, slips
from webapp.accounts.members import corrections, offices, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.signing_in import forgotten_password, known_devices, passwords
from webapp.accounts.signing_in import service as signing_in
from webapp.audit.events import AuditEvent as Event
from webapp.core import tenancy
from webapp.core.db import db
from webapp.nominations import service as nominations
from webapp.reports.outline import Written
from webapp.transfers import leaving
from webapp.transfers.models import Arrival

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
FULL = Written({"commitments": "Giữ đúng giờ.", "remedies": "", "present": "Còn ngại góp ý."})
NEW_PASSWORD = "con duong xua em di"
LATER = NOW + timedelta(days=8)
FAMILY = "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"


def office(at):
    return offices.grant_role(
        at.lan, at.member, Role.COMMITTEE, from_on=TODAY, until_on=None, now=NOW
    )


def office_ended(at):
    offices.end_role(at.lan, at.member, office(at), from_on=TODAY + timedelta(days=9), now=NOW)


def office_corrected(at):
    grant = office(at)
    corrections.remove_role(at.lan, at.member, grant, based_on=corrections.seen(grant), now=NOW)


def status(at, new=MemberStatus.EXEMPT):
    service.change_status(at.lan, at.member, new, from_on=TODAY, reason="Theo quyết định", now=NOW)


def status_corrected(at):
    status(at)
    entry = roster.last_status(at.lan, at.member.id)
    corrections.remove_status(at.lan, at.member, entry, based_on=corrections.seen(entry), now=NOW)


def left(at):
    status(at, MemberStatus.LEFT)


def ways(at):
    before = particulars_of(at.member)
    wanted = Particulars(before.full_name, "moi@example.vn", before.phone, before.joined_on)
    service.change_member(at.lan, at.member, wanted, based_on=before, now=NOW)


def invited(at):
    at.member.account_id = None
    db.session.flush()
    return slips.make_slips(at.lan, [at.member.id], now=NOW)[0].token


def joined(at):
    found = opened_link.find(invited(at), NOW)
    accepting.accept_with(found, at.cast.binh.account_id, now=NOW, device="Firefox")


def reset_started(at):
    slips.start_reset(at.lan, at.member, mail_key="a key", now=NOW)


def reset(at):
    forgotten_password.send_link(at.lan, at.member, at.account, mail_key="a key", now=NOW)
    token = accepting.inviting.keep_link(
        at.lan,
        at.member,
        slips.InvitationKind.MAILED_RESET,
        "a secret of its own",
        email=at.account.email,
        now=NOW,
        nonce="n",
    )
    accepting.reset_password(opened_link.find(token, NOW), NEW_PASSWORD, now=NOW, device="Firefox")


def password(at):
    change_account(at.account.id, password_hash=passwords.hash_of("mat khau cu cua binh"))
    signing_in.change_password(
        at.account.id, "mat khau cu cua binh", NEW_PASSWORD, address="203.0.113.7", now=NOW
    )


def device(at):
    known_devices.remember(at.account.id, [], NOW)
    known_devices.tell_of_new(at.account, [], device="Edge trên Windows", now=NOW)


def departed(at):
    return leaving.depart(at.lan, at.member, OUTSIDE, now=NOW)


def departure_undone(at):
    leaving.take_back(at.lan, departed(at), now=NOW)


def arrived(at):
    leaving.depart(at.lan, at.member, to(at.cast.k2), now=NOW)
    db.session.commit()
    tenancy.bind(at.cast.k2.id)
    (arrival,) = db.session.scalars(select(Arrival)).all()
    at.unit_id, at.told_id = at.cast.k2.id, receive(at.khanh, arrival).id


def nominated(at):
    shut_out(at.cast.lan)
    nominations.propose(at.dung, at.member.id, now=NOW)


PLAYED = {
    Event.CHAIR_NOMINATED: nominated,
    Event.ROLE_GRANTED: office,
    Event.ROLE_ENDED: office_ended,
    Event.ROLE_CORRECTED: office_corrected,
    Event.STATUS_CHANGED: status,
    Event.STATUS_CORRECTED: status_corrected,
    Event.MEMBERSHIP_ENDED: left,
    Event.MEMBER_CHANGED: ways,
    Event.MEMBER_INVITED: invited,
    Event.INVITATION_ACCEPTED: joined,
    Event.RESET_STARTED: reset_started,
    Event.PASSWORD_RESET: reset,
    Event.PASSWORD_CHANGED: password,
    Event.SIGNED_IN: device,
    Event.MEMBER_DEPARTED: departed,
    Event.DEPARTURE_TAKEN_BACK: departure_undone,
    Event.ARRIVAL_ACCEPTED: arrived,
}
