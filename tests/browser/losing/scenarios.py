"""What happens while somebody writes, to several forms at once; each ends with everything right.

A scenario begins between two sentences and ends when its cause is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Route

from tests.browser.losing.desk import Desk, settle, sign_in, sign_out
from tests.browser.losing.stage import Stage, rest

Desks = list[Desk]


def _nothing(_stage: Stage, _desks: Desks) -> None:
    """Nothing happens."""


@dataclass(frozen=True)
class Scenario:
    """What happens before, with and after the second sentence."""

    name: str
    begin: Callable[[Stage, Desks], None] = _nothing
    write: Callable[[Stage, Desks], None] = lambda _stage, desks: _write(desks)
    end: Callable[[Stage, Desks], None] = _nothing


def _write(desks: Desks) -> None:
    for desk in desks:
        desk.type()


def _sign_in_anew(_stage: Stage, desks: Desks) -> None:
    """On the sign-in page somebody else comes in first, and then the writer."""
    for desk in desks:
        tab = desk.context.new_page()
        shown = tab.goto(_link(desk))
        desk.sees_nothing(shown.text())
        _other_looks_around(desk, tab, sign_in(tab, _email(desk, desk.form.other)))
        sign_out(tab)
        desk.sees_nothing(tab.content())
        sign_in(tab, _email(desk, desk.form.person))
        tab.close()


def _link(desk: Desk) -> str:
    link = desk.page.locator(f"{desk.form.selector} .is-unsaved a")
    if link.count():
        return str(link.get_attribute("href"))
    return desk.page.url if "/dang-nhap" in desk.page.url else "/dang-nhap"


def _email(desk: Desk, name: str) -> str:
    return desk.stage.person(name).email


def _other_looks_around(desk: Desk, tab: Any, landed: str) -> None:
    """Somebody else in the same browser, while the page of the writer still tries to save."""
    desk.sees_nothing(landed)
    desk.nudge()
    rest(tab, 0.4)
    for address in ("/o/k1/", desk.form.address):
        answer = tab.goto(address)
        desk.sees_nothing(answer.text())
        desk.sees_nothing(tab.content())
    if not desk.form.is_report:
        desk.sees_nothing(desk.stage.kept(desk.form, desk.form.other))
    desk.judge_line()


def _sign_out_beside(_stage: Stage, desks: Desks) -> None:
    for desk in desks:
        tab = desk.context.new_page()
        sign_out(tab)
        tab.close()


def _write_and_sleep(stage: Stage, desks: Desks) -> None:
    """The lid is closed over unsaved text; half an hour later the page still has it."""
    stage.age_sign_ins()
    for desk in desks:
        desk.type()
        desk.page.evaluate("window.skip = 31 * 60 * 1000")
    rest(desks[0].page, 1.5)
    for desk in desks:
        if "/dang-nhap" in desk.page.url:
            desk.faults.add("LOST")


def _wait_until_kept(_stage: Stage, desks: Desks) -> None:
    settle(desks, "is_kept", 20)


def _write_in_another_tab(_stage: Stage, desks: Desks) -> None:
    for desk in desks:
        desk.type()


def _open_twice(_stage: Stage, desks: Desks) -> None:
    """The second tab is opened before the first has saved anything."""
    for desk in desks:
        desk.open()


def _keep_both(_stage: Stage, desks: Desks) -> None:
    """Where both tabs write one text the second is told; its writer puts both together."""
    for desk in desks:
        keep = desk.page.locator(f"{desk.form.selector} [data-keep-mine]")
        if not keep.count():
            continue
        other = desk.page.locator(f"{desk.form.selector} .notice-late a").get_attribute("href")
        if desk.words[0] not in desk.stage.source(desk.form.person, str(other)):
            desk.faults.add("LOST")
        desk.page.keyboard.insert_text(f" {desk.words[0]}.")
        keep.click()
        desk.pages = [desk.page]


def _lose_answers(_stage: Stage, desks: Desks) -> None:
    def lose(route: Route) -> None:
        try:
            route.fetch()
        finally:
            route.abort()

    for desk in desks:
        for saves in ("**/dang-viet", "**/luu"):
            desk.page.route(saves, lose)


def _let_answers_through(_stage: Stage, desks: Desks) -> None:
    for desk in desks:
        desk.page.unroute_all(behavior="ignoreErrors")


def _hang(seconds: float) -> Scenario:
    def end(stage: Stage, desks: Desks) -> None:
        rest(desks[0].page, seconds)
        stage.let_worker_go()

    return Scenario("server hung", lambda stage, _desks: stage.hold_worker(), end=end)


def _write_while_killed(stage: Stage, desks: Desks) -> None:
    """The process that answers dies in the middle of a sentence of each."""
    for desk in desks:
        desk.type(halfway=stage.kill_worker if desk is desks[0] else None)


def _offline(is_offline: bool) -> Callable[[Stage, Desks], None]:
    def change(_stage: Stage, desks: Desks) -> None:
        for desk in desks:
            desk.context.set_offline(is_offline)

    return change


def _write_and_wait(_stage: Stage, desks: Desks) -> None:
    """The line is red at once; the outage lasts until a save has failed as well."""
    _write(desks)
    rest(desks[0].page, 4)


def _let_another_in(_stage: Stage, desks: Desks) -> None:
    for desk in desks:
        tab = desk.context.new_page()
        sign_out(tab)
        sign_in(tab, _email(desk, desk.form.other))
        tab.close()


def _another_leaves(_stage: Stage, desks: Desks) -> None:
    for desk in desks:
        tab = desk.context.new_page()
        _other_looks_around(desk, tab, "")
        sign_out(tab)
        desk.sees_nothing(tab.content())
        sign_in(tab, _email(desk, desk.form.person))
        tab.close()


def all_of_them(hung_for: float = 24) -> list[Scenario]:
    """Everything that can go wrong; the server hangs for so long beyond the first warning."""
    return [
        Scenario("signed out here", _sign_out_beside, end=_sign_in_anew),
        Scenario("signed out elsewhere", lambda s, _d: s.end_sign_ins(), end=_sign_in_anew),
        Scenario("idle", _wait_until_kept, _write_and_sleep, _sign_in_anew),
        Scenario("two tabs", _open_twice, end=_keep_both),
        Scenario("lost answer", _lose_answers, end=_let_answers_through),
        _hang(hung_for),
        Scenario("worker killed", write=_write_while_killed),
        Scenario(
            "database restarted",
            lambda s, _d: s.stop_database(),
            end=lambda s, _d: s.start_database(),
        ),
        Scenario("offline", _offline(True), _write_and_wait, _offline(False)),
        Scenario("another account", _let_another_in, end=_another_leaves),
    ]


def play(stage: Stage, scenario: Scenario, forms: list[Any]) -> Desks:
    """Let it happen to these forms at once; returns the desks with the faults that were found."""
    desks = [Desk(stage, form) for form in forms]
    try:
        _act(stage, scenario, desks)
    finally:
        for desk in desks:
            desk.close()
        stage.forget_drafts()
    return desks


def _act(stage: Stage, scenario: Scenario, desks: Desks) -> None:
    for desk in desks:
        desk.open()
    _write(desks)
    try:
        scenario.begin(stage, desks)
        scenario.write(stage, desks)
        settle(desks, "is_told", 10)
        for desk in desks:
            desk.judge_line()
        scenario.end(stage, desks)
    finally:
        # However it was broken off, the next finds everything working.
        stage.put_right()
    for seconds in (15, 60):
        settle(desks, "is_kept", seconds, nudging=True)
    _look_afterwards(stage, desks)


def _look_afterwards(stage: Stage, desks: Desks) -> None:
    for desk in desks:
        desk.judge_line()
        if not desk.is_kept():
            desk.faults.add("STUCK")
        desk.others_see_nothing()
        fresh = stage.context(desk.form.person)
        try:
            desk.is_found_again(fresh.new_page())
        except Error as problem:
            desk.faults.add(f"LOST ({problem.message.splitlines()[0]})")
        fresh.close()
