"""Comparing two versions word by word."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.reports.comparison import Change, Stretch, compare, differs

WORDS = st.text(alphabet="aăâđêộ tn\n.,()“”\r\t", max_size=120) | st.text(max_size=60)


def joined(stretches, *kinds):
    return "".join(stretch.text for stretch in stretches if stretch.change in kinds)


@given(WORDS, WORDS)
def test_kept_and_added_make_the_new_text_and_kept_and_removed_the_old_one(old, new):
    stretches = compare(old, new)
    assert joined(stretches, Change.KEPT, Change.ADDED) == new
    assert joined(stretches, Change.KEPT, Change.REMOVED) == old


@given(WORDS, WORDS)
def test_neighbors_differ_in_kind_and_none_is_empty(old, new):
    stretches = compare(old, new)
    assert all(stretch.text for stretch in stretches)
    assert all(a.change is not b.change for a, b in zip(stretches, stretches[1:], strict=False))


@given(WORDS)
def test_a_text_compared_with_itself_does_not_differ(text):
    assert not differs(compare(text, text))


def test_changes_show_whole_syllables():
    stretches = compare("Giảm từ 41 phút còn 27 phút.", "Giảm từ 41 phút còn 25 phút.")
    assert stretches == [
        Stretch(Change.KEPT, "Giảm từ 41 phút còn"),
        Stretch(Change.REMOVED, " 27"),
        Stretch(Change.ADDED, " 25"),
        Stretch(Change.KEPT, " phút."),
    ]


def test_a_sign_added_behind_a_word_leaves_the_word_as_it_was():
    assert compare("Đã xong", "Đã xong.")[-1] == Stretch(Change.ADDED, ".")
