"""A version of a registration whose stored text can't be read: it says so, and stops no page."""

import pytest
from sqlalchemy import select

from tests.cast import scope_of
from tests.service.commitments.year import items
from tests.web.commitments import test_year
from tests.web.commitments.test_registration import address
from webapp.commitments.models import CommitmentVersion
from webapp.core.db import db

at = test_year.at
SENTENCE = "Nội dung này bị hỏng, không đọc được. Hãy báo người vận hành."


@pytest.mark.parametrize("number", [1, 2])
def test_a_version_that_cannot_be_read_says_so_and_stops_no_page(as_, cast, at, forger, number):
    mai, hung = as_(cast.mai), as_(cast.hung)
    mai.post(at("dieu-chinh"), data=test_year.amended())
    spoiled = select(CommitmentVersion.text_id).where(CommitmentVersion.number == number)
    forger.spoil('[{"text": 1', "id = %(text)s", text=db.session.scalar(spoiled))
    for page in (address(cast.mai), at("phien-ban")):
        answer = hung.get(page)
        assert (answer.status_code, SENTENCE in answer.text) == (200, True)
    assert mai.get(at("dieu-chinh")).status_code == 200


def test_an_amendment_that_cannot_be_read_is_not_put_into_force(as_, cast, at, forger):
    mai, hung = as_(cast.mai), as_(cast.hung)
    mai.post(at("dieu-chinh"), data=test_year.amended())
    before = [item.text for item in items_in_force(cast)]
    forger.spoil("[{", "stored LIKE %(start)s", start="[{%")
    answer = hung.post(at("dieu-chinh/2/xac-nhan"))
    assert (answer.status_code, SENTENCE in answer.text) == (422, True)
    assert [item.text for item in items_in_force(cast)] == before


def items_in_force(cast):
    return items(scope_of(cast.hung), cast.mai.member_id)
