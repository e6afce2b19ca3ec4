"""No sequence of allowed acts leads to a text one may not read, nor to an act in another's name.

The attacker of `tests/simulation/attacker` plays six hundred sequences here, and many more as a
command. That it would see what it looks for is shown by letting it see.
"""

import pytest

from tests.simulation.attacker import deeds, report
from tests.simulation.attacker.game import Game
from tests.simulation.attacker.menu import LEFT_OUT, MENU, TRAVEL
from tests.simulation.attacker.reading import Library
from tests.simulation.attacker.stage import set_up
from tests.simulation.attacker.world import make
from webapp.web.tenancy import forget_codes

#: Each part reads every page anew for every standing, which costs as much as a hundred sequences.
_PARTS, _SEQUENCES = 2, 300


@pytest.fixture
def empty(databases, slate):
    """This worker's database without a row, for the time of a test."""
    slate.wipe()
    yield databases
    slate.wipe()
    forget_codes()


@pytest.fixture
def world(empty):
    with set_up(empty.superuser_url, empty.redis_url) as stage:
        yield make(stage)


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_sequence_of_allowed_acts_leads_to_anothers_text_or_name(part, empty, record_property):
    played = report.play(empty.superuser_url, empty.redis_url, _SEQUENCES, 100 + part)
    counts = played.counts
    assert counts["sequences"] == _SEQUENCES
    assert counts["acts"] - counts["refusals"] > _SEQUENCES / 4
    said = ", ".join(f"{counts[name]} {name}" for name in ("sequences", "acts", "answers"))
    record_property(f"attacker, part {part}", f"{said}, grave findings {len(played.grave)}")
    assert not played.grave, "\n".join(report.in_words(played.grave))


def test_every_form_is_pressed_by_the_attacker_or_left_out_for_a_reason(app):
    taken = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    named = {act.sent_to for act in MENU if act is not TRAVEL}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert sorted(taken - named - LEFT_OUT.keys()) == [], "a form nobody decided about"
    assert sorted((named | LEFT_OUT.keys()) - taken) == [], "no such form any more"
    assert {act.page for act in MENU if act is not TRAVEL} <= pages
    assert named.isdisjoint(LEFT_OUT)


def test_both_walls_stand_on_the_stage(world):
    rows = "SELECT current_user, (SELECT count(*) FROM self_reports)"
    assert world.stage.connection.execute(rows).fetchall() == [("app_rw", 0)]
    assert world.stage.look("SELECT count(*) FROM self_reports")[0][0] == 24


def _let_in(world, person, code, role=None):
    """Write somebody into a unit as no page would."""
    place = next(key for key, known in world.codes.items() if known == code)
    key = {"unit": place, "account": world.people[person].account_id}
    (member,) = world.stage.look(
        "INSERT INTO memberships (organization_id, account_id, full_name, sort_key, search_text,"
        " joined_on) VALUES (%(unit)s, %(account)s, 'Ai', 'ai', 'ai', '2026-11-16') RETURNING id",
        **key,
    )[0]
    about = {"unit": place, "member": member, "role": role}
    world.stage.look(
        "INSERT INTO membership_statuses (organization_id, member_id, status, from_on)"
        " VALUES (%(unit)s, %(member)s, 'official', '2026-11-16') RETURNING id",
        **about,
    )
    if role:
        world.stage.look(
            "INSERT INTO role_grants (organization_id, member_id, role, from_on)"
            " VALUES (%(unit)s, %(member)s, %(role)s, '2026-11-16') RETURNING id",
            **about,
        )


@pytest.mark.parametrize(("person", "role"), [("duc", None), ("tam", "chair")])
def test_the_attacker_sees_a_text_read_by_somebody_let_in(world, person, role):
    game = Game(world)
    game.begin((person,))
    _let_in(world, person, "k1", role)
    game.look()
    assert any(kind.startswith("text read in k1") for kind, _who in game.findings)


def test_the_attacker_sees_wrong_seats(world):
    _let_in(world, "duc", "k1", "chair")
    _let_in(world, "van", "k2")
    world.known.acted = frozenset({"duc"})
    kinds = {kind for kind, _who in deeds.wrong_seats(world)}
    assert kinds == {"the operator is a member", "office above and chair below, alone"}


def test_an_act_in_anothers_name_is_seen_unless_they_are_told(world):
    then = deeds.before(world)
    hoa = world.people["hoa"]
    change = "UPDATE accounts SET password_hash = 'x' WHERE id = %(id)s RETURNING id"
    world.stage.look(change, id=hoa.account_id)
    assert list(deeds.in_anothers_name(world, then)) == [("password set", "hoa")]
    world.stage.look(
        "INSERT INTO notices (organization_id, kind, subject, recipient_id, due_on, channel, state,"
        " created_at) VALUES (%(unit)s, 'import_read', 'x:1', %(member)s, '2026-11-16',"
        " 'app', 'shown', '2026-11-16') RETURNING id",
        unit=hoa.organization.id,
        member=hoa.member_id,
    )
    assert list(deeds.in_anothers_name(world, then)) == []


def test_people_of_a_unit_read_what_is_meant_for_them_and_nothing_else(world):
    read = {key: set() for key in ("lan", "hung", "binh")}
    for key, texts in read.items():
        texts |= {text for text, _page in Library(world).read(world.seats[key][0])}
    assert "k1/report-mai-9-v1" in read["lan"] & read["hung"]
    assert "k1/report-hoa-7-v1" in read["binh"]
    assert "k1/report-mai-9-v1" not in read["binh"]
    assert not {text for texts in read.values() for text in texts if "unsent" in text}
