"""Control characters, marks that turn the text, identifiers no row can have, files for texts."""

from datetime import date
from io import BytesIO

import pytest
from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from tests.tenancy.planted import plant
from webapp.core import tenancy
from webapp.core.db import db
from webapp.meetings.models import AgendaItem
from webapp.plans.models import PlanMonth
from webapp.texts.models import Text
from webapp.web.incoming import LARGEST_ID

NEW_WEAKNESS = "/o/k1/theo-doi/moi"


def weakness(cast, **changed):
    return {
        "member_id": cast.mai.member_id,
        "source": "meeting",
        "pointed_out_on": "2026-11-02",
        "wording": "Đi muộn",
        "helper_id": "0",
    } | changed


def words_stored():
    return set(db.session.scalars(db.select(Text.stored)))


@pytest.mark.parametrize("hidden", ["\x00", "\x1b\x85", "\u202e", "\ufeff", "\u2066\u200f"])
def test_a_text_is_kept_without_what_is_hidden(cast, as_, hidden):
    sent = weakness(cast, wording=f"Đi {hidden}muộn")
    answer = as_(cast.lan).post(NEW_WEAKNESS, data=sent)
    tenancy.bind(cast.k1.id)
    assert answer.status_code == 303
    assert "Đi muộn" in words_stored()


@pytest.mark.parametrize("nothing", ["\x00", "\u202e", "\ufeff \u200e"])
def test_a_text_of_hidden_characters_alone_is_missing(cast, as_, nothing):
    answer = as_(cast.lan).post(NEW_WEAKNESS, data=weakness(cast, wording=nothing))
    assert answer.status_code == 422


@pytest.mark.parametrize("number", [str(2**63), "-" + "9" * 30, "9" * 5000, str(LARGEST_ID)])
def test_a_member_nobody_can_be_is_refused_beside_the_field(cast, as_, number):
    answer = as_(cast.lan).post(NEW_WEAKNESS, data=weakness(cast, member_id=number))
    assert answer.status_code == 422
    assert "Hãy chọn" in answer.text


@pytest.mark.parametrize("day", ["31/02/2026", "0000-01-01", "10000-01-01", "03/02/26"])
def test_a_day_that_is_none_is_refused_beside_the_field(cast, as_, day):
    answer = as_(cast.lan).post(NEW_WEAKNESS, data=weakness(cast, pointed_out_on=day))
    assert answer.status_code == 422


def test_a_file_in_place_of_a_text_is_no_text(cast, as_):
    sent = weakness(cast) | {"wording": (BytesIO(b"\x00"), "a.txt")}
    assert as_(cast.lan).post(NEW_WEAKNESS, data=sent).status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        f"/o/k1/bao-cao/{2**63}",
        f"/o/k1/bao-cao/{'9' * 5000}",
        f"/o/k1/bao-cao/{2**63 - 1}",
        "/o/k1/dang-ky/1/9999",
        f"/o/k1/dang-ky/1/{2**40}",
        "/o/k1%00/",
        "/o/k1%0A/",
        "/o/%ED%A0%80/",
        "/o/k1/chuyen-de/9999-99",
        "/o/k1/chuyen-de/0000-00",
    ],
)
def test_an_address_of_nothing_is_not_found(cast, as_, address):
    assert as_(cast.lan).get(address).status_code == 404


@pytest.mark.parametrize("address", ["/o/k1/thanh-vien", "/o/k1/theo-doi", "/o/k1/"])
@pytest.mark.parametrize("asked", ["trang=9223372036854775808", "tim=%00", "tim=\xff", "nam=-1"])
def test_arguments_of_an_address_may_say_anything(cast, as_, address, asked):
    answer = as_(cast.lan).get(address, environ_overrides={"QUERY_STRING": asked})
    assert answer.status_code in (200, 404)


def test_a_request_tells_neither_controls_nor_bytes_that_are_no_text(app):
    query = "a=%00x%1F&b=\xff&c=%E2%80%AE&d=1%2B1"
    with app.test_request_context("/", environ_overrides={"QUERY_STRING": query}):
        assert request.args.to_dict() == {"a": "x", "b": "\ufffd", "c": "\u202e", "d": "1+1"}
        assert request.full_path == "/?a=%00x%1F&b=%FF&c=%E2%80%AE&d=1%2B1"


def test_the_name_of_a_file_carries_no_controls(app):
    sent = {"file": (BytesIO(b"PK\x00"), "a\x00\x1b.xlsx")}
    with app.test_request_context("/", method="POST", data=sent):
        assert request.files["file"].filename == "a.xlsx"
        assert request.files["file"].read() == b"PK\x00"


def test_a_part_of_a_form_without_a_name_is_left_out(app):
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\nlost\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    with app.test_request_context("/", method="POST", data=body, content_type=kind):
        assert list(request.form.items(multi=True)) == []


def test_the_same_topic_with_a_hidden_mark_is_no_other_topic(cast, as_):
    client = as_(cast.lan)
    sent = {"kind": "thematic", "topic": "Học tập", "revision": "0"}
    client.post("/o/k1/ke-hoach/2027-01", data=sent)
    client.post("/o/k1/ke-hoach/2027-01", data=sent | {"topic": "Học\u202e tập", "revision": "1"})
    tenancy.bind(cast.k1.id)
    row = db.session.scalars(db.select(PlanMonth).where(PlanMonth.month == date(2027, 1, 1))).one()
    assert (row.topic, row.revision) == ("Học tập", 1)


def test_the_title_of_an_item_of_an_agenda_is_kept_without_hidden_marks(cast, as_):
    ids = plant(cast)
    sent = {"title": "Việc\u202e khác\x00"}
    as_(cast.lan).post(f"/o/k1/buoi-hop/{ids['meetings']}/chuong-trinh", data=sent)
    tenancy.bind(cast.k1.id)
    assert "Việc khác" in set(db.session.scalars(db.select(AgendaItem.title)))


def test_words_at_the_limit_are_taken_and_those_beyond_it_refused(app):
    most = app.config["MAX_FORM_MEMORY_SIZE"] - len("text")
    with app.test_request_context("/", method="POST", data={"text": "x" * most}):
        assert len(request.form["text"]) == most
    with app.test_request_context("/", method="POST", data={"text": "x" * (most + 1)}):
        pytest.raises(RequestEntityTooLarge, lambda: request.form)
        # The page of the refusal asks again.
        assert not request.form
    with app.test_request_context("/", method="POST", data={"text": "x" * 4 * most}):
        pytest.raises(RequestEntityTooLarge, lambda: request.form)
