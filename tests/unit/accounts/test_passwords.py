"""Which passwords are taken, and how they are compared."""

import pytest

from webapp.accounts.signing_in import passwords
from webapp.core.errors import RuleBroken

ABOUT = ("binh.hoang@example.vn", "Hoàng Thanh Bình")


def refusal(password):
    with pytest.raises(RuleBroken) as broken:
        passwords.refuse_weak(password, about=ABOUT)
    return broken.value.code


def test_eleven_characters_are_too_few():
    assert refusal("mưa hà nội!") == "password.short"


def test_an_endless_password_is_refused():
    assert refusal("dai " * 60) == "password.long"


@pytest.mark.parametrize(
    "password",
    [
        "password12345",
        "Mật khẩu 12345",
        "MATKHAU-1234567",
        "hochiminh1890",
        "Đảng Cộng sản Việt Nam",
        "qwertyuiopasdf",
        "123456789012",
        "987654321098",
        "121212121212",
        "aaaaaaaaaaaa",
        "hoang thanh binh",
        "binh.hoang1990",
    ],
)
def test_what_everybody_tries_first_is_refused(password):
    assert refusal(password) == "password.common"


@pytest.mark.parametrize(
    "password", ["con đường xưa em đi", "xkcd horse battery", "k9#mQ2!vLp0z", "0912887340562"]
)
def test_there_is_no_rule_of_composition(password):
    passwords.refuse_weak(password, about=ABOUT)


def test_a_password_matches_however_its_letters_are_composed():
    stored = passwords.hash_of("một câu rất dài")
    assert passwords.matches(stored, "mo\u0302\u0323t ca\u0302u ra\u0302\u0301t da\u0300i")
    assert not passwords.matches(stored, "mot cau rat dai")


def test_the_stand_in_for_nobody_costs_what_a_real_hash_costs():
    assert not passwords.is_outdated(passwords.NOBODY)
    assert not passwords.matches(None, "anything at all")


def test_a_damaged_hash_opens_nothing():
    assert not passwords.matches("not a hash", "anything at all")


def test_the_list_is_written_in_the_form_that_is_compared():
    wrong = [word for word in passwords._common() if word != passwords._plain(word)]
    assert wrong == []
