"""Subjects and names in headers, as another program than Python decodes them."""

import pytest

from tests.simulation import subjects


@pytest.mark.skipif(
    not subjects.readers(), reason="NO READER OF HEADERS: neither perl nor node is installed"
)
def test_no_subject_and_no_name_is_damaged_on_its_way(record_property):
    for reader in subjects.readers():
        total, wrong = subjects.damaged(reader, 2)
        record_property(f"headers read by {reader}", total)
        assert wrong == []
