"""Somebody's browser with a list, and the worker beside it."""

from io import BytesIO

import pytest

from tests.service.imports.conftest import Desk
from tests.service.imports.lists import xlsx

HERE = "/o/k1/thanh-vien/nhap"
ROWS = [
    ["Lê Văn An", "an@x.vn", "0912345678", ""],
    ["Hoàng Thanh Bình", "binh@example.vn", "0987654321", ""],
    ["Phạm Thị Mai", "mai@example.vn", "", ""],
    ["Trần Văn Cường", "cuong@", "", "31/02/1999"],
]
HEADINGS = ["Họ và tên", "Email", "SĐT", "Ngày vào Đảng"]
LIST = xlsx(ROWS, HEADINGS)


@pytest.fixture
def worker(cast, scope_of):
    """Reads and writes what was sent, as a worker would."""
    return Desk(scope_of(cast.lan))


@pytest.fixture
def send():
    """`send(client, content)`: fill in the form and send it."""

    def post(client, content=LIST, name="danh sach.xlsx", key=""):
        fields = {"file": (BytesIO(content), name), "idempotency_key": key}
        return client.post(HERE, data=fields, content_type="multipart/form-data")

    return post


@pytest.fixture
def previewed(cast, as_, send, worker):
    """Lan's browser, and her list as it waits to be confirmed."""
    client = as_(cast.lan)
    import_id = int(send(client).location.rsplit("/", 1)[1])
    worker.read(import_id)
    return client, import_id
