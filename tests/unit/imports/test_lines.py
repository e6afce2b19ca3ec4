"""Rows of a preview as they are shown; one that can't be read stops no page."""

import pytest

from webapp.imports.routes.preview_rows import shown_row


@pytest.mark.parametrize("row", [{}, {"n": 1}, {"n": 1, "wanted": [None]}, {"n": 1, "wanted": 5}])
def test_a_row_that_cannot_be_read_says_so(app, row):
    with app.app_context():
        assert shown_row(row).said == [
            "Nội dung này bị hỏng, không đọc được. Hãy báo người vận hành."
        ]
