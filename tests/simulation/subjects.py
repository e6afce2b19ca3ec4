"""Compose the headers of every kind of letter and have another program than Python decode them.

`python -m tests.simulation.subjects` takes 50 names of units and of persons (`… subjects 5` fewer),
and prints how many headers were read and which were damaged; it fails for one.
"""

import itertools
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from webapp.core.mail_settings import MailTls
from webapp.notices import wording
from webapp.notices.mail import Mail, MailSettings, compose
from webapp.notices.rules import NoticeKind
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of

NAMES = 50
_SETTINGS = MailSettings("localhost", 25, "", "", MailTls.NONE, "so@example.vn", "http://localhost")
_WHERE = ("Khối hành chính", "Khoa Khám bệnh", "Khoa Dược", "thôn Đồng Quýt", "Trường THPT số 2")
_WHAT = ("Chi bộ", "Tổ công đoàn", "Chi đoàn", "Chi hội Nông dân", "Công đoàn bộ phận", "Đảng bộ")
_FAMILY = ("Nguyễn", "Đặng", "Hoàng", "Lê", "H’Hen", "Trương", "Y Thịnh")
_GIVEN = ("Thị Hòa", "Văn Đức", "Thúy Quỳnh", "Niê Kđăm", "An", "Minh Khuê Phương Uyên")

#: How each reader takes headers apart: values in, decoded values out, each ended by a zero byte.
_PERL = (
    'use Encode; binmode STDOUT, ":utf8"; local $/ = "\\0";'
    'while (<STDIN>) { chomp; print decode("MIME-Header", $_), "\\0" }'
)
_NODE = """
const words = /=\\?utf-8\\?([bq])\\?([^?]*)\\?=/gi;
const byte = (_, hex) => String.fromCharCode(parseInt(hex, 16));
const bytes = (how, text) => how.toLowerCase() === 'b' ? Buffer.from(text, 'base64')
  : Buffer.from(text.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, byte), 'latin1');
const one = (value) => value.replace(/\\r\\n(?=[ \\t])/g, '').replace(/\\?=\\s+(?==\\?)/g, '?=')
  .replace(words, (_, how, text) => bytes(how, text).toString('utf8'));
const values = require('fs').readFileSync(0, 'utf8').split('\\0').slice(0, -1);
process.stdout.write(values.map((value) => one(value) + '\\0').join(''));
"""
READERS = {"perl": ("-e", _PERL), "node": ("-e", _NODE)}

#: The facts that sentences and subjects may use, by which one alone is new.
_FACTS = {
    "meeting_on": "2026-12-05",
    "at_hour": "19 giờ 30",
    "starts_at": "2026-12-05T12:30:00+00:00",
    "month": "2026-12-01",
}
_CHANGES = (
    {},
    {"new_meeting_on": "2026-12-05"},
    {"only_at_hour": "19 giờ 30"},
    {"only_place": "Nhà văn hóa thôn Đồng Quýt"},
    {"new_place": "Nhà văn hóa thôn Đồng Quýt"},
)


def readers() -> list[str]:
    """The programs on this machine that can read headers."""
    return [name for name in READERS if shutil.which(name)]


def names(first: Sequence[str], second: Sequence[str], how_many: int) -> list[str]:
    """Invented names, among them long ones; the same each time."""
    pairs = [f"{a} {b}" for a, b in itertools.product(first, second)]
    chosen = random.Random(7)
    long = (f"{chosen.choice(pairs)} - {chosen.choice(pairs)}" for _ in itertools.count())
    return list(itertools.islice(itertools.chain(pairs, long), how_many))


def headers(how_many: int) -> Iterator[tuple[str, str]]:
    """What each header says, and how it is sent."""
    units, people = names(_WHAT, _WHERE, how_many), names(_FAMILY, _GIVEN, how_many)
    words = words_of(OrganizationKind.PARTY_BRANCH)
    for unit, person in zip(units, people, strict=True):
        subjects = {
            wording.subject_of([(kind, _FACTS | changes)], words)
            for kind in NoticeKind
            for changes in _CHANGES
        }
        several = wording.subject_of([(NoticeKind.DUTY, {})] * 12, words)
        for subject in sorted({*subjects, several}):
            sent = _sent(unit, person, subject)
            yield f"{subject} - {unit}", sent["Subject"]
        yield f"{unit} <so@example.vn>", sent["From"]
        yield f"{person} <an@example.vn>", sent["To"]


def _sent(unit: str, person: str, subject: str) -> dict[str, str]:
    mail = Mail(
        message_id="<1@example.vn>",
        at=datetime(2026, 12, 1, tzinfo=UTC),
        organization=unit,
        address_word="đồng chí",
        name=person,
        email="an@example.vn",
        title=subject,
        lines=("Một.",),
        link="http://localhost",
    )
    raw = compose(mail, _SETTINGS).as_bytes().split(b"\r\n\r\n")[0].decode("ascii")
    return dict(re.findall(r"^([\w-]+): ((?:.|\r\n[ \t])*?)(?:\r\n(?![ \t])|\Z)", raw, re.M))


def damaged(reader: str, how_many: int) -> tuple[int, list[tuple[str, str]]]:
    """How many headers a reader decoded, and those that came out as something else."""
    wanted = list(headers(how_many))
    command = [shutil.which(reader) or reader, *READERS[reader]]
    typed = "".join(f"{sent}\0" for _said, sent in wanted)
    done = subprocess.run(command, input=typed.encode(), capture_output=True, check=True)
    read = done.stdout.decode().split("\0")[:-1]
    pairs = zip([said for said, _sent in wanted], read, strict=True)
    return len(wanted), [(said, found) for said, found in pairs if said != found]


def main() -> int:
    """Read with every reader there is."""
    how_many, failed = int(sys.argv[1]) if len(sys.argv) > 1 else NAMES, not readers()
    for reader in readers():
        total, wrong = damaged(reader, how_many)
        sys.stdout.write(f"{reader}: {total} headers, {len(wrong)} damaged\n")
        for said, found in wrong[:20]:
            sys.stdout.write(f"  {said!r} was read as {found!r}\n")
        failed = failed or bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
