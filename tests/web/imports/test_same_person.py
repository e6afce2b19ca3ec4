"""Somebody new who may be here already is shown with who is, and confirming asks once."""

from sqlalchemy import select

from tests.service.imports.lists import xlsx
from tests.web.imports.conftest import HERE
from tests.web.imports.test_preview import state_of
from webapp.core.db import db
from webapp.imports.models import MemberImport
from webapp.imports.rules import ImportState

HEADINGS = ["Họ và tên", "Ngày về đơn vị"]


def test_a_new_entry_of_one_name_is_written_only_when_somebody_says_so(cast, as_, send, worker):
    client = as_(cast.lan)
    rows = [["Phạm Thị Mai", "05/05/2021"]]
    import_id = int(send(client, xlsx(rows, HEADINGS)).location.rsplit("/", 1)[1])
    worker.read(import_id)
    page, apply = f"{HERE}/{import_id}", f"{HERE}/{import_id}/ghi"
    assert "Có thể là Phạm Thị Mai (về đơn vị ngày" in client.get(page).text
    assert 'name="is_other"' not in client.get(page).text
    revision = db.session.scalar(select(MemberImport.revision).where(MemberImport.id == import_id))
    asked = client.post(apply, data={"revision": revision})
    assert asked.status_code == 422
    assert "1 người mới có thể là người đã có trong danh sách" in asked.text
    assert 'name="is_other"' in asked.text
    assert state_of(import_id) is ImportState.PREVIEWED
    client.post(apply, data={"revision": revision, "is_other": "y"})
    assert state_of(import_id) is ImportState.APPLYING
