"""flask audit …: the same check for whoever runs the service, and the public key."""

import pytest

from webapp.core.db import db
from webapp.proofs import signed_checkpoint


@pytest.fixture
def run(app):
    """Run one command as an operator would; returns exit code and what was said."""

    def command(*arguments):
        db.session.commit()
        done = app.test_cli_runner().invoke(args=["audit", *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return command


def test_whole_trails_are_called_whole(lived, run):
    code, said = run("verify")
    assert code == 0, said
    assert "k1: whole, 41 entries" in said
    assert "k2: whole, 0 entries" in said
    assert run("verify", "--organization", "k1") == (0, said.splitlines()[1] + "\n")


def test_a_forged_one_is_named_without_words_and_with_exit_code_1(lived, run, forger):
    forger.run(
        "UPDATE texts SET stored = stored || 'bí mật' WHERE id IN (SELECT text_id FROM opinions)"
        " AND organization_id = %(org)s",
        org=lived.organization_id,
    )
    code, said = run("verify")
    assert code == 1
    assert "k1: BROKEN" in said
    assert "Opinion 1 is no longer as it was when entry" in said
    assert "bí mật" not in said
    assert run("verify", "--organization", "k2")[0] == 0


def test_an_unknown_code_is_said(cast, run):
    code, said = run("verify", "--organization", "none")
    assert code == 1
    assert "no organization" in said


def test_the_public_key_is_printed_for_others_to_keep(app, cast, run):
    key = signed_checkpoint.key_of(app.config["CHECKPOINT_KEY"])
    assert run("public-key") == (0, signed_checkpoint.public_key(key) + "\n")


def test_without_a_key_it_says_so(app, cast, run, monkeypatch):
    monkeypatch.setitem(app.config, "CHECKPOINT_KEY", "")
    code, said = run("public-key")
    assert code == 1
    assert "CHECKPOINT_KEY is not set" in said
