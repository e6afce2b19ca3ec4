"""One e-mail as it leaves: plain text, one link, headers nobody can break out of."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest

from webapp.core.mail_settings import MailTls
from webapp.notices.mail import Mail, MailSettings, Unsendable, compose

SETTINGS = MailSettings(
    "localhost", 25, "", "", MailTls.NONE, "so-sinh-hoat@example.vn", "https://so.example.vn"
)


def mail(**changes):
    facts = {
        "message_id": "<notice.7.12.abc@example.vn>",
        "at": datetime(2026, 11, 16, 2, 0, tzinfo=UTC),
        "organization": "Chi bộ Khoa Khám bệnh",
        "address_word": "đồng chí",
        "name": "Phạm Thị Mai",
        "email": "mai@example.vn",
        "title": "Sắp đến hạn gửi dự thảo",
        "lines": ("Dự thảo báo cáo tháng 11/2026 sắp đến hạn.",),
        "link": "https://so.example.vn/o/k1/bao-cao/7",
    }
    return Mail(**{**facts, **changes})


def sent(**changes):
    return message_from_bytes(compose(mail(**changes), SETTINGS).as_bytes(), policy=default)


def test_the_sender_is_the_organization():
    message = sent()
    assert message["From"].addresses[0].display_name == "Chi bộ Khoa Khám bệnh"
    assert message["From"].addresses[0].addr_spec == "so-sinh-hoat@example.vn"


def test_the_text_greets_says_and_links_once():
    text = sent().get_content()
    assert text.startswith("Kính gửi đồng chí Phạm Thị Mai,")
    assert "Dự thảo báo cáo tháng 11/2026 sắp đến hạn." in text
    assert text.count("https://") == 1


def test_several_lines_become_a_list():
    text = sent(lines=("Một.", "Hai.")).get_content()
    assert "- Một.\r\n- Hai.\r\n" in text


def test_it_is_plain_text_and_says_that_a_machine_sent_it():
    message = sent()
    assert message.get_content_type() == "text/plain"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<notice.7.12.abc@example.vn>"


def test_the_date_is_that_of_hanoi():
    assert sent()["Date"].endswith("09:00:00 +0700")


@pytest.mark.parametrize("field", ["organization", "name", "title"])
def test_line_breaks_in_names_do_not_become_headers(field):
    message = sent(**{field: "An\r\nBcc: someone@else.vn"})
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"])


@pytest.mark.parametrize(
    "address",
    ["", "mai", "mai@example.vn\r\nBcc: x@y.vn", "a@b.vn, c@d.vn", "mái@example.vn", "<a@b.vn>"],
)
def test_an_address_that_is_none_is_refused_before_any_server_sees_it(address):
    with pytest.raises(Unsendable):
        compose(mail(email=address), SETTINGS)


def test_an_invitation_carries_its_calendar_file():
    message = compose(mail(calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), SETTINGS)
    read = message_from_bytes(message.as_bytes(), policy=default)
    body, attached = read.iter_parts()
    assert body.get_content_type() == "text/plain"
    assert (attached.get_content_type(), attached.get_filename()) == (
        "text/calendar",
        "buoi-sinh-hoat.ics",
    )


CONFIG = {
    "SMTP_HOST": "mail.example.vn",
    "SMTP_PORT": "587",
    "SMTP_USER": "so",
    "SMTP_PASSWORD": "a secret of ours",
    "SMTP_TLS": "starttls",
    "MAIL_FROM": "so-sinh-hoat@example.vn",
    "BASE_URL": "https://so.example.vn/",
    "SECRET_KEY": "another secret of ours",
}


def test_the_settings_of_an_application_are_read_with_what_is_usual():
    settings = MailSettings.of(CONFIG)
    assert (settings.port, settings.tls, settings.ca_file) == (587, MailTls.STARTTLS, "")
    assert (settings.base_url, settings.patience) == ("https://so.example.vn", 600.0)
    assert settings.domain == "example.vn"


def test_a_way_of_tls_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="perhaps"):
        MailSettings.of({**CONFIG, "SMTP_TLS": "perhaps"})


def test_no_secret_stands_in_what_a_log_would_print():
    assert "secret of ours" not in repr(MailSettings.of(CONFIG))


def test_a_letter_says_how_to_stop_it_only_where_it_can_be_stopped():
    assert "Muốn thôi nhận thư" in sent().get_content()
    assert "không tắt được" in sent(can_be_stopped=False).get_content()


def test_the_subject_names_the_matter_and_who_writes():
    assert sent()["Subject"] == "Sắp đến hạn gửi dự thảo - Chi bộ Khoa Khám bệnh"


def as_sent(header, /, **changes):
    """A header as a reader decodes its encoded words (RFC 2047)."""
    raw = message_from_bytes(compose(mail(**changes), SETTINGS).as_bytes())[header]
    said, address = parseaddr(raw.replace("\r\n", "")) if header != "Subject" else (raw, "")
    return str(make_header(decode_header(said))), address


@pytest.mark.parametrize("length", range(1, 60, 2))
def test_no_space_is_lost_wherever_a_long_header_is_folded(length):
    words = f"{'ả' * length} Chi bộ An Khoa 5 Khám bệnh"
    assert as_sent("Subject", title=words)[0] == f"{words} - Chi bộ Khoa Khám bệnh"
    assert as_sent("To", name=words) == (words, "mai@example.vn")
    assert as_sent("From", organization=words) == (words, "so-sinh-hoat@example.vn")


@pytest.mark.parametrize("name", ["An, Bình <x@example.vn>", 'Lan "chị Hai"', "=?utf-8?q?x?="])
def test_signs_in_a_name_address_nobody_else(name):
    assert as_sent("To", name=name) == (name, "mai@example.vn")
