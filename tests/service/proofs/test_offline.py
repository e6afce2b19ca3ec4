"""The program people take home: without the service it says whether the trail still fits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import webapp.proofs
from tests.service.notices.mail_sink import listening
from webapp.core import clock
from webapp.core.db import db
from webapp.notices.mail_server import MailServer
from webapp.proofs import checkpoint_address, checkpoint_sending, signed_checkpoint, trail_export
from webapp.proofs.queries import one_moment

SCRIPT = Path(webapp.proofs.__file__).parent / "offline" / "verify_checkpoint.py"
KEY = signed_checkpoint.key_of("a key for the tests that is long enough")
PUBLIC = signed_checkpoint.public_key(KEY)


@pytest.fixture
def home(lived, tmp_path):
    """A folder with the mail of a checkpoint, and what the trail is exported to."""
    checkpoint_address.choose(lived, "luu@example.vn", based_on="", now=clock.now())
    checkpoint_sending.make_checkpoint(lived, KEY, now=clock.now())
    with listening() as sink:
        with MailServer(sink.settings) as server:
            assert checkpoint_sending.deliver(lived, server, db.session.commit) == 1
        (tmp_path / "moc.eml").write_bytes(sink.messages[0].as_bytes())
    return tmp_path


def export(scope, home):
    with one_moment() as connection:
        (home / "nhat-ky.jsonl").write_text("".join(trail_export.lines(connection, scope)), "utf-8")


def check(home, *mails, key=PUBLIC):
    """What the program says, and its exit code; nothing of the service can be imported there."""
    given = ["--key", key] if key else []
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, "--trail", "nhat-ky.jsonl", *given, *(mails or ["moc.eml"])],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_trail_that_went_on_still_has_what_the_mail_says(lived, home):
    checkpoint_address.choose(lived, "", based_on="luu@example.vn", now=clock.now())
    export(lived, home)
    code, said = check(home)
    assert code == 0
    assert "đúng, nhật ký còn nguyên đến việc ấy" in said
    assert check(home, key="")[0] == 0
    assert PUBLIC in check(home, key="")[1]


def test_the_file_of_the_trail_has_digests_and_no_words(lived, home):
    export(lived, home)
    lines = [json.loads(line) for line in (home / "nhat-ky.jsonl").read_text("utf-8").splitlines()]
    assert [line["entry"] for line in lines] == list(range(1, len(lines) + 1))
    assert any('"sealed": {"opinion:' in line["written"] for line in lines)
    for words in ("nghiêm túc", "phát biểu", "Bản đầu", "Đúng giờ"):
        assert not any(words in line["written"] for line in lines)


def test_the_words_of_the_mail_copied_into_a_file_do_as_well(lived, home):
    export(lived, home)
    copied = "\r\n".join(f"> {line}" for line in sending_statement().splitlines())
    (home / "moc.txt").write_text(f"Đồng chí gửi:\r\n{copied}\r\nHết.", "utf-8")
    assert check(home, "moc.txt", "moc.eml")[0] == 0


def sending_statement():
    from webapp.proofs.models import TrailCheckpoint

    return db.session.query(TrailCheckpoint.statement).scalar()


FORGERIES = {
    "an entry changed": "UPDATE audit_entries SET at = at + interval '1 second' WHERE position = 9",
    "what it follows changed": (
        "UPDATE audit_entries SET previous_hash = sha256(previous_hash) WHERE position = 9"
    ),
    "an entry removed": "DELETE FROM audit_entries WHERE position = 9",
    "the end cut": "DELETE FROM audit_entries WHERE position > 20",
    "another trail": "UPDATE audit_entries SET hash = sha256(hash) WHERE position > 5",
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_trail_is_found(lived, home, forger, name):
    forger.run(f"{FORGERIES[name]} AND organization_id = %(org)s", org=lived.organization_id)
    export(lived, home)
    code, said = check(home)
    assert code == 1
    assert "còn nguyên đến việc ấy" not in said


def test_a_file_that_was_mended_afterwards_is_found(lived, home):
    export(lived, home)
    path = home / "nhat-ky.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    del lines[10]
    import hashlib

    previous = b""
    for number, line in enumerate(lines, 1):
        organization, _at, rest = line["written"].split("|", 2)
        line |= {"entry": number, "written": f"{organization}|{number}|{rest}"}
        line["previous"] = previous.hex()
        previous = hashlib.sha256(previous + line["written"].encode()).digest()
        line["hash"] = previous.hex()
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    code, said = check(home)
    assert code == 1
    assert "không còn việc ấy" in said


def test_a_changed_mail_or_another_key_is_found(lived, home):
    export(lived, home)
    raw = sending_statement()
    (home / "khac.txt").write_text(raw.replace("entry: ", "entry: 1"), "utf-8")
    assert "chữ ký không đúng" in check(home, "khac.txt")[1]
    other = signed_checkpoint.public_key(
        signed_checkpoint.key_of("another key that is as long as the first one")
    )
    code, said = check(home, key=other)
    assert code == 1
    assert "khóa khác" in said


def test_what_can_t_be_read_is_said(lived, home):
    export(lived, home)
    (home / "khong.txt").write_text("Không có gì.", "utf-8")
    assert check(home, "khong.txt")[0] == 2
    (home / "nhat-ky.jsonl").write_text("{}\n", "utf-8")
    assert check(home)[0] == 2
