"""The same where no script runs: the text meets the ended sign-in when the form is sent."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.losing.desk import Desk, sign_in, sign_out
from tests.browser.losing.stage import Stage

Fault = Callable[[Stage, Desk], None]


def _sign_out_beside(_stage: Stage, desk: Desk) -> None:
    tab = desk.context.new_page()
    sign_out(tab)
    tab.close()


def _let_another_in(stage: Stage, desk: Desk) -> None:
    tab = desk.context.new_page()
    sign_out(tab)
    sign_in(tab, stage.person(desk.form.other).email)
    tab.close()


SCENARIOS: dict[str, Fault] = {
    "signed out here": _sign_out_beside,
    "signed out elsewhere": lambda stage, _desk: stage.end_sign_ins(),
    "idle": lambda stage, _desk: stage.age_sign_ins(),
    "another account": _let_another_in,
}


def play(stage: Stage, name: str, form: Any) -> Desk:
    """The form is open in two tabs and sent from both; two people find a sign-in page each."""
    desk = Desk(stage, form, script=False)
    try:
        for _tab in range(2):
            desk.open()
            desk.type()
        SCENARIOS[name](stage, desk)
        for page in desk.pages:
            desk.sees_nothing(_send(page, form.selector))
        _find_nothing(desk, desk.pages[0])
        for _once_more in range(2):
            # The page is older than the sign-in that came between, and asks once more.
            if desk.pages[1].locator("input[name=kept]").count():
                sign_in(desk.pages[1], stage.person(form.person).email)
        desk.is_found_again(desk.pages[1], desk.words[1:])
        desk.others_see_nothing()
    finally:
        desk.close()
        stage.forget_drafts()
    return desk


def _send(page: Page, selector: str) -> str:
    """Press the main button; returns the source of the page that comes."""
    buttons = page.locator(f"{selector} button.btn:not([formaction])")
    main = page.locator(f"{selector} button.btn-primary")
    with page.expect_navigation() as gone:
        (main if main.count() else buttons).last.dispatch_event("click")
    return str(gone.value.text())


def _find_nothing(desk: Desk, page: Page) -> None:
    """Another account signs in on the page that carries the text, and looks around."""
    desk.sees_nothing(sign_in(page, desk.stage.person(desk.form.other).email))
    for address in ("/o/k1/", desk.form.address):
        answer = page.goto(address)
        desk.sees_nothing(answer.text() if answer else "")
    sign_out(page)
    desk.sees_nothing(page.content())
