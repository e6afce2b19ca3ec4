"""Fills in a form as somebody with a purpose: with own addresses, other people, another office."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from tests.forms_of import Field, Form
from tests.simulation.attacker.world import NEW_PASSWORD, Seat, World
from webapp.core import clock

_NAMES = {"full_name", "chair_name"}
_ADDRESSES = {"email", "chair_email", "sign_in_name"}


def filled(world: World, seat: Seat, form: Form, dice: Random) -> Iterator[tuple[str, str]]:
    """The fields of a form as somebody sends them."""
    radios: dict[str, list[Field]] = {}
    for one in form.fields:
        if not one.name or one.is_disabled or one.type == "file":
            continue
        if one.type == "radio":
            radios.setdefault(one.name, []).append(one)
        elif one.type == "checkbox":
            if one.is_checked != (dice.random() < 0.4):
                yield one.name, one.value
        else:
            yield one.name, _value(world, seat, one, dice)
    for name, group in radios.items():
        kept = [one for one in group if one.is_checked]
        yield name, (kept[0] if kept and dice.random() < 0.5 else dice.choice(group)).value


def _value(world: World, seat: Seat, field: Field, dice: Random) -> str:
    if field.type == "hidden" or field.is_readonly:
        return field.value
    if field.type == "password":
        return seat.password if field.name.startswith("old") else NEW_PASSWORD
    if field.type == "select":
        options = [one for one in field.options if one] if dice.random() < 0.8 else field.options
        return dice.choice(options) if options and dice.random() < 0.6 else field.value
    if field.name in _ADDRESSES and (not field.value.strip() or dice.random() < 0.5):
        return dice.choice(_own_addresses(world, seat))
    if field.value.strip() and dice.random() < 0.8:
        return field.value
    return _typed(world, seat, field, dice)


def _typed(world: World, seat: Seat, field: Field, dice: Random) -> str:
    today = clock.today()
    if field.name in _NAMES:
        return dice.choice((world.people[seat.person].full_name, "Trần Văn Mới"))
    if field.name == "name":
        return f"Đơn vị số {dice.randrange(1000)}"
    if field.is_day:
        if "until" in field.name or "admitted" in field.name:
            return dice.choice(("", "", (today + timedelta(days=300)).isoformat()))
        later = 20 if "due" in field.name else dice.choice((0, 0, 0, 1, 40))
        return (today + timedelta(days=later)).isoformat()
    if field.type == "textarea" or field.name == "reason":
        return "Theo quyết định số 12."
    if field.name == "code":
        return f"moi{dice.randrange(10_000)}"
    return dice.choice(("", "Hội trường")) if field.type == "text" else field.value


def _own_addresses(world: World, seat: Seat) -> list[str]:
    """The addresses of whoever types: both of their own."""
    return [one.email for one in world.seats[seat.person]]


def asked(field: Field, dice: Random) -> str:
    """What is chosen or typed where a page asks something before it draws its form."""
    if field.options:
        return dice.choice(field.options)
    return field.value if field.type == "hidden" else dice.choice(("Khoa", "Chi"))
