"""What browsers send about an import: a file, the meaning of columns, what was looked at."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired

from webapp.imports.rules import MOST_BYTES
from webapp.web.forms import Form


class UploadForm(Form):
    """One spreadsheet."""

    file = FileField("Tệp Excel (.xlsx hoặc .xls, không quá 5 MB)")

    def sent(self) -> tuple[str, bytes]:
        """Name and bytes of the file; one byte more than is allowed is enough of a large one."""
        given: Any = self.file.data
        if not given or not hasattr(given, "read"):
            return "", b""
        with given.stream as stream:
            return given.filename or "", stream.read(MOST_BYTES + 1)


class SeenForm(Form):
    """Which preview somebody was looking at."""

    revision = IntegerField(validators=[InputRequired()])
    #: The answer to whether those who may be here already are other persons.
    is_other = BooleanField("Là người khác, vẫn ghi")
